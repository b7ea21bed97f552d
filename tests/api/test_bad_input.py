"""What people and machines send wrongly; each is refused with a reason and, where there is one, the cure."""
import datetime
import uuid

import pytest
from support import journey
from support.client import PDF


@pytest.fixture(scope="module")
def applicant(server):
    return server.client("applicant_12")


@pytest.fixture(scope="module")
def draft(applicant):
    case_id = journey.start(applicant)
    journey.fill(applicant, case_id)
    journey.upload(applicant, case_id)
    return case_id


def errors(answer) -> dict:
    return {error["condition"] or error["field"]: error for error in answer.json()["errors"]}


def test_two_full_time_staff(applicant, draft):
    organisation = journey.organisation_id(applicant)
    team = applicant.get(f"/api/organisations/{organisation}/team").json()
    full_time = [member for member in team["items"] if member["employment"] == "full_time"]
    taken = full_time[2:]
    for member in taken:
        assert applicant.delete(f"/api/organisations/{organisation}/team/{member['id']}").status_code == 204
    refused = applicant.act(draft, "submit")
    assert refused.status_code == 409
    finding = errors(refused)["full_time_staff"]
    assert finding["cites"] == ["shenyang_outlet_2024/art_4_1"] and finding["cure"]
    for member in taken:
        body = {key: member[key] for key in ("name", "employment", "is_principal", "post", "education", "certificates", "skills", "history")}
        assert applicant.post(f"/api/organisations/{organisation}/team", body).status_code == 201


def test_exempt_kind_of_body(server, applicant, draft):
    city = server.client("city_officer")
    path = f"/api/organisations/{journey.organisation_id(applicant)}/network-nodes"
    day = city.get("/api/session").json()["business_today"]
    recorded = city.post(path, {"kind": "tisc", "determined_on": day, "document": "遴选结果通知"})
    assert recorded.status_code == 201, recorded.text
    refused = applicant.act(draft, "submit")
    assert refused.status_code == 409 and "not_an_exempt_body" in errors(refused)
    entry = recorded.json()["entry"]
    assert city.post(f"/api/network-entries/{entry['id']}/closing", {"as": "undone", "reason": "登记测试"}, version=entry["version"]).status_code == 200


def test_signed_scan_missing(applicant, draft):
    scan = next(material for material in applicant.case(draft)["materials"] if material["slot"] == "signed_form")
    assert applicant.delete(f"/api/cases/{draft}/materials/{scan['id']}").status_code == 204
    refused = applicant.act(draft, "submit")
    assert refused.status_code == 409 and "signed_and_sealed" in errors(refused)
    journey.upload(applicant, draft, ["signed_form"])


def test_an_exe_named_pdf(applicant, draft):
    program = b"MZ" + bytes(58) + b"\x80\x00\x00\x00" + b"\x0e\x1f\xba\x0e\x00\xb4\x09\xcd\x21" + bytes(55) + b"PE\x00\x00" + bytes(200)
    refused = applicant.upload(f"/api/cases/{draft}/materials", program, "申报表.pdf", slot="other")
    assert refused.status_code == 422 and refused.json()["id"] == "cases.type_refused"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nSet-Cookie: x=1.pdf", "\u202egnp.exe.pdf", "长" * 4000 + ".pdf"])
def test_hostile_file_names(applicant, draft, name):
    made = applicant.upload(f"/api/cases/{draft}/materials", PDF, name, slot="other")
    if made.status_code == 201:
        answer = applicant.get(f"/api/cases/{draft}/materials/{made.json()['id']}")
        assert answer.headers["Content-Disposition"].startswith("attachment") and "Set-Cookie" not in answer.headers.get("Content-Disposition", "")
        assert "/" not in made.json()["name"] and "\u202e" not in made.json()["name"]
        applicant.delete(f"/api/cases/{draft}/materials/{made.json()['id']}")
    else:
        assert made.status_code in (400, 422, 431), "a name that no header may carry never reaches the case"


def test_ten_megabytes_in_a_field(applicant, draft):
    version = applicant.case(draft)["sections"]["section_2"]["version"]
    assert applicant.put(f"/api/cases/{draft}/draft/section_2", {"answers": {"basis": "字" * 3_500_000}}, version=version).status_code == 413
    answer = applicant.put(f"/api/cases/{draft}/draft/section_2", {"answers": {"basis": "字" * 20_000}}, version=version)
    assert answer.status_code == 422 and "basis" in str(answer.json()["errors"])


def test_unknown_members_and_types(applicant, draft):
    version = applicant.case(draft)["sections"]["section_1"]["version"]
    for answers in ({"owner": "x"}, {"headcount": "three"}, {"unit_name": ["x"]}, {"unit_name": "a\u202eb"}):
        answer = applicant.put(f"/api/cases/{draft}/draft/section_1", {"answers": answers}, version=version)
        assert answer.status_code == 422, answers
    assert applicant.put(f"/api/cases/{draft}/draft/section_99", {"answers": {}}, version=0).status_code in (404, 422)


