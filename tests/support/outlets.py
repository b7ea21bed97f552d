"""Life after filing as API calls: an outlet of the demonstration network and what is opened about it."""
from __future__ import annotations

from . import journey
from .programme import Programme


def list_filed(server) -> list[dict]:
    """Institutions with a valid filing and an account: {"organisation_id", "login_name"}."""
    city = server.client("city_officer")
    found = []
    for number in range(1, 13):
        login_name = f"applicant_{number:02d}"
        organisation = journey.organisation_id(server.client(login_name))
        if any(each["outlet_id"] for each in city.get(f"/api/organisations/{organisation}/proceedings").json()["items"]):
            found.append({"organisation_id": organisation, "login_name": login_name})
    assert found, "the demonstration network has an outlet"
    return found


def filed(server) -> dict:
    return list_filed(server)[0]


def find_free(server) -> dict:
    """An institution with an account, without a status and without anything under way."""
    city = server.client("city_officer")
    for number in range(1, 13):
        login_name = f"applicant_{number:02d}"
        client = server.client(login_name)
        organisation = journey.organisation_id(client)
        is_busy = any(not case["is_final"] for case in client.get("/api/cases").json()["items"])
        if not is_busy and not city.get(f"/api/organisations/{organisation}/proceedings").json()["items"]:
            return {"organisation_id": organisation, "login_name": login_name}
    raise AssertionError("the demonstration network has an institution that has not applied")


def open_case(officer, organisation_id: str, procedure: str, act: str = journey.ACT):
    return officer.post("/api/cases", {"act_id": act, "procedure_id": procedure, "organisation_id": organisation_id})


def perform(client, case_id: str, action: str, given: dict | None = None, scan: str = "", signed: list[str] | None = None):
    if scan:
        journey.upload(client, case_id, [scan])
    return client.act(case_id, action, {"input": given or {}, "signed": signed or []})


INSTITUTION = {"credit_code", "name", "kind", "nature", "registered_division", "address", "principal_name", "principal_post", "headcount", "department",
               "telephone", "email", "website", "website_name", "wechat", "service_recipients", "legal_person_name", "legal_person_code"}
FINDINGS = {"findings": [{"article": "第九条", "found": "半年来没有开放咨询窗口。", "wanted": "恢复每周不少于三天的咨询。"}]}
DECISION = {"decision_number": "沈知撤决〔2026〕1号", "reasons": "期满仍未恢复服务，申辩理由不成立。", "handler_name": "测试经办人",
            "head_name": "测试负责人", "signed_on": "2026-09-15"}
SIGNED = ["handler", "head", "seal"]


def revoke(server, officer: str, second: str, staff: str, organisation_id: str, act: str = journey.ACT) -> dict:
    """A rectification that fails, up to the decision by a second officer; the clock moves on by some eight months. Returns the case."""
    programme = Programme(server, act, "rectification")
    case_id = open_case(server.client(officer), organisation_id, "rectification", act).json()["id"]
    assert perform(server.client(officer), case_id, "issue", FINDINGS, "notice_scan").status_code == 200
    assert server.client(staff).act(case_id, "acknowledge").status_code == 200
    journey.advance(server, 200)
    assert programme.act_on(server.client(officer), case_id, "propose").status_code == 200
    assert server.client(staff).act(case_id, "acknowledge_proposal").status_code == 200
    journey.advance(server, 30)
    done = perform(server.client(second), case_id, "revoke", DECISION, "decision_scan", SIGNED)
    assert done.status_code == 200, done.text
    return done.json()


def sanction(server, officer: str, second: str, staff: str, organisation_id: str, act: str = journey.ACT) -> dict:
    """Grave misconduct, up to the decision by a second officer. Returns the case."""
    case_id = open_case(server.client(officer), organisation_id, "sanction", act).json()["id"]
    journey.upload(server.client(officer), case_id, ["evidence", "proposal_scan"])
    proposed = perform(server.client(officer), case_id, "propose", {"ground": "false_materials", "facts": "社保记录系伪造。", "link": "申报表第三部分"})
    assert proposed.status_code == 200, proposed.text
    assert server.client(staff).act(case_id, "acknowledge_proposal").status_code == 200
    journey.advance(server, 30)
    done = perform(server.client(second), case_id, "revoke", DECISION, "decision_scan", SIGNED)
    assert done.status_code == 200, done.text
    return done.json()
