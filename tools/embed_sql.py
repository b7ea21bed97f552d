#!/usr/bin/env python3
"""Turns src/<folder>/sql/*.sql into C++ constants: embed_sql.py FOLDER HEADER STATEMENT.sql…

`verb_thing.sql` becomes zhidian::sql::<last part of folder>::verb_thing; `verb_thing.postgresql.sql` overrides
its text for PostgreSQL only.
"""
import pathlib
import sys

import merge_openapi


def literal(text: str) -> str:
    """A raw string literal; g++ takes long ones, SQL statements are short anyway."""
    return f'R"sql({text.strip()})sql"'


def main() -> int:
    folder, header, *paths = sys.argv[1:]
    texts: dict[str, dict[str, str]] = {}
    for path in map(pathlib.Path, sorted(paths)):
        name, *dialect = path.name.removesuffix(".sql").split(".")
        texts.setdefault(name, {})[dialect[0] if dialect else ""] = path.read_text(encoding="utf-8")
    lines = ["#pragma once", '#include "storage/storage.hpp"', "", f"namespace zhidian::sql::{folder.split('/')[-1]} {{"]
    for name, by_dialect in texts.items():
        if "" not in by_dialect:
            print(f"src/{folder}/sql/{name}: there is no {name}.sql beside the override", file=sys.stderr)
            return 1
        override = literal(by_dialect["postgresql"]) if "postgresql" in by_dialect else '""'
        lines.append(f'inline constexpr ::zhidian::storage::Statement {name}{{"{folder}/{name}", {literal(by_dialect[""])}, {override}}};')
    lines += ["}", ""]
    merge_openapi.write(header, "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
