"""Who may send what, and what happens when it is sent twice: cookies, origins, roles, versions, idempotency, failures."""
import concurrent.futures
import os
import re
import time

import pytest

from raw import EchoServer, PROGRAM, Wire

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="http_echo_server is not built")
OFFICER = {"Cookie": "session=officer", "Sec_Fetch_Site": "same-origin"}
NOTE = '{"text":"a"}'


def new_key() -> str:
    return os.urandom(8).hex()


def add_note(server, body=NOTE, path="/api/notes", **headers):
    return server.request("POST", path, body, **{**OFFICER, "Idempotency_Key": new_key(), **headers})


# --- other sites

CROSS_SITE = [
    ({"Sec_Fetch_Site": "same-origin"}, 201), ({"Sec_Fetch_Site": "cross-site"}, 403), ({"Sec_Fetch_Site": "same-site"}, 403), ({"Sec_Fetch_Site": "none"}, 403),
    ({"Sec_Fetch_Site": ""}, 403), ({"Sec_Fetch_Site": "", "Origin": "http://h:80"}, 201), ({"Sec_Fetch_Site": "", "Origin": "https://H"}, 201),
    ({"Sec_Fetch_Site": "", "Origin": "http://evil"}, 403), ({"Sec_Fetch_Site": "", "Origin": "null"}, 403), ({"Sec_Fetch_Site": "", "Origin": "http://h.evil"}, 403),
    ({"Sec_Fetch_Site": "cross-site", "Origin": "http://h"}, 403),
]


@pytest.mark.parametrize("headers,status", CROSS_SITE)
def test_a_cookie_serves_this_site_only(server, headers, status):
    answer = add_note(server, Host="h", **headers)
    assert answer.status == status
    assert status == 201 or answer.id == "http.cross_site"


@pytest.mark.parametrize("headers,status", [({}, 201), ({"Sec_Fetch_Site": "cross-site"}, 403), ({"Origin": "http://evil"}, 403), ({"Sec_Fetch_Site": "same-origin"}, 201)])
def test_a_visitor_is_not_sent_by_another_site(server, headers, status):
    answer = server.request("POST", "/api/objections", NOTE, Host="h", Idempotency_Key=new_key(), **headers)
    assert answer.status == status


def test_signing_in_is_protected_too(server):
    assert server.request("POST", "/api/session", "{}", Sec_Fetch_Site="cross-site").status == 403
    assert server.request("POST", "/api/session", "{}").status == 204


def test_a_bearer_token_is_not_asked_for_its_site(server):
    assert add_note(server, Cookie="", Authorization="Bearer officer", Sec_Fetch_Site="cross-site").status == 201


def test_reading_needs_no_site(server):
    assert server.request("GET", "/api/echo/a", Cookie="session=officer", Sec_Fetch_Site="cross-site").json["account"] == "officer"


# --- who may

def test_roles(server):
    assert [add_note(server, Cookie=cookie).status for cookie in ("", "session=unknown", "session=applicant", "session=officer")] == [401, 401, 403, 201]
    assert add_note(server, Cookie="").header("WWW-Authenticate")
    assert add_note(server, Cookie="session=applicant").id == "http.wrong_role"


def test_the_session_is_found_among_other_cookies(server):
    assert add_note(server, Cookie="a=b; xsession=applicant; session=officer; language=en").status == 201


def test_legal_effect_asks_for_the_password_again(server):
    refused = add_note(server, path="/api/notes/1/signature")
    assert (refused.status, refused.id) == (403, "http.reauthentication_required")
    assert add_note(server, path="/api/notes/1/signature", Cookie="session=sworn").status == 201


def test_versions(server):
    def change(**headers):
        return server.request("PUT", "/api/notes/1", NOTE, **OFFICER, **headers)

    assert change().status == 428
    assert [change(If_Match=tag).status for tag in ('"v1"', '"v2"', "v1", '""', '"v1', "*", 'W/"v1"', '"v1", "v2"')] == [200, 412, 400, 400, 400, 400, 400, 400]


