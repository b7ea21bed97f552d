"""Filing as a national outlet, by province and by ministry, over the API, on both databases."""
import io
import zipfile

import pytest
from support import journey
from support.programme import Programme, conditions, hire
from support.server import rows

ACT = "national_outlet_2024"


@pytest.fixture(scope="module")
def people(server):
    return {"applicant": server.client("applicant_12"), "province": server.client("province_officer"), "nation": server.client("national_officer"),
            "ministry": server.client("ministry_officer"), "public": server.client()}


@pytest.fixture(scope="module")
def by_province(server):
    return Programme(server, ACT, "filing")


@pytest.fixture(scope="module")
def by_ministry(server):
    return Programme(server, ACT, "filing_by_ministry")


@pytest.fixture(scope="module")
def ministries(server):
    return {each["name"]: each["id"] for each in server.client().get("/api/authorities").json()["items"] if each["level"] == "ministry"}


@pytest.fixture(scope="module")
def draft(people, by_province):
    """A full draft of an institution that is no provincial outlet and has four full-time staff."""
    hire(people["applicant"], 4)
    return by_province.ready(people["applicant"])


def test_batches_are_called_as_often_as_needed(server, people):
    """The text sets no yearly number: the demonstration's second batch of the year stands open beside the first."""
    windows = [window for window in people["public"].get("/api/windows", act=ACT).json()["items"] if window["procedure_id"] == "filing"]
    assert len({window["serial"] for window in windows if window["year"] == 2026}) >= 2
    today = people["nation"].get("/api/clock").json()["business_today"]
    another = people["nation"].post("/api/windows", {"act_id": ACT, "procedure_id": "filing", "title": "第三批", "opens_on": today, "closes_on": today})
    assert another.status_code == 201, another.text
    province = people["province"].post("/api/windows", {"act_id": ACT, "procedure_id": "filing", "title": "省里开的批次", "opens_on": today, "closes_on": today})
    assert province.status_code == 403, "only the filing body calls a batch"


def test_one_route_at_a_time(server, people, by_province, by_ministry, draft, ministries):
    """Whoever applies by way of the province does not apply by way of a ministry too, and the other way round."""
    twice = by_ministry.begin(people["applicant"], recommender_id=next(iter(ministries.values())))
    assert twice.status_code == 409 and twice.json()["id"] == "cases.already_running" and people["applicant"].case(draft)["number"] in twice.json()["detail"]
    staff = server.client("ministry_applicant_1")
    assert any(case["procedure_id"] == "filing_by_ministry" and not case["is_final"] for case in staff.get("/api/cases").json()["items"])
    assert by_province.begin(staff).json()["id"] == "cases.already_running"


def test_four_full_time_staff_without_provincial_status(people, by_province, draft):
    refused = people["applicant"].act(draft, "submit")
    assert refused.status_code == 409
    found = conditions(refused)
    assert {"full_time_staff", "provincial_outlet"} <= set(found)
    assert found["full_time_staff"]["cites"] == [f"{ACT}/art_5_1"] and found["provincial_outlet"]["cites"] == [f"{ACT}/art_7_1"]
    assert all(found[each]["cure"] for each in ("full_time_staff", "provincial_outlet"))
    hire(people["applicant"], 5)
    assert set(conditions(people["applicant"].act(draft, "submit"))) == {"provincial_outlet"}


def test_two_materials(people, by_province, draft):
    required = {each["id"] for each in by_province.shown["materials"] if each["by"] == "applicant" and each["required"]}
    assert len(required) == 2
    rules = next(each for each in people["applicant"].case(draft)["materials"] if each["slot"] == next(iter(required - {"signed_form"})))
    assert people["applicant"].delete(f"/api/cases/{draft}/materials/{rules['id']}").status_code == 204
    assert "materials" in conditions(people["applicant"].act(draft, "submit"))
    journey.upload(people["applicant"], draft, [rules["slot"]])


def test_no_independent_legal_person(people, by_province, draft):
    by_province.answer(people["applicant"], draft, "section_1", is_legal_person=False, provincial_certificate="辽知网点证〔2025〕12号")
    assert set(conditions(people["applicant"].act(draft, "submit"))) == {"independent_legal_person"}
    by_province.answer(people["applicant"], draft, "section_1", is_legal_person=True)
    scan = next(each for each in people["applicant"].case(draft)["materials"] if each["slot"] == "signed_form")
    assert scan["is_older_than_form"], "the scan was made before the last change of the form"
    people["applicant"].delete(f"/api/cases/{draft}/materials/{scan['id']}")
    journey.upload(people["applicant"], draft, ["signed_form"])
    assert people["applicant"].act(draft, "submit").json()["state"] == "reviewing"


