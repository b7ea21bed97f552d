"""Outlets filed before this system was used come in by XLSX with their original dates: a report by line, then all lines or none."""
import io
import threading
import zipfile

import pytest
from support import journey
from support.checks import sound
from support.programme import Programme, conditions, hire
from support.server import change, rows, run
from support.workbook import credit_code, read_sheets, workbook

HEADER = ["统一社会信用代码", "名称", "类别", "行政区划代码", "地址", "备案（认定）日期", "有效期至", "终止日期"]
EARLIER = credit_code("12210202MD4000099")
GONE = credit_code("12210302MD4000098")


def send(client, lines, *, status="provincial_outlet", header=None, content=None, apply=False):
    file = workbook([HEADER if header is None else header, *lines]) if content is None else content
    return client.upload("/api/take-overs" if apply else "/api/take-overs/check", file, "名单.xlsx", status=status)


def found(report: dict) -> dict:
    return {line["row"]: [finding["id"].removeprefix("directory.take_over_").removeprefix("organisations.list_") for finding in line["findings"]] for line in report["lines"]}


@pytest.fixture(scope="module")
def known(server):
    client = server.client("applicant_12")
    return client.get(f"/api/organisations/{journey.organisation_id(client)}").json()


@pytest.fixture(scope="module")
def good(known):
    """Valid and known; expired and new, its day a number cell; ended early and new."""
    return [[known["credit_code"], known["name"], "公共图书馆", known["registered_division"], "示范路1号", "2023年6月18日", "2028-06-17", ""],
            [EARLIER, "大连旧日情报所（演示）", "科技情报机构", 210202, "海边路2号", 44197, 45291, ""],
            [GONE, "鞍山终止馆（演示）", "", "210302", "", "2020/3/1", "", "2022.3.1"]]


def test_which_registers_an_officer_keeps(server):
    kept = {login: [(each["status"], each["is_granted"]) for each in server.client(login).get("/api/take-overs").json()["registers"]]
            for login in ("national_officer", "city_officer", "fuzhou_officer", "province_officer", "second_province_officer")}
    assert kept == {"national_officer": [("national_outlet", True)], "city_officer": [("municipal_outlet", True)], "fuzhou_officer": [("municipal_outlet", True)],
                    "province_officer": [("provincial_outlet", False)], "second_province_officer": [("provincial_outlet", False)]}
    for login in ("applicant_12", "officer_210103", "ministry_officer", "system_admin", "expert_01"):
        assert server.client(login).get("/api/take-overs").status_code == 403, login
    assert server.client().get("/api/take-overs").status_code == 401


def test_template(server, province):
    answer = province.get("/api/take-overs/template.xlsx", status="provincial_outlet")
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    listed, explained, divisions = read_sheets(answer.content)
    assert len(listed) == 1 and set(HEADER) <= set(listed[0]) and listed[0][0] == HEADER[0]
    assert "辽宁省" in explained[0][0] and "省级" in explained[0][0] and {row[0] for row in explained[4:]} == set(listed[0])
    assert all(len(row) == 3 and row[2] for row in explained[4:])
    codes = {row[0] for row in divisions[1:]}
    assert {"210102", "210202"} <= codes and "210100" not in codes and "350102" not in codes
    empty = province.upload("/api/take-overs/check", answer.content, status="provincial_outlet")
    assert (empty.status_code, empty.json()["id"]) == (422, "organisations.list_empty"), "a template not filled in"
    assert province.get("/api/take-overs/template.xlsx", status="national_outlet").status_code == 403
    foreign = province.get("/api/take-overs/template.xlsx", status="provincial_outlet", authority="somebody-else")
    assert foreign.status_code == 403, "the register of another authority"


