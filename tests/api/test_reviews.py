"""Expert review in Fuzhou: from the draw two offices make together to the result, and everything that must not be possible on the way."""
import copy
import threading

import pytest
from support import journey, panel
from support.checks import findings, refused, sound
from support.programme import conditions
from support.server import change
from support.town import EXPERTS, Town, pass_day

@pytest.fixture(scope="module")
def town(server):
    town = Town(server)
    town.submit()
    return town


def test_pool_of_an_authority(server, town):
    add = lambda officer, login, fields=("patent", "trademark"): officer.post("/api/experts", {"authority_id": town.authority_id, "login_name": login, "fields": list(fields)})
    pool = town.bureau.get("/api/experts", authority=town.authority_id).json()["items"]
    assert [each["login_name"] for each in pool] == EXPERTS and all(each["declarations"] and "patent" in each["fields"] for each in pool), "the demonstration's pool"
    added = add(town.bureau, "expert_06")
    assert added.status_code == 201, added.text
    asleep = town.bureau.put(f"/api/experts/{added.json()['id']}", {"fields": ["patent", "trademark"], "is_available": False}, version=1)
    assert asleep.status_code == 200 and not asleep.json()["is_available"], asleep.text
    assert refused(add(town.bureau, EXPERTS[0]), 409, "reviews.already_in_pool")
    assert refused(add(town.bureau, "fuzhou_applicant_3"), 422, "reviews.no_such_expert")
    assert refused(add(town.bureau, "expert_09"), 422, "reviews.no_such_expert")
    assert refused(add(town.bureau, EXPERTS[1], ["astrology"]), 422, "reviews.bad_field")
    stranger = server.client("city_officer")
    assert refused(add(stranger, EXPERTS[0]), 403, "reviews.not_your_pool")
    expert_id = town.bureau.get("/api/experts", authority=town.authority_id).json()["items"][0]["id"]
    assert stranger.get("/api/experts", authority=town.authority_id).json()["items"] == []
    assert stranger.get(f"/api/experts/{expert_id}").status_code == 404
    assert stranger.put(f"/api/experts/{expert_id}", {"fields": ["patent"], "is_available": False}, version=1).status_code == 404
    assert town.experts["expert_02"].get(f"/api/experts/{expert_id}").status_code in (200, 404)


def test_an_expert_declares_and_ends_an_employer(town):
    expert = town.experts["expert_02"]
    bad = expert.post("/api/expert-record/declarations", {"kind": "cousin_employer", "institution_name": "某单位"})
    assert refused(bad, 422, "reviews.bad_declaration") and bad.json()["errors"][0]["field"] == "kind"
    body = {"kind": "employer", "institution_name": "某检索公司", "begins_on": "2020-01-01"}
    assert refused(expert.post("/api/expert-record/declarations", {**body, "ends_on": "2019-01-01"}), 422, "reviews.bad_declaration")
    assert refused(expert.post("/api/expert-record/declarations", {**body, "credit_code": "123"}), 422, "reviews.bad_declaration")
    declared = expert.post("/api/expert-record/declarations", body).json()
    end = f"/api/expert-record/declarations/{declared['id']}/end"
    assert town.experts["expert_03"].post(end, {"ends_on": "2026-01-01"}, version=1).status_code == 404
    assert refused(expert.post(end, {"ends_on": "2019-12-31"}, version=1), 422, "reviews.bad_declaration")
    assert expert.post(end, {"ends_on": "2026-01-01"}, version=1).status_code == 204
    assert refused(expert.post(end, {"ends_on": "2026-01-02"}, version=1), 412, "reviews.stale")
    assert expert.get("/api/expert-record").json()["declarations"][-1]["ends_on"] == "2026-01-01"


def test_the_employer_of_the_applicant_is_excluded_with_the_reason(town):
    """The officer records for one expert what the expert has told; the same holds as if declared by the expert."""
    listed = town.bureau.get("/api/experts", authority=town.authority_id).json()["items"]
    first = next(expert["id"] for expert in listed if expert["login_name"] == "expert_01")
    told = town.bureau.post(f"/api/experts/{first}/declarations", {"kind": "employer", "institution_name": f" {town.applicant_name} "})
    assert told.status_code == 201, told.text
    shown = town.bureau.get(f"/api/cases/{town.case_id}/review-pool", fields="patent").json()
    assert {member["id"]: member["excluded_for"] for member in shown["members"]}[first] == ["employer"]
    assert shown["eligible"] == 4 and shown["at_least"] == 3 and shown["is_odd"]
    other = town.bureau.get(f"/api/cases/{town.case_id}/review-pool", fields="geographical_indication").json()
    assert other["eligible"] == 0 and all("field" in member["excluded_for"] for member in other["members"])