def test_only_the_own_province_sees_and_recommends(server, people, by_province, draft):
    foreign, absent = server.client("second_province_officer"), "/api/cases/00000000-0000-7000-8000-000000000000"
    assert foreign.get(f"/api/cases/{draft}").status_code == 404
    refused = foreign.post(f"/api/cases/{draft}/actions/recommend", {}, version=2)
    assert refused.status_code == 404 and refused.json()["detail"] == foreign.post(f"{absent}/actions/recommend", {}, version=2).json()["detail"]
    assert people["ministry"].get(f"/api/cases/{draft}").status_code == 404, "no ministry's business"
    for stranger in ("city_officer", journey.district_officer(server, people["applicant"])):
        assert server.client(stranger).act(draft, "recommend").status_code in (403, 404, 409), stranger
    early = people["nation"].act(draft, "recommend")
    assert early.status_code == 403, "the national office examines, it does not recommend"


def test_certificate_needs_the_provinces_confirmation(people, by_province, draft):
    refused = by_province.act_on(people["province"], draft, "recommend", judged={"provincial_status_confirmed": "not_met"})
    assert refused.status_code == 409 and "provincial_status_confirmed" in conditions(refused)


@pytest.mark.parametrize("missing", ["handler", "head", "seal", "cover_seal"])
def test_recommendation_is_signed_by_both_and_sealed_twice(people, by_province, draft, missing):
    signs = [sign for sign in by_province.action("recommend")["signs"] if sign != missing]
    refused = by_province.act_on(people["province"], draft, "recommend", signed=signs)
    assert refused.status_code == 422 and [error["field"] for error in refused.json()["errors"]] == [f"signed.{missing}"]


def test_return_and_resubmit(people, by_province, draft):
    returned = people["province"].act(draft, "return", {"input": {"items": [{"at": "section_2.basis", "remark": "请写明资金来源"}]}, "term_length": "P10D"})
    assert returned.status_code == 200 and returned.json()["state"] == "returned", returned.text
    assert people["applicant"].act(draft, "resubmit").json()["state"] == "reviewing"


def test_recommendation_then_notice_with_a_length_somebody_enters(people, by_province, draft):
    recommended = by_province.act_on(people["province"], draft, "recommend")
    assert recommended.status_code == 200 and recommended.json()["state"] == "examining", recommended.text
    term = next(each for each in by_province.shown["terms"] if each["id"] == by_province.action("publish")["starts"])
    assert term["is_entered"] and int(term["length"][1:-1]) > 0, "the suggestion is never nothing"
    empty, nothing = by_province.publish(people["nation"], draft), by_province.publish(people["nation"], draft, term_length="P0D")
    assert (empty.status_code, empty.json()["id"]) == (422, "notices.term_missing")
    assert (nothing.status_code, nothing.json()["id"]) == (422, "notices.term_too_short")
    assert people["nation"].case(draft)["state"] == "examining"
    published = by_province.publish(people["nation"], draft, term_length="P7D")
    assert published.status_code == 201, published.text
    shown = people["public"].get(f"/api/notices/{published.json()['id']}").json()
    assert shown["can_object"] and len([day for day in shown["due"]["days"] if day["role"] in ("counted", "last")]) >= 7
    assert by_province.publish(people["province"], draft, term_length="P7D").status_code == 403


def test_filing_and_the_public_entry(server, people, by_province, draft):
    early = by_province.act_on(people["nation"], draft, "file")
    assert early.status_code == 409 and "notice_over" in conditions(early)
    journey.advance(server, 20)
    for missing in ("handler", "head", "seal"):
        refused = by_province.act_on(people["nation"], draft, "file", signed=[sign for sign in ("handler", "head", "seal") if sign != missing])
        assert refused.status_code == 422 and refused.json()["errors"][0]["field"] == f"signed.{missing}"
    filed = by_province.act_on(server.client("national_head"), draft, "file")
    assert filed.status_code == 200 and filed.json()["state"] == "filed", filed.text
    found = people["public"].get("/api/outlets", q=filed.json()["organisation_name"], level="national").json()
    assert found["total"] == 1
    entry = people["public"].get(f"/api/outlets/{found['items'][0]['id']}").json()
    assert entry["level"] == "national" and entry["act_id"] == ACT and entry["valid_until"] and entry["service_items"]
    assert "principal" not in str(entry) and "contact_mail" not in str(entry)
    lists = people["public"].get("/api/notices", kind="filed_list").json()["items"]
    assert any(each["authority_name"] == "国家知识产权局" for each in lists), "the list of names is public"


