#!/usr/bin/env python3
"""Measurements, each beside a reference of the same machine in the same run: bench/run.py [engine|duties|http|autosave|start|terms|log|draw|search|jobs|years …]

Writes docs/benchmarks.md when every suite ran. Nothing here is an assertion: the figures are quoted, the tests never time.
"""
import contextlib
import json
import os
import pathlib
import platform
import re
import resource
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

import icalendar
import requests

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
BUILD = pathlib.Path(os.environ.setdefault("ZHIDIAN_BUILD", str(ROOT / "build")))
PROGRAM = BUILD / "zhidian"

from support import journey, timers  # noqa: E402
from support.server import Server, Store, create_database, run  # noqa: E402

Row = tuple[str, str, str, str]  # work, ours, reference, ratio or aim


def demonstration(institutions: int = 60) -> Store:
    store = Store("sqlite", pathlib.Path(tempfile.mkdtemp(prefix="zhidian-bench-")) / "data")
    run("demo", *store.arguments, "--institutions", institutions)
    return store


def wrk(url: str, seconds: int = 8, script: str = "", arguments: list[str] | None = None, threads: int = 1) -> float:
    command = ["wrk", f"-t{threads}", "-c64", f"-d{seconds}s", *(["-s", script] if script else []), url, *(["--", *arguments] if arguments else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    requests_sent = int(re.search(r"(\d+) requests in", done.stdout).group(1))
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    refused_share = int(refused.group(1)) / requests_sent if refused else 0.0
    if refused_share > 0.02:
        raise RuntimeError(done.stdout)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1)) * (1 - refused_share)


def engine() -> list[Row]:
    done = subprocess.run([str(next(BUILD.glob("**/engine_bench")))], capture_output=True, text=True, check=True, cwd=ROOT)
    rows = [(line.split(":", 1)[0].strip(), line.split(":", 1)[1].strip(), "—", "") for line in done.stdout.splitlines() if ":" in line]
    times = []
    for _ in range(7):
        start = time.monotonic()
        subprocess.run([str(PROGRAM), "regulation", "check"], capture_output=True, check=True)
        times.append(time.monotonic() - start)
    rows.append(("`regulation check`, whole command", f"{statistics.median(times) * 1000:.0f} ms", "aim", "≤ 200 ms"))
    return rows


def write_again(calendar: icalendar.Calendar) -> float:
    """Milliseconds for python3-icalendar to make the same events and tasks and print them: the median."""
    times = []
    for _ in range(7):
        start = time.process_time()
        written = icalendar.Calendar()
        for item in calendar.subcomponents:
            made = type(item)()
            for name, value in item.property_items(recursive=False):
                if name not in ("BEGIN", "END"):
                    made.add(name, value.dt if hasattr(value, "dt") else value)
            written.add_component(made)
        written.to_ical()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def duties() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="zhidian-bench-") as folder:
        path = pathlib.Path(folder) / "duties.ics"
        done = subprocess.run([str(next(BUILD.glob("**/duties_bench"))), str(path)], capture_output=True, text=True, check=True, cwd=ROOT)
        reference = write_again(icalendar.Calendar.from_ical(path.read_bytes()))
    owed, feed = (line.rsplit(": ", 1) for line in done.stdout.splitlines())
    ratio = reference / float(feed[1].split()[0])
    return [(owed[0], owed[1].split(" (")[0], "aim", "≤ 2 s"),
            (feed[0], feed[1], f"python3-icalendar, the same items: {reference:.0f} ms", f"{ratio:.0f} times as fast (aim ≤ 50 ms)")]


class Nginx:
    """One worker serving one static file, access log off."""

    def __init__(self, body: bytes) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zhidian-nginx-"))
        self.folder.chmod(0o755)
        (self.folder / "page.json").write_bytes(body)
        (self.folder / "nginx.conf").write_text(f"""worker_processes 1; pid {self.folder}/pid; error_log {self.folder}/error.log; daemon off; user root;
events {{ worker_connections 512; }}
http {{ access_log off; types {{ application/json json; }} keepalive_requests 1000000000; client_body_temp_path {self.folder}; proxy_temp_path {self.folder};
fastcgi_temp_path {self.folder}; uwsgi_temp_path {self.folder}; scgi_temp_path {self.folder};
server {{ listen 127.0.0.1:18790; root {self.folder}; }} }}""")
        self.process = subprocess.Popen(["nginx", "-c", str(self.folder / "nginx.conf")], stderr=subprocess.DEVNULL)
        time.sleep(0.7)

    def __enter__(self) -> str:
        return "http://127.0.0.1:18790/page.json"

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def fill_directory(store: Store, count: int) -> None:
    """Copies of a filed outlet until the directory holds `count`: the page reads the same columns as ever."""
    with sqlite3.connect(store.folder / "zhidian.db") as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(outlets)")]
        row = dict(zip(columns, connection.execute(f"SELECT {', '.join(columns)} FROM outlets LIMIT 1").fetchone()))
        present = connection.execute("SELECT count(*) FROM outlets").fetchone()[0]
        connection.execute("PRAGMA foreign_keys = OFF")
        for number in range(present, count):
            copy = {**row, "id": f"{row['id'][:-6]}{number:06d}", "organisation_id": f"bench-{number}", "sort_key": f"{row['sort_key']} {number:06d}"}
            connection.execute(f"INSERT INTO outlets({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})", [copy[name] for name in columns])


