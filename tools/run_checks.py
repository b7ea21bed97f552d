#!/usr/bin/env python3
"""Every check of `./dev check`; prints one line each and ends with 1 when one found something."""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"


def tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split() if (ROOT / name).exists()]


def call(*command: str, cwd: pathlib.Path = ROOT) -> tuple[int, str]:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def tidy() -> tuple[int, str]:
    """clang-tidy on every C++ file of src/ that is not a test, a folder's files together as they are compiled.

    Compiler warnings are the compiler's: g++ has -Werror.
    """
    commands = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
    sources = [command["file"] for command in commands if re.search(r"/src/(server/)?CMakeFiles/(?!test_)\w+\.dir/Unity/", command["file"])]
    if not sources:
        return 1, "build/compile_commands.json names no file that is compiled together: ./dev build"
    program = shutil.which("clang-tidy-19") or "clang-tidy"

    def one(name: str) -> tuple[int, str]:
        return call(program, "--quiet", "-p", str(BUILD), "--extra-arg=-Wno-unknown-warning-option", "--extra-arg=-Wno-error", name)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(one, sources))
    return max((code for code, _ in results), default=0), "\n".join(text for code, text in results if code)


def report(name: str, check: Callable[[], tuple[int, str]]) -> int:
    start = time.monotonic()
    code, text = check()
    said = f"{name}: {'ok' if code == 0 else 'FOUND'} ({time.monotonic() - start:.1f} s)"
    print(f"{said}\n{text[-6000:]}" if code else said, flush=True)
    return code


def main() -> int:
    program = str(BUILD / "zhidian")
    sources = tracked("src/*.cpp", "src/*.hpp", "bench/*.cpp", "tests/*.cpp")
    checks = {
        "tidy": tidy,
        "format": lambda: call(shutil.which("clang-format-19") or "clang-format", "--dry-run", "--Werror", *sources),
        "folders": lambda: call(sys.executable, "tools/check_folders.py"),
        "usings": lambda: call(sys.executable, "tools/check_usings.py"),
        "sql": lambda: call(sys.executable, "tools/check_sql.py"),
        "docs": lambda: call(sys.executable, "tools/check_docs.py"),
        "shell": lambda: call("shellcheck", "dev", ".ci/run", *tracked("*.sh")),
        "python": lambda: call("pyflakes3", *tracked("*.py")),
        "regulations": lambda: call(program, "regulation", "check", "--regulations", "regulations"),
        "scenarios": lambda: call(sys.executable, "tools/check_scenarios.py"),
        "mutations": lambda: call(sys.executable, "tools/mutate_regulations.py", program),
        "types": lambda: call("npm", "run", "--silent", "typecheck", cwd=ROOT / "web"),
        "lint": lambda: call("npm", "run", "--silent", "lint", cwd=ROOT / "web"),
    }
    with concurrent.futures.ThreadPoolExecutor(2) as pool:  # the longest beside all others, one after another
        codes = list(pool.map(lambda name: report(name, checks[name]), checks))
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