def test_for_other_government_websites(server, people, by_province, draft):
    """The list of names, basic information and service items leave as one document or workbook; where and when they were put up stays on record."""
    notice = next(each for each in people["public"].get("/api/notices", kind="filed_list").json()["items"] if each["authority_name"] == "国家知识产权局")
    path = f"/api/notices/{notice['id']}"
    exported = people["public"].get(f"{path}/website.json").json()
    assert exported["names"] == [outlet["name"] for outlet in exported["outlets"]] and exported["service_items"]
    assert {item["outlet_name"] for item in exported["service_items"]} <= set(exported["names"])
    with zipfile.ZipFile(io.BytesIO(people["public"].get(f"{path}/website.xlsx").content)) as workbook:
        assert workbook.testzip() is None
        sheets = [workbook.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2, 3)]
    assert all(exported["names"][0] in sheet for sheet in sheets) and "university" not in sheets[1] and "free" not in sheets[2]
    assert exported["service_items"][0]["name"] in sheets[2]

    told = {"site": "国家知识产权局政府网站", "address": "https://www.example.gov.cn/list", "published_on": notice["published_on"]}
    assert people["province"].post(f"{path}/website-publications", told).status_code == 403, "only whoever published the list"
    for wrong, refusal in (({"address": "www.example.gov.cn"}, "directory.bad_address"), ({"address": "javascript:alert(1)"}, "directory.bad_address"),
                           ({"published_on": "2020-01-01"}, "directory.before_the_list"), ({"published_on": "2090-01-01"}, "directory.day_to_come")):
        refused = people["nation"].post(f"{path}/website-publications", {**told, **wrong})
        assert (refused.status_code, refused.json()["id"]) == (422, refusal)
    recorded = people["nation"].post(f"{path}/website-publications", told)
    assert recorded.status_code == 201, recorded.text
    shown = people["public"].get(f"{path}/website-publications").json()["items"]
    assert [(each["site"], each["published_on"]) for each in shown] == [(told["site"], told["published_on"])] and len(shown[0]["sha256"]) == 64
    logged = rows(server.store, f"SELECT action, content FROM events WHERE subject_kind = 'website_publication' AND subject_id = '{shown[0]['id']}'")
    assert len(logged) == 1 and told["address"] in logged[0][1] and shown[0]["sha256"] in logged[0][1]


def test_a_notice_that_lists_nothing_filed_is_not_exported(people):
    proposed = people["public"].get("/api/notices", kind="proposed_filing").json()["items"][0]["id"]
    for suffix in ("website.json", "website.xlsx", "website-publications"):
        assert people["public"].get(f"/api/notices/{proposed}/{suffix}").status_code == 404


def test_printed_forms(people, by_province, draft):
    pdf = people["applicant"].get(f"/api/cases/{draft}/form.pdf")
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")
    docx = people["applicant"].get(f"/api/cases/{draft}/form.docx")
    assert docx.status_code == 200 and docx.content.startswith(b"PK")


def test_a_ministry_is_chosen_where_there_are_several(server, people, by_ministry, ministries):
    client = server.client("applicant_11")
    assert len(ministries) >= 2
    nobody = by_ministry.begin(client)
    assert nobody.status_code == 422 and nobody.json()["id"] == "cases.recommender_not_chosen" and all(name in nobody.json()["detail"] for name in ministries)
    city = next(each["id"] for each in client.get("/api/authorities").json()["items"] if each["level"] == "city")
    assert by_ministry.begin(client, recommender_id=city).json()["id"] == "cases.unknown_recommender"


