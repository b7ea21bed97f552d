"""The people of an expert review as API calls: seed holders, experts, the officer who holds it."""
from __future__ import annotations

import hashlib
import json
import secrets

from .client import Client
from .server import run


def value_hash(review_id: str, attempt: int, position: int, value: str) -> str:
    """What a holder commits, computed as docs/manual/experts.md says: not by the program."""
    return hashlib.sha256(f"zhidian-draw-value\n{review_id}\n{attempt}\n{position}\n{value}".encode()).hexdigest()


def sheet_hash(receipt: dict) -> str:
    return hashlib.sha256(f"zhidian-sheet\n{receipt['review_id']}\n{receipt['seat_id']}\n{receipt['nonce']}\n{receipt['content']}".encode()).hexdigest()


class Holder:
    """Somebody whose value is half of a seed."""

    def __init__(self, client: Client) -> None:
        self.client, self.value = client, ""

    @property
    def account_id(self) -> str:
        return self.client.get("/api/session").json()["account"]["id"]

    def read(self, review_id: str) -> dict:
        answer = self.client.get(f"/api/reviews/{review_id}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, review_id: str, what: str, body: dict | None = None):
        return self.client.post(f"/api/reviews/{review_id}/{what}", body, version=self.read(review_id)["version"])

    def commit(self, review_id: str, value: str | None = None):
        review = self.read(review_id)
        position = next(seed["position"] for seed in review["attempts"][-1]["seeds"] if seed["is_own"])
        self.value = value or secrets.token_hex(32)
        return self.send(review_id, "commitments", {"commitment": value_hash(review_id, review["attempt"], position, self.value)})

    def reveal(self, review_id: str, value: str | None = None):
        return self.send(review_id, "reveals", {"value": value or self.value})


def draw(review_id: str, *holders: Holder) -> dict:
    for holder in holders:
        answer = holder.commit(review_id)
        assert answer.status_code == 200, answer.text
    for holder in holders:
        answer = holder.reveal(review_id)
        assert answer.status_code == 200, answer.text
    return holders[0].read(review_id)


def replay(document: dict, folder) -> tuple[int, list[str]]:
    """Exit code of `draw replay` and the kinds of what it found."""
    file = folder / "draw.json"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    done = run("draw", "replay", file, "--json", check=False)
    return done.returncode, [finding["kind"] for finding in json.loads(done.stdout)["findings"]]


def assignment(expert: Client, review_id: str) -> dict | None:
    """The seat an expert holds at the moment, or nothing."""
    listed = expert.get("/api/assignments").json()["items"]
    return next((seat for seat in listed if seat["review_id"] == review_id and seat["state"] != "left"), None)


def seal(expert: Client, seat_id: str, points: int | dict, comment: str = "材料齐全。"):
    detail = expert.get(f"/api/assignments/{seat_id}").json()
    scores = points if isinstance(points, dict) else {item["id"]: min(points, item["most"]) for item in detail["score_sheet"]}
    return expert.post(f"/api/assignments/{seat_id}/sheet", {"scores": scores, "comment": comment}, version=detail["version"])
