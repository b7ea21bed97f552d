"""Searched data as the system administrator keeps it: files imported in the background, sources taken out, indexes made anew; on good and bad days."""
import io
import json
import signal
import zipfile

import pytest
from support.checks import sound
from support.server import PROGRAM, Server, rows, run
from support.timers import await_that, paused
from support.workbook import workbook

PUMP = {"publication_number": "CN202644312U", "title": "一种水泵的密封结构", "applicant": "虚构泵业有限公司"}
MOTOR = {"publication_number": "CN104751825B", "title": "永磁电机的定子绕线方法", "applicant": "虚构电机有限公司"}


def lines(*records) -> bytes:
    return "".join((each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)) + "\n" for each in records).encode()


def order(client, content: bytes, source: str, name: str = "记录.jsonl", **more):
    return client.upload("/api/ip-imports", content, name, collection="patents", source=source, **more)


def imported(client, answer) -> dict:
    """The import once it is over."""
    assert answer.status_code == 201, answer.text
    assert answer.json()["state"] == "waiting"

    def find() -> dict:
        return next(each for each in client.get("/api/ip-imports").json()["items"] if each["id"] == answer.json()["id"])
    await_that(lambda: find()["state"] in ("ended", "failed"), "the import was not carried out")
    return find()


def count(client, query: str = "") -> int:
    answer = client.get("/api/ip/patents/search", q=query)
    return answer.json()["count"] if answer.status_code == 200 else -1


def sources(client) -> dict:
    return {each["name"]: each for each in client.get("/api/ip-sources").json()["items"]}


def test_a_file_is_imported_told_of_and_found(server, admin, store):
    done = imported(admin, order(admin, lines(PUMP, MOTOR, "{broken", {"title": "无号"}), "甲来源", licence="仅供测试", data_date="2024-01-01"))
    assert (done["state"], done["permille"], done["position"]) == ("ended", 1000, 4)
    assert (done["accepted"], done["rejected"], done["kind"], done["failure"]) == (2, 2, "file", "")
    assert sorted(each["count"] for each in done["reasons"]) == [1, 1] and all("ip_records" not in each["text"] for each in done["reasons"])
    rejected = admin.get(f"/api/ip-imports/{done['id']}/rejected")
    assert [json.loads(line)["record"] for line in rejected.text.splitlines()] == [3, 4]
    await_that(lambda: count(server.client(), "水泵") == 1, "what was imported is not found")
    known = sources(admin)["甲来源"]
    assert (known["records"], known["licence"], known["data_date"]) == (2, "仅供测试", "2024-01-01")
    again = imported(admin, order(admin, lines(PUMP, MOTOR), "甲来源"))
    assert (again["accepted"], again["unchanged"], again["has_rejected_file"]) == (0, 2, False)
    assert admin.get(f"/api/ip-imports/{again['id']}/rejected").json()["id"] == "ip_sources.nothing_rejected"
    ordered_by = rows(store, "SELECT COUNT(*) FROM events WHERE subject_kind = 'ip_source' AND action = 'order'")
    assert int(ordered_by[0][0]) >= 2
    sound(store)


def test_columns_of_a_table_are_kept_with_its_source(server, admin):
    table = "甲号,甲名\nCN109999999A,一种列车座椅\n".encode("gb18030")
    columns = json.dumps({"甲号": "publication_number", "甲名": "title"})
    assert imported(admin, order(admin, table, "表格来源", "表.csv", columns=columns))["accepted"] == 1
    assert sources(admin)["表格来源"]["columns"] == {"甲号": "publication_number", "甲名": "title"}
    failed = imported(admin, order(admin, "没有,的列\n1,2\n".encode(), "表格来源", "坏.csv"))
    assert (failed["state"], failed["accepted"]) == ("failed", 0) and failed["failure"]
    damaged = io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as archive:
        archive.writestr("a.jsonl", lines(PUMP) * 50)
    assert imported(admin, order(admin, damaged.getvalue()[:40], "表格来源", "坏.zip"))["state"] == "failed"


def test_a_workbook_is_read_by_its_first_sheet(server, admin):
    table = [["公开号", "名称", "申请日", "别的"], ["CN108888888A", "一种站台屏蔽门", 43305, 1], ["CN108888887A", "一种站台栏杆", "2018.07.25", 2], [None, "无号", "", 3]]
    done = imported(admin, order(admin, workbook(table), "工作簿", "表.xlsx"))
    assert (done["state"], done["accepted"], done["rejected"]) == ("ended", 2, 1), done
    await_that(lambda: count(admin, "申请日=2018-07-24 屏蔽门") == 1 and count(admin, "申请日=2018-07-25 栏杆") == 1, "days are not read")
    failed = imported(admin, order(admin, workbook([["公开号"], *([f"CN{100000000 + n}A"] for n in range(20001))]), "工作簿", "太长.xlsx"))
    assert failed["state"] == "failed" and "20001" in failed["failure"], failed


