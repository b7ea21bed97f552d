"""Public notices and objections: by name, anonymously, late, and what they block."""
import pytest
from support import journey


@pytest.fixture(scope="module")
def on_notice(server):
    applicant, city = server.client("applicant_12"), server.client("city_officer")
    case_id = journey.submitted(applicant)
    division = applicant.get(f"/api/organisations/{journey.organisation_id(applicant)}").json()["registered_division"]
    assert journey.recommend(server.client(f"officer_{division}"), case_id).status_code == 200
    notice = journey.publish(city, case_id)
    assert notice.status_code == 201, notice.text
    return {"case_id": case_id, "notice": notice.json(), "applicant": applicant, "city": city, "public": server.client()}


def test_objection_needs_a_name_or_evidence(on_notice):
    path = f"/api/notices/{on_notice['notice']['id']}/objections"
    assert on_notice["public"].post(path, {"case_id": on_notice["case_id"], "grounds": "材料与事实不符。", "is_anonymous": True}).status_code == 422
    assert on_notice["public"].post(path, {"case_id": on_notice["case_id"], "grounds": "材料与事实不符。", "is_anonymous": False}).status_code == 422


def test_anonymous_objection_blocks_filing_until_decided(server, on_notice):
    public, city, applicant = on_notice["public"], on_notice["city"], on_notice["applicant"]
    evidence = public.upload("/api/objection-evidence", name="证据.pdf")
    assert evidence.status_code == 201, evidence.text
    path = f"/api/notices/{on_notice['notice']['id']}/objections"
    made = public.post(path, {"case_id": on_notice["case_id"], "grounds": "该单位专职人员不足，附证据。", "is_anonymous": True, "evidence": [evidence.json()["upload_id"]]})
    assert made.status_code == 201 and made.json()["is_late"] is False, made.text
    receipt = {"receipt": made.json()["receipt"], "secret": made.json()["secret"]}
    assert public.post("/api/objections/follow", receipt).json()["state"] == "open"
    assert public.post("/api/objections/follow", {**receipt, "secret": "0" * len(receipt["secret"])}).status_code == 404

    journey.advance(server, 10)
    journey.upload(city, on_notice["case_id"], ["decision_scan"])
    body = {"input": {"handler_name": "甲", "head_name": "乙", "signed_on": journey.SIGNED_ON}, "signed": ["handler", "head", "seal"]}
    blocked = city.act(on_notice["case_id"], "file", body)
    assert blocked.status_code == 409 and any(error["condition"] == "no_open_objection" for error in blocked.json()["errors"])

    listed = city.get("/api/objections", state="open").json()["items"]
    objection = next(item for item in listed if item["receipt"] == receipt["receipt"])
    assert applicant.get(f"/api/objections/{objection['id']}").status_code == 403
    assert server.client("province_officer").get(f"/api/objections/{objection['id']}").status_code == 404
    assert city.get(f"/api/objections/{objection['id']}/files/{objection['files'][0]['id']}").headers["Content-Disposition"].startswith("attachment")
    decided = city.post(f"/api/objections/{objection['id']}/decision", {"outcome": "dismissed", "reasons": "经核查，专职人员社保记录齐全。"}, version=objection["version"])
    assert decided.status_code == 200, decided.text
    twice = city.post(f"/api/objections/{objection['id']}/decision", {"outcome": "sustained", "reasons": "改变决定"}, version=decided.json()["version"])
    assert twice.status_code == 409
    assert public.post("/api/objections/follow", receipt).json()["state"] == "dismissed"
    assert city.act(on_notice["case_id"], "file", body).status_code == 200


def test_late_objection_is_kept_as_a_letter(server, on_notice):
    path = f"/api/notices/{on_notice['notice']['id']}/objections"
    late = on_notice["public"].post(path, {"case_id": on_notice["case_id"], "grounds": "迟到的异议。", "is_anonymous": False, "name": "测试者", "contact": "024-1"})
    assert late.status_code == 201 and late.json()["is_late"] is True
    assert any(item["receipt"] == late.json()["receipt"] for item in on_notice["city"].get("/api/objections", state="late").json()["items"])


def test_identity_never_reaches_the_applicant(server, on_notice):
    applicant = on_notice["applicant"]
    text = applicant.get(f"/api/cases/{on_notice['case_id']}").text + applicant.get("/api/messages").text + on_notice["public"].get(f"/api/notices/{on_notice['notice']['id']}").text
    assert "测试者" not in text and "024-1\"" not in text
