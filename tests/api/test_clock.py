"""The demonstration clock: what is sent twice moves it once."""
import concurrent.futures
import uuid


def test_the_same_key_moves_the_clock_once(server):
    administrator = server.client("system_admin")
    before = administrator.get("/api/clock").json()["business_today"]
    key = uuid.uuid4().hex
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: administrator.post("/api/clock", {"days": 3}, key=key), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    days = {answer.json()["business_today"] for answer in answers}
    assert len(days) == 1 and before < days.pop() == administrator.get("/api/clock").json()["business_today"]


def test_without_a_key_it_does_not_move(server):
    administrator = server.client("system_admin")
    before = administrator.get("/api/clock").json()["business_today"]
    refused = administrator.request("POST", "/api/clock", json={"days": 3})
    assert (refused.status_code, refused.json()["id"]) == (400, "http.idempotency_key_required")
    assert administrator.get("/api/clock").json()["business_today"] == before
