"""The visitor's search over HTTP: exact counts, facets, conditions, errors with a place, records, files; an index that follows and is made anew."""
import collections
import csv
import io
import json
import zipfile

import pytest
from support.records import collections_of, take_in
from support.server import Server, Store, run
from support.timers import await_that

COUNT = 400
PUMP = {"publication_number": "CN202644312U", "application_number": "ZL 201220249767.4", "title": "一种水泵的密封结构", "applicant": "虚构泵业有限公司;虚构大学",
        "abstract": "本实用新型公开了一种水泵，水泵的端盖上设有密封圈。", "ipc": "F04D29/10(2006.01)I", "applied_on": "2012.05.31", "published_on": "20130102"}
FORMULA = {"publication_number": "CN104751825B", "title": "=1+1 电机的绕线方法", "applicant": "@虚构电机有限公司", "published_on": "2023-10-03"}
MARK = {"mark": "知点", "registration_number": "12345678", "nice": "9", "applicant": "虚构软件有限公司", "registered_on": "2020-01-01", "goods": "计算机软件"}


@pytest.fixture(scope="module")
def invented() -> list[dict]:
    return [json.loads(line) for line in run("demo", "patents", "--count", COUNT, "--seed", "5").stdout.splitlines()]


@pytest.fixture(scope="module")
def store(engine, invented):
    """A store with invented patents, two written by hand, and a mark."""
    made = Store.empty(engine)
    take_in(made, "patents", *invented, source="虚构专利")
    take_in(made, "patents", PUMP, FORMULA, source="手写专利", data_date="2024-01-01", licence="仅供测试")
    take_in(made, "trademarks", MARK, source="虚构商标")
    yield made
    made.remove()


@pytest.fixture(scope="module")
def server(store):
    running = Server(store, demo=False)
    yield running
    running.close()


@pytest.fixture(scope="module")
def visitor(server):
    client = server.client()
    await_that(lambda: all(each["is_ready"] for each in collections_of(client).values()), "every index is ready")
    return client


