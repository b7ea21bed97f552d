"""Files of many hits: whole, written while they are read, given up when nobody reads on, never a part that looks like the whole."""
import contextlib
import csv
import http.client
import io
import json
import socket
import urllib.parse
import zipfile

import pytest
from support.records import collections_of, take_in
from support.server import Server, Store, change, run
from support.timers import await_that

PATENTS, MARKS, PLACES = 6000, 10_020, 3


def invented(collection: str, count: int) -> list[dict]:
    return [json.loads(line) for line in run("demo", collection, "--count", count, "--seed", "5").stdout.splitlines()]


@pytest.fixture(scope="module")
def store(engine):
    made = Store.empty(engine)
    take_in(made, "patents", *invented("patents", PATENTS), source="虚构专利")
    take_in(made, "trademarks", *invented("trademarks", MARKS), source="虚构商标")
    yield made
    made.remove()


@contextlib.contextmanager
def serving(store):
    running = Server(store, demo=False)
    client = running.client()
    await_that(lambda: all(each["is_ready"] for each in collections_of(client).values()), "every index is ready")
    await_that(lambda: collections_of(client)["patents"]["records"] == PATENTS and collections_of(client)["trademarks"]["records"] == MARKS, "all is in")
    try:
        yield running
    finally:
        running.close()


@pytest.fixture(scope="module")
def spares(store):
    """Copies to spoil, made before a server holds the store."""
    made = [store.copy(), store.copy()]
    yield made
    for each in made:
        each.remove()


@pytest.fixture(scope="module")
def server(store, spares):
    with serving(store) as running:
        yield running


class Reader(http.client.HTTPConnection):
    """Takes in little at a time, so that a server that writes on has to wait."""

    def connect(self) -> None:
        self.sock = socket.socket()
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.sock.settimeout(60)
        self.sock.connect((self.host, self.port))


def begin(server, collection: str = "patents", kind: str = "jsonl", **more) -> tuple[Reader, http.client.HTTPResponse]:
    reader = Reader(urllib.parse.urlsplit(server.base).netloc)
    reader.request("GET", f"/api/ip/{collection}/export?{urllib.parse.urlencode({'format': kind, **more})}")
    return reader, reader.getresponse()


def test_all_hits_in_the_order_of_the_list(server):
    reader, answer = begin(server, sort="newest")
    assert answer.status == 200 and answer.getheader("Transfer-Encoding") == "chunked" and "attachment" in answer.getheader("Content-Disposition")
    head, *records = [json.loads(line) for line in answer.read().decode().splitlines()]
    reader.close()
    assert (head["count"], head["held"], len(records)) == (PATENTS, PATENTS, PATENTS)
    keys = [record["key"] for record in records]
    assert len(set(keys)) == PATENTS
    client = server.client()
    for begins in (0, 5900):
        page = client.get("/api/ip/patents/search", sort="newest", limit=100, **{"from": begins}).json()
        assert [hit["key"] for hit in page["hits"]] == keys[begins : begins + 100]


def test_a_table_of_all_hits_and_one_of_none(server):
    client = server.client()
    table = list(csv.reader(io.StringIO(client.get("/api/ip/trademarks/export", format="csv").content.decode("utf-8-sig"))))
    border = next(place for place, row in enumerate(table) if row in ([], [""]))
    assert f"共 {MARKS} 条，全部在本文件中" in dict(row[:2] for row in table[:border])["记录数"] and len(table) - border - 2 == MARKS
    assert "没有符合条件的记录" in client.get("/api/ip/trademarks/export", format="csv", q="商标=没有这样的商标").content.decode("utf-8-sig")


def test_a_workbook_holds_the_first_and_says_where_the_rest_is(server):
    content = server.client().get("/api/ip/trademarks/export", format="xlsx").content
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        records, about = (workbook.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2))
    assert records.count("<row>") == 10_001 and f"共 {MARKS} 条，本文件为排在最前的 10000 条" in about


def test_who_asks_in_the_old_way_gets_the_whole_without_chunks(server):
    target = urllib.parse.urlsplit(server.base)
    with socket.create_connection((target.hostname, target.port)) as connection:
        connection.sendall(b"GET /api/ip/patents/export?format=jsonl HTTP/1.0\r\n\r\n")
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    assert b" 200 " in head and b"chunked" not in head and b"Connection: close" in head
    assert len(body.splitlines()) == PATENTS + 1 and json.loads(body.splitlines()[-1])["key"]


def test_one_too_many_at_a_time_is_told_to_wait_and_a_file_nobody_reads_on_makes_room(server):
    begun = [begin(server) for _ in range(PLACES)]
    assert all(answer.status == 200 and answer.read(1000) for _, answer in begun)
    refused = server.client().get("/api/ip/patents/export", format="jsonl")
    assert refused.status_code == 503 and refused.json()["id"] == "ip_search.exports_busy" and int(refused.headers["Retry-After"]) > 0
    assert server.client().get("/api/ip/patents/search", q="装置").status_code == 200, "searches go on"
    for reader, answer in begun:
        answer.close()
        reader.close()
    await_that(lambda: server.client().get("/api/ip/trademarks/export", format="csv").status_code == 200, "who went away left his place")


def test_what_is_taken_out_on_the_way_is_said_line_by_line(spares):
    copied = spares[0]
    with serving(copied) as server:
        reader, answer = begin(server, sort="oldest")
        begins = answer.read(1000)
        run("sources", "remove", "patents", "虚构专利", *copied.arguments)
        lines = [json.loads(line) for line in (begins + answer.read()).decode().splitlines()]
        reader.close()
    assert len(lines) == PATENTS + 1 and "values" in lines[1] and lines[-1].keys() == {"key", "is_gone"}


def test_a_file_that_cannot_be_written_on_is_cut_so_that_it_shows(spares):
    copied = spares[1]
    with serving(copied) as server:
        reader, answer = begin(server)
        begins = answer.read(1000)
        change(copied, "ALTER TABLE ip_records RENAME TO somewhere_else")
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            while more := answer.read(65536):
                begins += more
        assert len(begins.splitlines()) < PATENTS
        assert server.client().get("/healthz").status_code == 200
        reader.close()
        assert "export_ip_records" in (copied.folder.parent / "server.log").read_text()
