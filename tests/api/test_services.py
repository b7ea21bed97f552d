"""The service log of an outlet: recorded, corrected, withdrawn; the figures a summary takes from it, and the list behind each."""
import datetime
import io
import json
import zipfile

import pytest
from support import journey
from support.checks import findings, refused, refused_past_a_workbook, sound
from support.server import change, run


@pytest.fixture(scope="module")
def staff(server):
    return server.client("applicant_04")


@pytest.fixture(scope="module")
def outlet(staff):
    return journey.organisation_id(staff)


@pytest.fixture(scope="module")
def today(city):
    return city.get("/api/session").json()["business_today"]


def body(today: str, **more) -> dict:
    return {"kind": "consultation", "on": today, "title": "窗口咨询", "recipients": "辖区企业", "times": 3, "people": 8, **more}


def record(client, outlet: str, given: dict, **more):
    return client.post(f"/api/organisations/{outlet}/services", given, **more)


def figures(client, outlet: str, **period) -> dict:
    answer = client.get(f"/api/organisations/{outlet}/service-figures", **period)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_kinds_name_articles_that_are_there(server):
    kinds = {kind["id"]: kind for kind in server.client().get("/api/service-kinds").json()["items"]}
    assert {"consultation", "search", "publicity", "training"} <= set(kinds)
    for kind in kinds.values():
        assert kind["cites"]
        for cite in kind["cites"]:
            act, article = cite.split("/")
            assert server.client().get(f"/api/regulations/{act}/articles/{article}").status_code == 200, cite


def test_who_may_record_and_what_is_refused(server, city, staff, outlet, today):
    given = body(today)
    assert record(server.client(), outlet, given).status_code == 401
    assert record(city, outlet, given).status_code == 403
    refused(record(server.client("applicant_05"), outlet, given), 404, "organisations.not_found")
    refused(record(staff, outlet, {**given, "kind": "gold"}), 422, "services.unknown_kind")
    tomorrow = str(datetime.date.fromisoformat(today) + datetime.timedelta(days=1))
    refused(record(staff, outlet, {**given, "on": tomorrow}), 422, "services.day_to_come")
    for wrong in ({"title": " "}, {"title": "长" * 201}, {"times": 0}, {"times": "1"}, {"people": -1}, {"owner": "x"}, {"on": "soon"}, {"title": "a\u202eb"}):
        assert record(staff, outlet, {**given, **wrong}).status_code == 422, wrong
    assert staff.get("/api/services").json()["items"] == []
    refused(staff.get("/api/services", **{"from": "soon"}), 400, "http.bad_date")
    refused(staff.get(f"/api/organisations/{outlet}/service-figures", until="2026-02-30"), 400, "http.bad_date")
    assert figures(staff, outlet) == {"items": [], "text": ""}


def test_a_record_is_seen_by_its_institution_and_by_the_offices_around_it(server, store, city, staff, outlet, today):
    done = record(staff, outlet, body(today), key="service-once")
    assert done.status_code == 201 and done.json()["is_mine"] is True, done.text
    assert record(staff, outlet, body(today), key="service-once").json() == done.json()
    for reader in (staff, city, server.client("officer_210105"), server.client("province_officer")):
        listed = reader.get("/api/services", organisation=outlet).json()["items"]
        assert [(each["id"], each["is_mine"]) for each in listed] == [(done.json()["id"], reader is staff)]
        assert figures(reader, outlet)["items"][0]["times"] == 3
    for other in (server.client("applicant_05"), server.client("officer_210102"), server.client("fuzhou_officer")):
        assert other.get("/api/services", organisation=outlet).json()["items"] == []
        refused(other.get(f"/api/services/{done.json()['id']}"), 404, "services.not_found")
        refused(other.get(f"/api/organisations/{outlet}/service-figures"), 404, "organisations.not_found")
    assert server.client().get("/api/services").status_code == 401
    sound(store)


def test_a_correction_keeps_the_earlier_version(server, store, city, staff, outlet, today):
    first = staff.get("/api/services").json()["items"][0]
    path, given = f"/api/services/{first['id']}", body(today, people=None, title="窗口与电话咨询", reason="漏记电话咨询。")
    assert city.put(path, given, version=1).status_code == 403
    refused(server.client("applicant_05").put(path, given, version=1), 404, "services.not_found")
    assert staff.put(path, given).status_code == 428
    refused(staff.put(path, given, version=9), 412, "services.stale")
    assert staff.put(path, {**given, "reason": " "}, version=1).status_code == 422
    refused(staff.put(path, {**given, "kind": "gold"}, version=1), 422, "services.unknown_kind")
    done = staff.put(path, given, version=1)
    assert done.status_code == 200 and (done.json()["version"], done.json()["people"]) == (2, None), done.text
    versions = city.get(path).json()["versions"]
    assert [(each["version"], each["title"], each["people"], each.get("why", "")) for each in versions] == [(1, "窗口咨询", 8, ""), (2, "窗口与电话咨询", None, "漏记电话咨询。")]
    sound(store)


