"""Every API test runs on SQLite and on PostgreSQL; the prepared store is made once per engine and copied."""
import os
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from support.server import Server, Store, run  # noqa: E402

ENGINES = ["sqlite", "postgresql"]


def _prepare(engine: str) -> Store:
    store = Store.empty(engine)
    run("demo", *store.arguments, "--institutions", "12", "--seed", "7")
    return store


@pytest.fixture(scope="session")
def prepared_stores():
    stores: dict[str, Store] = {}
    yield stores
    for store in stores.values():
        store.remove()


@pytest.fixture(scope="module", params=ENGINES)
def engine(request) -> str:
    if request.param == "postgresql" and not os.environ.get("ZHIDIAN_TEST_POSTGRESQL"):
        pytest.skip("no PostgreSQL: set ZHIDIAN_TEST_POSTGRESQL or run ./dev test")
    return request.param


@pytest.fixture(scope="module")
def store(engine, prepared_stores):
    """A fresh copy of the demonstration network (12 institutions) for this module."""
    if engine not in prepared_stores:
        prepared_stores[engine] = _prepare(engine)
    copy = prepared_stores[engine].copy()
    yield copy
    copy.remove()


@pytest.fixture(scope="module")
def server(store):
    running = Server(store)
    yield running
    running.close()


def _signed_in(login_name: str):
    return pytest.fixture(scope="module")(lambda server: server.client(login_name))


city, head, province = _signed_in("city_officer"), _signed_in("city_head"), _signed_in("province_officer")
admin, reviewer = _signed_in("system_admin"), _signed_in("rule_reviewer")
