"""What src/http accepts and refuses on the wire: framing, limits, deadlines, addresses."""
import json
import time

import pytest

from raw import EchoServer, PROGRAM

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="http_echo_server is not built")


GOOD = "GET /api/echo/a HTTP/1.1\r\nHost: h\r\n\r\n"
POST = "POST /api/objections HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nIdempotency-Key: 12345678\r\n"

SMUGGLING = {
    "length and chunked": POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked and length": POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two different lengths": POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "two equal lengths": POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "length list": POST + "Content-Length: 2, 2\r\n\r\n{}",
    "length with sign": POST + "Content-Length: +2\r\n\r\n{}",
    "negative length": POST + "Content-Length: -1\r\n\r\n{}",
    "hexadecimal length": POST + "Content-Length: 0x2\r\n\r\n{}",
    "empty length": POST + "Content-Length:\r\n\r\n{}",
    "length beyond 64 bits": POST + "Content-Length: 18446744073709551618\r\n\r\n{}",
    "blank before the colon": POST + "Content-Length : 2\r\n\r\n{}",
    "encoding with a second coding": POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "encoding identity": POST + "Transfer-Encoding: identity\r\n\r\n{}",
    "encoding with a tab inside": POST + "Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "two encodings": POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked in HTTP/1.0": POST.replace("HTTP/1.1", "HTTP/1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunk size 0x10": POST + "Transfer-Encoding: chunked\r\n\r\n0x10\r\n{}\r\n0\r\n\r\n",
    "chunk size -1": POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
    "chunk size too large": POST + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF1\r\n{}\r\n0\r\n\r\n",
    "chunk size empty": POST + "Transfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n",
    "chunk longer than its size": POST + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
    "chunk line with a bare LF": POST + "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
    "two hosts": "GET /api/echo/a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "two equal hosts": "GET /api/echo/a HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
    "no host": "GET /api/echo/a HTTP/1.1\r\n\r\n",
    "empty host": "GET /api/echo/a HTTP/1.1\r\nHost:\r\n\r\n",
    "host with a path": "GET /api/echo/a HTTP/1.1\r\nHost: a/b\r\n\r\n",
    "host with a user": "GET /api/echo/a HTTP/1.1\r\nHost: a@b\r\n\r\n",
    "folded header": "GET /api/echo/a HTTP/1.1\r\nHost: h\r\nX-A: b\r\n c\r\n\r\n",
    "fold before the first header": "GET /api/echo/a HTTP/1.1\r\n Host: h\r\n\r\n",
    "header with NUL": "GET /api/echo/a HTTP/1.1\r\nHost: h\r\nX-A: b\0c\r\n\r\n",
    "header with a bare CR": "GET /api/echo/a HTTP/1.1\r\nHost: h\r\nX-A: b\rX-B: c\r\n\r\n",
    "header ended by a bare LF": "GET /api/echo/a HTTP/1.1\nHost: h\r\n\r\n",
    "header without a colon": "GET /api/echo/a HTTP/1.1\r\nHost: h\r\nX-A\r\n\r\n",
    "header without a name": "GET /api/echo/a HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n",
    "header name with brackets": "GET /api/echo/a HTTP/1.1\r\nHost: h\r\nX(A): b\r\n\r\n",
    "two blanks in the first line": "GET  /api/echo/a HTTP/1.1\r\nHost: h\r\n\r\n",
    "no version": "GET /api/echo/a\r\nHost: h\r\n\r\n",
    "version 2.0": "GET /api/echo/a HTTP/2.0\r\nHost: h\r\n\r\n",
    "version in lower case": "GET /api/echo/a http/1.1\r\nHost: h\r\n\r\n",
    "address with a control character": "GET /api/echo/a\x01 HTTP/1.1\r\nHost: h\r\n\r\n",
    "address in raw UTF-8": "GET /api/echo/你 HTTP/1.1\r\nHost: h\r\n\r\n",
    "address without a slash": "GET api/echo/a HTTP/1.1\r\nHost: h\r\n\r\n",
    "method with a control character": "GE\x01T /api/echo/a HTTP/1.1\r\nHost: h\r\n\r\n",
    "empty line first": "\r\nGET /api/echo/a HTTP/1.1\r\nHost: h\r\n\r\n",
    "HTTP/2 preface": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}


@pytest.mark.parametrize("name", SMUGGLING)
def test_a_malformed_message_is_refused_and_the_connection_closed(server, name):
    wire = server.wire().send(SMUGGLING[name])
    answer = wire.read()
    assert answer.status == 400, answer.body
    assert answer.header("Connection") == "close"
    assert answer.header("Content-Type") == "application/problem+json"
    assert wire.is_closed()


ENCODINGS = ["xchunked", "chunked x", "chunked;q=1", "chunked,", ",chunked", "chunked, identity", "identity, chunked", "chunked, chunked", '"chunked"', "'chunked'", "chun\tked",
             "chunked\x0b", "\x0cchunked", "chunked\x00", "chunked\x7f", "gzip", "deflate, chunked", "chunke", "cow", "", "1", "chunkedchunked", "c hunked", "chunked\xa0", "\u017fhunked"]
LENGTHS = ["", "-0", "+0", "0x0", "0,0", "0, 0", "0 0", "0;0", "0.0", "0e0", "1_0", "0o1", "'0'", '"0"', "٣", "０", "\x0b0", "0\x0c", "0\x00", "NaN", "inf", "none", "99999999999999999999", "--1", "0\xa0"]
NAMES = ["Content-Length ", "Content-Length\t", "Transfer-Encoding ", "Transfer-Encoding\x0b", "Content\x00-Length", "Content-Length\x00", "(Content-Length)", "Content Length", "Content-Length\x7f",
         "\x0bContent-Length", "[Transfer-Encoding]", "Transfer-Encoding,", "Transfer=Encoding", "Transfer/Encoding", "Content-Length@", '"Host"', "Ho st", "Host\\", "Hóst", ""]
VECTORS = sorted({*(f"{before}Transfer-Encoding: {value}\r\n{after}" for value in ENCODINGS for before, after in (("", ""), ("Transfer-Encoding: chunked\r\n", ""), ("", "Content-Length: 0\r\n"))),
                  *(f"{before}Content-Length: {value}\r\n{after}" for value in LENGTHS for before, after in (("", ""), ("Content-Length: 0\r\n", ""), ("", "Transfer-Encoding: chunked\r\n"))),
                  *(f"{before}{name}: 0\r\n" for name in NAMES for before in ("", "Content-Length: 0\r\n", "X-A: b\r\n"))})


def test_two_hundred_smuggling_vectors(server):
    assert len(VECTORS) > 200
    for vector in VECTORS:
        wire = server.wire().send((POST + vector + "\r\n0\r\n\r\n" + GOOD).encode("utf-8"))
        answer = wire.read()
        assert answer.status == 400 and wire.is_closed(), vector
        wire.close()


def test_the_bytes_after_a_refused_message_are_no_request(server):
    wire = server.wire().send(SMUGGLING["length and chunked"] + GOOD)
    assert wire.read().status == 400
    assert wire.is_closed()


PATHS = {
    "/api/echo/%2e%2e": 400, "/api/%2e%2e/healthz": 400, "/../etc/passwd": 400, "/api/./echo/a": 400, "/api/echo/%00": 400, "/api/echo/a%0d%0ab": 400,
    "/api/echo/%c0%ae%c0%ae": 400, "/api/echo/%ff": 400, "/api/echo/%ed%a0%80": 400, "/api/echo/%": 400, "/api/echo/%4": 400, "/api/echo/%zz": 400,
    "/api/echo/a%2fb": 400, "/api/echo/a%5cb": 400, "/api//echo/a": 400, "/api/echo/a/": 400, "/api/echo": 404, "/api/none": 404, "/api": 404,
    "/api/echo/a?q=1&q=2": 400, "/api/echo/a?q[]=1": 400, "/api/echo/a?other=1": 400, "/api/echo/a?q=%00": 400, "/api/echo/a?q=%c0%af": 400,
    "/api/echo/a?q": 200, "/api/echo/a?": 200, "/api/echo/a?q=a+b%20c": 200, "http://elsewhere/api/echo/a": 200, "HTTP://elsewhere/healthz": 200,
}


@pytest.mark.parametrize("path", PATHS)
def test_addresses(server, path):
    assert server.request("GET", path).status == PATHS[path]


def test_decoded_parameters_arrive(server):
    answer = server.request("GET", "/api/echo/%E4%BD%A0%20%2B?q=a+b%2B")
    assert (answer.json["name"], answer.json["q"]) == ("你 +", "a b+")


def test_a_method_that_is_not_there_names_those_that_are(server):
    answer = server.request("DELETE", "/api/notes/1")
    assert (answer.status, answer.header("Allow"), answer.id) == (405, "PUT", "http.method_not_allowed")
    assert server.request("OPTIONS", "/api/echo/a").header("Allow") == "GET, HEAD"
    assert server.request("TRACE", "/").status == 405


def test_an_override_header_overrides_nothing(server):
    assert server.request("GET", "/api/count", X_HTTP_Method_Override="DELETE").status == 200


def test_head_has_the_length_and_no_body(server):
    answer = server.request("HEAD", "/api/echo/a")
    wire = server.wire().send(GOOD.replace("GET", "HEAD") + GOOD)
    assert (answer.status, wire.read("HEAD").header("Content-Length")) == (200, answer.header("Content-Length"))
    assert wire.read().json["name"] == "a"


def test_every_answer_is_dated(server):
    stamp = server.request("GET", "/api/echo/a").header("Date")
    assert abs(time.mktime(time.strptime(stamp, "%a, %d %b %Y %H:%M:%S GMT")) - time.mktime(time.gmtime())) < 5


def test_pipelined_requests_are_answered_in_order(server):
    wire = server.wire().send("".join(GOOD.replace("/a ", f"/{name} ") for name in "abcde"))
    assert [wire.read().json["name"] for _ in range(5)] == list("abcde")


def test_close_is_honoured(server):
    wire = server.wire().send(GOOD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
    assert wire.read().header("Connection") == "close"
    assert wire.is_closed()


def test_http_1_0_is_answered_and_closed(server):
    wire = server.wire().send("GET /api/echo/a HTTP/1.0\r\n\r\n")
    assert wire.read().status == 200
    assert wire.is_closed()


def test_a_request_in_single_bytes(server):
    wire = server.wire()
    for byte in GOOD:
        wire.send(byte)
    assert wire.read().status == 200


def test_limits_of_the_header(server):
    assert server.request("GET", "/api/echo/" + "a" * 7000).status == 200
    assert server.ask(GOOD.replace("/a ", "/" + "a" * 9000 + " ")).status == 414
    assert server.request("GET", "/api/count", X_Long="a" * 9000).status == 431
    assert server.request("GET", "/api/count", **{f"X_{i}": "b" for i in range(63)}).status == 200
    assert server.request("GET", "/api/count", **{f"X_{i}": "b" for i in range(64)}).status == 431
    assert server.request("GET", "/api/count", **{f"X_{i}": "b" * 4000 for i in range(6)}).status == 431


def body_of(size: int) -> str:
    return json.dumps({"text": "a" * (size - 11)}, separators=(",", ":"))


def test_limits_of_the_body(server):
    key = {"Idempotency_Key": "limits-of-the-body"}
    assert server.request("POST", "/api/objections", body_of(4096), **key).status == 422  # read: the text is too long
    assert server.request("POST", "/api/objections", body_of(4097), **key).status == 413
    chunked = POST + "Transfer-Encoding: chunked\r\n\r\n" + "1000\r\n" + "a" * 4096 + "\r\n1\r\na\r\n0\r\n\r\n"
    assert server.ask(chunked).status == 413


def test_a_chunked_body_arrives(server):
    pieces = "".join(f"{len(piece):x};note=1\r\n{piece}\r\n" for piece in ('{"te', 'xt":"', 'ab"}'))
    answer = server.ask(POST.replace("12345678", "chunked-body") + "Transfer-Encoding: chunked\r\n\r\n" + pieces + "0\r\nX-Trailer: 1\r\n\r\n")
    assert (answer.status, answer.json["text"]) == (201, "ab")


def test_expect_continue(server):
    wire = server.wire().send(POST.replace("12345678", "expect-continue") + "Expect: 100-continue\r\nContent-Length: 12\r\n\r\n")
    assert wire.read().status == 100
    assert wire.send('{"text":"a"}').read().status == 201


def test_a_refusal_before_the_body_asks_for_none(server):
    wire = server.wire().send(POST + "Expect: 100-continue\r\nContent-Length: 999999\r\n\r\n")
    assert wire.read().status == 413
    assert wire.is_closed()


def test_a_get_with_a_body_is_refused(server):
    assert server.request("GET", "/api/echo/a", "{}").id == "http.body_not_expected"
    assert server.request("GET", "/healthz", "{}").id == "http.body_not_expected"


JSON = {
    "deep": "[" * 100_000, "deep but closed": '{"text":' + "[" * 40 + "]" * 40 + "}", "duplicate key": '{"text":"a","text":"b"}', "1e400": '{"text":1e400}', "fraction": '{"text":1.5}',
    "lone surrogate": '{"text":"\\ud800"}', "trailing comma": '{"text":"a",}', "NUL": '{"text":"\\u0000"}', "two values": "{}{}", "no value": " ",
    "comment": '{"text":"a"/*b*/}', "single quotes": "{'text':'a'}", "NaN": '{"text":NaN}', "BOM": "\ufeff{}",
}


@pytest.mark.parametrize("name", JSON)
def test_bodies_that_are_no_strict_json(server, name):
    answer = server.request("POST", "/api/objections", JSON[name][:4000], Idempotency_Key="strict-json")
    assert answer.status == 400
    assert answer.id.startswith("json.")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "application/json; charset=gbk", ""])
