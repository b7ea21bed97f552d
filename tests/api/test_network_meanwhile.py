"""What happens to an outlet while it is out of the directory, and what two officers decide about one institution at once. Both databases."""
import concurrent.futures

import pytest
from support import outlets
from support.checks import sound
from support.network import close, history, lines, record, today


@pytest.fixture(scope="module")
def filed(server):
    """Outlets of the demonstration network with a running municipal filing, each with its record."""
    found = []
    for each in outlets.list_filed(server):
        institution = server.client(each["login_name"]).get(f"/api/organisations/{each['organisation_id']}").json()
        if "municipal_outlet" in lines(server.client(), institution["name"], state="valid"):
            found.append({**each, "institution": institution})
    return found


def rename(server, outlet: dict, name: str) -> None:
    staff, path = server.client(outlet["login_name"]), f"/api/organisations/{outlet['organisation_id']}"
    present = staff.get(path).json()
    given = {key: value for key, value in present.items() if key in outlets.INSTITUTION} | {"name": name, "address": "沈阳市测试路8号"}
    done = staff.put(path, given, version=present["version"])
    assert done.status_code == 200, done.text


def test_a_line_that_comes_back_tells_the_record_of_today(server, store, filed):
    """Nobody had to report a change while the status was gone."""
    outlet, city, public = filed[0], server.client("city_officer"), server.client()
    before = lines(public, outlet["institution"]["name"])["municipal_outlet"]
    done = record(city, outlet["organisation_id"], "tisc", today(city))
    assert [each["outlet_id"] for each in done.json()["cancelled"]] == [before["id"]], done.text
    rename(server, outlet, "沈阳测试过渡名称馆")
    rename(server, outlet, "沈阳测试新名称馆")
    assert public.get(f"/api/outlets/{before['id']}").json()["name"] == before["name"], "what has ended keeps its name"
    assert close(city, done.json()["entry"], "undone").status_code == 200
    back = public.get(f"/api/outlets/{before['id']}").json()
    assert (back["state"], back["name"], back["address"]) == ("valid", "沈阳测试新名称馆", "沈阳市测试路8号")
    assert [each["name"] for each in back["former_names"]] == [before["name"], "沈阳测试过渡名称馆"]
    assert {each["until"] for each in back["former_names"]} == {str(today(city))}
    assert history(public, before["id"])[-3:] == ["cancelled", "restore", "change"]
    assert lines(public, "沈阳测试新名称馆")["municipal_outlet"]["id"] == before["id"], "found by its new name"
    sound(store)


def test_what_another_determination_ends_does_not_come_back(server, store, filed):
    outlet, city, public = filed[1], server.client("city_officer"), server.client()
    line = lines(public, outlet["institution"]["name"])["municipal_outlet"]
    first = record(city, outlet["organisation_id"], "tisc", today(city)).json()
    second = record(city, outlet["organisation_id"], "university_centre", today(city)).json()
    assert first["cancelled"] and not second["cancelled"], "it ended before"
    undone = close(city, first["entry"], "undone")
    assert undone.status_code == 200 and undone.json()["restored"] == [], undone.text
    assert public.get(f"/api/outlets/{line['id']}").json()["state"] == "ended"
    assert history(public, line["id"])[-3:] == ["cancelled", "restore", "cancelled"]
    assert [each["outlet_id"] for each in close(city, second["entry"], "undone").json()["restored"]] == [line["id"]]
    assert public.get(f"/api/outlets/{line['id']}").json()["state"] == "valid"
    sound(store)


def test_two_officers_decide_about_one_institution_at_once(server, store, filed):
    """Each determination alone ends the filing; whoever comes second finds it ended, and only undoing both in turn brings it back."""
    outlet, public = filed[1], server.client()
    line = lines(public, outlet["institution"]["name"])["municipal_outlet"]
    officers = {"tisc": server.client("city_officer"), "university_centre": server.client("city_head")}
    day = today(officers["tisc"])

    def at_once(call) -> dict:
        with concurrent.futures.ThreadPoolExecutor(len(officers)) as pool:
            return dict(zip(officers, pool.map(call, officers)))

    for _ in range(8):
        answers = at_once(lambda kind: record(officers[kind], outlet["organisation_id"], kind, day))
        assert {answer.status_code for answer in answers.values()} == {201}, {kind: answer.text for kind, answer in answers.items()}
        ended = [kind for kind, answer in answers.items() if [each["outlet_id"] for each in answer.json()["cancelled"]] == [line["id"]]]
        assert len(ended) == 1, "one of them ends it, the other finds it ended"
        assert public.get(f"/api/outlets/{line['id']}").json()["state"] == "ended"
        kinds = server.client("city_officer").get(f"/api/organisations/{outlet['organisation_id']}").json()["node_kinds"]
        assert set(kinds) == set(officers), "neither is lost"
        closed = at_once(lambda kind: close(officers[kind], answers[kind].json()["entry"], "undone"))
        assert {answer.status_code for answer in closed.values()} == {200}, {kind: answer.text for kind, answer in closed.items()}
        assert public.get(f"/api/outlets/{line['id']}").json()["state"] == "valid"
    sound(store)


def test_an_annulled_decision_brings_back_only_what_no_determination_ended_meanwhile(server, store, filed):
    """The outlet is revoked, becomes a TISC within its validity, and the revocation is annulled: the filing ends with the determination after all."""
    outlet, public = filed[1], server.client()
    line = lines(public, outlet["institution"]["name"])["municipal_outlet"]
    outlets.revoke(server, "city_officer", "city_head", outlet["login_name"], outlet["organisation_id"])
    city = server.client("city_officer")
    determined = record(city, outlet["organisation_id"], "tisc", today(city))
    assert determined.status_code == 201 and determined.json()["cancelled"] == [], determined.text
    decision = city.get(f"/api/organisations/{outlet['organisation_id']}/sanctions").json()["items"][0]
    annulled = server.client("city_head").post(f"/api/sanctions/{decision['id']}/annulment", {"reason": "行政复议决定撤销原决定"}, version=decision["version"])
    assert annulled.status_code == 200, annulled.text
    shown = public.get(f"/api/outlets/{line['id']}").json()
    assert (shown["state"], shown["ended_on"]) == ("ended", str(today(city)))
    assert history(public, line["id"])[-3:] == ["revoked", "restore", "cancelled"]
    assert [each["outlet_id"] for each in close(city, determined.json()["entry"], "undone").json()["restored"]] == [line["id"]]
    assert public.get(f"/api/outlets/{line['id']}").json()["state"] == "valid", "without the determination the annulment has its way"
    sound(store)