def test_forwarded_addresses_are_believed_of_a_trusted_proxy_only(server):
    assert server.request("GET", "/api/echo/a", X_Forwarded_For="10.1.1.1").json["address"] == "127.0.0.1"

    def through_proxy(forwarded: str) -> str:
        wire = Wire(server.port, source="127.0.0.2")
        try:
            return wire.send(f"GET /api/echo/a HTTP/1.1\r\nHost: h\r\n{forwarded}\r\n").read().json["address"]
        finally:
            wire.close()

    assert through_proxy("X-Forwarded-For: 10.1.1.1\r\n") == "10.1.1.1"
    assert through_proxy("X-Forwarded-For: 127.0.0.1, 10.1.1.2\r\n") == "10.1.1.2", "what the caller wrote himself stands first"
    assert through_proxy("X-Forwarded-For: nobody\r\n") == "127.0.0.2"
    assert through_proxy("") == "127.0.0.2"


# --- more than the server can do

@pytest.fixture
def small():
    """One worker, two requests at most with it, five connections."""
    running = EchoServer("", "small")
    yield running
    running.stop()


def test_a_full_queue_says_when_to_come_back(small):
    wires = [small.wire() for _ in range(4)]
    answers = [wire.send("GET /api/slow HTTP/1.1\r\nHost: h\r\n\r\n") for wire in wires]
    answers = [wire.read() for wire in answers]
    assert sorted(answer.status for answer in answers) == [200, 200, 503, 503]
    refused = next(answer for answer in answers if answer.status == 503)
    assert refused.id == "http.unavailable" and int(refused.header("Retry-After")) > 0
    assert wires[0].send("GET /api/echo/a HTTP/1.1\r\nHost: h\r\n\r\n").read().status == 200
    for wire in wires:
        wire.close()


def test_a_connection_too_many_is_told_so(small):
    wires = [small.wire() for _ in range(5)]
    assert all(wire.send("GET /api/echo/a HTTP/1.1\r\nHost: h\r\n\r\n").read().status == 200 for wire in wires)
    late = small.wire()
    refused = late.read()
    assert (refused.status, refused.id) == (503, "http.too_many_connections") and refused.header("Retry-After") and late.is_closed()
    wires[0].close()
    late.close()
    deadline = time.monotonic() + 5
    while (answer := small.ask("GET /api/echo/a HTTP/1.1\r\nHost: h\r\n\r\n")).status == 503 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert answer.status == 200, "a place that was left is free again"
    for wire in wires:
        wire.close()


# --- language and headers

@pytest.mark.parametrize("headers,language", [
    ({}, "zh"), ({"Accept_Language": "en"}, "en"), ({"Accept_Language": "fr, en;q=0.5, zh;q=0.8"}, "zh"), ({"Accept_Language": "zh;q=0.1,en-GB;q=0.9"}, "en"),
    ({"Accept_Language": "fr"}, "zh"), ({"Accept_Language": "en", "Cookie": "language=zh-CN"}, "zh"), ({"Accept_Language": ",;q=,=;"}, "zh")])
def test_language(server, headers, language):
    assert server.request("GET", "/api/echo/a", **headers).json["language"] == language


def test_refusals_speak_the_language(server):
    answers = [server.request("GET", "/api/none", Accept_Language=language) for language in ("zh", "en")]
    assert [answer.header("Content-Language") for answer in answers] == ["zh-CN", "en"]
    assert answers[0].json["detail"] != answers[1].json["detail"]
    assert set(answers[0].json) == {"type", "title", "status", "detail", "code", "id", "errors", "allowed"}


def test_security_headers(server):
    for answer in (server.request("GET", "/api/echo/a"), server.request("GET", "/api/none"), server.request("GET", "/"), server.ask("GET\r\n\r\n")):
        policy = answer.header("Content-Security-Policy")
        assert "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert (answer.header("X-Content-Type-Options"), answer.header("Referrer-Policy")) == ("nosniff", "same-origin")
        assert answer.header("Server") is None
    assert server.request("GET", "/api/echo/a").header("Cache-Control") == "no-store"
    assert server.request("GET", "/api/echo/a").header("Strict-Transport-Security") is None


def test_the_cookie_of_a_plain_address(server):
    assert server.request("POST", "/api/session", "{}").header("Set-Cookie") == "session=officer; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600"


