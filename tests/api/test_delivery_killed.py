"""A mail is on its way when the program is killed: nobody knows whether it arrived, so it goes again, under the same id."""
from __future__ import annotations

import asyncio
import email.message
import email.policy
import signal
import time

from aiosmtpd.controller import Controller
from support import mail_server
from support.server import Server, change, rows


def wait_until(true):
    for _ in range(1200):
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")


class Forgetful:
    """Takes a mail, but the first time says nothing until it is let go."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []

    async def handle_DATA(self, _server, _session, envelope):
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        if len(self.mails) == 1:
            await asyncio.sleep(600)
        return "250 OK"


def test_killed_between_sending_and_noting_it_sends_again_under_the_same_id(store):
    forgetful = Forgetful()
    controller = Controller(forgetful, hostname="127.0.0.1", port=mail_server.free_port())
    controller.start()
    running = Server(store, "--mail-server", f"smtp://127.0.0.1:{controller.port}", "--mail-without-tls", "--mail-from", "zhidian@example.test", "--jobs-interval", "50")
    try:
        assert running.client("city_officer").put("/api/delivery-settings/address", {"address": "officer@example.test"}).status_code == 200
        id_ = wait_until(lambda: forgetful.mails)[0]["Message-ID"][1:].split("@")[0]
        running.stop(signal.SIGKILL)
        change(store, "UPDATE leases SET until = ''")  # its time is up
        change(store, f"UPDATE outbox SET next_attempt_at = '2020-01-01T00:00:00.000Z' WHERE id = '{id_}'")
        running.start()
        wait_until(lambda: rows(store, f"SELECT id FROM outbox WHERE id = '{id_}' AND state = 'sent'"))
        assert [mail["Message-ID"] for mail in forgetful.mails] == [f"<{id_}@example.test>"] * 2
    finally:
        running.close()
        controller.stop()
