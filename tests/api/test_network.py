"""Network nodes: who is exempt, whose filing a determination ends, whom the city includes by itself, and how each is traced and taken back."""
import datetime
import signal
import threading
import time

import pytest
from support import journey, outlets
from support.checks import findings, sound
from support.network import close, history, lines, record, today
from support.programme import Programme, conditions
from support.server import change, rows, run
from support.workbook import workbook

HEADER = ["统一社会信用代码", "名称", "类别", "行政区划代码", "地址", "备案（认定）日期", "有效期至", "终止日期"]
NATIONAL = "national_outlet_2024"


def network(client, organisation: str) -> dict:
    return client.get(f"/api/organisations/{organisation}/network").json()


def take_over(client, institution: dict, status: str, filed: str, until: str):
    row = [institution["credit_code"], institution["name"], "公共图书馆", institution["registered_division"], "示范路1号", filed, until, ""]
    done = client.upload("/api/take-overs", workbook([HEADER, row]), "名单.xlsx", status=status)
    assert done.status_code == 200 and done.json()["is_applied"], done.text
    return client.get("/api/take-overs").json()["items"][0]["id"]


def wait_until(true) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


@pytest.fixture(scope="module")
def unfiled(server):
    """Applicants without a line, those without an application to the city first: login name, id and record."""
    found = []
    for number in range(12, 0, -1):
        client = server.client(f"applicant_{number:02d}")
        organisation = journey.organisation_id(client)
        institution = client.get(f"/api/organisations/{organisation}").json()
        busy = any(case["act_id"] == journey.ACT for case in client.get("/api/cases").json()["items"])
        if not lines(server.client(), institution["name"], state="all"):
            found.append({"login_name": f"applicant_{number:02d}", "organisation_id": organisation, "institution": institution, "busy": busy})
    found.sort(key=lambda each: each["busy"])
    assert len(found) >= 2 and not found[0]["busy"]
    return found


@pytest.fixture(scope="module")
def stranger(unfiled):
    return unfiled[0]


@pytest.fixture(scope="module")
def filed(server, unfiled):
    """Three outlets with a running municipal filing: two of the demonstration network, one taken over."""
    found = []
    for each in outlets.list_filed(server):
        institution = server.client(each["login_name"]).get(f"/api/organisations/{each['organisation_id']}").json()
        if "municipal_outlet" in lines(server.client(), institution["name"], state="valid"):
            found.append({**each, "institution": institution})
    take_over(server.client("city_officer"), unfiled[1]["institution"], "municipal_outlet", "2026-02-02", "2029-02-02")
    return [*found[:2], unfiled[1]]


def test_kinds_say_what_follows_from_each(server):
    kinds = {kind["id"]: kind for kind in server.client().get("/api/node-kinds").json()["items"]}
    assert {each["status"] for each in kinds["tisc"]["cancels"]} == {"municipal_outlet", "national_outlet"}
    assert kinds["city_backbone_node"]["cancels"] == [] and len(kinds["city_backbone_node"]["exempts"]) == 2
    assert any(cite.endswith("art_7_3") for each in kinds["university_centre"]["cancels"] for cite in each["cites"])
    assert kinds["national_office_unit"]["recorded_by"] == ["national"]


def test_who_may_record(server, stranger):
    organisation, day = stranger["organisation_id"], today(server.client("city_officer"))
    assert record(server.client(), organisation, "tisc", day).status_code == 401
    assert record(server.client(stranger["login_name"]), organisation, "tisc", day).status_code == 403
    assert record(server.client("fuzhou_officer"), organisation, "tisc", day).status_code == 404
    city = server.client("city_officer")
    wrong = record(city, organisation, "national_office_unit", day)
    assert (wrong.status_code, wrong.json()["id"]) == (403, "network_nodes.wrong_level")
    assert record(city, organisation, "lighthouse", day).json()["id"] == "network_nodes.unknown_kind"
    assert record(city, organisation, "tisc", day + datetime.timedelta(days=1)).json()["id"] == "network_nodes.day_to_come"
    assert record(city, organisation, "tisc", day, "  ").json()["id"] == "http.invalid_body"
    assert city.post(f"/api/organisations/{organisation}/network-nodes", {"kind": "tisc"}).status_code == 422
    assert network(city, organisation)["entries"] == []
    assert "national_office_unit" not in network(city, organisation)["may_record"]
    assert network(server.client(stranger["login_name"]), organisation)["may_record"] == []