def test_a_public_https_address():
    secure = EchoServer("https://zhidian.example")
    try:
        answer = secure.request("POST", "/api/session", "{}")
        assert answer.header("Set-Cookie") == "__Host-session=officer; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure"
        assert answer.header("Strict-Transport-Security")
        assert add_note(secure).status == 401  # the plain name is no session here
        origins = ("https://zhidian.example", "http://zhidian.example", "https://zhidian.example.evil", f"http://127.0.0.1:{secure.port}")
        assert [add_note(secure, Cookie="__Host-session=officer", Sec_Fetch_Site="", Origin=origin).status for origin in origins] == [201, 403, 403, 403]
    finally:
        secure.stop()


def test_a_line_break_never_reaches_a_header(server):
    answer = server.request("GET", "/api/broken-header")
    assert (answer.status, answer.header("Set-Cookie")) == (500, None)


# --- idempotency

def test_a_post_needs_a_key(server):
    assert [add_note(server, Idempotency_Key=key).id for key in ("", "short", "a" * 101, "with blank in it")] == [
        "http.idempotency_key_required", *["http.bad_idempotency_key"] * 3]


def test_the_same_key_gives_the_same_answer(server):
    key, before = new_key(), server.count()
    first, second = (add_note(server, Idempotency_Key=key) for _ in range(2))
    assert (first.status, first.header("Idempotency-Replayed")) == (201, None)
    assert (second.status, second.header("Idempotency-Replayed")) == (201, "true")
    assert (first.body, first.header("ETag"), first.header("Location")) == (second.body, second.header("ETag"), second.header("Location"))
    assert server.count() == before + 1


def test_a_key_belongs_to_its_route_body_and_person(server):
    key = new_key()
    assert add_note(server, Idempotency_Key=key).status == 201
    other_body, other_route = add_note(server, '{"text":"b"}', Idempotency_Key=key), add_note(server, path="/api/contended", Idempotency_Key=key)
    assert (other_body.status, other_body.id, other_route.status) == (422, "http.idempotency_mismatch", 422)
    assert add_note(server, Idempotency_Key=key, Cookie="session=sworn").header("Idempotency-Replayed") is None


def test_a_refused_request_leaves_neither_key_nor_effect(server):
    key, before = new_key(), server.count()
    assert add_note(server, '{"text":"a","fails":true}', Idempotency_Key=key).status == 409
    assert add_note(server, '{"text":"a","fails":true}', Idempotency_Key=key).header("Idempotency-Replayed") is None
    assert add_note(server, Idempotency_Key=key).status == 201
    assert server.count() == before + 1


def test_fifty_at_once_with_one_key_have_one_effect(server):
    key, before = new_key(), server.count()
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: add_note(server, Idempotency_Key=key), range(50)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert sum(answer.header("Idempotency-Replayed") is None for answer in answers) == 1
    assert server.count() == before + 1


def test_fifty_at_once_with_fifty_keys_have_fifty_effects(server):
    before = server.count()
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: add_note(server), range(50)))
    assert {answer.status for answer in answers} == {201}
    assert server.count() == before + 50


