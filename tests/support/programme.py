"""An application under any act, step by step, from what the served procedure says: no act's field or slot stands here."""
from __future__ import annotations

from . import journey
from .client import Client

SIGNED_ON = "2026-09-15"


class Programme:
    def __init__(self, server, act: str, procedure: str = "filing") -> None:
        self.act, self.procedure = act, procedure
        answer = server.client().get(f"/api/regulations/{act}/procedures/{procedure}")
        assert answer.status_code == 200, answer.text
        self.shown = answer.json()

    def action(self, action_id: str) -> dict:
        return next(action for action in self.shown["actions"] if action["id"] == action_id)

    def begin(self, client: Client, **more):
        return client.post("/api/cases", {"act_id": self.act, "procedure_id": self.procedure, "organisation_id": journey.organisation_id(client), **more})

    def start(self, client: Client, **more) -> str:
        answer = self.begin(client, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def answer(self, client: Client, case_id: str, section_id: str, **answers) -> None:
        """Sets single answers of a section and leaves the others."""
        kept = client.case(case_id)["sections"].get(section_id, {"version": 0, "answers": {}})
        saved = client.put(f"/api/cases/{case_id}/draft/{section_id}", {"answers": {**kept["answers"], **answers}}, version=kept["version"])
        assert saved.status_code == 200, saved.text

    def fill(self, client: Client, case_id: str) -> None:
        case = client.case(case_id)
        for section in self.shown["form"]["sections"]:
            if section["filled_by"] != "applicant" or not section["fields"]:
                continue
            kept = case["sections"].get(section["id"], {"version": 0, "answers": {}})
            answers = {**journey.answers_for(section, kept["answers"]), **{field["id"]: True for field in section["fields"] if field["type"] == "boolean"}}
            saved = client.put(f"/api/cases/{case_id}/draft/{section['id']}", {"answers": answers}, version=kept["version"])
            assert saved.status_code == 200, saved.text

    def upload(self, client: Client, case_id: str, party: str = "applicant") -> None:
        journey.upload(client, case_id, [each["id"] for each in self.shown["materials"] if each["by"] == party and each["required"]])

    def ready(self, client: Client, **more) -> str:
        """A draft with every required answer and file."""
        case_id = self.start(client, **more)
        self.fill(client, case_id)
        self.upload(client, case_id)
        return case_id

    def act_on(self, client: Client, case_id: str, action_id: str, *, judged: dict | None = None, signed=None, **texts):
        """Performs an action as a careful officer would: every input, every judgement met, every sign, the scan where one is asked for."""
        action = self.action(action_id)
        if action.get("scan") and not any(each["slot"] == action["scan"] for each in client.case(case_id)["materials"]):
            journey.upload(client, case_id, [action["scan"]])
        values = {field["id"]: texts.get(field["id"], SIGNED_ON if field["type"] == "date" else "测试填写的内容") for field in action["input"] if field["required"]}
        outcomes = {condition: "met" for condition in action.get("judged", [])} | (judged or {})
        body = {"input": values, "signed": action["signs"] if signed is None else signed}
        if outcomes:
            body["judgements"] = [{"condition": condition, "outcome": outcome, "remark": "已核实"} for condition, outcome in outcomes.items()]
        return client.act(case_id, action_id, body)

    def publish(self, client: Client, *case_ids: str, **more):
        return client.post("/api/notices", {"title": "拟备案单位公示", "body": "公示期内可以提出异议。",
                                            "cases": [{"case_id": case_id, "version": client.case(case_id)["version"]} for case_id in case_ids], **more})


def conditions(answer) -> dict:
    """The refused conditions and needs of a problem answer, by id."""
    return {error["condition"] or error["field"]: error for error in answer.json()["errors"]}


def hire(client: Client, full_time: int) -> None:
    """Brings the full-time team of a signed-in applicant's institution to a number."""
    organisation = journey.organisation_id(client)
    present = [member for member in client.get(f"/api/organisations/{organisation}/team").json()["items"] if member["employment"] == "full_time"]
    for member in present[full_time:]:
        assert client.delete(f"/api/organisations/{organisation}/team/{member['id']}").status_code == 204
    for number in range(len(present), full_time):
        body = {"name": f"新进人员{number}", "employment": "full_time", "is_principal": False, "post": "工程师", "education": "大学本科", "certificates": [],
                "skills": ["patent"], "history": "从事专利检索与分析。"}
        assert client.post(f"/api/organisations/{organisation}/team", body).status_code == 201
