"""An expert who comes to stand for the applicant between the opening of the sheets and the conclusion: the panel ends, visibly."""
from support import panel
from support.applicant_staff import hire, leaving
from support.checks import refused, sound
from support.server import rows
from support.town import Town


def test_what_it_found_is_not_concluded(server, store):
    town = Town(server)
    town.submit()
    town.review_id = town.open(town.city, town.province).json()["id"]
    panel.draw(town.review_id, town.city, town.province)
    for login, seat in town.seated().items():
        assert panel.seal(town.experts[login], seat["seat_id"], 20).status_code == 201
    assert town.send("opening").json()["state"] == "opened"
    gone = next(iter(town.seated()))
    hire(store, town, gone)
    assert refused(town.experts[gone].get(f"/api/reviews/{town.review_id}/scores"), 403, "reviews.staff_by_now")
    answer = town.send("conclusion", {"minutes": "评审纪要。"})
    assert answer.status_code == 200 and answer.json()["state"] == "exhausted", answer.text
    assert len(rows(store, f"SELECT id FROM reviews WHERE id = '{town.review_id}' AND concluded_at IS NULL AND minutes = ''")) == 1
    assert [(each["reason"], each.get("was_opened")) for each in leaving(store, town)] == [("staff", True)]
    assert refused(town.programme.act_on(town.bureau, town.case_id, "conclude_review"), 409, "cases.action_not_allowed")
    sound(store)
