"""A national outlet: the province rectifies, the national office decides; its own office sanctions."""
import pytest
from support import journey, outlets
from support.programme import Programme, conditions

ACT = "national_outlet_2024"


@pytest.fixture(scope="module")
def staff(server):
    return "national_applicant_1"


@pytest.fixture(scope="module")
def organisation(server, staff):
    return journey.organisation_id(server.client(staff))


def offered(client, organisation: str) -> set[str]:
    return {item["procedure_id"] for item in client.get(f"/api/organisations/{organisation}/proceedings").json()["items"]}


def test_each_office_opens_its_own(server, organisation, staff):
    assert offered(server.client("province_officer"), organisation) == {"rectification"}
    assert offered(server.client("national_officer"), organisation) == {"sanction"}
    assert offered(server.client(staff), organisation) == {"change"}, "the national measures know no leaving"
    refused = outlets.open_case(server.client("national_officer"), organisation, "rectification", ACT)
    assert refused.status_code == 403 and refused.json()["id"] == "cases.not_your_procedure"
    assert outlets.open_case(server.client("city_officer"), organisation, "rectification", ACT).status_code == 404


def test_a_change_goes_through_the_province_and_stands_once_acknowledged(server, organisation, staff):
    opened = outlets.open_case(server.client(staff), organisation, "change", ACT)
    assert opened.status_code == 201, opened.text
    case_id, programme = opened.json()["id"], Programme(server, ACT, "change")
    applicant, province, national = (server.client(login) for login in (staff, "province_officer", "national_officer"))
    programme.answer(applicant, case_id, "section_1", items=["name", "other"], changed_on=applicant.get("/api/session").json()["business_today"])
    programme.answer(applicant, case_id, "section_2", name="国家级改名测试中心")
    programme.answer(applicant, case_id, "section_7", after="新设海外信息分析室。")
    assert applicant.act(case_id, "report").status_code == 200
    assert national.act(case_id, "acknowledge").status_code == 409, "the province reads it first"
    assert server.client("fuzhou_officer").get(f"/api/cases/{case_id}").status_code == 404
    assert province.act(case_id, "forward", {"input": {"opinion": "情况属实。"}}).status_code == 200
    assert applicant.get(f"/api/organisations/{organisation}").json()["name"] != "国家级改名测试中心", "forwarding records nothing"
    assert province.act(case_id, "acknowledge").status_code == 403
    returned = national.act(case_id, "return", {"input": {"items": [{"at": "materials.evidence", "remark": "请附登记证书"}]}})
    assert returned.status_code == 200 and returned.json()["state"] == "drafting"
    assert applicant.act(case_id, "report").status_code == 200
    assert province.act(case_id, "forward").status_code == 200
    done = national.act(case_id, "acknowledge")
    assert done.status_code == 200 and done.json()["state"] == "recorded", done.text
    line = server.client().get(f"/api/outlets/{done.json()['outlet_id']}").json()
    assert line["name"] == "国家级改名测试中心" and len(line["former_names"]) == 1
    assert outlets.open_case(server.client(staff), organisation, "change_by_ministry", ACT).status_code in (409, 422), "no ministry recommended it"


def test_the_province_brings_what_was_not_mended_before_the_national_office(server, organisation, staff):
    case_id = outlets.open_case(server.client("province_officer"), organisation, "rectification", ACT).json()["id"]
    assert server.client(staff).get(f"/api/cases/{case_id}").status_code == 404
    assert outlets.perform(server.client("province_officer"), case_id, "issue", outlets.FINDINGS, "notice_scan").status_code == 200
    assert server.client(staff).act(case_id, "acknowledge").status_code == 200
    early = outlets.perform(server.client("province_officer"), case_id, "refer", {"facts": "没有改好。"}, "referral_scan")
    assert early.status_code == 409 and set(conditions(early)) == {"term_over"}
    journey.advance(server, 200)
    assert outlets.perform(server.client("national_officer"), case_id, "refer", {"facts": "没有改好。"}).status_code == 403
    referred = outlets.perform(server.client("province_officer"), case_id, "refer", {"facts": "半年内没有恢复服务。"})
    assert referred.status_code == 200 and referred.json()["holder"] == "filing_body", referred.text
    assert any(message["link"].endswith(case_id) for message in server.client("national_officer").get("/api/messages").json()["items"])
    proposed = outlets.perform(server.client("national_officer"), case_id, "propose", {"facts": "拟撤销备案。"}, "proposal_scan")
    assert proposed.status_code == 200, proposed.text
    assert server.client(staff).act(case_id, "acknowledge_proposal").status_code == 200
    journey.advance(server, 30)
    same = outlets.perform(server.client("national_officer"), case_id, "revoke", outlets.DECISION, "decision_scan", outlets.SIGNED)
    assert same.status_code == 409 and set(conditions(same)) == {"another_person"}
    kept = server.client("national_officer").act(case_id, "keep", {"input": {"grounds": "申辩成立。"}})
    assert kept.status_code == 200 and kept.json()["is_final"]
    assert offered(server.client("province_officer"), organisation) == {"rectification"}, "it is an outlet as before"


def test_a_national_sanction_ends_the_status_and_bars(server, organisation, staff):
    outlets.sanction(server, "national_officer", "national_head", staff, organisation, ACT)
    found = server.client(staff).get(f"/api/organisations/{organisation}/sanctions").json()["items"]
    assert [item["is_ban_running"] for item in found] == [True] and any(cite.endswith("art_18_2") for cite in found[0]["cites"])
    assert server.client("province_officer").get("/api/sanctions").json()["items"][0]["id"] == found[0]["id"], "the province reads it"
    assert offered(server.client("national_officer"), organisation) == set()
