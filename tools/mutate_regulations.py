#!/usr/bin/env python3
"""Changes every number and term of the acts, one at a time, and runs their scenarios: each change must break one.

Usage: mutate_regulations.py PROGRAM [--act ACT] [--at-least PERCENT]. What no scenario notices is listed. Lengths of
texts, sizes of files and ranges of form fields are no rules of an act and stay as they are.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
NUMBER = re.compile(r"\b(at_least|at_most|per_year|pass_mark|most): (\d+)")
LENGTH = re.compile(r"\b(length|validity|former_employer): P(\d+)([DMY])")


def mutants(text: str):
    """Every changed text with the line it was changed in and the change."""
    for number, line in enumerate(text.split("\n"), 1):
        if "type: " in line and "check: " not in line:
            continue  # a field of a form or of an input
        for pattern in (NUMBER, LENGTH):
            for match in pattern.finditer(line):
                for step in (1, -1):
                    changed = line[:match.start(2)] + str(int(match[2]) + step) + line[match.end(2):]
                    lines = text.split("\n")
                    lines[number - 1] = changed
                    yield number, f"{match[0]} -> {match[2]}{step:+d}", "\n".join(lines)


def is_killed(program: str, folder: pathlib.Path) -> bool:
    """Whether the check or a scenario refuses the changed acts."""
    return any(subprocess.run([program, "regulation", verb, "--regulations", str(folder)], capture_output=True, check=False).returncode != 0
               for verb in ("test", "check"))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--act", default="*")
    arguments.add_argument("--at-least", type=float, default=95)
    options = arguments.parse_args()
    killed, survivors = 0, []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "regulations"
        shutil.copytree(ROOT / "regulations", folder)
        if is_killed(options.program, folder):
            print("the acts fail before anything is changed", file=sys.stderr)
            return 2
        for file in sorted(folder.glob(f"{options.act}/procedures/*.yaml")):
            kept = file.read_text(encoding="utf-8")
            for line, change, text in mutants(kept):
                file.write_text(text, encoding="utf-8")
                if is_killed(options.program, folder):
                    killed += 1
                else:
                    survivors.append(f"{file.relative_to(folder)}:{line}: {change}")
                    print(survivors[-1], flush=True)
            file.write_text(kept, encoding="utf-8")
    total = killed + len(survivors)
    rate = 100 * killed / total if total else 0
    print(f"{killed} of {total} changes noticed, {rate:.1f} %")
    return 0 if rate >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
