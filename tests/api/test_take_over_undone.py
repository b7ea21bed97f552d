"""A list that should not have been entered is taken back as a whole; what something has begun with stays and is named."""
import pytest
from support import journey
from support.checks import sound
from support.programme import Programme, conditions, hire
from support.server import change, rows, run
from support.workbook import credit_code, workbook

HEADER = ["统一社会信用代码", "名称", "类别", "行政区划代码", "知识产权类别", "备案（认定）日期", "有效期至", "终止日期"]
CERTIFIED, FORGOTTEN, CLAIMED = (credit_code(f"1221020{number}MD4000099") for number in (2, 3, 4))
REASON = "名单取错了年份。"


def send(client, lines, status="provincial_outlet", apply=True):
    return client.upload("/api/take-overs" if apply else "/api/take-overs/check", workbook([HEADER, *lines]), "名单.xlsx", status=status)


def undo(client, take_over: str, reason: str = REASON):
    return client.post(f"/api/take-overs/{take_over}/undoing", {"reason": reason})


def lines_of(public, **filters) -> dict:
    return {each["name"]: each for each in public.get("/api/outlets", state="all", status="provincial_outlet", **filters).json()["items"]}


@pytest.fixture(scope="module")
def good(server):
    """An institution that applies with it to the nation, one that gets a certificate, one nobody touches, one that registers."""
    client = server.client("applicant_12")
    known = client.get(f"/api/organisations/{journey.organisation_id(client)}").json()
    return [[known["credit_code"], known["name"], "公共图书馆", known["registered_division"], "", "2023-06-18", "2028-06-17", ""],
            [CERTIFIED, "有证所（演示）", "科技情报机构", "210202", "专利、商标", "2024-01-01", "2028-12-31", ""],
            [FORGOTTEN, "无事馆（演示）", "公共图书馆", "210203", "地理标志", "2024-01-01", "2028-12-31", ""],
            [CLAIMED, "登记校（演示）", "高等院校", "210204", "other, Trademarks", "2024-01-01", "2028-12-31", ""]]


@pytest.fixture(scope="module")
def entered(server, province, good):
    """The list in the directory, and what began with two of its lines since."""
    done = send(province, good)
    assert done.status_code == 200 and done.json()["is_applied"], done.text
    listed = lines_of(server.client())
    assert province.post(f"/api/outlets/{listed['有证所（演示）']['id']}/certificate").status_code in (200, 201)
    applicant = server.client("applicant_12")
    hire(applicant, 5)
    submitted = applicant.act(Programme(server, "national_outlet_2024").ready(applicant), "submit")
    assert submitted.status_code == 200, conditions(submitted)
    visitor = server.client()
    registered = visitor.post("/api/registrations", {"login_name": "taken_over", "password": "Zhidian-2026-x", "display_name": "测试人", "organisation": {
        "credit_code": CLAIMED, "name": "登记校（演示）", "kind": "university", "registered_division": "210204", "address": "一号路", "principal_name": "测试人", "telephone": "0411-82510000"}})
    assert registered.status_code == 201, registered.text
    return province.get("/api/take-overs").json()["items"][0]["id"]


def test_a_list_tells_ip_categories(server, entered):
    public = server.client()
    listed = lines_of(public)
    assert listed["有证所（演示）"]["ip_categories"] == ["patent", "trademark"]
    assert listed["登记校（演示）"]["ip_categories"] == ["trademark", "other"]
    assert set(lines_of(public, category="trademark")) == {"有证所（演示）", "登记校（演示）"}
    assert set(lines_of(public, category="geographical_indication")) == {"无事馆（演示）"}


def test_a_category_nobody_knows_is_reported(province, good):
    line = [credit_code("12210202MD4000077"), "某所", "", "210202", "专利、宝贝", "2024-01-01", "2028-12-31", ""]
    found = send(province, [line], apply=False).json()["lines"][0]["findings"]
    assert [each["id"] for each in found] == ["directory.take_over_unknown_category"] and found[0]["cure"]


def test_only_officers_of_the_register_take_it_back(server, province, entered):
    for login, status in (("second_province_officer", 404), ("city_officer", 404), ("national_officer", 404), ("applicant_12", 403), ("officer_210103", 403)):
        other = server.client(login)
        assert other.get(f"/api/take-overs/{entered}").status_code == status, login
        assert undo(other, entered).status_code == status, login
    assert server.client().get(f"/api/take-overs/{entered}").status_code == 401
    assert undo(province, "nothing").status_code == 404
    for reason in ("", "  ", "字" * 1001):
        assert undo(province, entered, reason).status_code == 422
    assert province.post(f"/api/take-overs/{entered}/undoing", {}).status_code == 422