def test_a_change_is_replayed_though_its_version_has_passed(server):
    key = new_key()
    answers = [server.request("PUT", "/api/notes/1", NOTE, If_Match='"v1"', Idempotency_Key=key, **OFFICER) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[1].header("Idempotency-Replayed") == "true"


# --- broken worlds

def test_an_exception_becomes_an_incident_and_tells_nothing(server):
    answer = server.request("GET", "/api/crash")
    assert (answer.status, answer.id) == (500, "http.incident")
    assert b"secret" not in answer.body
    assert re.search(r"[0-9a-f]{8}", answer.json["instance"])


def test_a_full_disk_a_doubtful_commit_and_a_contended_one(server):
    before = server.count()
    full, unknown, contended = (add_note(server, path=f"/api/{name}") for name in ("full", "unknown", "contended"))
    assert (full.status, full.id, full.json["code"]) == (507, "http.storage_full", "storage_full")
    assert (unknown.status, unknown.id) == (503, "http.outcome_unknown") and unknown.header("Retry-After")
    assert contended.status == 204
    assert server.count() == before


# --- uploads and downloads

def upload(server, content: bytes, **headers):
    return server.request("POST", "/api/files", content, **{**OFFICER, "Content_Type": "application/octet-stream", "X_File_Name": "%E7%9B%96%E7%AB%A0.pdf",
                                                            "Idempotency_Key": new_key(), **headers})


def test_an_upload_arrives_and_comes_back(server):
    content = os.urandom(2_500_000)
    answer = upload(server, content)
    assert (answer.status, answer.json["size"], answer.json["name"]) == (201, len(content), "盖章.pdf")
    back = server.request("GET", f"/api/files/{answer.json['sha256']}", **OFFICER)
    assert back.body == content
    assert (back.header("Content-Type"), back.header("Content-Disposition")) == ("application/pdf", 'attachment; filename="a.pdf"')
    assert server.request("GET", f"/api/files/{'0' * 64}", **OFFICER).id == "http.file_lost"


def test_an_upload_twice_is_one_file(server):
    files, key, content = server.request("GET", "/api/count").json["files"], new_key(), os.urandom(1000)
    answers = [upload(server, content, Idempotency_Key=key) for _ in range(2)]
    assert (answers[0].body, answers[1].header("Idempotency-Replayed")) == (answers[1].body, "true")
    assert upload(server, content + b"x", Idempotency_Key=key).status == 422
    assert server.request("GET", "/api/count").json["files"] == files + 1


def test_uploads_that_are_refused_leave_no_file(server):
    files = server.request("GET", "/api/count").json["files"]
    assert upload(server, b"a" * 3_000_001).status == 413
    assert upload(server, b"a", Content_Type="application/json").status == 415
    assert [upload(server, b"a", X_File_Name=name).id for name in ("", "%ff", "a%00b", "%")] == ["http.bad_file_name"] * 4
    assert upload(server, b"a" * 100_000, Cookie="").status == 401
    assert upload(server, b"a", Cookie="session=applicant").status == 403
    chunk = "30D41\r\n" + "a" * 200_001 + "\r\n"
    head = ("POST /api/files HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer officer\r\nContent-Type: application/octet-stream\r\n"
            "Idempotency-Key: chunked-upload\r\nX-File-Name: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert server.ask(head + chunk * 15).status == 413
    assert server.request("GET", "/api/count").json["files"] == files


# --- what stands beside the operations

def test_health_document_and_measures(server):
    assert server.request("GET", "/healthz").json == {"status": "ok", "version": "1.2.3"}
    assert server.request("GET", "/api/openapi.json").json == {"openapi": "3.1.0"}
    metrics = server.request("GET", "/metrics").body.decode()
    assert 'zhidian_http_requests_total{operation="healthz",status="200"}' in metrics
    assert 'zhidian_http_request_seconds_bucket{operation="healthz",le="+Inf"}' in metrics
    assert "officer" not in metrics
    assert server.request("GET", "/metrics", X_Forwarded_For="10.1.1.1").status == 404


def test_the_application(server):
    page = server.request("GET", "/outlets/7", Accept="text/html")
    assert (page.status, page.header("Content-Type"), page.header("Cache-Control")) == (200, "text/html; charset=utf-8", "no-cache")
    assert server.request("GET", "/outlets/7", Accept="application/json").status == 404
    assert server.request("GET", "/api/none", Accept="text/html").status == 404
    plain, packed = server.request("GET", "/assets/app.js"), server.request("GET", "/assets/app.js", Accept_Encoding="br, gzip")
    assert (plain.body, packed.body, packed.header("Content-Encoding")) == (b"export {}", b"packed", "gzip")
    assert "immutable" in plain.header("Cache-Control") and plain.header("Vary") == "Accept-Encoding"
    assert server.request("GET", "/", If_None_Match=page.header("ETag")).status == 304
    assert server.request("POST", "/", "{}").header("Allow") == "GET, HEAD"


def test_the_request_log_names_operations_and_no_person():
    quiet = EchoServer()
    quiet.request("GET", "/api/echo/secret-name?q=secret-query", Cookie="session=officer")
    output = quiet.stop()
    assert "method=GET operation=echo status=200" in output
    assert "secret" not in output and "officer" not in output and "127.0.0.1" not in output


def test_rates_are_limited_with_a_time_to_wait():
    limited = EchoServer("", "limits")
    try:
        answers = [limited.request("POST", "/api/session", "{}") for _ in range(40)]
        refused = [answer for answer in answers if answer.status == 429]
        assert 5 <= len(refused) <= 15
        assert refused[0].id == "http.too_many_requests" and int(refused[0].header("Retry-After")) >= 1
        assert limited.request("GET", "/api/echo/a").status == 200
    finally:
        limited.stop()
