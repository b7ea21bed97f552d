"""A branch without legal personality: whom it belongs to, and that a ban of the legal person binds it under whatever name. Both databases."""
import subprocess

import pytest
from support import applicants, journey, outlets
from support.checks import refused, sound
from support.programme import conditions

DISTRICT = "210105"
NUMBER = 9400


def institution(client) -> dict:
    return client.get(f"/api/organisations/{journey.organisation_id(client)}").json()


def ban(client, case_id: str) -> str:
    findings = client.get(f"/api/cases/{case_id}/check").json()["findings"]
    return next(finding["outcome"] for finding in findings if finding["condition"] == "not_banned")


def record(officer, present: dict, reason: str = "登记档案载明。", **facts):
    return officer.put(f"/api/organisations/{present['id']}/registry-facts", {**facts, "reason": reason}, version=present["version"])


@pytest.fixture(scope="module")
def parent(server):
    """A Shenyang outlet: the legal person."""
    outlet = outlets.filed(server)
    return {**outlet, **{name: institution(server.client(outlet["login_name"]))[name] for name in ("name", "credit_code")}}


@pytest.fixture(scope="module")
def branch(server, parent):
    """Confirmed and ready to apply under another name."""
    return applicants.confirmed(server, "branch_one", DISTRICT, NUMBER, name="浑河信息服务部", legal_person_name=parent["name"], legal_person_code=parent["credit_code"])


def test_a_branch_names_its_legal_person_whole(server, parent):
    for given, name in (({"legal_person_code": parent["credit_code"]}, "organisations.legal_person_incomplete"),
                        ({"legal_person_name": parent["name"]}, "organisations.legal_person_incomplete"),
                        ({"legal_person_name": parent["name"], "legal_person_code": "12"}, "organisations.code_malformed"),
                        ({"legal_person_name": parent["name"], "legal_person_code": applicants.credit_code(DISTRICT, NUMBER + 1)}, "organisations.legal_person_is_itself")):
        answer = server.client().post("/api/registrations", {"login_name": "branch_two", "password": applicants.PASSWORD, "display_name": "测试人", "organisation": {
            "credit_code": applicants.credit_code(DISTRICT, NUMBER + 1), "is_code_confirmed": True, "name": "测试分部", "kind": "library", "registered_division": DISTRICT,
            "address": "一号路", "principal_name": "测试人", "telephone": "024-82510000", **given}})
        assert answer.status_code == 422 and name in {error["id"] for error in answer.json()["errors"]}, answer.text


def test_what_it_says_of_itself_it_cannot_take_back(server, branch):
    present = institution(branch)
    path = f"/api/organisations/{present['id']}"
    given = {key: value for key, value in present.items() if key in outlets.INSTITUTION}
    refused(branch.put(path, {**given, "legal_person_name": "", "legal_person_code": ""}, version=present["version"]), 409, "organisations.legal_person_fixed")
    assert branch.put(path, {**given, "address": "二号路"}, version=present["version"]).status_code == 200
    refused(record(branch, institution(branch), legal_person_name="", legal_person_code=""), 403, "http.wrong_role")


def test_the_cover_shows_the_legal_person_and_the_record_the_branch(branch, parent, tmp_path):
    case_id = journey.start(branch)
    assert branch.case(case_id)["organisation_name"] == "浑河信息服务部"
    (tmp_path / "form.pdf").write_bytes(branch.get(f"/api/cases/{case_id}/form.pdf").content)
    text = subprocess.run(["pdftotext", "-l", "1", tmp_path / "form.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert parent["name"][:8] in "".join(text.split()), text


@pytest.fixture(scope="module")
def hidden(server, parent):
    """Another branch, which names no legal person and has applied, too."""
    client = applicants.confirmed(server, "branch_three", DISTRICT, NUMBER + 2, name=f"{parent['name']}浑南分部")
    return {"client": client, "case": journey.submitted(client)}


def test_a_ban_of_the_legal_person_ends_what_its_branch_applied_for_and_bars_it(server, store, branch, hidden, parent):
    running = next(case for case in branch.get("/api/cases").json()["items"] if not case["is_final"])["id"]
    journey.fill(branch, running)
    journey.upload(branch, running)
    assert ban(branch, running) != "not_met"
    assert branch.act(running, "submit").status_code == 200
    outlets.sanction(server, "city_officer", "city_head", parent["login_name"], parent["organisation_id"])
    branch = server.client("branch_one", applicants.PASSWORD)
    assert branch.case(running)["is_final"], "it ended by itself"
    again = journey.start(branch)
    assert ban(branch, again) == "not_met"
    assert "not_banned" in conditions(branch.act(again, "submit"))
    sound(store)


def test_who_hides_its_legal_person_is_shown_by_its_name(server, store, hidden, parent):
    """Nothing bars it by itself; the officers see whose name it carries, and record what the register of companies says."""
    client, case_id, city = server.client("branch_three", applicants.PASSWORD), hidden["case"], server.client("city_officer")
    assert not client.case(case_id)["is_final"] and ban(city, case_id) != "not_met"
    for officer in (city, server.client(f"officer_{DISTRICT}")):
        assert [each["organisation_id"] for each in officer.get(f"/api/cases/{case_id}/bans-elsewhere").json()["items"]] == [parent["organisation_id"]]
    refused(client.get(f"/api/cases/{case_id}/bans-elsewhere"), 403, "http.wrong_role")
    refused(record(city, institution(client), legal_person_name=parent["name"], legal_person_code=institution(client)["credit_code"]), 422, "organisations.legal_person_is_itself")
    done = record(city, institution(client), legal_person_name=parent["name"], legal_person_code=parent["credit_code"])
    assert done.status_code == 200 and done.json()["legal_person_code"] == parent["credit_code"], done.text
    assert ban(city, case_id) == "not_met"
    undone = record(city, institution(client), legal_person_name="", legal_person_code="")
    assert undone.status_code == 200 and ban(city, case_id) != "not_met"
    sound(store)


def test_a_ban_recorded_of_a_branch_binds_its_legal_person(server):
    """A decision of another place, entered by an officer."""
    free = applicants.confirmed(server, "branch_four", DISTRICT, NUMBER + 3, name="测试法人单位")
    part = applicants.confirmed(server, "branch_five", DISTRICT, NUMBER + 4, name="测试法人单位一部", legal_person_name="测试法人单位",
                                legal_person_code=applicants.credit_code(DISTRICT, NUMBER + 3))
    case_id = journey.start(free)
    assert ban(free, case_id) != "not_met"
    until = f"{int(free.get('/api/session').json()['business_today'][:4]) + 2}-01-01"
    assert record(server.client("city_officer"), institution(part), banned_until=until).status_code == 200
    assert ban(free, case_id) == "not_met"
