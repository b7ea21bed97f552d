"""Receipts, proofs and checkpoints: the program, and a second verifier that shares no code with it, agree off line."""
import json
import shutil

import pytest
from support import journey, log_verifier
from support.server import ROOT, change, rows, run


def command(*arguments) -> tuple[int, str]:
    done = run(*arguments, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def key(server):
    return server.client().get("/api/evidence/key").json()["public_key"]


@pytest.fixture(scope="module")
def recommended(server):
    """A case with a submission and a recommendation behind it, and the ordinals of its events that have a receipt."""
    applicant = server.client("applicant_12")
    case_id = journey.submitted(applicant)
    officer = server.client(journey.district_officer(server, applicant))
    assert journey.recommend(officer, case_id).status_code == 200
    return case_id, [entry["ordinal"] for entry in applicant.case(case_id)["history"] if "receipt" in entry["content"]]


def receipt(client, case_id, ordinal):
    answer = client.get(f"/api/cases/{case_id}/receipts/{ordinal}")
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer


def test_a_receipt_is_verified_off_line_by_both(server, recommended, key, tmp_path):
    case_id, ordinals = recommended
    assert ordinals, "every decision leaves a receipt"
    for ordinal in ordinals:
        answer = receipt(server.client("applicant_12"), case_id, ordinal)
        file = tmp_path / f"{ordinal}.json"
        file.write_bytes(answer.content)
        assert command("receipt", "verify", file, "--key", key)[0] == 0
        assert log_verifier.check(answer.json(), key) == []
        assert answer.json()["statement"]["case"]["ordinal"] == ordinal


def test_the_event_carries_the_receipts_hash(server, recommended):
    case_id, ordinals = recommended
    applicant = server.client("applicant_12")
    entries = {entry["ordinal"]: entry for entry in applicant.case(case_id)["history"]}
    for ordinal in ordinals:
        assert receipt(applicant, case_id, ordinal).json()["sha256"] == entries[ordinal]["content"]["receipt"]


def test_one_flipped_byte_is_named(server, recommended, key, tmp_path):
    case_id, ordinals = recommended
    text = receipt(server.client("applicant_12"), case_id, ordinals[0]).text
    file = tmp_path / "altered.json"
    file.write_text(text.replace('"team.full_time":', '"team.full_tyme":', 1), encoding="utf-8")
    code, said = command("receipt", "verify", file, "--key", key)
    assert code == 1 and "statement.inputs.facts.team.full_tyme" in said
    assert log_verifier.check(json.loads(file.read_text(encoding="utf-8")), key) == ["the statement was altered"]


def test_a_receipt_of_a_later_act_version_says_which_is_missing(server, recommended, key, tmp_path):
    case_id, ordinals = recommended
    document = receipt(server.client("applicant_12"), case_id, ordinals[0]).json()
    folder = tmp_path / "regulations"
    shutil.copytree(ROOT / "regulations", folder)
    stated = document["statement"]["act"]
    act = folder / stated["id"] / "act.yaml"
    version = int(stated["version"])
    act.write_text(act.read_text(encoding="utf-8").replace(f"version: {version}", f"version: {version + 1}", 1), encoding="utf-8")
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")), encoding="utf-8")
    code, said = command("receipt", "verify", file, "--key", key, "--regulations", folder)
    assert code == 1 and "unknown_act" in said
    assert command("receipt", "verify", file, "--key", key)[0] == 0


def test_who_may_have_a_receipt(server, recommended):
    case_id, ordinals = recommended
    path = f"/api/cases/{case_id}/receipts/{ordinals[0]}"
    assert server.client().get(path).status_code == 401
    assert server.client("applicant_01").get(path).status_code == 404
    assert server.client("applicant_01").get(path + "/proof").status_code == 404
    assert server.client("expert_01").get(path).status_code == 403
    applicant = server.client("applicant_12")
    for ordinal in ["0", "9999", "-1", "x", "1e3"]:
        assert applicant.get(f"/api/cases/{case_id}/receipts/{ordinal}").status_code == 404


def test_a_proof_shows_the_event_in_the_signed_log(server, store, recommended, key, tmp_path):
    case_id, ordinals = recommended
    answer = server.client("applicant_12").get(f"/api/cases/{case_id}/receipts/{ordinals[0]}/proof")
    assert answer.status_code == 200, answer.text
    proof = answer.json()
    assert log_verifier.check(proof, key) == []
    assert json.loads(proof["event"]["content"])["receipt"] == receipt(server.client("applicant_12"), case_id, ordinals[0]).json()["sha256"]
    file = tmp_path / "proof.json"
    file.write_text(answer.text, encoding="utf-8")
    assert command("audit", "check-proof", file, "--key", key)[0] == 0
    assert command("audit", "check-proof", file, "--key", "0" * 64)[0] == 1
    assert log_verifier.check(proof, "0" * 64) != []
    proof["event"]["action"] = "file"
    file.write_text(json.dumps(proof), encoding="utf-8")
    assert command("audit", "check-proof", file, "--key", key)[0] == 1
    assert log_verifier.check(proof, key) == ["the event does not stand under this root"]


def test_both_agree_on_every_entry(store, key, tmp_path):
    size = log_size(store)
    for sequence in list(range(1, size + 1, max(1, size // 40))) + [size]:
        code, text = command("audit", "prove", "--sequence", sequence, *store.arguments)
        assert code == 0, text
        assert log_verifier.check(json.loads(text), key) == []
    assert command("audit", "prove", "--sequence", size + 1, *store.arguments)[0] == 1


def add_team_member(server) -> None:
    """One more event that concerns no case."""
    applicant = server.client("applicant_12")
    answer = applicant.post(f"/api/organisations/{journey.organisation_id(applicant)}/team", {"name": "测试人员", "employment": "part_time", "skills": ["patent"]})
    assert answer.status_code == 201, answer.text


def log_size(store) -> int:
    return json.loads(run("audit", "verify", "--json", *store.arguments).stdout)["size"]


def test_an_earlier_checkpoint_begins_a_later_log(server, store, key, tmp_path):
    earlier = server.client().get("/api/evidence/checkpoint").json()
    assert log_verifier.check(earlier, key) == []
    old = tmp_path / "earlier.json"
    old.write_text(json.dumps(earlier), encoding="utf-8")
    add_team_member(server)
    code, text = command("audit", "consistency", "--from", old, *store.arguments)
    assert code == 0, text
    proof = json.loads(text)
    assert proof["later"]["size"] > earlier["size"] and log_verifier.check(proof, key) == []
    file = tmp_path / "consistency.json"
    file.write_text(text, encoding="utf-8")
    assert command("audit", "check-proof", file, "--key", key)[0] == 0
    proof["path"] = proof["path"][:-1]
    assert log_verifier.check(proof, key) != []


def frontier(leaves: list[bytes]) -> list[bytes]:
    """Roots of the complete subtrees, largest first."""
    nodes: list[bytes] = []
    for number, leaf in enumerate(leaves):
        while number & 1:
            leaf, number = log_verifier.sha256(b"\1" + nodes.pop() + leaf), number >> 1
        nodes.append(leaf)
    return nodes


def cut_to(store, size: int) -> None:
    """What somebody with the database in hand can do: the shorter log is sound in itself."""
    change(store, f"DELETE FROM events WHERE sequence > {size}")
    change(store, f"DELETE FROM checkpoints WHERE size > {size}")
    nodes = frontier([bytes.fromhex(row[0]) for row in rows(store, "SELECT leaf_hash FROM events ORDER BY sequence")])
    root = nodes[-1]
    for node in reversed(nodes[:-1]):
        root = log_verifier.sha256(b"\1" + node + root)
    change(store, f"UPDATE log_head SET size = {size}, frontier = '{b''.join(nodes).hex()}', root = '{root.hex()}'")


def test_a_log_cut_short_is_caught_by_a_checkpoint_kept_elsewhere(server, store, tmp_path):
    before = log_size(store)
    add_team_member(server)
    server.stop()
    damaged = store.copy()
    server.start()
    try:
        kept = tmp_path / "kept.json"
        run("audit", "checkpoint", "--out", kept, *damaged.arguments)
        assert log_size(damaged) > before
        cut_to(damaged, before)
        assert run("audit", "verify", *damaged.arguments, check=False).returncode == 0, "sound in itself"
        code, said = command("audit", "verify", "--checkpoint", kept, *damaged.arguments)
        assert code == 1 and "truncated" in said
        assert command("audit", "consistency", "--from", kept, *damaged.arguments)[0] == 1
    finally:
        damaged.remove()
