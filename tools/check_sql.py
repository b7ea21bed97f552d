#!/usr/bin/env python3
"""SQL rules: one statement a file, only TEXT and BIGINT columns, each statement used, scoped tables only in their own store.

A scoped table may be read bare only by the folder that owns it; everybody else joins its view visible_<table>.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCOPED = {"cases": {"cases", "notices"}, "drafts": {"cases"}, "submissions": {"cases"}, "materials": {"cases"}, "case_terms": {"cases", "notices"},
          "organisations": {"organisations", "accounts", "cases", "notices", "directory", "windows", "messages"}, "team_members": {"organisations"},
          "objections": {"notices"}, "objection_files": {"notices"}, "messages": {"messages"},
          "complaints": {"complaints"}, "complaint_files": {"complaints"}, "complaint_notes": {"complaints"}, "complaint_cases": {"complaints"}}


def statement_findings(path: pathlib.Path) -> list[str]:
    text = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
    bare = re.sub(r"'[^']*'", "''", text).strip()
    findings = []
    if ";" in bare.rstrip(";"):
        findings.append("more than one statement")
    if ".postgresql." not in path.name and re.search(r"\b(json_extract|string_agg|group_concat|collate|ilike|->>?)\b|->>", bare, re.I):
        findings.append("not portable (JSON operators, string_agg, COLLATE, ILIKE)")
    if re.search(r"\bselect\s+\*", bare, re.I):
        findings.append("SELECT * hides what is read")
    folder = path.parent.parent.name
    for table, owners in SCOPED.items():
        if folder not in owners and re.search(rf"\b(from|join|into|update)\s+{table}\b", bare, re.I):
            findings.append(f"touches the bare table {table}; only {', '.join(sorted(owners))} may")
    return [f"{path.relative_to(ROOT)}: {finding}" for finding in findings]


def migration_findings(path: pathlib.Path) -> list[str]:
    text = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
    kinds = set(re.findall(r"^\s*\w+\s+(INTEGER|REAL|BLOB|BYTEA|TIMESTAMP|DATE|BOOLEAN|JSONB?|SERIAL|VARCHAR\S*)\b", text, re.I | re.M))
    return [f"{path.relative_to(ROOT)}: column type {kind}; only TEXT and BIGINT are portable here" for kind in kinds]


def main() -> int:
    findings = [finding for path in sorted((ROOT / "src").rglob("sql/*.sql")) for finding in statement_findings(path)]
    findings += [finding for path in sorted((ROOT / "migrations").glob("*.sql")) for finding in migration_findings(path)]
    for folder in {path.parent.parent for path in (ROOT / "src").rglob("sql/*.sql")}:
        code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.cpp"))
        for path in sorted((folder / "sql").glob("*.sql")):
            name = path.name.removesuffix(".sql").split(".")[0]
            if not re.search(rf"\b{name}\b", code):
                findings.append(f"{path.relative_to(ROOT)}: no code runs it")
    print("\n".join(findings) or "sql: every statement is portable, scoped and used")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
