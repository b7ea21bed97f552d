#!/usr/bin/env python3
"""Changes the acts one place at a time and runs their scenarios: each change must break one, or be refused by the check.

Usage: mutate_regulations.py PROGRAM [--act ACT] [--kind KIND ...] [--at-least PERCENT]. What nothing notices is listed.
Kinds of change:
  number  every number and length one up and one down; the unit of a term, and what becomes of its last day
  code    the code of a division becomes its neighbour's
  flag    true and false change places where a rule depends on it
  list    a list of a rule loses one of its words (needs, judged, from, one_of, none_of, kinds, statuses)
Left alone, because no rule of an act hangs on them: lengths in characters, sizes and numbers of files, and the ranges of
single integer fields. A term counted in working days ends on one, so that its last day is not changed either.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
NUMBER = re.compile(r"\b(at_least|at_most|per_year|pass_mark|most|target_words): (\d+)")
LENGTH = re.compile(r"\b(length|validity|former_employer|before): P(\d+)[DMY]")
WORDS = re.compile(r"\b(unit: )(calendar_day|working_day)|\b(last_day: )(as_is|next_working_day)")
OTHER_WORD = {"calendar_day": "working_day", "working_day": "calendar_day", "as_is": "next_working_day", "next_working_day": "as_is"}
CODE = re.compile(r'\b(within|division|jurisdiction): "(\d{6})"')
FLAG = re.compile(r"\b(soft|odd|entered|blocks|not_evidenced_blocks|at_opening|required): (true|false)")
LIST = re.compile(r"\b(needs|judged|from|one_of|none_of|kinds|statuses): \[([^\]]*)\]")


def numbers(line: str, before: str):
    if "type: integer" in line:
        return
    for pattern in (NUMBER, LENGTH):
        for match in pattern.finditer(line):
            for step in (1, -1):
                yield f"{match[0]} {step:+d}", line[:match.start(2)] + str(int(match[2]) + step) + line[match.end(2):]
    for match in WORDS.finditer(line):
        word = match[2] or match[4]
        if match[4] and "working_day" in before + line[:match.start()]:
            continue
        yield f"{match[0]} -> {OTHER_WORD[word]}", line[:match.start()] + (match[1] or match[3]) + OTHER_WORD[word] + line[match.end():]


def codes(line: str, _before: str):
    for match in CODE.finditer(line):
        step = 10000 if match[2].endswith("0000") else 100
        changed = f"{int(match[2]) + step:06d}"
        yield f"{match[0]} -> {changed}", line[:match.start(2)] + changed + line[match.end(2):]


def flags(line: str, _before: str):
    if "type: " in line:
        return  # whether a field must be filled in is the form's, and asked of it as a whole
    for match in FLAG.finditer(line):
        changed = "false" if match[2] == "true" else "true"
        yield f"{match[0]} -> {changed}", line[:match.start(2)] + changed + line[match.end(2):]


def lists(line: str, _before: str):
    for match in LIST.finditer(line):
        words = [word.strip() for word in match[2].split(",") if word.strip()]
        for word in words:
            rest = ", ".join(other for other in words if other != word)
            yield f"{match[1]} loses {word}", line[:match.start(2)] + rest + line[match.end(2):]


KINDS = {"number": numbers, "code": codes, "flag": flags, "list": lists}


def mutants(text: str, kinds: list[str]):
    """Every changed text with its kind, the line it was changed in and the change."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            continue
        for kind in kinds:
            for change, changed in KINDS[kind](line, lines[index - 1] if index else ""):
                yield kind, index + 1, change, "\n".join([*lines[:index], changed, *lines[index + 1:]])


def is_refused(program: str, folder: pathlib.Path) -> bool:
    """Whether a scenario or the check refuses the acts in the folder."""
    return any(subprocess.run([program, "regulation", verb, "--regulations", str(folder)], capture_output=True, check=False).returncode != 0
               for verb in ("test", "check"))


def is_noticed(program: str, act: str, file: str, text: str) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "regulations"
        shutil.copytree(ROOT / "regulations" / act, folder / act)
        shutil.copy(ROOT / "regulations/vocabulary.yaml", folder)
        (folder / act / file).write_text(text, encoding="utf-8")
        return is_refused(program, folder)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--act", default="*")
    arguments.add_argument("--kind", nargs="+", choices=KINDS, default=list(KINDS))
    arguments.add_argument("--at-least", type=float, default=95)
    options = arguments.parse_args()
    if is_refused(options.program, ROOT / "regulations"):
        print("the acts fail before anything is changed", file=sys.stderr)
        return 2
    found, noticed = collections.Counter(), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = []
        for act in sorted(path.parent for path in (ROOT / "regulations").glob(f"{options.act}/act.yaml")):
            for path in sorted([act / "act.yaml", *act.glob("procedures/*.yaml"), *act.glob("forms/*.yaml")]):
                name = path.relative_to(act).as_posix()
                for kind, line, change, text in mutants(path.read_text(encoding="utf-8"), options.kind):
                    jobs.append((kind, f"{act.name}/{name}:{line}: {change}", pool.submit(is_noticed, options.program, act.name, name, text)))
        for kind, where, job in jobs:
            found[kind] += 1
            noticed[kind] += job.result()
            if not job.result():
                print(f"[{kind}] {where}", flush=True)
    for kind in options.kind:
        if found[kind]:
            print(f"{kind}: {noticed[kind]} of {found[kind]} changes noticed, {100 * noticed[kind] / found[kind]:.1f} %")
    total = sum(found.values())
    rate = 100 * sum(noticed.values()) / total if total else 0
    print(f"{sum(noticed.values())} of {total} changes noticed, {rate:.1f} %")
    return 0 if rate >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
