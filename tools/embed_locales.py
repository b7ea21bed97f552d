#!/usr/bin/env python3
"""Turns locales/{zh-CN,en}.yaml into one sorted C++ table: embed_locales.py TABLE.cpp ZH.yaml EN.yaml

A sentence that stands in one language only is said aloud here and fails the test of src/http.
"""
import json
import sys

import merge_openapi


def main() -> int:
    table, zh_path, en_path = sys.argv[1:]
    try:
        zh, en = merge_openapi.read_yaml(zh_path) or {}, merge_openapi.read_yaml(en_path) or {}
    except merge_openapi.Mistake as mistake:
        print(mistake, file=sys.stderr)
        return 1
    for key in sorted(set(zh) ^ set(en)):
        print(f"locales: {key} stands in one language only", file=sys.stderr)
    keys = sorted(set(zh) | set(en), key=lambda key: key.encode())
    rows = [f"    {{{json.dumps(key)}, {literal(zh.get(key))}, {literal(en.get(key))}}}," for key in keys]
    lines = ["// Written by tools/embed_locales.py from locales/*.yaml.", '#include "http/sentences.hpp"', "", "#include <array>", "",
             "namespace zhidian::http {", "", "std::span<const Sentence> embedded_sentences() {",
             f"  static constexpr std::array<Sentence, {len(rows)}> sentences{{{{", *rows, "  }};", "  return sentences;", "}", "",
             "}  // namespace zhidian::http", ""]
    merge_openapi.write(table, "\n".join(lines))
    return 0


def literal(sentence) -> str:
    return json.dumps("" if sentence is None else str(sentence), ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