def test_each_figure_is_the_sum_of_the_list_behind_it(server, store, city, staff, outlet, today):
    year = int(today[:4]) - 1
    for kind, on, times, people in (("training", f"{year}-03-02", 1, 40), ("training", f"{year}-12-31", 2, 55), ("search", f"{year}-01-01", 7, None), ("search", f"{year - 1}-12-31", 9, 9)):
        assert record(staff, outlet, body(on, kind=kind, times=times, people=people)).status_code == 201
    mistaken = record(staff, outlet, body(f"{year}-06-01", kind="matching")).json()
    path = f"/api/services/{mistaken['id']}/withdrawal"
    assert city.post(path, {"reason": "误录。"}, version=1).status_code == 403
    assert staff.post(path, {"reason": " "}, version=1).status_code == 422
    refused(staff.post(path, {"reason": "误录。"}, version=3), 412, "services.stale")
    withdrawn = staff.post(path, {"reason": "误录。"}, version=1)
    assert withdrawn.status_code == 200 and withdrawn.json()["withdrawn_reason"] == "误录。", withdrawn.text
    refused(staff.post(path, {"reason": "误录。"}, version=2), 409, "services.withdrawn_already")
    refused(staff.put(f"/api/services/{mistaken['id']}", body(today, reason="改。"), version=2), 409, "services.withdrawn_already")
    period = {"from": f"{year}-01-01", "until": f"{year}-12-31"}
    told = figures(staff, outlet, **period)
    assert [(each["kind"], each["records"], each["times"], each["people"]) for each in told["items"]] == [("search", 1, 7, 0), ("training", 2, 3, 95)]
    assert "信息查询检索7次、培训讲座3次" in told["text"] and "95人次" in told["text"]
    for figure in told["items"]:
        behind = [each for each in staff.get("/api/services", organisation=outlet, kind=figure["kind"], **period).json()["items"] if not each["withdrawn_reason"]]
        assert (len(behind), sum(each["times"] for each in behind), sum(each["people"] or 0 for each in behind)) == (figure["records"], figure["times"], figure["people"])
    sheet = zipfile.ZipFile(io.BytesIO(staff.get("/api/service-export", **period).content)).read("xl/worksheets/sheet1.xml").decode()
    assert "培训讲座" in sheet and "误录。" in sheet and f"{year - 1}-12-31" not in sheet
    assert server.client().get("/api/service-export").status_code == 401
    pages, cursor = [], None
    while True:
        answer = city.get("/api/services", organisation=outlet, limit=2, **({"cursor": cursor} if cursor else {})).json()
        pages += [each["on"] for each in answer["items"]]
        cursor = answer["next_cursor"]
        if not cursor:
            break
    assert len(pages) == 6 and pages == sorted(pages, reverse=True)
    sound(store)


def test_outlets_stand_beside_one_another_by_what_they_did(server, store, city, staff, outlet, today):
    """Who is outstanding is considered first (national article 19, Shenyang article 3)."""
    compared = city.get("/api/service-comparison").json()
    assert {each["status"] for each in compared["items"]} == {each["status"] for each in compared["statuses"]} and compared["statuses"][0]["label"]["zh"]
    order = [(each["times"], each["people"], each["records"]) for each in compared["items"]]
    assert order == sorted(order, reverse=True) and len(order) >= 2 and order[0][0] > 0
    for each in compared["items"][:3]:
        told = figures(city, each["organisation_id"])["items"]
        assert (each["times"], each["people"], each["kinds"]) == (sum(one["times"] for one in told), sum(one["people"] for one in told), len(told))
    status = compared["statuses"][0]["status"]
    assert {each["status"] for each in city.get("/api/service-comparison", status=status).json()["items"]} == {status}
    assert {each["times"] for each in city.get("/api/service-comparison", until="1999-12-31").json()["items"]} == {0}, "who did nothing stands there, too"
    foreign = {each["organisation_id"] for each in server.client("fuzhou_officer").get("/api/service-comparison").json()["items"]}
    assert not foreign & {each["organisation_id"] for each in compared["items"]}
    assert staff.get("/api/service-comparison").status_code == 403 and server.client().get("/api/service-comparison").status_code == 401
    refused(city.get("/api/service-comparison", **{"from": "soon"}), 400, "http.bad_date")


def test_more_than_a_workbook_holds_is_refused_and_not_cut(store, staff, outlet):
    row = {"organisation_id": f"'{outlet}'", "kind": "'search'", "on_date": "'2001-01-01'", "title": "'x'", "recipients": "''", "content": "''", "effect": "''",
           "times": "1", "people": "NULL", "withdrawn_reason": "''", "version": "1", "created_at": "'2001-01-01T00:00:00.000Z'"}
    refused_past_a_workbook(store, "service_records", row, lambda: staff.get("/api/service-export", **{"from": "2001-01-01", "until": "2001-12-31"}))


def test_the_form_of_the_summary_says_where_its_figures_come_from(server):
    for act in ("shenyang_outlet_2024", "national_outlet_2024", "fuzhou_outlet_2022"):
        form = json.dumps(server.client().get(f"/api/regulations/{act}/procedures/annual_summary").json())
        assert '"services.text"' in form and '"services.cases"' in form, act


def test_the_log_rebuilds_the_records(server, store):
    change(store, "UPDATE service_records SET times = 99")
    change(store, "DELETE FROM service_records WHERE kind = 'search'")
    assert len(findings(store)) >= 4
    server.stop()
    run("rebuild", *store.arguments)
    server.start()
    sound(store)
