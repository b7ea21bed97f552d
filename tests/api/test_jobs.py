"""Timers beside the server: each once whatever happens to the processes, what failed is seen, an outage is told."""
import datetime
import json
import re

import pytest
from support.server import Server, change, rows, run
from support.timers import account_of, add_reminders, await_that, count_due, paused, told

OFTEN = ["--jobs-interval", "20", "--jobs-lease", "1000"]


@pytest.fixture(scope="module")
def two_servers(store):
    servers = [Server(store, *OFTEN), Server(store, *OFTEN)]
    yield servers
    for server in servers:
        server.close()


def metric(server: Server, name: str) -> int:
    return int(re.search(rf"^zhidian_{name} (\d+)$", server.client().get("/metrics").text, re.M).group(1))


def holder(store) -> tuple:
    return rows(store, "SELECT holder, epoch FROM leases WHERE name = 'timers'")[0]


def test_each_fires_once_while_processes_are_paused(store, two_servers):
    account = account_of(store, "applicant_01")
    expected: dict[str, int] = {}
    expected |= {subject: 1 for subject in add_reminders(store, account, "first", 1, "2024-01-01T00:00:00.000Z")}
    await_that(lambda: told(store) == expected, "the first reminder")
    holders = set()
    for wave in range(4):
        expected |= {subject: 1 for subject in add_reminders(store, account, f"before-{wave}", 150, "2024-01-01T00:00:00.000Z")}
        with paused(two_servers[wave % 2]):  # longer than its lease: the other one takes over, if it did not have it already
            expected |= {subject: 1 for subject in add_reminders(store, account, f"during-{wave}", 150, "2024-01-02T00:00:00.000Z")}
            await_that(lambda: count_due(store) == 0, "all fired by the process that goes on")
            holders.add(holder(store)[0])
    await_that(lambda: told(store) == expected, "every reminder said once")
    assert len(holders) == 2, "both processes had the lease in turn"
    assert int(holder(store)[1]) >= 2
    epochs = {int(epoch) for (epoch,) in rows(store, "SELECT DISTINCT epoch FROM timers WHERE state = 'fired'")}
    assert len(epochs) >= 2
    for server in two_servers:
        assert server.client().get("/healthz").json()["jobs"]["state"] == "ok"


def test_each_fires_once_when_the_one_that_fires_is_killed(store, two_servers):
    account = account_of(store, "applicant_01")
    subjects = add_reminders(store, account, "killed", 400, "2024-01-01T00:00:00.000Z")
    for server in two_servers:
        server.stop(9)
        server.start()
    await_that(lambda: count_due(store) == 0, "all fired after the restart")
    said = told(store)
    assert {subject: said.get(subject) for subject in subjects} == {subject: 1 for subject in subjects}