def test_what_a_panel_may_not_be(server, town):
    assert refused(town.open(town.city, town.province, size=4), 422, "reviews.panel_not_odd")
    assert refused(town.open(town.city, town.province, size=1), 422, "reviews.panel_too_small")
    assert refused(town.open(town.city, town.province, size=5), 409, "reviews.pool_too_small")
    assert refused(town.open(town.city, town.province, fields=()), 422, "reviews.bad_field")
    assert refused(town.open(town.city, panel.Holder(town.bureau)), 422, "reviews.bad_seed_holders"), "both of one office"
    assert refused(town.open(town.city), 422, "reviews.bad_seed_holders")
    assert refused(town.open(town.city, panel.Holder(town.experts["expert_02"])), 422, "reviews.bad_seed_holders")
    assert server.client("city_officer").post(f"/api/cases/{town.case_id}/review", town.input(town.city, town.province)).status_code == 404
    assert town.applicant.post(f"/api/cases/{town.case_id}/review", town.input(town.city, town.province)).status_code == 403
    shenyang = server.client("city_officer")
    case_id = next(case["id"] for case in shenyang.get("/api/cases").json()["items"])
    asked = shenyang.post(f"/api/cases/{case_id}/review", town.input(town.city, town.province))
    assert refused(asked, 409, "reviews.not_asked_for")


def test_opened_once_only(town):
    opened = town.open(town.city, town.province)
    assert opened.status_code == 201 and opened.json()["state"] == "committing", opened.text
    town.review_id = opened.json()["id"]
    assert refused(town.open(town.city, town.auditor), 409, "reviews.already_open")
    assert refused(town.send("restart", town.input(town.city, town.auditor)), 409, "reviews.not_restartable"), "no value was withheld"
    record = town.record()
    assert record["attempts"][0]["pool"]["panel_size"] == 3 and record["attempts"][0]["seed"] == ""
    assert town.applicant_name not in str(record) and town.case_id not in str(record)


def test_commitments_bind(town):
    assert refused(panel.Holder(town.bureau).client.post(f"/api/reviews/{town.review_id}/commitments", {"commitment": "0" * 64},
                                                         version=town.review()["version"]), 403, "reviews.not_seed_holder")
    assert refused(town.city.send(town.review_id, "commitments", {"commitment": "not a hash"}), 422, "reviews.bad_commitment")
    assert town.city.commit(town.review_id).status_code == 200
    assert refused(town.city.commit(town.review_id, "1" * 64), 409, "reviews.already_committed")
    seed = town.record()["attempts"][0]["seeds"][0]
    assert refused(town.province.send(town.review_id, "commitments", {"commitment": seed["commitment"]}), 422, "reviews.bad_commitment"), "copied from the other"
    assert refused(town.city.reveal(town.review_id, "2" * 64), 409, "reviews.wrong_state"), "before both have committed"
    stale = town.province.client.post(f"/api/reviews/{town.review_id}/commitments", {"commitment": "3" * 64}, version=1)
    assert refused(stale, 412, "reviews.stale")
    assert town.province.commit(town.review_id).json()["state"] == "revealing"


def test_a_value_that_does_not_match(town):
    assert refused(town.province.reveal(town.review_id, "4" * 64), 422, "reviews.reveal_mismatch")
    assert town.province.reveal(town.review_id).status_code == 200
    assert refused(town.province.reveal(town.review_id), 409, "reviews.already_revealed")
    assert refused(town.send("withheld"), 409, "reviews.value_not_over")
    assert town.record()["attempts"][0]["outcome"] == "running"


def test_withheld_is_published_and_only_then_drawn_again(server, town, tmp_path):
    pass_day(server, town.review()["attempts"][-1]["last_day"])
    assert refused(town.city.reveal(town.review_id, "1" * 64), 409, "reviews.value_over"), "a late value is not taken"
    assert town.send("withheld").json()["state"] == "withheld"
    record = town.record()
    assert record["attempts"][0]["outcome"] == "withheld" and record["attempts"][0]["withheld_by"] == record["attempts"][0]["pool"]["offices"][0]
    assert panel.replay(record, tmp_path) == (0, [])
    assert refused(town.send("restart", town.input(town.city, town.auditor)), 409, "reviews.withheld_before")
    assert refused(town.send("restart", town.input(town.province, town.auditor, size=4)), 422, "reviews.panel_not_odd")
    again = town.send("restart", town.input(town.province, town.auditor))
    assert again.status_code == 200 and again.json()["attempt"] == 2, again.text


