"""A changed holiday notice: entered, tried, approved by a second person; told dates move later, what has passed stands. On both databases."""
import json
import signal
import time

import icalendar
import pytest
from support import journey
from support.calendars import applied, approve, days, effects, notice, propose
from support.checks import findings, sound
from support.server import ROOT, Server, change, rows, run

FAST = ("--jobs-interval", "100")


@pytest.fixture(scope="module")
def server(store):
    running = Server(store, *FAST)
    yield running
    running.close()


@pytest.fixture(scope="module")
def applicant(server):
    return server.client("applicant_12")


@pytest.fixture(scope="module")
def district(server, applicant):
    return server.client(journey.district_officer(server, applicant))


@pytest.fixture(scope="module")
def case_id(applicant, district):
    """Returned for supplement on Tuesday 15 September 2026: ten working days, of which Sunday the 20th is one by the notice of the year."""
    case_id = journey.submitted(applicant)
    returned = district.act(case_id, "return", {"input": {"items": [{"at": "materials.licence", "remark": "请补盖公章"}]}, "term_length": "P10D"})
    assert returned.status_code == 200, returned.text
    return case_id


def term(client, case_id, id_="supplement"):
    return next(each for each in client.case(case_id)["terms"] if each["id"] == id_)


def refusal(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["id"]


def fields(answer) -> list[str]:
    assert refusal(answer) == (422, "calendars.bad_notice"), answer.text
    return [error["field"] for error in answer.json()["errors"]]


def sequences(server, path) -> dict[str, int]:
    calendar = icalendar.Calendar.from_ical(server.client().get(path).content)
    return {str(event["UID"]): int(event["SEQUENCE"]) for event in calendar.walk("VEVENT")}


def messages_of(client, kind: str, subject: str) -> list[dict]:
    return [item for item in client.get("/api/messages", limit=100).json()["items"] if item["kind"] == kind and item["link"].endswith(subject)]


def test_calendars_are_listed_by_year_with_their_source(admin, city, server):
    listed = admin.get("/api/calendars").json()
    assert [year["year"] for year in listed["years"]] == list(range(2019, 2027)) and listed["version"] and listed["offered"] == []
    notices = {year["year"]: year["notices"] for year in listed["years"]}
    assert [each["version"] for each in notices[2020]] == [1, 2] and notices[2020][1]["number"] == "国办发明电〔2020〕1号"
    assert notices[2024][0]["rest_days"] == 28 and notices[2024][0]["workdays"] == 8 and notices[2024][0]["approved_by"] is None
    assert city.get("/api/calendars").json() == listed
    assert server.client("applicant_01").get("/api/calendars").status_code == 403
    assert server.client().get("/api/calendars").status_code == 401


def test_what_is_wrong_is_named(admin):
    def enter(*spans, **more):
        return admin.post("/api/calendar-changes", notice(*spans, **more))

    assert fields(enter(days("2026-10-21", rest=False))) == ["days.0"], "a make-up day on a weekday"
    assert fields(enter(days("2026-10-24", "2026-10-25"))) == ["days.0"], "a weekend alone"
    assert fields(enter(days("2025-06-02"))) == ["days.0.date"], "of another year"
    assert fields(enter(days("2026-10-08"), days("2026-10-08", "2026-10-09"))) == ["days.1"], "a day twice"
    assert "year" in fields(enter(days("2031-10-08"), year=2031)), "nobody orders days so far ahead"
    assert fields(enter()) == ["days"], "nothing said"
    assert refusal(enter(days("2026-10-01"))) == (409, "calendars.nothing_changed")
    assert refusal(admin.post("/api/calendar-changes", {})) == (422, "calendars.nothing_entered")
    late = notice(days("2026-10-08"))
    late["notice"]["issued_on"] = "2026-12-01"
    assert fields(admin.post("/api/calendar-changes", late)) == ["notice.date"]
    text = (ROOT / "calendars/2026.yaml").read_text(encoding="utf-8")
    assert refusal(admin.post("/api/calendar-changes", {"text": text})) == (409, "calendars.version_taken")
    broken = admin.post("/api/calendar-changes", {"text": text.replace("rest: true", "rst: true", 1)})
    assert any(field.split(":")[0].isdigit() and "days.0" in field for field in fields(broken)), "an uploaded file: line and key"


def test_who_may(server, admin, reviewer, city):
    assert city.post("/api/calendar-changes", notice(days("2026-10-08"))).status_code == 403
    assert reviewer.post("/api/calendar-changes", notice(days("2026-10-08"))).status_code == 403
    assert admin.get("/api/calendar-changes/none").status_code == 404
    made = propose(admin, days("2026-10-08"))
    path = f"/api/calendar-changes/{made['id']}"
    assert city.post(f"{path}/approval", {"hash": made["hash"]}, version=made["version"]).status_code == 403
    assert reviewer.get(path).status_code == 200, reviewer.get(path).text
    assert made["may_approve"] is False and reviewer.get(path).json()["may_approve"] is True
    assert refusal(approve(admin, made)) == (403, "calendars.second_person")
    change(server.store, "UPDATE accounts SET display_name = '系统管理员（演示）' WHERE login_name = 'rule_reviewer'")
    assert refusal(approve(reviewer, made)) == (403, "calendars.second_person"), "persons, not accounts"
    change(server.store, "UPDATE accounts SET display_name = '规则复核（演示）' WHERE login_name = 'rule_reviewer'")
    assert admin.delete(path).status_code == 428
    assert admin.delete(path, version=made["version"]).status_code == 204
    assert refusal(approve(reviewer, {**made, "version": made["version"] + 1})) == (409, "calendars.not_proposed")
    assert admin.delete(path, version=made["version"] + 1).json()["id"] == "calendars.not_proposed"


def test_a_dry_run_changes_nothing(server, admin, city, applicant, case_id):
    before = (applicant.case(case_id), rows(server.store, "SELECT case_id, term_id, last_day, calendar_version FROM case_terms ORDER BY 1, 2"))
    assert term(applicant, case_id)["last_day"] == "2026-09-29"
    made = propose(admin, days("2026-09-20"))
    assert made["differences"] == [{"date": "2026-09-20", "before": "make_up", "after": "holiday", "name": {"zh": "国庆节", "en": "National Day"}}]
    tried = effects(admin, made)
    own = next(item for item in tried["items"] if item["subject_id"] == case_id)
    assert tried["is_dry_run"] and tried["counts"]["moved"] >= 1
    assert (own["old_day"], own["new_day"], own["outcome"], own["link"]) == ("2026-09-29", "2026-09-30", "moved", None), "an administrator sees no case"
    assert [item["link"] for item in effects(city, made)["items"] if item["subject_id"] == case_id] == [f"/cases/{case_id}"]
    assert [item["subject_id"] for item in effects(server.client("officer_210104"), made)["items"]].count(case_id) in (0, 1)
    page = admin.get(f"/api/calendar-changes/{made['id']}/effects", limit=1).json()
    assert len(page["items"]) == 1
    if page["next_cursor"]:
        further = admin.get(f"/api/calendar-changes/{made['id']}/effects", limit=1, cursor=page["next_cursor"]).json()
        assert further["items"][0] != page["items"][0]
    assert effects(admin, made, outcome="passed")["items"] == [] or effects(admin, made, outcome="passed")["counts"]["passed"] > 0
    assert before == (applicant.case(case_id), rows(server.store, "SELECT case_id, term_id, last_day, calendar_version FROM case_terms ORDER BY 1, 2"))
    assert admin.delete(f"/api/calendar-changes/{made['id']}", version=1).status_code == 204


def test_a_told_date_moves_later_and_everybody_hears_of_it_once(server, admin, reviewer, applicant, district, city, case_id):
    organisation = journey.organisation_id(applicant)
    feed = applicant.post(f"/api/organisations/{organisation}/calendar-feeds").json()["path"]
    uid = f"term-{case_id}-supplement-2026-09-15-event@zhidian"
    sequence, version = sequences(server, feed)[uid], applicant.case(case_id)["version"]
    made = propose(admin, days("2026-09-20"))
    path = f"/api/calendar-changes/{made['id']}"
    revised = admin.put(path, notice(days("2026-09-20"), number="演示〔2026〕2号"), version=made["version"]).json()
    assert refusal(admin.put(path, notice(days("2026-09-20")), version=made["version"])) == (412, "calendars.stale")
    assert refusal(approve(reviewer, made)) == (412, "calendars.stale")
    assert approve(reviewer, {**revised, "hash": made["hash"]}).json()["id"] == "calendars.hash_differs"
    assert approve(reviewer, {**revised, "hash": made["hash"]}).status_code in (409, 412, 422)
    done = approve(reviewer, revised)
    assert done.status_code == 200 and done.json()["state"] == "applying", done.text
    assert server.client().get("/api/term", start="2026-09-15", length="P5D", unit="calendar_day", last_day="next_working_day").json()["last_day"] == "2026-09-21", "at once"
    final = applied(admin, made)
    assert final["differences"] == made["differences"] and final["is_new_year"] is False
    assert final["approved_by"] == "规则复核（演示）" and final["calendar_version"] != made["base_calendar"]
    assert final["progress"]["done"] == final["progress"]["expected"] == sum(effects(admin, made)["counts"].values())
    moved = term(applicant, case_id)
    assert moved["last_day"] == "2026-09-30" and moved["due"]["calendar_version"] == final["calendar_version"]
    assert moved["due"]["reissued"]["from"] == "2026-09-29" and moved["due"]["reissued"]["number"] == "演示〔2026〕2号"
    assert sequences(server, feed)[uid] == sequence + 1 and applicant.case(case_id)["version"] == version + 1
    assert applicant.case(case_id)["history"][-1]["action"] == "reissue_term"
    for client in (applicant, district, city):
        told = messages_of(client, "cases.term_reissued", case_id)
        assert len(told) == 1 and "2026年9月29日" in told[0]["text"] and "2026年9月30日" in told[0]["text"], told
    events = [event["action"] for event in applicant.case(case_id)["history"]]
    time.sleep(1)
    assert [event["action"] for event in applicant.case(case_id)["history"]] == events, "once"
    assert refusal(approve(reviewer, {**revised, "version": final["version"]})) == (409, "calendars.not_proposed")
    sound(server.store)


def test_a_notice_moves_with_its_reason_on_its_public_page(server, admin, reviewer, applicant, district, city, case_id):
    journey.upload(applicant, case_id, ["licence"])
    assert applicant.act(case_id, "resubmit").status_code == 200
    assert journey.recommend(district, case_id).status_code == 200
    published = journey.publish(city, case_id).json()
    assert published["last_day"] == "2026-09-21", "a new notice counts by the new calendar"
    made = propose(admin, days("2026-09-21"), number="演示〔2026〕3号")
    assert {item["kind"] for item in effects(city, made, outcome="moved")["items"] if item["number"] in (published["number"], applicant.case(case_id)["number"])} == {"notice", "case_term"}
    assert approve(reviewer, made).status_code == 200
    applied(admin, made)
    shown = server.client().get(f"/api/notices/{published['id']}").json()
    assert shown["last_day"] == "2026-09-22" and shown["due"]["reissued"]["from"] == "2026-09-21" and shown["due"]["reissued"]["number"] == "演示〔2026〕3号"
    assert next(each for each in applicant.case(case_id)["terms"] if each["is_running"])["last_day"] == "2026-09-22"
    early = journey.file(city, case_id)
    assert early.status_code == 409 and any(error["condition"] == "notice_over" for error in early.json()["errors"])


def test_a_told_date_never_moves_earlier(server, admin, reviewer, applicant, city, case_id):
    made = propose(admin, days("2026-09-20", "2026-09-21", rest=False), number="演示〔2026〕4号")
    stays = [item for item in effects(city, made, outcome="stays")["items"] if item["subject_id"] == case_id]
    assert [(item["old_day"], item["new_day"]) for item in stays] == [("2026-09-22", "2026-09-20")]
    assert approve(reviewer, made).status_code == 200
    applied(admin, made)
    kept = next(each for each in applicant.case(case_id)["terms"] if each["is_running"])
    assert kept["last_day"] == "2026-09-22" and kept["due"]["calendar_version"] == made["base_calendar"], "as it was told, by the calendar it was told by"
    assert any(item["subject_id"] == case_id for item in effects(city, made, outcome="stays")["items"])


def test_what_has_passed_stands_and_is_listed(server, admin, reviewer, applicant, city, case_id):
    journey.advance(server, 8)  # 23 September
    made = propose(admin, days("2026-09-22"), number="演示〔2026〕5号")
    assert approve(reviewer, made).status_code == 200
    applied(admin, made)
    passed = [item for item in effects(city, made, outcome="passed")["items"] if item["subject_id"] == case_id]
    assert passed == [], "counted by the calendar in force it ended on the 20th: nobody lost a day"
    later = propose(admin, days("2026-09-20", "2026-09-22"), number="演示〔2026〕6号", replaces=False)
    assert approve(reviewer, later).status_code == 200
    applied(admin, later)
    listed = [item for item in effects(city, later, outcome="passed")["items"] if item["subject_id"] == case_id]
    assert [(item["old_day"], item["new_day"]) for item in listed] == [("2026-09-22", "2026-09-23")], "yesterday's deadline would be today: it stands"
    assert next(each for each in applicant.case(case_id)["terms"] if each["is_running"])["last_day"] == "2026-09-22"
    assert len(messages_of(city, "calendars.term_stands", case_id)) == 1
    assert journey.file(city, case_id).status_code == 200
    sound(server.store)


def test_a_proposal_made_before_another_one_came_is_looked_at_again(admin, reviewer):
    first, second = propose(admin, days("2026-11-03"), number="甲"), propose(admin, days("2026-11-04"), number="乙")
    assert approve(reviewer, first).status_code == 200
    assert admin.get(f"/api/calendar-changes/{second['id']}").json()["is_current"] is False
    answer = approve(reviewer, second)
    assert refusal(answer) == (409, "calendars.still_applying"), answer.text
    applied(admin, first)
    assert refusal(approve(reviewer, second)) == (409, "calendars.base_moved")
    again = admin.put(f"/api/calendar-changes/{second['id']}", notice(days("2026-11-04"), number="乙"), version=second["version"]).json()
    assert again["is_current"] and again["notice_version"] == first["notice_version"] + 1
    assert approve(reviewer, again).status_code == 200
    applied(admin, again)


def test_a_new_year_is_loaded_from_a_file(server, admin, reviewer):
    text = (ROOT / "calendars/2026.yaml").read_text(encoding="utf-8").split("days:")[0].replace("2026", "2027")
    made = admin.post("/api/calendar-changes", {"text": text + "days:\n  - {date: 2027-01-01, rest: true, name: {zh: 元旦, en: New Year}}\n"})
    assert made.status_code == 201, made.text
    assert made.json()["is_new_year"] and [day["date"] for day in made.json()["differences"]] == ["2027-01-01"]
    asked = {"start": "2026-12-28", "length": "P5D", "unit": "working_day"}
    assert server.client().get("/api/term", **asked).json()["years_without_data"] == [2027]
    assert approve(reviewer, made.json()).status_code == 200
    applied(admin, made.json())
    assert server.client().get("/api/term", **asked).json()["years_without_data"] == []
    explained = ["term", "explain", "--start", asked["start"], "--length", asked["length"], "--unit", asked["unit"], "--json"]
    assert json.loads(run(*explained).stdout)["years_without_data"] == [2027], "what the program brought"
    assert json.loads(run(*explained, *server.store.arguments).stdout)["years_without_data"] == [], "what is in force in the store"
    listed = admin.get("/api/calendars").json()["years"][-1]
    assert listed["year"] == 2027 and listed["notices"][0]["proposed_by"] == ["系统管理员（演示）"] and listed["notices"][0]["approved_by"] == "规则复核（演示）"


def test_the_log_determines_all_of_it(server, store):
    server.stop()
    try:
        sound(store)
        untouched = run("rebuild", *store.arguments)
        assert "工作日历" in untouched.stdout
        change(store, "UPDATE case_terms SET last_day = '2099-01-01', calendar_version = 'x' WHERE is_running = 1")
        change(store, "UPDATE calendar_changes SET state = 'proposed', approved_by = '' WHERE state = 'applied'")
        change(store, "DELETE FROM calendar_effects WHERE outcome = 'moved'")
        change(store, "DELETE FROM calendar_notices WHERE year = 2027")
        told = " ".join(finding["text"]["zh"] for finding in findings(store))
        assert "case_terms" in told and "calendar_change" in told
        run("rebuild", *store.arguments)
        sound(store)
        assert [int(row[0]) for row in rows(store, "SELECT COUNT(*) FROM calendar_notices WHERE year = 2027")] == [1]
    finally:
        server.start()


def test_killed_while_dates_move_and_with_two_processes_each_is_dealt_with_once(prepared_stores, store):
    copy = prepared_stores[store.engine].copy()
    first, second = Server(copy, *FAST), None
    try:
        applicant = first.client("applicant_12")
        case_id = journey.submitted(applicant)
        officer = first.client(journey.district_officer(first, applicant))
        assert journey.recommend(officer, case_id).status_code == 200
        published = journey.publish(first.client("city_officer"), case_id).json()
        second = Server(copy, *FAST)
        made = propose(first.client("system_admin"), days("2026-09-20"))
        assert approve(first.client("rule_reviewer"), made).status_code == 200
        until = time.monotonic() + 30
        while not rows(copy, "SELECT 1 FROM calendar_effects") and time.monotonic() < until:
            time.sleep(0.01)
        first.stop(signal.SIGKILL)
        assert rows(copy, "SELECT state FROM calendar_changes")[0][0] == "applying"
        first.start()
        change(copy, "UPDATE leases SET until = ''")  # its time is up
        applied(second.client("system_admin"), made)
        told = rows(copy, f"SELECT account_id, COUNT(*) FROM messages WHERE kind = 'cases.term_reissued' AND subject_id = '{case_id}' GROUP BY account_id")
        assert told and all(int(number) == 1 for _, number in told)
        assert int(rows(copy, f"SELECT COUNT(*) FROM events WHERE subject_id = '{case_id}' AND action = 'reissue_term'")[0][0]) == 1
        assert int(rows(copy, f"SELECT COUNT(*) FROM events WHERE subject_id = '{published['id']}' AND action = 'reissue'")[0][0]) == 1
        assert second.client().get(f"/api/notices/{published['id']}").json()["last_day"] == "2026-09-21"
        sound(copy)
    finally:
        first.close()
        if second:
            second.close()
        copy.remove()
