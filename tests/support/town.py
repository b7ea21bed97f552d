"""A town that reviews its applicants by experts: everybody who has to do with it."""
from __future__ import annotations

import datetime

from . import journey, panel
from .programme import Programme

ACT = "fuzhou_outlet_2022"
EXPERTS = [f"expert_0{number}" for number in (1, 2, 3, 4, 5)]
TOOLS = {"trademark_tools": "商标网上检索系统。", "patent_tools": "专利文献数据库和分析软件。", "combined_tools": "检索台统一调用三类数据库。"}


class Town:
    """Everybody of one review, and what the steps so far have left behind."""

    def __init__(self, server) -> None:
        self.server, self.programme = server, Programme(server, ACT)
        self.applicant, self.bureau = server.client("fuzhou_applicant_3"), server.client("fuzhou_officer")
        self.city, self.province, self.auditor = (panel.Holder(server.client(login)) for login in ("fuzhou_head", "second_province_officer", "audit_admin"))
        self.experts = {login: server.client(login) for login in EXPERTS}
        self.case_id = self.review_id = self.authority_id = ""
        organisation = self.applicant.get(f"/api/organisations/{journey.organisation_id(self.applicant)}").json()
        self.applicant_name = organisation["name"]

    def submit(self) -> None:
        self.case_id = self.programme.ready(self.applicant)
        self.name_tools()
        submitted = self.applicant.act(self.case_id, "submit")
        assert submitted.status_code == 200 and submitted.json()["state"] == "reviewing", submitted.text
        self.authority_id = self.bureau.get(f"/api/cases/{self.case_id}/review").json()["authority_id"]

    def name_tools(self) -> None:
        """Section three names the tools of every category, and the form is signed again."""
        self.programme.answer(self.applicant, self.case_id, "section_3", **TOOLS)
        for scan in [each for each in self.applicant.case(self.case_id)["materials"] if each["slot"] == "signed_form"]:
            self.applicant.delete(f"/api/cases/{self.case_id}/materials/{scan['id']}")
        journey.upload(self.applicant, self.case_id, ["signed_form"])

    def input(self, *holders, size=3, fields=("patent",)) -> dict:
        return {"fields": list(fields), "panel_size": size, "seed_holders": [holder.account_id for holder in holders]}

    def open(self, *holders, case_id=None, **more):
        return self.bureau.post(f"/api/cases/{case_id or self.case_id}/review", self.input(*holders, **more))

    def review(self) -> dict:
        return self.bureau.get(f"/api/reviews/{self.review_id}").json()

    def send(self, what: str, body: dict | None = None):
        return self.bureau.post(f"/api/reviews/{self.review_id}/{what}", body, version=self.review()["version"])

    def seated(self) -> dict:
        """Login name → seat, of the present panel."""
        found = {login: panel.assignment(expert, self.review_id) for login, expert in self.experts.items()}
        return {login: seat for login, seat in found.items() if seat}

    def recognise(self) -> None:
        """From the draft to the recognised outlet."""
        self.submit()
        self.pass_review(self.city, self.province)
        assert self.programme.act_on(self.bureau, self.case_id, "conclude_review").status_code == 200
        assert self.programme.publish(self.bureau, self.case_id, term_length="P5D").status_code == 201
        journey.advance(self.server, 10)
        done = self.programme.act_on(self.bureau, self.case_id, "recognise")
        assert done.status_code == 200, done.text

    def pass_review(self, *holders: panel.Holder, points: int = 20) -> list[str]:
        """A review from the opening to the conclusion; returns who sat."""
        opened = self.open(*holders)
        assert opened.status_code == 201, opened.text
        self.review_id = opened.json()["id"]
        panel.draw(self.review_id, *holders)
        seats = self.seated()
        for login, seat in seats.items():
            assert panel.seal(self.experts[login], seat["seat_id"], points).status_code == 201
        assert self.send("opening").status_code == 200
        assert self.send("conclusion", {"minutes": "评审纪要。"}).json()["state"] == "concluded"
        return sorted(seats)

    def record(self) -> dict:
        return self.server.client().get(f"/api/draws/{self.review_id}").json()


def pass_day(server, last_day: str) -> None:
    """Goes on to the day after, whatever holidays lie between."""
    today = server.client().get("/api/clock").json()["business_today"]
    journey.advance(server, (datetime.date.fromisoformat(last_day) - datetime.date.fromisoformat(today)).days + 1)
