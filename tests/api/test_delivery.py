"""Messages that leave the house: mail through a real mail server, calls of a webhook, and what becomes of them on bad days."""
from __future__ import annotations

import base64
import hashlib
import hmac
import http.server
import json
import re
import threading
import time
import urllib.parse

import pytest
from support import journey, mail_server
from support.certificates import Authority
from support.server import Server, change, rows, run

ADDRESS = "reader@example.test"


class Receiver(http.server.ThreadingHTTPServer):
    """Keeps the calls of a webhook; answers with `status`."""

    daemon_threads = True

    def __init__(self) -> None:
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.calls.append((self.path, dict(self.headers), body))
                self.send_response(outer.status)
                self.send_header("Content-Length", str(len(outer.answer)))
                self.end_headers()
                self.wfile.write(outer.answer)

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.calls, self.status, self.answer = [], 200, b'{"errcode":0}'
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture(scope="module")
def mailing(tmp_path_factory):
    if not mail_server.is_there():
        pytest.skip("chasquid is not here: ./dev test unpacks it")
    authority = Authority(tmp_path_factory.mktemp("authority"))
    running = mail_server.MailServer(tmp_path_factory.mktemp("mail"), authority)
    running.trusted = authority.file
    yield running
    running.stop()


@pytest.fixture
def receiver(receivers):
    receivers[0].calls.clear()
    return receivers[0]


@pytest.fixture
def inner(receivers):
    """A server of the house, whose name is allowed and whose address is not."""
    return receivers[1]


@pytest.fixture(scope="module")
def receivers():
    running = [Receiver(), Receiver()]
    yield running
    for each in running:
        each.shutdown()
        each.server_close()


@pytest.fixture(scope="module")
def server(store, mailing, receivers, tmp_path_factory):
    password = tmp_path_factory.mktemp("password") / "file"
    password.write_text(mailing.password + "\n")
    running = Server(store, "--mail-server", mailing.address, "--mail-from", "zhidian@example.test", "--mail-user", mailing.user, "--mail-password-file", str(password),
                     "--trusted-certificates", str(mailing.trusted), "--webhook-host", receivers[0].address, "--webhook-host", f"http://localhost:{receivers[1].server_port}", "--jobs-interval", "50")
    yield running
    running.close()


def wait_until(true, seconds: int = 60):
    for _ in range(seconds * 20):
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def outbox(server, channel: str = "mail") -> list[tuple]:
    found = rows(server.store, f"SELECT id, state, attempts FROM outbox WHERE channel = '{channel}' ORDER BY id")
    return [(id_, state, int(attempts)) for id_, state, attempts in found]


def codes(mails) -> list[str]:
    return [found.group(1) for mail in mails if (found := re.search(r"确认码是 ([A-Z2-9]{8})", mail.get_content()))]


@pytest.fixture(scope="module")
def reader(server, mailing):
    """The officer who recommends for institution 12, with a confirmed address."""
    officer = server.client(journey.district_officer(server, server.client("applicant_12")))
    before = len(mailing.mails("reader"))
    entered = officer.put("/api/delivery-settings/address", {"address": ADDRESS})
    assert (entered.status_code, entered.json()["address"], entered.json()["pending_address"]) == (200, "", ADDRESS)
    code = codes(mailing.wait_for("reader", before + 1))[-1]
    assert officer.post("/api/delivery-settings/confirmation", {"code": "AAAA-BBBB"}).json()["id"] == "delivery.wrong_code"
    confirmed = officer.post("/api/delivery-settings/confirmation", {"code": f"{code[:4].lower()}-{code[4:]}"})
    assert (confirmed.status_code, confirmed.json()["address"]) == (200, ADDRESS), confirmed.text
    return officer


def tell_again(server, reader) -> None:
    """The officer returns what was handed in, and is told that it was handed in again."""
    applicant = server.client("applicant_12")
    case_id = applicant.get("/api/cases").json()["items"][0]["id"]
    returned = reader.act(case_id, "return", {"input": {"items": [{"at": "section_2.basis", "remark": "请补充"}]}, "term_length": "P10D"})
    assert returned.status_code == 200, returned.text
    submitted = applicant.act(case_id, "resubmit")
    assert submitted.status_code == 200, submitted.text


