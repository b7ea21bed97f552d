"""Determinations come in by XLSX: a report by line with what would end, then all lines or none."""
import datetime
import threading

import pytest
from support import journey, outlets
from support.checks import refused, sound, written
from support.network import history, lines, record, today
from support.server import rows
from support.workbook import credit_code, read_sheets, workbook

HEADER = ["统一社会信用代码", "单位名称", "行政区划代码", "节点身份", "确定日期", "确定文件"]
TISC, CENTRE, NODE = "技术与创新支持中心（TISC）", "高校国家知识产权信息服务中心", "地市级知识产权公共服务骨干节点"
DOCUMENT = "国知办函服字〔2026〕30号"
UNKNOWN = credit_code("12210103MD4000077")


def send(client, listed, *, header=None, content=None, apply=False, **query):
    file = workbook([HEADER if header is None else header, *listed]) if content is None else content
    return client.upload("/api/node-lists" if apply else "/api/node-lists/check", file, "节点名单.xlsx", **query)


def found(report: dict) -> dict:
    return {line["row"]: [finding["id"].split(".list_")[1] for finding in line["findings"]] for line in report["lines"]}


def entries(client, organisation: str) -> list:
    return [(each["name"], each["on"], each["document"]) for each in client.get(f"/api/organisations/{organisation}/network").json()["entries"]]


@pytest.fixture(scope="module")
def city(server):
    return server.client("city_officer")


@pytest.fixture(scope="module")
def day(city):
    return today(city) - datetime.timedelta(days=2)


@pytest.fixture(scope="module")
def filed(server):
    """Two outlets of the demonstration network with a running filing by the city, and their records."""
    listed = []
    for each in outlets.list_filed(server):
        institution = server.client(each["login_name"]).get(f"/api/organisations/{each['organisation_id']}").json()
        if "municipal_outlet" in lines(server.client(), institution["name"], state="valid"):
            listed.append({**each, "institution": institution})
    return listed[:2]


@pytest.fixture(scope="module")
def good(filed, day):
    """One that becomes a TISC, one that becomes a backbone node, one nobody has registered."""
    first, second = (each["institution"] for each in filed)
    return [[first["credit_code"], first["name"], "", TISC, written(day), DOCUMENT],
            [second["credit_code"], second["name"], second["registered_division"], NODE, str(day), DOCUMENT],
            [UNKNOWN, "沈河旧日大学（演示）", 210103, "university_centre", "2024-03-01", DOCUMENT],
            [UNKNOWN, "沈河旧日大学（演示）", "210103", TISC, 45352, DOCUMENT]]


def test_who_may_list_what(server):
    for login, kinds in (("national_officer", 6), ("province_officer", 6), ("city_officer", 6)):
        answer = server.client(login).get("/api/node-lists").json()["items"]
        assert len(answer) == 1 and len(answer[0]["kinds"]) == kinds, (login, answer)
    assert refused(send(server.client("city_officer"), [], authority="somebody-else"), 403, "network_nodes.list_not_yours")
    for login in ("officer_210103", "applicant_12", "ministry_officer", "system_admin", "expert_01"):
        assert server.client(login).get("/api/node-lists").status_code == 403, login
        for apply in (False, True):
            assert send(server.client(login), [], apply=apply).status_code == 403, login
    assert send(server.client(), []).status_code == 401


def test_template(city):
    listed, explained, divisions = read_sheets(city.get("/api/node-lists/template.xlsx").content)
    assert listed == [HEADER] and "沈阳市" in explained[0][0]
    words = {row[0] for row in explained if row}
    assert {TISC, CENTRE, NODE, *HEADER} <= words and "国家知识产权局直属单位" not in words, "only what the city may record"
    assert {"210102", "210103"} <= {row[0] for row in divisions} and "210202" not in {row[0] for row in divisions}
    assert refused(send(city, []), 422, "organisations.list_empty")


def test_every_line_says_what_is_wrong_where_and_how_to_mend_it(server, city, good, day):
    elsewhere = server.client("fuzhou_applicant_1")
    foreign = elsewhere.get(f"/api/organisations/{journey.organisation_id(elsewhere)}").json()
    later = str(day + datetime.timedelta(days=400))
    report = send(city, [good[0], good[0], ["12", "某所", "210103", "灯塔", "昨天", ""], [UNKNOWN, "某校", "", TISC, str(day), DOCUMENT],
                         [UNKNOWN, "某校", "210202", "国家知识产权局直属单位", later, DOCUMENT], [foreign["credit_code"], foreign["name"], "", TISC, str(day), DOCUMENT],
                         [good[1][0], "另一名称", "210102" if good[1][2] != "210102" else "210103", NODE, str(day), DOCUMENT]]).json()
    assert found(report) == {2: ["cancels"], 3: ["twice"], 4: ["missing", "bad_code", "unknown_kind", "bad_date"], 5: ["division_missing"],
                             6: ["wrong_level", "day_to_come", "outside"], 7: ["registered_elsewhere"], 8: ["other_name", "other_division", "flags"]}
    assert (report["is_good"], report["wrong"], report["to_enter"], report["ends"]) == (False, 5, 2, 1)
    assert foreign["name"] not in str([each["message"] for line in report["lines"] for each in line["findings"]])
    told = [each for line in report["lines"] for each in line["findings"]]
    assert all(each["message"] and "{" not in each["message"] and "list_" not in each["message"] and (each["is_warning"] or each["cure"]) for each in told)
    assert next(each for each in told if each["id"].endswith("unknown_kind"))["column"] == "D"
    assert refused(send(city, [good[0], ["12", "某所", "210103", "灯塔", "昨天", ""]], apply=True), 422, "organisations.list_wrong_lines")
    assert entries(city, server_organisation(city, good[0][0])) == [], "one bad line and nothing comes in"


