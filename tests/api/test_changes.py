"""An outlet reports that something important has changed; once it is recorded the record and the directory follow."""
import concurrent.futures
import datetime
import io
import zipfile

import pytest
from support import applicants, journey, outlets
from support.checks import refused, sound
from support.programme import Programme, conditions

NEW_NAME = "沈阳{{name}}改名测试中心"


def today_of(client) -> str:
    return client.get("/api/session").json()["business_today"]


def open_report(server, outlet, **sections) -> str:
    """A report with the ticked items, named as the options of the form are; returns the case."""
    staff = server.client(outlet["login_name"])
    programme = Programme(server, journey.ACT, "change")
    opened = outlets.open_case(staff, outlet["organisation_id"], "change")
    assert opened.status_code == 201, opened.text
    case_id = opened.json()["id"]
    programme.answer(staff, case_id, "section_1", items=list(sections), changed_on=today_of(staff))
    for section in programme.shown["form"]["sections"]:
        if section.get("asked_for") in sections:
            programme.answer(staff, case_id, section["id"], **sections[section["asked_for"]])
    return case_id


def submit(server, outlet, **sections) -> str:
    case_id = open_report(server, outlet, **sections)
    submitted = server.client(outlet["login_name"]).act(case_id, "report")
    assert submitted.status_code == 200 and submitted.json()["state"] == "checking", submitted.text
    return case_id


def institution(server, outlet) -> dict:
    return server.client(outlet["login_name"]).get(f"/api/organisations/{outlet['organisation_id']}").json()


def change_of(client, case_id: str) -> dict:
    answer = client.get(f"/api/cases/{case_id}/change")
    assert answer.status_code == 200, answer.text
    return answer.json()


def line_of(server, case_id: str) -> dict:
    return server.client().get(f"/api/outlets/{server.client('city_officer').case(case_id)['outlet_id']}").json()


@pytest.fixture(scope="module")
def filed(server):
    return outlets.list_filed(server)


@pytest.fixture(scope="module")
def outlet(filed):
    return filed[0]


def test_only_its_own_staff_may_open_one(server, outlet):
    stranger = next(login for login in ("applicant_11", "applicant_12") if login != outlet["login_name"])
    assert outlets.open_case(server.client(stranger), outlet["organisation_id"], "change").status_code == 404
    assert outlets.open_case(server.client("city_officer"), outlet["organisation_id"], "change").status_code == 404


def test_what_is_reported_is_not_changed_on_the_own_page(server, outlet):
    staff = server.client(outlet["login_name"])
    path = f"/api/organisations/{outlet['organisation_id']}"
    present = staff.get(path).json()
    standing = staff.get(f"{path}/standing").json()
    assert {"organisation.name", "organisation.telephone", "service_items.list"} <= set(standing["reported"])
    given = {key: value for key, value in present.items() if key in outlets.INSTITUTION}
    refused = staff.put(path, given | {"name": "改了名的单位", "telephone": "024-11112222"}, version=present["version"])
    assert refused.status_code == 409 and refused.json()["id"] == "organisations.report_change"
    assert {error["field"] for error in refused.json()["errors"]} == {"name", "telephone"}
    free = staff.put(path, given | {"department": "信息服务部", "service_recipients": "全市创新主体"}, version=present["version"])
    assert free.status_code == 200, free.text
    item = {"name": "新的事项", "kind": "search", "fee": "free", "ip_categories": ["patent"], "channels": []}
    assert staff.post(f"{path}/service-items", item).json()["id"] == "organisations.report_change"
    kept = staff.get(f"{path}/service-items").json()["items"][0]
    assert staff.delete(f"{path}/service-items/{kept['id']}").json()["id"] == "organisations.report_change"
    member = {"name": "测试成员", "employment": "part_time"}
    assert staff.post(f"{path}/team", member).status_code == 201, "people of the team are free"