def test_a_message_comes_by_mail_once_the_address_is_confirmed(server, reader, mailing):
    before = len(mailing.mails("reader"))
    applicant = server.client("applicant_12")
    assert applicant.get("/api/delivery-settings").json()["address"] == ""
    case_id = journey.submitted(applicant)
    mail = mailing.wait_for("reader", before + 1)[-1]
    said = reader.get("/api/messages").json()["items"][0]["text"]
    assert mail["Subject"] == f"【知点】{said}"[: len(mail["Subject"])] and said in mail.get_content().replace("\r\n", "\n")
    assert f"{server.base}/cases/{case_id}" in mail.get_content()
    listed = wait_until(lambda: [one for one in reader.get("/api/deliveries").json()["items"] if one["state"] == "sent" and one["text"] == said])
    assert mail["Message-ID"] == f"<{listed[0]['id']}@example.test>"
    # the applicant, who has no address, got none; nobody else either
    assert {one[1] for one in outbox(server)} == {"sent"} and len(outbox(server)) == 2
    assert [one["login_name"] for one in server.client("system_admin").get("/api/all-deliveries").json()["items"]] == [reader.get("/api/session").json()["account"]["login_name"]] * 2


def test_a_day_without_the_mail_server_delays_and_repeats_nothing(server, reader, mailing):
    before = len(mailing.mails("reader"))
    mailing.stop()
    tell_again(server, reader)
    wait_until(lambda: [one for one in outbox(server) if one[1] == "failed" and one[2] >= 1])
    reason = next(one for one in reader.get("/api/deliveries").json()["items"] if one["state"] == "failed")
    assert reason["reason"] and reason["next_attempt_at"]
    for attempt in range(2, 5):  # the pauses between attempts, passed at once
        change(server.store, "UPDATE outbox SET next_attempt_at = '2020-01-01T00:00:00.000Z' WHERE state = 'failed'")
        wait_until(lambda: [one for one in outbox(server) if one[1] == "failed" and one[2] >= attempt])
    server.stop()
    server.start()
    reader.base = server.base
    mailing.start()
    change(server.store, "UPDATE outbox SET next_attempt_at = '2020-01-01T00:00:00.000Z' WHERE state = 'failed'")
    mails = mailing.wait_for("reader", before + 1)
    wait_until(lambda: {one[1] for one in outbox(server)} == {"sent"})
    time.sleep(1)
    assert len(mailing.mails("reader")) == before + 1
    assert mails[-1]["Message-ID"].startswith(f"<{reason['id']}@")


def test_on_a_rest_day_nothing_leaves(server, reader, mailing):
    """19 September 2026 is a Saturday, the Sunday after it a make-up workday."""
    assert journey.advance(server, 4) == "2026-09-19"
    before = len(mailing.mails("reader"))
    tell_again(server, reader)
    wait_until(lambda: rows(server.store, "SELECT id FROM outbox WHERE state = 'waiting' AND attempts = 0 AND not_before = '2026-09-20T00:00:00.000Z'"))
    assert len(mailing.mails("reader")) == before
    journey.advance(server, 1)
    mailing.wait_for("reader", before + 1)