def test_only_json_is_read(server, content_type):
    answer = server.request("POST", "/api/objections", '{"text":"a"}', Content_Type=content_type, Idempotency_Key="only-json-is-read")
    assert (answer.status, answer.id) == (415, "http.unsupported_media_type")


def test_findings_name_their_fields(server):
    answer = server.request("POST", "/api/objections", '{"state":"filed","owner":"me","text":"a\u202eb"}', Idempotency_Key="findings-name")
    assert answer.status == 422
    assert [(error["field"], error["id"]) for error in answer.json["errors"]] == [
        ("text", "http.text_is_disguised"), ("owner", "http.unknown_field"), ("state", "http.unknown_field")]
    assert all(error["message"] for error in answer.json["errors"])


# --- deadlines: the test server allows 0.7 s for a header, 0.7 s and the body's size for a body, 1.5 s between requests

def test_a_slow_header_is_ended(server):
    began = time.monotonic()
    answer = server.wire().send("GET /api/echo/a HTTP/1.1\r\nHost:").read()
    assert (answer.status, answer.id) == (408, "http.too_slow")
    assert 0.5 < time.monotonic() - began < 3


def test_a_header_drop_by_drop_is_ended(server):
    wire = server.wire()
    began = time.monotonic()
    with pytest.raises((BrokenPipeError, ConnectionResetError, AssertionError)):
        for _ in range(60):
            wire.send("X" if _ else "GET / HTTP/1.1\r\nX")
            time.sleep(0.1)
        raise AssertionError("never ended")
    assert time.monotonic() - began < 5


