"""Further institutions of a division, registered and confirmed, with all an application asks for."""
from __future__ import annotations

from . import journey
from .client import Client
from .programme import hire

PASSWORD = "Harbour-Light-7"
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]


def credit_code(division: str, number: int) -> str:
    """A social credit code of the division with its check digit (GB 32100-2015)."""
    body = f"91{division}MA{number:07d}"
    rest = sum(SIGNS.index(sign) * weight for sign, weight in zip(body, WEIGHTS)) % 31
    return body + SIGNS[(31 - rest) % 31]


def register(server, login_name: str, division: str, number: int, **institution) -> tuple[Client, str]:
    """A registration its bureau has not confirmed yet: the signed-in client and the id of its account."""
    client = server.client()
    answer = client.post("/api/registrations", {"login_name": login_name, "password": PASSWORD, "display_name": "测试人", "organisation": {
        "credit_code": credit_code(division, number), "is_code_confirmed": True, "name": f"测试单位{number}", "kind": "library",
        "registered_division": division, "address": "一号路", "principal_name": "测试人", "telephone": "024-82510000", **institution}})
    assert answer.status_code == 201, answer.text
    return client, answer.json()["account"]["id"]


def confirmed(server, login_name: str, division: str, number: int, **institution) -> Client:
    """An institution that can apply: three full-time staff and a free service."""
    client, account = register(server, login_name, division, number, **institution)
    assert server.client(f"officer_{division}").post(f"/api/accounts/{account}/confirmation").status_code == 204
    hire(client, 3)
    item = {"name": "专利检索", "kind": "search", "ip_categories": ["patent"], "fee": "free"}
    made = client.post(f"/api/organisations/{journey.organisation_id(client)}/service-items", item)
    assert made.status_code == 201, made.text
    return client
