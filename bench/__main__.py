"""`python -m bench`: every measure beside its floor, as medians of whole processes and their ratio.

Seconds on a shared machine say little; the ratio of two things measured in turn says what we add to the libraries.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.measuring import Cost, measured
from bench.registers import write_register
from compliance.memo.compose import compose
from compliance.memo.material import material
from compliance.model.kinds import kind_of
from compliance.model.reading import body_of
from compliance.register.register import open_register
from compliance.report.pages import memo_html
from compliance.resources import folder

DAY = date(2026, 11, 20)
ACTIVITIES = int(os.environ.get("BENCH_ACTIVITIES", "5000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SIZES = tuple(map(int, os.environ.get("BENCH_SIZES", "600,5000,20000").split(",")))
"""80000 takes a quarter of an hour more: `BENCH_SIZES=80000 make bench`."""
FEW_ROUNDS_FROM = 5_000
RECORD, NOTICES = 600, 200
"""So many activities the record and the notices are made of."""
PYTHON = sys.executable


def main() -> None:
    """Measure, and print one line per measure."""
    print(f"{ACTIVITIES} activities, medians of {ROUNDS} rounds, whole processes\n")
    print(f"{'measure':<34}{'ours':>9}{'floor':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        _help()
        _capture(work)
        _memo(work)
        _reports(work)
        _check(work)


def _help() -> None:
    ours = [PYTHON, "-m", "compliance", "--help"]
    _line("compliance --help / import click", ours, [PYTHON, "-c", "import click"], rounds=4 * ROUNDS)


def _capture(work: Path) -> None:
    register, workbook = work / "large.db", work / "large.xlsx"
    write_register(register, ACTIVITIES)
    _prepare("workbook", "--register", str(register), "-o", str(workbook))
    empty = work / "empty.db"
    name = ["--name", "Målekommune", "--country", "NO", "--language", "nb", "--actor-name", "Sikkerhet"]
    _prepare("init", "--register", str(empty), *name)
    fresh = work / "fresh.db"
    ours = [
        PYTHON,
        "-m",
        "compliance",
        "capture",
        str(workbook),
        "--register",
        str(fresh),
        "--actor",
        "PER-1",
        "--quiet",
    ]
    bodies = work / "bodies.jsonl"
    _write_bodies(register, bodies)
    floor = [PYTHON, "-m", "bench.floors", "capture", str(workbook), str(bodies), str(work / "floor.db")]
    _line(
        f"capture a workbook of {ACTIVITIES}",
        ours,
        floor,
        before=f"cp {empty} {fresh}; rm -f {work}/floor.db",
        accepted=(0, 3),
    )


def _write_bodies(register: Path, target: Path) -> None:
    with open_register(register) as book, target.open("w", encoding="utf-8") as out:
        for document in book.view().documents():
            out.write(json.dumps([kind_of(document).name, body_of(document)], ensure_ascii=False) + "\n")


def _check(work: Path) -> None:
    """Judging by all rules, at several sizes: what it costs, with one process and with all, and the memory it takes."""
    titles = ("activities", "s", "of one", "CPU s", "floor", "ratio", "ms each", "MiB")
    print(
        "\ncheck, all rules: wall seconds, part of those with one process, CPU seconds, floor in plain Python, CPU by"
    )
    print("floor's CPU, CPU milliseconds for each activity, peak memory of all processes together")
    print("".join(f"{title:>11}" for title in titles))
    for size in SIZES:
        register = work / f"check-{size}.db"
        write_register(register, size)
        command = [PYTHON, "-m", "compliance", "check", "--register", str(register), "--as-of", str(DAY), "--json"]
        floor = [PYTHON, "-m", "bench.floors", "check", str(register), str(DAY)]
        rounds = ROUNDS if size <= FEW_ROUNDS_FROM else 1
        ours, bare, alone = (
            [measured(each, cores=cores) for _ in range(rounds)]
            for each, cores in ((command, None), (floor, None), (command, 1))
        )
        wall, cpu, peak, _ = _medians(ours)
        _, floor_cpu, _, _ = _medians(bare)
        of_one = wall / _medians(alone).wall
        told = (wall, of_one, cpu, floor_cpu, cpu / floor_cpu, 1000 * cpu / size)
        print(f"{size:>11}" + "".join(f"{value:>11.2f}" for value in told) + f"{peak / 2**20:>11.0f}", flush=True)
        register.unlink()


def _medians(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def _reports(work: Path) -> None:
    """The reports that grow with the register: what they cost with one process and with all, and their memory."""
    print(f"\n{'report':<34}{'wall s':>9}{'of one':>9}{'CPU s':>9}{'MiB':>9}")
    for kind, size in (("article-30", RECORD), ("privacy-notice", NOTICES)):
        register, notices = work / f"{kind}.db", work / "notices"
        write_register(register, size)
        notices.mkdir(exist_ok=True)
        where = (
            ["--all", "--draft", "-o", str(notices)] if kind == "privacy-notice" else ["-o", str(work / "record.pdf")]
        )
        command = [PYTHON, "-m", "compliance", "report", kind, "--register", str(register), "--as-of", str(DAY), *where]
        ours, alone = (measured([*command, "--force"], cores=cores) for cores in (None, 1))
        told = f"{ours.wall:>9.1f}{ours.wall / alone.wall:>9.2f}{ours.cpu:>9.1f}{ours.peak / 2**20:>9.0f}"
        print(f"{f'{kind} of {size}':<34}{told}", flush=True)


def _memo(work: Path) -> None:
    register = work / "small.db"
    write_register(register, 52)
    _prepare("questions", "--save", "--register", str(register), "--as-of", str(DAY), "--actor", "PER-1")
    with open_register(register) as book:
        page = memo_html(compose(material(book.view(), DAY), draft=True).memo)
    html = work / "memo.html"
    html.write_text(page, "utf-8")
    ours = [PYTHON, "-m", "compliance", "memo", "--register", str(register), "-o", str(work / "memo.pdf"), "--force"]
    floor = [PYTHON, "-m", "bench.floors", "memo", str(html), f"{folder('templates')}/", str(work / "floor.pdf")]
    ours += ["--as-of", str(DAY), "--draft", "--quiet"]
    _line("the memo, judged, composed, rendered", ours, floor)
    mine, bare = measured(ours), measured(floor)
    told = ", ".join(f"{cost.largest / 2**20:.0f} MiB of {cost.peak / 2**20:.0f}" for cost in (mine, bare))
    print(f"its memory, and that of bare WeasyPrint: {told} (the largest process, of all together)", flush=True)


def _prepare(*arguments: str) -> None:
    subprocess.run([PYTHON, "-m", "compliance", *arguments], check=True, capture_output=True)


def _line(
    name: str,
    ours: Sequence[str],
    floor: Sequence[str],
    *,
    before: str = "",
    accepted: tuple[int, ...] = (0,),
    rounds: int = ROUNDS,
) -> None:
    pairs = [(_seconds(ours, before, accepted), _seconds(floor, before, (0,))) for _ in range(rounds)]
    mine, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name:<34}{mine:>8.2f}s{bare:>8.2f}s{mine / bare:>8.2f}", flush=True)


def _seconds(command: Sequence[str], before: str, accepted: tuple[int, ...]) -> float:
    if before:
        subprocess.run(["sh", "-c", before], check=True)
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    taken = time.perf_counter() - began
    if done.returncode not in accepted:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.decode()[-2000:]}")
    return taken


if __name__ == "__main__":
    main()
