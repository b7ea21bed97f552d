"""Raw sockets against the test server: what is sent is exactly what stands in the test."""
from __future__ import annotations

import json
import os
import pathlib
import re
import signal
import socket
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("ZHIDIAN_BUILD", ROOT / "build")) / "tests/http/http_echo_server"


class Answer:
    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def id(self) -> str:
        return self.json.get("id", "")


class Wire:
    """One connection."""

    def __init__(self, port: int, timeout: float = 15, source: str = "") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout, source_address=(source, 0) if source else None)
        self.buffer = b""

    def send(self, data: bytes | str) -> "Wire":
        self.socket.sendall(data.encode() if isinstance(data, str) else data)
        return self

    def _fill(self) -> bool:
        try:
            piece = self.socket.recv(65536)
        except ConnectionResetError:
            piece = b""
        self.buffer += piece
        return bool(piece)

    def read(self, method: str = "GET") -> Answer | None:
        """The next answer, or None where the other side has closed."""
        while b"\r\n\r\n" not in self.buffer:
            if not self._fill():
                return None
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = [tuple(line.split(": ", 1)) for line in lines]
        status = int(first.split(" ")[1])
        length = next((int(value) for name, value in headers if name == "Content-Length"), 0)
        if method == "HEAD" or status in (100, 204, 304):
            length = 0
        while len(self.buffer) < length:
            if not self._fill():
                return None
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return Answer(status, headers, body)

    def is_closed(self) -> bool:
        """True where nothing more comes but the end."""
        return self.buffer == b"" and not self._fill()

    def close(self) -> None:
        self.socket.close()


class EchoServer:
    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen([str(PROGRAM), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.port = int(self.process.stdout.readline())

    def wire(self) -> Wire:
        return Wire(self.port)

    def ask(self, data: bytes | str, method: str = "GET") -> Answer | None:
        wire = self.wire()
        try:
            return wire.send(data).read(method)
        finally:
            wire.close()

    def request(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        """A well-formed request; `if_match` becomes If-Match, an empty value removes a header."""
        fields = {"Host": f"127.0.0.1:{self.port}"}
        content = body.encode() if isinstance(body, str) else body
        if content is not None:
            fields |= {"Content-Type": "application/json", "Content-Length": str(len(content))}
        fields |= {re.sub(r"\b[a-z]", lambda letter: letter.group().upper(), name.replace("_", "-")): value for name, value in headers.items()}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items() if value != "")]
        answer = self.ask("\r\n".join(lines).encode() + b"\r\n\r\n" + (content or b""), method)
        assert answer is not None, "the connection was closed without an answer"
        return answer

    def count(self) -> int:
        return self.request("GET", "/api/count").json["count"]

    def stop(self) -> str:
        self.process.send_signal(signal.SIGTERM)
        output, _ = self.process.communicate(timeout=20)
        return output