def test_drawn_and_replayed_by_anyone(town, tmp_path):
    assert panel.draw(town.review_id, town.province, town.auditor)["state"] == "scoring"
    assert len(town.seated()) == 3 and "expert_01" not in town.seated()
    assert refused(town.send("restart", town.input(town.province, town.auditor)), 409, "reviews.not_restartable"), "rolled again until it fits"
    record = town.record()
    assert panel.replay(record, tmp_path) == (0, [])
    forged = copy.deepcopy(record)
    drawn = forged["attempts"][1]
    drawn["drawn"][0] = drawn["panel"][0] = drawn["order"][3]
    assert panel.replay(forged, tmp_path) == (1, ["panel", "panel"])
    forged = copy.deepcopy(record)
    next(member for member in forged["attempts"][1]["pool"]["members"] if member["excluded_for"])["excluded_for"] = []
    assert "pool" in panel.replay(forged, tmp_path)[1]
    assert any(draw["review_id"] == town.review_id and draw["attempts"] == 2 for draw in town.server.client().get("/api/draws").json()["items"])


def test_a_spouse_institution_declared_late_gives_the_seat_on(town, tmp_path):
    before = town.seated()
    leaving = sorted(before)[0]
    expert = town.experts[leaving]
    declared = expert.post("/api/expert-record/declarations", {"kind": "spouse_employer", "institution_name": town.applicant_name})
    assert declared.status_code == 201, declared.text
    after = town.seated()
    assert leaving not in after and len(after) == 3 and set(after) - set(before)
    assert expert.get(f"/api/assignments/{before[leaving]['seat_id']}").status_code == 404, "who left reads the application no more"
    left = next(seat for seat in town.review()["seats"] if seat["id"] == before[leaving]["seat_id"])
    assert (left["state"], left["left_for"]) == ("left", "conflict")
    record = town.record()
    assert record["attempts"][1]["replacements"][0]["reason"] == "conflict"
    assert panel.replay(record, tmp_path) == (0, [])


def test_nobody_reads_a_score_before_its_time(town):
    first, second, _ = sorted(town.seated())
    seats = town.seated()
    scores = f"/api/reviews/{town.review_id}/scores"
    assert town.experts[first].get(f"/api/assignments/{seats[second]['seat_id']}").status_code == 404, "another's sheet"
    assert panel.assignment(town.experts["expert_01"], town.review_id) is None
    assert town.experts["expert_01"].get(scores).status_code == 404, "not on the panel"
    assert refused(town.experts[first].get(scores), 409, "reviews.own_sheet_missing")
    assert refused(town.bureau.get(scores), 409, "reviews.not_opened")
    assert town.applicant.get(scores).status_code == 403
    detail = town.experts[first].get(f"/api/assignments/{seats[first]['seat_id']}").json()
    assert detail["organisation_name"] == town.applicant_name and detail["sections"] and len(detail["materials"]) >= 3 and detail["pass_mark"] == 60
    file = town.experts[first].get(f"/api/assignments/{seats[first]['seat_id']}/materials/{detail['materials'][0]['id']}")
    assert file.status_code == 200 and file.content.startswith(b"%PDF")
    assert town.experts[second].get(f"/api/assignments/{seats[first]['seat_id']}/materials/{detail['materials'][0]['id']}").status_code == 404


def test_a_sheet_is_whole_and_sealed_once(town):
    seats = town.seated()
    first = sorted(seats)[0]
    expert, seat_id = town.experts[first], seats[first]["seat_id"]
    assert refused(panel.seal(expert, seat_id, {"team": 20}), 422, "reviews.bad_score")
    assert refused(panel.seal(expert, seat_id, {"team": 20, "service": 20, "facilities": 20, "tools": 26}), 422, "reviews.bad_score")
    assert refused(panel.seal(expert, seat_id, {"team": -1, "service": 20, "facilities": 20, "tools": 20}), 422, "reviews.bad_score")
    assert refused(panel.seal(expert, seat_id, {"team": 9, "service": 9, "facilities": 9, "tools": 9, "charm": 9}), 422, "reviews.bad_score")
    sealed = panel.seal(expert, seat_id, 18)
    assert sealed.status_code == 201, sealed.text
    receipt = sealed.json()
    assert panel.sheet_hash(receipt) == receipt["commitment"]
    assert town.review()["seats"][-1]["name"] and receipt["nonce"] not in town.bureau.get(f"/api/reviews/{town.review_id}").text
    assert refused(panel.seal(expert, seat_id, 25), 409, "reviews.already_sealed")
    assert refused(expert.get(f"/api/reviews/{town.review_id}/scores"), 409, "reviews.not_opened")
    assert refused(expert.post(f"/api/assignments/{seat_id}/decline", {"kind": "unable"}, version=town.seated()[first]["version"]), 409, "reviews.wrong_state")
    assert refused(town.send("opening"), 409, "reviews.sheets_missing")
    assert refused(town.send("conclusion", {"minutes": "纪要"}), 409, "reviews.wrong_state")


