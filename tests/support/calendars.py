"""Changing the calendar over the API: a notice entered, approved by a second person, its dates re-issued."""
from __future__ import annotations

from .timers import await_that

NAME = {"zh": "国庆节", "en": "National Day"}


def days(first: str, last: str = "", rest: bool = True) -> dict:
    return {"from": first, "to": last or first, "is_rest": rest, "name": NAME}


def notice(*spans: dict, year: int = 2026, number: str = "演示〔2026〕1号", replaces: bool = False) -> dict:
    return {"notice": {"year": year, "title": {"zh": "调整放假安排的通知", "en": "Changed holiday notice"}, "number": number,
                       "url": "https://example.org/notice", "issued_on": "2026-09-14", "replaces": replaces, "days": list(spans)}}


def propose(admin, *spans: dict, **more) -> dict:
    answer = admin.post("/api/calendar-changes", notice(*spans, **more))
    assert answer.status_code == 201, answer.text
    return answer.json()


def approve(approver, change: dict):
    return approver.post(f"/api/calendar-changes/{change['id']}/approval", {"hash": change["hash"]}, version=change["version"])


def applied(client, change: dict) -> dict:
    """The change once all its dates are dealt with."""
    path = f"/api/calendar-changes/{change['id']}"
    await_that(lambda: client.get(path).json()["state"] == "applied", "the dates are re-issued", 60)
    return client.get(path).json()


def effects(client, change: dict, **filters) -> dict:
    answer = client.get(f"/api/calendar-changes/{change['id']}/effects", limit=100, **filters)
    assert answer.status_code == 200, answer.text
    return answer.json()