def find(client, q: str = "", *, collection: str = "patents", choices: dict | None = None, **more) -> dict:
    if choices:
        more["choices"] = json.dumps(choices)
    answer = client.get(f"/api/ip/{collection}/search", q=q, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def keys(answer: dict) -> list[str]:
    return [hit["key"] for hit in answer["hits"]]


def text(pieces: list[dict]) -> str:
    return "".join(piece["text"] for piece in pieces)


def facet(answer: dict, field: str) -> dict[str, dict]:
    return {value["value"]: value for each in answer["facets"] if each["field"] == field for value in each["values"]}


def counts(answer: dict, field: str) -> dict[str, int]:
    return {value: each["count"] for value, each in facet(answer, field).items()}


def export(client, kind: str, q: str, **more):
    return client.get("/api/ip/patents/export", q=q, format=kind, **more)


def test_collections_with_fields_and_sources(visitor):
    known = collections_of(visitor)
    assert list(known) == ["patents", "trademarks", "indications"]
    assert (known["patents"]["records"], known["trademarks"]["records"], known["indications"]["records"]) == (COUNT + 2, 1, 0)
    sources = {each["name"]: each for each in known["patents"]["sources"]}
    assert sources["手写专利"] == {"name": "手写专利", "licence": "仅供测试", "data_date": "2024-01-01"}
    kind = next(field for field in known["patents"]["fields"] if field["id"] == "kind")
    assert kind["is_counted"] and {"value": "design", "label": {"zh": "外观设计", "en": "Design"}} in kind["values"]


def test_words_are_found_and_marked(visitor):
    answer = find(visitor, "水泵 密封圈 申请人=虚构泵业")
    assert keys(answer) == ["CN202644312U"] and answer["count"] == 1
    hit = answer["hits"][0]
    assert text(hit["title"]) == PUMP["title"] and [piece["text"] for piece in hit["title"] if piece["is_marked"]] == ["水泵"]
    assert {"text": "密封圈", "is_marked": True} in hit["snippet"] and hit["snippet_label"]["zh"] == "摘要"
    assert (hit["number"], hit["date"], hit["source"]) == ("CN202644312U", "2013-01-02", "手写专利")
    assert [text(holder) for holder in hit["holders"]] == ["虚构泵业有限公司", "虚构大学"]
    assert keys(find(visitor, "2012202497674")) == ["CN202644312U"], "a number in another spelling"
    assert keys(find(visitor, "商标==知点", collection="trademarks")) == ["12345678"]
    assert find(visitor, "水泵", collection="indications")["count"] == 0


def test_everything_is_counted_and_paged(visitor):
    seen: list[str] = []
    for start in range(0, COUNT + 2, 100):
        answer = find(visitor, sort="newest", limit=100, **{"from": start})
        assert answer["count"] == COUNT + 2
        seen += keys(answer)
    assert len(set(seen)) == len(seen) == COUNT + 2
    dates = [hit["date"] for hit in find(visitor, sort="newest", limit=100)["hits"]]
    assert dates == sorted(dates, reverse=True)
    dates = [hit["date"] for hit in find(visitor, sort="oldest", limit=100)["hits"]]
    assert dates == sorted(dates)
    assert keys(find(visitor, **{"from": 9999})) == []


def test_facets_equal_a_recount(visitor, invented):
    kinds = collections.Counter(keys_of_kind(invented))
    kinds["utility_model"] += 1
    kinds["invention"] += 1  # what was written by hand
    assert counts(find(visitor), "kind") == dict(kinds)


def keys_of_kind(invented: list[dict]) -> list[str]:
    known = {"发明": "invention", "实用新型": "utility_model", "外观设计": "design"}
    return [known.get(each, each) for record in invented for each in ([record["kind"]] if isinstance(record["kind"], str) else record["kind"])]


def test_several_values_of_a_facet_and_exclusion(visitor):
    whole = find(visitor)
    of_all = counts(whole, "kind")
    chosen = find(visitor, choices={"kind": {"any": ["design", "invention"]}})
    assert chosen["count"] == of_all["design"] + of_all["invention"]
    assert counts(chosen, "kind") == of_all, "the facet counts as if nothing was chosen in it"
    assert facet(chosen, "kind")["design"]["is_any"] and not facet(chosen, "kind")["utility_model"]["is_any"]
    assert sum(counts(chosen, "province").values()) <= sum(counts(whole, "province").values()), "the others count what is left"
    without = find(visitor, choices={"kind": {"none": ["design"]}})
    assert without["count"] == whole["count"] - of_all["design"] and facet(without, "kind")["design"]["is_none"]
    years = counts(whole, "applied_on")
    two = sorted(years)[:2]
    assert find(visitor, choices={"applied_on": {"any": two}})["count"] == years[two[0]] + years[two[1]]
    classes = counts(whole, "ipc")
    first = next(iter(classes))
    assert find(visitor, choices={"ipc": {"any": [first]}})["count"] == classes[first]
    rare = find(visitor, choices={"applicant": {"any": ["虚构大学"]}})
    assert rare["count"] == 1 and facet(rare, "applicant")["虚构大学"]["count"] == 1, "a chosen value stands in its facet however rare"


def test_conditions_have_counts_and_can_be_switched_off(visitor):
    answer = find(visitor, "水泵 AND 密封圈 AND 申请人=虚构泵业")
    assert [each["text"] for each in answer["conditions"]] == ["水泵", "密封圈", "申请人=虚构泵业"]
    for each in answer["conditions"]:
        assert each["count"] == find(visitor, each["text"])["count"]
    off = find(visitor, "水泵 AND 密封圈 AND 申请人=虚构泵业", off="2")
    assert off["count"] == find(visitor, "水泵 AND 密封圈")["count"]
    assert [each["is_off"] for each in off["conditions"]] == [False, False, True]
    assert find(visitor, "水泵 密封圈", off="0,1")["count"] == COUNT + 2


def test_the_query_is_told_as_it_was_read_in_both_notations(visitor):
    answer = find(visitor, "ti=水泵 applicant=(虚构泵业、甲) ", choices={"kind": {"any": ["utility_model"]}})
    assert answer["query"] == "名称=水泵 AND (申请人=虚构泵业 OR 申请人=甲) AND 类型=实用新型"
    assert answer["query_en"].startswith("title=水泵 AND (applicant=")
    assert find(visitor, answer["query"])["count"] == answer["count"] == 1
    assert find(visitor, answer["cql"], notation="cql")["count"] == 1
    assert find(visitor, "申请号=201220249767.5")["remarks"], "a wrong check digit is told"


def test_a_query_that_cannot_be_read_names_its_place(visitor):
    answer = visitor.get("/api/ip/patents/search", q="水泵 题明=钢筋")
    assert answer.status_code == 422 and answer.headers["Content-Type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["place"] == {"begin": 3, "end": 5, "text": "题明", "suggestion": "题名", "corrected": "水泵 题名=钢筋"}
    assert problem["id"] == "query.unknown_field_near" and "题名" in problem["detail"]
    unclosed = visitor.get("/api/ip/patents/search", q='𠮷 题名="钢筋').json()
    assert unclosed["id"] == "query.unclosed_quote" and unclosed["place"]["begin"] == 5 and "corrected" not in unclosed["place"]
    assert visitor.get("/api/ip/patents/search", q="title adj", notation="cql").status_code == 422
    assert visitor.get("/api/ip/patents/export", q="题名=", format="csv").json()["place"]["text"] is not None


@pytest.mark.parametrize("parameters, identity", [
    ({"sort": "best"}, "ip_search.bad_sort"), ({"limit": "0"}, "ip_search.bad_number"), ({"limit": "101"}, "ip_search.bad_number"), ({"from": "-1"}, "ip_search.bad_number"),
    ({"from": "10000"}, "ip_search.bad_number"), ({"off": "x"}, "ip_search.bad_off"), ({"notation": "sql"}, "ip_search.bad_notation"), ({"choices": "[]"}, "ip_search.bad_choices"),
    ({"choices": '{"kind":{"any":["boat"]}}'}, "ip_search.bad_choices"), ({"choices": '{"title":{"any":["a"]}}'}, "search.unknown_field"), ({"q": "a OR " * 80 + "a"}, "query.too_many_terms"),
    ({"q": "(" * 40 + "a" + ")" * 40}, "query.too_deep"), ({"q": "(" * 5000}, "http.address_too_long"), ({"colour": "red"}, "http.unknown_parameter")])
def test_what_is_wrong_is_refused_with_a_sentence(visitor, parameters, identity):
    answer = visitor.get("/api/ip/patents/search", **parameters)
    assert 400 <= answer.status_code < 500 and answer.json()["id"] == identity, answer.text
    assert answer.json()["detail"] and "{" not in answer.json()["detail"]


def test_unknown_collections_records_and_formats(visitor):
    assert visitor.get("/api/ip/boats/search").json()["id"] == "ip_search.unknown_collection"
    assert visitor.get("/api/ip/patents/record", key="none").json()["id"] == "ip_search.unknown_record"
    assert visitor.get("/api/ip/trademarks/record", key="CN202644312U").status_code == 404, "a key of another collection"
    assert export(visitor, "pdf", "水泵").json()["id"] == "ip_search.bad_format"
    assert visitor.post("/api/ip/patents/search").status_code == 405


def test_a_record_with_its_source_and_the_way_to_the_office(visitor):
    record = visitor.get("/api/ip/patents/record", key="CN202644312U").json()
    assert record["title"] == PUMP["title"] and record["source"] == {"name": "手写专利", "licence": "仅供测试", "data_date": "2024-01-01"}
    fields = {field["id"]: field for field in record["fields"]}
    meaning = fields["ipc"]["values"][0]["class"]
    assert (meaning["state"], meaning["is_own"], [each["code"] for each in meaning["above"]]) == ("deeper", True, ["F"]), "no table was imported: the top alone is known"
    assert fields["kind"]["values"][0]["label"] == {"zh": "实用新型", "en": "Utility model"}
    assert record["official"]["url"].startswith("http") and record["imported_at"]
    for value in fields["applicant"]["values"]:
        assert "CN202644312U" in keys(find(visitor, value["query"])), "what leads to the others of an applicant finds this one too"


def test_a_table_holds_what_was_found_and_says_so(visitor):
    answer = export(visitor, "csv", "题名=绕线方法 OR 题名=密封结构", sort="oldest")
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    split = table.index([""]) if [""] in table else table.index([])
    head = {row[0]: row[1] for row in table[:split]}
    total = find(visitor, "题名=绕线方法 OR 题名=密封结构")["count"]
    assert head["检索式"] and head["排序"] == "日期从旧到新" and head["数据版本（批次）"].isdigit() and str(total) in head["记录数"]
    heading, records = table[split + 1], table[split + 2:]
    assert len(records) == total
    by_number = {row[heading.index("公开（公告）号")]: row for row in records}
    assert by_number["CN202644312U"][heading.index("申请人")] == "虚构泵业有限公司；虚构大学"
    guarded = by_number["CN104751825B"]
    assert guarded[heading.index("名称")].startswith("'=") and guarded[heading.index("申请人")].startswith("'@"), "nothing that a program would compute"


def test_a_workbook_has_the_records_and_what_was_asked(visitor):
    answer = export(visitor, "xlsx", "申请人=虚构泵业")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as workbook:
        sheets = [workbook.read(name).decode() for name in sorted(workbook.namelist()) if name.startswith("xl/worksheets/sheet")]
        everything = "".join(workbook.read(name).decode("utf-8", "replace") for name in workbook.namelist())
    assert len(sheets) == 2 and PUMP["title"] in everything and "检索式" in everything and "<f>" not in everything


def test_what_is_imported_while_the_server_runs_is_found_and_what_is_taken_out_is_not(store, visitor):
    before = collections_of(visitor)["patents"]["data_version"]
    take_in(store, "patents", {"publication_number": "CN999999999A", "title": "刚刚导入的扫地机器人"}, source="后来的来源")
    await_that(lambda: find(visitor, "刚刚导入")["count"] == 1, "what was imported is found")
    assert find(visitor, "刚刚导入")["data_version"] > before
    run("sources", "remove", "patents", "后来的来源", *store.arguments)
    await_that(lambda: find(visitor, "刚刚导入")["count"] == 0, "what was taken out is gone")
    assert visitor.get("/api/ip/patents/record", key="CN999999999A").status_code == 404


def test_an_index_made_anew_by_another_process_is_taken_up(store, visitor):
    run("search", "--rebuild", *store.arguments)
    take_in(store, "patents", {"publication_number": "CN999999998A", "title": "换新索引之后的折叠椅"}, source="再后来的来源")
    await_that(lambda: find(visitor, "换新索引")["count"] == 1, "the index made anew is taken up")


def test_a_damaged_index_is_told_and_made_anew(store, server, visitor):
    expected = find(visitor, "水泵")["count"]
    server.stop()
    for path in (store.folder / "index").glob("patents-*.db*"):
        with open(path, "r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (path.stat().st_size - 4096 if path.stat().st_size > 4096 else 0))
    server.start()
    visitor.base = server.base
    statuses = set()

    def is_back() -> bool:
        answer = visitor.get("/api/ip/patents/search", q="水泵")
        statuses.add(answer.status_code)
        if answer.status_code == 503:
            assert answer.json()["id"] == "ip_search.preparing" and "索引" in answer.json()["detail"]
        return answer.status_code == 200

    await_that(is_back, "the damaged index is back")
    assert statuses <= {200, 503} and find(visitor, "水泵")["count"] == expected


def test_damage_met_while_searching_is_told_and_made_good(store, visitor):
    words = ["水泵", "设备", "装置", "方法", "一种", "所述", "类型=外观设计", "申请人=公司"]
    expected = [find(visitor, q)["count"] for q in words]
    index = next((store.folder / "index").glob("patents-*.db"))
    with open(index, "r+b") as file:
        for at in range(8192, index.stat().st_size, 4096):
            file.seek(at)
            file.write(b"\xff" * 512)
    take_in(store, "patents", {"publication_number": "CN999999997A", "title": "损坏以后导入的螺母"}, source="最后的来源")

    def is_whole() -> bool:
        answers = [visitor.get("/api/ip/patents/search", q=q) for q in [*words, "损坏以后"]]
        assert {answer.status_code for answer in answers} <= {200, 503}
        if any(answer.status_code == 503 for answer in answers):
            return False
        return [answer.json()["count"] for answer in answers] == [*expected, 1]

    await_that(is_whole, "the search is whole again")


def test_indexes_in_a_server_that_is_away_are_said_to_be_and_the_rest_goes_on(store):
    running = Server(store, "--opensearch", "http://127.0.0.1:9", demo=False)
    try:
        client = running.client()
        def ask():
            return client.get("/api/ip/patents/search?q=水泵").json()
        await_that(lambda: ask()["id"] == "search.engine_unreachable", "the server is known to be away")
        problem = ask()
        assert problem["status"] == 503 and "检索服务器" in problem["detail"]
        assert client.get("/api/ip/collections").status_code == 200
    finally:
        running.close()


def test_an_address_of_no_server_is_refused_at_the_start(store):
    done = run("serve", *store.arguments, "--port", "0", "--opensearch", "http://host/path", check=False)
    assert done.returncode != 0 and "--opensearch" in done.stderr
