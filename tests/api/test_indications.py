"""Geographical indications: invented ones found by every field, and counted by province."""
import collections
import json

import pytest
from support.records import searching, take_in
from support.server import Store, run

COUNT = 300


@pytest.fixture(scope="module")
def invented() -> list[dict]:
    return [json.loads(line) for line in run("demo", "indications", "--count", COUNT, "--seed", "7").stdout.splitlines()]


@pytest.fixture(scope="module")
def visitor(engine, invented):
    store = Store.empty(engine)
    report = take_in(store, "indications", *invented)
    assert (report["accepted"], report["reasons"]) == (COUNT, {})
    with searching(store) as client:
        yield client
    store.remove()


def values(client, **more) -> dict:
    answer = client.get("/api/ip/indications/values", field="province", **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def count(client, q: str) -> int:
    return client.get("/api/ip/indications/search", q=q).json()["count"]


def test_the_same_seed_gives_the_same_indications(invented):
    again = [json.loads(line) for line in run("demo", "indications", "--count", 5, "--from", 100, "--seed", "7").stdout.splitlines()]
    assert again == invented[100:105]
    assert run("demo", "indications", "--count", 1, "--seed", "8").stdout != run("demo", "indications", "--count", 1, "--seed", "7").stdout


def test_found_by_every_field(visitor, invented):
    one = next(each for each in invented if each.get("users"))
    for name, field in {"产品": "name", "权利人": "holder", "标准": "standard", "用标企业": "users", "公告号": "number", "产地": "area"}.items():
        hits = visitor.get("/api/ip/indications/search", q=f'{name}="{one[field][0]}"').json()["hits"]
        assert one["number"][0] in [hit["key"] for hit in hits], name
    record = visitor.get("/api/ip/indications/record", key=one["number"][0]).json()
    assert {"name", "area", "holder", "standard", "users", "number", "registered_on", "protection", "status", "province"} == {field["id"] for field in record["fields"]}


def test_every_province_is_counted_however_many_there_are(visitor, invented):
    of_all = collections.Counter(record["province"][0] for record in invented)
    answer = values(visitor)
    assert {each["value"]: each["count"] for each in answer["values"]} == dict(of_all) and len(of_all) > 20
    assert answer["distinct"] == len(of_all) and {"value": "710000", "label": {"zh": "台湾省", "en": "Taiwan"}} in answer["labels"]
    code, number = of_all.most_common(1)[0]
    chosen = values(visitor, choices=json.dumps({"province": {"any": [code]}}))
    assert {each["value"]: each["count"] for each in chosen["values"]} == dict(of_all), "counted as if none was chosen"
    assert [each["value"] for each in chosen["values"] if each["is_any"]] == [code]
    assert visitor.get("/api/ip/indications/search", choices=json.dumps({"province": {"any": [code]}})).json()["count"] == number
    rice = values(visitor, q="产品=大米")
    assert sum(each["count"] for each in rice["values"]) == count(visitor, "产品=大米")


@pytest.mark.parametrize("parameters, identity", [({}, "search.unknown_field"), ({"field": "name"}, "search.unknown_field"), ({"field": "boat"}, "search.unknown_field"), ({"field": "province", "q": "产品="}, "query.missing_value")])
def test_what_is_wrong_is_refused(visitor, parameters, identity):
    answer = visitor.get("/api/ip/indications/values", **parameters)
    assert 400 <= answer.status_code < 500 and (answer.json()["id"] == identity or "field" not in parameters), answer.text


def test_an_unknown_collection_has_no_values(visitor):
    assert visitor.get("/api/ip/boats/values", field="province").json()["id"] == "ip_search.unknown_collection"
    assert visitor.get("/api/ip/indications/related", key="none").json()["id"] == "ip_search.unknown_record"
