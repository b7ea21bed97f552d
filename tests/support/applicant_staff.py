"""Experts who come to stand for the applicant while they sit on its panel."""
import json

from . import journey
from .server import change, rows


def hire(store, town, login: str) -> None:
    """The account comes to stand for the applicant, as an administrator of both would enter it."""
    account = rows(store, f"SELECT id FROM accounts WHERE login_name = '{login}'")[0][0]
    change(store, "INSERT INTO grants (id, account_id, role, organisation_id, authority_id, created_at) VALUES "
                  f"('grant_{login}', '{account}', 'applicant_staff', '{journey.organisation_id(town.applicant)}', NULL, '2026-01-01T00:00:00.000Z')")


def leaving(store, town) -> list[dict]:
    found = rows(store, f"SELECT content FROM events WHERE subject_id = '{town.review_id}' AND action = 'leave_seat' ORDER BY sequence")
    return [json.loads(content) for (content,) in found]