def test_a_slow_body_is_ended(server):
    answer = server.wire().send(POST + "Content-Length: 12\r\n\r\n{").read()
    assert (answer.status, answer.id) == (408, "http.too_slow")


def test_a_slow_upload_is_ended_and_leaves_no_file(server):
    files = server.request("GET", "/api/count").json["files"]
    head = "POST /api/files HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer officer\r\nContent-Type: application/octet-stream\r\nIdempotency-Key: slow-upload\r\nX-File-Name: a\r\n"
    answer = server.wire().send(head + "Content-Length: 1000\r\n\r\nabc").read()
    assert answer.status == 408
    time.sleep(0.2)
    assert server.request("GET", "/api/count").json["files"] == files


def test_an_idle_connection_is_closed(server):
    wire = server.wire().send(GOOD)
    assert wire.read().status == 200
    began = time.monotonic()
    assert wire.is_closed()
    assert 1 < time.monotonic() - began < 5


def test_a_client_that_leaves_harms_nobody(server):
    for _ in range(20):
        server.wire().send(POST + "Content-Length: 12\r\n\r\n{").close()
        server.wire().send("GET /api/slow HTTP/1.1\r\nHost: h\r\n\r\n").close()
    assert server.request("GET", "/api/echo/a").status == 200


def test_running_requests_are_answered_when_the_server_stops():
    stopping = EchoServer()
    wire = stopping.wire().send("GET /api/slow HTTP/1.1\r\nHost: h\r\n\r\n")
    time.sleep(0.1)
    began = time.monotonic()
    stopping.process.terminate()
    answer = wire.read()
    assert (answer.status, answer.json, answer.header("Connection")) == (200, {"done": True}, "close")
    assert stopping.process.wait(timeout=10) == 0
    assert time.monotonic() - began < 3
