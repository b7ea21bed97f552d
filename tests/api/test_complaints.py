"""Complaints about outlets: the way of one, who handles it, and who never learns of it."""
import json
import uuid

import pytest
from support import journey, outlets
from support.checks import findings, sound
from support.server import change, rows, run
from support.timers import await_that

NAME, CONTACT, STATEMENT = "举报人丁某", "13900001234", "该网点以公共服务为名推销商标代理套餐。"
STRANGERS = [None, "province_officer", "national_officer", "fuzhou_officer", "expert_01", "rule_editor", "system_admin", "security_admin", "audit_admin"]


def paper(words: str) -> bytes:
    return b"%PDF-1.4\n" + words.encode() + b"\n%%EOF\n"


def line_of(server, outlet: dict) -> str:
    items = server.client("city_officer").get(f"/api/organisations/{outlet['organisation_id']}/proceedings").json()["items"]
    return next(item["outlet_id"] for item in items if item["procedure_id"] == "sanction")


@pytest.fixture(scope="module")
def two(server):
    found = outlets.list_filed(server)
    assert len(found) > 1, "two outlets: one complained about, one beside it"
    return [{**outlet, "line": line_of(server, outlet)} for outlet in found[:2]]


@pytest.fixture(scope="module")
def outlet(two):
    return two[0]


def complain(server, line: str, **more):
    body = {"ground": "unrelated_commerce", "statement": STATEMENT, "is_anonymous": False, "name": NAME, "contact": CONTACT, **more}
    return server.client().post(f"/api/outlets/{line}/complaints", {name: value for name, value in body.items() if value is not None})


def lodged(server, line: str, **more) -> dict:
    answer = complain(server, line, **more)
    assert answer.status_code == 201, answer.text
    return {"receipt": answer.json()["receipt"], "secret": answer.json()["secret"]}


def found_by(officer, receipt: dict) -> dict:
    items = officer.get("/api/complaints", q=receipt["receipt"]).json()["items"]
    return officer.get(f"/api/complaints/{items[0]['id']}").json()


def step(officer, complaint: dict, what: str, body: dict | None = None, **more):
    return officer.post(f"/api/complaints/{complaint['id']}/{what}", body or {}, version=more.pop("version", complaint["version"]), **more)


def taken_on(server, officer, line: str, **more) -> dict:
    answer = step(officer, found_by(officer, lodged(server, line, **more)), "handler")
    assert answer.status_code == 200, answer.text
    return answer.json()


CONCLUSION = {"finding": "founded", "answer": "经核查属实，已立案查处。", "summary": "现场核查两次，已立案。"}


def test_the_form_names_the_grounds_of_the_act_first(server, outlet):
    form = server.client().get(f"/api/outlets/{outlet['line']}/complaint-form")
    assert form.status_code == 200, form.text
    grounds = [ground["id"] for ground in form.json()["grounds"]]
    assert grounds == ["false_materials", "unrelated_commerce", "illegal_activity", "name_misuse", "poor_service", "other"]
    assert form.json()["grounds"][0]["cites"] and not form.json()["grounds"][-1]["cites"]
    assert form.json()["authority_name"] == "沈阳市知识产权局"
    assert server.client().get(f"/api/outlets/{uuid.uuid4()}/complaint-form").status_code == 404
    assert complain(server, str(uuid.uuid4())).status_code == 404


@pytest.mark.parametrize(("wrong", "reason"), [
    ({"ground": "something"}, "complaints.unknown_ground"), ({"statement": "  "}, "http.invalid_body"), ({"name": None, "contact": None}, "complaints.name_required"),
    ({"contact": " "}, "complaints.name_required"), ({"evidence": ["unknown"]}, "notices.upload_gone"), ({"evidence": ["x"] * 11}, "notices.too_many_files"),
    ({"evidence": [7]}, "http.invalid_body"), ({"state": "concluded"}, "http.invalid_body")])
def test_what_is_refused(server, outlet, wrong, reason):
    refused = complain(server, outlet["line"], **wrong)
    assert refused.status_code == 422 and refused.json()["id"] == reason, refused.text


def test_an_outlet_of_a_body_that_is_not_here_is_refused_with_the_reason(server, store, outlet):
    change(store, "UPDATE authorities SET level = 'absent' WHERE name = '沈阳市知识产权局'")
    try:
        refused = complain(server, outlet["line"])
        assert refused.status_code == 409 and refused.json()["id"] == "complaints.no_authority"
        assert server.client().get(f"/api/outlets/{outlet['line']}/complaint-form").status_code == 409
    finally:
        change(store, "UPDATE authorities SET level = 'city' WHERE name = '沈阳市知识产权局'")


