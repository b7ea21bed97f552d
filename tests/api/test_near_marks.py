"""Near marks over HTTP: each kind with its reason, scores and ties, narrowed as any search, refusals; marks that come and go while the server runs."""
import json
import time

import pytest
from support.records import searching, take_in
from support.server import Server, Store, run
from support.timers import await_that
from test_ip_search import facet

COUNT = 300
MARKS = {"90000001": ("知点红星", "9"), "90000002": ("知点星", "9"), "90000003": ("知点大红星", "35"), "90000004": ("点知红星", "9"), "90000005": ("之点红星", "9"),
         "90000006": ("星红点知", "35"), "90000007": ("知點紅星", "30"), "90000008": ("知点红星科技", "9"), "90000009": ("ZHIDIAN HONGXING", "9"), "90000010": ("知点江星", "9"),
         "90000011": ("知点红雷", "9"), "90000012": ("末来红星", "9"), "90000013": ("蓝鲸", "9"), "90000014": ("知点红星", "25")}


@pytest.fixture(scope="module")
def store(engine):
    """A store with marks that are near one another, and invented ones."""
    made = Store.empty(engine)
    take_in(made, "trademarks", *(record(number, mark, nice) for number, (mark, nice) in MARKS.items()), source="手写商标")
    invented = run("demo", "trademarks", "--count", COUNT, "--seed", "5").stdout
    take_in(made, "trademarks", *map(json.loads, invented.splitlines()), source="虚构商标")
    yield made
    made.remove()


@pytest.fixture(scope="module")
def visitor(store):
    with searching(store) as client:
        await_that(lambda: ask(client, "知点红星").status_code == 200, "the marks are read")
        yield client


def record(number: str, mark: str, nice: str) -> dict:
    return {"registration_number": number, "mark": mark, "nice": nice, "applicant": "虚构科技有限公司", "registered_on": "2020-01-01", "status": "registered"}


def ask(client, mark: str, *, collection: str = "trademarks", choices: dict | None = None, **more):
    if choices:
        more["choices"] = json.dumps(choices)
    return client.get(f"/api/ip/{collection}/near", mark=mark, **more)


def near(client, mark: str, **more) -> dict:
    answer = ask(client, mark, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def by_number(answer: dict) -> dict[str, dict]:
    return {hit["hit"]["key"]: hit for hit in answer["hits"]}


def codes(hit: dict) -> list[str]:
    return [each["code"] for each in hit["classes"]]


def kinds(hit: dict) -> list[str]:
    return [part["kind"] for part in hit["parts"]]


def test_every_kind_is_found_with_its_reason(visitor):
    hits = by_number(near(visitor, "知点红星"))
    expected = {"90000001": ["same"], "90000002": ["dropped"], "90000003": ["added"], "90000004": ["swapped"], "90000005": ["sound"], "90000006": ["reversed"],
                "90000007": ["traditional", "traditional"], "90000008": ["containing"], "90000009": ["spelled"], "90000011": ["replaced"]}
    assert {number: kinds(hits[number]) for number in expected} == expected
    assert "90000013" not in hits
    assert hits["90000005"]["parts"][0]["text"] == "“之”与“知”读音相同（zhi）"
    assert [piece for piece in hits["90000005"]["hit"]["title"] if piece["is_marked"]] == [{"text": "之", "is_marked": True}]
    assert all(each["title"]["zh"] and each["title"]["en"] for each in hits["90000005"]["classes"]), "what the class is about"
    assert kinds(by_number(near(visitor, "未来红星"))["90000012"]) == ["shape"]
    english = visitor.request("GET", "/api/ip/trademarks/near", params={"mark": "知点红星"}, headers={"Accept-Language": "en"}).json()
    assert by_number(english)["90000005"]["parts"][0]["text"].startswith("“之” sounds like")


def test_scores_are_the_sum_of_their_parts_and_ties_are_told(visitor):
    answer = near(visitor, "知点红星", limit=100)
    hits = answer["hits"]
    assert all(hit["score"] == 1000 - sum(part["points"] for part in hit["parts"]) for hit in hits)
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True) and answer["count"] == len(hits)
    for hit in hits:
        assert hit["rank"] == 1 + sum(score > hit["score"] for score in scores) and hit["tied"] == scores.count(hit["score"])
    assert [hit["hit"]["key"] for hit in hits[:3]] == ["90000001", "90000007", "90000014"], "of one score by number"
    again = near(visitor, "知点红星", limit=2, **{"from": 2})
    assert [hit["hit"]["key"] for hit in again["hits"]] == [hit["hit"]["key"] for hit in hits[2:4]] and again["hits"][0]["rank"] == 1