def test_every_line_says_what_is_wrong_where_and_how_to_mend_it(server, province, good):
    wrong = EARLIER[:-1] + ("0" if EARLIER[-1] != "0" else "1")
    elsewhere = server.client("fuzhou_applicant_1")
    foreign = elsewhere.get(f"/api/organisations/{journey.organisation_id(elsewhere)}").json()
    lines = [good[0], good[0], ["1221", "", "宫殿", "350102", "", "2090-01-01", "不详", ""], [EARLIER, "某所", "", "999999", "", "2024-13-40", "", ""],
             [GONE, "某馆", "", "210202", "", "2024-05-01", "2023-05-01", "2023-01-01"], [wrong, "某校", "高等院校", "210100", "", "2024-05-01", "", "2099-01-01"],
             [foreign["credit_code"], foreign["name"], "", "210202", "", "2024-05-01", "", ""], [None, "无\u3164代码", "", "210202", "x" * 400, "2024-05-01", "", ""]]
    report = send(province, lines).json()
    assert found(report) == {
        2: [], 3: ["twice"], 4: ["missing", "bad_code", "unknown_kind", "day_to_come", "bad_date", "outside"], 5: ["bad_date", "unknown_division"],
        6: ["end_before_start", "end_before_start"], 7: ["check_digit", "day_to_come", "divided"], 8: ["registered_elsewhere"], 9: ["missing", "hidden_characters", "too_long"]}
    assert foreign["name"] not in str([finding["message"] for line in report["lines"] for finding in line["findings"]]), "nothing is told of an institution elsewhere"
    assert (report["is_good"], report["wrong"], report["to_enter"], report["warnings"]) == (False, 7, 1, 1)
    by_row = {line["row"]: line for line in report["lines"]}
    assert [(each["column"], each["heading"]) for each in by_row[4]["findings"]] == [("B", "名称"), ("A", "统一社会信用代码"), ("C", "类别"), ("F", "备案（认定）日期"), ("G", "有效期至"), ("D", "行政区划代码")]
    assert all(each["message"] and each["id"] not in each["message"] and (each["is_warning"] or (each["id"] not in each["cure"] and each["cure"]))
               for line in report["lines"] for each in line["findings"])
    refused = send(province, lines, apply=True)
    assert (refused.status_code, refused.json()["id"]) == (422, "organisations.list_wrong_lines"), "one bad line and nothing comes in"
    assert server.client().get("/api/outlets", status="provincial_outlet", state="all").json()["total"] == 0


