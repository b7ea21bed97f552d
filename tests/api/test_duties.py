"""What an outlet owes every year: when it opens, who reads it, what is late; the officer's overview, the calendar, the reminders. Both databases."""
import datetime
import re
import subprocess

import icalendar
import pytest
from support import journey, outlets, reports
from support.checks import sound
from support.programme import Programme
from support.server import rows
from support.timers import await_that

ACT = "shenyang_outlet_2024"


@pytest.fixture(scope="module")
def outlet(server):
    return outlets.filed(server)


@pytest.fixture(scope="module")
def staff(server, outlet):
    return server.client(outlet["login_name"])


def begin(client, outlet: dict, year: int):
    return client.post("/api/cases", {"act_id": ACT, "procedure_id": "annual_summary", "organisation_id": outlet["organisation_id"], "period": str(year)})


def feed(server, path: str) -> icalendar.Calendar:
    answer = server.client().get(path)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/calendar")
    assert all(len(line.encode()) <= 75 for line in answer.content.decode().split("\r\n")), "RFC 5545 folds at 75 octets"
    return icalendar.Calendar.from_ical(answer.content)


def test_before_december_this_year_is_not_open(server, staff, outlet):
    this_year = reports.report_of(staff, outlet["organisation_id"], 2026)
    assert (this_year["state"], this_year["opens_on"], this_year["due_on"]) == ("upcoming", "2026-12-01", "2026-12-31")
    assert this_year["cites"] == [f"{ACT}/art_18"]
    early = begin(staff, outlet, 2026)
    assert (early.status_code, early.json()["id"]) == (409, "cases.period_not_open")
    for nonsense in ("2019", "2031", "20x6", ""):
        refused = begin(staff, outlet, nonsense)
        assert (refused.status_code, refused.json()["id"]) == (422, "cases.period_not_owed"), nonsense


def test_other_procedures_take_no_year(server, staff, outlet):
    odd = staff.post("/api/cases", {"act_id": ACT, "procedure_id": "termination", "organisation_id": outlet["organisation_id"], "period": "2026"})
    assert (odd.status_code, odd.json()["id"]) == (422, "cases.period_not_owed")


def test_nobody_else_reads_or_begins_it(server, staff, outlet):
    stranger = server.client(next(login for login in ("applicant_11", "applicant_12") if login != outlet["login_name"]))
    assert stranger.get(f"/api/organisations/{outlet['organisation_id']}/duties").status_code == 404
    assert begin(stranger, outlet, 2025).status_code == 404
    assert begin(server.client("city_officer"), outlet, 2025).status_code == 404
    assert stranger.post(f"/api/organisations/{outlet['organisation_id']}/calendar-feeds").status_code == 404
    assert server.client("city_officer").post(f"/api/organisations/{outlet['organisation_id']}/calendar-feeds").status_code == 403


def test_a_report_on_the_last_day_is_in_time_and_read(server, staff, outlet):
    reports.go_to(server, "2026-12-31")
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    assert reports.report_of(staff, outlet["organisation_id"], 2026)["state"] == "open"
    programme = Programme(server, ACT, "annual_summary")
    case_id = programme.start(staff, period="2026")
    assert programme.begin(staff, period="2026").json()["id"] == "cases.already_running"
    missing = reports.report_of(staff, outlet["organisation_id"], 2026)["missing"]
    assert len(missing) == 2, "the form and the sealed print"
    assert programme.act_on(staff, case_id, "submit").status_code == 409
    programme.fill(staff, case_id)
    printed = staff.get(f"/api/cases/{case_id}/form.pdf")
    cover = subprocess.run(["pdftotext", "-l", "1", "-", "-"], input=printed.content, capture_output=True, check=True).stdout.decode()
    assert re.search(r"年\s*度：?\s*2026", cover) and "网点名称" in cover, cover
    programme.upload(staff, case_id)
    assert city.get(f"/api/cases/{case_id}").status_code == 404, "a draft is its institution's own"
    assert programme.act_on(staff, case_id, "submit").status_code == 200
    done = reports.report_of(staff, outlet["organisation_id"], 2026)
    assert (done["state"], done["done_on"], done["case_id"]) == ("done", "2026-12-31", case_id)
    assert city.case(case_id)["procedure_label"]["zh"] == "年度工作总结（2026年度）"
    assert begin(staff, outlet, 2026).json()["id"] == "cases.already_running"