def test_a_report_says_what_changes_and_when(server, outlet):
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    case_id = open_report(server, outlet, name={})
    same = staff.act(case_id, "report")
    assert same.status_code == 422 and [error["id"] for error in same.json()["errors"]] == ["changes.nothing_changed"]
    programme = Programme(server, journey.ACT, "change")
    programme.answer(staff, case_id, "section_2", name="另一个名称")
    tomorrow = (datetime.date.fromisoformat(today_of(staff)) + datetime.timedelta(days=1)).isoformat()
    programme.answer(staff, case_id, "section_1", changed_on=tomorrow)
    early = staff.act(case_id, "report")
    assert [error["id"] for error in early.json()["errors"]] == ["changes.not_yet"]
    programme.answer(staff, case_id, "section_1", items=[])
    empty = staff.act(case_id, "report")
    assert empty.status_code == 409 and empty.json()["errors"][0]["condition"] == "form_complete"
    assert city.get(f"/api/cases/{case_id}").status_code == 404, "a draft is its institution's own"
    assert staff.act(case_id, "withdraw").status_code == 200


def test_a_section_that_is_not_ticked_is_not_asked(server, outlet):
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    case_id = open_report(server, outlet, contact={"telephone": "024-88887777"})
    Programme(server, journey.ACT, "change").answer(staff, case_id, "section_2", name="没有勾选的名称")
    assert staff.act(case_id, "report").status_code == 200
    assert set(city.case(case_id)["sections"]) == {"section_1", "section_5"}
    assert [item["record"] for item in change_of(city, case_id)["items"]] == ["organisation.telephone"]
    returned = city.act(case_id, "return", {"input": {"items": [{"at": "section_5", "remark": "请补充证明"}]}})
    assert returned.status_code == 200 and returned.json()["holder"] == "applicant"
    assert staff.act(case_id, "report").status_code == 200, "a second round"
    refused = city.act(case_id, "refuse", {"input": {"reasons": "号码无法接通。"}})
    assert refused.status_code == 200 and refused.json()["remedy"]["zh"]
    assert institution(server, outlet)["telephone"] != "024-88887777"


def test_confirmed_the_record_and_the_directory_follow(server, store, outlet):
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    before = institution(server, outlet)
    items = staff.get(f"/api/organisations/{outlet['organisation_id']}/service-items").json()["items"]
    kept = {key: value for key, value in items[0].items() if key not in {"id", "version"} and value}
    added = {"name": "海外专利检索", "kind": "search", "fee": "low_cost", "ip_categories": ["patent"]}
    case_id = submit(server, outlet, name={"name": NEW_NAME}, principal={"principal_name": "新负责人"},
                     service_items={"service_items": [kept, added]})
    proposed = {item["record"]: item for item in change_of(city, case_id)["items"]}
    assert proposed["organisation.name"]["before"] == before["name"] and proposed["organisation.name"]["after"] == NEW_NAME
    assert len(proposed["service_items.list"]["after"]) == 2
    assert staff.act(case_id, "confirm").status_code == 403
    done = city.act(case_id, "confirm", {"input": {"opinion": "与登记机关文件一致。"}})
    assert done.status_code == 200 and done.json()["state"] == "recorded", done.text
    after = institution(server, outlet)
    assert after["name"] == NEW_NAME and after["principal_name"] == "新负责人" and after["version"] == before["version"] + 1
    names = [item["name"] for item in staff.get(f"/api/organisations/{outlet['organisation_id']}/service-items").json()["items"]]
    assert names == [kept["name"], added["name"]]
    line = line_of(server, case_id)
    assert line["name"] == NEW_NAME and [former["name"] for former in line["former_names"]] == [before["name"]]
    assert [item["name"] for item in line["service_items"]] == names
    found = server.client().get("/api/outlets", q=before["name"]).json()["items"]
    assert [each["id"] for each in found] == [line["id"]], "the former name finds it"
    assert server.client().get(f"/api/outlets/{line['id']}/history").json()["items"][-1]["action"] == "change"
    recorded = change_of(city, case_id)
    assert recorded["is_recorded"] and {item["record"] for item in recorded["items"]} == set(proposed)
    assert next(item for item in recorded["items"] if item["record"] == "organisation.name")["before"] == before["name"]
    sound(store)


