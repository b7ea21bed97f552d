"""Falsehood by an institution that still applies: the decision ends what is under way and bars for three years, and the public is told of it."""
import datetime
import json

import pytest
from support import journey, outlets
from support.checks import sound
from support.programme import Programme, conditions, hire

PROCEDURE = "sanction_of_applicant"
DECISION = {**outlets.DECISION, "decision_number": "沈知终决〔2026〕1号", "reasons": "社保记录系伪造，申辩理由不成立。"}
GROUND = {"ground": "false_materials", "facts": "社保记录系伪造。", "link": "申报表第三部分"}


def open_about(server, organisation_id: str, officer: str = "city_officer"):
    return outlets.open_case(server.client(officer), organisation_id, PROCEDURE)


def state_of(server, login_name: str, case_id: str) -> str:
    return server.client(login_name).case(case_id)["state"]


@pytest.fixture(scope="module")
def subject(server):
    return outlets.find_free(server)


@pytest.fixture(scope="module")
def proposed(server, subject):
    """The inquiry up to the notice of the intended decision."""
    refused = open_about(server, subject["organisation_id"])
    assert refused.status_code == 409 and refused.json()["id"] == "cases.no_application"
    application = journey.submitted(server.client(subject["login_name"]))
    offered = server.client("city_officer").get(f"/api/organisations/{subject['organisation_id']}/proceedings").json()["items"]
    assert [each["procedure_id"] for each in offered] == [PROCEDURE]
    assert open_about(server, subject["organisation_id"], "fuzhou_officer").status_code == 404
    opened = open_about(server, subject["organisation_id"])
    assert opened.status_code == 201, opened.text
    case_id = opened.json()["id"]
    assert server.client(subject["login_name"]).get(f"/api/cases/{case_id}").status_code == 404, "it is not told yet"
    officer = server.client("city_officer")
    journey.upload(officer, case_id, ["evidence", "proposal_scan"])
    assert outlets.perform(officer, case_id, "propose", {**GROUND, "ground": "unrelated_commerce"}).status_code == 422, "an applicant cannot misuse a name it lacks"
    assert outlets.perform(officer, case_id, "propose", GROUND).status_code == 200
    return {**subject, "case_id": case_id, "application": application}


@pytest.fixture(scope="module")
def decided(server, proposed):
    assert server.client(proposed["login_name"]).act(proposed["case_id"], "acknowledge_proposal").status_code == 200
    journey.advance(server, 30)
    same = outlets.perform(server.client("city_officer"), proposed["case_id"], "terminate", DECISION, "decision_scan", outlets.SIGNED)
    assert same.status_code == 409 and "another_person" in conditions(same)
    done = outlets.perform(server.client("city_head"), proposed["case_id"], "terminate", DECISION, "decision_scan", outlets.SIGNED)
    assert done.status_code == 200, done.text
    return proposed


def test_an_outlet_is_met_with_the_other_procedure(server):
    refused = open_about(server, outlets.filed(server)["organisation_id"])
    assert refused.status_code == 409 and refused.json()["id"] == "cases.outlet_already"


def test_only_the_system_ends_an_application_for_cause(server, proposed):
    for login_name in ("city_officer", proposed["login_name"]):
        refused = server.client(login_name).act(proposed["application"], "end_for_cause")
        assert refused.status_code in (403, 409), refused.text
    assert state_of(server, proposed["login_name"], proposed["application"]) == "verifying"


def test_the_decision_ends_what_is_under_way(server, store, decided):
    applicant = server.client(decided["login_name"])
    ended = applicant.case(decided["application"])
    assert ended["state"] == "ended_for_cause" and ended["is_final"]
    last = ended["history"][-1]
    assert last["action"] == "end_for_cause" and last["label"]["zh"] == "因违规终止"
    assert any("违规终止" in message["text"] or "因违规终止" in message["text"] for message in applicant.get("/api/messages").json()["items"])
    sound(store)


