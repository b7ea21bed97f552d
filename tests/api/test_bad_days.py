"""Killed processes, a stopped PostgreSQL, a damaged log: nothing acknowledged is lost, nothing doubled, damage is located."""
import json
import os
import random
import signal
import subprocess
import threading
import time
import uuid

import pytest
import requests
from support import journey
from support.checks import findings, sound
from support.server import Server, Store, change, database_name, psql, rows, run

LOOPS = {"sqlite": int(os.environ.get("ZHIDIAN_KILLS", "100")), "postgresql": int(os.environ.get("ZHIDIAN_KILLS_POSTGRESQL", "20"))}


def verify(store, *more) -> tuple[int, dict]:
    """The exit code and the whole report, also against a checkpoint."""
    done = run("audit", "verify", "--json", *store.arguments, *more, check=False)
    return done.returncode, json.loads(done.stdout)


def test_kill_in_a_loop_of_submits(store):
    """Kills the server while a submit is under way, starts it again, sends the same request with the same key."""
    source = random.Random(7)
    server = Server(store)
    acknowledged = []
    try:
        for _ in range(LOOPS[store.engine]):
            applicant = server.client("applicant_12")
            case_id = journey.start(applicant)
            journey.fill(applicant, case_id)
            journey.upload(applicant, case_id)
            version, key = applicant.case(case_id)["version"], uuid.uuid4().hex
            answer = None
            killer = threading.Timer(source.uniform(0, 0.03), lambda: server.process.send_signal(signal.SIGKILL))
            killer.start()
            try:
                answer = applicant.post(f"/api/cases/{case_id}/actions/submit", {}, version=version, key=key)
            except requests.RequestException:
                pass
            killer.join()
            server.stop(signal.SIGKILL)
            server.start()
            applicant.base = server.base
            if answer is not None and answer.status_code == 200:
                assert applicant.case(case_id)["state"] == "verifying", "acknowledged and lost"
            again = applicant.post(f"/api/cases/{case_id}/actions/submit", {}, version=version, key=key)
            assert again.status_code == 200, again.text
            acknowledged.append(case_id)
            assert applicant.act(case_id, "withdraw").status_code == 200
    finally:
        server.close()
    submits = dict(rows(store, "SELECT subject_id, count(*) FROM events WHERE action = 'submit' GROUP BY subject_id"))
    assert [submits.get(case_id) for case_id in acknowledged] == [1 if store.engine == "sqlite" else "1"] * len(acknowledged)
    sound(store)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)  # only PostgreSQL can be stopped under the server
