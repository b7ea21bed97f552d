"""Records from outside: imported, found, taken out; on both databases, on good and bad days."""
import gzip
import json
import pathlib
import signal
import subprocess
import time
import zipfile

import pytest
from support.checks import sound
from support.records import lines
from support.server import PROGRAM, Store, rows, run

PUMP = {"publication_number": "CN202644312U", "application_number": "ZL 201220249767.4", "title": "一种水泵的密封结构", "applicant": "虚构泵业有限公司;虚构大学",
        "abstract": "本实用新型公开了一种水泵的密封结构。", "ipc": "F04D29/10(2006.01)I", "applied_on": "2012.05.31", "published_on": "20130102",
        "address": "226634 江苏省南通市某某镇"}
MOTOR = {"publication_number": "CN104751825B", "title": "永磁電機的定子繞線方法", "applicant": "虚构电机有限公司", "published_on": "2023-10-03"}


@pytest.fixture
def store(engine):
    """An empty store."""
    made = Store.empty(engine)
    yield made
    made.remove()


def take_in(store: Store, path: pathlib.Path, *more: str, **options) -> dict:
    return json.loads(run("import", "patents", path, *store.arguments, "--source", "测试来源", "--json", *more, **options).stdout)


def found(store: Store, *query: str) -> dict:
    return json.loads(run("search", *query, *store.arguments, "--json").stdout)


def keys(answer: dict) -> list[str]:
    return [hit["key"] for hit in answer["hits"]]