def test_nothing_moves_on_without_a_passed_review(town):
    blocked = town.programme.act_on(town.bureau, town.case_id, "conclude_review")
    assert blocked.status_code == 409 and "review_passed" in conditions(blocked)
    assert town.programme.publish(town.bureau, town.case_id, term_length="P5D").status_code == 409
    assert town.programme.act_on(town.bureau, town.case_id, "recognise").status_code == 409
    assert town.applicant.get(f"/api/cases/{town.case_id}/review").json()["state"] == "running"


def test_two_experts_seal_at_the_same_moment(town):
    open_seats = {login: seat for login, seat in town.seated().items() if seat["state"] == "seated"}
    answers = {}

    def work(login: str, seat: dict) -> None:
        answers[login] = panel.seal(town.experts[login], seat["seat_id"], 16)

    threads = [threading.Thread(target=work, args=item) for item in open_seats.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers.values()] == [201, 201], [answer.text for answer in answers.values()]
    assert town.review()["state"] == "scored"


def test_opened_and_concluded_the_applicant_learns_the_result_alone(town):
    opened = town.send("opening")
    assert opened.status_code == 200 and opened.json()["state"] == "opened", opened.text
    scores = town.bureau.get(f"/api/reviews/{town.review_id}/scores").json()
    assert [item["total"] for item in scores["items"]].count(64) == 2 and scores["total"] == 72 + 64 + 64 and scores["result"] == "passed"
    expert = town.experts[sorted(town.seated())[0]]
    assert len(expert.get(f"/api/reviews/{town.review_id}/scores").json()["items"]) == 3
    seat = town.seated()[sorted(town.seated())[0]]
    assert refused(expert.post(f"/api/assignments/{seat['seat_id']}/decline", {"kind": "conflict"}, version=seat["version"]), 409, "reviews.wrong_state"), \
        "who knows the scores cannot have them drawn anew"
    assert town.applicant.get(f"/api/cases/{town.case_id}/review").json()["result"] == "", "not before the conclusion"
    assert town.send("conclusion", {"minutes": ""}).status_code == 422
    assert town.send("conclusion", {"minutes": "三名专家一致认为符合认定条件。"}).json()["state"] == "concluded"
    told = town.applicant.get(f"/api/cases/{town.case_id}/review")
    assert told.json()["result"] == "passed" and "64" not in told.text and "review_id" not in told.json()
    assert town.applicant.get(f"/api/reviews/{town.review_id}").status_code == 403
    assert any("通过专家评审" in message["text"] for message in town.applicant.get("/api/messages").json()["items"])


def test_recognised_after_the_notice(server, town):
    assert town.programme.act_on(town.bureau, town.case_id, "conclude_review").json()["state"] == "reviewed"
    published = town.programme.publish(town.bureau, town.case_id, term_length="P5D")
    assert published.status_code == 201, published.text
    journey.advance(server, 10)
    done = town.programme.act_on(town.bureau, town.case_id, "recognise")
    assert done.status_code == 200 and done.json()["state"] == "recognised", done.text
    assert server.client().get("/api/outlets", q=town.applicant_name).json()["total"] == 1


@pytest.fixture(scope="module")
def second(server, town):
    """The review of another institution, in the hands of the same people."""
    other = Town(server)
    other.applicant = server.client("fuzhou_applicant_1")
    other.authority_id = town.authority_id
    other.case_id = next(case["id"] for case in other.applicant.get("/api/cases").json()["items"] if case["state"] == "reviewing")
    opened = other.open(other.city, other.auditor)
    assert opened.status_code == 201, opened.text
    other.review_id = opened.json()["id"]
    return other


