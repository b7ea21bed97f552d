"""The end of a term: applied for under a notice (national), re-examined (Shenyang), waited for, too late, refused; the line and its log. Both databases."""
import datetime

import pytest
from support import journey, outlets, reports
from support.checks import sound, written
from support.programme import Programme
from support.timers import await_that
from support.town import pass_day

NATION = "national_outlet_2024"


def day_after(day: str, days: int = 1) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()


def three_years_on(day: str) -> str:
    date = datetime.date.fromisoformat(day)
    return date.replace(year=date.year + 3, day=28 if (date.month, date.day) == (2, 29) else date.day).isoformat()


def line_of(client, organisation_id: str, status: str) -> str:
    items = client.get(f"/api/organisations/{organisation_id}/certificates").json()["items"]
    return next(item["outlet_id"] for item in items if status in item["status_label"]["zh"])


def outlet(server, line: str) -> dict:
    return server.client().get(f"/api/outlets/{line}").json()


def history(server, line: str) -> list[str]:
    return [event["action"] for event in server.client().get(f"/api/outlets/{line}/history").json()["items"]]


def last_day(staff, organisation_id: str) -> dict:
    return next(item for item in reports.duties(staff, organisation_id) if item["kind"] == "validity")


def call_window(server, procedure: str, opens_on: str, closes_on: str):
    body = {"act_id": NATION, "procedure_id": procedure, "title": "续期批次", "body": "请按时申请。", "opens_on": opens_on, "closes_on": closes_on}
    return server.client("national_officer").post("/api/windows", body)


@pytest.fixture(scope="module")
def by_ministry(server):
    """A national outlet that a ministry recommended, filed before anything else happens."""
    programme = Programme(server, NATION, "filing_by_ministry")
    ministry, nation = server.client("ministry_officer"), server.client("national_officer")
    case = next(case for case in ministry.get("/api/cases").json()["items"] if case["state"] == "reviewing")
    assert programme.act_on(ministry, case["id"], "recommend").status_code == 200
    notice = programme.publish(nation, case["id"], term_length="P5D")
    pass_day(server, notice.json()["due"]["last_day"])
    assert programme.act_on(server.client("national_officer"), case["id"], "file").status_code == 200
    return {"organisation_id": case["organisation_id"], "login_name": "ministry_applicant_1"}


@pytest.fixture(scope="module")
def national(server, by_ministry):
    client = server.client("national_applicant_1")
    organisation = journey.organisation_id(client)
    line = line_of(client, organisation, "国家")
    return {"organisation_id": organisation, "login_name": "national_applicant_1", "line": line, "valid_until": outlet(server, line)["valid_until"]}


def test_a_renewal_cannot_be_begun_years_ahead(server, national):
    staff = server.client(national["login_name"])
    early = Programme(server, NATION, "renewal").begin(staff)
    opens_on = day_after(national["valid_until"], -180)
    assert (early.status_code, early.json()["id"]) == (409, "cases.renewal_not_open") and written(opens_on) in early.text
    offered = staff.get(f"/api/organisations/{national['organisation_id']}/proceedings").json()["items"]
    assert "renewal" not in {item["procedure_id"] for item in offered}
    assert (last_day(staff, national["organisation_id"])["state"], last_day(staff, national["organisation_id"])["opens_on"]) == ("upcoming", opens_on)


def test_without_a_window_it_is_written_and_not_submitted(server, national):
    reports.go_to(server, day_after(national["valid_until"], -180))
    staff = server.client(national["login_name"])
    due = last_day(staff, national["organisation_id"])
    assert (due["state"], due["procedure_id"], due["due_on"]) == ("open", "renewal", national["valid_until"]) and "尚未开放" in due["consequence"]["zh"]
    programme = Programme(server, NATION, "renewal")
    national["case"] = programme.start(staff)
    sections = staff.case(national["case"])["sections"]
    assert sections["section_1"]["answers"] and sections["section_2"]["answers"], "what the institution keeps, and what it said the last time"
    programme.fill(staff, national["case"])
    programme.upload(staff, national["case"])
    refused = programme.act_on(staff, national["case"], "submit")
    assert refused.status_code == 409 and [error["condition"] for error in refused.json()["errors"]] == ["window_open"]
    assert last_day(staff, national["organisation_id"])["case_id"] == national["case"]
    assert "renewal" in {item["procedure_id"] for item in staff.get(f"/api/organisations/{national['organisation_id']}/proceedings").json()["items"]}