def test_postgresql_stopped_in_the_middle(store, tmp_path):
    """The database goes away under a running server: an honest answer, then recovery by itself."""
    server = Server(store)
    try:
        applicant = server.client("applicant_12")
        case_id = journey.start(applicant)
        journey.fill(applicant, case_id)
        journey.upload(applicant, case_id)
        version, key = applicant.case(case_id)["version"], uuid.uuid4().hex
        terminate = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        name = database_name(store.database)
        psql(os.environ["ZHIDIAN_TEST_POSTGRESQL"], f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        psql(os.environ["ZHIDIAN_TEST_POSTGRESQL"], terminate.replace("current_database()", f"'{name}'"))
        down = applicant.post(f"/api/cases/{case_id}/actions/submit", {}, version=version, key=key)
        assert down.status_code == 503 and down.headers.get("Retry-After"), down.text
        psql(os.environ["ZHIDIAN_TEST_POSTGRESQL"], f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        deadline = time.monotonic() + 20
        while True:
            up = applicant.post(f"/api/cases/{case_id}/actions/submit", {}, version=version, key=key)
            if up.status_code == 200 or time.monotonic() > deadline:
                break
            time.sleep(0.2)
        assert up.status_code == 200, up.text
        assert rows(store, f"SELECT count(*) FROM events WHERE action = 'submit' AND subject_id = '{case_id}'") == [("1",)]
    finally:
        server.close()


def test_verify_is_clean_and_rebuild_changes_nothing(store):
    code, report = verify(store)
    assert code == 0 and report["findings"] == [] and report["size"] > 50
    before = rows(store, "SELECT id, state, holder, round, is_final FROM cases ORDER BY id")
    run("rebuild", *store.arguments)
    assert rows(store, "SELECT id, state, holder, round, is_final FROM cases ORDER BY id") == before


@pytest.mark.parametrize("kind,statement", [
    ("flipped", "UPDATE events SET content = replace(content, '\"to\":\"', '\"to\":\"x') WHERE sequence = (SELECT min(sequence) FROM events WHERE action = 'submit')"),
    ("deleted", "DELETE FROM events WHERE sequence = 20"),
    ("truncated", "DELETE FROM events WHERE sequence > (SELECT max(sequence) - 3 FROM events)"),
    ("state", "UPDATE cases SET state = 'filed' WHERE state = 'verifying'"),
])
def test_damage_is_located(store, kind, statement):
    damaged = store.copy()
    try:
        checkpoint = damaged.folder.parent / "checkpoint.json"
        run("audit", "checkpoint", "--out", checkpoint, *damaged.arguments)
        assert verify(damaged, "--checkpoint", checkpoint)[0] == 0
        change(damaged, statement)
        code, report = verify(damaged, "--checkpoint", checkpoint)
        assert code == 1 and kind in {finding["kind"] for finding in report["findings"]}, report
        if kind == "deleted":
            assert any(finding["first"] <= 20 <= finding["last"] for finding in report["findings"])
    finally:
        damaged.remove()


@pytest.mark.parametrize("said,statement", [
    ("valid_until", "UPDATE outlets SET valid_until = '2099-12-31' WHERE id = (SELECT min(id) FROM outlets)"),
    ("gone", "DELETE FROM outlets WHERE id = (SELECT min(id) FROM outlets)"),
    ("cases", "DELETE FROM notice_cases WHERE notice_id = (SELECT min(id) FROM notices)"),
    ("last_day", "UPDATE notices SET last_day = '2099-12-31' WHERE id = (SELECT min(id) FROM notices WHERE last_day IS NOT NULL)"),
    ("closes_on", "UPDATE windows SET closes_on = '2099-12-31' WHERE id = (SELECT min(id) FROM windows)"),
    ("does not tell of", "INSERT INTO windows (id, act_id, procedure_id, authority_id, year, serial, title, body, opens_on, closes_on, reason, closed_at, version, "
                         "created_at) SELECT 'smuggled', act_id, procedure_id, authority_id, year, 99, title, body, opens_on, closes_on, reason, closed_at, "
                         "version, created_at FROM windows WHERE id = (SELECT min(id) FROM windows)"),
])
def test_a_public_record_that_parts_from_the_log_is_named(store, said, statement):
    damaged = store.copy()
    try:
        change(damaged, statement)
        found = findings(damaged)
        assert found
        assert all(finding["kind"] == "state" and said in finding["text"]["en"] for finding in found), found
    finally:
        damaged.remove()


def test_rebuild_mends_a_changed_state(store):
    damaged = store.copy()
    try:
        change(damaged, "UPDATE cases SET state = 'filed', is_final = 1 WHERE state = 'examining'")
        assert findings(damaged)
        run("rebuild", *damaged.arguments)
        sound(damaged)
    finally:
        damaged.remove()


def test_backup_while_writing_and_restore(store, tmp_path):
    server = Server(store)
    stop = threading.Event()

    def write() -> None:
        client = server.client("applicant_11")
        organisation = journey.organisation_id(client)
        while not stop.is_set():
            client.post(f"/api/organisations/{organisation}/service-items", {"name": "写入中", "kind": "other", "ip_categories": ["patent"], "fee": "free"})

    writer = threading.Thread(target=write)
    try:
        writer.start()
        copy = tmp_path / "backup"
        run("backup", copy, *store.arguments)
    finally:
        stop.set()
        writer.join()
        server.close()
    assert run("restore", copy, *store.arguments, check=False).returncode == 1, "a store that holds records is not overwritten"
    empty = tmp_path / "empty" / "data"
    run("restore", copy, "--data", empty)
    assert [finding for finding in findings(Store("sqlite", empty)) if finding["kind"] != "bad_signature"] == [], "the copy is consistent in itself"


def test_two_servers_at_once_migrate_once(tmp_path):
    folder = tmp_path / "data"
    from support.server import PROGRAM
    both = [subprocess.Popen([str(PROGRAM), "migrate", "--data", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    applied = [line for output, _ in outputs for line in output.splitlines() if line.startswith("0")]
    assert len(applied) == len(set(applied)) > 0