def test_a_source_is_taken_out_and_brought_back(server, admin, store):
    imported(admin, order(admin, lines({**PUMP, "publication_number": "CN111111111A", "title": "撤出用的鼓风机"}), "要撤出的来源"))
    await_that(lambda: count(admin, "鼓风机") == 1, "not found")
    source = sources(admin)["要撤出的来源"]
    assert admin.post(f"/api/ip-sources/{source['id']}/removal").status_code == 204
    assert admin.post(f"/api/ip-sources/{source['id']}/removal").status_code == 204, "taken out already"
    await_that(lambda: count(admin, "鼓风机") == 0 and "要撤出的来源" not in sources(admin), "still found")
    assert int(rows(store, f"SELECT COUNT(*) FROM events WHERE subject_id = '{source['id']}' AND action = 'remove'")[0][0]) == 1
    imported(admin, order(admin, lines({**PUMP, "publication_number": "CN111111111A", "title": "撤出用的鼓风机"}), "要撤出的来源"))
    await_that(lambda: count(admin, "鼓风机") == 1, "not found again")
    sound(store)


def test_an_index_is_made_anew_while_searches_go_on(server, admin, store):
    imported(admin, order(admin, lines(PUMP), "索引来源"))
    await_that(lambda: count(admin, "水泵") == 1, "not found")

    def index() -> dict:
        return next(each for each in admin.get("/api/ip-sources").json()["collections"] if each["id"] == "patents")
    before = {path.name for path in (store.folder / "index").glob("patents-*.db")}
    assert admin.post("/api/ip-indexes/patents/renewal").status_code == 204
    assert count(admin, "水泵") == 1, "the present index answers"
    await_that(lambda: index()["is_current"] and {path.name for path in (store.folder / "index").glob("patents-*.db")}.isdisjoint(before), "not made anew")
    assert count(admin, "水泵") == 1 and index()["bytes"] > 0
    sound(store)


def test_refusals(server, admin, city):
    for answer, status, problem in (
        (order(admin, b"", "甲来源"), 422, "ip_sources.no_file"),
        (order(admin, lines(PUMP), " "), 422, "ip_sources.bad_source"),
        (order(admin, lines(PUMP), "名" * 201), 422, "ip_sources.bad_source"),
        (order(admin, lines(PUMP), "甲来源", data_date="2024-02-30"), 422, "ip_sources.bad_day"),
        (order(admin, lines(PUMP), "甲来源", columns="[]"), 400, "ip_sources.bad_columns"),
        (order(admin, lines(PUMP), "甲来源", columns='{"a": "shoes"}'), 400, "ip_sources.bad_columns"),
        (admin.upload("/api/ip-imports", lines(PUMP), collection="songs", source="甲来源"), 404, "ip_search.unknown_collection"),
        (admin.post("/api/ip-sources/none/removal"), 404, "ip_sources.unknown_source"),
        (admin.get("/api/ip-imports/none/rejected"), 404, "ip_sources.unknown_import"),
        (admin.post("/api/ip-indexes/songs/renewal"), 404, "ip_search.unknown_collection"),
        (admin.post("/api/ip-indexes/indications/renewal"), 409, "ip_sources.nothing_to_search"),
    ):
        assert (answer.status_code, answer.json()["id"]) == (status, problem), answer.text
    assert city.get("/api/ip-sources").status_code == 403
    assert order(city, lines(PUMP), "甲来源").status_code == 403


@pytest.fixture
def own(engine, store, prepared_stores):
    """A store of its own: processes are killed and paused on it."""
    copy = prepared_stores[engine].copy()
    yield copy
    copy.remove()


@pytest.fixture(scope="module")
def many() -> bytes:
    return run("demo", "patents", "--count", "12000", "--seed", "3").stdout.encode()


def running(store) -> int:
    """Records in of the import that goes on, or -1."""
    found = rows(store, "SELECT position FROM ip_imports WHERE state = 'running'")
    return int(found[0][0]) if found else -1


def test_killed_in_the_middle_it_goes_on_after_a_restart(own, many):
    server = Server(own, "--jobs-interval", "50", "--jobs-lease", "2000")
    try:
        admin = server.client("system_admin")
        answer = order(admin, many, "大文件")
        assert order(admin, many, "大文件").json()["id"] == "ip_sources.is_ordered"
        await_that(lambda: running(own) >= 500, "the import did not begin")
        server.stop(signal.SIGKILL)
        before = running(own)
        assert 500 <= before < 12000, "it was read too fast to be killed"
        server.start()
        done = imported_after(server.client("system_admin"), answer.json()["id"])
        assert (done["accepted"], done["unchanged"], done["position"]) == (12000, 0, 12000), "counted once each, over both runs"
        assert int(rows(own, "SELECT COUNT(*) FROM ip_records WHERE payload <> ''")[0][0]) >= 12000
        sound(own)
    finally:
        server.close()


