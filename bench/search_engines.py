#!/usr/bin/env python3
"""The embedded search beside the engines people would pick instead: bench/search_engines.py [COUNT [SEED]], or `./dev bench search`.

All are fed with the same prepared records of `zhidian demo patents` and asked in turn, in random order, in one run; hit counts are compared before
times. What was built and measured is kept under .cache/bench-search/COUNT-SEED: stopped, the same command goes on there. Records are streamed, each
engine is built in a process of its own. Writes docs/benchmarks/search.md from every size that was measured. ZHIDIAN_ENGINES limits the alternatives.
"""
import json
import math
import os
import pathlib
import platform
import random
import shutil
import statistics
import subprocess
import sys
import time

import alternatives
from opensearch import NotHere

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("ZHIDIAN_BUILD", str(ROOT / "build")))
CACHE = ROOT / ".cache" / "bench-search"
PIPE = str(BUILD / "bench" / "search_pipe")
OURS, COLD, FTS5 = "Zhidian", "Zhidian, nothing kept", "FTS5 + SQL"
ROUNDS, SLOW = 6, 20.0  # an engine that needs so many seconds for one answer is asked no more of the kind
# what is asked: title, kind of words, aim with kept sets, aim without
WORKS = {
    "newest/frequent": ("count + 20 newest, frequent words", "≤ 0.7", "≤ 1.2"),
    "newest/middling": ("count + 20 newest, middling words", "", ""),
    "newest/rare": ("count + 20 newest, words of 15–25 hits", "", ""),
    "relevant/frequent": ("count + 20 most relevant, frequent words", "≤ 1.0", "≤ 2"),
    "relevant/middling": ("count + 20 most relevant, middling words", "", ""),
    "filtered/frequent": ("frequent word + seven years + subclass, 20 newest", "≤ 0.7", "≤ 1.5"),
    "facets/frequent": ("five facets over all hits, frequent words", "≤ 0.3", ""),
    "facets/all": ("five facets over the whole table", "≤ 0.1", ""),
}


def kept(path: pathlib.Path, make) -> dict:
    """What a step left behind, made where there is nothing."""
    if not path.exists():
        made = make()
        path.with_suffix(".part").write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
        path.with_suffix(".part").rename(path)
    return json.loads(path.read_text(encoding="utf-8"))


def run_measured(command: list[str], out=None) -> dict:
    """Seconds and peak memory of a process of its own."""
    begin = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=out)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command}: {process.returncode}")
    return {"seconds": time.monotonic() - begin, "memory": usage.ru_maxrss * 1024}


class Run:
    """One size: its folder, its corpus, what was built and measured."""

    def __init__(self, count: int, seed: int) -> None:
        self.count, self.folder = count, CACHE / f"{count}-{seed}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        self.corpus, self.records = self.folder / "corpus.jsonl", self.folder / "prepared.jsonl"
        self.missing: dict[str, str] = {}
        kept(self.folder / "corpus.json", lambda: self._invent(seed))
        kept(self.folder / "prepared.json", lambda: run_measured([PIPE, "prepare", str(self.corpus), str(self.records)]))
        self.built = {OURS: self._build_by_pipe("zhidian"), FTS5: self._build_by_pipe("fts5")}
        self.words = kept(self.folder / "words.json", lambda: json.loads(
            subprocess.run([PIPE, "words", str(self.corpus), str(self.folder / "zhidian")], cwd=ROOT, capture_output=True, text=True, check=True).stdout))

    def _invent(self, seed: int) -> dict:
        with self.corpus.open("w", encoding="utf-8") as out:
            return run_measured([str(BUILD / "zhidian"), "demo", "patents", "--count", str(self.count), "--seed", str(seed)], out)

    def _build_by_pipe(self, name: str) -> dict:
        def build() -> dict:
            for ending in ("", "-wal", "-shm", ".columns"):
                (self.folder / (name + ending)).unlink(missing_ok=True)
            done = run_measured([PIPE, f"build_{name}", str(self.corpus), str(self.folder / name)])
            return {**done, "size": (self.folder / name).stat().st_size}
        print(f"   building {name}", flush=True)
        return kept(self.folder / f"{name}-built.json", build)

    def open(self, name: str) -> alternatives.Engine | None:
        """An alternative with its index, or nothing where it is not here."""
        kind = alternatives.ENGINES[name]
        folder, mark = self.folder / name, self.folder / f"{name}-built.json"
        try:
            if not mark.exists():
                shutil.rmtree(folder, ignore_errors=True)
            print(f"   building {name}", flush=True)
            self.built[kind.name] = kept(mark, lambda: self._build(name))
            return kind(folder, self.words)
        except NotHere as reason:
            self.missing[kind.name] = str(reason)
            return None

    def _build(self, name: str) -> dict:
        command = [sys.executable, __file__, "--build", name, str(self.folder)]
        try:
            alternatives.ENGINES[name](self.folder / name, self.words).close()  # whether it is here at all
            return {**run_measured(command), **json.loads((self.folder / f"{name}-size.json").read_text(encoding="utf-8"))}
        except RuntimeError as error:
            raise NotHere(f"it was not built: {error}") from error


