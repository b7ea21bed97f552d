"""Certificates of outlets: issued on demand, checked on the site and off line, with the signed status list."""
import concurrent.futures
import gzip
import json
import urllib.request

import pytest
from support import journey, log_verifier
from support.checks import findings
from support.server import change, rows, run

HOLDER, STRANGER, OFFICER = "applicant_01", "applicant_03", "city_officer"


def outlet_of(client) -> str:
    listed = client.get(f"/api/organisations/{journey.organisation_id(client)}/certificates")
    assert listed.status_code == 200, listed.text
    return listed.json()["items"][0]["outlet_id"]


def issued(client, outlet: str, **more):
    return client.post(f"/api/outlets/{outlet}/certificate", **more)


def check(server, text: str):
    return server.client().post("/api/certificate-checks", {"certificate": text})


@pytest.fixture(scope="module")
def holder(server):
    return server.client(HOLDER)


@pytest.fixture(scope="module")
def outlet(holder):
    return outlet_of(holder)


@pytest.fixture(scope="module")
def certificate(holder, outlet):
    """The signed text of the holder's first certificate, byte for byte as downloaded."""
    answer = issued(holder, outlet)
    assert answer.status_code in (200, 201), answer.text
    return holder.get(f"/api/certificates/{answer.json()['number']}/document.json").text


class Desk:
    """Files in hand, the program, and no database."""

    def __init__(self, server, folder) -> None:
        self.server, self.folder = server, folder
        self.key = server.client().get("/api/evidence/key").json()["public_key"]

    def keep(self, name: str, text: str):
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return file

    def status_list(self, name="list.json"):
        return self.keep(name, self.server.client().get("/api/certificates/status-list.json").text)

    def verify(self, text: str, *more, keyed: bool = True) -> tuple[int, str]:
        done = run("certificate", "verify", self.keep("certificate.json", text), *(["--public-key", self.key] if keyed else []), *more, check=False)
        return done.returncode, done.stdout + done.stderr

    def state(self, text: str, *more) -> str:
        code, said = self.verify(text, "--json", *more)
        state = json.loads(said)["state"]
        assert (code == 0) == (state == "valid"), said
        return state


@pytest.fixture
def desk(server, tmp_path):
    return Desk(server, tmp_path)


def test_a_double_click_issues_one(server, store, holder, outlet):
    staff = [server.client(HOLDER) for _ in range(6)]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda client: issued(client, outlet), staff))
    assert {answer.status_code for answer in answers} <= {200, 201}, [answer.text for answer in answers]
    assert len({answer.json()["number"] for answer in answers}) == 1
    again = issued(holder, outlet)
    assert again.status_code == 200 and again.json()["number"] == answers[0].json()["number"]
    by_officer = issued(server.client(OFFICER), outlet)
    assert by_officer.status_code == 200 and by_officer.json()["number"] == answers[0].json()["number"]
    assert int(rows(store, "SELECT COUNT(*) FROM certificates")[0][0]) == 1
    assert int(rows(store, "SELECT COUNT(*) FROM events WHERE subject_kind = 'certificate' AND action = 'issue'")[0][0]) == 1


def test_the_same_key_gives_the_same_answer(holder, outlet):
    first, second = issued(holder, outlet, key="0123456789abcdef0123456789abcdef"), issued(holder, outlet, key="0123456789abcdef0123456789abcdef")
    assert second.headers["Idempotency-Replayed"] == "true" and first.json() == second.json()


def test_what_stands_on_it(server, holder, certificate):
    document = json.loads(certificate)
    line = server.client().get(f"/api/outlets/{document['outlet']['id']}").json()
    assert (document["outlet"]["name"], document["filed_on"], document["valid_until"]) == (line["name"], line["filed_on"], line["valid_until"])
    assert document["act"]["id"] == "shenyang_outlet_2024" and document["authority_name"] == "沈阳市知识产权局"
    assert document["address"] == f"{server.base}/certificates/{document['number']}"
    assert "平台提供的服务" in document["remark"]["zh"] and document["remark"]["en"]
    for language in ("zh", "en"):
        pdf = holder.get(f"/api/certificates/{document['number']}/document.pdf", language=language)
        assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF") and f"{document['number']}.pdf" in pdf.headers["Content-Disposition"]
    refused = holder.get(f"/api/certificates/{document['number']}/document.pdf", language="fr")
    assert refused.status_code == 422 and refused.json()["id"] == "certificates.bad_language"