def test_figures_are_completed_until_the_end_of_january(server, outlet):
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    case_id = reports.report_of(staff, outlet["organisation_id"], 2026)["case_id"]
    assert city.act(case_id, "complete", {"input": {"figures": "代填"}}).status_code == 403
    reports.go_to(server, "2027-01-31")
    assert server.client(outlet["login_name"]).act(case_id, "complete", {"input": {"figures": "全年咨询1204人次。"}}).status_code == 200
    journey.advance(server, 1)
    late = server.client(outlet["login_name"]).act(case_id, "complete", {"input": {"figures": "再补。"}})
    assert late.status_code == 409 and [error["condition"] for error in late.json()["errors"]] == ["supplement_term"]


def test_returned_it_is_owed_again_and_keeps_its_day(server, outlet):
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    case_id = reports.report_of(staff, outlet["organisation_id"], 2026)["case_id"]
    assert city.act(case_id, "return", {"input": {"items": [{"at": "第二部分", "remark": "请补充案例的效果。"}]}}).status_code == 200
    again = reports.report_of(staff, outlet["organisation_id"], 2026)
    assert (again["state"], again["done_on"]) == ("late", None)
    assert Programme(server, ACT, "annual_summary").act_on(staff, case_id, "resubmit").status_code == 200
    assert reports.report_of(staff, outlet["organisation_id"], 2026)["done_on"] == "2026-12-31", "the first submission counts"
    assert staff.act(case_id, "archive", {"input": {}}).status_code == 403
    assert city.act(case_id, "archive", {"input": {"remark": "已阅。"}}).json()["state"] == "archived"
    assert begin(staff, outlet, 2026).json()["id"] == "cases.period_done"


def test_the_officer_sees_what_is_late_soon_and_not_served(server, outlet):
    city = server.client("city_officer")
    before = city.get("/api/duties").json()
    others = [item for item in city.get("/api/duties", group="late").json()["items"] if item["kind"] == "report" and item["period"] == "2026"]
    assert others and outlet["organisation_id"] not in {item["organisation_id"] for item in others}
    assert before["counts"]["late"] >= len(others)
    case_id = outlets.open_case(city, outlet["organisation_id"], "rectification").json()["id"]
    assert outlets.perform(city, case_id, "issue", outlets.FINDINGS, "notice_scan").status_code == 200
    unserved = city.get("/api/duties", group="unserved").json()["items"]
    assert [item["case_id"] for item in unserved].count(case_id) == 1
    for observer in ("province_officer", "national_officer"):
        assert server.client(observer).case(case_id)["state"] == "issued", "they may look on"
        assert case_id not in {item["case_id"] for item in server.client(observer).get("/api/duties").json()["items"]}, "but serving it is not their work"
    staff = server.client(outlet["login_name"])
    assert not [item for item in reports.duties(staff, outlet["organisation_id"]) if item["kind"] in {"service", "term"} and item["case_id"] == case_id and item["state"] != "closed"]
    assert staff.act(case_id, "acknowledge").status_code == 200
    running = next(item for item in reports.duties(staff, outlet["organisation_id"]) if item["kind"] == "term" and item["case_id"] == case_id)
    assert running["state"] == "open" and running["due"]["days"], "with its day-by-day account"
    assert case_id not in {item["case_id"] for item in city.get("/api/duties", group="unserved").json()["items"]}
    assert city.get("/api/duties", group="nonsense").json()["id"] == "duties.bad_group"
    assert staff.get("/api/duties").status_code == 403


def test_an_office_sees_what_a_procedure_gives_its_level(server, outlet):
    city, province, nation = (server.client(login) for login in ("city_officer", "province_officer", "national_officer"))
    assert {"act_id": ACT, "period": "2026"}.items() <= next(each for each in city.get("/api/duties").json()["collections"] if each["act_id"] == ACT).items()
    assert city.get("/api/duties/collection", act=ACT, period="2026").status_code == 200
    for client in (province, nation):
        overview = client.get("/api/duties").json()
        assert ACT not in {item["act_id"] for item in overview["items"]} | {each["act_id"] for each in overview["collections"]}
        refused = client.get("/api/duties/collection", act=ACT, period="2026")
        assert (refused.status_code, refused.json()["id"]) == (404, "duties.nothing_to_collect")
        assert not [item for item in reports.duties(client, outlet["organisation_id"]) if item["act_id"] == ACT], "nor on the outlet's page"
    own = {item["id"] for item in reports.duties(city, outlet["organisation_id"])}
    assert {item["id"] for item in reports.duties(server.client(outlet["login_name"]), outlet["organisation_id"])} <= own