def test_anonymous_without_evidence_is_taken(server, city, outlet):
    complaint = found_by(city, lodged(server, outlet["line"], is_anonymous=True))
    assert complaint["is_anonymous"] and complaint["state"] == "received" and complaint["days"] == 0
    mine = step(city, complaint, "handler").json()
    refused = step(city, mine, "identity", {"reason": "回访"})
    assert refused.status_code == 409 and refused.json()["id"] == "complaints.anonymous"


def test_the_whole_way(server, city, outlet):
    evidence = server.client().upload("/api/objection-evidence", paper("flyer"), name="宣传单.pdf").json()["upload_id"]
    receipt = lodged(server, outlet["line"], evidence=[evidence])
    assert receipt["receipt"].startswith("TS")
    public = server.client()
    state = public.post("/api/complaints/follow", receipt).json()
    assert state["state"] == "received" and state["result"] is None and state["authority_name"] == "沈阳市知识产权局"
    assert public.post("/api/complaints/follow", {**receipt, "secret": "WRONG-WRONG"}).status_code == 404
    assert public.post("/api/complaints/follow", {"receipt": "TSUNKNOWN", "secret": receipt["secret"]}).status_code == 404
    assert public.post("/api/objections/follow", receipt).status_code == 404, "it is no objection"
    used = complain(server, outlet["line"], evidence=[evidence])
    assert used.status_code == 422 and used.json()["id"] == "notices.upload_gone", "each upload once"

    message = next(each for each in city.get("/api/messages").json()["items"] if receipt["receipt"] in json.dumps(each, ensure_ascii=False))
    assert NAME not in json.dumps(message, ensure_ascii=False) and "宣传单" not in json.dumps(message, ensure_ascii=False)
    complaint = found_by(city, receipt)
    assert complaint["statement"] == STATEMENT and message["link"].endswith(complaint["id"])
    got = city.get(f"/api/complaints/{complaint['id']}/files/{complaint['files'][0]['id']}")
    assert got.content == paper("flyer") and got.headers["Content-Disposition"].startswith("attachment")
    assert city.get(f"/api/complaints/{complaint['id']}/files/{uuid.uuid4()}").status_code == 404

    for what, body in (("notes", {"text": "电话核实"}), ("conclusion", CONCLUSION), ("identity", {"reason": "回访"}), ("cases", {"case_id": "x"})):
        refused = step(city, complaint, what, body)
        assert refused.status_code == 403 and refused.json()["id"] == "complaints.not_handler", what
    complaint = step(city, complaint, "handler").json()
    assert complaint["is_mine"] and complaint["state"] == "handling"
    again = step(city, complaint, "handler")
    assert again.status_code == 409 and again.json()["id"] == "complaints.yours_already"
    blank = step(city, complaint, "notes", {"text": " "})
    assert blank.status_code == 422 and blank.json()["id"] == "http.invalid_body"
    key = uuid.uuid4().hex
    noted = step(city, complaint, "notes", {"text": "到现场核实，见宣传单。"}, key=key)
    replayed = step(city, complaint, "notes", {"text": "到现场核实，见宣传单。"}, key=key)
    assert noted.status_code == replayed.status_code == 200 and replayed.json() == noted.json()
    complaint = city.get(f"/api/complaints/{complaint['id']}").json()
    assert [note["text"] for note in complaint["notes"]] == ["到现场核实，见宣传单。"], "a repeated request is carried out once"

    made = outlets.open_case(city, outlet["organisation_id"], "sanction").json()
    complaint = step(city, complaint, "cases", {"case_id": made["id"]}).json()
    assert [each["number"] for each in complaint["cases"]] == [made["number"]]
    twice = step(city, complaint, "cases", {"case_id": made["id"]})
    assert twice.status_code == 409 and twice.json()["id"] == "complaints.linked_already"
    assert [each["receipt"] for each in city.get("/api/complaints", case_id=made["id"]).json()["items"]] == [receipt["receipt"]]

    for wrong, reason in (({"finding": "perhaps"}, "complaints.bad_finding"), ({"answer": " "}, "http.invalid_body"), ({"summary": " "}, "http.invalid_body")):
        refused = step(city, complaint, "conclusion", {**CONCLUSION, **wrong})
        assert refused.status_code == 422 and refused.json()["id"] == reason
    done = step(city, complaint, "conclusion", CONCLUSION)
    assert done.status_code == 200 and done.json()["state"] == "concluded"
    for what, body in (("conclusion", {**CONCLUSION, "finding": "unfounded"}), ("notes", {"text": "补记"}), ("handler", {})):
        refused = step(city, done.json(), what, body)
        assert refused.status_code == 409 and refused.json()["id"] == "complaints.concluded", what
    answer = public.post("/api/complaints/follow", {"receipt": receipt["receipt"].lower(), "secret": receipt["secret"].replace("-", " ")}).json()
    assert answer["result"] == CONCLUSION["answer"] and "属实" in answer["state_label"]["zh"]
    assert CONCLUSION["summary"] not in json.dumps(answer, ensure_ascii=False), "the summary is the office's own"