def test_an_exempt_institution_is_stopped_told_the_article_and_let_pass_with_a_reason(server, store, stranger):
    organisation, city, applicant = stranger["organisation_id"], server.client("city_officer"), server.client(stranger["login_name"])
    opening = {"act_id": journey.ACT, "procedure_id": "filing", "organisation_id": organisation}
    node = record(city, organisation, "city_backbone_node", today(city))
    assert node.status_code == 201 and node.json()["cancelled"] == [] and node.json()["flagged"] == [], node.text
    twice = record(city, organisation, "city_backbone_node", today(city))
    assert (twice.status_code, twice.json()["id"]) == (409, "network_nodes.recorded_already")
    stopped = applicant.post("/api/cases", opening)
    assert (stopped.status_code, stopped.json()["id"]) == (409, "cases.stopped_at_opening")
    assert list(conditions(stopped)) == ["not_an_exempt_body"]
    assert any(cite.endswith("art_7") for each in stopped.json()["errors"] for cite in each["cites"])
    assert network(applicant, organisation)["exemptions"][0]["cites"], "the applicant's own page explains it"
    lift = {"act_id": journey.ACT, "reason": "承担了分中心以外的公共服务，确需备案。"}
    path = f"/api/organisations/{organisation}/exemption-lifts"
    assert server.client("province_officer").post(path, lift).json()["id"] == "network_nodes.not_filing_body"
    assert applicant.post(path, lift).status_code == 403
    assert city.post(path, {**lift, "reason": " "}).json()["id"] == "http.invalid_body"
    assert city.post(path, {**lift, "act_id": "fuzhou_outlet_2022"}).json()["id"] == "network_nodes.nothing_to_lift"
    lifted = city.post(path, lift)
    assert lifted.status_code == 201, lifted.text
    assert city.post(path, lift).json()["id"] == "network_nodes.recorded_already"
    begun = applicant.post("/api/cases", opening)
    assert begun.status_code == 201, begun.text
    report = applicant.get(f"/api/cases/{begun.json()['id']}/check").json()
    assert next(each for each in report["findings"] if each["condition"] == "not_an_exempt_body")["outcome"] == "met"
    revoked = close(city, lifted.json(), "revoked", "情况有变。")
    assert revoked.status_code == 200, revoked.text
    report = applicant.get(f"/api/cases/{begun.json()['id']}/check").json()
    assert next(each for each in report["findings"] if each["condition"] == "not_an_exempt_body")["outcome"] == "not_met"
    ended = close(city, node.json()["entry"], "ended", "骨干节点调整。", on=str(today(city)))
    assert ended.status_code == 200, ended.text
    assert network(applicant, organisation)["exemptions"] == []
    assert city.get(f"/api/organisations/{organisation}").json()["node_kinds"] == []
    sound(store)


def test_becoming_a_tisc_cancels_on_the_day_without_a_ban_and_a_mistake_is_undone(server, store, filed):
    outlet, city, public = filed[0], server.client("city_officer"), server.client()
    name, organisation = outlet["institution"]["name"], outlet["organisation_id"]
    before = lines(public, name)["municipal_outlet"]
    day = today(city) - datetime.timedelta(days=3)
    assert str(day) >= before["filed_on"]
    done = record(city, organisation, "tisc", day)
    assert done.status_code == 201 and [each["outlet_id"] for each in done.json()["cancelled"]] == [before["id"]], done.text
    ended = public.get(f"/api/outlets/{before['id']}").json()
    assert (ended["state"], ended["ended_on"]) == ("ended", str(day)) and "municipal_outlet" not in lines(public, name)
    assert "municipal_outlet" in lines(public, name, as_of=str(day - datetime.timedelta(days=1)))
    assert city.get(f"/api/organisations/{organisation}/sanctions").json()["items"] == [], "no decision, no ban"
    told = [message["text"] for message in server.client(outlet["login_name"]).get("/api/messages").json()["items"]]
    assert any("自动取消" in text for text in told)
    assert any("自动取消" in message["text"] for message in server.client("city_head").get("/api/messages").json()["items"])
    assert public.get("/api/network-nodes", kind="tisc").json()["items"][0]["organisation_name"] == name
    assert name not in {each["name"] for each in public.get("/api/outlets", node_kind="tisc").json()["items"]}
    sound(store)
    entry = done.json()["entry"]
    assert close(server.client("province_officer"), entry, "undone").json()["id"] == "network_nodes.not_your_entry"
    assert close(server.client("fuzhou_officer"), entry, "undone").status_code == 404
    assert city.post(f"/api/network-entries/{entry['id']}/closing", {"as": "undone", "reason": "登记有误。"}).status_code == 428
    assert close(city, {**entry, "version": 7}, "undone").status_code == 412
    assert close(city, entry, "undone", " ").json()["id"] == "http.invalid_body"
    assert close(city, entry, "revoked").json()["id"] == "network_nodes.cannot_close_so"
    assert close(city, entry, "ended", on=str(today(city) + datetime.timedelta(days=1))).json()["id"] == "network_nodes.bad_end"
    undone = close(city, entry, "undone", "文件中的单位同名。")
    assert undone.status_code == 200 and [each["outlet_id"] for each in undone.json()["restored"]] == [before["id"]], undone.text
    assert close(city, undone.json()["entry"], "undone").json()["id"] == "network_nodes.closed_already"
    back = public.get(f"/api/outlets/{before['id']}").json()
    assert back["state"] == "valid" and back["valid_until"] == before["valid_until"] and back["ended_on"] is None
    assert history(public, before["id"])[-2:] == ["cancelled", "restore"]
    sound(store)


