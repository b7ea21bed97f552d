"""Legal events of patents: from records and from files of their own, before and after the bibliography, twice; on both databases."""
import json
import pathlib

import pytest
from support.checks import sound
from support.records import lines, searching
from support.server import Store, change, run

PUMP = {"publication_number": "CN202644312U", "application_number": "ZL 201220249767.4", "title": "一种水泵的密封结构", "applicant": "虚构泵业有限公司", "status": "授权"}
EARLY = {**PUMP, "publication_number": "CN102644312A", "title": "一种水泵的密封方法"}
MOTOR = {"publication_number": "CN104751825B", "title": "永磁电机的定子绕线方法", "applicant": "虚构电机有限公司",
         "legal_events": ["2023-10-03 [GR01] 授权", "2015.07.01 [PB01] 公布", "2023-13-03 授权", "2024-01-01"]}


def prs(number: str, day: str, code: str, information: str) -> str:
    return (f'<b:PRSRecord><b:ApplicationReference dataFormat="original"><a:DocumentID><a:WIPOST3Code>CN</a:WIPOST3Code><a:DocNumber>{number}</a:DocNumber></a:DocumentID>'
            f"</b:ApplicationReference><b:PRSPublicationDate><a:Date>{day}</a:Date></b:PRSPublicationDate><b:PRSCode>{code}</b:PRSCode>"
            f"<b:PRSInformation>{information}</b:PRSInformation></b:PRSRecord>")


LEGAL = ('<?xml version="1.0" encoding="UTF-8"?><b:PRS xmlns:b="urn:b" xmlns:a="urn:a">' + prs("201220249767.4", "20190625", "CF01", "未缴年费专利权终止")
         + prs("2012202497674", "20130102", "GR01", "授权") + prs("209910000001.1", "20130102", "GR01", "授权") + "</b:PRS>")


@pytest.fixture
def store(engine):
    """An empty store."""
    made = Store.empty(engine)
    yield made
    made.remove()


@pytest.fixture
def take_in(store, tmp_path):
    """Imports a text as a file of a source; what the command says of it."""
    def take(name: str, text: str, source: str = "著录项目", *more: str) -> dict:
        path = pathlib.Path(tmp_path / name)
        path.write_text(text, encoding="utf-8")
        return json.loads(run("import", "patents", path, *store.arguments, "--source", source, "--json", *more).stdout)
    return take


def found(store: Store, *query: str) -> list[str]:
    return sorted(hit["key"] for hit in json.loads(run("search", *query, *store.arguments, "--json").stdout)["hits"])


def counts(report: dict) -> tuple[int, int, int, int]:
    return report["accepted"], report["changed"], report["unchanged"], report["rejected"]


def record(client, key: str) -> dict:
    answer = client.get("/api/ip/patents/record", key=key)
    assert answer.status_code == 200, answer.text
    return answer.json()


def days(client, key: str) -> list[tuple[str, str]]:
    return [(event["day"], event["code"]) for event in record(client, key)["legal_events"]["events"]]


def test_events_of_a_record_are_kept_found_and_shown(store, take_in):
    report = take_in("a.jsonl", lines(PUMP, MOTOR))
    assert counts(report) == (2, 0, 0, 0) and report["reasons"] == {"ip_records.bad_date": 1, "ip_records.empty_event": 1}
    assert found(store, "法律事件=授权") == ["CN104751825B"] == found(store, "legal events=GR01")
    assert found(store, "GR01") == [], "no part of any text"
    with searching(store) as client:
        shown = record(client, "CN104751825B")
        assert [each["id"] for each in shown["fields"]].count("legal_events") == 0
        assert shown["legal_events"] == {"sources": [], "events": [{"day": "2023-10-03", "code": "GR01", "words": "授权", "note": ""},
                                                                   {"day": "2015-07-01", "code": "PB01", "words": "公布", "note": ""}]}
        assert record(client, "CN202644312U")["legal_events"] == {"sources": [], "events": []}
        table = client.get("/api/ip/patents/export", q="定子", format="csv").text
        assert "法律事件" in table and "2015-07-01 [PB01] 公布；2023-10-03 [GR01] 授权" in table


def test_tables_carry_several_events_in_a_cell(store, take_in):
    head = "公开（公告）号,名称,法律事件\n"
    assert counts(take_in("a.csv", head + 'CN104751825B,电机,"20150701 [PB01] 公布；2023年10月3日 [GR01] 授权; 见公告"\n')) == (1, 0, 0, 0)
    with searching(store) as client:
        events = record(client, "CN104751825B")["legal_events"]["events"]
        assert [(each["day"], each["words"]) for each in events] == [("2023-10-03", "授权, 见公告"), ("2015-07-01", "公布")]