def test_a_case_under_way_waits_until_its_handler_has_looked_at_the_new_name(server, store):
    """Somebody with an application before the city gives itself another name, which an applicant without a status need not report."""
    applicant, programme = applicants.confirmed(server, "renaming_library", "210105", 9500), Programme(server, journey.ACT, "filing")
    organisation, case_id = journey.organisation_id(applicant), journey.submitted(applicant)
    bureau, city = server.client("officer_210105"), server.client("city_officer")
    assert bureau.get(f"/api/cases/{case_id}/pause").json() == {"pause": None, "may_check": False}
    present = applicant.get(f"/api/organisations/{organisation}").json()
    given = {key: value for key, value in present.items() if key in outlets.INSTITUTION}
    assert applicant.put(f"/api/organisations/{organisation}", {**given, "telephone": "024-31234567"}, version=present["version"]).status_code == 200
    assert bureau.get(f"/api/cases/{case_id}/pause").json()["pause"] is None, "a telephone number is free"
    renamed = applicant.put(f"/api/organisations/{organisation}", {**given, "name": "办理中更名测试馆"}, version=present["version"] + 1)
    assert renamed.status_code == 200, renamed.text
    shown = bureau.get(f"/api/cases/{case_id}/pause").json()
    assert shown["may_check"] and (shown["pause"]["kind"], shown["pause"]["former"], shown["pause"]["checked_on"]) == ("renamed", present["name"], None)
    waits = programme.act_on(bureau, case_id, "recommend")
    assert waits.status_code == 409 and "change_checked" in conditions(waits), waits.text
    path = f"/api/cases/{case_id}/change-check"
    assert applicant.post(path, {}).status_code == 403
    assert refused(city.post(path, {}), 403, "changes.not_handling")
    assert server.client("fuzhou_officer").post(path, {}).status_code == 404
    checked = bureau.post(path, {"remark": "与登记证书一致。"})
    assert checked.status_code == 200 and checked.json()["checked_on"], checked.text
    assert refused(bureau.post(path, {}), 409, "changes.nothing_to_check")
    assert programme.act_on(bureau, case_id, "recommend").status_code == 200
    again = applicant.get(f"/api/organisations/{organisation}").json()
    given = {key: value for key, value in again.items() if key in outlets.INSTITUTION}
    assert applicant.put(f"/api/organisations/{organisation}", {**given, "principal_name": "新任馆长"}, version=again["version"]).status_code == 200
    assert city.get(f"/api/cases/{case_id}/pause").json()["pause"]["kind"] == "new_principal", "it waits anew, before the city now"
    published = programme.publish(city, case_id)
    assert published.status_code == 409 and "change_checked" in published.text, published.text
    assert city.post(path, {}).status_code == 200
    assert programme.publish(city, case_id).status_code == 201
    sound(store)


def test_an_old_certificate_names_the_new_name(server, filed):
    outlet = filed[1]
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    case_id = open_report(server, outlet, name={"name": "证书改名测试中心"})
    line = staff.case(case_id)["outlet_id"]
    issued = staff.post(f"/api/outlets/{line}/certificate")
    assert issued.status_code in (200, 201), issued.text
    number = issued.json()["number"]
    assert server.client().get(f"/api/certificates/{number}").json()["present_name"] is None
    assert staff.act(case_id, "report").status_code == 200
    assert city.act(case_id, "confirm").status_code == 200
    shown = server.client().get(f"/api/certificates/{number}").json()
    assert shown["state"] == "valid" and shown["name"] == institution_name(shown) and shown["present_name"] == "证书改名测试中心"
    renewed = staff.post(f"/api/outlets/{line}/certificate").json()
    assert renewed["number"] != number
    assert server.client().get(f"/api/certificates/{number}").json()["state"] == "replaced"
    assert server.client().get(f"/api/certificates/{renewed['number']}").json()["present_name"] is None


def institution_name(shown: dict) -> str:
    assert shown["name"] != "证书改名测试中心", "the paper says what it said"
    return shown["name"]


