"""An objection against a notice is sustained: the case is reviewed again within the same submission, and the first result no longer counts."""
import pytest
from support import journey, panel
from support.checks import refused, sound
from support.programme import conditions
from support.server import change, rows
from support.town import Town


@pytest.fixture(scope="module")
def town(server):
    town = Town(server)
    town.submit()
    return town


@pytest.fixture(scope="module")
def first(server, town):
    """The case reviewed, passed and on public notice; an objection against it sustained."""
    sat = town.pass_review(town.city, town.province)
    review_id = town.review_id
    assert town.programme.act_on(town.bureau, town.case_id, "conclude_review").json()["state"] == "reviewed"
    published = town.programme.publish(town.bureau, town.case_id, term_length="P5D")
    assert published.status_code == 201, published.text
    notice = published.json()["id"]
    told = server.client().post(f"/api/notices/{notice}/objections", {"case_id": town.case_id, "is_anonymous": False, "name": "某市民", "contact": "0591-12345678", "grounds": "评审时没有看到专利数据库的使用合同。"})
    assert told.status_code == 201, told.text
    listed = next(each for each in town.bureau.get("/api/objections").json()["items"] if each["notice_id"] == notice)
    before = town.programme.act_on(town.bureau, town.case_id, "reexamine")
    assert before.status_code == 409 and "sustained_objection" in conditions(before), "not before it is decided"
    decided = town.bureau.post(f"/api/objections/{listed['id']}/decision", {"outcome": "sustained", "reasons": "合同确未提交。"}, version=listed["version"])
    assert decided.status_code == 200 and decided.json()["state"] == "sustained", decided.text
    return {"sat": sat, "review_id": review_id, "notice": notice}


def test_what_follows_a_sustained_objection(town, first):
    assert town.programme.act_on(town.bureau, town.case_id, "recognise").status_code == 409
    back = town.programme.act_on(town.bureau, town.case_id, "reexamine")
    assert back.status_code == 200 and back.json()["state"] == "reviewing", back.text
    assert back.json()["round"] == 1, "the submission is the same"


def test_the_first_result_no_longer_counts(server, town, first):
    again = town.programme.act_on(town.bureau, town.case_id, "conclude_review")
    assert again.status_code == 409 and "review_passed" in conditions(again)
    superseded = town.bureau.get(f"/api/reviews/{first['review_id']}").json()
    assert (superseded["state"], superseded["result"]) == ("superseded", "passed"), "it stays on record"
    assert len(town.bureau.get(f"/api/reviews/{first['review_id']}/scores").json()["items"]) == 3
    for what, body in (("restart", town.input(town.city, town.auditor)), ("conclusion", {"minutes": "改写"}), ("opening", None)):
        refusal = town.bureau.post(f"/api/reviews/{first['review_id']}/{what}", body, version=superseded["version"])
        assert refusal.status_code == 409, what
    shown = town.applicant.get(f"/api/cases/{town.case_id}/review").json()
    assert shown["is_asked_for"] and not shown.get("result"), "the applicant sees that it is open again"
    assert any("重新评审" in message["text"] for message in server.client("fuzhou_head").get("/api/messages").json()["items"])


def test_a_new_panel_where_there_are_enough_others(town, first):
    """Six experts, three of whom sat: the others are three, so the first panel is excluded for that reason."""
    pool = {member["id"]: member["excluded_for"] for member in town.bureau.get(f"/api/cases/{town.case_id}/review-pool", fields="patent").json()["members"]}
    assert list(pool.values()).count([]) == 5, "five others would not be enough without two of them"
    login = "expert_06"
    added = town.bureau.post("/api/experts", {"authority_id": town.authority_id, "login_name": login, "fields": ["patent"]})
    assert added.status_code == 201, added.text
    town.experts[login] = town.server.client(login)
    listed = {each["id"]: each["login_name"] for each in town.bureau.get("/api/experts", authority=town.authority_id).json()["items"]}
    pool = town.bureau.get(f"/api/cases/{town.case_id}/review-pool", fields="patent").json()
    assert sorted(listed[member["id"]] for member in pool["members"] if member["excluded_for"] == ["sat_before"]) == first["sat"] and pool["eligible"] == 3


def test_reviewed_again_and_recognised(server, town, first, tmp_path):
    sat = town.pass_review(town.city, town.auditor)
    assert not set(sat) & set(first["sat"]) and town.review_id != first["review_id"]
    assert panel.replay(town.record(), tmp_path) == (0, [])
    assert panel.replay(server.client().get(f"/api/draws/{first['review_id']}").json(), tmp_path) == (0, []), "both draws can be run again"
    assert refused(town.open(town.city, town.province), 409, "reviews.already_open"), "one review at a time"
    assert town.programme.act_on(town.bureau, town.case_id, "conclude_review").json()["state"] == "reviewed"
    assert town.programme.act_on(town.bureau, town.case_id, "recognise").status_code == 409, "not without a second notice"
    published = town.programme.publish(town.bureau, town.case_id, term_length="P5D")
    assert published.status_code == 201, published.text
    stuck = town.programme.act_on(town.bureau, town.case_id, "reexamine")
    assert stuck.status_code == 409 and "sustained_objection" in conditions(stuck), "the old objection is against the old notice"
    journey.advance(server, 10)
    done = town.programme.act_on(town.bureau, town.case_id, "recognise")
    assert done.status_code == 200 and done.json()["state"] == "recognised", done.text


def test_an_expert_who_is_staff_of_the_applicant_is_excluded(server, town, first):
    """Not by declaration: the account itself stands for the institution."""
    other = Town(server)
    other.applicant, other.authority_id = server.client("fuzhou_applicant_1"), town.authority_id
    other.case_id = next(case["id"] for case in other.applicant.get("/api/cases").json()["items"] if case["state"] == "reviewing")
    organisation = journey.organisation_id(other.applicant)
    listed = {each["login_name"]: each["id"] for each in town.bureau.get("/api/experts", authority=town.authority_id).json()["items"]}
    account = rows(server.store, "SELECT id FROM accounts WHERE login_name = 'expert_03'")[0][0]

    def reasons() -> list:
        pool = town.bureau.get(f"/api/cases/{other.case_id}/review-pool", fields="patent").json()
        return next(member["excluded_for"] for member in pool["members"] if member["id"] == listed["expert_03"])

    assert reasons() == []
    change(server.store, "INSERT INTO grants (id, account_id, role, organisation_id, authority_id, created_at) "
                         f"VALUES ('grant-of-staff', '{account}', 'applicant_staff', '{organisation}', NULL, '2026-01-01T00:00:00.000Z')")
    assert reasons() == ["staff"]
    opened = other.open(other.city, other.auditor)
    assert opened.status_code == 201, opened.text
    committed = server.client().get(f"/api/draws/{opened.json()['id']}").json()["attempts"][0]["pool"]
    assert {"id": listed["expert_03"], "excluded_for": ["staff"]} in committed["members"], "the reason stands in the pool before any value exists"
    change(server.store, "DELETE FROM grants WHERE id = 'grant-of-staff'")


def test_the_log_answers_for_it(server, town):
    logged = [action for (action,) in rows(server.store, "SELECT action FROM events WHERE subject_kind = 'review' ORDER BY sequence")]
    assert logged.count("supersede") == 1
    sound(server.store)