def test_what_has_ended_leaves_the_overview_and_stays_with_the_outlet(server, outlet):
    gone = next(each for each in outlets.list_filed(server) if each["organisation_id"] != outlet["organisation_id"])
    staff, city = server.client(gone["login_name"]), server.client("city_officer")
    late = reports.report_of(staff, gone["organisation_id"], 2026)["id"]
    assert late in {item["id"] for item in city.get("/api/duties", group="late").json()["items"]}
    case_id = outlets.open_case(staff, gone["organisation_id"], "termination").json()["id"]
    assert outlets.perform(staff, case_id, "request", {"unmet": "两名专职人员离职。"}, "request_scan").status_code == 200
    assert outlets.perform(city, case_id, "approve", {"opinion": "同意终止。"}).status_code == 200
    journey.advance(server, 1)
    staff, city = server.client(gone["login_name"]), server.client("city_officer")
    assert late not in {item["id"] for item in city.get("/api/duties").json()["items"]}
    assert late in {item["id"] for item in reports.duties(staff, gone["organisation_id"])}, "in view, and in calendars, for a while"


def test_a_calendar_address_is_a_secret_that_can_be_revoked(server, outlet):
    staff = server.client(outlet["login_name"])
    made = staff.post(f"/api/organisations/{outlet['organisation_id']}/calendar-feeds").json()
    calendar = feed(server, made["path"])
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    tasks = {str(task["UID"]): task for task in calendar.walk("VTODO")}
    duties = {item["id"]: item for item in reports.duties(staff, outlet["organisation_id"])}
    assert {f"{each}-event@zhidian" for each in duties} == set(events) and {f"{each}-task@zhidian" for each in duties} == set(tasks)
    handed_in = next(item for item in duties.values() if item["kind"] == "report" and item["period"] == "2026")
    assert str(events[f"{handed_in['id']}-event@zhidian"]["STATUS"]) == "CANCELLED"
    assert str(tasks[f"{handed_in['id']}-task@zhidian"]["STATUS"]) == "COMPLETED"
    term = next(item for item in duties.values() if item["kind"] == "term" and item["state"] == "open")
    event = events[f"{term['id']}-event@zhidian"]
    assert event["DTSTART"].dt == datetime.date.fromisoformat(term["due_on"]) and str(event["STATUS"]) == "CONFIRMED"
    first = int(event["SEQUENCE"])
    assert staff.act(term["case_id"], "report", {"input": {"account": "已恢复每周三天咨询。"}}).status_code == 200
    later = {str(each["UID"]): each for each in feed(server, made["path"]).walk("VEVENT")}[f"{term['id']}-event@zhidian"]
    assert int(later["SEQUENCE"]) > first, "the same thing, newer"
    listed = staff.get(f"/api/organisations/{outlet['organisation_id']}/calendar-feeds").json()["items"]
    assert [each["id"] for each in listed] == [made["id"]] and "path" not in listed[0]
    assert made["path"].split("/")[-1].removesuffix(".ics") not in str(rows(server.store, "SELECT token_hash FROM calendar_feeds"))
    stranger = server.client(next(login for login in ("applicant_11", "applicant_12") if login != outlet["login_name"]))
    assert stranger.delete(f"/api/calendar-feeds/{made['id']}").status_code == 404
    assert staff.delete(f"/api/calendar-feeds/{made['id']}").status_code == 204
    assert server.client().get(made["path"]).status_code == 404
    assert staff.delete(f"/api/calendar-feeds/{made['id']}").status_code == 404
    assert server.client().get("/api/calendar/nothing.ics").status_code == 404
    logged = rows(server.store, f"SELECT ordinal, action, content FROM events WHERE subject_kind = 'calendar_feed' AND subject_id = '{made['id']}' ORDER BY ordinal")
    assert [(int(ordinal), action) for ordinal, action, _ in logged] == [(1, "create"), (2, "revoke")], "refused tries leave nothing"
    assert outlet["organisation_id"] in logged[0][2] and made["path"].split("/")[-1].removesuffix(".ics") not in str(logged)
    sound(server.store)


def test_each_reminder_comes_once(server, outlet):
    """The round of the day runs beside the server; a month before, a week before, a day before, and once it is late."""
    told = lambda: len(rows(server.store, "SELECT step FROM duty_reminders WHERE subject LIKE 'report-%-2027' AND organisation_id = "
                                          f"'{outlet['organisation_id']}'"))
    before = told()
    for day, steps in (("2027-12-01", 1), ("2027-12-02", 1), ("2027-12-30", 2), ("2028-01-05", 3), ("2028-01-06", 3)):
        reports.go_to(server, day)
        await_that(lambda: rows(server.store, f"SELECT 1 FROM duty_rounds WHERE day = '{day}' AND is_done = 1"), f"the round of {day}")
        assert told() - before == steps, day
    texts = [message["text"] for message in server.client(outlet["login_name"]).get("/api/messages").json()["items"] if "2027年度" in str(message)]
    assert any("已经逾期" in text for text in texts), texts
    assert all("最后一天是2027年12月31日" in text and "以前" not in text for text in texts), "the last day itself is in time"
