"""Runs the test program that makes one call."""
from __future__ import annotations

import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("ZHIDIAN_BUILD", ROOT / "build")) / "tests/outbound/outbound_call"


def call(environment: dict | None = None, **description) -> dict:
    done = subprocess.run([str(PROGRAM)], input=json.dumps(description), capture_output=True, text=True, timeout=120, check=True, env={**os.environ, **(environment or {})})
    return json.loads(done.stdout)
