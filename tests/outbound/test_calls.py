"""A POST to another server: what is refused before a byte leaves, and what of the answer is believed."""
from __future__ import annotations

import http.server
import ssl
import threading

import pytest

from call import call


class Receiver(http.server.BaseHTTPRequestHandler):
    """Answers as its path says and keeps what came."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, dict(self.headers), body))
        getattr(self, "answer" + self.path.split("?")[0].replace("/", "_"))()

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_good(self):
        self.reply(200, b'{"errcode":0}')

    def answer_moved(self):
        self.reply(302, Location=f"http://127.0.0.1:{self.server.server_port}/good")

    def answer_no(self):
        self.reply(410)

    def answer_later(self):
        self.reply(503)

    def answer_silent(self):
        self.server.released.wait(30)

    def answer_endless(self):
        self.send_response(200)
        self.end_headers()
        try:
            while not self.server.released.is_set():
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass
        self.close_connection = True

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, context: ssl.SSLContext | None = None):
        super().__init__(("127.0.0.1", 0), Receiver)
        self.received, self.released = [], threading.Event()
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass

    def end(self):
        self.released.set()
        self.shutdown()
        self.server_close()


@pytest.fixture
def server():
    running = Server()
    yield running
    running.end()


def tls_server(authority, names: str) -> Server:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.sign(f"server{abs(hash(names))}", names))
    return Server(context)


def post(server, path="/good", *, body="{}", allow=None, **more) -> dict:
    address = f"http://127.0.0.1:{server.server_port}"
    return call(allow=[address] if allow is None else allow, post={"url": address + path, "body": body, "headers": ["X-Signature: abc"]}, **more)


def test_a_body_arrives_as_it_was_given(server):
    assert post(server, body='{"知":"点"}') == {"status": 200, "body": '{"errcode":0}'}
    path, headers, body = server.received[0]
    assert (path, body.decode()) == ("/good", '{"知":"点"}')
    assert headers["X-Signature"] == "abc" and headers["Content-Type"] == "application/json" and "Expect" not in headers


def test_a_host_that_is_not_listed_is_not_called(server):
    assert post(server, allow=[])["error"] == "outbound.not_allowed"
    assert post(server, allow=["https://hooks.example.org"])["error"] == "outbound.not_allowed"
    assert server.received == []


def test_a_listed_name_that_leads_inside_is_not_called(server):
    """The shape of DNS rebinding: the name is allowed, what it resolves to at this moment is not."""
    url = f"http://localhost:{server.server_port}"
    assert call(allow=[url], post={"url": url + "/good", "body": "{}"})["error"] == "outbound.private_address"
    assert server.received == []


@pytest.mark.parametrize("host", ["0", "0x7f.1", "2130706433", "127.1", "017700000001", "0x7f000001"])
def test_another_spelling_of_an_inner_address_is_not_called(server, host):
    url = f"http://{host}:{server.server_port}"
    assert call(allow=[url], post={"url": url + "/good", "body": "{}"})["error"] == "outbound.private_address"
    assert server.received == []


def test_a_redirect_is_not_followed(server):
    assert post(server, "/moved")["error"] == "outbound.redirected"
    assert [path for path, _, _ in server.received] == ["/moved"]


def test_a_refusal_is_told_from_a_delay(server):
    assert post(server, "/no") == {"error": "outbound.refused", "is_final": True, "status": "410"}
    assert post(server, "/later") == {"error": "outbound.deferred", "is_final": False, "status": "503"}


def test_a_silent_server_ends_the_call(server):
    result = post(server, "/silent", limits={"total": 300})
    assert (result["error"], result["is_final"]) == ("outbound.timeout", False)


def test_an_endless_answer_ends_the_call(server):
    assert post(server, "/endless", limits={"answer_bytes": 100_000})["error"] == "outbound.too_large"


def test_nobody_there_is_said(server):
    server.end()
    assert post(server)["error"] == "outbound.unreachable"
    server.__init__()


def test_a_proxy_of_the_environment_is_not_used(server):
    other = Server()
    try:
        proxy = f"http://127.0.0.1:{other.server_port}"
        assert post(server, environment={"http_proxy": proxy, "all_proxy": proxy, "ALL_PROXY": proxy})["status"] == 200
        assert other.received == []
    finally:
        other.end()


def test_tls_is_verified(authority):
    right, wrong = tls_server(authority, "IP:127.0.0.1"), tls_server(authority, "DNS:somebody.else")
    try:
        def ask(server, **more):
            url = f"https://127.0.0.1:{server.server_port}"
            return call(allow=[url], post={"url": url + "/good", "body": "{}"}, **more)
        assert ask(right, certificates=str(authority.file))["status"] == 200
        assert ask(right)["error"] == "outbound.not_trusted"
        assert ask(wrong, certificates=str(authority.file))["error"] == "outbound.not_trusted"
        assert wrong.received == []
    finally:
        right.end()
        wrong.end()


def test_a_header_cannot_be_smuggled_in_by_the_address(server):
    address = f"http://127.0.0.1:{server.server_port}"
    assert call(allow=[address], post={"url": address + "/good\r\nX-Evil: 1", "body": "{}"})["error"] == "outbound.bad_address"
