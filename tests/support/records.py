"""Records to search: imported by the command line into a store, and a server that finds them."""
from __future__ import annotations

import contextlib
import json

from .server import Server, Store, run
from .timers import await_that


def lines(*records) -> str:
    """A record a line; a text stands as it is."""
    return "".join((record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)) + "\n" for record in records)


def take_in(store: Store, collection: str, *records: dict, source: str = "虚构", data_date: str = "2024-06-30", licence: str = "") -> dict:
    """Imports the records, every one of them good, and returns what the command says of it."""
    path = store.folder.parent / f"{collection}-{source}.jsonl"
    path.write_text(lines(*records), encoding="utf-8")
    more = ["--licence", licence] if licence else []
    report = json.loads(run("import", collection, path, *store.arguments, "--source", source, "--data-date", data_date, *more, "--json").stdout)
    assert report["rejected"] == 0, report
    return report


def collections_of(client) -> dict[str, dict]:
    return {each["id"]: each for each in client.get("/api/ip/collections").json()["items"]}


@contextlib.contextmanager
def searching(store: Store):
    """A visitor of a server whose indexes are ready."""
    running = Server(store, demo=False)
    try:
        client = running.client()
        await_that(lambda: all(each["is_ready"] for each in collections_of(client).values()), "every index is ready")
        yield client
    finally:
        running.close()