def http() -> list[Row]:
    store = demonstration()
    fill_directory(store, 1000)
    server = Server(store, "--no-access-log")
    try:
        path = "/api/outlets?limit=20"
        body = server.client().get(path).content
        with Nginx(body) as static:
            ours, reference = [], []
            for _ in range(3):
                ours.append(wrk(server.base + path))
                reference.append(wrk(static))
        a, b = statistics.median(ours), statistics.median(reference)
        return [(f"directory page, 20 of 1,000, {len(body)} bytes", f"{a:,.0f}/s", f"nginx, one worker, static file: {b:,.0f}/s", f"{a / b:.2f} (aim ≥ 0.25)")]
    finally:
        server.close()
        store.remove()


def bare_sqlite_commits(payload: str, seconds: float) -> float:
    """A loop that commits the same bytes to one row with WAL and synchronous=FULL."""
    folder = tempfile.mkdtemp(prefix="zhidian-sqlite-")
    connection = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE drafts(id TEXT PRIMARY KEY, version INTEGER, answers TEXT)")
    connection.execute("INSERT INTO drafts VALUES ('x', 0, '')")
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE drafts SET version = version + 1, answers = ? WHERE id = 'x'", (payload,))
        connection.execute("COMMIT")
        count += 1
    connection.close()
    shutil.rmtree(folder)
    return count / seconds


def autosave() -> list[Row]:
    """64 connections, each saving its own draft with its own version."""
    store = demonstration(120)
    server = Server(store, "--no-access-log")
    text = "知识产权信息公共服务" * 100
    answers = json.dumps({"basis": text}, ensure_ascii=False)
    (store.folder.parent / "body.json").write_text(f'{{"answers":{answers}}}', encoding="utf-8")
    targets = store.folder.parent / "targets.txt"
    try:
        drafts = open_drafts(server, 64)
        ours, reference = [], []
        for _ in range(3):
            targets.write_text("".join(f"{case_id} {session} {draft_version(server, case_id, session)}\n" for case_id, session in drafts), encoding="utf-8")
            ours.append(wrk(server.base, 6, str(ROOT / "bench/autosave.lua"), [str(targets), str(store.folder.parent / "body.json")], threads=64))
            reference.append(bare_sqlite_commits(answers, 6))
        a, b = statistics.median(ours), statistics.median(reference)
        return [(f"durable autosave, 64 connections, {len(answers.encode())} bytes", f"{a:,.0f}/s", f"bare sqlite3 loop, synchronous=FULL: {b:,.0f}/s", f"{a / b:.2f} (aim ≥ 0.40)")]
    finally:
        server.close()
        store.remove()


def open_drafts(server: Server, count: int) -> list[tuple[str, str]]:
    """(case id, session token) of as many drafts, made where an institution has none running."""
    drafts = []
    for number in range(1, 121):
        client = server.client(f"applicant_{number:02d}")
        present = [case["id"] for case in client.get("/api/cases", state="draft").json()["items"]]
        if not present:
            made = client.post("/api/cases", {"act_id": journey.ACT, "procedure_id": journey.PROCEDURE, "organisation_id": journey.organisation_id(client)})
            present = [made.json()["id"]] if made.status_code == 201 else []
        drafts += [(case_id, client.http.cookies.get("session")) for case_id in present[:1]]
    if len(drafts) < count:
        raise RuntimeError(f"only {len(drafts)} drafts")
    return drafts[:count]


def draft_version(server: Server, case_id: str, session: str) -> int:
    answer = requests.get(f"{server.base}/api/cases/{case_id}", cookies={"session": session}, timeout=30).json()
    return answer["sections"].get("section_2", {"version": 0})["version"]


