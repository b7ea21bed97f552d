"""Yearly reports of an outlet, and its duties, as API calls."""
from __future__ import annotations

import datetime

from . import journey
from .programme import Programme


def go_to(server, day: str) -> None:
    """Moves the demonstration clock on to a day."""
    today = server.client().get("/api/clock").json()["business_today"]
    journey.advance(server, (datetime.date.fromisoformat(day) - datetime.date.fromisoformat(today)).days)


def duties(client, organisation_id: str) -> list[dict]:
    answer = client.get(f"/api/organisations/{organisation_id}/duties")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def report_of(client, organisation_id: str, year: int) -> dict:
    return next(item for item in duties(client, organisation_id) if item["kind"] == "report" and item["period"] == str(year))


def hand_in(server, staff, act: str, year: int, procedure: str = "annual_summary", action: str = "submit") -> str:
    """A full report of the year, handed in; returns the case."""
    programme = Programme(server, act, procedure)
    case_id = programme.ready(staff, period=str(year))
    done = programme.act_on(staff, case_id, action)
    assert done.status_code == 200, done.text
    return case_id