def test_files_that_cannot_be_read(province, good):
    with zipfile.ZipFile(io.BytesIO(workbook([HEADER]))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData>" + b"<row/>" * 4_000_000 + b"</sheetData></worksheet>"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    assert len(bomb.getvalue()) < 200_000
    for content, status, refusal in ((b"PK\x03\x04 no archive", 422, "documents.not_a_workbook"), ("名称,代码".encode(), 422, "documents.not_a_workbook"),
                                     (b"", 422, "organisations.list_no_file"), (bomb.getvalue(), 413, "documents.workbook_too_long"),
                                     (workbook([HEADER, *([["1", "2"]] * 2001)]), 413, "documents.workbook_too_long")):
        answer = send(province, [], content=content)
        assert (answer.status_code, answer.json()["id"]) == (status, refusal), answer.text
    missing = send(province, good, header=["统一社会信用代码", "名称"])
    assert missing.json()["id"] == "organisations.list_no_header" and "行政区划代码" in missing.json()["detail"]
    unknown = send(province, good, header=[*HEADER, "联系人手机"])
    assert unknown.json()["id"] == "organisations.list_unknown_column" and "I列" in unknown.json()["detail"]
    twice = send(province, good, header=[*HEADER, "名称"])
    assert twice.json()["id"] == "organisations.list_column_twice"
    assert province.upload("/api/take-overs/check", b"x" * (5 * 1024 * 1024 + 1), status="provincial_outlet").status_code == 413


def test_only_whoever_keeps_the_register(server, good):
    for login, status in (("city_officer", "provincial_outlet"), ("national_officer", "provincial_outlet"), ("province_officer", "national_outlet"),
                          ("province_officer", "municipal_outlet"), ("province_officer", "emperor")):
        for apply in (False, True):
            answer = send(server.client(login), good, status=status, apply=apply)
            assert (answer.status_code, answer.json()["id"]) == (403, "directory.take_over_not_yours"), (login, status)
    other = send(server.client("second_province_officer"), good).json()
    assert found(other) == {2: ["outside", "registered_elsewhere"], 3: ["outside"], 4: ["outside"]}, "a province keeps its own register only"


def test_an_act_s_term_must_be_told_and_its_silence_is_kept(server):
    line = [EARLIER, "旧日所（演示）", "", "210202", "", "2021-05-01", "", ""]
    nation = server.client("national_officer")
    assert found(send(nation, [line], status="national_outlet").json()) == {2: ["validity_missing"]}
    for told in ([*line[:6], "2024-04-30", ""], [*line[:6], "无", ""], [*line[:7], "2023-01-01"]):
        assert send(nation, [told], status="national_outlet").json()["is_good"], told
    fuzhou = server.client("fuzhou_officer")
    here = [credit_code("12350102MD4000097"), "榕城旧所（演示）", "", "350102", "", "2021-05-01", "", ""]
    assert send(fuzhou, [here], status="municipal_outlet").json()["lines"][0]["findings"] == []
    dated = send(fuzhou, [[*here[:6], "2030-01-01", ""]], status="municipal_outlet").json()
    assert found(dated) == {2: ["validity_not_in_act"]} and dated["is_good"], "a warning only"


def test_what_a_case_has_brought_in_is_not_taken_over(server):
    public, city = server.client(), server.client("city_officer")
    listed = public.get("/api/outlets", status="municipal_outlet", state="valid", division="210100").json()["items"][0]
    organisation = next(each for each in city.get("/api/organisations", limit=100).json()["items"] if each["name"] == listed["name"])
    report = send(city, [[organisation["credit_code"], "另一名称", "", organisation["registered_division"], "", "2023-05-01", "2026-04-30", ""]], status="municipal_outlet").json()
    assert found(report) == {2: ["other_name", "listed_by_case"]} and listed["name"] in report["lines"][0]["findings"][0]["message"]


def test_entered_with_the_original_dates(server, province, good, known):
    public = server.client()
    assert public.get("/api/outlets", status="provincial_outlet", state="all").json()["total"] == 0
    dry = send(province, good).json()
    assert dry["is_good"] and not dry["is_applied"] and dry["new_institutions"] == 2
    assert [(line["is_known"], line["state"]) for line in dry["lines"]] == [(True, "valid"), (False, "expired"), (False, "ended")]
    assert public.get("/api/outlets", status="provincial_outlet", state="all").json()["total"] == 0, "a check changes nothing"
    done = send(province, good, apply=True)
    assert done.status_code == 200 and done.json()["is_applied"], done.text
    listed = {each["name"]: each for each in public.get("/api/outlets", status="provincial_outlet", state="all", level="province").json()["items"]}
    assert {name: (each["filed_on"], each["valid_until"], each["ended_on"], each["state"]) for name, each in listed.items()} == {
        known["name"]: ("2023-06-18", "2028-06-17", None, "valid"), "大连旧日情报所（演示）": ("2021-01-01", "2023-12-31", None, "expired"),
        "鞍山终止馆（演示）": ("2020-03-01", None, "2022-03-01", "ended")}
    assert all(each["is_taken_over"] and each["level"] == "province" and each["status_label"]["zh"].startswith("省级") for each in listed.values())
    assert public.get("/api/outlets", status="provincial_outlet", as_of="2021-06-01", state="valid").json()["total"] == 2, "the past is told as it was"
    history = public.get(f"/api/outlets/{listed['大连旧日情报所（演示）']['id']}/history").json()["items"]
    assert [(each["action"], each["on"]) for each in history] == [("take_over", "2021-01-01"), ("expire", "2024-01-01")]
    assert any(each["status"] == "provincial_outlet" for each in public.get("/api/outlet-statuses").json()["items"])


def test_audited_with_the_hash_of_the_file(server, province, good):
    record = province.get("/api/take-overs").json()["items"]
    assert [(each["outlets"], each["file_name"], each["entered_by"]) for each in record] == [(3, "名单.xlsx", "省局经办人（演示）")]
    logged = rows(server.store, "SELECT content FROM events WHERE subject_kind = 'take_over'")
    assert len(logged) == 1 and record[0]["sha256"] in logged[0][0]
    outlets = rows(server.store, "SELECT content FROM events WHERE subject_kind = 'outlet' AND action = 'take_over'")
    assert len(outlets) == 3 and all(record[0]["id"] in content for (content,) in outlets)
    assert server.client("second_province_officer").get("/api/take-overs").json()["items"] == []
    feed = server.client().get("/api/open-data/changes.jsonl", limit=1000).text
    assert feed.count('"action":"take_over"') == 3


def test_the_same_file_twice_enters_nothing_twice(server, province, good):
    again = send(province, good, apply=True)
    assert again.status_code == 200 and not again.json()["is_applied"] and again.json()["entered_before"]["file_name"] == "名单.xlsx"
    assert {line["outcome"] for line in again.json()["lines"]} == {"present"}
    assert rows(server.store, "SELECT COUNT(*) FROM outlets WHERE status = 'provincial_outlet'")[0][0] in (3, "3")
    changed = send(province, [[*good[0][:4], "另一个地址", *good[0][5:]], *good[1:]]).json()
    assert found(changed) == {2: ["listed_already"], 3: ["listed_already"], 4: ["listed_already"]}, "another file with the same outlets"


def test_two_officers_enter_the_same_file_at_the_same_moment(server):
    lines = [[credit_code(f"12350102MD40001{number:02}"), f"榕城旧所{number}（演示）", "", "350102", "", "2021-05-01", "", ""] for number in range(40)]
    clients, answers = [server.client(login) for login in ("fuzhou_officer", "fuzhou_head")], []
    threads = [threading.Thread(target=lambda client=client: answers.append(send(client, lines, status="municipal_outlet", apply=True))) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((answer.status_code, answer.json()["is_applied"]) for answer in answers) == [(200, False), (200, True)], [answer.text[:300] for answer in answers]
    listed = server.client().get("/api/outlets", q="榕城旧所").json()
    assert listed["total"] == 40 and all(each["valid_until"] is None for each in listed["items"]), "once each, and Fuzhou's text knows no end"


def test_the_register_meets_the_national_condition(server):
    """A provincial outlet taken over applies to the nation without a certificate."""
    client = server.client("applicant_12")
    hire(client, 5)
    case_id = Programme(server, "national_outlet_2024").ready(client)
    assert client.case(case_id)["sections"]["section_1"]["answers"].get("provincial_certificate") in (None, "")
    submitted = client.act(case_id, "submit")
    assert submitted.status_code == 200, conditions(submitted)


def test_an_institution_taken_over_registers_as_itself(server):
    """Its code stands already, but nobody speaks for it yet."""
    visitor = server.client()
    body = {"login_name": "earlier_outlet", "password": "Zhidian-2026-x", "display_name": "旧日经办",
            "organisation": {"credit_code": EARLIER, "name": "别人写的名称", "kind": "library", "registered_division": "210202",
                             "address": "海边路3号", "principal_name": "某主任", "telephone": "0411-22510000"}}
    registered = visitor.post("/api/registrations", body)
    assert registered.status_code == 201, registered.text
    own = visitor.get(f"/api/organisations/{journey.organisation_id(visitor)}").json()
    assert own["address"] == "海边路3号" and own["version"] == 2
    assert (own["name"], own["kind"]) == ("大连旧日情报所（演示）", "intelligence_institution"), "what the authority entered stays until the account is confirmed"
    second = server.client().post("/api/registrations", {**body, "login_name": "somebody_else"})
    assert (second.status_code, second.json()["id"]) == (409, "organisations.code_taken"), "once only"


def test_the_log_answers_for_the_lines(server):
    server.stop()
    sound(server.store)
    change(server.store, "UPDATE outlets SET valid_until = '2040-01-01' WHERE is_taken_over = 1 AND valid_until = '2028-06-17'")
    found_out = run("audit", "verify", *server.store.arguments, check=False)
    assert found_out.returncode == 1 and "valid_until" in found_out.stdout, "an end put off past the program"
    change(server.store, "UPDATE outlets SET valid_until = '2028-06-17' WHERE valid_until = '2040-01-01'")
    server.start()
