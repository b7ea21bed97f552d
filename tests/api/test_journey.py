"""The main job: from a draft to the public directory, over the API, on both databases."""
import pytest
from support import journey
from support.workbook import read_document


@pytest.fixture(scope="module")
def people(server):
    applicant = server.client("applicant_12")
    return {"applicant": applicant, "city": server.client("city_officer"), "district": server.client(journey.district_officer(server, applicant)), "public": server.client()}


def test_from_draft_to_directory(server, people):
    applicant, district, city, public = people["applicant"], people["district"], people["city"], people["public"]
    case_id = journey.start(applicant)
    report = applicant.get(f"/api/cases/{case_id}/check").json()
    assert report["can_submit"] is False and report["missing_materials"], "an empty draft says what is missing"
    assert all(finding["cites"] for finding in report["findings"]), "every condition names its article"

    early = applicant.act(case_id, "submit")
    assert early.status_code == 409
    assert {error["condition"] for error in early.json()["errors"]} & {"form_complete", "materials", "signed_and_sealed"}
    assert "withdraw" in early.json()["allowed"]

    journey.fill(applicant, case_id)
    journey.upload(applicant, case_id)
    assert applicant.get(f"/api/cases/{case_id}/check").json()["can_submit"] is True
    assert district.get(f"/api/cases/{case_id}").status_code == 404, "a draft is nobody else's"
    assert applicant.act(case_id, "submit").json()["state"] == "verifying"

    returned = district.act(case_id, "return", {"input": {"items": [{"at": "materials.licence", "remark": "请补盖公章"}]}, "term_length": "P10D"})
    assert returned.status_code == 200, returned.text
    seen = applicant.case(case_id)
    assert seen["state"] == "returned" and seen["return_items"] == [{"at": "materials.licence", "remark": "请补盖公章"}]
    assert any(term["id"] == "supplement" and term["is_running"] for term in seen["terms"])

    journey.upload(applicant, case_id, ["licence"])
    assert applicant.act(case_id, "resubmit").json()["state"] == "verifying"
    difference = district.get(f"/api/cases/{case_id}/comparison", **{"from": 1, "to": 2}).json()
    assert any(material["slot"] == "licence" and material["change"] == "added" for material in difference["materials"])

    recommended = journey.recommend(district, case_id)
    assert recommended.status_code == 200 and recommended.json()["state"] == "examining", recommended.text
    notice = journey.publish(city, case_id)
    assert notice.status_code == 201, notice.text
    shown = public.get(f"/api/notices/{notice.json()['id']}").json()
    assert shown["is_running"] and shown["can_object"] and shown["due"]["days"]

    before_end = journey.file(city, case_id)
    assert before_end.status_code == 409 and any(error["condition"] == "notice_over" for error in before_end.json()["errors"])
    journey.advance(server, 10)
    filed = city.act(case_id, "file", {"input": {"handler_name": "甲", "head_name": "乙", "signed_on": journey.SIGNED_ON}, "signed": ["handler", "head", "seal"]})
    assert filed.status_code == 200 and filed.json()["state"] == "filed", filed.text

    name = filed.json()["organisation_name"]
    outlets = public.get("/api/outlets", q=name).json()
    assert outlets["total"] == 1 and outlets["items"][0]["valid_until"] is not None
    assert public.get(f"/api/outlets/{outlets['items'][0]['id']}").json()["name"] == name
    assert any(message["link"].endswith(case_id) for message in applicant.get("/api/messages").json()["items"])
    actions = [entry["action"] for entry in applicant.case(case_id)["history"]]
    assert [action for action in actions if action in {"submit", "return", "resubmit", "recommend", "publish", "file"}] in (
        ["submit", "return", "resubmit", "recommend", "publish", "file"], ["file", "publish", "recommend", "resubmit", "return", "submit"])


def test_the_printed_form_ticks_what_was_decided(people):
    """Section nine of the Shenyang form: two boxes, one of them marked by the decision."""
    for state, words in (("filed", "■准予备案　　　□不予备案"), ("examining", "□准予备案　　　□不予备案")):
        cases = [case for case in people["city"].get("/api/cases", state=state).json()["items"] if case["procedure_id"] == journey.PROCEDURE and case["act_id"] == journey.ACT]
        assert cases, state
        printed = people["city"].get(f"/api/cases/{cases[0]['id']}/form.docx")
        assert words in read_document(printed.content), state
