"""An outlet that no longer qualifies asks to leave: checked, approved, no ban, a word of its own."""
import pytest
from support import journey, outlets, reports


@pytest.fixture(scope="module")
def outlet(server):
    return outlets.filed(server)


def test_its_staff_may_open_it_and_nobody_else(server, outlet):
    staff = server.client(outlet["login_name"])
    offered = staff.get(f"/api/organisations/{outlet['organisation_id']}/proceedings").json()["items"]
    assert [item["procedure_id"] for item in offered] == ["change", "termination"]
    assert outlets.open_case(server.client("city_officer"), outlet["organisation_id"], "termination").status_code == 404
    stranger = next(login for login in ("applicant_11", "applicant_12") if login != outlet["login_name"])
    assert outlets.open_case(server.client(stranger), outlet["organisation_id"], "termination").status_code == 404


def test_refused_with_reasons_it_may_be_asked_again(server, outlet):
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    case_id = outlets.open_case(staff, outlet["organisation_id"], "termination").json()["id"]
    assert city.get(f"/api/cases/{case_id}").status_code == 404, "a draft is its institution's own"
    unscanned = staff.act(case_id, "request", {"input": {"unmet": "专职人员离职。"}})
    assert unscanned.status_code == 409 and unscanned.json()["errors"][0]["condition"] in {"materials", "scan"}
    assert outlets.perform(staff, case_id, "request", {"unmet": "专职人员离职。"}, "request_scan").status_code == 200
    assert city.act(case_id, "refuse", {"input": {"reasons": " "}}).status_code == 422
    refused = city.act(case_id, "refuse", {"input": {"reasons": "专职人员仍有三名，条件具备。"}})
    assert refused.status_code == 200 and refused.json()["remedy"]["zh"]


def test_approved_it_leaves_without_a_ban(server, outlet):
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    case_id = outlets.open_case(staff, outlet["organisation_id"], "termination").json()["id"]
    assert outlets.perform(staff, case_id, "request", {"unmet": "专职人员离职，暂时补不齐。"}, "request_scan").status_code == 200
    assert staff.act(case_id, "approve", {"input": {"opinion": "同意"}}).status_code == 403
    done = city.act(case_id, "approve", {"input": {"opinion": "情况属实，同意终止。"}})
    assert done.status_code == 200 and done.json()["state"] == "ended", done.text
    line = done.json()["outlet_id"]
    assert server.client().get(f"/api/outlets/{line}").json()["state"] == "ended"
    assert server.client().get(f"/api/outlets/{line}/history").json()["items"][-1]["action"] == "left"
    assert staff.get(f"/api/organisations/{outlet['organisation_id']}/sanctions").json()["items"] == [], "leaving is no sanction"
    assert outlets.open_case(staff, outlet["organisation_id"], "termination").json()["id"] == "cases.no_outlet"
    owed = reports.duties(staff, outlet["organisation_id"])
    assert {item["kind"] for item in owed if item["state"] != "closed"} == set(), "who has left owes nothing, and no validity runs out"
    assert [item["state"] for item in owed if item["kind"] == "report" and item["period"] == "2026"] == ["closed"]


def test_a_revocation_under_way_meets_a_status_that_has_ended(server):
    """Two ways to end one status: the second finds it ended and is closed."""
    other = outlets.list_filed(server)[0]
    staff, city = server.client(other["login_name"]), server.client("city_officer")
    rectification = outlets.open_case(city, other["organisation_id"], "rectification").json()["id"]
    assert outlets.perform(city, rectification, "issue", outlets.FINDINGS, "notice_scan").status_code == 200
    assert staff.act(rectification, "acknowledge").status_code == 200
    leaving = outlets.open_case(staff, other["organisation_id"], "termination").json()["id"]
    assert outlets.perform(staff, leaving, "request", {"unmet": "不再开展服务。"}, "request_scan").status_code == 200
    assert city.act(leaving, "approve", {"input": {"opinion": "同意"}}).status_code == 200
    journey.advance(server, 230)
    city = server.client("city_officer")
    late = outlets.perform(city, rectification, "propose", {"facts": "没有改好。"}, "proposal_scan")
    assert late.status_code == 409 and [error["condition"] for error in late.json()["errors"]] == ["status_in_force"]
    assert city.act(rectification, "close", {"input": {"grounds": "资格已经自愿终止。"}}).status_code == 200