def waiting(client) -> dict:
    """The complaints in a reader's queue."""
    items = client.get("/api/cases", everything="true", held_by_me="true", limit=100).json().get("items", [])
    return {each["id"]: each for each in items if each["kind"] == "complaint"}


def test_it_waits_in_the_queue_until_it_is_concluded(server, city, head, outlet):
    complaint = taken_on(server, city, outlet["line"])
    line = waiting(city)[complaint["id"]]
    assert (line["organisation_id"], line["state"], line["days_in_state"], line["is_final"]) == (outlet["organisation_id"], "handling", 0, False)
    assert line["procedure_label"]["zh"] == "对网点的投诉" and complaint["id"] in waiting(head)
    for stranger in [*STRANGERS, outlet["login_name"]]:
        assert not waiting(server.client(stranger)), stranger
    assert step(city, complaint, "conclusion", CONCLUSION).status_code == 200
    assert complaint["id"] not in waiting(city)


def test_another_officer_takes_over_and_two_at_once_do_not_both(server, city, head, outlet):
    complaint = taken_on(server, city, outlet["line"])
    refused = step(head, complaint, "notes", {"text": "代为核实"})
    assert refused.status_code == 403 and refused.json()["id"] == "complaints.not_handler"
    assert step(head, complaint, "handler", version=complaint["version"] - 1).status_code == 412
    assert city.post(f"/api/complaints/{complaint['id']}/handler", {}).status_code == 428
    over = step(head, complaint, "handler")
    assert over.status_code == 200 and over.json()["is_mine"]
    assert any("接手" in each["text"] for each in city.get("/api/messages").json()["items"]), "the former handler is told"
    late = step(city, complaint, "conclusion", CONCLUSION)
    assert late.status_code == 412 and late.json()["id"] == "complaints.stale", "of two officers at once one comes too late"


def test_the_list_has_filters_and_no_names(server, city, head, outlet):
    mine = taken_on(server, head, outlet["line"], ground="poor_service")
    waiting = found_by(city, lodged(server, outlet["line"], ground="other"))
    ids = lambda officer, **wanted: {each["id"] for each in officer.get("/api/complaints", limit=100, **wanted).json()["items"]}  # noqa: E731
    assert mine["id"] in ids(head, handler="mine") and mine["id"] not in ids(city, handler="mine")
    assert waiting["id"] in ids(city, handler="none") and mine["id"] not in ids(city, handler="none")
    assert ids(city, ground="poor_service") == {mine["id"]}
    assert waiting["id"] in ids(city, state="received") and waiting["id"] in ids(city, state="open") and waiting["id"] not in ids(city, state="concluded")
    assert not ids(city, q="没有这样的网点")
    first = city.get("/api/complaints", limit=1).json()
    second = city.get("/api/complaints", limit=1, cursor=first["next_cursor"]).json()
    assert first["items"][0]["received_at"] <= second["items"][0]["received_at"] and first["items"][0]["id"] != second["items"][0]["id"]
    text = city.get("/api/complaints", limit=100).text + city.get(f"/api/complaints/{mine['id']}").text
    assert NAME not in text and CONTACT not in text, "neither list nor detail names who complained"
    assert STATEMENT not in city.get("/api/complaints", limit=100).text
    grounds = [each["id"] for each in city.get("/api/complaint-grounds").json()["items"]]
    assert grounds[0] == "name_misuse" and grounds[-1] == "other"