def server_organisation(client, code: str) -> str:
    return next(each["id"] for each in client.get("/api/organisations", limit=100).json()["items"] if each["credit_code"] == code)


def test_files_that_are_no_list(city, good):
    for content, name in ((b"", "organisations.list_no_file"), ("名称".encode(), "documents.not_a_workbook")):
        assert refused(send(city, [], content=content), 422, name)
    assert refused(send(city, good, header=HEADER[:4]), 422, "organisations.list_no_header")
    assert refused(send(city, good, header=[*HEADER[:5], "备注"]), 422, "organisations.list_unknown_column")


def test_a_list_is_recorded_as_a_whole_and_the_filing_ends(server, city, filed, good, day):
    public = server.client()
    first, second = (each["institution"]["name"] for each in filed)
    outlet = lines(public, first)["municipal_outlet"]["id"]
    dry = send(city, good).json()
    assert dry["is_good"] and not dry["is_applied"], dry
    assert (dry["to_enter"], dry["present"], dry["new_institutions"], dry["ends"]) == (4, 0, 1, 1)
    assert found(dry) == {2: ["cancels"], 3: ["flags"], 4: [], 5: []}
    assert entries(city, filed[0]["organisation_id"]) == [] and public.get(f"/api/outlets/{outlet}").json()["state"] == "valid", "a check changes nothing"
    done = send(city, good, apply=True)
    assert done.status_code == 200 and done.json()["is_applied"] and done.json()["to_enter"] == 4, done.text
    assert entries(city, filed[0]["organisation_id"]) == [("tisc", str(day), DOCUMENT)]
    ended = public.get(f"/api/outlets/{outlet}").json()
    assert (ended["state"], ended["ended_on"]) == ("ended", str(day)) and history(public, outlet)[-1] == "cancelled"
    assert lines(public, second)["municipal_outlet"]["state"] == "valid", "of a backbone node the filing body is only told"
    told = [each["text"] for each in server.client(filed[0]["login_name"]).get("/api/messages").json()["items"]]
    assert any("自动取消" in text for text in told)
    nodes = public.get("/api/network-nodes", division="210103", limit=50).json()["items"]
    assert {(each["kind"], each["determined_on"]) for each in nodes if each["organisation_name"] == "沈河旧日大学（演示）"} == {
        ("university_centre", "2024-03-01"), ("tisc", "2024-03-01")}, "one institution, two determinations"
    sound(server.store)


def test_the_same_list_again_records_nothing_twice(server, city, good, day):
    before = rows(server.store, "SELECT COUNT(*) FROM events")
    moved = [[*good[0][:4], str(day - datetime.timedelta(days=1)), DOCUMENT], *good[1:]]
    for listed, remarks in ((good, []), (moved, ["other_day"])):
        again = send(city, listed, apply=True).json()
        assert (again["to_enter"], again["present"], again["new_institutions"], again["ends"]) == (0, 4, 0, 0)
        assert {line["outcome"] for line in again["lines"]} == {"present"} and found(again)[2] == remarks
    assert rows(server.store, "SELECT COUNT(*) FROM events") == before


def test_two_officers_enter_the_same_list_at_the_same_moment(server):
    listed = [[credit_code(f"12350102MD40002{number:02}"), f"榕城节点{number}（演示）", "350102", TISC, "2024-05-01", DOCUMENT] for number in range(20)]
    clients, answers = [server.client(login) for login in ("fuzhou_officer", "fuzhou_head")], []
    threads = [threading.Thread(target=lambda client=client: answers.append(send(client, listed, apply=True))) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((answer.status_code, answer.json()["to_enter"]) for answer in answers) == [(200, 0), (200, 20)], [answer.text[:300] for answer in answers]
    nodes = server.client().get("/api/network-nodes", division="350102", limit=50).json()["items"]
    assert len([each for each in nodes if each["organisation_name"].startswith("榕城节点")]) == 20, "once each"
    sound(server.store)


def test_whoever_speaks_for_a_listed_institution_finds_it_exempt(server, city):
    visitor = server.client()
    body = {"login_name": "listed_university", "password": "Zhidian-2026-x", "display_name": "某大学经办",
            "organisation": {"credit_code": UNKNOWN, "name": "沈河旧日大学（演示）", "kind": "university", "registered_division": "210103",
                             "address": "示范路3号", "principal_name": "某主任", "telephone": "024-22510000"}}
    assert visitor.post("/api/registrations", body).status_code == 201
    organisation = journey.organisation_id(visitor)
    stopped = visitor.post("/api/cases", {"act_id": journey.ACT, "procedure_id": "filing", "organisation_id": organisation})
    assert refused(stopped, 409, "cases.stopped_at_opening")
    assert refused(record(city, organisation, "tisc", "2024-03-01"), 409, "network_nodes.recorded_already")


def test_the_network_by_levels_counts_what_its_lists_hold(server):
    public = server.client()
    for division in ("", "210000", "350100"):
        levels = public.get("/api/network-overview", division=division).json()["items"]
        assert [each["level"] for each in levels] == ["national", "province", "city", ""]
        for place in (place for level in levels for place in level["places"]):
            if place["of"] == "node":
                listed = len(public.get("/api/network-nodes", kind=place["id"], division=division, limit=100).json()["items"])
            else:
                listed = public.get("/api/outlets", status=place["id"], division=division, state="valid").json()["total"]
            assert place["count"] == listed, (division, place)
    counts = {place["id"]: place["count"] for level in levels for place in level["places"]}
    assert (counts["tisc"], counts["university_centre"]) == (20, 0), "those of Fuzhou alone"
    assert refused(public.get("/api/network-overview", division="2" * 65), 422, "directory.query_too_long")
