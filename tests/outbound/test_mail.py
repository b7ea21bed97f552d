"""Submission of a mail to a real mail server (chasquid), and to one that behaves badly (aiosmtpd)."""
from __future__ import annotations

import pytest
from aiosmtpd.controller import Controller

from call import call
from support import mail_server

MAIL = {"from": "zhidian@example.test", "from_name": "知点", "to": "reader@example.test", "subject": "网点备案：{{name}} 的公示", "text": "第一行\n.\n网点 {{x}}\n", "id": "0192-abc"}


@pytest.fixture(scope="module")
def server(tmp_path_factory, authority):
    if not mail_server.is_there():
        pytest.skip("chasquid is not here: ./dev test unpacks it")
    running = mail_server.MailServer(tmp_path_factory.mktemp("mail"), authority)
    yield running
    running.stop()


def submit(address: str, authority, mail=MAIL, **more) -> dict:
    return call(**{"allow": [address], "server": address, "certificates": str(authority.file), "mail": mail, **more})


def test_a_mail_lies_in_the_mailbox_as_it_was_written(server, authority):
    before = len(server.mails("reader"))
    for address in (server.address, server.address_inside_tls):
        assert submit(address, authority, user=server.user, password=server.password) == {"status": 250}
    mail = server.wait_for("reader", before + 2)[-1]
    assert mail["Subject"] == MAIL["subject"]
    assert mail.get_content().replace("\r\n", "\n").rstrip("\n") == MAIL["text"].rstrip("\n")
    assert (mail["From"], mail["To"], mail["Message-ID"]) == ("知点 <zhidian@example.test>", "reader@example.test", "<0192-abc@example.test>")
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_line_end_in_a_subject_adds_no_header(server, authority):
    before = len(server.mails("officer"))
    mail = {**MAIL, "to": "officer@example.test", "subject": "a\r\nBcc: reader@example.test\r\n\r\nbody"}
    assert submit(server.address, authority, mail, user=server.user, password=server.password)["status"] == 250
    received = server.wait_for("officer", before + 1)[-1]
    assert received["Bcc"] is None and received["Subject"].startswith("a  Bcc: reader@example.test")


def test_what_the_server_refuses_is_final(server, authority):
    result = submit(server.address, authority, {**MAIL, "to": "nobody@example.test"}, user=server.user, password=server.password)
    assert (result["error"], result["is_final"], result["status"][0]) == ("outbound.refused", True, "5")


def test_a_wrong_password_is_not_the_reader_s_fault(server, authority):
    result = submit(server.address, authority, user=server.user, password="wrong")
    assert (result["error"], result["is_final"]) == ("outbound.sign_in_refused", False)


def test_a_server_with_an_unknown_certificate_gets_no_password(server):
    for address in (server.address, server.address_inside_tls):
        result = call(allow=[address], server=address, mail=MAIL, user=server.user, password=server.password)
        assert (result["error"], result["is_final"]) == ("outbound.not_trusted", False)


def test_a_server_that_is_away_is_tried_later(authority):
    address = f"smtp://127.0.0.1:{mail_server.free_port()}"
    result = submit(address, authority)
    assert (result["error"], result["is_final"]) == ("outbound.unreachable", False)


@pytest.mark.parametrize("to", ["", "a", "reader@example.test\r\nRCPT TO:<thief@example.test>", "a@b,c@d", "张@example.test"])
def test_what_is_no_address_is_not_sent_to(server, authority, to):
    assert submit(server.address, authority, {**MAIL, "to": to})["error"] == "outbound.bad_mail_address"


class Moods:
    """Refuses for now at the step its name says."""

    def __init__(self, step: str, answer: str) -> None:
        self.step, self.answer, self.mails = step, answer, []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if self.step == "recipient":
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        if self.step == "content":
            return self.answer
        self.mails.append(envelope.content)
        return "250 OK"


@pytest.mark.parametrize("step,answer,error", [("recipient", "451 greylisted", "outbound.deferred"), ("recipient", "550 no such user", "outbound.refused"),
                                               ("content", "452 full", "outbound.deferred"), ("content", "554 spam", "outbound.refused")])
def test_refusals_for_now_are_told_from_final_ones(authority, step, answer, error):
    controller = Controller(Moods(step, answer), hostname="127.0.0.1", port=mail_server.free_port())
    controller.start()
    try:
        result = submit(f"smtp://127.0.0.1:{controller.port}", authority, security="none")
        assert (result["error"], result["status"]) == (error, answer[:3])
    finally:
        controller.stop()


def test_without_tls_nothing_is_sent_unless_said_so(authority):
    moods = Moods("", "")
    controller = Controller(moods, hostname="127.0.0.1", port=mail_server.free_port())
    controller.start()
    try:
        address = f"smtp://127.0.0.1:{controller.port}"
        assert submit(address, authority)["error"] == "outbound.not_trusted"
        assert moods.mails == []
        assert submit(address, authority, security="none")["status"] == 250
        assert len(moods.mails) == 1
    finally:
        controller.stop()
