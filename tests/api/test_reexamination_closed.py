"""A status that ends while its outlet is re-examined: the case is closed, and begins anew where the decision is annulled. Both databases."""

import pytest
from support import journey, outlets, reports
from support.checks import sound
from support.programme import Programme, conditions
from support.timers import await_that
from support.town import pass_day


def reexamination_of(server, found: dict) -> str | None:
    """The re-examination an outlet is asked about, if any."""
    items = reports.duties(server.client(found["login_name"]), found["organisation_id"])
    return next((item["case_id"] for item in items if item["kind"] == "validity" and item["case_id"]), None)


def begun_anew(server, found, decision: str, ended: str) -> str:
    """The re-examination that begins when the decision that ended the status is annulled."""
    head = server.client("city_head")
    sanction = next(each for each in head.get(f"/api/organisations/{found['organisation_id']}/sanctions").json()["items"] if each["case_id"] == decision)
    assert head.post(f"/api/sanctions/{sanction['id']}/annulment", {"reason": "经行政复议撤销。"}, version=sanction["version"]).status_code == 200
    journey.advance(server, 1)
    await_that(lambda: reexamination_of(server, found) not in (None, ended), "it is re-examined anew")
    again = reexamination_of(server, found)
    assert server.client("city_officer").case(again)["state"] == "confirming"
    return again


@pytest.fixture(scope="module")
def found(server):
    """An outlet whose term is over and whose re-examination has begun."""
    found = outlets.filed(server)
    listed = server.client(found["login_name"]).get(f"/api/organisations/{found['organisation_id']}/certificates").json()["items"]
    line = server.client().get(f"/api/outlets/{listed[0]['outlet_id']}").json()
    pass_day(server, line["valid_until"])
    await_that(lambda: reexamination_of(server, found), "it is re-examined")
    return {**found, "line": line["id"], "case": reexamination_of(server, found)}


def test_it_is_not_closed_while_the_status_holds(server, found):
    programme = Programme(server, journey.ACT, "reexamination")
    refused = programme.act_on(server.client("city_officer"), found["case"], "close")
    assert refused.status_code == 409 and "status_ended" in conditions(refused), refused.text


def test_revoked_meanwhile_it_is_neither_passed_nor_failed_but_closed(server, found):
    programme = Programme(server, journey.ACT, "reexamination")
    assert programme.act_on(server.client("city_officer"), found["case"], "take_up").status_code == 200
    found["decision"] = outlets.revoke(server, "city_officer", "city_head", found["login_name"], found["organisation_id"])["id"]
    for action in ("pass", "fail"):
        refused = programme.act_on(server.client("city_officer"), found["case"], action)
        assert refused.status_code == 409 and "status_in_force" in conditions(refused), refused.text
    assert programme.act_on(server.client(found["login_name"]), found["case"], "close").status_code == 403
    closed = programme.act_on(server.client("city_officer"), found["case"], "close")
    assert closed.status_code == 200 and closed.json()["state"] == "closed" and closed.json()["remedy"]["zh"], closed.text


def test_annulled_the_line_comes_back_and_is_re_examined_anew(server, found):
    found["again"] = begun_anew(server, found, found["decision"], found["case"])


def test_a_sanction_with_a_ban_ends_it_by_itself(server, found):
    decision = outlets.sanction(server, "city_officer", "city_head", found["login_name"], found["organisation_id"])["id"]
    assert server.client("city_officer").case(found["again"])["state"] == "ended_for_cause"
    again = begun_anew(server, found, decision, found["again"])
    programme = Programme(server, journey.ACT, "reexamination")
    assert programme.act_on(server.client(found["login_name"]), again, "confirm").status_code == 200
    assert programme.act_on(server.client("city_officer"), again, "pass").status_code == 200
    assert server.client().get(f"/api/outlets/{found['line']}").json()["state"] == "valid"


def test_the_log_tells_the_same(server, store, found):
    sound(store)