def test_everybody_reads_the_page_behind_the_code(server, certificate):
    document = json.loads(certificate)
    shown = server.client().get(f"/api/certificates/{document['number']}").json()
    assert shown["state"] == "valid" and shown["name"] == document["outlet"]["name"] and shown["status_label"]["zh"] and shown["remark"]["zh"]
    assert "credit_code" not in shown and document["outlet"]["credit_code"] not in json.dumps(shown)
    typed = server.client().get(f"/api/certificates/{document['number'].lower().replace('-', ' ')}")
    assert typed.json()["number"] == document["number"]
    wrong = document["number"][:-1] + ("0" if document["number"][-1] != "0" else "1")
    assert (server.client().get(f"/api/certificates/{wrong}").json()["id"], server.client().get("/api/certificates/ZD-0000-0000").json()["id"]) == \
        ("certificates.bad_number", "certificates.not_found")


def test_a_foreign_account_finds_nothing(server, outlet, certificate):
    number = json.loads(certificate)["number"]
    for login in (STRANGER, "fuzhou_officer"):
        stranger = server.client(login)
        foreign, absent = issued(stranger, outlet), issued(stranger, "00000000-0000-7000-8000-000000000000")
        assert foreign.status_code == absent.status_code == 404 and foreign.json()["detail"] == absent.json()["detail"], login
        for part in ("document.json", "document.pdf"):
            assert stranger.get(f"/api/certificates/{number}/{part}").status_code == 404, login
    own = journey.organisation_id(server.client(HOLDER))
    assert server.client(STRANGER).get(f"/api/organisations/{own}/certificates").status_code == 404
    assert server.client("officer_210103").post(f"/api/outlets/{outlet}/certificate").status_code == 403
    assert server.client().post(f"/api/outlets/{outlet}/certificate").status_code == 401


def test_off_line_with_the_list_in_hand(desk, certificate):
    code, said = desk.verify(certificate, "--status-list", desk.status_list())
    as_of = json.loads((desk.folder / "list.json").read_text(encoding="utf-8"))["as_of"]
    assert code == 0 and "有效" in said and "Valid" in said and as_of in said, said
    assert desk.state(certificate, "--status-list", desk.folder / "list.json") == "valid"
    assert desk.state(certificate, "--status-list", desk.folder / "list.json", "--on", "2199-01-01") == "expired"
    assert desk.state(certificate, "--status-list", desk.folder / "list.json", "--on", "2001-01-01") == "unknown"


def test_without_a_list_only_signature_and_dates_are_known(desk, certificate):
    code, said = desk.verify(certificate)
    assert code == 1 and "只核对了签名和日期" in said and "status list" in said
    assert desk.state(certificate, "--on", "2199-01-01") == "expired"
    code, said = desk.verify(certificate, keyed=False)
    assert code == 1 and "--public-key" in said


def test_one_flipped_byte_is_forged_everywhere(server, desk, certificate):
    name = json.loads(certificate)["outlet"]["name"]
    altered = certificate.replace(name, name.replace("沈阳", "沈陽"), 1)
    assert altered != certificate
    assert desk.state(altered, "--status-list", desk.status_list()) == "forged"
    assert desk.state(altered) == "forged"
    assert check(server, altered).json()["state"] == "forged"
    assert check(server, certificate).json()["state"] == "valid"
    signature = json.loads(certificate)["signature"]
    flipped = certificate.replace(signature, ("0" if signature[0] != "0" else "1") + signature[1:])
    assert desk.state(flipped) == "forged"
    assert desk.verify(certificate, "--public-key", "0" * 64, keyed=False)[0] == 1