def test_narrowed_as_any_search(visitor):
    whole = near(visitor, "知点红星", limit=100)
    of_nine = near(visitor, "知点红星", choices={"nice": {"any": ["09"]}}, limit=100)
    assert of_nine["count"] == facet(whole, "nice")["09"]["count"] == sum("09" in codes(hit) for hit in whole["hits"])
    assert all("09" in codes(hit) for hit in of_nine["hits"])
    assert facet(of_nine, "nice")["35"]["count"] == facet(whole, "nice")["35"]["count"], "the facet counts as if nothing was chosen in it"
    asked = near(visitor, "知点红星", q="类别=35 AND 状态=已注册", limit=100)
    assert set(by_number(asked)) == {"90000003", "90000006"} and [each["count"] for each in asked["conditions"]][0] == 2
    assert near(visitor, "知点红星", q="类别=35 AND 状态=已注册", off="0", limit=100)["count"] > 2
    wrong = ask(visitor, "知点红星", q="题明=1")
    assert wrong.status_code == 422 and wrong.json()["place"]


def test_kinds_that_are_left_out_do_not_count(visitor):
    assert set(by_number(near(visitor, "知点红星", kinds="sound"))) == {"90000001", "90000005", "90000007", "90000014"}
    assert "90000003" in by_number(near(visitor, "知点红星", kinds="added,reversed"))


def test_letters_and_pinyin(visitor):
    assert kinds(by_number(near(visitor, "zhidian hongxing"))["90000001"]) == ["spelled"]
    assert kinds(by_number(near(visitor, "zhidien hongxing"))["90000009"]) == ["replaced"]


@pytest.mark.parametrize("parameters, identity", [
    ({"mark": ""}, "ip_search.no_mark"), ({"mark": "·！"}, "ip_search.no_mark"), ({"mark": "😀"}, "ip_search.no_mark"), ({"mark": "长" * 33}, "ip_search.long_mark"),
    ({"mark": "a" * 3000}, "ip_search.long_mark"), ({"mark": "知点", "kinds": "taste"}, "ip_search.bad_kinds"), ({"mark": "知点", "kinds": "sound,,"}, "ip_search.bad_kinds"),
    ({"mark": "知点", "limit": "0"}, "ip_search.bad_number"), ({"mark": "知点", "choices": "[]"}, "ip_search.bad_choices"), ({"mark": "知点", "colour": "red"}, "http.unknown_parameter")])
def test_what_is_wrong_is_refused_with_a_sentence(visitor, parameters, identity):
    answer = visitor.get("/api/ip/trademarks/near", **parameters)
    assert 400 <= answer.status_code < 500 and answer.json()["id"] == identity, answer.text
    assert answer.json()["detail"] and "{" not in answer.json()["detail"]


def test_only_trademarks_have_marks(visitor):
    assert ask(visitor, "知点", collection="patents").json()["id"] == "ip_search.no_marks"
    assert ask(visitor, "知点", collection="boats").json()["id"] == "ip_search.unknown_collection"


def test_marks_come_and_go_while_the_server_runs(store, visitor):
    assert near(visitor, "夔龙魍魉")["count"] == 0
    take_in(store, "trademarks", record("90000101", "夔龙魍魉", "9"), source="后来的商标")
    await_that(lambda: near(visitor, "夔龙魍")["count"] == 1, "what was imported is near")
    take_in(store, "trademarks", record("90000101", "另外名称", "9"), source="后来的商标")
    await_that(lambda: near(visitor, "另外名")["count"] == 1 and near(visitor, "夔龙魍")["count"] == 0, "what was called otherwise is near by its new name")
    run("sources", "remove", "trademarks", "后来的商标", *store.arguments)
    await_that(lambda: near(visitor, "另外名称")["count"] == 0, "what was taken out is gone")


def test_until_the_marks_are_read_it_says_so(engine):
    made = Store.empty(engine)
    lines = "".join(json.dumps(record(str(30000000 + number), f"知点{number}", "9")) + "\n" for number in range(20000))
    path = made.folder.parent / "many.jsonl"
    path.write_text(lines, encoding="utf-8")
    run("import", "trademarks", path, *made.arguments, "--source", "许多商标", "--data-date", "2024-06-30")
    running = Server(made, demo=False)
    client, seen = running.client(), set()
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end and 200 not in seen:
            answer = ask(client, "知点1")
            seen.add(answer.status_code)
            if answer.status_code == 503:
                assert answer.json()["id"] == "ip_search.preparing"
        assert 200 in seen and seen <= {200, 503}
    finally:
        running.close()
        made.remove()


def test_the_command_line_says_the_same(store):
    told = json.loads(run("search", "--near", "知点红星", "--collection", "trademarks", "--limit", "5", "--json", *store.arguments).stdout)
    assert [hit["hit"]["key"] for hit in told["hits"]][:3] == ["90000001", "90000007", "90000014"]
    assert "读音相同" in run("search", "--near", "知点红星", *store.arguments).stdout
    assert "至少一个汉字" in run("search", "--near", "！", *store.arguments, check=False).stderr
    of_two = json.loads(run("search", "--near", "知点红星", "--limit", "2", "--json", *store.arguments).stdout)["hits"]
    assert [hit["tied"] for hit in of_two] == [3, 3], "those that are not printed are counted"
    assert run("search", "--near", "知点", "--similar", *store.arguments, check=False).returncode == 2
