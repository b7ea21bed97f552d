"""The register of decisions: who is in it, how long a ban holds, what an annulment brings back."""
import datetime

import pytest
from support import journey, outlets
from support.checks import findings, sound
from support.programme import Programme, conditions
from support.server import change
from support.town import Town

FUZHOU = "fuzhou_outlet_2022"


@pytest.fixture(scope="module")
def shenyang(server):
    """A Shenyang outlet after its revocation."""
    outlet = outlets.filed(server)
    return {**outlet, "case": outlets.revoke(server, "city_officer", "city_head", outlet["login_name"], outlet["organisation_id"])}


@pytest.fixture(scope="module")
def fuzhou(server, shenyang):
    """A Fuzhou outlet after its revocation."""
    town = Town(server)
    town.recognise()
    staff, organisation = town.applicant.login_name, journey.organisation_id(town.applicant)
    return {"login_name": staff, "organisation_id": organisation, "case": outlets.revoke(server, "fuzhou_officer", "fuzhou_head", staff, organisation, FUZHOU)}


@pytest.fixture(scope="module")
def sanctioned(server, fuzhou):
    """A Shenyang outlet sanctioned for false materials."""
    outlet = outlets.filed(server)
    return {**outlet, "case": outlets.sanction(server, "city_officer", "city_head", outlet["login_name"], outlet["organisation_id"])}


def decision(client, outlet: dict) -> dict:
    items = client.get(f"/api/organisations/{outlet['organisation_id']}/sanctions").json()["items"]
    assert len(items) == 1
    return items[0]


def test_it_is_entered_with_its_articles_and_without_a_ban(server, shenyang):
    found = decision(server.client(shenyang["login_name"]), shenyang)
    assert found["kind"] == "revoked" and found["decision_number"] == outlets.DECISION["decision_number"]
    assert found["banned_until"] is None and found["is_ban_running"] is False, "the measures name no ban for what was not mended"
    assert any(cite.endswith("art_18_4") for cite in found["cites"])
    assert not found["is_public"] and server.client().get("/api/public-sanctions").json()["items"] == [], "the measures have no failed rectification told"
    registered = server.client("city_officer").get("/api/sanctions").json()["items"]
    assert [item["id"] for item in registered] == [found["id"]]


def test_who_reads_the_register(server, shenyang):
    assert server.client().get("/api/sanctions").status_code == 401
    assert server.client(shenyang["login_name"]).get("/api/sanctions").status_code == 403
    assert server.client("fuzhou_officer").get(f"/api/organisations/{shenyang['organisation_id']}/sanctions").json()["items"] == []


def test_fuzhou_bars_until_the_end_of_the_following_year(server, fuzhou):
    found = decision(server.client(fuzhou["login_name"]), fuzhou)
    year = int(found["decided_on"][:4])
    assert found["banned_until"] == f"{year + 1}-12-31" and found["is_ban_running"]
    programme, applicant = Programme(server, FUZHOU), server.client(fuzhou["login_name"])
    case_id = programme.start(applicant)
    report = applicant.get(f"/api/cases/{case_id}/check").json()
    banned = next(finding for finding in report["findings"] if finding["condition"] == "not_banned")
    assert banned["outcome"] == "not_met" and found["banned_until"][:4] in banned["found"]["zh"]
    refused = applicant.act(case_id, "submit")
    assert refused.status_code == 409 and "not_banned" in conditions(refused)


def test_a_ban_of_one_act_does_not_bind_another(server, fuzhou):
    applicant = server.client(fuzhou["login_name"])
    case_id = applicant.post("/api/cases", {"act_id": "national_outlet_2024", "procedure_id": "filing", "organisation_id": fuzhou["organisation_id"]}).json()["id"]
    report = applicant.get(f"/api/cases/{case_id}/check").json()
    assert next(finding for finding in report["findings"] if finding["condition"] == "not_banned")["outcome"] != "not_met"


