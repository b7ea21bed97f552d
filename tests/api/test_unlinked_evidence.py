"""Evidence the public uploaded and never linked to an objection is removed after a day; what was linked stays."""
import json

import pytest
from support import journey
from support.server import rows
from support.timers import await_that


def paper(words: str) -> bytes:
    return b"%PDF-1.4\n" + words.encode() + b"\n%%EOF\n"


@pytest.fixture(scope="module")
def evidence(server, store):
    applicant, city, public = server.client("applicant_12"), server.client("city_officer"), server.client()
    case_id = journey.submitted(applicant)
    assert journey.recommend(server.client(journey.district_officer(server, applicant)), case_id).status_code == 200
    notice = journey.publish(city, case_id).json()
    ids = {}
    for name in ("linked", "forgotten"):
        answer = public.upload("/api/objection-evidence", paper(name), name=f"{name}.pdf")
        assert answer.status_code == 201, answer.text
        ids[name] = answer.json()["upload_id"]
    made = public.post(f"/api/notices/{notice['id']}/objections", {"case_id": case_id, "grounds": "见所附证据。", "is_anonymous": True, "evidence": [ids["linked"]]})
    assert made.status_code == 201, made.text
    return {name: (upload, rows(store, f"SELECT sha256 FROM objection_uploads WHERE id = '{upload}'")[0][0]) for name, upload in ids.items()}


def is_kept(store, sha256: str) -> bool:
    return (store.folder / "files" / sha256[:2] / sha256[2:]).exists()


def test_it_stays_for_its_day(store, evidence):
    assert all(is_kept(store, sha256) for _, sha256 in evidence.values())


def test_only_the_forgotten_is_removed(server, store, evidence):
    journey.advance(server, 2)
    upload, sha256 = evidence["forgotten"]
    await_that(lambda: int(rows(store, f"SELECT COUNT(*) FROM objection_uploads WHERE id = '{upload}'")[0][0]) == 0, "the row goes")
    assert int(rows(store, f"SELECT COUNT(*) FROM stored_files WHERE sha256 = '{sha256}'")[0][0]) == 0
    assert not is_kept(store, sha256)
    counted = [json.loads(content) for (content,) in rows(store, "SELECT content FROM events WHERE subject_kind = 'objection_uploads'")]
    assert counted == [{"files": 1, "uploads": 1}]
    upload, sha256 = evidence["linked"]
    assert is_kept(store, sha256)
    assert int(rows(store, f"SELECT COUNT(*) FROM objection_files WHERE sha256 = '{sha256}'")[0][0]) == 1
    objection = server.client("city_officer").get("/api/objections", state="open").json()["items"][0]
    got = server.client("city_officer").get(f"/api/objections/{objection['id']}/files/{objection['files'][0]['id']}")
    assert got.status_code == 200 and got.content == paper("linked")