def test_reading_the_identity_asks_a_reason_and_is_logged(server, store, city, head, outlet):
    complaint = taken_on(server, city, outlet["line"])
    blank = step(city, complaint, "identity", {"reason": " "})
    assert blank.status_code == 422 and blank.json()["id"] == "http.invalid_body"
    assert step(head, complaint, "identity", {"reason": "好奇"}).status_code == 403
    read = step(city, complaint, "identity", {"reason": "电话核实事实"})
    assert read.status_code == 200 and (read.json()["name"], read.json()["contact"]) == (NAME, CONTACT)
    assert read.headers["Cache-Control"] == "no-store"
    after = city.get(f"/api/complaints/{complaint['id']}").json()
    assert after["version"] == read.json()["version"] and [each["reason"] for each in after["identity_reads"]] == ["电话核实事实"]
    logged = [content for (content,) in rows(store, f"SELECT content FROM events WHERE subject_kind = 'complaint' AND subject_id = '{complaint['id']}'")]
    assert len(logged) == 3 and not any(NAME in each or CONTACT in each or STATEMENT in each for each in logged), "names and words are in the erasable part"
    assert any(NAME in str(each) for each in rows(store, f"SELECT personal FROM events WHERE subject_kind = 'complaint' AND subject_id = '{complaint['id']}'"))


def test_nobody_else_learns_of_it(server, city, two, outlet):
    evidence = server.client().upload("/api/objection-evidence", paper("secret"), name="密.pdf").json()["upload_id"]
    complaint = taken_on(server, city, outlet["line"], evidence=[evidence], statement="只有受理部门知道的事。")
    staff = server.client(outlet["login_name"])
    district = journey.district_officer(server, staff)
    strangers = STRANGERS + [outlet["login_name"], two[1]["login_name"], district]
    leaks = []
    for login in strangers:
        stranger = server.client(login)
        base = f"/api/complaints/{complaint['id']}"
        for path in (base, f"{base}/files/{complaint['files'][0]['id']}"):
            answer = stranger.get(path)
            if answer.status_code != 404 or answer.json()["detail"] != stranger.get(path.replace(complaint["id"], str(uuid.uuid4()))).json()["detail"]:
                leaks.append(f"{login} GET {path}: {answer.status_code}")
        listed = stranger.get("/api/complaints", limit=100)
        if listed.status_code not in (401, 403) and listed.json()["items"]:
            leaks.append(f"{login} lists")
        for what, body in (("handler", {}), ("notes", {"text": "x"}), ("cases", {"case_id": "x"}), ("conclusion", CONCLUSION), ("identity", {"reason": "x"})):
            answer = step(stranger, complaint, what, body)
            if answer.status_code != (404 if login else 401):
                leaks.append(f"{login} POST {what}: {answer.status_code}")
    assert leaks == []
    assert city.get(f"/api/complaints/{complaint['id']}").json()["version"] == complaint["version"]


def test_what_others_read_carries_nothing_of_it(server, city, outlet):
    complaint = taken_on(server, city, outlet["line"], statement="独一无二的投诉内容。")
    made = next((each for each in city.get(f"/api/organisations/{outlet['organisation_id']}/proceedings").json()["items"] if each["procedure_id"] == "rectification"), {})
    case_id = made.get("running_id") or outlets.open_case(city, outlet["organisation_id"], "rectification").json()["id"]
    complaint = step(city, complaint, "cases", {"case_id": case_id}).json()
    assert outlets.perform(city, case_id, "issue", outlets.FINDINGS, "notice_scan").status_code == 200
    staff, public = server.client(outlet["login_name"]), server.client()
    district = server.client(journey.district_officer(server, staff))
    texts = [reader.get(path).text for reader in (staff, district)
             for path in (f"/api/cases/{case_id}", "/api/messages", f"/api/organisations/{outlet['organisation_id']}", "/api/calendar-feeds", f"/api/organisations/{outlet['organisation_id']}/sanctions")]
    texts += [public.get(path).text for path in (f"/api/outlets/{outlet['line']}", f"/api/outlets/{outlet['line']}/history", "/api/open-data/outlets.jsonl",
                                                 "/api/open-data/notices.jsonl", "/api/open-data/changes.jsonl", "/api/notices")]
    texts += [public.get("/api/search", q=words).text for words in ("独一无二", complaint["receipt"])]
    for word in (complaint["receipt"], complaint["id"], "独一无二", "投诉", NAME, CONTACT):
        assert not [text[:200] for text in texts if word in text.replace("q=" + word, "")], word
    assert city.get("/api/complaints", case_id=case_id).json()["items"], "the office's own officers see where the case came from"
    assert staff.get("/api/complaints", case_id=case_id).status_code == 403


