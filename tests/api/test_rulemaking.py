"""Changing an act while it runs: drafts, checks as one types, simulation, activation by a second person, running cases."""
import re

import pytest
from support import journey
from support.act_drafts import save, text_of
from support.checks import sound
from support.server import Server

ACT = journey.ACT
FILING = f"regulations/{ACT}/procedures/filing.yaml"
ACT_FILE = f"regulations/{ACT}/act.yaml"
THREE = "check: {fact: team.full_time, at_least: 3}"


@pytest.fixture()
def editor(server):
    return server.client("rule_editor")


@pytest.fixture()
def draft(editor):
    answer = editor.post("/api/act-drafts", {"act_id": ACT})
    assert answer.status_code == 201, answer.text
    yield answer.json()
    editor.delete(f"/api/act-drafts/{answer.json()['id']}", version=editor.get(f"/api/act-drafts/{answer.json()['id']}").json()["version"])


def raise_staff(editor, draft, number=5):
    text = text_of(draft, FILING)
    assert THREE in text
    draft = save(editor, draft, FILING, text.replace(THREE, THREE.replace("3", str(number))))
    return save(editor, draft, *scenarios_for(draft, number))


def scenarios_for(draft, number):
    """The scenarios that show the number move with it: whoever raises it says so there."""
    path = f"regulations/{ACT}/scenarios/submit.yaml"
    text = text_of(draft, path)
    return path, re.sub(r"team\.full_time: 3\b", f"team.full_time: {number}", text)


def test_a_draft_begins_as_the_version_in_force(editor, draft):
    in_force = editor.get(f"/api/regulations/{ACT}").json()["version"]
    assert draft["base_version"] == in_force and f"\nversion: {in_force + 1}\n" in text_of(draft, ACT_FILE)
    assert draft["problems"] == [] and draft["scenarios"] and all(scenario["passed"] for scenario in draft["scenarios"])
    assert draft["procedures"] and draft["state"] == "editing"
    listed = editor.get("/api/act-drafts").json()["items"]
    assert draft["id"] in [item["id"] for item in listed]


def test_problems_come_back_with_file_line_and_key(editor, draft):
    text = text_of(draft, FILING)
    line = 1 + text[:text.index(THREE)].count("\n")
    broken = save(editor, draft, FILING, text.replace("at_least: 3}", "atleast: 3}", 1))
    problem = broken["problems"][0]
    assert problem["file"] == FILING and problem["line"] == line and problem["message"]["zh"]
    refused = editor.post(f"/api/act-drafts/{draft['id']}/proposal", version=broken["version"])
    assert refused.status_code == 409 and refused.json()["errors"][0]["field"].startswith(f"{FILING}:{line}")
    assert editor.get(f"/api/act-drafts/{draft['id']}/simulation").status_code == 409


def test_refusals(server, editor, draft):
    path = f"/api/act-drafts/{draft['id']}"
    assert editor.post("/api/act-drafts", {"act_id": "no_such_act"}).status_code == 404
    assert editor.get("/api/act-drafts/none").status_code == 404
    assert editor.put(f"{path}/files", {"path": "regulations/../etc/passwd", "text": "x"}, version=draft["version"]).status_code == 404
    assert editor.put(f"{path}/files", {"path": FILING, "text": "x"}).status_code == 428
    assert editor.post(f"{path}/proposal", version=draft["version"]).status_code == 409, "nothing changed"
    assert editor.post(f"{path}/activation", version=draft["version"]).status_code == 409, "not proposed"
    changed = raise_staff(editor, draft)
    assert editor.put(f"{path}/files", {"path": FILING, "text": "x"}, version=draft["version"]).status_code == 412, "somebody was faster"
    assert server.client("city_officer").get(path).status_code == 403
    assert server.client().get(path).status_code == 401
    assert changed["version"] == draft["version"] + 2


def test_scenarios_that_fail_hold_a_proposal_back(editor, draft):
    text = text_of(draft, FILING)
    changed = save(editor, draft, FILING, text.replace(THREE, THREE.replace("3", "5")))
    assert changed["problems"] == [] and not all(scenario["passed"] for scenario in changed["scenarios"])
    assert editor.post(f"/api/act-drafts/{draft['id']}/proposal", version=changed["version"]).json()["id"] == "rulemaking.scenarios_fail"


def test_articles_no_scenario_shows_are_named(editor, draft):
    assert draft["untested_articles"] == []
    path = f"regulations/{ACT}/scenarios/submit.yaml"
    changed = save(editor, draft, path, re.sub(r"cites: \[[^\]]*\]", "cites: [art_6_1]", text_of(draft, path)))
    untested = {article["article_id"]: article for article in changed["untested_articles"]}
    assert untested["art_5_1"] == {"article_id": "art_5_1", "is_passing_shown": False, "is_refusal_shown": False}
    assert "art_6_1" not in untested and changed["problems"] == [], "said aloud, no problem of the act"