def build_alone(name: str, folder: pathlib.Path) -> None:
    """In a process of its own, whose memory is measured; a server's own is asked for."""
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    engine = alternatives.ENGINES[name](folder / name, words)
    begin = time.monotonic()
    engine.build(folder / "prepared.jsonl")
    told = {"seconds": time.monotonic() - begin, "size": engine.size()}
    if name == "opensearch":
        told["memory"] = engine.server.peak_memory()
    engine.close()
    (folder / f"{name}-size.json").write_text(json.dumps(told), encoding="utf-8")


class Pipe:
    """Ours and FTS5 with SQL, answering in a process of their own, which measures."""

    def __init__(self, run: Run) -> None:
        self.process = subprocess.Popen([PIPE, "serve", str(run.folder), run.words["subclass"]], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError("search_pipe did not start")

    def ask(self, work: str, word: str) -> dict[str, tuple[float, int]]:
        self.process.stdin.write(f"{work}\t{word}\n")
        self.process.stdin.flush()
        return {name: (took, count) for name, (took, count) in json.loads(self.process.stdout.readline()).items()}

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def ask_one(engine: alternatives.Engine, work: str, word: str) -> dict[str, tuple[float, int]]:
    begin = time.perf_counter()
    count = engine.ask(work, word)
    return {engine.name: ((time.perf_counter() - begin) * 1000, count)}


def measure(run: Run, pipe: Pipe, engines: list[alternatives.Engine], key: str) -> dict:
    """Every word by every engine in turn, the order drawn anew each time; the first round is not counted."""
    work, kind = key.split("/")
    words = [""] if kind == "all" else run.words.get(kind, [])
    times: dict[str, list[float]] = {}
    differing: dict[str, list] = {}
    hits, slow, draw = [], set(), random.Random(key)
    for turn in range(ROUNDS):
        for word in words:
            answers: dict[str, tuple[float, int]] = {}
            asked = [None, *(engine for engine in engines if work in engine.works and engine.name not in slow)]
            draw.shuffle(asked)
            for engine in asked:
                answers |= pipe.ask(work, word) if engine is None else ask_one(engine, work, word)
            right = answers[OURS][1]
            hits.append(right)
            for name, (took, count) in answers.items():
                if count != right:
                    differing.setdefault(name, [word, count, right])
                if took > SLOW * 1000:
                    slow.add(name)
                if turn > 0 or name in slow:
                    times.setdefault(name, []).append(took)
    return {"times": times, "hits": [min(hits, default=0), max(hits, default=0)], "words": len(words), "differing": differing}


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, math.ceil(share * len(times)) - 1)]