def test_only_a_case_about_the_same_institution_is_linked(server, city, two, outlet):
    complaint = taken_on(server, city, outlet["line"])
    other = outlets.open_case(city, two[1]["organisation_id"], "rectification").json()
    refused = step(city, complaint, "cases", {"case_id": other["id"]})
    assert refused.status_code == 422 and refused.json()["id"] == "complaints.other_institution"
    application = next(each["id"] for each in city.get("/api/cases", limit=100).json()["items"] if each["id"] != other["id"] and not each.get("outlet_id"))
    for wrong in (str(uuid.uuid4()), application):
        refused = step(city, complaint, "cases", {"case_id": wrong})
        assert refused.status_code == 422 and refused.json()["id"] in ("complaints.case_not_found", "complaints.other_institution"), refused.text
    assert step(city, complaint, "cases", {"case_id": str(uuid.uuid4())}).json()["id"] == "complaints.case_not_found"


def test_an_officer_who_also_stands_for_the_outlet_is_shut_out(server, store, city, head, outlet):
    complaint = found_by(city, lodged(server, outlet["line"]))
    assert head.get(f"/api/complaints/{complaint['id']}").status_code == 200
    account = head.get("/api/session").json()["account"]["id"]
    change(store, f"INSERT INTO grants (id, account_id, role, organisation_id, authority_id, created_at) VALUES ('both', '{account}', 'applicant_staff', '{outlet['organisation_id']}', NULL, '2026-01-01T00:00:00.000Z')")
    try:
        assert head.get(f"/api/complaints/{complaint['id']}").status_code == 404
        assert complaint["id"] not in head.get("/api/complaints", limit=100).text and complaint["id"] not in waiting(head)
    finally:
        change(store, "DELETE FROM grants WHERE id = 'both'")


DAMAGES = {
    "state": "UPDATE complaints SET state = 'concluded', finding = 'unfounded', handler_id = 'x'",
    "statement": "UPDATE complaints SET statement = '另一种说法', complainant_name = '别人'",
    "notes": "UPDATE complaint_notes SET body = '什么也没有发现'",
    "cases": "DELETE FROM complaint_cases",
    "files": "UPDATE complaint_files SET name = '别的.pdf'",
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_what_parts_from_the_log_is_found_and_written_anew(store, kind, two):
    sound(store)
    tables = {name: sorted(map(str, rows(store, f"SELECT * FROM {name}"))) for name in ("complaints", "complaint_notes", "complaint_cases", "complaint_files")}
    change(store, DAMAGES[kind])
    found = findings(store)
    assert found and all("complaint" in each["text"]["en"] for each in found)
    assert NAME not in json.dumps(found, ensure_ascii=False) and "另一种说法" not in json.dumps(found, ensure_ascii=False), "findings are printed: no word of it"
    done = run("rebuild", *store.arguments, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sound(store)
    assert tables == {name: sorted(map(str, rows(store, f"SELECT * FROM {name}"))) for name in tables}, "row for row"


def test_a_complaint_that_is_gone_is_made_anew(store):
    for name in ("complaint_notes", "complaint_cases", "complaint_files", "complaints"):
        change(store, f"DELETE FROM {name}")
    assert findings(store)
    assert run("rebuild", *store.arguments, check=False).returncode == 0
    sound(store)


def test_evidence_a_complaint_names_stays_and_late_evidence_is_gone(server, store, city, outlet):
    public = server.client()
    linked = public.upload("/api/objection-evidence", paper("linked to a complaint"), name="甲.pdf").json()["upload_id"]
    late = public.upload("/api/objection-evidence", paper("too late"), name="乙.pdf").json()["upload_id"]
    complaint = found_by(city, lodged(server, outlet["line"], evidence=[linked]))
    change(store, f"UPDATE objection_uploads SET created_at = '2020-01-01T00:00:00.000Z' WHERE id = '{late}'")
    refused = complain(server, outlet["line"], evidence=[late])
    assert refused.status_code == 422 and refused.json()["id"] == "notices.upload_gone", "more than an hour old"
    journey.advance(server, 2)
    await_that(lambda: int(rows(store, f"SELECT COUNT(*) FROM objection_uploads WHERE id = '{late}'")[0][0]) == 0, "the forgotten goes")
    change(store, f"DELETE FROM objection_uploads WHERE id = '{linked}'")
    sha256 = rows(store, f"SELECT sha256 FROM complaint_files WHERE complaint_id = '{complaint['id']}'")[0][0]
    assert not rows(store, f"SELECT sha256 FROM unnamed_files WHERE sha256 = '{sha256}'"), "the complaint alone keeps it"
    got = city.get(f"/api/complaints/{complaint['id']}/files/{complaint['files'][0]['id']}")
    assert got.status_code == 200 and got.content == paper("linked to a complaint")
    assert city.get(f"/api/complaints/{complaint['id']}").json()["days"] >= 2, "it ages with business time"
