"""Rectification of a Shenyang outlet: served, half a year, proposed revocation, defence, decision by a second person."""
import datetime

import pytest
from support import journey, outlets
from support.checks import sound
from support.server import run


@pytest.fixture(scope="module")
def outlet(server):
    return outlets.filed(server)


def the_line(city, outlet: dict) -> str:
    items = city.get(f"/api/organisations/{outlet['organisation_id']}/proceedings").json()["items"]
    return next(item["outlet_id"] for item in items if item["procedure_id"] == "rectification")


def six_months_after(day: str) -> str:
    """An independent count: the corresponding day, moved off weekends; the test picks no day near a holiday."""
    start = datetime.date.fromisoformat(day)
    year, month = start.year + (start.month + 5) // 12, (start.month + 5) % 12 + 1
    length = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return datetime.date(year, month, min(start.day, length)).isoformat()


def test_who_may_open_it(server, city, outlet):
    wanted = (outlet["organisation_id"], "rectification")
    applicant = server.client(outlet["login_name"])
    assert outlets.open_case(applicant, *wanted).status_code == 403
    offered = applicant.get(f"/api/organisations/{outlet['organisation_id']}/proceedings").json()["items"]
    assert "rectification" not in {item["procedure_id"] for item in offered}
    district = server.client(journey.district_officer(server, applicant))
    refused = outlets.open_case(district, *wanted)
    assert refused.status_code == 403 and "沈阳市知识产权局" in refused.json()["detail"]
    province = server.client("province_officer")
    assert outlets.open_case(province, *wanted).status_code == 403, "the province looks on"
    strangers = [officer for officer in ("officer_210102", "officer_210103", "officer_210104") if officer != journey.district_officer(server, applicant)]
    assert outlets.open_case(server.client(strangers[0]), *wanted).status_code == 404, "an institution of another district is absent"
    assert outlets.open_case(city, "no-such-institution", "rectification").status_code == 404


def test_an_institution_without_the_status_cannot_be_rectified(server, city):
    for number in range(1, 13):
        organisation = journey.organisation_id(server.client(f"applicant_{number:02d}"))
        if not city.get(f"/api/organisations/{organisation}/proceedings").json()["items"]:
            refused = outlets.open_case(city, organisation, "rectification")
            assert refused.status_code == 409 and refused.json()["id"] == "cases.no_outlet"
            return
    pytest.fail("every institution is an outlet")


def test_mended_in_time_the_outlet_stays(server, city, outlet):
    applicant = server.client(outlet["login_name"])
    made = outlets.open_case(city, outlet["organisation_id"], "rectification")
    assert made.status_code == 201, made.text
    case_id = made.json()["id"]
    twice = outlets.open_case(city, outlet["organisation_id"], "rectification")
    assert twice.status_code == 409 and twice.json()["id"] == "cases.already_running"

    assert applicant.get(f"/api/cases/{case_id}").status_code == 404, "a notice that is being drawn up is the office's own"
    asked = outlets.open_case(applicant, outlet["organisation_id"], "rectification")
    assert asked.status_code == 403 and made.json()["number"] not in asked.text, "not even its number is told"
    assert case_id not in [item["id"] for item in applicant.get("/api/cases").json()["items"]]
    unscanned = city.act(case_id, "issue", {"input": outlets.FINDINGS})
    assert unscanned.status_code == 409 and unscanned.json()["errors"][0]["condition"] == "scan"
    assert outlets.perform(city, case_id, "issue", {"findings": []}, "notice_scan").status_code == 422
    issued = outlets.perform(city, case_id, "issue", outlets.FINDINGS)
    assert issued.status_code == 200, issued.text
    assert applicant.case(case_id)["state"] == "issued"
    assert any(message["link"].endswith(case_id) for message in applicant.get("/api/messages").json()["items"])

    assert city.act(case_id, "acknowledge").status_code == 403
    served = applicant.act(case_id, "acknowledge")
    assert served.status_code == 200, served.text
    term = served.json()["terms"][0]
    today = city.get("/api/session").json()["business_today"]
    assert term["starts_on"] == today and term["last_day"] >= six_months_after(today)

    early = outlets.perform(city, case_id, "propose", {"facts": "没有改好。"}, "proposal_scan")
    assert early.status_code == 409 and early.json()["errors"][0]["condition"] == "term_over"
    assert term["last_day"][:4] in early.json()["errors"][0]["message"]
    journey.upload(applicant, case_id, ["result"])
    reported = applicant.act(case_id, "report", {"input": {"account": "已恢复咨询窗口。"}})
    assert reported.status_code == 200 and reported.json()["state"] == "checking"
    assert [each["is_running"] for each in reported.json()["terms"]] == [True], "the half year goes on while the office checks"
    assert [material["slot"] for material in city.case(case_id)["materials"] if material["party"] == "applicant"] == ["result"]
    again = city.act(case_id, "continue", {"input": {"remaining": "还缺值班表。"}})
    assert again.json()["state"] == "rectifying" and again.json()["terms"][0]["last_day"] == term["last_day"], "nothing prolongs it"
    accepted = city.act(case_id, "accept", {"input": {"opinion": "已现场验收。"}})
    assert accepted.status_code == 200 and accepted.json()["is_final"]
    twice = city.act(case_id, "accept", {"input": {"opinion": "再验收一次。"}})
    assert twice.status_code == 409
    assert server.client().get(f"/api/outlets/{the_line(city, outlet)}").json()["state"] == "valid"


