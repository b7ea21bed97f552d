"""The register of network nodes as API calls, and the lines of the directory that follow it."""
from __future__ import annotations

import datetime

DOCUMENT = "国知办发服字〔2026〕5号"


def today(client) -> datetime.date:
    return datetime.date.fromisoformat(client.get("/api/session").json()["business_today"])


def record(client, organisation: str, kind: str, day, document: str = DOCUMENT):
    return client.post(f"/api/organisations/{organisation}/network-nodes", {"kind": kind, "determined_on": str(day), "document": document})


def close(client, entry: dict, way: str, reason: str = "登记有误。", **more):
    return client.post(f"/api/network-entries/{entry['id']}/closing", {"as": way, "reason": reason, **more}, version=entry["version"])


def lines(public, name: str, **filters) -> dict:
    """The lines of an institution by status, as the directory lists them."""
    found = [each for each in public.get("/api/outlets", q=name, limit=50, **filters).json()["items"] if each["name"] == name]
    assert len({each["status"] for each in found}) == len(found), "one institution, one line for a status"
    return {each["status"]: each for each in found}


def history(public, outlet: str) -> list[str]:
    return [event["action"] for event in public.get(f"/api/outlets/{outlet}/history").json()["items"]]