def test_the_other_ways_renewal_is_not_offered(server, national):
    wrong = Programme(server, NATION, "renewal_by_ministry").begin(server.client(national["login_name"]))
    assert (wrong.status_code, wrong.json()["id"]) == (409, "cases.no_outlet")


def test_handed_in_on_the_last_day_it_stays_listed_until_the_decision(server, national):
    opens_on = day_after(national["valid_until"], -20)
    reports.go_to(server, opens_on)
    assert call_window(server, "renewal", opens_on, day_after(national["valid_until"], 30)).status_code == 201
    reports.go_to(server, national["valid_until"])
    staff = server.client(national["login_name"])
    assert Programme(server, NATION, "renewal").act_on(staff, national["case"], "submit").status_code == 200
    shown = outlet(server, national["line"])
    assert (shown["state"], shown["renewal"]) == ("valid", "renewing")
    assert last_day(staff, national["organisation_id"])["state"] == "done"
    pass_day(server, day_after(national["valid_until"], 9))
    assert outlet(server, national["line"])["state"] == "renewing"
    listed = server.client().get("/api/outlets", state="valid", status="national_outlet").json()["items"]
    assert national["line"] in {item["id"] for item in listed}, "it has not left the active list"
    certificate = server.client(national["login_name"]).post(f"/api/outlets/{national['line']}/certificate")
    assert (certificate.status_code, certificate.json()["id"]) == (409, "certificates.outlet_renewing")


def test_renewed_the_next_term_follows_on_the_old_last_day(server, national):
    programme = Programme(server, NATION, "renewal")
    province, nation = server.client("province_officer"), server.client("national_officer")
    assert server.client("second_province_officer").get(f"/api/cases/{national['case']}").status_code == 404
    assert programme.act_on(province, national["case"], "recommend").status_code == 200
    assert province.act(national["case"], "renew", {"input": {}}).status_code in (403, 409), "the province does not renew"
    notice = programme.publish(nation, national["case"], term_length="P5D")
    assert notice.status_code == 201, notice.text
    pass_day(server, notice.json()["due"]["last_day"])
    nation = server.client("national_officer")
    done = programme.act_on(nation, national["case"], "renew")
    assert done.status_code == 200 and done.json()["state"] == "renewed", done.text
    shown = outlet(server, national["line"])
    assert (shown["state"], shown["renewal"], shown["valid_until"]) == ("valid", "", three_years_on(national["valid_until"]))
    assert history(server, national["line"])[-1] == "renew"
    titles = [notice["title"] for notice in server.client().get("/api/notices", kind="filed_list").json()["items"]]
    assert any("续期名单" in title for title in titles), titles
    issued = server.client(national["login_name"]).post(f"/api/outlets/{national['line']}/certificate")
    assert issued.status_code in (200, 201) and issued.json()["valid_until"] == shown["valid_until"]
    again = programme.begin(server.client(national["login_name"]))
    assert (again.status_code, again.json()["id"]) == (409, "cases.renewal_not_open")


def test_no_window_before_the_last_day_lets_it_wait_for_the_first_one(server, national, by_ministry):
    """By now the outlet of the ministry has passed its last day, and no window was called for its way."""
    staff = server.client(by_ministry["login_name"])
    line = line_of(staff, by_ministry["organisation_id"], "国家")
    valid_until = outlet(server, line)["valid_until"]
    reports.go_to(server, day_after(valid_until, 40))
    await_that(lambda: outlet(server, line)["state"] == "awaiting", "it waits for a window")
    staff = server.client(by_ministry["login_name"])
    assert any("没有开放过续期批次" in message["text"] for message in staff.get("/api/messages").json()["items"])
    opens_on, closes_on = day_after(valid_until, 50), day_after(valid_until, 70)
    assert call_window(server, "renewal_by_ministry", opens_on, closes_on).status_code == 201
    assert last_day(staff, by_ministry["organisation_id"])["due_on"] == closes_on
    reports.go_to(server, closes_on)
    staff = server.client(by_ministry["login_name"])
    case_id = Programme(server, NATION, "renewal_by_ministry").ready(staff)
    reports.go_to(server, day_after(closes_on))
    await_that(lambda: outlet(server, line)["state"] == "expired", "the first window has closed")
    staff = server.client(by_ministry["login_name"])
    late = Programme(server, NATION, "renewal_by_ministry").act_on(staff, case_id, "submit")
    assert late.status_code == 409 and {"renewal_open", "window_open"} <= {error["condition"] for error in late.json()["errors"]}
    assert history(server, line)[-1] == "expire"
    assert line not in {item["id"] for item in server.client().get("/api/outlets", state="valid").json()["items"]}
    assert line in {item["id"] for item in server.client().get("/api/outlets", state="valid", as_of=closes_on).json()["items"]}, "listed to that day"