def test_a_full_disk_stops_an_import_and_no_search_and_it_goes_on_with_space(own, many):
    """SQLite and the index find no space, PostgreSQL lies on another disk: then the index alone stands still."""
    full = own.folder.parent / "full"
    server = Server(own, "--jobs-interval", "50", environment={"LD_PRELOAD": str(PROGRAM.parent / "tests/full_disk/libfull_disk.so"), "ZHIDIAN_FULL_DISK": str(own.folder)})
    try:
        admin = server.client("system_admin")
        imported(admin, order(admin, lines(PUMP), "甲来源"))
        await_that(lambda: count(admin) > 0, "what was imported is not found")
        answer = order(admin, many, "大文件")
        await_that(lambda: running(own) >= 500, "the import did not begin")
        full.touch()
        refused = order(admin, lines(PUMP), "另一个来源")
        assert refused.status_code == 507 and refused.json()["id"] == "files.storage_full"
        if own.engine == "sqlite":
            log = own.folder.parent / "server.log"
            await_that(lambda: "full" in log.read_text(), "the operator is not told")
            before = running(own)
            assert 500 <= before < 12000, "it was read too fast to be stopped"
        seen = count(admin)
        assert seen > 0 and admin.get("/api/ip/patents/search", q="装置").status_code == 200
        if own.engine == "sqlite":
            assert running(own) == before
        full.unlink()
        done = imported_after(admin, answer.json()["id"])
        assert (done["state"], done["accepted"], done["position"]) == ("ended", 12000, 12000), "each once, over both parts"
        await_that(lambda: count(admin) == int(rows(own, "SELECT COUNT(*) FROM ip_records WHERE payload <> '' AND collection = 'patents'")[0][0]), "the index did not go on")
        sound(own)
    finally:
        server.close()


def test_what_waits_for_a_source_or_is_read_into_it_ends_with_it(own, many):
    server = Server(own, "--jobs-interval", "50")
    try:
        admin = server.client("system_admin")
        read, waiting = order(admin, many, "移除中的来源").json(), order(admin, lines(PUMP), "移除中的来源").json()
        await_that(lambda: running(own) >= 500, "the import did not begin")
        source = sources(admin)["移除中的来源"]
        assert admin.post(f"/api/ip-sources/{source['id']}/removal").status_code == 204
        found = {each["id"]: each for each in admin.get("/api/ip-imports").json()["items"]}
        assert [found[each["id"]]["state"] for each in (read, waiting)] == ["failed", "failed"]
        assert "移除" in found[waiting["id"]]["failure"] and found[read["id"]]["position"] < 12000
        await_that(lambda: sources(admin).get("移除中的来源", {"records": 0})["records"] == 0, "what was read of it is still there")
        # the index is fed by batches in their order: a later import is in only when nothing more comes of the removed one
        assert imported(admin, order(admin, lines(MOTOR), "另一来源"))["accepted"] == 1
        left = f"SELECT COUNT(*) FROM ip_records WHERE payload <> '' AND source_id = '{source['id']}'"
        assert int(rows(own, left)[0][0]) == 0 and running(own) == -1
        sound(own)
    finally:
        server.close()


def imported_after(client, import_id: str) -> dict:
    def find() -> dict:
        return next(each for each in client.get("/api/ip-imports").json()["items"] if each["id"] == import_id)
    await_that(lambda: find()["state"] == "ended", "the import did not go on")
    return find()


def test_a_paused_process_writes_nothing_once_another_took_over(own, many):
    first = Server(own, "--jobs-interval", "50", "--jobs-lease", "1000")
    second = None
    try:
        answer = order(first.client("system_admin"), many, "大文件")
        await_that(lambda: running(own) >= 500, "the import did not begin")
        with paused(first):
            at = running(own)
            second = Server(own, "--jobs-interval", "50", "--jobs-lease", "1000")
            await_that(lambda: running(own) != at, "the other process did not take over")
        done = imported_after(second.client("system_admin"), answer.json()["id"])
        assert (done["accepted"], done["unchanged"], done["position"]) == (12000, 0, 12000), "no batch was written twice"
        sound(own)
    finally:
        first.close()
        if second:
            second.close()


def test_the_demonstration_searches_invented_records_ordered_once(own):
    server = Server(own, "--demo-records", "700")
    try:
        admin = server.client("system_admin")
        await_that(lambda: count(admin) >= 700, "the invented patents are not found")
        await_that(lambda: admin.get("/api/ip/trademarks/search").json().get("count") == 700 and admin.get("/api/ip/indications/search").json().get("count") == 4, "trademarks and indications are not found")
        known = next(each for each in admin.get("/api/ip-sources").json()["items"] if each["name"] == "示例数据" and each["collection"] == "patents")
        assert known["records"] == 700 and "虚构" in known["licence"]
        assert admin.post(f"/api/ip-sources/{known['id']}/removal").status_code == 204
        await_that(lambda: count(admin) == 0, "still found")
        server.stop()
        server.start()
        admin = server.client("system_admin")
        await_that(lambda: count(admin) == 0, "the index is not open")
        ended = [each for each in admin.get("/api/ip-imports").json()["items"] if each["kind"] == "generated" and each["collection"] == "patents"]
        assert [each["state"] for each in ended] == ["ended"], "removed, they do not come back by themselves"
    finally:
        server.close()