def start() -> list[Row]:
    store = demonstration()
    Server(store).close()
    times = []
    for _ in range(5):
        begin = time.monotonic()
        server = Server(store)
        server.client().get("/api/outlets")
        times.append(time.monotonic() - begin)
        if len(times) < 5:
            server.close()
    time.sleep(60)
    rollup = pathlib.Path(f"/proc/{server.process.pid}/smaps_rollup").read_text(encoding="utf-8")
    pss = int(re.search(r"^Pss:\s+(\d+)", rollup, re.M).group(1)) / 1024
    server.close()
    store.remove()
    stripped = pathlib.Path(tempfile.mkdtemp()) / "zhidian"
    subprocess.run(["strip", "-o", str(stripped), str(PROGRAM)], check=True)
    size = stripped.stat().st_size / 1e6
    return [("first answer, second start with the demonstration data", f"{statistics.median(times) * 1000:.0f} ms", "aim", "≤ 500 ms"),
            ("Pss after 60 s idle", f"{pss:.0f} MB", "aim", "≤ 80 MB"), ("stripped program, web inside", f"{size:.1f} MB", "aim", "≤ 40 MB")]


def terms() -> list[Row]:
    begin = time.monotonic()
    done = subprocess.run(["/usr/bin/python3", "-m", "pytest", "-q", str(ROOT / "tests/reference")], capture_output=True, text=True, check=False, cwd=ROOT,
                          env={**os.environ, "ZHIDIAN_TUPLES": "1000000"})
    if done.returncode != 0:
        raise RuntimeError(done.stdout)
    return [("1,000,000 random (start, term, calendar) tuples", "all equal", "independent reference in Python", f"{time.monotonic() - begin:.0f} s together")]


def log() -> list[Row]:
    bench = subprocess.run([str(next(BUILD.glob("**/log_bench"))), os.environ.get("ZHIDIAN_MUTATIONS", "100000")], capture_output=True, text=True, check=True)
    rows = [(line.split(": ", 1)[0], line.split(": ", 1)[1], "—", "") for line in bench.stdout.splitlines()]
    store = demonstration()
    done = json.loads(run("audit", "verify", "--json", *store.arguments).stdout)
    times = []
    for _ in range(5):
        begin = time.monotonic()
        run("audit", "verify", "--json", *store.arguments)
        times.append(time.monotonic() - begin)
    store.remove()
    return rows + [(f"`audit verify`, {done['size']} events with replay", f"{statistics.median(times) * 1000:.0f} ms", "—", "")]


def draw() -> list[Row]:
    bench = subprocess.run([str(next(BUILD.glob("**/draw_bench"))), os.environ.get("ZHIDIAN_SEEDS", "100000")], capture_output=True, text=True, check=True)
    return [(line.split(": ", 1)[0], line.split(": ", 1)[1], "—", "") for line in bench.stdout.splitlines()]


def search() -> list[Row]:
    """Beside other engines over as many invented patents as ZHIDIAN_RECORDS says; the whole of it stands in docs/benchmarks/search.md."""
    count = os.environ.get("ZHIDIAN_RECORDS", "100000")
    environment = {**os.environ, "PYTHONPATH": wheels("tantivy")}
    done = subprocess.run(["/usr/bin/python3", str(ROOT / "bench" / "search_engines.py"), count], stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=environment)
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines() if line.startswith("|")]
    if not table:
        return []
    ours = table[0].index("Zhidian")
    return [(f"search, {int(count):,} records: {row[0]}", f"{row[ours]} ms", "docs/benchmarks/search.md", row[-1]) for row in table[2:]]


def wheels(*names: str) -> str:
    """A folder with these Python packages; without them where the index is not reached, which the measurement then says."""
    place = ROOT / ".cache" / "bench-wheels"
    if not place.exists():
        subprocess.run(["/usr/bin/python3", "-m", "pip", "install", "--quiet", "--target", str(place), *names], check=False)
    return str(place)


