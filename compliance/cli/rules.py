"""Examine rules of your own before they judge."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.options import Call, verb, verbs
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.cli.table import folded

if TYPE_CHECKING:
    from compliance.checks.lint import Linted, Remark


@verb
@click.argument("path", type=click.Path(path_type=Path))
def lint(call: Call, path: Path) -> None:
    """Examine a rule file or a folder of them: what is wrong, and what could be better.

    Every rule is held against the model, tried on its examples and on the sound municipality, and its texts are
    measured. It ends with 1 where something is wrong; advice alone ends with 0.
    """
    from compliance.checks.lint import Weight
    from compliance.checks.lint import lint as linted

    found = linted(path)
    faults = found.of(Weight.fault)
    if call.json:
        answer_json(_as_json(found))
    else:
        _tell(found)
        ready = "compliance check" if path.is_file() else f"compliance edit ORG-1 --set own_rules={quote(str(path))}"
        suggest(f"compliance rules lint {quote(str(path))}" if faults else ready)
    if faults:
        click.get_current_context().exit(1)


command = verbs("Examine rules of your own before they judge.", lint=lint)


def _as_json(found: Linted) -> dict[str, Any]:
    from compliance.checks.lint import Weight

    told = {"files": found.files, "faults": len(found.of(Weight.fault)), "advice": len(found.of(Weight.advice))}
    return told | {"remarks": [_remark_json(remark) for remark in found.remarks]}


def _remark_json(remark: Remark) -> dict[str, Any]:
    where = remark.where
    place = {"file": where.file, "line": where.row, "field": where.field}
    kind = type(remark).__name__
    return place | {"weight": remark.weight.value, "kind": kind, "reason": words().sentence(remark)}


def _tell(found: Linted) -> None:
    from compliance.checks.lint import Weight

    for file, remarks in groupby(found.remarks, key=lambda remark: remark.where.file):
        answer(file)
        for remark in remarks:
            answer(folded(f"  {_line(remark)}"))
    _ = words()
    said = _.plural(
        "{n} file. Faults: {faults}. Advice: {advice}.", "{n} files. Faults: {faults}. Advice: {advice}.", found.files
    )
    faults, advice = (len(found.of(weight)) for weight in (Weight.fault, Weight.advice))
    answer(said.format(n=found.files, faults=faults, advice=advice))


def _line(remark: Remark) -> str:
    _, where = words(), remark.where
    weight = _.text(remark.weight.value, "Weight")
    field = f"{where.field}: " if where.field else ""
    return f"{where.row:>3}  {weight}  {field}{_.sentence(remark)}"