def test_differences_and_simulation(editor, draft):
    changed = raise_staff(editor, draft, 4)
    differences = editor.get(f"/api/act-drafts/{draft['id']}/differences").json()
    staff = next(item for item in differences["items"] if item["at"] == "conditions.full_time_staff.check.at_least")
    assert (staff["before"], staff["after"]) == ("3", "4") and staff["cites"] == [f"{ACT}/art_4_1"]
    assert differences["transition"] == "keep_old"
    simulation = editor.get(f"/api/act-drafts/{draft['id']}/simulation").json()
    assert simulation["organisations_looked_at"] >= 12 and simulation["cases_looked_at"] > 0
    hit = [item for item in simulation["organisations"] if item["newly_failing"]]
    assert hit and all(not item["passes_after"] for item in hit)
    assert sum(tally["lose"] for tally in simulation["by_division"]) == sum(1 for item in hit if item["passed_before"])
    back = save(editor, changed, FILING, text_of(changed, FILING).replace("at_least: 4}", "at_least: 3}", 1))
    nothing = editor.get(f"/api/act-drafts/{back['id']}/simulation").json()
    assert nothing["organisations"] == [] and nothing["cases"] == [], "a null change changes nobody"
    assert editor.get(f"/api/act-drafts/{back['id']}/simulation", as_of="gestern").status_code == 400


def proposed(editor, transition):
    draft = editor.post("/api/act-drafts", {"act_id": ACT}).json()
    act = text_of(draft, ACT_FILE)
    draft = save(editor, draft, ACT_FILE, act.replace("transition: keep_old", f"transition: {transition}").replace("transition: new_from_next_step", f"transition: {transition}"))
    text = text_of(draft, FILING)
    present = int(re.search(r"team\.full_time, at_least: (\d+)", text).group(1))
    draft = save(editor, draft, FILING, text.replace(f"team.full_time, at_least: {present}", f"team.full_time, at_least: {present - 1}"))
    for path in [file["path"] for file in draft["files"] if "/scenarios/" in file["path"] and "team.full_time: " in file["text"]]:
        scenarios = re.sub(r"team\.full_time: (\d+)", lambda match: f"team.full_time: {int(match.group(1)) - 1}", text_of(draft, path))
        draft = save(editor, draft, path, scenarios)
    answer = editor.post(f"/api/act-drafts/{draft['id']}/proposal", version=draft["version"])
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_activation_by_a_second_person_and_what_running_cases_do(store):
    server = Server(store)
    try:
        editor, reviewer, applicant = server.client("rule_editor"), server.client("rule_reviewer"), server.client("applicant_12")
        case_id = journey.submitted(applicant)
        draft = proposed(editor, "keep_old")
        path = f"/api/act-drafts/{draft['id']}"
        own = editor.post(f"{path}/activation", version=draft["version"])
        assert own.status_code == 403 and own.json()["id"] == "rulemaking.second_person"
        done = reviewer.post(f"{path}/activation", version=draft["version"])
        assert done.status_code == 200, done.text
        version = done.json()["act_version"]
        assert done.json()["moved_cases"] == [] and applicant.case(case_id)["number"] in done.json()["kept_cases"]
        assert server.client().get(f"/api/regulations/{ACT}").json()["version"] == version, "in force at once"
        assert applicant.case(case_id)["act_version"] == version - 1, "begun under the old version, goes on under it"
        assert reviewer.post(f"{path}/activation", version=draft["version"]).status_code in (409, 412)
        assert editor.put(f"{path}/files", {"path": FILING, "text": "x"}, version=draft["version"] + 1).status_code == 409

        second = proposed(editor, "new_from_next_step")
        moved = reviewer.post(f"/api/act-drafts/{second['id']}/activation", version=second["version"]).json()
        assert applicant.case(case_id)["number"] in moved["moved_cases"]
        case = applicant.case(case_id)
        assert case["act_version"] == moved["act_version"] and case["state"] == "verifying"
        assert case["history"][-1]["action"] == "version_moved"
        officer = server.client(journey.district_officer(server, applicant))
        assert journey.recommend(officer, case_id).status_code == 200, "it goes on under the new version"
    finally:
        server.close()
    sound(store)


def test_two_drafts_of_one_version_only_the_first_comes_into_force(store):
    server = Server(store)
    try:
        editor, reviewer = server.client("rule_editor"), server.client("rule_reviewer")
        first, second = proposed(editor, "keep_old"), proposed(editor, "keep_old")
        assert reviewer.post(f"/api/act-drafts/{first['id']}/activation", version=first["version"]).status_code == 200
        late = reviewer.post(f"/api/act-drafts/{second['id']}/activation", version=second["version"])
        assert late.status_code == 409 and late.json()["id"] == "regulations.version_exists"
    finally:
        server.close()