def test_a_determination_outside_the_validity_cancels_nothing(server, filed):
    outlet, city, public = filed[0], server.client("city_officer"), server.client()
    line = lines(public, outlet["institution"]["name"])["municipal_outlet"]
    early = datetime.date.fromisoformat(line["filed_on"]) - datetime.timedelta(days=1)
    done = record(city, outlet["organisation_id"], "university_centre", early)
    assert done.status_code == 201 and done.json()["cancelled"] == []
    assert [each["outlet_id"] for each in done.json()["flagged"]] == [line["id"]], "the filing body is told and decides at the renewal"
    assert public.get(f"/api/outlets/{line['id']}").json()["node_kinds"] == ["university_centre"]
    assert line["name"] in {each["name"] for each in public.get("/api/outlets", node_kind="university_centre").json()["items"]}
    assert close(city, done.json()["entry"], "undone").json()["restored"] == []


def test_nodes_are_not_marked_by_hand_any_more(server, filed):
    city, organisation = server.client("city_officer"), filed[0]["organisation_id"]
    version = city.get(f"/api/organisations/{organisation}").json()["version"]
    refused = city.put(f"/api/organisations/{organisation}/registry-facts", {"node_kinds": ["tisc"], "reason": "登记测试"}, version=version)
    assert refused.status_code == 409 and refused.json()["id"] == "organisations.nodes_are_registered"


def test_a_provincial_outlet_is_included_suspends_its_own_filing_and_falls_back_on_it(server, store, filed):
    outlet, public, province = filed[1], server.client(), server.client("province_officer")
    name = outlet["institution"]["name"]
    own = lines(public, name)["municipal_outlet"]
    until = today(province) + datetime.timedelta(days=20)
    list_id = take_over(province, outlet["institution"], "provincial_outlet", own["filed_on"], str(until))
    listed = lines(public, name)
    included, source = listed["municipal_outlet"], listed["provincial_outlet"]
    assert included["id"] != own["id"] and included["included_from"] == source["id"]
    assert (included["filed_on"], included["valid_until"]) == (source["filed_on"], source["valid_until"])
    assert public.get(f"/api/outlets/{own['id']}").json()["state"] == "suspended"
    applicant = server.client(outlet["login_name"])
    assert any("自动纳入" in message["text"] for message in applicant.get("/api/messages").json()["items"])
    stopped = applicant.post("/api/cases", {"act_id": journey.ACT, "procedure_id": "filing", "organisation_id": outlet["organisation_id"]})
    assert stopped.status_code == 409 and "not_included_already" in conditions(stopped)
    city = server.client("city_officer")
    refused = city.post(f"/api/outlets/{included['id']}/certificate")
    assert refused.status_code == 409 and refused.json()["id"] == "certificates.outlet_included"
    sound(store)
    journey.advance(server, 21)
    wait_until(lambda: lines(public, name).get("municipal_outlet", {}).get("id") == own["id"])
    back = lines(public, name)["municipal_outlet"]
    assert back["state"] == "valid" and back["valid_until"] == own["valid_until"] and not back["included_from"]
    assert public.get(f"/api/outlets/{included['id']}").json()["ended_on"] == str(until + datetime.timedelta(days=1))
    past = lines(public, name, as_of=str(until))["municipal_outlet"]
    assert past["id"] == included["id"], "on a past day the line that stood then"
    assert any("恢复" in message["text"] for message in applicant.get("/api/messages").json()["items"])
    sound(store)
    assert list_id


