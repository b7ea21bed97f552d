"""Stores written by earlier versions open, go on and stay sound. One file per released schema: tests/stores/schema_NNNN.db.xz,
the demonstration network of 12 institutions, seed 7, as that version wrote it."""
import lzma

import pytest
from support import journey
from support.checks import sound
from support.server import ROOT, Server, Store

STORES = sorted((ROOT / "tests/stores").glob("schema_*.db.xz"))


@pytest.fixture(params=STORES, ids=lambda path: path.name.split(".")[0])
def old_store(request, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / "zhidian.db").write_bytes(lzma.decompress(request.param.read_bytes()))
    return Store("sqlite", folder)


def test_an_earlier_store_opens_and_goes_on(old_store):
    server = Server(old_store)
    try:
        applicant = server.client("applicant_12")
        case_id = journey.submitted(applicant)
        officer = server.client(journey.district_officer(server, applicant))
        assert journey.recommend(officer, case_id).status_code == 200
        city = server.client("city_officer")
        running = city.get("/api/cases", limit=50).json()["items"]
        assert len(running) > 5
        for item in running:
            case = city.case(item["id"])
            assert case["history"] and case["verdicts"]
        assert server.client().get("/api/outlets").json()["items"]
    finally:
        server.close()
    sound(old_store)
