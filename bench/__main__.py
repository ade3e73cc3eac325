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
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.registers import write_register
from compliance.checks.rulebook import read_rulebook
from compliance.memo.compose import compose
from compliance.memo.material import material
from compliance.model.kinds import KINDS, kind_of
from compliance.model.reading import body_of
from compliance.register.register import open_register
from compliance.report.pages import memo_html
from compliance.resources import folder

DAY = date(2026, 11, 20)
ACTIVITIES = int(os.environ.get("BENCH_ACTIVITIES", "5000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
PYTHON = sys.executable


def main() -> None:
    """Measure, and print one line per measure."""
    print(f"{ACTIVITIES} activities, medians of {ROUNDS} rounds, whole processes\n")
    print(f"{'measure':<34}{'ours':>9}{'floor':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        _help()
        _large(work)
        _memo(work)


def _help() -> None:
    ours = [PYTHON, "-m", "compliance", "--help"]
    _line("compliance --help / import click", ours, [PYTHON, "-c", "import click"], rounds=4 * ROUNDS)


def _large(work: Path) -> None:
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
    rules = work / "rules.json"
    rules.write_text(json.dumps(_rules_by_place()))
    ours = [PYTHON, "-m", "compliance", "check", "--register", str(register), "--as-of", str(DAY), "--json"]
    _line(f"check {ACTIVITIES}, all rules", ours, [PYTHON, "-m", "bench.floors", "check", str(register), str(rules)])


def _write_bodies(register: Path, target: Path) -> None:
    with open_register(register) as book, target.open("w", encoding="utf-8") as out:
        for document in book.view().documents():
            out.write(json.dumps([kind_of(document).name, body_of(document)], ensure_ascii=False) + "\n")


def _rules_by_place() -> dict[str, dict[str, int]]:
    """How many rules judge each kind of document, and the values in each of its lists."""
    names = {kind.document: kind.name for kind in KINDS.values()}
    counted = Counter(
        (names[rule.kind.document], rule.kind.field) for rule in read_rulebook() if rule.said.stage == "register"
    )
    found: dict[str, dict[str, int]] = {}
    for (kind, field), count in counted.items():
        found.setdefault(kind, {})[field] = count
    return found


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
    _line("the memo, judged, composed, rendered", [*ours, "--as-of", str(DAY), "--draft", "--quiet"], floor)


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
