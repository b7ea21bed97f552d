"""Classification tables: imported with their edition, browsed, codes that are no more, and titles beside the classes of records."""
import csv
import json
import pathlib

import pytest
from support.checks import sound
from support.records import searching, take_in as import_records
from support.reference_data import reference
from support.server import Server, Store, rows, run

IPC = ["A\tsection\t人类生活必需", "F\tsection\t机械工程", "F04\tclass\t液体变容式机械", "F04D\tsubclass\t非变容式泵（喷射泵入F04F）", "F04D29/00\tmain_group\t部件、零件或附件", "F04D29/10\tsubgroup\t轴密封",
       "H\tsection\t电学", "H10\tclass\t半导体器件", "H10D\tsubclass\t无机电半导体器件"]
OLD = ["F\tsection\t机械工程", "H\tsection\t电学", "H01\tclass\t基本电气元件", "H01L\tsubclass\t半导体器件（旧）", "H01L21/00\tmain_group\t制造半导体器件的方法"]
NICE = '类号,上位类,名称\n9,,"科学仪器,电子设备"\n0901,,电子计算机及其外部设备\n0907,,通信导航设备\n090372,0901,可下载的软件\n090372,0907,可下载的软件\n'
PUMP = {"publication_number": "CN202644312U", "title": "一种水泵的密封结构", "applicant": "虚构泵业有限公司", "ipc": "F04D29/10;H01L21/00;G06F99/99", "published_on": "2013-01-02"}
SLASH = {"key": "1/2 号?#&%2F..", "title": "号码里有斜线的记录", "applicant": "虚构机构", "ipc": "F04D"}
MARK = {"mark": "知点", "registration_number": "12345678", "nice": "9", "groups": "0901", "applicant": "虚构软件有限公司"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> pathlib.Path:
    return tmp_path_factory.mktemp("classifications")


@pytest.fixture(scope="module")
def store(engine, folder):
    made = Store.empty(engine)
    for collection, records in {"patents": [PUMP, SLASH], "trademarks": [MARK]}.items():
        import_records(made, collection, *records)
    take_in(made, "ipc", "2025.01", write(folder, "old.tsv", "\n".join(OLD) + "\n"))
    take_in(made, "ipc", "2026.01", write(folder, "ipc.tsv", "\n".join(IPC) + "\n"), "--withdrawn", write(folder, "withdrawn.csv", '旧分类号,新分类号\nH01L21/00,"H10D、H10P"\n'))
    take_in(made, "nice", "NCL12-2025", write(folder, "nice.csv", NICE))
    yield made
    made.remove()


@pytest.fixture(scope="module")
def visitor(store):
    with searching(store) as client:
        yield client


def write(folder: pathlib.Path, name: str, text: str, encoding: str = "utf-8") -> pathlib.Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def take_in(store: Store, scheme: str, edition: str, *files) -> dict:
    return json.loads(run("classification", "import", *files, "--scheme", scheme, "--edition", edition, *store.arguments, "--json").stdout)


def refusal(store: Store, *arguments, code: int = 1) -> str:
    done = run("classification", "import", *arguments, *store.arguments, check=False)
    assert done.returncode == code and done.stdout == "", done.stdout
    return done.stderr


def below(client, scheme: str, parent: str = "", **more) -> list[str]:
    return [each["code"] for each in client.get(f"/api/classifications/{scheme}/classes", parent=parent, **more).json()["items"]]


def resolve(client, scheme: str, code: str) -> dict:
    return client.get(f"/api/classifications/{scheme}/class", code=code).json()


def test_tables_with_their_editions_the_newest_first(visitor, store):
    tables = {each["scheme"]: each for each in visitor.get("/api/classifications").json()["items"]}
    assert list(tables) == ["ipc", "nice", "locarno", "gbt4754", "sei"]
    assert [(each["edition"], each["is_own"], each["classes"], each["withdrawn"]) for each in tables["ipc"]["editions"]] == [("2026.01", False, 9, 2), ("2025.01", False, 5, 0), ("", True, 8, 0)]
    assert tables["locarno"]["editions"] == []
    printed = run("classification", "list", *store.arguments).stdout
    assert "2026.01" in printed and "NCL12-2025" in printed
    assert {each["edition"] for each in json.loads(run("classification", "list", *store.arguments, "--json").stdout)["items"]} >= {"2026.01", "2025.01", ""}


def test_the_tree_is_fetched_level_by_level(visitor):
    assert below(visitor, "ipc") == ["A", "F", "H"]
    assert below(visitor, "ipc", "f04d") == ["F04D29/00"] and below(visitor, "ipc", "F04D29/00") == ["F04D29/10"]
    assert below(visitor, "ipc", edition="2025.01") == ["F", "H"]
    items = visitor.get("/api/classifications/ipc/classes", parent="F04").json()
    assert items["edition"] == "2026.01"
    assert items["items"] == [{"code": "F04D", "level": "subclass", "parent": "F04", "has_children": True, "title": {"zh": "非变容式泵（喷射泵入F04F）", "en": "非变容式泵（喷射泵入F04F）"}}]
    assert below(visitor, "nice", "0901") == below(visitor, "nice", "0907") == ["090372"], "an item stands in every group it belongs to"
    assert below(visitor, "locarno") == []


def test_a_code_is_resolved_in_the_newest_edition_or_said_to_be_withdrawn(visitor):
    current = resolve(visitor, "ipc", "f04d 29/10")
    assert (current["state"], current["edition"], current["code"], current["title"]["zh"]) == ("current", "2026.01", "F04D29/10", "轴密封")
    assert [each["code"] for each in current["above"]] == ["F", "F04", "F04D", "F04D29/00"]
    old = resolve(visitor, "ipc", "H01L21/00")
    assert (old["state"], old["edition"], old["title"]["zh"]) == ("withdrawn", "2025.01", "制造半导体器件的方法")
    assert [(each["code"], each.get("title", {}).get("zh")) for each in old["replacements"]] == [("H10D", "无机电半导体器件"), ("H10P", None)]
    assert resolve(visitor, "ipc", "H01L")["state"] == "withdrawn" and resolve(visitor, "ipc", "H01L")["replacements"] == []
    unknown = resolve(visitor, "ipc", "F04D99/00")
    assert unknown["state"] == "unknown" and "title" not in unknown and [each["code"] for each in unknown["above"]] == ["F", "F04", "F04D"]
    own = resolve(visitor, "ipc", "G")
    assert own["state"] == "unknown", "the newest edition that is here has no such section"
    assert resolve(visitor, "nice", "9")["title"]["en"] == "Electronics and instruments"


def test_a_title_is_found_by_words_and_code(visitor):
    found = visitor.get("/api/classifications/ipc/search", q="变容式").json()
    assert [each["class"]["code"] for each in found["items"]] == ["F04", "F04D"] and not found["is_more"] and found["edition"] == "2026.01"
    assert [each["code"] for each in found["items"][1]["above"]] == ["F", "F04"]
    assert [each["class"]["code"] for each in visitor.get("/api/classifications/ipc/search", q="f04d 密封").json()["items"]] == ["F04D29/10"]
    assert [each["class"]["code"] for each in visitor.get("/api/classifications/ipc/search", q="半導體 舊", edition="2025.01").json()["items"]] == ["H01L"], "繁简"
    assert visitor.get("/api/classifications/ipc/search", q="%").json()["items"] == []
    assert visitor.get("/api/classifications/nice/search", q="软件").json()["items"][0]["class"]["code"] == "090372"


def test_classes_of_records_and_facets_have_titles(visitor):
    record = visitor.get("/api/ip/patents/record", key="CN202644312U").json()
    classes = {value["value"]: value["class"] for field in record["fields"] if field["id"] == "ipc" for value in field["values"]}
    assert classes["F04D29/10"]["title"]["zh"] == "轴密封" and classes["F04D29/10"]["edition"] == "2026.01"
    assert classes["H01L21/00"]["state"] == "withdrawn" and classes["H01L21/00"]["replacements"][0]["code"] == "H10D"
    assert classes["G06F99/99"]["state"] == "unknown"
    facets = {facet["field"]: {value["value"]: value.get("title", {}).get("zh") for value in facet["values"]} for facet in visitor.get("/api/ip/patents/search").json()["facets"]}
    assert facets["ipc"] == {"F04D": "非变容式泵（喷射泵入F04F）", "H01L": "半导体器件（旧）", "G06F": None}
    assert "title" not in visitor.get("/api/ip/patents/search").json()["facets"][0]["values"][0]
    marks = {facet["field"]: facet["values"] for facet in visitor.get("/api/ip/trademarks/search").json()["facets"]}
    assert marks["nice"][0]["title"]["zh"] == "科学仪器,电子设备" and marks["groups"][0]["title"]["zh"] == "电子计算机及其外部设备"


def test_a_record_is_reached_whatever_its_key_holds(visitor):
    keys = [hit["key"] for hit in visitor.get("/api/ip/patents/search", q="斜线").json()["hits"]]
    assert keys == [SLASH["key"]]
    assert visitor.get("/api/ip/patents/record", key=keys[0]).json()["title"] == SLASH["title"]
    assert visitor.get("/api/ip/patents/related", key=keys[0]).status_code == 200


@pytest.mark.parametrize("path, parameters, status, identity", [
    ("/api/classifications/cpc/classes", {}, 404, "classifications.unknown_scheme"), ("/api/classifications/cpc/class", {"code": "A"}, 404, "classifications.unknown_scheme"),
    ("/api/classifications/ipc/classes", {"edition": "1999"}, 404, "classifications.unknown_edition"), ("/api/classifications/ipc/classes", {"parent": "B"}, 404, "classifications.unknown_class"),
    ("/api/classifications/ipc/class", {"code": "boat"}, 422, "classifications.bad_code"), ("/api/classifications/ipc/search", {"q": " "}, 422, "classifications.no_words"),
    ("/api/classifications/ipc/search", {"q": "长" * 101}, 422, "classifications.words_too_long"), ("/api/classifications/cpc/search", {"q": "a"}, 404, "classifications.unknown_scheme")])
def test_what_is_wrong_is_refused_with_a_sentence(visitor, path, parameters, status, identity):
    answer = visitor.get(path, **parameters)
    assert (answer.status_code, answer.json()["id"]) == (status, identity) and "{" not in answer.json()["detail"], answer.text


def test_imports_are_logged_and_the_same_file_changes_nothing(store, folder):
    again = take_in(store, "nice", "NCL12-2025", write(folder, "again.csv", NICE))
    assert again["is_unchanged"] and again["classes"] == 5
    changed = take_in(store, "nice", "NCL12-2025", write(folder, "more.csv", NICE + "1001,,医疗仪器\nxx,,无此类号\n0901,,重复\n35,,\n"))
    assert (changed["classes"], changed["rejected"]) == (7, 2)
    assert changed["reasons"] == {"classifications.bad_code": 1, "classifications.repeated_code": 1, "classifications.no_title": 1}
    assert [(each["line"], each["id"]) for each in changed["first_rejected"]] == [(7, "classifications.bad_code"), (8, "classifications.repeated_code")]
    events = [json.loads(content) for (content,) in rows(store, "SELECT content FROM events WHERE subject_kind = 'classification' ORDER BY sequence")]
    assert [(event["scheme"], event["edition"], event["classes"], event["withdrawn"]) for event in events] == [("ipc", "2025.01", 5, 0), ("ipc", "2026.01", 9, 2), ("nice", "NCL12-2025", 5, 0), ("nice", "NCL12-2025", 7, 0)]
    assert len(events[1]["files"][0]["hash"]) == 64 and events[1]["withdrawn_files"][0]["name"] == "withdrawn.csv"
    sound(store)
    run("rebuild", *store.arguments)


def test_shapes_of_files(store, folder):
    industries = write(folder, "gbt.tsv", "A\tA\t农业\nA\t01\t种植\nA\t011\t谷物\nA\t0111\t稻谷\nB\tB\t采矿\nB\t06\t煤炭\n", encoding="gb18030")
    assert take_in(store, "gbt4754", "2017", industries)["classes"] == 6
    headed = write(folder, "gbt.csv", "门类;代码;名称\n;A;农业\n;01;种植\nB;06;煤炭\n;B;采矿\n")
    assert take_in(store, "gbt4754", "2018", headed)["classes"] == 4
    parents = dict(rows(store, "SELECT c.code, c.parent FROM classification_classes c JOIN classification_editions e ON e.id = c.edition_id WHERE e.scheme = 'gbt4754' AND e.edition = '2018'"))
    assert parents == {"A": "", "01": "A", "06": "B", "B": ""}
    assert take_in(store, "sei", "2018", write(folder, "sei.tsv", "1\t信息技术\n1.1\t网络\n"))["classes"] == 2
    assert take_in(store, "locarno", "14", write(folder, "locarno.tsv", "14\tclass\t记录设备\n14-3\tsubclass\t通信设备\n"))["classes"] == 2


@pytest.mark.parametrize("arguments, words", [
    (["--scheme", "cpc", "--edition", "1"], "没有名为 cpc 的分类表"), (["--scheme", "ipc", "--edition", " "], "请写明版次"), (["--scheme", "ipc", "--edition", "长" * 41], "请写明版次"),
    (["--scheme", "nice", "--edition", "1"], "无法识别文件 ipc-like.tsv 的列")])
def test_imports_that_are_refused(store, folder, arguments, words):
    path = write(folder, "ipc-like.tsv", "F04D\tsubclass\t泵\n")
    assert words in refusal(store, path, *arguments)


def test_imports_without_anything_to_read_are_refused(store, folder):
    empty = write(folder, "empty.tsv", "类号\t名称\n")
    assert "没有一行可以识别" in refusal(store, empty, "--scheme", "ipc", "--edition", "2027.01")
    assert "请先导入该版的类目" in refusal(store, "--withdrawn", write(folder, "gone.tsv", "H01L\tH10D\n"), "--scheme", "ipc", "--edition", "2027.01")
    assert "请写明要导入的文件" in refusal(store, "--scheme", "ipc", "--edition", "2027.01", code=2)


def test_the_real_tables(engine, tmp_path):
    """Goldens on IPC 2026.01, Nice NCL12-2025, GB/T 4754 and the strategic industries."""
    ipc, groups, items = reference("data/classification/ipc_zh_2026.tsv"), reference("data/trademarks/nice_zh_groups.json"), reference("data/trademarks/nice_zh_items.tsv")
    made = Store.empty(engine)
    try:
        report = take_in(made, "ipc", "2026.01", ipc)
        assert (report["classes"], report["rejected"], report["reasons"]) == (77028, 0, {"classifications.no_title": 11})
        with open(tmp_path / "groups.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["类号", "上位类", "名称"]] + [[each["group"], each["cls"], each["title"]] for each in json.loads(groups.read_text(encoding="utf-8"))])
        with open(tmp_path / "classes.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["类号", "名称"]] + [[each["cls"], each["heading"]] for each in json.loads(reference("data/trademarks/nice_zh_classes.json").read_text(encoding="utf-8"))])
        report = take_in(made, "nice", "NCL12-2025", tmp_path / "classes.csv", tmp_path / "groups.csv", items)
        assert (report["classes"], report["rejected"]) == (45 + 491 + 11333, 0)
        assert take_in(made, "gbt4754", "2017", reference("data/classification/gbt4754_2017.tsv"))["classes"] == 1971
        assert take_in(made, "sei", "2018", reference("data/classification/sei_codes_40.tsv"))["classes"] == 40
        levels = rows(made, "SELECT c.level, COUNT(*) FROM classification_classes c JOIN classification_editions e ON e.id = c.edition_id WHERE e.scheme = 'ipc' GROUP BY c.level ORDER BY c.level")
        assert [int(number) for _, number in levels] == [8, 131, 643, 7469, 68777], "by the notation: the table calls four main groups subgroups"
        server = Server(made, demo=False)
        try:
            client = server.client()
            gone = resolve(client, "ipc", "H01L21/00")
            assert gone["state"] == "unknown" and [each["code"] for each in gone["above"]] == ["H", "H01"] and gone["edition"] == "2026.01"
            assert below(client, "ipc") == list("ABCDEFGH") and len(below(client, "nice")) == 45
            assert [each["code"] for each in resolve(client, "gbt4754", "0111")["above"]] == ["A", "01", "011"]
            assert resolve(client, "nice", "020047")["above"][1]["code"] in ("0201", "0202")
            found = client.get("/api/classifications/ipc/search", q="锂 电池").json()
            assert found["items"] and all("锂" in each["class"]["title"]["zh"] and "电池" in each["class"]["title"]["zh"] for each in found["items"])
        finally:
            server.close()
    finally:
        made.remove()