def test_a_list_that_was_touched_is_not_used(desk, certificate):
    text = desk.status_list().read_text(encoding="utf-8")
    for altered, cure in ((text.replace('"state":"valid"', '"state":"ended"'), "重新下载"), (text[:-40], "重新下载"), (certificate, "status-list.json")):
        assert altered != text
        code, said = desk.verify(certificate, "--status-list", desk.keep("altered.json", altered))
        assert code == 2 and cure in said, said
    code, said = desk.verify(certificate, "--status-list", desk.folder / "list.json", "--public-key", "0" * 64, keyed=False)
    assert code == 2 and "list" in said


def test_bad_input_says_what_to_do(server, desk, certificate):
    for text, cure in (("{", "重新下载"), ('{"kind":"zhidian_receipt_1"}', "证书文件"), ("", "重新下载")):
        code, said = desk.verify(text)
        assert code == 2 and cure in said and "certificate file" in said, said
        if text:
            assert check(server, text).status_code == 400
    assert check(server, "x" * 20_001).status_code == 422
    assert desk.verify(certificate, "--public-key", "abc", keyed=False)[0] == 2
    assert desk.verify(certificate, "--on", "2026-02-30")[0] == 2
    assert run("certificate", "verify", desk.folder / "none.json", check=False).returncode == 2


def test_a_second_verifier_agrees(server, desk, certificate):
    document, listed = json.loads(certificate), server.client().get("/api/certificates/status-list.json").json()
    assert log_verifier.check(document, desk.key) == log_verifier.check(listed, desk.key) == []
    entry = next(entry for entry in listed["certificates"] if entry["number"] == document["number"])
    assert entry["digest"] == log_verifier.sha256(log_verifier.canonical(document)).hex()
    assert [entry["number"] for entry in listed["certificates"]] == sorted(entry["number"] for entry in listed["certificates"])
    document["outlet"]["name"], listed["as_of"] = "另一单位", "2001-01-01"
    assert log_verifier.check(document, desk.key) and log_verifier.check(listed, desk.key)


def test_the_event_of_the_log_carries_the_digest(store, certificate):
    document = json.loads(certificate)
    content = rows(store, f"SELECT content FROM events WHERE subject_kind = 'certificate' AND subject_id = '{document['number']}' AND action = 'issue'")[0][0]
    assert json.loads(content)["digest"] == log_verifier.sha256(log_verifier.canonical(document)).hex()


def test_the_key_may_stand_in_a_file(server, desk, certificate):
    for text in (desk.key + "\n", server.client().get("/api/evidence/key").text):
        assert desk.verify(certificate, "--status-list", desk.status_list(), "--public-key", desk.keep("key.txt", text), keyed=False)[0] == 0
    code, said = desk.verify(certificate, "--status-list", desk.status_list(), keyed=False)
    assert code == 0 and "公钥取自状态清单" in said


def test_a_changed_line_replaces_the_earlier_one(server, store, desk, holder, outlet, certificate):
    earlier = json.loads(certificate)["number"]
    change(store, f"UPDATE outlets SET kind = 'library' WHERE id = '{outlet}'")
    answer = issued(holder, outlet)
    assert answer.status_code == 201 and answer.json()["number"] != earlier, answer.text
    code, said = desk.verify(certificate, "--status-list", desk.status_list())
    assert code == 1 and answer.json()["number"] in said
    assert desk.state(certificate, "--status-list", desk.folder / "list.json") == "replaced"
    shown = server.client().get(f"/api/certificates/{earlier}").json()
    assert (shown["state"], shown["replaced_by"]) == ("replaced", answer.json()["number"])
    assert check(server, certificate).json()["state"] == "replaced"