def test_the_city_re_examines_by_itself_when_the_term_is_over(server, by_ministry):
    """In Shenyang nobody applies: the case is there on the day after, both sides are told, silence is no expiry."""
    found = outlets.list_filed(server)[:2]
    lines = [line_of(server.client(each["login_name"]), each["organisation_id"], "沈阳") for each in found]
    for each, line in zip(found, lines, strict=True):
        await_that(lambda line=line: outlet(server, line)["state"] == "renewing", "it is re-examined")
        staff, city = server.client(each["login_name"]), server.client("city_officer")
        due = last_day(staff, each["organisation_id"])
        assert due["state"] == "open" and due["case_id"], due
        each["case"] = due["case_id"]
        assert any("期满复审已经开始" in message["text"] for message in staff.get("/api/messages").json()["items"])
        assert city.case(each["case"])["state"] == "confirming"
        by_hand = outlets.open_case(city, each["organisation_id"], "reexamination")
        assert (by_hand.status_code, by_hand.json()["id"]) == (403, "cases.not_your_procedure")
    passing, failing = found
    programme, before = Programme(server, journey.ACT, "reexamination"), outlet(server, lines[0])["valid_until"]
    assert programme.act_on(server.client(passing["login_name"]), passing["case"], "confirm").status_code == 200
    unmet = programme.act_on(server.client("city_officer"), passing["case"], "pass", judged={"facilities": "not_met"})
    assert unmet.status_code == 409, unmet.text
    assert programme.act_on(server.client("city_officer"), passing["case"], "pass").status_code == 200
    assert (outlet(server, lines[0])["state"], outlet(server, lines[0])["valid_until"]) == ("valid", three_years_on(before))
    city = server.client("city_officer")
    assert programme.act_on(city, failing["case"], "take_up").status_code == 200
    failed = programme.act_on(city, failing["case"], "fail")
    assert failed.status_code == 200 and failed.json()["remedy"]["zh"], failed.text
    assert outlet(server, lines[1])["state"] == "ended" and history(server, lines[1])[-1] == "not_renewed"
    staff = server.client(failing["login_name"])
    assert staff.get(f"/api/organisations/{failing['organisation_id']}/sanctions").json()["items"] == [], "no ban follows"


def test_withdrawn_after_the_last_day_it_leaves_the_list_with_that_day(server, national):
    """The second renewal of the same line: terms can be added again and again."""
    last = outlet(server, national["line"])["valid_until"]
    reports.go_to(server, day_after(last, -30))
    assert call_window(server, "renewal", day_after(last, -30), last).status_code == 201
    staff, programme = server.client(national["login_name"]), Programme(server, NATION, "renewal")
    withdrawn = programme.ready(staff)
    assert programme.act_on(staff, withdrawn, "submit").status_code == 200
    assert staff.act(withdrawn, "withdraw").status_code == 200
    shown = outlet(server, national["line"])
    assert (shown["state"], shown["renewal"]) == ("valid", ""), "the term runs on to its last day"
    case_id = programme.ready(staff)
    assert programme.act_on(staff, case_id, "submit").status_code == 200
    reports.go_to(server, day_after(last, 5))
    assert outlet(server, national["line"])["state"] == "renewing"
    assert server.client(national["login_name"]).act(case_id, "withdraw").status_code == 200
    assert outlet(server, national["line"])["state"] == "expired"
    listed = server.client().get("/api/outlets", state="valid", as_of=day_after(last, 4)).json()["items"]
    assert national["line"] in {item["id"] for item in listed}, "the day before it was still listed"
    assert history(server, national["line"])[-2:] == ["renew", "expire"]
    again = programme.begin(server.client(national["login_name"]))
    assert (again.status_code, again.json()["id"]) == (409, "cases.renewal_over")


def test_the_log_tells_the_same(server, store, national):
    sound(store)