def test_two_confirmations_at_once_are_one(server, outlet):
    case_id = submit(server, outlet, contact={"telephone": "024-66667777"})
    version = server.client("city_officer").case(case_id)["version"]
    clients = [server.client("city_officer"), server.client("city_head")]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda client: client.act(case_id, "confirm", version=version), clients))
    assert sorted(answer.status_code == 200 for answer in answers) == [False, True], [answer.text for answer in answers]
    assert next(answer.status_code for answer in answers if answer.status_code != 200) in (409, 412)
    assert institution(server, outlet)["telephone"] == "024-66667777"
    texts = [message["text"] for message in server.client("city_officer").get("/api/messages").json()["items"]]
    assert any(NEW_NAME in text for text in texts), "braces in a name stay as they are"
    assert line_of(server, case_id)["telephone"] == "024-66667777"


def test_lateness_is_shown_and_bars_nothing(server, outlet):
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    case_id = open_report(server, outlet, premises={"address": "沈阳市和平区新址路8号"})
    day = (datetime.date.fromisoformat(today_of(staff)) - datetime.timedelta(days=40)).isoformat()
    Programme(server, journey.ACT, "change").answer(staff, case_id, "section_1", changed_on=day)
    assert change_of(staff, case_id)["prompt"][0]["days_late"] == 10
    assert staff.act(case_id, "report").status_code == 200
    assert city.act(case_id, "confirm").status_code == 200
    journey.advance(server, 5)
    prompt = change_of(server.client("city_officer"), case_id)["prompt"][0]
    assert prompt["changed_on"] == day and prompt["days_late"] == 10 and prompt["cites"], "counted to the day of the report"
    assert line_of(server, case_id)["address"] == "沈阳市和平区新址路8号"


def test_the_print_holds_what_was_ticked(server, outlet):
    staff = server.client(outlet["login_name"])
    division = institution(server, outlet)["registered_division"]
    case_id = open_report(server, outlet, premises={"address": "沈阳市新址路9号", "division": division})
    name = institution(server, outlet)["division_name"][-3:]

    def printed() -> str:
        answer = staff.get(f"/api/cases/{case_id}/form.docx")
        assert answer.status_code == 200, answer.text
        return zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()

    text = printed()
    assert "沈阳市新址路9号" in text and name in text and division not in text, "a division stands with its name"
    assert "变更后的主要负责人" not in text, "what is not ticked is not printed"
    assert staff.get(f"/api/cases/{case_id}/form.pdf").content[:5] == b"%PDF-"
    assert staff.act(case_id, "withdraw").status_code == 200


def test_a_division_is_one_that_exists(server, outlet):
    staff = server.client(outlet["login_name"])
    case_id = open_report(server, outlet, premises={"address": "别处", "division": "999999"})
    assert staff.act(case_id, "report").json()["id"] == "organisations.unknown_division"
    Programme(server, journey.ACT, "change").answer(staff, case_id, "section_3", division="210100")
    assert staff.act(case_id, "report").json()["id"] == "organisations.division_too_wide"
    assert staff.act(case_id, "withdraw").status_code == 200


def test_a_status_that_ends_meanwhile_is_not_changed_any_more(server, filed):
    outlet = filed[-1]
    staff, city = server.client(outlet["login_name"]), server.client("city_officer")
    case_id = submit(server, outlet, contact={"telephone": "024-55556666"})
    leaving = outlets.open_case(staff, outlet["organisation_id"], "termination").json()["id"]
    assert outlets.perform(staff, leaving, "request", {"unmet": "不再开展服务。"}, "request_scan").status_code == 200
    assert city.act(leaving, "approve", {"input": {"opinion": "同意"}}).status_code == 200
    late = city.act(case_id, "confirm")
    assert late.status_code == 409 and [error["condition"] for error in late.json()["errors"]] == ["status_in_force"]
    free = staff.get(f"/api/organisations/{outlet['organisation_id']}/standing").json()
    assert free == {"reported": [], "unmet": []}, "without a status everything is the institution's own to change"
