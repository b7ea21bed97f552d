"""Yearly summaries of national outlets: by way of the province, and of one a ministry recommended; collected and handed on. Both databases."""
import io
import zipfile

import pytest
from support import journey, reports
from support.programme import Programme
from support.town import pass_day
from support.workbook import read_sheets

ACT = "national_outlet_2024"


@pytest.fixture(scope="module")
def by_ministry(server):
    """The institution whose application a ministry has before it becomes a national outlet; the clock moves past the notice."""
    programme = Programme(server, ACT, "filing_by_ministry")
    ministry, nation = server.client("ministry_officer"), server.client("national_officer")
    case = next(case for case in ministry.get("/api/cases").json()["items"] if case["state"] == "reviewing")
    assert programme.act_on(ministry, case["id"], "recommend").status_code == 200
    notice = programme.publish(nation, case["id"], term_length="P5D")
    assert notice.status_code == 201, notice.text
    pass_day(server, notice.json()["due"]["last_day"])
    filed = programme.act_on(server.client("national_officer"), case["id"], "file")
    assert filed.status_code == 200, filed.text
    return {"organisation_id": case["organisation_id"], "login_name": "ministry_applicant_1"}


def opened(server, login: str, procedure: str) -> dict:
    client = server.client(login)
    return next(item for item in reports.duties(client, journey.organisation_id(client)) if item["kind"] == "report" and item["procedure_id"] == procedure)


def test_last_year_is_due_by_the_end_of_january(server, by_ministry):
    for login, procedure in (("national_applicant_1", "annual_summary"), (by_ministry["login_name"], "annual_summary_by_ministry")):
        items = [item for item in reports.duties(server.client(login), journey.organisation_id(server.client(login))) if item["kind"] == "report"]
        own = [item for item in items if item["act_id"] == ACT]
        assert {item["procedure_id"] for item in own} == {procedure}, "each by the way it was granted, and no other"
        assert (own[-1]["period"], own[-1]["opens_on"], own[-1]["due_on"], own[-1]["state"]) == ("2026", "2027-01-01", "2027-01-31", "upcoming")
    client = server.client("national_applicant_1")
    wrong = client.post("/api/cases", {"act_id": ACT, "procedure_id": "annual_summary_by_ministry", "organisation_id": journey.organisation_id(client), "period": "2026"})
    assert wrong.status_code in (409, 422), wrong.text


def test_the_province_reviews_and_collects(server, by_ministry):
    reports.go_to(server, "2027-01-31")
    case_id = reports.hand_in(server, server.client("national_applicant_1"), ACT, 2026)
    province, nation = server.client("province_officer"), server.client("national_officer")
    assert server.client("second_province_officer").get(f"/api/cases/{case_id}").status_code == 404
    assert province.act(case_id, "report", {"input": {"letter": "辽知〔2027〕3号"}}).status_code == 409, "it is reviewed first"
    assert nation.act(case_id, "review", {"input": {"opinion": "同意"}}).status_code == 403
    programme = Programme(server, ACT, "annual_summary")
    assert programme.act_on(province, case_id, "review").json()["state"] == "collecting"
    assert opened(server, "national_applicant_1", "annual_summary")["done_on"] == "2027-01-31"
    archive = province.get("/api/duties/collection", act=ACT, period="2026")
    assert archive.status_code == 200 and archive.headers["Content-Type"] == "application/zip"
    files = zipfile.ZipFile(io.BytesIO(archive.content))
    rows = read_sheets(files.read("list.xlsx"))[0]
    name = province.case(case_id)["organisation_name"]
    line = next(row for row in rows if row[1] == name)
    assert line[3] == "待汇总报送" and line[4] == "2027-01-31" and line[6] == "否" and len(line[7]) == 64
    assert files.read(f"{line[0]}.pdf").startswith(b"%PDF")
    assert province.act(case_id, "report", {"input": {"letter": "辽知〔2027〕3号"}}).json()["state"] == "reported"
    assert nation.case(case_id)["state"] == "reported"


def test_a_ministry_reviews_and_the_province_collects(server, by_ministry):
    staff = server.client(by_ministry["login_name"])
    case_id = reports.hand_in(server, staff, ACT, 2026, "annual_summary_by_ministry")
    ministry, province = server.client("ministry_officer"), server.client("beijing_officer")
    assert server.client("ministry_officer_2").get(f"/api/cases/{case_id}").status_code == 404, "another ministry's outlet"
    assert province.act(case_id, "review", {"input": {"opinion": "同意"}}).status_code == 403
    programme = Programme(server, ACT, "annual_summary_by_ministry")
    assert programme.act_on(ministry, case_id, "review").json()["state"] == "collecting"
    assert server.client("province_officer").get(f"/api/cases/{case_id}").status_code == 404, "another province's outlet"
    assert ministry.act(case_id, "report", {"input": {"letter": "代报"}}).status_code == 403
    assert province.act(case_id, "report", {"input": {"letter": "京知〔2027〕4号"}}).json()["state"] == "reported"


def test_nothing_to_collect(server, by_ministry):
    assert server.client("province_officer").get("/api/duties/collection", act=ACT, period="2019").json()["id"] == "duties.nothing_to_collect"
    assert server.client("province_officer").get("/api/duties/collection", act="nothing", period="2026").json()["id"] == "duties.nothing_to_collect"
    assert server.client("national_applicant_1").get("/api/duties/collection", act=ACT, period="2026").status_code == 403
    foreign = server.client("second_province_officer").get("/api/duties/collection", act=ACT, period="2026")
    assert foreign.status_code == 404 or "national_applicant" not in str(foreign.content)
