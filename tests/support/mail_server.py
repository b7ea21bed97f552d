"""chasquid, a mail server from Debian, run without rights from a temporary folder: STARTTLS, sign-in, real mailboxes."""
from __future__ import annotations

import email
import email.message
import email.policy
import pathlib
import shutil
import socket
import subprocess
import time

from .certificates import Authority

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNPACKED = ROOT / ".cache/chasquid/usr/bin"  # ./dev test unpacks it there, since an installed one would listen on port 25


def find_program(name: str) -> str | None:
    return shutil.which(name, path=str(UNPACKED)) or shutil.which(name)


def is_there() -> bool:
    return find_program("chasquid") is not None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer:
    """Serves example.test; who signs in as zhidian@example.test may send, reader and officer have mailboxes."""

    user, password = "zhidian@example.test", "a-long-password"

    def __init__(self, folder: pathlib.Path, authority: Authority, people: tuple[str, ...] = ("reader", "officer")) -> None:
        self.folder, self.port, self.inside_tls_port = folder, free_port(), free_port()
        self.boxes = folder / "boxes"
        self.boxes.mkdir(parents=True)
        self._write_settings(authority)
        for person in ("zhidian", *people):
            subprocess.run([find_program("chasquid-util"), f"--configdir={folder}", "user-add", f"{person}@example.test", f"--password={self.password}"], check=True, capture_output=True)
        self.process: subprocess.Popen | None = None
        self.start()

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def address_inside_tls(self) -> str:
        return f"smtps://127.0.0.1:{self.inside_tls_port}"

    def _write_settings(self, authority: Authority) -> None:
        certificate, key = authority.sign("mail.example.test", "IP:127.0.0.1,DNS:localhost")
        place = self.folder / "certs/mail.example.test"
        place.mkdir(parents=True)
        shutil.copy(certificate, place / "fullchain.pem")
        shutil.copy(key, place / "privkey.pem")
        (self.folder / "domains/example.test").mkdir(parents=True)
        (self.folder / "data").mkdir()
        agent = self.folder / "keep_mail"
        agent.write_text('#!/bin/sh\nmkdir -p "$1/$2" && file=$(mktemp "$1/$2/.XXXXXX") && cat >"$file" && mv "$file" "$1/$2/$(date +%s%N).eml"\n')
        agent.chmod(0o755)
        (self.folder / "chasquid.conf").write_text(
            f'hostname: "mail.example.test"\nsubmission_address: "127.0.0.1:{self.port}"\nsubmission_over_tls_address: "127.0.0.1:{self.inside_tls_port}"\n'
            f'smtp_address: "127.0.0.1:{free_port()}"\nmail_delivery_agent_bin: "{agent}"\nmail_delivery_agent_args: "{self.boxes}"\n'
            f'mail_delivery_agent_args: "%to_user%"\ndata_dir: "{self.folder / "data"}"\nmail_log_path: "<stderr>"\n')

    def start(self) -> None:
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen([find_program("chasquid"), f"-config_dir={self.folder}"], stdout=log, stderr=log)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def mails(self, person: str) -> list[email.message.EmailMessage]:
        """What lies in a mailbox, oldest first."""
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted((self.boxes / person).glob("*.eml"))]

    def wait_for(self, person: str, count: int) -> list[email.message.EmailMessage]:
        """The mails of a person once there are at least so many; delivery goes on after the server has said yes."""
        for _ in range(1200):
            found = self.mails(person)
            if len(found) >= count:
                return found
            time.sleep(0.05)
        raise AssertionError(f"{len(self.mails(person))} of {count} mails came; {(self.folder / 'log').read_text(errors='replace')[-2000:]}")