def test_stale_section_and_missing_if_match(applicant, draft):
    section = applicant.case(draft)["sections"]["section_2"]
    first = applicant.put(f"/api/cases/{draft}/draft/section_2", {"answers": {"basis": "第一人的内容"}}, version=section["version"])
    assert first.status_code == 200
    second = applicant.put(f"/api/cases/{draft}/draft/section_2", {"answers": {"basis": "第二人的内容"}}, version=section["version"])
    assert second.status_code == 412 and "第一人的内容" in second.text, "the stale writer is shown what stands there"
    assert applicant.put(f"/api/cases/{draft}/draft/section_2", {"answers": {"basis": "无版本"}}).status_code == 428
    applicant.put(f"/api/cases/{draft}/draft/section_2", {"answers": section["answers"]}, version=first.json()["version"])


def test_stale_case_version(applicant, draft):
    assert applicant.post(f"/api/cases/{draft}/actions/withdraw", {}, version=999).status_code == 412


def test_skipping_steps(server, applicant, draft):
    city = server.client("city_officer")
    assert city.post(f"/api/cases/{draft}/actions/file", {}, version=1).status_code == 404, "a draft is invisible to the city"
    for action in ("recommend", "file", "publish", "refuse", "no_such_action"):
        answer = applicant.act(draft, action)
        assert answer.status_code in (403, 404, 409), f"{action}: {answer.status_code}"
        if answer.status_code == 409:
            assert "submit" in answer.json()["allowed"] or "withdraw" in answer.json()["allowed"]


def test_same_key_fifty_times(applicant):
    from concurrent.futures import ThreadPoolExecutor
    key = uuid.uuid4().hex
    organisation = journey.organisation_id(applicant)
    body = {"name": "重复提交的服务事项", "kind": "consultation", "ip_categories": ["patent"], "fee": "free"}
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: applicant.post(f"/api/organisations/{organisation}/service-items", body, key=key), range(50)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    items = applicant.get(f"/api/organisations/{organisation}/service-items").json()["items"]
    assert sum(item["name"] == body["name"] for item in items) == 1
    other = applicant.post(f"/api/organisations/{organisation}/service-items", {**body, "name": "另一项"}, key=key)
    assert other.status_code == 422 and other.json()["id"] == "http.idempotency_mismatch"


def test_wrong_district_cannot_recommend(server, applicant, draft):
    assert applicant.act(draft, "submit").status_code == 200
    own = applicant.get(f"/api/organisations/{journey.organisation_id(applicant)}").json()["registered_division"]
    stranger = server.client(f"officer_{'210102' if own != '210102' else '210104'}")
    assert stranger.post(f"/api/cases/{draft}/actions/recommend", {}, version=2).status_code == 404
    city = server.client("city_officer")
    assert city.act(draft, "recommend").status_code in (403, 409), "the city sees the case but is not its recommender"
    province = server.client("province_officer")
    assert province.act(draft, "recommend").status_code in (403, 409)


def test_same_action_twice_and_two_officers_at_once(server, applicant, draft):
    from concurrent.futures import ThreadPoolExecutor
    own = applicant.get(f"/api/organisations/{journey.organisation_id(applicant)}").json()["registered_division"]
    officers = [server.client(f"officer_{own}") for _ in range(2)]
    version = officers[0].case(draft)["version"]
    body = {"input": {"items": [{"at": "section_2.basis", "remark": "请补充"}]}, "term_length": "P10D"}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda officer: officer.post(f"/api/cases/{draft}/actions/return", body, version=version), officers))
    assert sorted(answer.status_code for answer in answers)[0] == 200 and sorted(answer.status_code for answer in answers)[1] in (409, 412)
    again = officers[0].act(draft, "return", body)
    assert again.status_code == 409
    assert sum(entry["action"] == "return" for entry in officers[0].case(draft)["history"]) == 1


def test_window_closed_at_midnight_but_supplement_valid(server, applicant, draft):
    """The window ends, the term of the return runs: the resubmission counts; a new draft cannot be submitted."""
    late = server.client("applicant_11")
    window = max(server.client().get("/api/windows", open=True).json()["items"], key=lambda item: item["closes_on"])
    today = datetime.date.fromisoformat(applicant.get("/api/clock").json()["business_today"])
    closes = datetime.date.fromisoformat(window["closes_on"])
    supplement = next(term for term in applicant.case(draft)["terms"] if term["id"] == "supplement" and term["is_running"])
    assert supplement["last_day"] >= today.isoformat()
    if closes >= today:
        journey.advance(server, (closes - today).days + 1)
    resubmission = applicant.act(draft, "resubmit")
    if supplement["last_day"] > closes.isoformat():
        assert resubmission.status_code == 200, resubmission.text
    else:
        assert resubmission.status_code == 409 and "supplement_term" in errors(resubmission)
    cases = late.get("/api/cases").json()["items"]
    drafts = [case["id"] for case in cases if case["state"] == "draft"]
    case_id = drafts[0] if drafts else journey.start(late)
    refused = late.act(case_id, "submit")
    assert refused.status_code == 409 and "window_open" in errors(refused)
