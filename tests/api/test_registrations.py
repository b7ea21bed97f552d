"""A registration that is false: refused with a reason by the bureau that would confirm it, and the code is free again."""
import pytest
from support import journey
from support.checks import sound
from support.server import rows

PASSWORD = "Harbour-Light-7"
CODE, OTHER_CODE = "91350211M000100Y46", "91350100M000100Y43"
REASON = "登记表印章与单位名称不符。"


def registration(login_name: str, code: str = CODE, **more) -> dict:
    return {"login_name": login_name, "password": PASSWORD, "display_name": "测试人", "organisation": {
        "credit_code": code, "is_code_confirmed": True, "name": "冒名单位（测试）", "kind": "library", "registered_division": "210103", "address": "一号路",
        "principal_name": "测试人", "telephone": "024-82510000", **more}}


def register(server, login_name: str, **more):
    client = server.client()
    answer = client.post("/api/registrations", registration(login_name, **more))
    assert answer.status_code == 201, answer.text
    return client, answer.json()["account"]["id"], journey.organisation_id(client)


def bureau_of(server, division: str = "210103"):
    return server.client(f"officer_{division}")


@pytest.fixture(scope="module")
def false(server):
    """A false institution with a member, a service and a draft, refused by its bureau."""
    client, account, organisation = register(server, "false_institution")
    assert client.post(f"/api/organisations/{organisation}/team", {"name": "甲（测试）", "employment": "full_time"}).status_code == 201
    case_id = journey.start(client)
    bureau = bureau_of(server)
    refused = bureau.post(f"/api/accounts/{account}/rejection", {"reason": REASON})
    assert refused.status_code == 204, refused.text
    return {"client": client, "account": account, "organisation": organisation, "case": case_id, "bureau": bureau}


def test_only_the_bureau_of_its_division_refuses_it(server):
    client, account, _ = register(server, "waiting_institution", code=OTHER_CODE)
    path, body = f"/api/accounts/{account}/rejection", {"reason": REASON}
    assert bureau_of(server, "210102").post(path, body).status_code == 404, "foreign looks absent"
    assert client.post(path, body).status_code == 403
    assert server.client("city_officer").post(path, body).status_code == 403
    bureau = bureau_of(server)
    assert bureau.post("/api/accounts/nothing/rejection", body).status_code == 404
    for wrong in ({}, {"reason": ""}, {"reason": "  "}, {"reason": "字" * 1001}):
        assert bureau.post(path, wrong).status_code == 422, wrong
    assert bureau.post(f"/api/accounts/{account}/confirmation").status_code == 204
    confirmed = bureau.post(path, body)
    assert confirmed.status_code == 409 and "待确认" in confirmed.json()["detail"]


def test_the_account_is_closed_and_told_why(server, false):
    assert false["client"].get("/api/session").json()["account"] is None, "its session is over"
    told = server.client().post("/api/session", {"login_name": "false_institution", "password": PASSWORD})
    assert told.status_code == 403 and REASON in told.json()["detail"], told.text
    assert server.client().post("/api/session", {"login_name": "false_institution", "password": "Wrong-Word-77"}).status_code == 401
    listed = [account for account in false["bureau"].get("/api/accounts", state="disabled").json()["items"] if account["id"] == false["account"]]
    assert [account["rejected_reason"] for account in listed] == [REASON]


def test_refusing_twice_changes_nothing(server, store, false):
    before = rows(store, "SELECT COUNT(*) FROM events")
    assert false["bureau"].post(f"/api/accounts/{false['account']}/rejection", {"reason": "另一个理由。"}).status_code == 204
    assert rows(store, "SELECT COUNT(*) FROM events") == before
    assert rows(store, f"SELECT rejected_reason FROM accounts WHERE id = '{false['account']}'")[0][0] == REASON
    assert false["bureau"].post(f"/api/accounts/{false['account']}/confirmation").status_code == 409


def test_what_it_began_is_closed(server, store, false):
    assert int(rows(store, f"SELECT COUNT(*) FROM cases WHERE id = '{false['case']}' AND is_final = 1 AND holder = ''")[0][0]) == 1
    assert int(rows(store, f"SELECT COUNT(*) FROM team_members WHERE organisation_id = '{false['organisation']}' AND left_at IS NULL")[0][0]) == 0
    actions = rows(store, f"SELECT action FROM events WHERE subject_id IN ('{false['account']}', '{false['organisation']}', '{false['case']}') ORDER BY sequence")
    assert [action for (action,) in actions][-3:] == ["discard", "reject", "reject"]
    assert all(item["id"] != false["organisation"] for item in false["bureau"].get("/api/organisations", q="冒名").json()["items"])


def test_the_true_institution_has_its_code(server, false):
    client, account, organisation = register(server, "true_institution", name="真单位（测试）")
    assert organisation != false["organisation"]
    assert client.get(f"/api/organisations/{organisation}/team").json()["items"] == []
    assert false["bureau"].post(f"/api/accounts/{account}/confirmation").status_code == 204
    assert client.get(f"/api/organisations/{organisation}").json()["credit_code"] == CODE
    assert client.get("/api/cases").json()["items"] == []


def test_the_log_agrees(server, store, false):
    sound(store)
