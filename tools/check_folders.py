#!/usr/bin/env python3
"""Refuses an #include of a folder that src/CMakeLists.txt does not declare for the including folder."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def declared_dependencies() -> dict[str, set[str]]:
    text = (ROOT / "src/CMakeLists.txt").read_text(encoding="utf-8")
    folders: dict[str, set[str]] = {}
    for name, body in re.findall(r"add_folder\(\s*([\w/]+)([^)]*)\)", text):
        depends = re.search(r"DEPENDS\s+((?:[\w/]+\s*)+?)(?=LIBRARIES|SQL|$)", body)
        folders[name] = set(depends.group(1).split()) if depends else set()
    return folders


def main() -> int:
    folders = declared_dependencies()
    order, findings = list(folders), []
    for name, depends in folders.items():
        findings += [f"src/CMakeLists.txt: {name} may not depend on {other}, which does not stand above it"
                     for other in depends if other not in order[:order.index(name)]]
        for path in sorted((ROOT / "src" / name).glob("*.[ch]pp")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                match = re.match(r'#include "((?:capabilities/)?\w+)/', line)
                allowed = depends | {name} | ({"support"} if "_test" in path.name else set())
                if match and match.group(1) not in allowed:
                    findings.append(f"{path.relative_to(ROOT)}:{number}: {name} does not declare {match.group(1)}")
    outside = [path for path in (ROOT / "src").rglob("*.cpp") if str(path.parent.relative_to(ROOT / "src")) not in folders | {"server": set()}]
    findings += [f"{path.relative_to(ROOT)}: its folder is not declared in src/CMakeLists.txt" for path in outside]
    print("\n".join(findings) or "folders: every include is declared")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
