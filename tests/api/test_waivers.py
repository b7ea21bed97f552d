"""A report of the year may be waived where the status was granted in December (D19), by the office it goes to."""
import datetime

import pytest
from support import journey, outlets
from support.checks import sound

ACT, REPORT = journey.ACT, "annual_summary"


def today(server) -> datetime.date:
    return datetime.date.fromisoformat(server.client().get("/api/session").json()["business_today"])


def reports(client, organisation_id: str) -> list[dict]:
    items = client.get(f"/api/organisations/{organisation_id}/duties").json()["items"]
    return [item for item in items if item["kind"] == "report" and item["act_id"] == ACT]


def waive(client, organisation_id: str, period: str, reason: str = "十二月才备案，当年没有可以总结的工作。"):
    return client.post(f"/api/organisations/{organisation_id}/duty-waivers", {"act_id": ACT, "procedure_id": REPORT, "period": period, "reason": reason})


@pytest.fixture(scope="module")
def december(server):
    """An outlet filed in December."""
    outlet = outlets.find_free(server)
    applicant = server.client(outlet["login_name"])
    case_id = journey.submitted(applicant)
    district = server.client(journey.district_officer(server, applicant))
    assert journey.recommend(district, case_id).status_code == 200
    journey.advance(server, (datetime.date(today(server).year, 11, 25) - today(server)).days)
    city = server.client("city_officer")
    assert journey.publish(city, case_id).status_code == 201
    journey.advance(server, 12)
    filed = journey.file(city, case_id)
    assert filed.status_code == 200, filed.text
    return {**outlet, "year": str(today(server).year)}


def test_who_may_waive_and_what(server, december):
    organisation, year = december["organisation_id"], december["year"]
    assert waive(server.client(december["login_name"]), organisation, year).status_code == 403
    assert waive(server.client("fuzhou_officer"), organisation, year).status_code == 404
    city = server.client("city_officer")
    assert waive(city, organisation, year, "").status_code == 422
    assert waive(city, organisation, str(int(year) + 1)).json()["id"] == "duties.not_waivable"
    older = next(each for each in outlets.list_filed(server) if each["organisation_id"] != organisation)
    assert waive(city, older["organisation_id"], year).json()["id"] == "duties.not_waivable", "it held the status for more than December"


def test_a_waived_report_is_owed_no_more_until_taken_back(server, store, december):
    organisation, year = december["organisation_id"], december["year"]
    applicant, city = server.client(december["login_name"]), server.client("city_officer")
    [owed] = reports(applicant, organisation)
    assert owed["state"] == "open" and owed["is_waivable"] and not owed["waiver_id"]
    made = waive(city, organisation, year)
    assert made.status_code == 201, made.text
    again = waive(city, organisation, year)
    assert again.status_code == 409 and again.json()["id"] == "duties.waived_already"
    [waived] = reports(applicant, organisation)
    assert waived["state"] == "waived" and waived["waiver_id"] == made.json()["id"]
    assert any("免予报送" in message["text"] for message in applicant.get("/api/messages").json()["items"])
    assert organisation not in {item["organisation_id"] for item in city.get("/api/duties").json()["items"] if item["kind"] == "report"}

    path = f"/api/duty-waivers/{waived['waiver_id']}"
    assert applicant.delete(path).status_code == 403
    assert server.client("fuzhou_officer").delete(path).status_code == 404
    assert city.delete(path).status_code == 204
    over = city.delete(path)
    assert over.status_code == 409 and over.json()["id"] == "duties.waiver_over"
    [owed] = reports(applicant, organisation)
    assert owed["state"] == "open" and not owed["waiver_id"]
    assert waive(city, organisation, year).status_code == 201, "it can be waived anew"
    sound(store)


def test_calendars_see_it_cancelled(server, december):
    applicant = server.client(december["login_name"])
    made = applicant.post(f"/api/organisations/{december['organisation_id']}/calendar-feeds", {})
    text = server.client().get(made.json()["path"]).text.replace("\r\n ", "")
    events = [event for event in text.split("BEGIN:VEVENT")[1:] if f"report-{december['organisation_id']}" in event]
    assert events and "STATUS:CANCELLED" in events[0] and "SEQUENCE:0" not in events[0]