def test_what_would_go_is_told_before(server, province, entered):
    asked = province.get(f"/api/take-overs/{entered}").json()
    known = next(iter(set(lines_of(server.client())) - {"有证所（演示）", "无事馆（演示）", "登记校（演示）"}))
    assert asked["removed"] == 2
    assert {each["name"]: each["stays_for"] for each in asked["stayed"]} == {known: "case", "有证所（演示）": "certificate"}
    assert len(lines_of(server.client())) == 4, "asking changes nothing"


def test_it_is_taken_back_as_a_whole(server, store, province, entered):
    done = undo(province, entered)
    assert done.status_code == 200 and done.json()["removed"] == 2 and len(done.json()["stayed"]) == 2, done.text
    assert set(lines_of(server.client())) == {each["name"] for each in done.json()["stayed"]}
    codes = {code for (code,) in rows(store, f"SELECT credit_code FROM organisations WHERE credit_code IN ('{CERTIFIED}', '{FORGOTTEN}', '{CLAIMED}')")}
    assert codes == {CERTIFIED, CLAIMED}, "an institution nobody touched goes too; who registered stays"
    kept = province.get("/api/take-overs").json()
    assert kept["items"] == [] and [(each["id"], each["reason"], each["removed"], len(each["stayed"])) for each in kept["undone"]] == [(entered, REASON, 2, 2)]
    assert kept["undone"][0]["undone_by"] and kept["undone"][0]["entered_by"]
    assert server.client("second_province_officer").get("/api/take-overs").json()["undone"] == []
    actions = [action for (action,) in rows(store, f"SELECT action FROM events WHERE subject_id = '{entered}' ORDER BY sequence")]
    assert actions == ["enter", "undo"]
    assert server.client().get("/api/open-data/changes.jsonl", limit=1000).text.count('"action":"withdraw"') == 2


def test_twice_is_refused(province, entered):
    again = undo(province, entered)
    assert (again.status_code, again.json()["id"]) == (409, "directory.take_over_undone")
    assert province.get(f"/api/take-overs/{entered}").status_code == 409


def test_the_corrected_list_comes_in(server, province, good):
    report = send(province, good, apply=False).json()
    assert [line["outcome"] for line in report["lines"]] == ["wrong", "wrong", "enter", "enter"], "what stayed stands there already"
    done = send(province, good[2:])
    assert done.status_code == 200 and done.json()["is_applied"], done.text
    assert {"无事馆（演示）", "登记校（演示）"} <= set(lines_of(server.client()))


def test_the_same_file_can_be_entered_again(server):
    fuzhou = server.client("fuzhou_officer")
    lines = [[credit_code("12350102MD4000097"), "榕城旧所（演示）", "", "350102", "专利", "2021-05-01", "", ""]]
    for _ in range(2):
        done = send(fuzhou, lines, status="municipal_outlet")
        assert done.status_code == 200 and done.json()["is_applied"], done.text
        entered = fuzhou.get("/api/take-overs").json()["items"][0]["id"]
        assert undo(server.client("fuzhou_head"), entered).json()["removed"] == 1, "by another officer of the register"
    assert server.client().get("/api/outlets", q="榕城旧所", state="all").json()["total"] == 0


def test_the_log_agrees(server, store):
    server.stop()
    sound(store)
    name = rows(store, "SELECT id FROM outlets WHERE name = '无事馆（演示）'")[0][0]
    change(store, f"DELETE FROM outlets WHERE id = '{name}'")
    change(store, "INSERT INTO outlets (id, organisation_id, act_id, status, division_code, name, sort_key, kind, search_text, entry, filed_on, state, is_taken_over, version, created_at) "
                  "SELECT subject_id, (SELECT MIN(id) FROM organisations), '', 'x', '210202', 'x', 'x', 'other', '', '{}', '2024-01-01', 'valid', 1, 1, '' "
                  "FROM events WHERE subject_kind = 'outlet' AND action = 'withdraw' AND sequence = (SELECT MIN(sequence) FROM events WHERE action = 'withdraw')")
    found = run("audit", "verify", *store.arguments, check=False)
    assert found.returncode == 1 and "已经撤除" in found.stdout, "a line taken back stands there again"
    assert run("rebuild", *store.arguments, check=False).returncode == 0
    sound(store)
    server.start()
