"""The officer's desk: quotas and order of recommendations, several cases at once, one queue over all that waits."""
import concurrent.futures

import pytest
from support import applicants, journey, outlets
from support.checks import findings, refused, sound
from support.programme import conditions
from support.server import change, run


def window(client) -> dict:
    """The window of municipal filings that is open."""
    return next(each for each in client.get("/api/windows", open="true").json()["items"] if each["act_id"] == journey.ACT)


def set_quotas(client, quotas: dict, reason: str = "控制总量。", **more):
    shown = window(client)
    return client.put(f"/api/windows/{shown['id']}/quotas", {"quotas": quotas, "reason": reason, **more}, version=shown["version"])


def tallies(client, window_id: str) -> dict:
    answer = client.get(f"/api/windows/{window_id}/recommendations")
    assert answer.status_code == 200, answer.text
    return {each["authority_id"]: each for each in answer.json()["items"]}


def own(client, window_id: str) -> dict:
    return next(iter(tallies(client, window_id).values()))


def order(client, tally: dict, window_id: str, case_ids: list[str], **more):
    return client.put(f"/api/windows/{window_id}/recommendations/{tally['authority_id']}", {"cases": case_ids}, **{"version": tally["version"], **more})


def recommend(officer, case_id: str):
    """Once more where it was refused before: the scan is there already."""
    if not any(each["slot"] == "recommendation_scan" for each in officer.case(case_id)["materials"]):
        journey.upload(officer, case_id, ["recommendation_scan"])
    return officer.act(case_id, "recommend", {
        "input": {"opinion": "材料属实，同意推荐。", "head_name": "测试负责人", "signed_on": journey.SIGNED_ON},
        "judgements": [{"condition": condition, "outcome": "met", "remark": "已现场核实"} for condition in journey.JUDGED],
        "signed": ["head", "seal", "cover_seal"]})


@pytest.fixture(scope="module")
def window_id(city):
    return window(city)["id"]


DISTRICT = "210105"


@pytest.fixture(scope="module")
def bureau(server):
    return server.client(f"officer_{DISTRICT}")


@pytest.fixture(scope="module")
def verifying(server, bureau):
    """Five submitted cases before one bureau, with the client of each; none is recommended."""
    found = []
    for number in range(1, 6):
        client = applicants.confirmed(server, f"quota_{number}", DISTRICT, number)
        found.append((client, journey.submitted(client)))
    return found


def test_who_may_set_a_quota(server, city, window_id):
    path, body = f"/api/windows/{window_id}/quotas", {"quotas": {"each": 2}, "reason": "控制总量。"}
    assert server.client().put(path, body, version=1).status_code == 401
    assert server.client("applicant_01").put(path, body, version=1).status_code == 403
    assert server.client(f"officer_{DISTRICT}").put(path, body, version=1).status_code == 403
    refused(server.client("province_officer").put(path, body, version=1), 403, "windows.not_filing_body")
    assert city.put(path, body).status_code == 428
    refused(city.put(path, body, version=77), 412, "windows.stale")
    refused(city.put("/api/windows/nothing/quotas", body, version=1), 404, "windows.not_found")
    version = window(city)["version"]
    for quotas in ({"each": -1}, {"each": 10000}, {"each": "2"}, {"all": 2}, {"authorities": [{"authority_id": "x"}]}, {"authorities": ["x"]}):
        assert city.put(path, {**body, "quotas": quotas}, version=version).status_code == 422, quotas
    assert city.put(path, {**body, "reason": " "}, version=version).status_code == 422
    refused(city.put(path, {**body, "quotas": {}}, version=version), 422, "windows.quotas_unchanged")
    refused(city.put(path, {**body, "quotas": {"authorities": [{"authority_id": "nobody", "number": 1}]}}, version=version), 422, "windows.unknown_recommender")
    over = next(each for each in city.get("/api/windows").json()["items"] if each["act_id"] == journey.ACT and not each["is_open"])
    refused(city.put(f"/api/windows/{over['id']}/quotas", body, version=over["version"]), 409, "windows.quotas_closed")
    assert window(city)["quotas"] == {"each": None, "authorities": []}, "a refusal changes nothing"