def test_a_list_entered_by_mistake_takes_the_inclusion_with_it(server, store, stranger):
    public, province = server.client(), server.client("province_officer")
    name = stranger["institution"]["name"]
    list_id = take_over(province, stranger["institution"], "provincial_outlet", "2025-01-06", "2029-01-06")
    included = lines(public, name)["municipal_outlet"]
    assert included["included_from"]
    undone = province.post(f"/api/take-overs/{list_id}/undoing", {"reason": "名单取错了年份。"})
    assert undone.status_code == 200 and undone.json()["removed"] == 1, undone.text
    assert lines(public, name, state="all") == {} and public.get(f"/api/outlets/{included['id']}").status_code == 404
    sound(store)


def test_the_city_ends_only_its_own_entry_of_a_national_outlet(server, store, filed):
    outlet, public, national = filed[2], server.client(), server.client("national_officer")
    name, organisation = outlet["institution"]["name"], outlet["organisation_id"]
    own = lines(public, name)["municipal_outlet"]
    take_over(national, outlet["institution"], "national_outlet", own["filed_on"], "2030-01-06")
    listed = lines(public, name)
    included, source = listed["municipal_outlet"], listed["national_outlet"]
    assert included["included_from"] == source["id"]
    outlets.sanction(server, "city_officer", "city_head", outlet["login_name"], organisation)
    listed = lines(public, name)
    assert set(listed) == {"national_outlet"} and listed["national_outlet"]["state"] == "valid", "the national filing is not the city's to end"
    assert public.get(f"/api/outlets/{included['id']}").json()["state"] == "ended"
    assert public.get(f"/api/outlets/{own['id']}").json()["state"] == "ended", "nor does its own filing come back behind it"
    journey.advance(server, 1)
    assert set(lines(public, name)) == {"national_outlet"}, "it is not included again by the next day"
    sound(store)
    decision = next(each for each in server.client("city_head").get(f"/api/organisations/{organisation}/sanctions").json()["items"])
    annulled = server.client("city_head").post(f"/api/sanctions/{decision['id']}/annulment", {"reason": "复议撤销"}, version=decision["version"])
    assert annulled.status_code == 200, annulled.text
    assert lines(public, name)["municipal_outlet"]["id"] == included["id"]
    assert public.get(f"/api/outlets/{own['id']}").json()["state"] == "suspended"
    sound(store)


def test_a_national_outlet_that_becomes_a_tisc_loses_both_and_gets_both_back(server, store, filed):
    outlet, public, national = filed[2], server.client(), server.client("national_officer")
    name, organisation = outlet["institution"]["name"], outlet["organisation_id"]
    before = {status: line["id"] for status, line in lines(public, name).items()}
    done = record(national, organisation, "tisc", today(national))
    assert done.status_code == 201, done.text
    assert lines(public, name) == {}, "nothing is left, and nothing is included from what has ended"
    sound(store)
    assert len(close(national, done.json()["entry"], "undone").json()["restored"]) >= 2
    assert {status: line["id"] for status, line in lines(public, name).items()} == before
    sound(store)


def test_the_city_recommends_upward(server, store, filed):
    outlet, city = filed[1], server.client("city_officer")
    path, body = f"/api/organisations/{outlet['organisation_id']}/recommendations", {"status": "provincial_outlet", "document": "沈知〔2026〕9号", "reason": "服务成效突出。"}
    # its provincial line has run out: it may be recommended anew, but not while it is held
    assert city.post(path, {**body, "status": "municipal_outlet"}).json()["id"] == "network_nodes.not_recommendable"
    assert city.post(path, {**body, "reason": " "}).json()["id"] == "http.invalid_body"
    refused = server.client("province_officer").post(path, {**body, "status": "national_outlet"})
    assert (refused.status_code, refused.json()["id"]) == (403, "network_nodes.not_filing_body")
    done = city.post(path, {**body, "status": "national_outlet"})
    assert done.status_code == 201, done.text
    assert city.post(path, {**body, "status": "national_outlet"}).json()["id"] == "network_nodes.recorded_already"
    held = server.client("city_officer").post(f"/api/organisations/{filed[2]['organisation_id']}/recommendations", {**body, "status": "national_outlet"})
    assert held.json()["id"] == "network_nodes.holds_already"
    assert any("推荐" in message["text"] for message in server.client(outlet["login_name"]).get("/api/messages").json()["items"])
    assert any("推荐" in message["text"] for message in server.client("national_officer").get("/api/messages").json()["items"])
    assert close(city, done.json(), "withdrawn", "材料需要补充。").status_code == 200
    sound(store)


