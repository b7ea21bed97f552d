"""Reminders set past the program, and processes that are paused while they fall due."""
from __future__ import annotations

import contextlib
import json
import pathlib
import signal
import sqlite3
import time
import uuid

from .server import Server, Store, change, rows


def account_of(store: Store, login_name: str) -> str:
    return rows(store, f"SELECT id FROM accounts WHERE login_name = '{login_name}'")[0][0]


def add_reminders(store: Store, account_id: str, name: str, count: int, due_at: str, kind: str = "reminder:windows.extended") -> list[str]:
    """As many reminders for one account, about subjects called name-0, name-1 …; returns what they are called."""
    params = json.dumps({"recipients": [{"kind": "account", "id": account_id}], "params": {"title": "测试批次", "closes_on": "2024-10-31"}, "link": "/messages"}, ensure_ascii=False)
    change(store, f"INSERT INTO timers (id, kind, subject_kind, subject_id, due_at, params, state, attempts, retry_at) "
                  f"WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {count}) "
                  f"SELECT '{uuid.uuid4().hex}' || n, '{kind}', 'window', '{name}-' || n, '{due_at}', '{params}', 'due', 0, '' FROM numbers")
    return [f"{name}-{number}" for number in range(count)]


def told(store: Store) -> dict[str, int]:
    """How often each reminder was said."""
    return {subject: int(count) for subject, count in rows(store, "SELECT subject_id, count(*) FROM messages WHERE kind = 'windows.extended' GROUP BY subject_id")}


def count_due(store: Store) -> int:
    return int(rows(store, "SELECT count(*) FROM timers WHERE state = 'due' AND attempts = 0")[0][0])


def await_that(is_so, what: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            raise AssertionError(f"never: {what}")
        time.sleep(0.05)


def _can_write(store: Store) -> bool:
    if store.engine != "sqlite":
        return True  # the database cuts off who is paused inside a transaction
    with contextlib.closing(sqlite3.connect(store.folder / "zhidian.db", timeout=0.2, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            return True
        except sqlite3.OperationalError:
            return False


def _stands_still(pid: int) -> bool:
    """All its threads: a signal reaches them one after the other."""
    return all(stat.read_text().rsplit(")", 1)[1].split()[0] == "T" for stat in pathlib.Path(f"/proc/{pid}/task").glob("*/stat"))


@contextlib.contextmanager
def paused(server: Server):
    """The process stands still, though not while it holds SQLite's one write lock: then nobody could write, and nothing would be shown."""
    while True:
        server.process.send_signal(signal.SIGSTOP)
        await_that(lambda: _stands_still(server.process.pid), "the process stands still")
        if _can_write(server.store):
            break
        server.process.send_signal(signal.SIGCONT)
        time.sleep(0.02)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)
