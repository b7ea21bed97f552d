"""Support and guidance: recorded by an authority, asked for by an outlet, corrected without losing what stood before."""
import datetime
import io
import zipfile

import pytest
from support import journey
from support.checks import findings, refused, refused_past_a_workbook, sound
from support.server import change, run

DISTRICT = "210105"


@pytest.fixture(scope="module")
def bureau(server):
    return server.client(f"officer_{DISTRICT}")


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
    return {"kind": "guidance", "respect": "norms", "on": today, "content": "就服务规范作现场指导。", "document": "沈知发〔2026〕8号", **more}


def record(client, outlet: str, given: dict, **more):
    return client.post(f"/api/organisations/{outlet}/supports", given, **more)


def authority_of(client) -> str:
    return next(grant["authority_id"] for grant in client.get("/api/session").json()["account"]["grants"] if grant.get("authority_id"))


def test_the_kinds_carry_the_six_respects_and_their_articles(server):
    kinds = {kind["id"]: kind for kind in server.client().get("/api/support-kinds").json()["items"]}
    assert len(kinds["guidance"]["respects"]) == 6 and "national_outlet_2024/art_14" in kinds["guidance"]["cites"]
    assert {"visit", "training", "data", "publicity", "funds", "other"} < set(kinds)
    for kind in kinds.values():
        for cite in kind["cites"]:
            act, article = cite.split("/")
            assert server.client().get(f"/api/regulations/{act}/articles/{article}").status_code == 200, cite


def test_who_may_record_and_what_is_refused(server, city, staff, outlet, today):
    given = body(today)
    assert record(server.client(), outlet, given).status_code == 401
    assert record(staff, outlet, given).status_code == 403
    refused(record(server.client("fuzhou_officer"), outlet, given), 404, "organisations.not_found")
    refused(record(server.client("officer_210102"), outlet, given), 404, "organisations.not_found")
    refused(record(city, outlet, {**given, "kind": "gold"}), 422, "supports.unknown_kind")
    refused(record(city, outlet, {**given, "respect": ""}), 422, "supports.respect_missing")
    refused(record(city, outlet, {**given, "respect": "weather"}), 422, "supports.unknown_respect")
    refused(record(city, outlet, {**given, "kind": "visit"}), 422, "supports.unknown_respect")
    tomorrow = str(datetime.date.fromisoformat(today) + datetime.timedelta(days=1))
    refused(record(city, outlet, {**given, "on": tomorrow}), 422, "supports.day_to_come")
    refused(record(city, outlet, {**given, "request_id": "nothing"}), 404, "supports.request_not_found")
    for wrong in ({"content": " "}, {"sum_fen": -1}, {"sum_fen": "1"}, {"owner": "x"}, {"on": "soon"}):
        assert record(city, outlet, {**given, **wrong}).status_code == 422, wrong
    assert record(city, outlet, {**given, "sum_fen": 1.5}).status_code == 400, "sums are whole fen"
    assert city.get("/api/supports", organisation=outlet).json()["items"] == []
    assert city.get("/api/supports", **{"from": "soon"}).status_code == 400


def test_a_record_is_seen_by_the_outlet_and_by_the_offices_around_it(server, store, city, bureau, staff, outlet, today):
    done = record(city, outlet, body(today, kind="funds", respect="", content="数据库购置补助。", sum_fen=5_000_050), key="support-once")
    assert done.status_code == 201, done.text
    assert record(city, outlet, body(today, kind="funds", respect="", content="数据库购置补助。", sum_fen=5_000_050), key="support-once").json() == done.json()
    for reader in (staff, bureau, city, server.client("province_officer")):
        assert [each["id"] for each in reader.get("/api/supports", organisation=outlet).json()["items"]] == [done.json()["id"]]
    for other in (server.client("applicant_05"), server.client("officer_210102"), server.client("fuzhou_officer")):
        assert other.get("/api/supports").json()["items"] == []
        assert other.get(f"/api/supports/{done.json()['id']}").status_code == 404
    assert any("数据库购置补助" in message["text"] for message in staff.get("/api/messages").json()["items"])
    sound(store)


