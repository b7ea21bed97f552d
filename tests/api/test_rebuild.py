"""`rebuild` writes anew whatever parts from the log, kind by kind, and names what the log does not hold."""

import pytest
from support import outlets
from support.checks import findings, sound
from support.server import Server, change, rows, run
from support.town import Town


@pytest.fixture(scope="module")
def store_of_all(store):
    """A store with at least one record of every kind: a revoked Shenyang outlet, a recognised Fuzhou one with its review, certificates."""
    server = Server(store)
    try:
        outlet = outlets.filed(server)
        outlets.revoke(server, "city_officer", "city_head", outlet["login_name"], outlet["organisation_id"])
        Town(server).recognise()
        filed = outlets.filed(server)
        client = server.client(filed["login_name"])
        line = client.get(f"/api/organisations/{filed['organisation_id']}/certificates").json()["items"][0]
        issued = client.post(f"/api/outlets/{line['outlet_id']}/certificate")
        assert issued.status_code in (200, 201), issued.text
    finally:
        server.close()
    return store


def rebuild(store):
    return run("rebuild", *store.arguments, check=False)


DAMAGES = {
    "organisation": "UPDATE organisations SET address = '别处', banned_until = '2099-01-01' WHERE id = (SELECT MIN(id) FROM organisations)",
    "window": "UPDATE windows SET closes_on = '2099-12-31', title = '另一批次'",
    "case": "UPDATE cases SET state = 'filed', number = 'X-1', act_id = 'other', opened_on = '2001-01-01' WHERE id = (SELECT MIN(id) FROM cases WHERE is_final = 0)",
    "notice": "UPDATE notices SET title = '另一标题', last_day = '2099-01-01' WHERE id = (SELECT MIN(id) FROM notices WHERE kind = 'proposed_filing')",
    "outlet": "UPDATE outlets SET filed_on = '2001-01-01', ended_on = '2002-01-01', state = 'ended' WHERE id = (SELECT MIN(id) FROM outlets WHERE state = 'valid')",
    "sanction": "UPDATE sanctions SET kind = 'left', decision_number = '', banned_until = '2001-01-01'",
    "certificate": "UPDATE certificates SET replaced_on = '2001-01-01', digest = 'x'",
    "review": "UPDATE reviews SET result = 'failed', sheets = 9",
    "draw": "UPDATE review_attempts SET seed = 'x', drawn = '[]'",
    "value": "UPDATE review_seeds SET value = 'x' WHERE position = 1",
    "seal": "UPDATE review_seats SET commitment = 'x'",
}
GONE = {
    "case": "DELETE FROM cases",
    "window": "DELETE FROM windows WHERE id NOT IN (SELECT window_id FROM cases WHERE window_id IS NOT NULL)",
    "outlet": "DELETE FROM outlets WHERE id = (SELECT MAX(id) FROM outlets WHERE id NOT IN (SELECT outlet_id FROM certificates))",
    "sanction": "DELETE FROM sanctions",
}


def test_an_undamaged_store_is_left_as_it_is(store_of_all):
    sound(store_of_all)
    done = rebuild(store_of_all)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("0 条与日志不符") == 19 and "不在重算之列" in done.stdout
    for kind in ("机构", "申报批次", "案件", "公示公告", "网点名录", "处理决定", "证书", "评审"):
        line = next(line for line in done.stdout.splitlines() if line.startswith(kind))
        assert "：0 条一致" not in line, f"no record of {kind} to test with"
    sound(store_of_all)


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_record_is_found_and_mended(store_of_all, kind):
    change(store_of_all, DAMAGES[kind])
    assert findings(store_of_all), kind
    done = rebuild(store_of_all)
    assert done.returncode == 0, done.stdout
    assert "按日志应为" in done.stdout
    assert findings(store_of_all) == [], done.stdout


@pytest.mark.parametrize("kind", GONE)
def test_a_record_that_is_gone_is_made_anew(store_of_all, kind):
    before = rows(store_of_all, f"SELECT COUNT(*) FROM {kind}s")
    change(store_of_all, GONE[kind])
    assert rows(store_of_all, f"SELECT COUNT(*) FROM {kind}s") != before
    assert findings(store_of_all)
    assert rebuild(store_of_all).returncode == 0
    assert findings(store_of_all) == [] and rows(store_of_all, f"SELECT COUNT(*) FROM {kind}s") == before


def test_what_the_log_holds_by_its_hash_alone_is_named(store_of_all):
    change(store_of_all, "UPDATE reviews SET minutes = '另一份纪要' WHERE minutes <> ''")
    assert [finding["kind"] for finding in findings(store_of_all)] == ["state"]
    done = rebuild(store_of_all)
    assert done.returncode == 1 and "不能由日志重算" in done.stdout and "minutes_hash" in done.stdout
    assert len(findings(store_of_all)) == 1


def test_a_damaged_log_is_no_ground_to_build_on(store_of_all):
    change(store_of_all, "UPDATE events SET on_date = '2001-01-01' WHERE sequence = 3")
    done = rebuild(store_of_all)
    assert done.returncode == 1 and "不作重算" in done.stdout
