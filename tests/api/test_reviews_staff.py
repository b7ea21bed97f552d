"""An expert who comes to stand for the applicant after the draw: the seat is left at the next step, and what counts it is never opened."""
import pytest
from support import panel
from support.applicant_staff import hire, leaving
from support.checks import refused, sound
from support.server import rows
from support.town import Town


@pytest.fixture(scope="module")
def town(server):
    """A panel of three, drawn from five."""
    town = Town(server)
    town.submit()
    opened = town.open(town.city, town.province)
    assert opened.status_code == 201, opened.text
    town.review_id = opened.json()["id"]
    panel.draw(town.review_id, town.city, town.province)
    return town


def test_found_when_the_sheet_is_sealed(store, town):
    before = town.seated()
    login, seat = next(iter(before.items()))
    version = town.experts[login].get(f"/api/assignments/{seat['seat_id']}").json()["version"]
    sheet = {"scores": {item["id"]: 1 for item in town.experts[login].get(f"/api/assignments/{seat['seat_id']}").json()["score_sheet"]}, "comment": ""}
    hire(store, town, login)
    assert refused(town.experts[login].get(f"/api/assignments/{seat['seat_id']}"), 403, "reviews.staff_by_now"), "reads nothing any more"
    answer = town.experts[login].post(f"/api/assignments/{seat['seat_id']}/sheet", sheet, version=version)
    assert answer.status_code == 204, answer.text
    assert int(rows(store, f"SELECT COUNT(*) FROM review_sheets WHERE seat_id = '{seat['seat_id']}'")[0][0]) == 0
    after = town.seated()
    assert login not in after and len(after) == 3, "the next of the order sits"
    assert [(each["reason"], bool(each["next"])) for each in leaving(store, town)] == [("staff", True)]


def test_found_when_somebody_else_seals(store, town):
    seats = town.seated()
    gone, *others = seats
    hire(store, town, gone)
    sealed = panel.seal(town.experts[others[0]], seats[others[0]]["seat_id"], 20)
    assert sealed.status_code == 201, "the own sheet is sealed all the same"
    assert gone not in town.seated()
    assert [each["reason"] for each in leaving(store, town)] == ["staff", "staff"]


def test_found_when_the_sheets_would_be_opened(store, town):
    for login, seat in town.seated().items():
        if seat["state"] == "seated":
            assert panel.seal(town.experts[login], seat["seat_id"], 20).status_code == 201
    assert town.review()["state"] == "scored"
    gone = next(iter(town.seated()))
    hire(store, town, gone)
    answer = town.send("opening")
    assert answer.status_code == 200 and answer.json()["state"] == "exhausted", "nobody is left in the order: nothing is opened, the draw begins again"
    assert int(rows(store, f"SELECT COUNT(*) FROM review_sheets WHERE review_id = '{town.review_id}' AND is_open = 1")[0][0]) == 0
    assert refused(town.send("opening"), 409, "reviews.wrong_state")
    last = leaving(store, town)[-1]
    assert (last["reason"], last["next"], last["state"]) == ("staff", "", "exhausted")
    shown = next(seat for seat in town.review()["seats"] if seat["state"] == "left" and seat["left_for"] == "staff")
    assert shown["left_reason"] == ""


def test_the_log_agrees(store, town):
    sound(store)