def test_a_webhook_is_called_with_a_signature_anyone_can_check(server, receiver, inner, reader):
    authority = next(grant["authority_id"] for grant in reader.get("/api/session").json()["account"]["grants"] if grant.get("authority_id"))
    url = f"{receiver.address}/hook?key=the-key"
    for bad in ("https://evil.example/", "http://127.0.0.1:1/", "http://169.254.169.254/latest", f"http://127.0.0.1.evil.example:{receiver.server_port}/"):
        refused = reader.post("/api/webhooks", {"authority_id": authority, "url": bad, "format": "json"})
        assert (refused.status_code, refused.json()["id"]) == (422, "outbound.not_allowed"), bad
    made = reader.post("/api/webhooks", {"authority_id": authority, "url": url, "format": "json"})
    assert made.status_code == 201, made.text
    webhook, secret = made.json()["id"], made.json()["secret"]
    assert reader.post(f"/api/webhooks/{webhook}/trial").status_code == 204
    path, headers, body = wait_until(lambda: receiver.calls)[-1]
    expected = hmac.new(secret.encode(), headers["X-Zhidian-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(headers["X-Zhidian-Signature"], f"sha256={expected}")
    assert abs(int(headers["X-Zhidian-Timestamp"]) - time.time()) < 300
    assert path == "/hook?key=the-key" and json.loads(body)["id"] == headers["X-Zhidian-Delivery"]
    stranger = server.client("applicant_01")
    for answer in (stranger.put(f"/api/webhooks/{webhook}", {"format": "json"}, version=1), stranger.delete(f"/api/webhooks/{webhook}"), stranger.post(f"/api/webhooks/{webhook}/trial")):
        assert (answer.status_code, answer.json()["id"]) == (404, "delivery.webhook_not_found")
    listed = reader.get("/api/webhooks").text
    assert "the-key" not in listed and secret not in listed
    # a name that is allowed, but leads inside
    inside = reader.put(f"/api/webhooks/{webhook}", {"format": "json", "url": f"http://localhost:{inner.server_port}/"}, version=1)
    assert inside.status_code == 200, inside.text
    calls = len(receiver.calls)
    assert reader.post(f"/api/webhooks/{webhook}/trial").status_code == 204
    wait_until(lambda: [one for one in outbox(server, "webhook") if one[1] == "given_up"])
    assert inner.calls == []
    reason = next(one["reason"] for one in reader.get("/api/deliveries").json()["items"] if one["state"] == "given_up")
    assert "内部网络" in reason
    # a robot of DingTalk that signs
    robot = reader.put(f"/api/webhooks/{webhook}", {"format": "dingtalk", "url": f"{receiver.address}/robot?access_token=t", "secret": "SECabc"}, version=2)
    assert robot.status_code == 200, robot.text
    assert reader.post(f"/api/webhooks/{webhook}/trial").status_code == 204
    path = wait_until(lambda: len(receiver.calls) > calls and receiver.calls)[-1][0]
    given = dict(part.split("=", 1) for part in path.split("?")[1].split("&"))
    expected = base64.b64encode(hmac.new(b"SECabc", f"{given['timestamp']}\nSECabc".encode(), hashlib.sha256).digest()).decode()
    assert urllib.parse.unquote(given["sign"]) == expected
    assert reader.delete(f"/api/webhooks/{webhook}").status_code == 204
    logged = rows(server.store, f"SELECT ordinal, action, content FROM events WHERE subject_kind = 'webhook' AND subject_id = '{webhook}' ORDER BY ordinal")
    assert [(int(ordinal), action) for ordinal, action, _ in logged] == [(1, "create"), (2, "change"), (3, "change"), (4, "remove")]
    assert not [word for word in ("the-key", "access_token", "SECabc", secret) if word in str(logged)], "the log keeps neither address nor secret"


def test_neither_addresses_nor_secrets_stand_in_the_log_of_the_server(server, reader):
    assert reader.get("/api/deliveries").status_code == 200
    log = (server.store.folder.parent / "server.log").read_text(errors="replace")
    for secret in (ADDRESS, "the-key", "SECabc", "a-long-password"):
        assert secret not in log


def test_without_a_mail_server_nothing_is_promised(store):
    plain = Server(store)
    try:
        officer = plain.client("city_officer")
        assert officer.get("/api/delivery-settings").json()["is_mail_set_up"] is False
        refused = officer.put("/api/delivery-settings/address", {"address": ADDRESS})
        assert (refused.status_code, refused.json()["id"]) == (409, "delivery.mail_not_set_up")
        assert officer.get("/api/webhooks").json()["is_set_up"] is False
    finally:
        plain.close()


@pytest.mark.parametrize("flags,words", [
    (["--mail-server", "http://mail.example.org", "--mail-from", "a@example.org"], "--mail-server"),
    (["--mail-server", "smtps://mail.example.org"], "--mail-from"),
    (["--mail-server", "smtps://mail.example.org", "--mail-from", "nobody"], "--mail-from"),
    (["--mail-server", "smtp://127.0.0.1:25", "--mail-from", "a@example.org", "--mail-without-tls", "--mail-user", "a"], "under TLS only"),
    (["--webhook-host", "smtp://hooks.example.org"], "--webhook-host"),
    (["--webhook-host", "https://user@hooks.example.org"], "--webhook-host")])
def test_a_wrong_flag_is_said_in_one_sentence(tmp_path, flags, words):
    refused = run("serve", "--data", str(tmp_path / "data"), "--port", "0", *flags, check=False)
    assert refused.returncode == 1 and words in refused.stderr and refused.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()
