"""One query in three notations over HTTP, earlier searches by their number, and input nobody means well."""
import json

import pytest
from support.records import searching, take_in
from support.server import Server, Store, run
from support.timers import await_that

RECORDS = [{"publication_number": "CN100000001A", "title": "锂电池", "applicant": "甲公司", "published_on": "2012-05-01"},
           {"publication_number": "CN100000002A", "title": "蓄电池隔膜", "applicant": "乙公司", "published_on": "2013-05-01"},
           {"publication_number": "CN100000003A", "title": "水泵 #1 型", "applicant": "甲公司", "published_on": "2014-05-01"}]
SETS = [{"number": 1, "query": "名称=电池"}, {"number": 2, "query": "申请人=甲公司 OR 申请人=丙公司"}]


@pytest.fixture(scope="module")
def visitor(engine):
    store = Store.empty(engine)
    take_in(store, "patents", *RECORDS)
    with searching(store) as client:
        yield client
    store.remove()


def read(client, notation: str, text, sets=(), collection: str = "patents", **arguments):
    body = {"notation": notation, "text": text if isinstance(text, str) else json.dumps(text, ensure_ascii=False), "sets": list(sets)}
    return client.post(f"/api/ip/{collection}/query", body, **arguments)


def told(answer) -> dict:
    assert answer.status_code == 200, answer.text
    return answer.json()


def found(client, q: str) -> int:
    answer = client.get("/api/ip/patents/search", q=q)
    assert answer.status_code == 200, answer.text
    return answer.json()["count"]


FORM = {"join": "all", "parts": [{"is": "words", "field": "title", "text": ["电池"]}, {"join": "any", "parts": [
    {"is": "under", "field": "ipc", "text": ["H01M"]}, {"is": "near", "text": ["正极", "负极"], "distance": 3}]},
    {"is": "range", "field": "applied_on", "low": "2012-01-01", "not": True}]}


def test_synonyms_are_searched_and_shown_and_taken_off(visitor):
    whole = visitor.get("/api/ip/patents/search", q="锂离子电池 公开日=2012").json()
    assert whole["count"] == 1 and whole["query"] == "(锂离子电池 OR 锂电池) AND 公开日=2012-01-01..2012-12-31"
    assert whole["synonyms"] == [{"word": "锂离子电池", "also": ["锂电池"], "is_off": False}] and whole["conditions"][0]["text"] == "锂离子电池" and whole["conditions"][0]["count"] == 1
    assert {"character": "锂", "also": ["鋰"]} in whole["spellings"] and {"character": "电", "also": ["電"]} in whole["spellings"]
    assert any(piece == {"text": "锂电池", "is_marked": True} for piece in whole["hits"][0]["title"])
    for as_written in ("锂离子电池", "LED,鋰離子電池", "*"):
        off = visitor.get("/api/ip/patents/search", q="锂离子电池", as_written=as_written).json()
        assert (off["count"], off["query"]) == (0, "锂离子电池") and off["synonyms"] == [{"word": "锂离子电池", "also": ["锂电池"], "is_off": True}]
    assert found(visitor, whole["query"]) == 1 and visitor.get("/api/ip/patents/search", q=whole["query"]).json()["synonyms"] == [], "what was expanded stands alone"
    line = json.loads(visitor.get("/api/ip/patents/export", q="锂离子电池", format="jsonl").text.splitlines()[0])
    assert (line["query"], line["count"]) == ("锂离子电池 OR 锂电池", 1)
    assert json.loads(visitor.get("/api/ip/patents/export", q="锂离子电池", format="jsonl", as_written="*").text.splitlines()[0])["count"] == 0
    many = visitor.get("/api/ip/patents/search", q="锂电池 OR " + " OR ".join(f"a{n}" for n in range(63))).json()
    assert many["synonyms"] == [] and "64" in many["remarks"][0]


def test_an_operator_names_words_of_their_own(engine):
    store = Store.empty(engine)
    path = store.folder.parent / "words.yaml"
    path.write_text("synonyms:\n  - [水泵, 抽水机]\n", encoding="utf-8")
    with_words = Server(store, "--synonyms", str(path), demo=False)
    client = with_words.client()
    await_that(lambda: client.get("/api/ip/patents/search").status_code == 200, "the index is ready")
    assert client.get("/api/ip/patents/search", q="抽水机").json()["query"] == "抽水机 OR 水泵"
    with_words.close()
    path.write_text("synonyms:\n  - [水泵]\n", encoding="utf-8")
    refused = run("serve", *store.arguments, "--port", "0", "--synonyms", path, check=False)
    assert refused.returncode != 0 and "words.yaml" in refused.stderr and "2" in refused.stderr
    store.remove()