def test_an_annulled_decision_gives_everything_back(server, store, fuzhou):
    head, applicant = server.client("fuzhou_head"), server.client(fuzhou["login_name"])
    found = decision(head, fuzhou)
    path = f"/api/sanctions/{found['id']}/annulment"
    reason = {"reason": "行政复议决定书〔2027〕3号撤销原决定"}
    assert server.client("city_officer").post(path, reason, version=found["version"]).status_code == 404
    assert applicant.post(path, reason, version=found["version"]).status_code == 403
    assert head.post(path, reason).status_code == 428
    assert head.post(path, reason, version=found["version"] + 7).status_code == 412
    assert head.post(path, {"reason": "  "}, version=found["version"]).status_code == 422
    ended = server.client().get(f"/api/outlets/{found['outlet_id']}").json()
    assert ended["state"] == "ended"
    done = head.post(path, reason, version=found["version"])
    assert done.status_code == 200 and done.json()["annulled_reason"] == reason["reason"] and not done.json()["is_ban_running"], done.text
    twice = head.post(path, reason, version=done.json()["version"])
    assert twice.status_code == 409 and twice.json()["id"] == "sanctions.annulled_already"
    back = server.client().get(f"/api/outlets/{found['outlet_id']}").json()
    assert back["state"] == "valid" and back["ended_on"] is None
    assert [event["action"] for event in server.client().get(f"/api/outlets/{found['outlet_id']}/history").json()["items"]][-2:] == ["revoked", "restore"]
    case = next(item for item in applicant.get("/api/cases").json()["items"] if item["procedure_id"] == "filing" and item["state"] == "draft" and item["act_id"] == FUZHOU)
    report = applicant.get(f"/api/cases/{case['id']}/check").json()
    assert next(finding for finding in report["findings"] if finding["condition"] == "not_banned")["outcome"] != "not_met"
    assert any("撤销" in message["text"] for message in applicant.get("/api/messages").json()["items"])
    sound(store)


def test_false_materials_bar_for_three_years_whatever_the_name(server, sanctioned):
    applicant = server.client(sanctioned["login_name"])
    found = decision(applicant, sanctioned)
    decided = datetime.date.fromisoformat(found["decided_on"])
    assert found["banned_until"] == decided.replace(year=decided.year + 3).isoformat(), "no day of the test is 29 February"
    institution = applicant.get(f"/api/organisations/{sanctioned['organisation_id']}")
    renamed = {key: value for key, value in institution.json().items() if key in outlets.INSTITUTION} | {"name": "改名后的单位"}
    changed = applicant.put(f"/api/organisations/{sanctioned['organisation_id']}", renamed, version=institution.json()["version"])
    assert changed.status_code == 200, changed.text
    case_id = journey.start(applicant)

    def banned() -> str:
        report = server.client(sanctioned["login_name"]).get(f"/api/cases/{case_id}/check").json()
        return next(finding["outcome"] for finding in report["findings"] if finding["condition"] == "not_banned")

    assert banned() == "not_met"
    today = datetime.date.fromisoformat(applicant.get("/api/session").json()["business_today"])
    public = server.client()
    journey.advance(server, (datetime.date.fromisoformat(found["banned_until"]) - today).days)
    assert banned() == "not_met", "the last day counts"
    assert public.get(f"/api/public-sanctions/{found['id']}").json()["ground_label"]["zh"] == "备案中弄虚作假"
    journey.advance(server, 1)
    assert banned() == "met"
    assert public.get(f"/api/public-sanctions/{found['id']}").status_code == 404, "told while the ban lasts"


def test_a_decision_altered_in_the_store_is_found(server, store, shenyang):
    found = decision(server.client("city_officer"), shenyang)
    server.stop()
    damaged = store.copy()
    server.start()
    try:
        change(damaged, "UPDATE sanctions SET decision_number = '另一文号' WHERE id = '" + found["id"] + "'")
        found = findings(damaged)
        assert any(finding["kind"] == "state" for finding in found), found
    finally:
        damaged.remove()
