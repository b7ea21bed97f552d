"""What stands near a record: its family by shared numbers, similar records with the words both have."""
import pytest
from support.records import searching, take_in
from support.server import Store
from support.timers import await_that

PUMP = {"publication_number": "CN202644312U", "application_number": "CN201220249767.4", "title": "一种水泵的密封结构", "ipc": "F04D29/10",
        "abstract": "本实用新型公开了一种水泵，水泵的端盖上设有密封圈，密封圈与泵轴之间留有间隙。"}
AGAIN = {**PUMP, "publication_number": "CN202644312B"}
CLAIMS = {"publication_number": "CN103000001A", "application_number": "CN201310000001.X", "priority": "CN201220249767.4", "title": "水泵及其安装方法"}
SIMILAR = {"publication_number": "CN104000001A", "application_number": "CN201410000001.7", "title": "一种离心水泵的端盖", "ipc": "F04D29/10",
           "abstract": "离心水泵的端盖上设有密封圈，密封圈由橡胶制成。"}
OTHER = {"publication_number": "CN105000001A", "application_number": "CN201510000001.4", "title": "永磁电机的定子绕线方法", "abstract": "定子的槽内设有绕组。"}


@pytest.fixture(scope="module")
def visitor(engine):
    made = Store.empty(engine)
    take_in(made, "patents", PUMP, AGAIN, CLAIMS, SIMILAR, OTHER)
    with searching(made) as client:
        await_that(lambda: client.get("/api/ip/patents/search", q="").json().get("count") == 5, "all is in")
        yield client
    made.remove()


def related(client, record: dict) -> dict:
    answer = client.get("/api/ip/patents/related", key=record["publication_number"])
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_family_shares_an_application_or_a_priority_number(visitor):
    found = {each["key"]: (each["reason"], each["shared_number"]) for each in related(visitor, PUMP)["family"]}
    assert found == {"CN202644312B": ("same_application", "CN201220249767.4"), "CN103000001A": ("claims_this", "CN201220249767.4")}
    assert {each["key"]: each["reason"] for each in related(visitor, CLAIMS)["family"]} == {"CN202644312U": "is_priority", "CN202644312B": "is_priority"}


def test_what_is_similar_tells_whole_words_and_classes_both_have(visitor):
    similar = {each["key"]: each for each in related(visitor, PUMP)["similar"]}
    assert "CN202644312B" not in similar, "the family is told apart"
    phrases = {each["text"]: each["records"] for each in similar["CN104000001A"]["phrases"]}
    assert any("密封圈" in phrase or "端盖" in phrase for phrase in phrases) and min(phrases.values()) >= 2
    assert not any(phrase.startswith(("的", "与", "上")) or phrase.endswith(("的", "与", "一")) or len(phrase) < 2 for phrase in phrases), phrases
    assert similar["CN104000001A"]["classes"] == ["F04D29/10"]
    assert "CN105000001A" not in similar or similar["CN105000001A"]["phrases"]


def test_an_unknown_record_has_none(visitor):
    answer = visitor.get("/api/ip/patents/related", key="none")
    assert (answer.status_code, answer.json()["id"]) == (404, "ip_search.unknown_record")