def test_imported_and_found(store, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(lines(PUMP, MOTOR), encoding="utf-8")
    report = take_in(store, path, "--licence", "仅供测试", "--data-date", "2024-01-01")
    assert (report["accepted"], report["rejected"], report["reasons"]) == (2, 0, {})
    assert keys(found(store, "水泵")) == ["CN202644312U"]
    assert keys(found(store, "永磁电机")) == ["CN104751825B"], "繁简"
    assert keys(found(store, "2012202497674")) == ["CN202644312U"], "a number in another spelling"
    assert keys(found(store, "申请人=虚构大学 AND IPC=F04D")) == ["CN202644312U"]
    assert keys(found(store, "--sort", "date")) == ["CN104751825B", "CN202644312U"]
    counted = {facet["field"]: facet for facet in found(store, "--facets")["facets"]}
    assert counted["province"]["values"] == [{"value": "320000", "count": 1}]
    assert counted["applicant"]["distinct"] == 3
    printed = run("search", "水泵", "--facets", *store.arguments).stdout
    assert "共 1 条" in printed and "一种水泵的密封结构" in printed and "测试来源" in printed and "江苏省" in printed
    wrong = run("search", "题名=(水泵", *store.arguments, check=False)
    assert wrong.returncode == 1 and wrong.stderr.strip()
    assert "仅供测试" in run("sources", *store.arguments).stdout
    sound(store)


def test_the_same_file_twice_and_changed(store, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(lines(PUMP, MOTOR), encoding="utf-8")
    take_in(store, path)
    again = take_in(store, path)
    assert (again["accepted"], again["changed"], again["unchanged"]) == (0, 0, 2)
    path.write_text(lines(PUMP, {**MOTOR, "title": "发电机"}), encoding="utf-8")
    assert keys(found(store, "定子")) == ["CN104751825B"]
    third = take_in(store, path)
    assert (third["accepted"], third["changed"], third["unchanged"]) == (0, 1, 1)
    assert keys(found(store, "定子")) == [] and keys(found(store, "发电机")) == ["CN104751825B"]
    events = [json.loads(content) for (content,) in rows(store, "SELECT content FROM events WHERE subject_kind = 'ip_source' AND action = 'import' ORDER BY ordinal")]
    assert [(event["accepted"], event["changed"], event["unchanged"]) for event in events] == [(2, 0, 0), (0, 0, 2), (0, 1, 1)]
    sound(store)


def test_bad_records_do_not_stop_a_file(store, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(PUMP, "{broken", {"title": "无号"}).encode() + b'{"title":"\xff\xfe"}\n' + lines({**MOTOR, "published_on": "不详"}).encode())
    report = take_in(store, path, "--rejected", str(tmp_path / "rejected.jsonl"))
    assert (report["accepted"], report["rejected"]) == (2, 3)
    assert report["reasons"] == {"ip_records.broken_json": 1, "ip_records.no_number": 1, "ip_records.broken_text": 1, "ip_records.bad_date": 1}
    rejected = [json.loads(line) for line in (tmp_path / "rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [each["record"] for each in rejected] == [2, 3, 4] and "无号" in rejected[1]["text"]


def test_encodings(store, tmp_path):
    table = "公开（公告）号,名称,申请（专利权）人\nCN202644312U,水泵,虚构泵业\n"
    (tmp_path / "gb.csv").write_bytes(table.encode("gb18030"))
    assert take_in(store, tmp_path / "gb.csv")["accepted"] == 1
    (tmp_path / "utf16.csv").write_bytes(table.replace("2U", "3U").encode("utf-16"))
    assert take_in(store, tmp_path / "utf16.csv")["accepted"] == 1
    # Characters that were lost before: refused, so that no nonsense is searched.
    (tmp_path / "lost.csv").write_text(table.replace("水泵", "水\ufffd").replace("2U", "4U"), encoding="utf-8")
    report = take_in(store, tmp_path / "lost.csv")
    assert (report["accepted"], report["reasons"]) == (0, {"ip_records.broken_text": 1})
    assert found(store, "水泵")["count"] == 2
    (tmp_path / "a.xml").write_text('<?xml version="1.0" encoding="x-unknown"?><a/>', encoding="utf-8")
    done = run("import", "patents", tmp_path / "a.xml", *store.arguments, check=False)
    assert done.returncode == 1 and "x-unknown" in done.stderr


def test_what_unpacks_without_end_is_refused(store, tmp_path):
    bomb = lines(PUMP).encode() + b" " * (64 << 20)
    with gzip.open(tmp_path / "bomb.gz", "wb") as file:
        file.write(bomb)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", bomb)
    for name in ("bomb.gz", "bomb.zip"):
        done = run("import", "patents", tmp_path / name, *store.arguments, check=False)
        assert done.returncode == 1 and "异常膨胀" in done.stderr
    (tmp_path / "entities.xml").write_text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><cn-patent-document>&b;</cn-patent-document>')
    assert take_in(store, tmp_path / "entities.xml")["reasons"] == {"ip_records.declares_entities": 1}


def test_killed_and_resumed(store, tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text(run("demo", "patents", "--count", "20000", "--seed", "3").stdout + "{broken\n", encoding="utf-8")
    command = [str(PROGRAM), "import", "patents", str(path), *store.arguments, "--source", "测试来源"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        time.sleep(0.05)
        try:
            if int(rows(store, "SELECT COUNT(*) FROM ip_records")[0][0]) >= 1000:
                break
        except Exception:  # noqa: BLE001 the tables are being made
            pass
    assert process.poll() is None, "the file was read too fast to be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    report = take_in(store, path)
    assert report["resumed_at"] >= 1000 and report["resumed_at"] % 500 == 0
    assert (report["accepted"], report["unchanged"], report["rejected"]) == (20000, 0, 1), "counted once each, over both runs"
    assert int(rows(store, "SELECT COUNT(*) FROM ip_imports")[0][0]) == 1
    assert found(store)["count"] == 20000
    sound(store)


def test_a_source_taken_out_is_no_longer_found(store, tmp_path):
    for name, record in (("甲", PUMP), ("乙", MOTOR)):
        (tmp_path / name).write_text(lines(record), encoding="utf-8")
        run("import", "patents", tmp_path / name, *store.arguments, "--source", name)
    assert found(store)["count"] == 2
    run("sources", "remove", "patents", "甲", *store.arguments)
    assert keys(found(store)) == ["CN104751825B"]
    assert [item["name"] for item in json.loads(run("sources", "--json", *store.arguments).stdout)["items"]] == ["乙"]
    assert run("sources", "remove", "patents", "丙", *store.arguments, check=False).returncode == 1
    sound(store)
    run("import", "patents", tmp_path / "甲", *store.arguments, "--source", "甲")
    assert found(store)["count"] == 2
    sound(store)


def test_a_missing_or_damaged_index_is_made_anew(store, tmp_path):
    (tmp_path / "a").write_text(run("demo", "patents", "--count", "300").stdout, encoding="utf-8")
    take_in(store, tmp_path / "a")
    before = found(store, "一种", "--facets")
    assert before["count"] > 100
    index = next((store.folder / "index").glob("patents-*.db"))
    size = index.stat().st_size
    with open(index, "r+b") as file:
        for at in range(100, size, 4096):
            file.seek(at)
            file.write(b"\xff" * 64)
    assert found(store, "一种", "--facets") == before
    for file in (store.folder / "index").iterdir():
        file.unlink()
    assert found(store, "一种", "--facets") == before
    assert "300 条" in run("search", "--rebuild", *store.arguments).stdout
    assert found(store, "一种", "--facets") == before


def test_wrong_calls(store, tmp_path):
    (tmp_path / "a.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert run("import", "patents", tmp_path / "none", *store.arguments, check=False).returncode == 2
    assert "patents" in run("import", "songs", tmp_path / "a.csv", *store.arguments, check=False).stderr
    assert "--column" in run("import", "patents", tmp_path / "a.csv", *store.arguments, check=False).stderr
    assert run("import", "patents", tmp_path / "a.csv", *store.arguments, "--column", "甲=shoes", check=False).returncode == 1
    assert run("import", "patents", tmp_path / "a.csv", *store.arguments, "--data-date", "2024-02-30", check=False).returncode == 1


def test_invented_patents_can_be_made_in_slices():
    whole = run("demo", "patents", "--count", "50", "--seed", "9").stdout.splitlines()
    assert run("demo", "patents", "--from", "20", "--count", "10", "--seed", "9").stdout.splitlines() == whole[20:30]
    assert run("demo", "patents", "--count", "50", "--seed", "10").stdout.splitlines() != whole