def test_a_correction_keeps_the_earlier_version(store, city, bureau, staff, outlet, today):
    first = city.get("/api/supports", organisation=outlet).json()["items"][0]
    path, given = f"/api/supports/{first['id']}", body(today, kind="funds", respect="", content="数据库购置补助（更正）。", sum_fen=6_000_000, reason="金额录入有误。")
    assert staff.put(path, given, version=1).status_code == 403
    refused(bureau.put(path, given, version=1), 403, "supports.not_yours")
    assert city.put(path, given).status_code == 428
    refused(city.put(path, given, version=9), 412, "supports.stale")
    assert city.put(path, {**given, "reason": " "}, version=1).status_code == 422
    refused(city.put(path, {**given, "kind": "gold"}, version=1), 422, "supports.unknown_kind")
    refused(city.put("/api/supports/nothing", given, version=1), 404, "supports.not_found")
    done = city.put(path, given, version=1)
    assert done.status_code == 200 and (done.json()["version"], done.json()["sum_fen"]) == (2, 6_000_000), done.text
    versions = staff.get(path).json()["versions"]
    assert [(each["version"], each["sum_fen"], each["why"]) for each in versions] == [(1, 5_000_050, ""), (2, 6_000_000, "金额录入有误。")]
    sound(store)


def test_an_outlet_asks_and_a_record_answers(server, store, city, bureau, staff, outlet, today):
    wanted = {"organisation_id": outlet, "authority_id": authority_of(bureau), "kind": "guidance", "respect": "capacity", "content": "希望安排检索培训。"}
    assert server.client().post("/api/support-requests", wanted).status_code == 401
    assert city.post("/api/support-requests", wanted).status_code == 403
    refused(server.client("applicant_05").post("/api/support-requests", wanted), 404, "organisations.not_found")
    refused(staff.post("/api/support-requests", {**wanted, "authority_id": authority_of(server.client("fuzhou_officer"))}), 422, "supports.unknown_authority")
    refused(staff.post("/api/support-requests", {**wanted, "authority_id": "nobody"}), 422, "supports.unknown_authority")
    refused(staff.post("/api/support-requests", {**wanted, "respect": ""}), 422, "supports.respect_missing")
    asked = staff.post("/api/support-requests", wanted)
    assert asked.status_code == 201 and asked.json()["state"] == "open", asked.text
    lines = bureau.get("/api/cases", everything="true", held_by_me="true", limit=50).json()["items"]
    assert [(each["id"], each["organisation_id"]) for each in lines if each["kind"] == "support_request"] == [(asked.json()["id"], outlet)]
    assert not [each for each in city.get("/api/cases", everything="true", limit=50).json()["items"] if each["kind"] == "support_request"]
    given = body(today, respect="capacity", content="组织检索培训一期。", request_id=asked.json()["id"])
    refused(record(city, outlet, given), 404, "supports.request_not_found")
    answered = record(bureau, outlet, given)
    assert answered.status_code == 201, answered.text
    refused(record(bureau, outlet, given), 409, "supports.request_closed")
    assert [each["state"] for each in staff.get("/api/support-requests").json()["items"]] == ["answered"]
    assert not [each for each in bureau.get("/api/cases", everything="true", limit=50).json()["items"] if each["kind"] == "support_request"]
    sound(store)


def test_a_request_is_declined_or_taken_back(server, store, city, bureau, staff, outlet):
    def ask() -> dict:
        return staff.post("/api/support-requests", {"organisation_id": outlet, "authority_id": authority_of(bureau), "kind": "funds", "content": "经费。"}).json()

    first, second = ask(), ask()
    path = f"/api/support-requests/{first['id']}/closing"
    refused(server.client("officer_210102").post(path, {"as": "declined", "answer": "无。"}, version=1), 404, "supports.request_not_found")
    refused(city.post(path, {"as": "declined", "answer": "无。"}, version=1), 403, "supports.not_yours")
    refused(staff.post(path, {"as": "declined", "answer": "无。"}, version=1), 403, "supports.not_yours")
    refused(bureau.post(path, {"as": "withdrawn", "answer": "无。"}, version=1), 403, "supports.not_yours")
    refused(bureau.post(path, {"as": "lost", "answer": "无。"}, version=1), 422, "supports.bad_closing")
    assert bureau.post(path, {"as": "declined", "answer": " "}, version=1).status_code == 422
    assert bureau.post(path, {"as": "declined", "answer": "无。"}).status_code == 428
    refused(bureau.post(path, {"as": "declined", "answer": "无。"}, version=4), 412, "supports.stale")
    declined = bureau.post(path, {"as": "declined", "answer": "本年度没有安排经费。"}, version=1)
    assert declined.status_code == 200 and declined.json()["state"] == "declined", declined.text
    refused(bureau.post(path, {"as": "declined", "answer": "无。"}, version=2), 409, "supports.request_closed")
    assert any("本年度没有安排经费" in message["text"] for message in staff.get("/api/messages").json()["items"])
    back = staff.post(f"/api/support-requests/{second['id']}/closing", {"as": "withdrawn", "answer": "不再需要。"}, version=1)
    assert back.status_code == 200 and back.json()["state"] == "withdrawn", back.text
    sound(store)


