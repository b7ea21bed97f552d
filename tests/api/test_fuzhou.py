"""Recognition in Fuzhou: straight to the city bureau, without window, recommender or end of validity; up to the expert review."""
import pytest
from support import journey
from support.programme import Programme, conditions, hire

ACT = "fuzhou_outlet_2022"


@pytest.fixture(scope="module")
def applicant(server):
    return server.client("fuzhou_applicant_3")


@pytest.fixture(scope="module")
def bureau(server):
    return server.client("fuzhou_officer")


@pytest.fixture(scope="module")
def programme(server):
    return Programme(server, ACT)


@pytest.fixture(scope="module")
def draft(applicant, programme):
    return programme.ready(applicant)


def test_the_text_s_silence_is_kept(server, bureau, programme, draft, applicant):
    """No window can be called, none is asked for; no recommender; no yearly summary or renewal among the actions."""
    today = bureau.get("/api/clock").json()["business_today"]
    refused = bureau.post("/api/windows", {"act_id": ACT, "procedure_id": "filing", "title": "批次", "opens_on": today, "closes_on": today})
    assert refused.status_code == 422 and refused.json()["id"] == "windows.no_window_needed"
    assert server.client().get("/api/windows", act=ACT).json()["items"] == []
    case = applicant.case(draft)
    assert not case["parties"].get("recommender") and case["window_title"] is None
    assert not {"renew", "change", "include"} & {action["id"] for action in programme.shown["actions"]}


def test_warnings_of_the_act(server):
    act = server.client().get(f"/api/regulations/{ACT}").json()
    assert len(act["warnings"]) == 2 and "废止" in act["warnings"][0]["zh"] and "待认定部门确认" in act["warnings"][1]["zh"]
    assert server.client().get("/api/regulations/shenyang_outlet_2024").json()["warnings"] == []


def test_tools_per_category(applicant, programme, draft):
    """The institution serves patents, trademarks and geographical indications: each asks for its tools, several together for their joint use."""
    assert set(conditions(applicant.act(draft, "submit"))) == {"trademark_tools", "patent_tools", "several_categories"}
    for field, left in (("trademark_tools", {"patent_tools", "several_categories"}), ("patent_tools", {"several_categories"})):
        programme.answer(applicant, draft, "section_3", **{field: "商标网上检索系统、专利文献数据库和分析软件。"})
        refused = applicant.act(draft, "submit")
        assert set(conditions(refused)) - {"signed_and_sealed"} == left
        assert all(error["cites"] and error["cure"] for name, error in conditions(refused).items() if name in left)
    programme.answer(applicant, draft, "section_3", combined_tools="检索台统一调用三类数据库，报告由两人校核。")


def test_three_full_time_staff(applicant, programme, draft):
    hire(applicant, 2)
    assert "full_time_staff" in conditions(applicant.act(draft, "submit"))
    hire(applicant, 3)
    scan = next(each for each in applicant.case(draft)["materials"] if each["slot"] == "signed_form")
    applicant.delete(f"/api/cases/{draft}/materials/{scan['id']}")
    journey.upload(applicant, draft, ["signed_form"])


def test_straight_to_the_city_bureau(server, applicant, bureau, draft):
    submitted = applicant.act(draft, "submit")
    assert submitted.status_code == 200 and submitted.json()["state"] == "reviewing" and submitted.json()["holder"] == "filing_body", submitted.text
    assert any(case["id"] == draft for case in bureau.get("/api/cases", held_by_me="true").json()["items"])
    for stranger in ("city_officer", "province_officer", "ministry_officer", "officer_210102"):
        assert server.client(stranger).get(f"/api/cases/{draft}").status_code == 404, stranger


def test_return_and_resubmit(applicant, bureau, draft):
    returned = bureau.act(draft, "return", {"input": {"items": [{"at": "section_3.patent_tools", "remark": "请写明数据库名称"}]}, "term_length": "P10D"})
    assert returned.status_code == 200 and returned.json()["state"] == "returned", returned.text
    assert applicant.act(draft, "resubmit").json()["state"] == "reviewing"


def test_nothing_is_recognised_without_its_review(bureau, programme, draft):
    refused = programme.act_on(bureau, draft, "conclude_review")
    assert refused.status_code == 409 and "review_passed" in conditions(refused)
    assert programme.publish(bureau, draft, term_length="P5D").status_code == 409
    assert programme.act_on(bureau, draft, "recognise").status_code == 409


def test_the_form_is_our_own_and_says_so(applicant, programme, draft):
    assert any("待认定部门确认" in note["zh"] for note in programme.shown["form"]["notes"])
    assert applicant.get(f"/api/cases/{draft}/form.pdf").content.startswith(b"%PDF")


def test_refusal_with_reasons_and_remedy(server, bureau, programme):
    case_id = next(case["id"] for case in bureau.get("/api/cases", state="reviewing").json()["items"] if case["organisation_name"] != "")
    assert bureau.act(case_id, "refuse", {"input": {"reasons": " ", "signed_on": "2026-09-15"}}).status_code == 422
    refused = programme.act_on(bureau, case_id, "refuse", reasons="现有设施不足以面向本市服务。")
    assert refused.status_code == 200 and refused.json()["state"] == "refused" and refused.json()["remedy"]["zh"], refused.text
