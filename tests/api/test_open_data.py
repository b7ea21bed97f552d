"""The public directory of any day, its history, open data and the change feed, on the served interface."""
import csv
import io
import json

import pytest


def lines(answer):
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["Content-Disposition"]
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.fixture(scope="module")
def visitor(server):
    return server.client()


def test_exports_hold_what_the_list_holds(visitor):
    total = visitor.get("/api/outlets").json()["total"]
    assert total > 0
    records = lines(visitor.get("/api/open-data/outlets.jsonl"))
    assert len(records) == total
    table = visitor.get("/api/open-data/outlets.csv")
    assert table.headers["Content-Type"].startswith("text/csv")
    read = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row["id"] for row in read] == [record["id"] for record in records]
    division = records[0]["division_code"]
    assert {record["division_code"] for record in lines(visitor.get("/api/open-data/outlets.jsonl", division=division))} == {division}


def test_no_person_leaves(visitor):
    for path in ("outlets.jsonl", "notices.jsonl", "changes.jsonl"):
        for record in lines(visitor.get(f"/api/open-data/{path}")):
            assert not {"principal_name", "contact_phone", "actor_id", "organisation_id", "salt"} & set(record) | set(record.get("content", {})) & {"organisation_id"}


def test_the_directory_of_a_past_day(visitor):
    entered = min(record["filed_on"] for record in lines(visitor.get("/api/open-data/outlets.jsonl", state="all")))
    assert visitor.get("/api/outlets", as_of="2019-12-31").json()["total"] == 0
    assert visitor.get("/api/outlets", as_of=entered).json()["total"] >= 1
    for wrong, error in (({"as_of": "2999-01-01"}, "directory.day_to_come"), ({"as_of": "yesterday"}, "directory.bad_date"), ({"state": "x"}, "directory.bad_state")):
        answer = visitor.get("/api/outlets", **wrong)
        assert (answer.status_code, answer.json()["id"]) == (422, error)


def test_history_names_the_notices(visitor):
    outlet = visitor.get("/api/outlets", limit=1).json()["items"][0]
    history = visitor.get(f"/api/outlets/{outlet['id']}/history").json()["items"]
    assert history[0]["action"] in ("enter", "take_over")
    assert history[0]["on"] == outlet["filed_on"]
    assert {notice["kind"] for notice in history[0]["notices"]} >= {"filed_list"}
    assert visitor.get("/api/outlets/none/history").status_code == 404


def test_the_feed_follows_the_log(visitor):
    everything = lines(visitor.get("/api/open-data/changes.jsonl"))
    assert [record["sequence"] for record in everything] == sorted({record["sequence"] for record in everything})
    assert {record["kind"] for record in everything} == {"outlet", "notice"}
    half = everything[len(everything) // 2]["sequence"]
    assert lines(visitor.get("/api/open-data/changes.jsonl", after=half)) == [record for record in everything if record["sequence"] > half]
    day = everything[0]["on"]
    assert lines(visitor.get("/api/open-data/changes.jsonl", day=day)) == [record for record in everything if record["on"] == day]
    for wrong in ({"after": -1}, {"limit": 1001}, {"after": "x"}):
        assert visitor.get("/api/open-data/changes.jsonl", **wrong).json()["id"] == "directory.bad_feed"


def test_self_assessment_stores_nothing(visitor):
    questions = {question["id"]: question for question in visitor.get("/api/self-assessment/questions").json()["items"]}
    assert questions["team.full_time"]["type"] == "integer"

    def assessed(answers):
        found = visitor.get("/api/self-assessment", answers=json.dumps(answers)).json()["items"]
        return {finding["id"]: finding["outcome"] for item in found if item["act_id"] == "shenyang_outlet_2024" for finding in item["findings"]}

    assert assessed({})["full_time_staff"] == "not_evidenced"
    assert assessed({"team.full_time": 2, "registered_division": "210103"}) | {"full_time_staff": "not_met", "registered_here": "met"} == assessed({"team.full_time": 2, "registered_division": "210103"})
    assert assessed({"team.full_time": 3, "registered_division": "350102"})["registered_here"] == "not_met"
    for wrong, error in (("[]", "regulations.bad_assessment_answer"), ('{"team.full_time":"x"}', "regulations.bad_assessment_answer"), ('{"x":1}', "regulations.unknown_question")):
        answer = visitor.get("/api/self-assessment", answers=wrong)
        assert (answer.status_code, answer.json()["id"]) == (422, error)