def test_it_bars_for_three_years_by_the_code(server, decided):
    applicant = server.client(decided["login_name"])
    found = applicant.get(f"/api/organisations/{decided['organisation_id']}/sanctions").json()["items"]
    assert [each["kind"] for each in found] == ["terminated"] and found[0]["ground_label"]["zh"] == "备案中弄虚作假"
    on = datetime.date.fromisoformat(found[0]["decided_on"])
    assert found[0]["banned_until"] == on.replace(year=on.year + 3).isoformat()
    assert any(cite.endswith("art_19_4") for cite in found[0]["cites"])
    case_id = journey.start(applicant)
    report = applicant.get(f"/api/cases/{case_id}/check").json()
    assert next(finding["outcome"] for finding in report["findings"] if finding["condition"] == "not_banned") == "not_met"


def test_the_public_is_told_by_name_code_ground_and_decision_alone(server, decided):
    everybody = server.client()
    items = everybody.get("/api/public-sanctions").json()["items"]
    assert [item["decision_number"] for item in items] == [DECISION["decision_number"]]
    told = items[0]
    assert set(told) == {"id", "annulled_on", "organisation_name", "credit_code", "authority_name", "act_id", "act_title", "kind", "ground_label", "decision_number", "decided_on", "banned_until"}
    assert everybody.get(f"/api/public-sanctions/{told['id']}").json() == told
    assert everybody.get("/api/public-sanctions/none").status_code == 404
    assert "伪造" not in json.dumps(told, ensure_ascii=False), "the facts stay in the case"


def test_other_acts_are_warned_and_not_bound(server, decided):
    applicant = server.client(decided["login_name"])
    opened = applicant.post("/api/cases", {"act_id": "national_outlet_2024", "procedure_id": "filing", "organisation_id": decided["organisation_id"]})
    assert opened.status_code == 201, opened.text
    path = f"/api/cases/{opened.json()['id']}/bans-elsewhere"
    assert applicant.get(path).status_code == 403
    assert server.client("city_officer").get(path).status_code == 404, "a draft is its institution's alone"
    report = applicant.get(f"/api/cases/{opened.json()['id']}/check").json()
    assert next(finding["outcome"] for finding in report["findings"] if finding["condition"] == "not_banned") != "not_met"


def test_the_authority_of_another_act_reads_the_ban(server, decided):
    """A ministry that is asked to recommend the institution is warned; what is submitted there is not stopped by it."""
    applicant = server.client(decided["login_name"])
    for running in applicant.get("/api/cases").json()["items"]:
        if running["act_id"] == "national_outlet_2024" and running["state"] == "draft":
            assert applicant.act(running["id"], "withdraw").status_code == 200
    hire(applicant, 5)
    by_ministry = Programme(server, "national_outlet_2024", "filing_by_ministry")
    ministry = server.client("ministry_officer").get("/api/session").json()["account"]["grants"][0]["authority_id"]
    case_id = by_ministry.ready(applicant, recommender_id=ministry)
    submitted = applicant.act(case_id, "submit")
    assert submitted.status_code == 200, submitted.text
    warned = server.client("ministry_officer").get(f"/api/cases/{case_id}/bans-elsewhere").json()["items"]
    assert [each["decision_number"] for each in warned] == [DECISION["decision_number"]]
    assert server.client("fuzhou_officer").get(f"/api/cases/{case_id}/bans-elsewhere").status_code == 404


def test_an_annulment_takes_the_notification_down_and_says_so(server, store, decided):
    head = server.client("city_head")
    found = next(each for each in head.get("/api/sanctions").json()["items"] if each["kind"] == "terminated")
    assert found["is_public"]
    done = head.post(f"/api/sanctions/{found['id']}/annulment", {"reason": "行政复议决定书〔2026〕5号"}, version=found["version"])
    assert done.status_code == 200 and not done.json()["is_public"], done.text
    everybody = server.client()
    assert everybody.get("/api/public-sanctions").json()["items"] == []
    assert everybody.get(f"/api/public-sanctions/{found['id']}").json() == {"id": found["id"], "annulled_on": done.json()["annulled_on"]}
    assert state_of(server, decided["login_name"], decided["application"]) == "ended_for_cause", "it may apply anew; what was ended stays ended"
    sound(store)
