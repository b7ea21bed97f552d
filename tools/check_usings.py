#!/usr/bin/env python3
"""Refuses a `using space::Name;` in a C++ file that never says Name again. Comments and texts do not count as saying it."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
QUIET = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"', re.DOTALL)
USING = re.compile(r"^[ \t]*using (?:\w+::)+(\w+);[^\n]*$", re.MULTILINE)


def unused_usings(text: str) -> list[str]:
    code = QUIET.sub('""', text)
    said = USING.sub("", code)
    return [name for name in USING.findall(code) if not re.search(rf"\b{name}\b", said)]


def main() -> int:
    findings = [f"{path.relative_to(ROOT)}: using …::{name} is not needed"
                for folder in ("src", "bench", "tests") for path in sorted((ROOT / folder).rglob("*.cpp"))
                for name in unused_usings(path.read_text(encoding="utf-8"))]
    print("\n".join(findings) or "usings: each is needed")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