def test_not_mended_it_is_revoked_by_a_second_person(server, city, head, outlet):
    applicant = server.client(outlet["login_name"])
    line = the_line(city, outlet)
    case_id = outlets.open_case(city, outlet["organisation_id"], "rectification").json()["id"]
    assert outlets.perform(city, case_id, "issue", outlets.FINDINGS, "notice_scan").status_code == 200
    issued_on = city.get("/api/session").json()["business_today"]
    today = journey.advance(server, 3)
    before = (datetime.date.fromisoformat(issued_on) - datetime.timedelta(days=1)).isoformat()
    after = (datetime.date.fromisoformat(today) + datetime.timedelta(days=1)).isoformat()
    journey.upload(city, case_id, ["service_proof"])
    for day in (before, after):
        refused = city.act(case_id, "record_service", {"input": {"served_on": day, "manner": "邮寄"}})
        assert refused.status_code == 422 and refused.json()["id"] == "cases.bad_start_day"
    served = city.act(case_id, "record_service", {"input": {"served_on": issued_on, "manner": "邮寄"}})
    assert served.status_code == 200, served.text
    term = served.json()["terms"][0]
    assert term["starts_on"] == issued_on and term["last_day"] >= six_months_after(issued_on)

    left = (datetime.date.fromisoformat(term["last_day"]) - datetime.date.fromisoformat(today)).days
    assert journey.advance(server, left) == term["last_day"]
    assert outlets.perform(city, case_id, "propose", {"facts": "半年内没有恢复服务。"}, "proposal_scan").status_code == 409, "its last day belongs to the outlet"
    journey.advance(server, 1)
    city, head, applicant = server.client("city_officer"), server.client("city_head"), server.client(outlet["login_name"])
    proposed = city.act(case_id, "propose", {"input": {"facts": "半年内没有恢复服务。"}})
    assert proposed.status_code == 200, proposed.text
    journey.upload(head, case_id, ["decision_scan"])
    unserved = head.act(case_id, "revoke", {"input": outlets.DECISION, "signed": outlets.SIGNED})
    assert unserved.status_code == 409, "a sanction needs its notice served"
    assert applicant.act(case_id, "acknowledge_proposal").status_code == 200
    defended = applicant.act(case_id, "defend", {"input": {"statement": "窗口因装修停用，已改为电话咨询。"}})
    assert defended.status_code == 200 and defended.json()["state"] == "deciding"
    body = {"input": outlets.DECISION, "signed": outlets.SIGNED}
    assert head.act(case_id, "revoke", body).json()["errors"][0]["condition"] == "defence_over"
    journey.advance(server, 20)
    city, head, applicant = server.client("city_officer"), server.client("city_head"), server.client(outlet["login_name"])
    same = city.act(case_id, "revoke", body)
    assert same.status_code == 409 and [error["condition"] for error in same.json()["errors"]] == ["another_person"]
    assert next(verdict for verdict in city.case(case_id)["verdicts"] if verdict["action"] == "revoke")["is_allowed"] is False
    revoked = head.act(case_id, "revoke", body)
    assert revoked.status_code == 200, revoked.text
    assert revoked.json()["state"] == "revoked" and "行政复议" in revoked.json()["remedy"]["zh"]

    shown = server.client().get(f"/api/outlets/{line}").json()
    assert shown["state"] == "ended"
    history = server.client().get(f"/api/outlets/{line}/history").json()["items"]
    assert history[-1]["action"] == "revoked"
    assert line not in [item["id"] for item in server.client().get("/api/outlets", limit=100).json()["items"]]
    assert city.get(f"/api/organisations/{outlet['organisation_id']}/proceedings").json()["items"] == []
    receipt = city.get(f"/api/cases/{case_id}/receipts/{revoked.json()['history'][-1]['ordinal']}")
    assert receipt.status_code == 200


def test_the_log_and_a_rebuild_agree(server, store, tmp_path, city, outlet):
    sound(store)
    assert run("rebuild", *store.arguments).stdout.count("→") == 0
    case = next(item for item in city.get("/api/cases", limit=50).json()["items"] if item["procedure_id"] == "rectification" and item["state"] == "revoked")
    history = city.case(case["id"])["history"]
    receipt = tmp_path / "receipt.json"
    for entry in history:
        if not entry["content"].get("receipt"):
            continue
        receipt.write_bytes(city.get(f"/api/cases/{case['id']}/receipts/{entry['ordinal']}").content)
        assert run("receipt", "verify", receipt).returncode == 0, entry["action"]