def test_statistics_and_the_workbook_count_what_stands(server, store, city, bureau, staff, outlet, today):
    assert staff.get("/api/support-statistics").status_code == 403 and staff.get("/api/support-export").status_code == 403
    counts = {each["kind"]: each for each in city.get("/api/support-statistics").json()["items"]}
    assert (counts["funds"]["number"], counts["funds"]["sum_fen"], counts["funds"]["institutions"]) == (1, 6_000_000, 1)
    assert counts["guidance"]["division_code"] == DISTRICT
    assert server.client("fuzhou_officer").get("/api/support-statistics").json()["items"] == []
    mistaken = record(city, outlet, body(today, kind="other", respect="", content="录入错误。")).json()
    path = f"/api/supports/{mistaken['id']}/withdrawal"
    refused(bureau.post(path, {"reason": "误录。"}, version=1), 403, "supports.not_yours")
    assert city.post(path, {"reason": " "}, version=1).status_code == 422
    refused(city.post(path, {"reason": "误录。"}, version=3), 412, "supports.stale")
    withdrawn = city.post(path, {"reason": "误录。"}, version=1)
    assert withdrawn.status_code == 200 and withdrawn.json()["withdrawn_reason"] == "误录。", withdrawn.text
    refused(city.post(path, {"reason": "误录。"}, version=2), 409, "supports.withdrawn_already")
    refused(city.put(f"/api/supports/{mistaken['id']}", body(today, reason="改。"), version=2), 409, "supports.withdrawn_already")
    assert "other" not in {each["kind"] for each in city.get("/api/support-statistics").json()["items"]}
    sheet = zipfile.ZipFile(io.BytesIO(city.get("/api/support-export").content)).read("xl/worksheets/sheet1.xml").decode()
    assert "60000.00" in sheet and "误录。" in sheet
    pages, cursor = [], None
    while True:
        answer = city.get("/api/supports", limit=1, **({"cursor": cursor} if cursor else {})).json()
        pages += [each["id"] for each in answer["items"]]
        cursor = answer["next_cursor"]
        if not cursor:
            break
    assert len(pages) == len(set(pages)) == 3
    assert len(city.get("/api/supports", kind="funds", division=DISTRICT, **{"from": today, "until": today}).json()["items"]) == 1
    sound(store)


def test_more_than_a_workbook_holds_is_refused_and_not_cut(store, city, outlet):
    row = {"organisation_id": f"'{outlet}'", "authority_id": f"'{authority_of(city)}'", "request_id": "''", "kind": "'funds'", "respect": "''",
           "on_date": "'2001-01-01'", "content": "'x'", "result": "''", "document": "''", "sum_fen": "1", "withdrawn_reason": "''", "version": "1",
           "created_at": "'2001-01-01T00:00:00.000Z'"}
    refused_past_a_workbook(store, "support_records", row, lambda: city.get("/api/support-export", **{"from": "2001-01-01", "until": "2001-12-31"}))
    for path in ("supports", "support-statistics", "support-export"):
        refused(city.get(f"/api/{path}", **{"from": "soon"}), 400, "http.bad_date")


def test_the_log_rebuilds_both(server, store):
    change(store, "UPDATE support_records SET content = 'x'")
    change(store, "UPDATE support_requests SET state = 'open'")
    assert len(findings(store)) >= 4
    server.stop()
    run("rebuild", *store.arguments)
    server.start()
    sound(store)
