"""The public directory over time."""
from support import journey


def test_a_line_past_its_last_day_is_never_shown_as_valid(server):
    public = server.client()
    before = public.get("/api/outlets").json()["items"]
    assert before and all(outlet["state"] == "valid" for outlet in before)
    last_day = max(outlet["valid_until"] for outlet in before)
    today = journey.advance(server, 3 * 366)
    assert today > last_day
    for outlet in public.get("/api/outlets").json()["items"]:
        assert outlet["state"] == "expired"
        assert public.get(f"/api/outlets/{outlet['id']}").json()["state"] == "expired"
        assert {hit["state"] for hit in public.get("/api/search", q=outlet["name"]).json()["outlets"]} == {"expired"}