def test_three_notations_are_one_query(visitor):
    whole = told(read(visitor, "field", "题名=电池 AND (IPC=H01M OR 正极 NEAR/3 负极) NOT 申请日>=2012"))
    assert whole["query"] == "名称=电池 AND (ipc=H01M OR (正极 NEAR/3 负极)) NOT 申请日=2012-01-01.."
    assert whole["query_en"].startswith("title=电池 AND (ipc=H01M") and whole["cql"].startswith('title = "电池" and (') and whole["terms"] == 5
    assert whole["builder"] == FORM
    for notation, text in (("field", whole["query"]), ("field", whole["query_en"]), ("cql", whole["cql"]), ("builder", whole["builder"])):
        assert told(read(visitor, notation, text)) == whole, notation
    assert told(read(visitor, "field", ""))["query"] == told(read(visitor, "cql", " "))["query"] == told(read(visitor, "builder", {"join": "all", "parts": []}))["query"] == "*"
    assert told(read(visitor, "field", "申请号=201220249767.5"))["remarks"]
    assert told(read(visitor, "field", "国际分类=9", collection="trademarks"))["cql"] == 'nice = "09"'


def test_nothing_is_kept_of_what_was_read(visitor):
    first = read(visitor, "field", "电池", key="the-same-key-again")
    again = read(visitor, "field", "水泵", key="the-same-key-again")
    assert told(first)["query"] == "电池" and told(again)["query"] == "水泵" and "Idempotency-Replayed" not in again.headers
    without = visitor.request("POST", "/api/ip/patents/query", json={"notation": "field", "text": "电池"})
    assert without.status_code == 200, "a question needs no key"


def test_earlier_searches_are_replaced_by_what_they_asked(visitor):
    both = told(read(visitor, "field", "#1 AND ＃2 NOT 隔膜", SETS))
    assert both["query"] == "名称=电池 AND (申请人=甲公司 OR 申请人=丙公司) NOT 隔膜" and "#" not in both["cql"]
    assert found(visitor, both["query"]) == 1 and found(visitor, "名称=电池") == 2
    assert told(read(visitor, "cql", '#1 and #2 not "隔膜"', SETS)) == both
    form = {"join": "all", "parts": [{"is": "set", "number": 1}, {"is": "set", "number": 2}, {"is": "words", "text": ["隔膜"], "not": True}]}
    assert told(read(visitor, "builder", form, SETS)) == both
    assert told(read(visitor, "field", '"#1" 水泵'))["query"] == '"#1" AND 水泵'


def test_an_earlier_search_that_is_not_there_is_marked(visitor):
    answer = read(visitor, "field", "电池 AND #3", SETS)
    assert answer.status_code == 422 and answer.json()["id"] == "query.unknown_set"
    assert answer.json()["place"] == {"begin": 7, "end": 9, "text": "#3", "suggestion": "#2", "corrected": "电池 AND #2"}
    assert "#1 #2" in answer.json()["detail"] and "引号" in answer.json()["detail"]
    assert visitor.get("/api/ip/patents/search", q="#1 电池").json()["id"] == "query.no_sets", "an address stands alone"
    form = read(visitor, "builder", {"join": "all", "parts": [{"is": "set", "number": 7}]}, SETS).json()
    assert [(each["field"], each["id"]) for each in form["errors"]] == [("parts.0.number", "query.unknown_set")]
    broken = [{"number": 4, "query": "没有这个字段=1"}, *SETS]
    assert told(read(visitor, "field", "#1", broken))["query"] == "名称=电池", "one that is not asked for does no harm"
    refused = read(visitor, "field", "#4", broken).json()
    assert refused["id"] == "query.bad_set" and "#4" in refused["detail"] and "没有这个字段" in refused["detail"] and refused["place"]["begin"] == 0


def test_what_would_not_fit_is_refused_with_its_length(visitor):
    long = [{"number": n, "query": " OR ".join(f"名称={'长' * 20}{n}{i}" for i in range(16))} for n in (1, 2)]
    answer = read(visitor, "field", "#1 NOT #2", long)
    assert answer.status_code == 422 and answer.json()["id"] == "ip_search.too_long_query" and "800" in answer.json()["detail"]
    many = [{"number": n, "query": " OR ".join(f"a{n}{i}" for i in range(40))} for n in (1, 2)]
    answer = read(visitor, "field", "#1 AND #2", many)
    assert answer.json()["id"] == "query.too_many_terms" and answer.json()["place"]["text"] == "#2"