def test_a_re_examination_passed_behind_an_inclusion_adds_to_the_own_filing(server, store, filed):
    """The term of the own filing ends, the city looks at it again, and meanwhile the institution becomes a provincial outlet."""
    public = server.client()
    listed = {each["login_name"]: lines(public, each["institution"]["name"]) for each in filed}
    outlet = next(each for each in filed if not {"provincial_outlet", "national_outlet"} & set(listed[each["login_name"]]))
    own = listed[outlet["login_name"]]["municipal_outlet"]
    over = datetime.date.fromisoformat(own["valid_until"])
    journey.advance(server, (over - today(server.client("city_officer"))).days + 1)
    wait_until(lambda: public.get(f"/api/outlets/{own['id']}").json()["state"] == "renewing")
    list_id = take_over(server.client("province_officer"), outlet["institution"], "provincial_outlet", str(over), str(over + datetime.timedelta(days=700)))
    assert public.get(f"/api/outlets/{own['id']}").json()["state"] == "suspended"
    city, programme = server.client("city_officer"), Programme(server, journey.ACT, "reexamination")
    case = next(each for each in city.get("/api/cases", limit=100).json()["items"] if each["procedure_id"] == "reexamination" and each["organisation_id"] == outlet["organisation_id"])
    assert programme.act_on(city, case["id"], "take_up").status_code == 200
    passed = programme.act_on(city, case["id"], "pass")
    assert passed.status_code == 200, passed.text
    after = public.get(f"/api/outlets/{own['id']}").json()
    assert (after["state"], after["valid_until"]) == ("suspended", f"{over.year + 3}{own['valid_until'][4:]}")
    taken_back = server.client("province_officer").post(f"/api/take-overs/{list_id}/undoing", {"reason": "名单有误。"})
    assert taken_back.status_code == 200, taken_back.text
    back = public.get(f"/api/outlets/{own['id']}").json()
    assert (back["state"], back["valid_until"]) == ("valid", after["valid_until"]), "and goes on with the new term"
    sound(store)


def test_altered_entries_are_found_and_written_anew(server, store, filed):
    server.stop()
    damaged = store.copy()
    server.start()
    try:
        change(damaged, "UPDATE network_entries SET document = '另一文号' WHERE entry = 'node'")
        change(damaged, "DELETE FROM outlet_suspensions")
        found = findings(damaged)
        assert any(finding["kind"] == "state" for finding in found), found
        run("rebuild", *damaged.arguments)
        sound(damaged)
        assert rows(damaged, "SELECT COUNT(*) FROM outlet_suspensions WHERE until_on IS NULL") == rows(store, "SELECT COUNT(*) FROM outlet_suspensions WHERE until_on IS NULL")
    finally:
        damaged.remove()


def test_killed_between_nothing_is_half_done(server, store, filed):
    """The program is killed while a determination is recorded: either all of it stands afterwards, or nothing."""
    outlet = filed[0]
    name, organisation = outlet["institution"]["name"], outlet["organisation_id"]
    for delay in (0.001, 0.01, 0.05):
        city = server.client("city_officer")
        day = today(city)

        def send(client=city, on=day):
            try:
                record(client, organisation, "tisc", on)
            except OSError:
                pass  # the connection went with the program

        sending = threading.Thread(target=send)
        sending.start()
        time.sleep(delay)
        server.stop(signal.SIGKILL)
        sending.join()
        server.start()
        city = server.client("city_officer")
        entries = [each for each in network(city, organisation)["entries"] if each["name"] == "tisc" and not each["closed_as"]]
        assert bool(entries) != ("municipal_outlet" in lines(server.client(), name)), "the entry and what follows from it stand or fall together"
        if entries:
            assert close(city, entries[0], "undone").status_code == 200
        sound(store)