def test_a_procedure_without_a_recommender_knows_no_quota(server):
    town = server.client("fuzhou_officer")
    today = town.get("/api/session").json()["business_today"]
    opened = town.post("/api/windows", {"act_id": "fuzhou_outlet_2022", "procedure_id": "filing", "title": "另一批", "opens_on": today, "closes_on": today,
                                        "reason": "补充申报。", "quotas": {"each": 3}})
    assert opened.status_code == 422 and opened.json()["id"] in ("windows.nobody_recommends", "windows.no_window_needed"), opened.text


def test_without_a_quota_nothing_changes(bureau, window_id, verifying):
    assert own(bureau, window_id)["quota"] is None
    done = recommend(bureau, verifying[0][1])
    assert done.status_code == 200, done.text
    assert [each["case_id"] for each in own(bureau, window_id)["items"]] == [verifying[0][1]]


def test_who_sees_the_recommendations(server, city, bureau, window_id):
    path = f"/api/windows/{window_id}/recommendations"
    assert server.client().get(path).status_code == 401
    assert server.client("applicant_01").get(path).status_code == 403
    refused(server.client("fuzhou_officer").get(path), 403, "recommendations.not_yours")
    refused(city.get("/api/windows/nothing/recommendations"), 404, "windows.not_found")
    assert len(tallies(city, window_id)) > 5 and not any(each["may_order"] for each in tallies(city, window_id).values())
    assert [each["may_order"] for each in tallies(bureau, window_id).values()] == [True]


def test_above_the_quota_is_refused_with_the_article_and_the_cure(city, bureau, window_id, verifying):
    changed = set_quotas(city, {"each": 1})
    assert changed.status_code == 200 and changed.json()["quotas"]["each"] == 1, changed.text
    assert any("推荐名额为1个" in message["text"] for message in bureau.get("/api/messages").json()["items"])
    done = recommend(bureau, verifying[1][1])
    refused(done, 409, "recommendations.quota_reached")
    error = conditions(done)["quota"]
    assert any(cite.endswith("art_6_2") for cite in error["cites"]) and "调整名额" in error["cure"], error
    assert bureau.case(verifying[1][1])["state"] == "verifying", "nothing of it stands"
    again = own(bureau, window_id)
    assert (again["quota"], again["used"]) == (1, 1)