def test_who_never_commits_has_withheld_too(server, second):
    assert second.city.commit(second.review_id).status_code == 200
    assert refused(second.send("withheld"), 409, "reviews.value_not_over")
    pass_day(server, second.review()["attempts"][-1]["last_day"])
    assert refused(second.auditor.commit(second.review_id), 409, "reviews.value_over")
    assert second.send("withheld").json()["state"] == "withheld"
    again = second.send("restart", second.input(second.city, second.province))
    assert again.status_code == 200, again.text
    panel.draw(second.review_id, second.city, second.province)


def test_a_silent_expert_is_replaced_after_the_term(server, second):
    seats = second.seated()
    silent = sorted(seats)[0]
    path = f"seats/{seats[silent]['seat_id']}/release"
    assert refused(second.send(path), 409, "reviews.score_not_over")
    pass_day(server, seats[silent]["score_until"])
    assert second.send(path).status_code == 200
    assert silent not in second.seated() and len(second.seated()) == 3
    assert second.send(f"seats/{seats[silent]['seat_id']}/release").status_code == 404


def test_a_panel_nobody_can_complete_is_drawn_again(second, tmp_path):
    """Five in the pool, three seats: whoever is left over follows, then nobody."""
    for _ in range(5):
        seats = second.seated()
        if second.review()["state"] != "scoring":
            break
        login = sorted(seats)[0]
        assert second.experts[login].post(f"/api/assignments/{seats[login]['seat_id']}/decline", {"kind": "unable", "reason": "出差"},
                                          version=seats[login]["version"]).status_code == 204
    assert second.review()["state"] == "exhausted"
    assert panel.replay(second.record(), tmp_path) == (0, [])
    assert refused(second.send("restart", second.input(second.city, second.province)), 409, "reviews.pool_too_small")
    sitting = second.seated()
    expert = second.experts[sorted(sitting)[0]]
    assert expert.post("/api/expert-record/declarations", {"kind": "other_relation", "institution_name": "某单位"}).status_code == 201


def test_a_review_ends_with_its_case(second):
    withdrawn = second.applicant.act(second.case_id, "withdraw")
    assert withdrawn.status_code == 200, withdrawn.text
    assert second.review()["state"] == "closed"
    assert refused(second.send("restart", second.input(second.city, second.province)), 409, "reviews.not_restartable")


def test_a_changed_sheet_breaks_its_seal(server, town):
    """Somebody with the database in hand changes a score before the opening."""
    third = Town(server)
    third.applicant, third.authority_id = server.client("fuzhou_applicant_2"), town.authority_id
    returned = third.applicant.get("/api/cases").json()["items"][0]["id"]  # its supplement is overdue by now
    assert third.applicant.act(returned, "withdraw").status_code == 200
    third.submit()
    opened = third.open(third.city, third.auditor)
    assert opened.status_code == 201, opened.text
    third.review_id = opened.json()["id"]
    panel.draw(third.review_id, third.city, third.auditor)
    for login, seat in third.seated().items():
        assert panel.seal(third.experts[login], seat["seat_id"], 10).status_code == 201
    seat_id = next(iter(third.seated().values()))["seat_id"]
    change(server.store, f"UPDATE review_sheets SET content = replace(content, ':10', ':25') WHERE seat_id = '{seat_id}'")
    assert refused(third.send("opening"), 409, "reviews.seal_broken")
    change(server.store, f"UPDATE review_sheets SET content = replace(content, ':25', ':10') WHERE seat_id = '{seat_id}'")
    assert third.send("opening").json()["result"] == "failed"
    assert third.send("conclusion", {"minutes": "未达到合格分。"}).json()["result"] == "failed"
    blocked = third.programme.act_on(third.bureau, third.case_id, "conclude_review")
    assert blocked.status_code == 409 and "review_passed" in conditions(blocked)


@pytest.mark.parametrize("table, column, member", [("reviews", "result", "result"), ("review_attempts", "pool_hash", "pool_hash "),
                                                   ("review_seeds", "commitment", "commitment "), ("review_seats", "commitment", "sealed ")])
def test_an_altered_review_parts_from_its_log(server, town, table, column, member):
    """Whoever has the database in hand changes what the log told."""
    from support.server import change
    change(server.store, f"UPDATE {table} SET {column} = {column} || '~' WHERE {column} <> ''")
    try:
        found = findings(server.store)
    finally:
        change(server.store, f"UPDATE {table} SET {column} = substr({column}, 1, length({column}) - 1) WHERE {column} <> ''")
    assert found
    assert all(finding["kind"] == "state" and member in finding["text"]["en"] for finding in found), found


def test_the_log_still_verifies(town):
    sound(town.server.store)