def test_the_moved_clock_makes_them_fire_once(store, two_servers):
    client = two_servers[0].client("system_admin")
    now = datetime.datetime.fromisoformat(client.get("/api/clock").json()["business_now"].replace("Z", "+00:00"))
    due_at = (now + datetime.timedelta(hours=20)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    add_reminders(store, account_of(store, "applicant_02"), "tomorrow", 1, due_at)
    assert "tomorrow-0" not in told(store)
    assert client.post("/api/clock", {"days": 1}).status_code == 200
    await_that(lambda: told(store).get("tomorrow-0") == 1, "the reminder of the day that came")
    assert client.post("/api/clock", {"days": -1}).status_code == 422
    assert client.post("/api/clock", {"days": 1}).status_code == 200
    add_reminders(store, account_of(store, "applicant_02"), "after", 1, "2024-01-01T00:00:00.000Z")
    await_that(lambda: told(store).get("after-0") == 1, "a later one")
    assert told(store)["tomorrow-0"] == 1
    assert two_servers[0].client("applicant_02").get("/api/messages").json()["items"][0]["text"].startswith("申报批次“测试批次”")


def test_what_failed_is_seen_and_tried_again(store, two_servers):
    server = two_servers[0]
    client = server.client("system_admin")
    add_reminders(store, account_of(store, "applicant_01"), "unheard", 1, "2024-01-01T00:00:00.000Z", kind="unheard_of")
    await_that(lambda: metric(server, "timers_failed") == 1, "the failure in /metrics")
    assert client.get("/api/jobs").json()["timers"] == {"due": 1, "overdue": 1, "failed": 1}
    [failed] = client.get("/api/jobs/timers?failed=true").json()["items"]
    assert "unheard_of" in failed["reason"] and failed["attempts"] == 1 and failed["is_overdue"] and failed["retry_at"]
    assert client.post(f"/api/jobs/timers/{failed['id']}/retry").status_code == 204
    await_that(lambda: client.get("/api/jobs/timers?failed=true").json()["items"][0]["attempts"] == 2, "the second attempt")
    absent = client.post(f"/api/jobs/timers/{failed['id'][:-1]}x/retry")
    assert (absent.status_code, absent.json()["id"]) == (404, "jobs_desk.nothing_to_retry")
    listed = run("jobs", *store.arguments, "--json", check=False)
    assert listed.returncode == 1
    assert json.loads(listed.stdout)["timers"]["items"][0]["kind"] == "unheard_of"
    assert "unheard_of" in run("jobs", *store.arguments, check=False).stdout
    assert run("jobs", "retry", failed["id"], *store.arguments).returncode == 0
    assert run("jobs", "retry", "nothing", *store.arguments, check=False).returncode == 1
    change(store, "UPDATE timers SET state = 'cancelled' WHERE kind = 'unheard_of'")
    assert run("jobs", *store.arguments).returncode == 0


def test_the_outbox_is_listed_masked_and_tried_again(store, two_servers):
    client = two_servers[0].client("system_admin")
    change(store, "INSERT INTO outbox (id, channel, recipient, subject_kind, subject_id, payload, not_before, state, attempts, next_attempt_at, last_error, created_at) "
                  "VALUES ('m1', 'pigeon', 'office@example.cn', 'case', 'c1', '{}', '2024-01-01T00:00:00.000Z', 'given_up', 174, '2024-01-01T00:00:00.000Z', 'lost', "
                  "'2024-01-01T00:00:00.000Z')")
    assert client.get("/api/jobs/outbox?state=failed").json()["items"] == []
    [message] = client.get("/api/jobs/outbox?state=given_up").json()["items"]
    assert message["recipient"] == "o***@example.cn" and message["reason"] == "lost"
    assert client.get("/api/jobs/outbox?state=sent").json()["id"] == "jobs_desk.bad_state"
    assert client.post("/api/jobs/outbox/m1/retry").status_code == 204
    assert client.post("/api/jobs/outbox/m1/retry").status_code == 404
    assert client.get("/api/jobs/outbox?state=waiting").json()["items"][0]["attempts"] == 0


def test_an_outage_is_told_once(store, two_servers):
    for server in two_servers:
        server.stop()
    change(store, "UPDATE leases SET swept_at = '2026-01-01T00:00:00.000Z', until = ''")
    assert run("jobs", *store.arguments, check=False).returncode == 1
    for server in two_servers:
        server.start()
    client = two_servers[0].client("system_admin")
    await_that(lambda: client.get("/healthz").json()["jobs"]["state"] == "ok", "rounds again")
    texts = [item["text"] for item in client.get("/api/messages").json()["items"] if item["kind"] == "jobs.outage"]
    assert len(texts) == len(set(texts)) == int(rows(store, "SELECT count(*) FROM leases")[0][0]), "one for each kind of work"
    assert all("自 2026-01-01 08:00 起没有正常运行" in text for text in texts)
    assert {item["link"] for item in client.get("/api/messages").json()["items"] if item["kind"] == "jobs.outage"} == {"/jobs"}