def table_of(told: dict) -> list[str]:
    """The rows of one size."""
    lines = ["| work | hits | " + " | ".join(told["names"]) + " | ratio to the best other (aim) |", "|---" * (len(told["names"]) + 3) + "|"]
    for key, (title, warm_aim, cold_aim) in WORKS.items():
        done = told["works"].get(key)
        if not done or not done["times"]:
            continue
        medians = {name: statistics.median(times) for name, times in done["times"].items()}
        others = [value for name, value in medians.items() if name not in (OURS, COLD) and name not in done["differing"]]
        ratios = [f"{medians[name] / min(others):.2f}{f' ({aim})' if aim else ''}" for name, aim in ((OURS, warm_aim), (COLD, cold_aim)) if others and name in medians]
        cells = []
        for name in told["names"]:
            times = done["times"].get(name)
            mark = " ≠" if name in done["differing"] else ""
            cells.append(f"{medians[name]:.2f} / {percentile(times, 0.95):.2f}{mark}" if times else "—")
        lines.append(f"| {title} | {done['hits'][0]:,}–{done['hits'][1]:,} | " + " | ".join(cells) + " | " + "; nothing kept ".join(ratios) + " |")
    return lines


def write_report() -> None:
    sizes = sorted((json.loads(path.read_text(encoding="utf-8")) for path in CACHE.glob("*/results.json")), key=lambda told: told["count"])
    lines = ["# Search beside other engines", "",
             f"{platform.machine()}, {os.cpu_count()} cores, shared with whatever else ran; `./dev bench search` repeats it, `ZHIDIAN_RECORDS` says how many records. Invented patents "
             "(`zhidian demo patents`), title, abstract, claims, applicant, inventor, classes, day, kind and province of each. All engines get the same prepared records and are asked "
             "in turn, in random order, in one run. Each cell: median / 95th percentile in milliseconds, the count exact and 20 keys handed out. ≠: another number of hits than ours; not "
             "compared. *Nothing kept*: without the sets of frequent words kept between searches. The best other is the fastest with the same hits.", ""]
    for told in sizes:
        lines += [f"## {told['count']:,} records, {told['load']} process{'' if told['load'] == 1 else 'es'} wanting the cores", "", *table_of(told), "", "| engine | built in | records/s | size | peak memory |", "|---|---|---|---|---|"]
        lines += [f"| {name} | {built['seconds']:.1f} s | {told['count'] / built['seconds']:,.0f} | {built['size'] / 1e6:,.0f} MB | {built['memory'] / 1e6:,.0f} MB |"
                  for name, built in told["built"].items()]
        lines += [""] + [f"Not here: {name}: {reason}." for name, reason in told["missing"].items()]
        differing = {name: found for done in told["works"].values() for name, found in done["differing"].items()}
        lines += [f"≠ {name}: {count:,} hits for {word}, ours {right:,}." for name, (word, count, right) in differing.items()] + [""]
    lines += ["Memory is that of the process that builds; of OpenSearch that of the server (heap 1 GB), of PostgreSQL that of the client alone. Xapian, Tantivy and PostgreSQL are "
              "called from Python, Groonga through a pipe, OpenSearch over HTTP: some tenths of a millisecond of each answer are the way there and back."]
    place = ROOT / "docs" / "benchmarks"
    place.mkdir(exist_ok=True)
    (place / "search.md").write_text("\n".join(line for line in lines).rstrip() + "\n", encoding="utf-8")


def compare(count: int, seed: int) -> dict:
    """Builds what is missing, measures what was not measured, writes the report."""
    run = Run(count, seed)
    names = os.environ.get("ZHIDIAN_ENGINES", " ".join(alternatives.ENGINES)).split()
    engines = [engine for engine in map(run.open, names) if engine]
    place = run.folder / "results.json"
    told = json.loads(place.read_text(encoding="utf-8")) if place.exists() else {"works": {}}
    told |= {"count": count, "built": run.built, "missing": run.missing, "names": [OURS, COLD, FTS5, *(engine.name for engine in engines)]}
    pipe = Pipe(run)
    try:
        for key in WORKS:
            if key in told["works"]:
                continue
            print(f"   {key}", flush=True)
            told["works"][key] = measure(run, pipe, engines, key)
            place.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    finally:
        pipe.close()
        for engine in engines:
            engine.close()
    told["load"] = round(os.getloadavg()[1])
    place.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    write_report()
    return told


def main() -> int:
    if sys.argv[1:2] == ["--build"]:
        build_alone(sys.argv[2], pathlib.Path(sys.argv[3]))
        return 0
    count, seed = (int(word) for word in (*sys.argv[1:3], *("100000", "7")[len(sys.argv) - 1:]))
    print("\n".join(table_of(compare(count, seed))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
