"""Starts the built program on a copy of a prepared store, on SQLite or PostgreSQL."""
from __future__ import annotations

import contextlib
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse

from .client import Client

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("ZHIDIAN_BUILD", ROOT / "build")) / "zhidian"
PASSWORD = "Zhidian-2026"


def run(*arguments: str, check: bool = True, **more) -> subprocess.CompletedProcess:
    """Runs a command of the program to its end."""
    done = subprocess.run([str(PROGRAM), *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False, **more)
    if check and done.returncode != 0:
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


class Store:
    """A data folder with a database: sqlite beside it, or a PostgreSQL database of its own."""

    def __init__(self, engine: str, folder: pathlib.Path, database: str = "") -> None:
        self.engine, self.folder, self.database = engine, folder, database

    @classmethod
    def empty(cls, engine: str) -> "Store":
        return cls(engine, pathlib.Path(tempfile.mkdtemp(prefix="zhidian-test-")) / "data", create_database() if engine == "postgresql" else "")

    @property
    def arguments(self) -> list[str]:
        return ["--data", str(self.folder)] + (["--database", self.database] if self.database else [])

    def copy(self) -> "Store":
        folder = pathlib.Path(tempfile.mkdtemp(prefix="zhidian-test-")) / "data"
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("zhidian.db*"))
        if not self.database:  # through SQLite, since a server may be writing or just closing its -wal file
            with contextlib.closing(sqlite3.connect(self.folder / "zhidian.db")) as source, contextlib.closing(sqlite3.connect(folder / "zhidian.db")) as copy:
                source.backup(copy)
        return Store(self.engine, folder, create_database(self.database) if self.database else "")

    def remove(self) -> None:
        shutil.rmtree(self.folder.parent, ignore_errors=True)
        if self.database:
            psql(server_url(), f"DROP DATABASE IF EXISTS {database_name(self.database)} WITH (FORCE)")


def server_url() -> str:
    return os.environ["ZHIDIAN_TEST_POSTGRESQL"]


def database_name(url: str) -> str:
    return urllib.parse.urlsplit(url).path.strip("/")


def psql(url: str, statement: str) -> str:
    done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", url, "-c", statement], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout.strip()


def create_database(template: str = "") -> str:
    name = f"zhidian_{os.getpid()}_{time.monotonic_ns()}"
    psql(server_url(), f"CREATE DATABASE {name}" + (f" TEMPLATE {database_name(template)}" if template else ""))
    parts = urllib.parse.urlsplit(server_url())
    return f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"


def rows(store: Store, statement: str) -> list[tuple]:
    """What a statement finds in the store, past the program."""
    if store.engine == "sqlite":
        with sqlite3.connect(store.folder / "zhidian.db") as connection:
            return connection.execute(statement).fetchall()
    return [tuple(line.split("|")) for line in psql(store.database, statement).splitlines()]


def change(store: Store, statement: str) -> None:
    """Changes the store past the program, as somebody with the database in hand could."""
    if store.engine == "sqlite":
        with sqlite3.connect(store.folder / "zhidian.db") as connection:
            connection.execute(statement)
    else:
        psql(store.database, f"SET session_replication_role = replica; {statement}")  # no foreign keys, as in the other


class Server:
    def __init__(self, store: Store, *more: str, demo: bool = True, environment: dict | None = None) -> None:
        self.store, self.more, self.demo, self.environment = store, more, demo, environment or {}
        self.process: subprocess.Popen | None = None
        self.log = open(store.folder.parent / "server.log", "ab")
        self.start()

    def start(self) -> None:
        command = [str(PROGRAM), "serve", *self.store.arguments, "--port", "0", "--no-rate-limits", *(["--demo", "--demo-records", "0"] if self.demo else []), *self.more]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True, env={**os.environ, **self.environment})
        line = ""
        for line in self.process.stdout:
            match = re.search(r"http://[\d.]+:(\d+)", line)
            if match:
                self.base = f"http://127.0.0.1:{match.group(1)}"
                return
        raise AssertionError(f"the server did not start: {line}{(self.store.folder.parent / 'server.log').read_text(errors='replace')[-2000:]}")

    def client(self, login_name: str | None = None, password: str = PASSWORD) -> Client:
        return Client(self.base, login_name, password)

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
        if self.process and self.process.stdout:
            self.process.stdout.close()

    def close(self) -> None:
        self.stop(signal.SIGKILL)
        self.log.close()