@pytest.mark.parametrize("form, path, identity", [
    ({"join": "all", "parts": [{"is": "words", "text": ["好"]}, {"is": "range", "field": "applied_on", "low": "2013-02-29"}]}, "parts.1", "query.bad_date"),
    ({"join": "all", "parts": [{"is": "under", "field": "ipc", "text": ["H01M", "电池"]}]}, "parts.0.text", "query.bad_class"),
    ({"join": "all", "parts": [{"join": "any", "parts": [{"is": "near", "text": ["a", "b"], "distance": 101}]}]}, "parts.0.parts.0.text", "query.bad_distance"),
    ({"join": "all", "parts": [{"is": "words", "field": "kind", "text": ["发明"]}]}, "parts.0.is", "query.wrong_condition"),
    ({"join": "some", "parts": []}, "join", "query.builder_shape"), ("{", "", "query.builder_shape"), ("[]", "", "query.builder_shape")])
def test_an_error_of_the_form_names_its_part(visitor, form, path, identity):
    answer = read(visitor, "builder", form)
    assert answer.status_code == 422, answer.text
    assert [(each["field"], each["id"]) for each in answer.json()["errors"]] == [(path, identity)] and answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("body, identity", [
    ({"notation": "sql", "text": "a"}, "ip_search.bad_notation"), ({"text": "a"}, "http.invalid_body"), ({"notation": "field", "q": "a"}, "http.invalid_body"),
    ({"notation": "field", "text": 1}, "http.invalid_body"), ({"notation": "field", "text": "a", "sets": [{"number": 0, "query": "a"}]}, "query.builder_shape"),
    ({"notation": "field", "text": "a", "sets": [1]}, "query.builder_shape"), ({"notation": "field", "text": "a", "sets": [{"number": 1, "query": "a"}] * 101}, "query.builder_shape")])
def test_a_body_of_another_shape_is_refused(visitor, body, identity):
    answer = visitor.post("/api/ip/patents/query", body)
    assert 400 <= answer.status_code < 500 and answer.json()["id"] == identity, answer.text
    assert visitor.post("/api/ip/boats/query", {"notation": "field"}).json()["id"] == "ip_search.unknown_collection"


HOSTILE = {"20,000 ORs": "a OR " * 12000, "brackets": "(" * 60000, "closed brackets": "(" * 30000 + "a" + ")" * 30000, "wildcards": "*a*b* " * 10000, "only stars": "*" * 60000,
           "an open quotation mark": '"' * 9999, "a million letters": "a" * 1_000_000, "references": "#1 " * 15000, "as long as may be": "甲 " * 4096}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("notation", ["field", "cql", "builder"])
def test_hostile_text_is_answered(visitor, notation, name):
    answer = read(visitor, notation, HOSTILE[name], SETS)
    assert 400 <= answer.status_code < 500 and answer.json()["detail"], answer.text[:300]
    assert found(visitor, "电池") == 2, "the search goes on"


def test_hostile_forms_are_answered(visitor):
    deep = '{"join":"all","parts":[' * 5000 + "]}" * 5000
    wide = {"join": "any", "parts": [{"is": "words", "text": ["a"]}] * 1000}
    odd = {"join": "all", "parts": [{"is": "exact", "field": "publication_number", "text": ["1"] * 65}]}
    for form, identity in ((deep[:60000], "query.builder_shape"), (deep[:23 * 36] + "]}" * 36, "query.too_deep"), (wide, "query.too_many_terms"), (odd, "query.builder_shape")):
        assert read(visitor, "builder", form).json()["id"] == identity
    huge = visitor.post("/api/ip/patents/query", {"notation": "field", "text": "a", "sets": [{"number": 1, "query": "a" * 600_000}]})
    assert (huge.status_code, huge.json()["id"]) == (413, "http.body_too_large")


def test_the_command_line_answers_hostile_text(visitor, engine):
    store = Store.empty(engine)
    for text in ("a OR " * 2000, "(" * 100, "*a*b*", '"', "#1"):
        done = run("search", text, *store.arguments, check=False)
        assert done.returncode != 0 and done.stderr.strip() and "Traceback" not in done.stderr, text[:20]
    store.remove()
