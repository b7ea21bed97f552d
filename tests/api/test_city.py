"""A city nobody thought of: an invented act, brought into force as a folder of data, runs from the draft to the directory."""
import re
import shutil

import pytest
from support import journey
from support.checks import sound
from support.client import PDF
from support.server import PASSWORD, ROOT, Server, run

CITY = ROOT / "tests/regulations/harbour_city"
ACT, PROCEDURE = "harbour_station_2026", "setting_up"
DIVISION, DISTRICT = "210200", "210202"
SETTING_UP = f"{ACT}/procedures/setting_up.yaml"
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(body: str) -> str:
    """The 17 letters with the check letter of GB 32100."""
    total = sum(CODE_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return body + CODE_LETTERS[-total % 31]


def officer(server, store, tmp_path, name, level, division, role):
    """An authority with one officer, added at the machine as an operator would; signed in."""
    password = tmp_path / "password"
    password.write_text("First-Word-2026")
    authority = run("authority", "add", f"{name}（虚构）", "--level", level, "--division", division, *store.arguments).stdout.strip()
    run("user", "add", f"{level}_{division}", "--name", "测试经办人", "--role", role, "--authority", authority, "--password-file", password, *store.arguments)
    person = server.client(f"{level}_{division}", "First-Word-2026")
    assert person.post("/api/password", {"old_password": "First-Word-2026", "new_password": PASSWORD}).status_code == 204
    return person


def registered(server):
    """An institution of the new city with its team."""
    applicant = server.client()
    answer = applicant.post("/api/registrations", {"login_name": "harbour_applicant", "password": "Harbour-Light-7", "display_name": "港区申请人", "organisation": {
        "credit_code": credit_code("52" + DISTRICT + "MJ0000001"), "name": "港区知识产权服务站（虚构）", "kind": "library", "registered_division": DISTRICT,
        "address": "港区一号泊位", "principal_name": "测试人", "telephone": "0411-82510000"}})
    assert answer.status_code == 201, answer.text
    organisation = journey.organisation_id(applicant)
    for name in ("甲（测试）", "乙（测试）"):
        assert applicant.post(f"/api/organisations/{organisation}/team", {"name": name, "employment": "full_time"}).status_code == 201
    return applicant, organisation


def confirm(bureau):
    waiting = bureau.get("/api/accounts", state="provisional").json()["items"]
    assert [account["login_name"] for account in waiting] == ["harbour_applicant"]
    assert bureau.post(f"/api/accounts/{waiting[0]['id']}/confirmation").status_code == 204


def fill(applicant, case_id, weekly_hours):
    parts = {"station": {"berth": "一号泊位", "weekly_hours": weekly_hours, "keeper": "测试人", "introduction": "字" * 100}, "declaration": {"opinion": "情况属实。"}}
    kept = applicant.case(case_id)["sections"]
    for section, answers in parts.items():
        answer = applicant.put(f"/api/cases/{case_id}/draft/{section}", {"answers": answers}, version=kept.get(section, {}).get("version", 0))
        assert answer.status_code == 200, answer.text


def failing(answer):
    assert answer.status_code == 409, answer.text
    return {error["condition"] for error in answer.json()["errors"]}


def test_an_invented_city_runs_from_the_draft_to_the_directory(store, tmp_path):
    server = Server(store, "--regulations", str(CITY))
    try:
        public = server.client()
        assert ACT in [act["id"] for act in public.get("/api/regulations").json()["items"]]
        city = officer(server, store, tmp_path, "港区所在市知识产权局", "city", DIVISION, "authority_officer")
        bureau = officer(server, store, tmp_path, "港区市场监督管理局", "district", DISTRICT, "recommender_officer")
        applicant, organisation = registered(server)
        confirm(bureau)

        started = applicant.post("/api/cases", {"act_id": ACT, "procedure_id": PROCEDURE, "organisation_id": organisation})
        assert started.status_code == 201, started.text
        case_id = started.json()["id"]
        fill(applicant, case_id, 19)
        for slot in ("signed_form", "premises"):
            assert applicant.upload(f"/api/cases/{case_id}/materials", PDF, f"{slot}.pdf", slot=slot).status_code == 201
        refused = applicant.act(case_id, "submit")
        assert failing(refused) == {"open_long_enough"}, "nineteen hours are too few in this city"
        fill(applicant, case_id, 20)
        assert applicant.act(case_id, "submit").json()["state"] == "considering"

        stranger = server.client("city_officer")
        assert stranger.get(f"/api/cases/{case_id}").status_code == 404, "another city's officer does not see it"
        judged = [{"condition": "suitable_place", "outcome": "met", "remark": "已现场查看"}]
        assert city.act(case_id, "accept", {"judgements": judged}).json()["state"] == "accepted"
        notice = journey.publish(city, case_id)
        assert notice.status_code == 201, notice.text
        assert failing(city.act(case_id, "set_up")) == {"notice_over"}
        journey.advance(server, 10)
        done = city.act(case_id, "set_up")
        assert done.status_code == 200 and done.json()["state"] == "set_up", done.text

        outlets = [outlet for outlet in public.get("/api/outlets", division=DIVISION).json()["items"] if outlet["act_id"] == ACT]
        assert [outlet["name"] for outlet in outlets] == ["港区知识产权服务站（虚构）"]
        line = public.get(f"/api/outlets/{outlets[0]['id']}").json()
        assert "一号泊位" in str(line) and "测试人" not in str(line), "what the act publishes, and nothing personal"
        begun, ended = (re.match(r"(\d+)-(\d+)", line[key]).groups() for key in ("filed_on", "valid_until"))
        assert (int(ended[0]) - int(begun[0])) * 12 + int(ended[1]) - int(begun[1]) == 18, "eighteen months"
    finally:
        server.close()
    again = Server(store)
    try:
        assert again.client().get(f"/api/regulations/{ACT}").status_code == 200, "once in force it stays so, folder or not"
    finally:
        again.close()
    sound(store)


TYPOS = [
    # what an officer mistypes, and what the message must hold: the file, the line's text and what is meant
    (SETTING_UP, "fact: team.full_time", "fact: team.fulltime", "unknown_fact", "team.full_time"),
    (SETTING_UP, "fact: form.station.weekly_hours", "fact: form.station.weekly_hour", "unknown_form_field", "form.station.weekly_hours"),
    (SETTING_UP, "cure_at: team", "cure_at: teem", "unknown_reference", "team"),
    (SETTING_UP, "starts: notice", "starts: notise", "unknown_reference", "notice"),
    (SETTING_UP, "from: [returned], to: lapsed", "from: [retruned], to: lapsed", "unknown_reference", "returned"),
    (SETTING_UP, "needs: [supplement_over]", "needs: [suplement_over]", "unknown_need", "supplement_over"),
    (SETTING_UP, "judged: [suitable_place]", "judged: [suitable_palce]", "unknown_reference", "suitable_place"),
    (SETTING_UP, "consequence: {zh: 逾期可以终结", "consequense: {zh: 逾期可以终结", "unknown_key", "consequence"),
    (SETTING_UP, "length: P3D", "length: P3T", "schema", None),
    (SETTING_UP, "effect: grant_status", "effect: grants_status", "schema", "grant_status"),
    (f"{ACT}/act.yaml", "treatment: guidance", "treatment: guidence", "schema", "guidance"),
    (f"{ACT}/forms/request.yaml", "type: integer", "type: integr", "schema", "integer"),
    (f"{ACT}/scenarios/setting_up.yaml", "team.full_time: 1", "team.fulltime: 1", None, "team.fulltime"),
]


@pytest.mark.parametrize("file, good, typo, check, meant", TYPOS, ids=[row[2] for row in TYPOS])
def test_one_typo_in_a_new_citys_folder_is_told_so_that_an_officer_can_mend_it(tmp_path, file, good, typo, check, meant):
    folder = tmp_path / "harbour_city"
    shutil.copytree(CITY, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(good) == 1
    path.write_text(text.replace(good, typo), encoding="utf-8")
    line = text[:text.index(good)].count("\n") + 1
    done = run("regulation", "check" if check else "test", "--regulations", folder, check=False)
    assert done.returncode == 1
    said = done.stdout
    assert file in said and (meant is None or meant in said), said
    if check:
        lines = {int(number) for number in re.findall(re.escape(file) + r":(\d+): \[" + check + r"\]", said)}
        assert lines and min(abs(number - line) for number in lines) <= 4, f"{lines} instead of {line}\n{said}"
    refused = run("serve", "--data", tmp_path / "data", "--regulations", folder, "--port", "0", check=False)
    assert refused.returncode == 1 and not (tmp_path / "data").exists(), "it does not go live"


def test_a_city_without_a_refusing_scenario_does_not_go_live(tmp_path):
    folder = tmp_path / "harbour_city"
    shutil.copytree(CITY, folder)
    path = folder / f"{ACT}/scenarios/setting_up.yaml"
    kept = [line for line in path.read_text(encoding="utf-8").split("\n") if "没有场地证明" not in line]
    path.write_text("\n".join(kept), encoding="utf-8")
    done = run("regulation", "test", "--regulations", folder, check=False)
    assert done.returncode == 1 and f"{ACT}/art_3" in done.stdout and "没有拒绝的情景" in done.stdout


def test_a_second_act_granting_the_same_status_in_the_same_place_does_not_go_live(tmp_path):
    folder = tmp_path / "harbour_city"
    shutil.copytree(CITY, folder)
    rival = folder / "harbour_desk_2026"
    shutil.copytree(folder / ACT, rival)
    act = rival / "act.yaml"
    act.write_text(act.read_text(encoding="utf-8").replace(f"act: {ACT}", "act: harbour_desk_2026"), encoding="utf-8")
    done = run("regulation", "check", "--regulations", folder, check=False)
    assert done.returncode == 1 and "[status_granted_twice]" in done.stdout
    assert "harbour_desk_2026/setting_up → harbour_station_2026/setting_up" in done.stdout