def bare_sqlite_firing(count: int) -> float:
    """The same statements without a program: flip each timer, find whom to tell, write the message, 200 to a commit."""
    folder = tempfile.mkdtemp(prefix="zhidian-sqlite-")
    connection = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE timers(id TEXT PRIMARY KEY, state TEXT, fired_at TEXT);"
                             "CREATE TABLE accounts(id TEXT PRIMARY KEY); INSERT INTO accounts VALUES ('a'); CREATE TABLE messages(id TEXT PRIMARY KEY, account_id TEXT, params TEXT);"
                             "CREATE INDEX messages_by_account ON messages(account_id, id); BEGIN")
    connection.executemany("INSERT INTO timers VALUES (?, 'due', NULL)", ((f"t{number}",) for number in range(count)))
    connection.execute("COMMIT")
    begin = time.monotonic()
    for first in range(0, count, 200):
        connection.execute("BEGIN IMMEDIATE")
        for number in range(first, min(first + 200, count)):
            connection.execute("UPDATE timers SET state = 'fired', fired_at = '2024-01-01' WHERE id = ? AND state = 'due'", (f"t{number}",))
            connection.execute("SELECT id FROM accounts WHERE id = 'a'").fetchone()
            connection.execute("INSERT INTO messages VALUES (?, 'a', '{}')", (f"m{number}",))
        connection.execute("COMMIT")
    took = time.monotonic() - begin
    connection.close()
    shutil.rmtree(folder)
    return took


def fire(store: Store, servers: list[Server], count: int, pauses: bool) -> float:
    """Seconds until as many reminders have been said, each once, by whichever of the servers."""
    with contextlib.ExitStack() as stack:
        for server in servers:
            stack.enter_context(timers.paused(server))
        subjects = timers.add_reminders(store, timers.account_of(store, "applicant_01"), f"bench-{pauses}", count, "2024-01-01T00:00:00.000Z")
    begin, turn = time.monotonic(), 0
    while timers.count_due(store):
        if pauses:
            with timers.paused(servers[turn % len(servers)]):
                time.sleep(1.2)  # longer than its lease
            turn += 1
        time.sleep(0.2)
    took, told = time.monotonic() - begin, timers.told(store)
    if any(told.get(subject) != 1 for subject in subjects):
        raise RuntimeError("a reminder was not said exactly once")
    return took


def jobs() -> list[Row]:
    count, rows = int(os.environ.get("ZHIDIAN_TIMERS", "100000")), []
    for engine_name in ["sqlite", *(["postgresql"] if os.environ.get("ZHIDIAN_TEST_POSTGRESQL") else [])]:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="zhidian-bench-")) / "data"
        store = Store(engine_name, folder, create_database() if engine_name == "postgresql" else "")
        run("demo", *store.arguments, "--institutions", 12)
        servers = [Server(store, "--no-access-log", "--jobs-interval", "50", "--jobs-lease", "1000") for _ in range(2)]
        try:
            alone = fire(store, servers, count, pauses=False)
            reference = f"bare sqlite3 loop: {bare_sqlite_firing(count):.1f} s" if engine_name == "sqlite" else "—"
            rows.append((f"{count:,} timers fired with their message, {engine_name}", f"{alone:.1f} s ({count / alone:,.0f}/s)", reference, ""))
            with_pauses = fire(store, servers, count, pauses=True)
            rows.append((f"the same on two processes, one or the other paused all along, {engine_name}", f"each once, {with_pauses:.1f} s", "aim", "each exactly once"))
        finally:
            for server in servers:
                server.close()
            store.remove()
    return rows


def years() -> list[Row]:
    """Time of the whole command with its verification, and of the core it ran on."""
    store = Store("sqlite", pathlib.Path(tempfile.mkdtemp(prefix="zhidian-bench-")) / "data")
    begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run("simulate-years", *store.arguments, "--years", 10)
    taken, after = time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    events = int(re.search(r"日志 (\d+) 条", done.stdout).group(1))
    store.remove()
    return [(f"ten years of a province of 300 outlets ({events:,} events), with `audit verify`", f"{taken:.0f} s ({busy:.0f} s of one core)", "aim", "≤ 60 s")]


SUITES = {"engine": engine, "duties": duties, "http": http, "autosave": autosave, "start": start, "terms": terms, "log": log, "draw": draw, "search": search, "jobs": jobs, "years": years}


def main() -> int:
    chosen = sys.argv[1:] or list(SUITES)
    lines = ["# Benchmarks", "", f"One run on {os.cpu_count()} cores, {platform.machine()}, load generator on the same cores. `./dev bench` repeats it.", "",
             "| work | Zhidian | reference of the same run | ratio or aim |", "|---|---|---|---|"]
    for name in chosen:
        print(f"== {name}", flush=True)
        for row in SUITES[name]():
            print("   " + " | ".join(row), flush=True)
            lines.append("| " + " | ".join(row) + " |")
    if chosen == list(SUITES):
        (ROOT / "docs/benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
