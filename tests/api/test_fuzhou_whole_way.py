"""Recognition in Fuzhou from the draft to the public directory, which tells no end because the text knows none."""
import datetime

import pytest
from support import journey, reports
from support.programme import conditions
from support.town import ACT, Town


@pytest.fixture(scope="module")
def town(server):
    return Town(server)


def test_draft_review_document_notice_recognition(server, town):
    town.submit()
    assert town.applicant.case(town.case_id)["terms"] == [], "nothing runs against the applicant"
    town.pass_review(town.city, town.province)
    assert town.programme.act_on(town.bureau, town.case_id, "conclude_review").json()["state"] == "reviewed"
    unsaid = town.programme.publish(town.bureau, town.case_id)
    assert (unsaid.status_code, unsaid.json()["id"]) == (422, "notices.term_missing"), "the text gives no length: the officer enters one"
    published = town.programme.publish(town.bureau, town.case_id, term_length="P5D")
    assert published.status_code == 201, published.text
    shown = server.client().get(f"/api/notices/{published.json()['id']}").json()
    assert shown["can_object"] and town.applicant_name in str(shown)
    early = town.programme.act_on(town.bureau, town.case_id, "recognise")
    assert early.status_code == 409 and "notice_over" in conditions(early)
    journey.advance(server, 10)
    done = town.programme.act_on(town.bureau, town.case_id, "recognise")
    assert done.status_code == 200 and done.json()["state"] == "recognised" and done.json()["is_final"], done.text
    open_actions = [verdict["action"] for who in (town.applicant, town.bureau) for verdict in who.case(town.case_id)["verdicts"] if not verdict["needs"]]
    assert open_actions == [], "no renewal, change or yearly report is asked for"


def test_the_entry_tells_no_end(server, town):
    public = server.client()
    listed = public.get("/api/outlets", q=town.applicant_name).json()["items"]
    assert len(listed) == 1
    entry = public.get(f"/api/outlets/{listed[0]['id']}").json()
    assert entry["valid_until"] is None and entry["ended_on"] is None and entry["state"] == "valid" and entry["act_id"] == town.programme.act
    assert entry["status_label"]["zh"].startswith("福州市级") and entry["service_items"] and entry["division_code"].startswith("3501")
    history = public.get(f"/api/outlets/{entry['id']}/history").json()["items"]
    assert [each["action"] for each in history] == ["enter"] and {notice["kind"] for notice in history[0]["notices"]} == {"proposed_filing", "filed_list"}
    line = next(line for line in public.get("/api/open-data/outlets.csv", q=town.applicant_name).text.splitlines() if town.applicant_name in line)
    assert datetime.date.fromisoformat(entry["filed_on"]).isoformat() in line and line.count("20") >= 1
    told = [message["text"] for message in town.applicant.get("/api/messages").json()["items"]]
    assert any("认定" in text for text in told) and not any("有效期" in text for text in told)


def test_ten_years_later_it_stands_as_it_did(server, town):
    journey.advance(server, 3650)
    public = server.client()
    entry = public.get("/api/outlets", q=town.applicant_name, state="valid").json()["items"][0]
    assert entry["state"] == "valid" and entry["valid_until"] is None
    assert [each["action"] for each in public.get(f"/api/outlets/{entry['id']}/history").json()["items"]] == ["enter"]
    staff, organisation = server.client(town.applicant.login_name), journey.organisation_id(town.applicant)
    offered = {item["procedure_id"] for item in staff.get(f"/api/organisations/{organisation}/proceedings").json()["items"] if item["act_id"] == ACT}
    assert offered == set(), "the plan knows no change report, no renewal, no leaving"
    for procedure in ("renewal", "reexamination", "change", "termination"):
        asked = staff.post("/api/cases", {"act_id": ACT, "procedure_id": procedure, "organisation_id": organisation})
        assert (asked.status_code, asked.json()["id"]) == (422, "cases.unknown_procedure"), asked.text
    assert not [item for item in reports.duties(staff, organisation) if item["kind"] == "validity"]