def test_a_legal_file_adds_to_what_is_there(store, take_in, tmp_path):
    take_in("a.jsonl", lines(PUMP, EARLY, MOTOR))
    report = take_in("legal.xml", LEGAL, "法律状态", "--licence", "仅供测试", "--data-date", "2024-01-01", "--rejected", str(tmp_path / "rejected.jsonl"))
    assert counts(report) == (0, 2, 0, 1) and report["reasons"] == {"ip_records.unknown_patent": 1}
    rejected = [json.loads(line) for line in (tmp_path / "rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(each["record"], each["id"], each["params"]) for each in rejected] == [(3, "ip_records.unknown_patent", {"number": "CN209910000001.1"})]
    assert counts(take_in("legal.xml", LEGAL, "法律状态")) == (0, 0, 2, 1), "the same file twice changes nothing"
    assert found(store, "法律事件=终止") == ["CN102644312A", "CN202644312U"], "every publication of the application"
    assert found(store, "题名=水泵 AND 法律状态=授权") == ["CN102644312A", "CN202644312U"], "nothing else is replaced"
    # The bibliography again, unchanged and changed: the events stay.
    assert counts(take_in("a.jsonl", lines(PUMP, EARLY, MOTOR))) == (0, 0, 3, 0)
    assert counts(take_in("b.jsonl", lines({**PUMP, "title": "一种鼓风机"}), "另一来源")) == (0, 1, 0, 0)
    assert found(store, "鼓风机 法律事件=终止") == ["CN202644312U"]
    run("search", "--rebuild", *store.arguments)
    assert found(store, "法律事件=终止") == ["CN102644312A", "CN202644312U"]
    with searching(store) as client:
        shown = record(client, "CN202644312U")
        assert [(each["day"], each["code"]) for each in shown["legal_events"]["events"]] == [("2019-06-25", "CF01"), ("2013-01-02", "GR01")]
        assert shown["legal_events"]["sources"] == [{"name": "法律状态", "licence": "仅供测试", "data_date": "2024-01-01"}]
        assert shown["source"]["name"] == "另一来源" and shown["title"] == "一种鼓风机"


def test_a_legal_file_before_the_patents(store, take_in):
    assert counts(take_in("legal.xml", LEGAL, "法律状态")) == (0, 0, 0, 3)
    take_in("a.jsonl", lines(PUMP))
    assert counts(take_in("legal.xml", LEGAL, "法律状态")) == (0, 2, 0, 1), "the cure that is told"
    assert found(store, "法律事件=终止") == ["CN202644312U"]


def test_a_list_of_events_replaces_nothing(store, take_in):
    take_in("a.jsonl", lines(PUMP))
    report = take_in("legal.csv", "申请号,法律状态,法律事件\n201220249767.4,终止,2019-06-25 终止\n", "法律状态")
    assert counts(report)[1] == 1 and report["reasons"]["ip_records.left_beside_events"] == 1
    with searching(store) as client:
        shown = record(client, "CN202644312U")
        values = {field["id"]: [each["value"] for each in field["values"]] for field in shown["fields"]}
        assert values["title"] == [PUMP["title"]] and values["status"] == ["granted"]
        assert days(client, "CN202644312U") == [("2019-06-25", "")]


def test_a_source_of_events_is_taken_out(store, take_in):
    take_in("a.jsonl", lines(PUMP, MOTOR))
    take_in("legal.xml", LEGAL, "法律状态")
    listed = {each["name"]: each["records"] for each in json.loads(run("sources", "--json", *store.arguments).stdout)["items"]}
    assert listed == {"著录项目": 2, "法律状态": 1}
    run("sources", "remove", "patents", "法律状态", *store.arguments)
    assert found(store, "法律事件=终止") == [] and found(store, "水泵") == ["CN202644312U"] and found(store, "法律事件=授权") == ["CN104751825B"]
    # The patents go and come again: their events wait for them.
    take_in("legal.xml", LEGAL, "法律状态")
    run("sources", "remove", "patents", "著录项目", *store.arguments)
    assert found(store) == []
    take_in("a.jsonl", lines(PUMP, MOTOR))
    assert found(store, "法律事件=终止") == ["CN202644312U"]
    sound(store)


def test_records_from_before_the_numbers_were_noted(store, take_in):
    take_in("a.jsonl", lines(PUMP, MOTOR))
    change(store, "UPDATE ip_records SET application_number = NULL")
    assert counts(take_in("legal.xml", LEGAL, "法律状态")) == (0, 2, 0, 1)
