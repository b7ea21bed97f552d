#!/usr/bin/env python3
"""Runs every suite and ends with exactly `N passed, N failed`; what was skipped is named before.

Suites: unit (GoogleTest), scenarios (zhidian regulation test), web (Vitest), api (pytest on SQLite and PostgreSQL), journeys (browser).
`tools/run_tests.py unit api` runs only those. Reports and screenshots are kept in tests/output/.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
OUTPUT = ROOT / "tests/output"
WORKERS = os.cpu_count() or 1  # of each suite: programs, files of tests or browsers side by side, each with stores of its own
SHOWN_LINES = 8  # of what a failure says
PLACE = re.compile(r"(?:[\w.-]+/)*[\w.-]+\.(?:ts|vue|py|mjs|cpp|hpp):\d+")
UNPRINTABLE = re.compile("\x1b\\[[0-9;]*m|[\x00-\x08\x0b\x0c\x0e-\x1f]")


def say_failure(failure: xml.Element) -> list[str]:
    """The first lines of what a failure says, of whatever runner, and where it happened if these lines do not say."""
    said, account = failure.get("message") or "", failure.text or ""
    lines = [line.rstrip() for line in (said.strip() or account).splitlines() if line.strip()][:SHOWN_LINES]
    places = PLACE.findall(account)
    if places and not any(PLACE.search(line) for line in lines):
        lines.append(f"at {places[-1] if '.py:' in places[-1] else places[0]}")  # Python tells the innermost call last
    return lines


class Count:
    def __init__(self) -> None:
        self.passed = self.failed = self.skipped = 0

    def add_junit(self, path: pathlib.Path, name: str, returned: int) -> None:
        """Counts the cases of a JUnit file; a runner that died without one is one failure."""
        if not path.exists():
            self.failed += 1
            print(f"{name}: no report was written (exit {returned})")
            return
        failed_here = 0
        text = UNPRINTABLE.sub("", path.read_text(encoding="utf-8", errors="replace"))  # browser messages come with terminal colours
        for case in xml.fromstring(text.encode()).iter("testcase"):
            title = f"{case.get('classname', '')} {case.get('name', '')}"
            failures = case.findall("failure") + case.findall("error")
            if failures:
                failed_here += 1
                print(f"FAILED {name}: {title}")
                for line in [line for failure in failures for line in say_failure(failure)][:2 * SHOWN_LINES]:
                    print(f"    {line}")
            elif case.find("skipped") is not None or case.get("status") == "notrun":
                self.skipped += 1
                print(f"skipped {name}: {title}")
            else:
                self.passed += 1
        self.failed += failed_here
        if returned != 0 and failed_here == 0:
            self.failed += 1
            print(f"FAILED {name}: the runner ended with {returned}")


def run(name: str, command: list[str], cwd: pathlib.Path = ROOT, **environment: str) -> int:
    print(f"== {name}", flush=True)
    with open(OUTPUT / f"{name}.log", "w", encoding="utf-8") as log:
        done = subprocess.run(command, cwd=cwd, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **environment}, check=False)
    if done.returncode != 0:
        print("\n".join((OUTPUT / f"{name}.log").read_text(encoding="utf-8", errors="replace").splitlines()[-60:]))
    return done.returncode


def unit(count: Count, postgresql: str) -> None:
    programs = [program for program in sorted(BUILD.glob("src/**/test_*")) if program.is_file() and os.access(program, os.X_OK)]

    def one(program: pathlib.Path) -> tuple[pathlib.Path, int]:
        report = OUTPUT / f"{program.name}.xml"
        report.unlink(missing_ok=True)
        return report, run(program.name, [str(program), f"--gtest_output=xml:{report}"], ZHIDIAN_TEST_POSTGRESQL=postgresql)

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for program, (report, returned) in zip(programs, pool.map(one, programs)):
            count.add_junit(report, program.name, returned)


def scenarios(count: Count, _postgresql: str) -> None:
    print("== scenarios")
    done = subprocess.run([str(BUILD / "zhidian"), "regulation", "test", "--regulations", str(ROOT / "regulations"), "--json"],
                          cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        results = json.loads(done.stdout)["scenarios"]
    except (ValueError, KeyError):
        count.failed += 1
        print(f"FAILED scenarios: {done.stdout}{done.stderr}")
        return
    for result in results:
        if result["passed"]:
            count.passed += 1
        else:
            count.failed += 1
            print(f"FAILED scenario: {result['file']} {result['name']}: {result['difference']}")
    for article in json.loads(done.stdout)["untested_articles"]:
        count.failed += 1
        print(f"FAILED scenario: {article['act_id']}/{article['article_id']} is bound, but not shown both passing and refusing")


def web(count: Count, _postgresql: str) -> None:
    report = OUTPUT / "web.xml"
    report.unlink(missing_ok=True)
    returned = run("web", ["npx", "vitest", "run", "--reporter=junit", f"--outputFile={report}"], ROOT / "web")
    count.add_junit(report, "web", returned)


def api(count: Count, postgresql: str) -> None:
    report = OUTPUT / "api.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable if has_pytest() else "/usr/bin/python3", "-m", "pytest", "-q", "-x" if os.environ.get("CI_FAST") else "-q",
               "-n", str(WORKERS), "--dist", "loadscope", f"--junitxml={report}", "tests"]
    count.add_junit(report, "api", run("api", command, ZHIDIAN_TEST_POSTGRESQL=postgresql, ZHIDIAN_BUILD=str(BUILD)))


def has_pytest() -> bool:
    return subprocess.run([sys.executable, "-c", "import pytest, xdist, requests, hypothesis, yaml"], capture_output=True, check=False).returncode == 0


def journeys(count: Count, _postgresql: str) -> None:
    report = OUTPUT / "journeys.xml"
    report.unlink(missing_ok=True)
    files = sorted(str(path.relative_to(ROOT / "tests/e2e")) for path in (ROOT / "tests/e2e").glob("*.test.mjs"))
    command = ["node", "--test", f"--test-concurrency={WORKERS}", "--test-reporter=junit", f"--test-reporter-destination={report}",
               "--test-reporter=spec", "--test-reporter-destination=stdout", *files]
    count.add_junit(report, "journeys", run("journeys", command, ROOT / "tests/e2e", ZHIDIAN_BUILD=str(BUILD), ZHIDIAN_OUTPUT=str(OUTPUT)))


SUITES = {"unit": unit, "scenarios": scenarios, "web": web, "api": api, "journeys": journeys}


def main() -> int:
    chosen = sys.argv[1:] or list(SUITES)
    unknown = [name for name in chosen if name not in SUITES]
    if unknown:
        print(f"unknown suite {unknown[0]}; there are: {' '.join(SUITES)}", file=sys.stderr)
        return 2
    OUTPUT.mkdir(parents=True, exist_ok=True)
    count = Count()
    server = ROOT / "tests/support/postgresql.sh"
    postgresql = subprocess.run([str(server), "start"], capture_output=True, text=True, check=True).stdout.strip()
    try:
        for name in chosen:
            SUITES[name](count, postgresql)
    finally:
        subprocess.run([str(server), "stop", postgresql], capture_output=True, check=False)
    if count.skipped:
        print(f"{count.skipped} skipped, each named above")
    print(f"{count.passed} passed, {count.failed} failed")
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())
