"""The steps of an application as API calls, so that a test can start anywhere on the way."""
from __future__ import annotations

from .client import PDF, Client

ACT, PROCEDURE = "shenyang_outlet_2024", "filing"
APPLICANT_SLOTS = ["signed_form", "licence", "working_rules", "two_year_report", "staff_evidence"]
JUDGED = ["knows_the_law", "working_rules", "facilities", "databases_and_tools", "social_influence"]
SIGNED_ON = "2026-09-15"


def organisation_id(client: Client) -> str:
    return next(grant["organisation_id"] for grant in client.get("/api/session").json()["account"]["grants"] if grant.get("organisation_id"))


def district_officer(server, applicant) -> str:
    """Login name of the recommending bureau of a signed-in applicant."""
    organisation = applicant.get(f"/api/organisations/{organisation_id(applicant)}").json()
    return f"officer_{organisation['registered_division']}"


def start(client: Client) -> str:
    """A draft for the institution of a signed-in applicant; returns the case id."""
    answer = client.post("/api/cases", {"act_id": ACT, "procedure_id": PROCEDURE, "organisation_id": organisation_id(client)})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def answers_for(section: dict, present: dict) -> dict:
    """The present answers with every required field that is still empty filled in."""
    def value(field: dict, existing):
        kind = field["type"]
        if kind == "list":
            items = list(existing or [])
            while len(items) < max(field.get("at_least", 0), 1):
                items.append({})
            return [{sub["id"]: value(sub, item.get(sub["id"])) for sub in field["item"] if item.get(sub["id"]) or sub["required"]} for item in items]
        if existing not in (None, "", []):
            return existing
        if kind == "integer":
            return max(field.get("at_least", 1), 1)
        if kind == "phone":
            return "024-22510000"
        if kind == "choice":
            return field["options"][0]["value"]
        return "测试填写的内容。"

    return {field["id"]: value(field, present.get(field["id"])) for field in section["fields"] if field["required"] or present.get(field["id"])}


def fill(client: Client, case_id: str) -> None:
    case = client.case(case_id)
    form = client.get(f"/api/regulations/{ACT}/procedures/{PROCEDURE}").json()["form"]
    for section in form["sections"]:
        if section["filled_by"] != "applicant" or not section["fields"]:
            continue
        kept = case["sections"].get(section["id"], {"version": 0, "answers": {}})
        answer = client.put(f"/api/cases/{case_id}/draft/{section['id']}", {"answers": answers_for(section, kept["answers"])}, version=kept["version"])
        assert answer.status_code == 200, answer.text


def upload(client: Client, case_id: str, slots=None) -> None:
    for slot in slots or APPLICANT_SLOTS:
        answer = client.upload(f"/api/cases/{case_id}/materials", PDF, f"{slot}.pdf", slot=slot)
        assert answer.status_code == 201, answer.text


def submitted(client: Client) -> str:
    case_id = start(client)
    fill(client, case_id)
    upload(client, case_id)
    answer = client.act(case_id, "submit")
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "verifying"
    return case_id


def recommend(officer: Client, case_id: str):
    upload(officer, case_id, ["recommendation_scan"])
    return officer.act(case_id, "recommend", {
        "input": {"opinion": "材料属实，同意推荐。", "head_name": "测试负责人", "signed_on": SIGNED_ON},
        "judgements": [{"condition": condition, "outcome": "met", "remark": "已现场核实"} for condition in JUDGED],
        "signed": ["head", "seal", "cover_seal"]})


def publish(officer: Client, *case_ids: str):
    return officer.post("/api/notices", {"title": "拟备案单位公示", "body": "公示期内可以提出异议。",
                                         "cases": [{"case_id": case_id, "version": officer.case(case_id)["version"]} for case_id in case_ids]})


def file(officer: Client, case_id: str):
    upload(officer, case_id, ["decision_scan"])
    return officer.act(case_id, "file", {"input": {"handler_name": "测试经办人", "head_name": "测试负责人", "signed_on": SIGNED_ON}, "signed": ["handler", "head", "seal"]})


def advance(server, days: int) -> str:
    """Moves the demonstration clock; returns the new business date."""
    answer = server.client("system_admin").post("/api/clock", {"days": days})
    assert answer.status_code == 200, answer.text
    return answer.json()["business_today"]