def take_over(store, server, login: str, act: str, status: str) -> str:
    """A line without a case behind it and without a last day, as an act without validity leaves it."""
    organisation = journey.organisation_id(server.client(login))
    division = rows(store, f"SELECT registered_division FROM organisations WHERE id = '{organisation}'")[0][0]
    line = "00000000-0000-7000-8000-0000000000f2"
    change(store, "INSERT INTO outlets (id, organisation_id, act_id, status, division_code, name, sort_key, kind, search_text, entry, filed_on, state, is_taken_over, version, created_at)"
                  f" VALUES ('{line}', '{organisation}', '{act}', '{status}', '{division}', '福州单位', 'fuzhou', 'university', '', '{{}}', '2023-05-05', 'valid', 1, 1, '2026-09-01T00:00:00.000Z')")
    return line


def test_fuzhou_names_no_last_day(server, store, desk):
    line = take_over(store, server, "fuzhou_applicant_1", "fuzhou_outlet_2022", "municipal_outlet")
    officer = server.client("fuzhou_officer")
    answer = issued(officer, line)
    assert answer.status_code == 201 and answer.json()["valid_until"] is None, answer.text
    text = officer.get(f"/api/certificates/{answer.json()['number']}/document.json").text
    assert json.loads(text)["valid_until"] is None and json.loads(text)["act"]["id"] == "fuzhou_outlet_2022"
    assert json.loads(text)["authority_name"].startswith("福州市")
    assert desk.state(text, "--status-list", desk.status_list(), "--on", "2199-01-01") == "valid"
    assert issued(server.client(OFFICER), line).status_code == 404, "another city"


def test_an_ended_line_is_refused_and_its_certificate_ends(server, store, desk, holder):
    other = server.client("applicant_02")
    line = outlet_of(other)
    text = other.get(f"/api/certificates/{issued(other, line).json()['number']}/document.json").text
    today = holder.get("/api/clock").json()["business_today"]
    change(store, f"UPDATE outlets SET state = 'ended', ended_on = '{today}' WHERE id = '{line}'")
    change(store, "UPDATE data_versions SET version = version + 1 WHERE name = 'directory'")
    refused = issued(other, line)
    assert refused.status_code == 409 and refused.json()["id"] == "certificates.outlet_ended" and "重新备案" in refused.json()["detail"]
    assert desk.state(text, "--status-list", desk.status_list(), "--on", today) == "ended"


def test_the_log_agrees(store):
    """Line changes above went past the program; the certificates themselves fit their events."""
    found = findings(store)
    assert [finding for finding in found if "ZD-" in finding["text"]["zh"] or finding["kind"] != "state"] == []


def test_an_expired_line_is_refused_with_the_cure(server, desk, holder, outlet):
    number = issued(holder, outlet).json()["number"]
    text = holder.get(f"/api/certificates/{number}/document.json").text
    journey.advance(server, 4 * 366)
    refused = issued(holder, outlet)
    assert refused.status_code == 409 and refused.json()["id"] == "certificates.outlet_expired" and "重新申报" in refused.json()["detail"]
    assert server.client().get(f"/api/certificates/{number}").json()["state"] == "expired"
    assert desk.state(text, "--status-list", desk.status_list()) == "expired"


def test_the_status_list_is_packed_for_who_takes_it(server, certificate):
    """Asked for without requests' own unpacking, so that the bytes on the wire are seen."""
    def ask(**headers):
        with urllib.request.urlopen(urllib.request.Request(server.base + "/api/certificates/status-list.json", headers=headers), timeout=30) as answer:
            return answer.read(), answer.headers
    packed, told = ask(**{"Accept-Encoding": "br, gzip"})
    assert told["Content-Encoding"] == "gzip" and told["Content-Type"] == "application/json" and "Accept-Encoding" in told["Vary"]
    assert int(told["Content-Length"]) == len(packed)
    for headers in ({}, {"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip;q=0"}):
        plain, told = ask(**headers)
        assert told["Content-Encoding"] is None and "Accept-Encoding" in told["Vary"], headers
        assert gzip.decompress(packed) == plain and json.loads(plain)["kind"] == "zhidian_certificate_status_1"