def test_of_two_at_one_moment_for_the_last_place_one_gets_it(server, store, city, bureau, window_id, verifying):
    assert set_quotas(city, {"each": 1, "authorities": [{"authority_id": own(bureau, window_id)["authority_id"], "number": 2}]}).status_code == 200
    rivals = [case_id for _, case_id in verifying[1:4]]
    officers = [server.client(f"officer_{DISTRICT}") for _ in rivals]
    with concurrent.futures.ThreadPoolExecutor(len(rivals)) as pool:
        answers = list(pool.map(lambda pair: recommend(*pair), zip(officers, rivals)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409], [answer.text for answer in answers]
    tally = own(bureau, window_id)
    assert (tally["quota"], tally["used"], len(tally["items"])) == (2, 2, 2)
    sound(store)


def test_a_withdrawn_case_gives_its_place_free_and_a_returned_one_keeps_it(server, city, bureau, window_id, verifying):
    clients = {case_id: client for client, case_id in verifying}
    tally = own(bureau, window_id)
    first, second = (each["case_id"] for each in tally["items"])
    returned = city.act(second, "return", {"input": {"items": [{"at": "第五部分", "remark": "补充案例。"}]}, "term_length": "P10D"})
    assert returned.status_code == 200, returned.text
    assert own(bureau, window_id)["used"] == 2
    waiting = next(case_id for case_id in clients if bureau.case(case_id)["state"] == "verifying")
    refused(recommend(bureau, waiting), 409, "recommendations.quota_reached")
    assert clients[first].act(first, "withdraw", {"input": {}}).status_code == 200
    assert own(bureau, window_id)["used"] == 1
    assert recommend(bureau, waiting).status_code == 200
    assert [each["keeps_place"] for each in own(bureau, window_id)["items"] if each["case_id"] == first] == [False]
    resubmitted = clients[second].act(second, "resubmit")
    assert resubmitted.status_code == 200, resubmitted.text
    again = recommend(bureau, second)
    assert again.status_code == 200, "the place it has is its own: " + again.text


def test_the_order_of_the_recommender(server, store, city, bureau, window_id, verifying):
    assert set_quotas(city, {"each": 9}, "名额增加。").status_code == 200
    for _, case_id in verifying:
        if bureau.case(case_id)["state"] == "verifying":
            assert recommend(bureau, case_id).status_code == 200
    tally = own(bureau, window_id)
    open_cases = [each["case_id"] for each in tally["items"] if each["keeps_place"]]
    assert len(open_cases) == 4 and all(each["rank"] is None for each in tally["items"])
    wanted = open_cases[::-1]
    refused(order(city, tally, window_id, wanted), 403, "recommendations.not_yours")
    refused(order(server.client("officer_210102"), tally, window_id, wanted), 403, "recommendations.not_yours")
    assert order(server.client("applicant_01"), tally, window_id, wanted).status_code == 403
    assert order(bureau, tally, window_id, wanted, version=None).status_code == 428
    refused(order(bureau, tally, window_id, wanted, version=5), 412, "recommendations.stale")
    for wrong in (wanted[:3], wanted[:3] + wanted[:1], [*wanted, "other"], []):
        refused(order(bureau, tally, window_id, wrong), 409, "recommendations.incomplete")
    assert bureau.put(f"/api/windows/{window_id}/recommendations/{tally['authority_id']}", {"cases": [1]}, version=0).status_code == 422
    key = "order-once"
    first = order(bureau, tally, window_id, wanted, key=key)
    assert first.status_code == 200 and first.json()["version"] == 1, first.text
    assert order(bureau, tally, window_id, wanted, key=key).json() == first.json(), "a repeated request does nothing twice"
    assert [each["case_id"] for each in tallies(city, window_id)[tally["authority_id"]]["items"]][:4] == wanted
    ranks = {item["id"]: item.get("rank") for item in city.get("/api/cases", limit=50, window=window_id).json()["items"]}
    assert [ranks[case_id] for case_id in wanted] == [1, 2, 3, 4], "the queue shows them"
    assert journey.publish(city, wanted[1]).status_code == 201
    fixed = own(bureau, window_id)
    rest = [wanted[3], wanted[0], wanted[2]]
    refused(order(bureau, fixed, window_id, wanted), 409, "recommendations.incomplete")
    second = order(bureau, fixed, window_id, rest)
    assert second.status_code == 200, second.text
    ranked = [each["case_id"] for each in second.json()["items"] if each["rank"]]
    assert ranked == [wanted[3], wanted[1], wanted[0], wanted[2]], "the published one keeps the second rank"
    sound(store)


def test_nothing_recommended_cannot_be_ordered(server, window_id):
    bureau = server.client("officer_210103")
    refused(order(bureau, own(bureau, window_id), window_id, []), 409, "recommendations.nothing_to_order")


def prepare(client, *case_ids: str):
    return client.get("/api/case-batch", cases=",".join(case_ids))


def queue(client, **filters) -> list[dict]:
    """Every line of the queue, page by page."""
    lines, cursor = [], None
    while True:
        answer = client.get("/api/cases", **{"limit": 2, "everything": "true", **filters, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200, answer.text
        lines += answer.json()["items"]
        cursor = answer.json()["next_cursor"]
        if not cursor:
            assert len({line["id"] for line in lines}) == len(lines) == answer.json()["total"], "no line twice, none left out"
            return lines


@pytest.fixture(scope="module")
def returned(server, bureau):
    """Two applications returned for supplement within one working day, and one that is being verified."""
    found = []
    for number in range(11, 14):
        client = applicants.confirmed(server, f"batch_{number}", DISTRICT, number)
        found.append(journey.submitted(client))
    for case_id in found[:2]:
        done = bureau.act(case_id, "return", {"input": {"items": [{"at": "第五部分", "remark": "补充案例。"}]}, "term_length": "P1D"})
        assert done.status_code == 200, done.text
    return found


def test_who_prepares_a_batch(server, bureau, returned):
    assert prepare(server.client(), *returned).status_code == 401
    assert prepare(server.client("applicant_01"), *returned).status_code == 403
    refused(prepare(bureau), 422, "cases.batch_empty")
    refused(prepare(bureau, *(["x"] * 101)), 422, "cases.batch_too_large")
    refused(prepare(bureau, *returned, "nothing"), 404, "cases.not_found")
    refused(prepare(server.client("fuzhou_officer"), *returned), 404, "cases.not_found")


def test_what_asks_for_each_case_by_itself_is_not_offered_and_says_why(bureau, city, returned):
    actions = {action["action"]: action for action in prepare(bureau, *returned).json()["actions"]}
    assert actions["recommend"]["obstacles"] == ["signed_page"]
    assert actions["decline"]["obstacles"] == ["signed_page"] and actions["return"]["obstacles"] == ["single_input"]
    assert actions["lapse"]["allowed"] == [] and "supplement_over" in {need["id"] for each in actions["lapse"]["refused"] for need in each["needs"]}
    examining = [item["id"] for item in city.get("/api/cases", limit=50, state="examining").json()["items"]]
    offered = {action["action"]: action for action in prepare(city, *examining).json()["actions"]}
    assert offered["publish"]["obstacles"] == ["notice"] and len(offered["publish"]["allowed"]) == len(examining)


def test_registrations_and_objections_wait_in_the_same_queue(server, city, bureau):
    client, account = applicants.register(server, "waiting_one", DISTRICT, 31)
    line = next(line for line in queue(bureau) if line["kind"] == "registration")
    assert (line["id"], line["organisation_name"], line["days_in_state"]) == (account, "测试单位31", 0)
    assert any(each["id"].endswith("/registration") and each["count"] == 1 for each in bureau.get("/api/cases", everything="true").json()["procedures"])
    assert [each["id"] for each in queue(bureau, procedure="/registration")] == [account]
    for other in (server.client("officer_210102"), city, client, server.client("fuzhou_officer")):
        assert account not in {each["id"] for each in queue(other)}
    assert account not in {each["id"] for each in bureau.get("/api/cases", limit=50).json()["items"]}, "who asks for cases gets cases"
    noticed = server.client().get("/api/notices", limit=50).json()["items"]
    notice = next(each for each in noticed if each["is_running"])
    named = server.client().get(f"/api/notices/{notice['id']}").json()["entries"][0]
    objected = server.client().post(f"/api/notices/{notice['id']}/objections", {"case_id": named["case_id"], "grounds": "专职人员不足。", "name": "测试人", "contact": "13900000000"})
    assert objected.status_code == 201 and not objected.json()["is_late"], objected.text
    objections = [each for each in queue(city) if each["kind"] == "objection"]
    assert objections and city.get(f"/api/objections/{objections[-1]['id']}").status_code == 200
    assert not [each for each in queue(bureau) if each["kind"] == "objection"], "a bureau decides none"
    assert server.client(f"officer_{DISTRICT}").post(f"/api/accounts/{account}/confirmation").status_code == 204
    assert not [each for each in queue(bureau) if each["kind"] == "registration"]


def test_late_and_due_lines_and_the_most_urgent_first(server, bureau, returned):
    lines = queue(bureau, due="within_30")
    assert {line["id"] for line in lines} >= set(returned[:2]) and all(line["due_on"] for line in lines)
    assert bureau.get("/api/cases", due="late").json()["due"]["within_30"] == len(lines)
    journey.advance(server, 6)
    late = queue(bureau, due="late", sort="urgency")
    assert {line["id"] for line in late} >= set(returned[:2])
    every = queue(bureau, sort="urgency")
    assert [line["id"] for line in every[:len(late)]] == [line["id"] for line in late], "what is late stands first"
    keys = [(line["due_on"] or "9999-12-31", line["state_since"]) for line in queue(bureau, sort="urgency")]
    assert keys == sorted(keys)
    assert [line["id"] for line in queue(bureau, sort="-urgency")] == [line["id"] for line in queue(bureau, sort="urgency")][::-1]
    assert all(0 <= line["working_days"] <= line["days_in_state"] for line in every)
    assert bureau.get("/api/cases", due="someday").status_code == 400 and bureau.get("/api/cases", sort="age").status_code == 400


def test_a_batch_does_each_case_once_and_says_what_it_refuses(server, store, bureau, returned):
    first, second, verifying = returned
    shown = prepare(bureau, *returned).json()
    lapse = next(action for action in shown["actions"] if action["action"] == "lapse")
    assert (sorted(lapse["allowed"]), lapse["obstacles"]) == (sorted([first, second]), [])
    why = next(each for each in lapse["refused"] if each["case_id"] == verifying)["needs"]
    assert why and any(need["cites"] for need in why), why
    versions = {each["id"]: each["version"] for each in shown["cases"]}

    def perform(case_id: str):
        return bureau.act(case_id, "lapse", {"input": {}}, version=versions[case_id], key=f"batch-1-{case_id}")

    answers = {case_id: perform(case_id) for case_id in returned}
    assert [answers[case_id].status_code for case_id in (first, second)] == [200, 200], answers[first].text
    assert answers[verifying].status_code == 409 and answers[verifying].json()["id"] == "cases.action_not_allowed"
    history = {case_id: len(bureau.case(case_id)["history"]) for case_id in returned}
    again = {case_id: perform(case_id) for case_id in returned}
    assert {case_id: answer.status_code for case_id, answer in again.items()} == {case_id: answer.status_code for case_id, answer in answers.items()}
    assert history == {case_id: len(bureau.case(case_id)["history"]) for case_id in returned}, "a repeated batch does nothing twice"
    stale = bureau.act(verifying, "return", {"input": {"items": [{"at": "一", "remark": "补。"}]}, "term_length": "P1D"}, version=99)
    assert stale.status_code == 412
    sound(store)


def test_a_paper_that_was_made_and_not_served_is_found(server, city):
    outlet = outlets.filed(server)
    opened = outlets.open_case(city, outlet["organisation_id"], "rectification")
    assert opened.status_code == 201, opened.text
    case_id = opened.json()["id"]
    assert case_id not in {line["id"] for line in queue(city, due="unserved")}
    issued = outlets.perform(city, case_id, "issue", outlets.FINDINGS, "notice_scan")
    assert issued.status_code == 200, issued.text
    lines = {line["id"]: line for line in queue(city, due="unserved")}
    assert case_id in lines and lines[case_id]["due_on"] is None
    offered = {action["action"]: action for action in prepare(city, case_id).json()["actions"]}
    assert "service_day" in offered["record_service"]["obstacles"]


def test_ranks_and_quotas_follow_the_log(server, store):
    change(store, "UPDATE recommendation_ranks SET position = position + 10")
    change(store, "UPDATE windows SET quotas = '' WHERE quotas <> ''")
    found = findings(store)
    assert len(found) >= 2, found
    server.stop()
    run("rebuild", *store.arguments)
    server.start()
    sound(store)
    assert window(server.client("city_officer"))["quotas"]["each"] == 9
