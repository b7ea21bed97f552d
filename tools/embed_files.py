#!/usr/bin/env python3
"""Embeds files by .incbin: embed_files.py SYMBOL ROOT ASSEMBLY.S TABLE.cpp FILE…

The table is `std::span<const zhidian::embedded::File> zhidian::embedded::SYMBOL()`; paths are relative to ROOT.
"""
import pathlib
import sys


def main() -> int:
    symbol, root, assembly, table, *paths = sys.argv[1:]
    files = sorted(pathlib.Path(path) for path in paths)
    asm = ['  .section .rodata,"a",@progbits']
    declarations, rows = [], []
    for number, path in enumerate(files):
        label = f"zhidian_{symbol}_{number}"
        asm += [f"  .global {label}", f"  .global {label}_end", "  .balign 16", f"{label}:", f'  .incbin "{path}"', f"{label}_end:", "  .byte 0"]
        declarations.append(f'extern "C" const char {label}[], {label}_end[];')
        rows.append(f'      {{"{path.relative_to(root)}", {{{label}, static_cast<std::size_t>({label}_end - {label})}}}},')
    asm += ['  .section .note.GNU-stack,"",@progbits', ""]
    source = [
        '#include "server/embedded.hpp"', "", *declarations, "", "namespace zhidian::embedded {",
        f"std::span<const File> {symbol}() {{", f"  static const std::array<File, {len(files)}> files{{{{", *rows, "  }};", "  return files;", "}", "}", "",
    ]
    for target, lines in ((assembly, asm), (table, source)):
        path = pathlib.Path(target)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
