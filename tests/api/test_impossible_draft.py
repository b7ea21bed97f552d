"""A draft act that makes a running case impossible: the simulation lists the case, and it keeps the version it began under."""
import re

from support import journey
from support.act_drafts import save, text_of
from support.checks import sound
from support.server import Server

ACT = journey.ACT
ACT_FILE = f"regulations/{ACT}/act.yaml"


def renamed(editor, act_draft, old, new):
    """The draft with one state of the filing called otherwise, in its scenarios too."""
    for file in act_draft["files"]:
        if file["path"].startswith(f"regulations/{ACT}/") and re.search(rf"\b{old}\b", file["text"]):
            act_draft = save(editor, act_draft, file["path"], re.sub(rf"\b{old}\b", new, file["text"]))
    return act_draft


def test_a_running_case_the_draft_makes_impossible_keeps_its_own_version(store):
    server = Server(store)
    try:
        editor, reviewer, applicant = server.client("rule_editor"), server.client("rule_reviewer"), server.client("applicant_12")
        case_id = journey.submitted(applicant)
        draft = renamed(editor, editor.post("/api/act-drafts", {"act_id": ACT}).json(), "verifying", "looking_into")
        act = text_of(draft, ACT_FILE)
        draft = save(editor, draft, ACT_FILE, act.replace("transition: keep_old", "transition: new_from_next_step"))
        assert draft["problems"] == [] and all(scenario["passed"] for scenario in draft["scenarios"]), "sound in itself"
        simulation = editor.get(f"/api/act-drafts/{draft['id']}/simulation").json()
        stranded = {case["id"] for case in simulation["cases"] if case["is_stranded"]}
        assert case_id in stranded, "but the case stands in a state the draft does not know"
        assert sum(tally["stranded"] for tally in simulation["by_division"]) == len(stranded)
        draft = editor.post(f"/api/act-drafts/{draft['id']}/proposal", version=draft["version"]).json()
        done = reviewer.post(f"/api/act-drafts/{draft['id']}/activation", version=draft["version"])
        assert done.status_code == 200, done.text
        number = applicant.case(case_id)["number"]
        assert number in done.json()["kept_cases"] and number not in done.json()["moved_cases"]
        officer = server.client(journey.district_officer(server, applicant))
        assert journey.recommend(officer, case_id).status_code == 200, "it goes on under the version it began under"
    finally:
        server.close()
    sound(store)