def test_ministry_route_is_for_what_it_manages(server, people, by_ministry, ministries):
    """Somebody who merely names a ministry: the other ministry never sees the case, the named one does not confirm it."""
    client = server.client("applicant_11")
    hire(client, 5)
    case_id = by_ministry.ready(client, recommender_id=next(iter(ministries.values())))
    named = client.case(case_id)
    assert named["sections"]["section_1"]["answers"]["ministry"] in ministries
    submitted = client.act(case_id, "submit")
    assert submitted.status_code == 200 and submitted.json()["state"] == "reviewing", "provincial status is not asked for on this route"
    chosen = named["parties"]["recommender"]
    own = people["ministry"] if people["ministry"].get("/api/session").json()["account"]["grants"][0]["authority_name"] == chosen else server.client("ministry_officer_2")
    other = server.client("ministry_officer_2") if own is people["ministry"] else people["ministry"]
    organisation = journey.organisation_id(client)
    assert other.get(f"/api/cases/{case_id}").status_code == 404 and other.get(f"/api/organisations/{organisation}").status_code == 404
    assert own.get(f"/api/organisations/{organisation}").status_code == 200
    assert people["province"].act(case_id, "recommend").status_code == 403, "the province may look, not recommend"
    refused = by_ministry.act_on(own, case_id, "recommend", judged={"directly_managed": "not_met"})
    assert refused.status_code == 409 and "directly_managed" in conditions(refused)
    silent = own.act(case_id, "recommend", {"input": {"opinion": "同意", "handler_name": "甲", "head_name": "乙", "signed_on": "2026-09-15"}, "signed": ["handler", "head", "seal", "cover_seal"]})
    assert silent.status_code == 409, "without a word on direct management nothing is recommended"
    declined = by_ministry.act_on(own, case_id, "decline", reasons="该单位不由本部门直接管理。")
    assert declined.status_code == 200 and declined.json()["state"] == "not_recommended" and declined.json()["remedy"]["zh"]


def test_ministry_recommends_what_it_manages(server, people, by_ministry):
    case_id = next(case["id"] for case in people["ministry"].get("/api/cases").json()["items"] if case["state"] == "reviewing")
    assert [case["act_id"] for case in people["ministry"].get("/api/cases").json()["items"]].count(ACT) == len(people["ministry"].get("/api/cases").json()["items"])
    recommended = by_ministry.act_on(people["ministry"], case_id, "recommend")
    assert recommended.status_code == 200 and recommended.json()["state"] == "examining", recommended.text
    returned = people["nation"].act(case_id, "return", {"input": {"items": [{"at": "materials.working_rules", "remark": "请附全文"}]}, "term_length": "P10D"})
    assert returned.status_code == 200 and returned.json()["state"] == "returned"


def test_a_change_goes_back_through_the_ministry_that_recommended(server, people, by_ministry):
    case = next(each for each in people["ministry"].get("/api/cases").json()["items"] if each["state"] == "returned")
    staff = "ministry_applicant_1"
    assert server.client(staff).act(case["id"], "resubmit").status_code == 200
    if people["nation"].case(case["id"])["state"] != "examining":
        assert by_ministry.act_on(people["ministry"], case["id"], "recommend").status_code == 200
    published = by_ministry.publish(people["nation"], case["id"], term_length="P7D")
    assert published.status_code == 201, published.text
    journey.advance(server, 20)
    filed = by_ministry.act_on(server.client("national_head"), case["id"], "file")
    assert filed.status_code == 200, filed.text
    change, client = Programme(server, ACT, "change_by_ministry"), server.client(staff)
    changed = change.begin(client)
    assert changed.status_code == 201, changed.text
    ministry = server.client("ministry_officer")
    assert changed.json()["parties"]["recommender"] == ministry.get("/api/session").json()["account"]["grants"][0]["authority_name"]
    case_id = changed.json()["id"]
    change.answer(client, case_id, "section_1", items=["contact"], changed_on=client.get("/api/session").json()["business_today"])
    change.answer(client, case_id, "section_5", telephone="010-62080000")
    assert client.act(case_id, "report").status_code == 200
    assert server.client("ministry_officer_2").get(f"/api/cases/{case_id}").status_code == 404, "another ministry has no part in it"
    assert ministry.act(case_id, "forward").status_code == 200
    done = server.client("national_officer").act(case_id, "acknowledge")
    assert done.status_code == 200 and done.json()["state"] == "recorded", done.text
    assert server.client().get(f"/api/outlets/{done.json()['outlet_id']}").json()["telephone"] == "010-62080000"


def test_a_ministry_sees_no_institution_it_was_not_named_by(people):
    assert all(each["name"].startswith("北京") or each["name"].startswith("沈阳") for each in people["ministry"].get("/api/organisations").json()["items"])
    accounts = people["ministry"].get("/api/accounts").json()["items"]
    assert all(account["login_name"].startswith("ministry_officer") for account in accounts), accounts
