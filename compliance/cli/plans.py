"""What becomes of candidates, told: on a screen, as JSON, and as an exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from compliance.cli.output import answer, answer_json, note, words
from compliance.errors import ComplianceError
from compliance.language.catalogues import marked

if TYPE_CHECKING:
    from compliance.capture.candidate import Captured, WhyLeftOut
    from compliance.cli.options import Call
    from compliance.errors import Place
    from compliance.register.chain import Entry
    from compliance.register.plan import Plan, PlanLine

_OUTCOME_WORDS: Final = {"new": marked("new"), "changed": marked("changed")}
OUTCOMES: Final = ("new", "changed", "unchanged", "conflict", "refused")
DONE_IN_PART: Final = 3
_MOST_LISTED: Final = 25
"""So many records are named after they were written; a plan that is only shown names them all."""

_LONGEST_VALUE: Final = 60


class NothingTakenIn(ComplianceError):
    sentence = "Nothing was taken in. Faults found: {faults}; they are listed above."
    hint = "Correct them and capture again; the register is as it was."


def tell(call: Call, captured: Captured, plan: Plan, entry: Entry | None, *, dry_run: bool) -> int:
    """Say what was or would be written, and everything that was not. Returns the exit code: 0, or 3 for done in part.

    Raises `NothingTakenIn` where nothing at all could be.
    """
    if call.json:
        answer_json(_report(captured, plan, entry, dry_run=dry_run))
    else:
        _print(captured, plan, entry, dry_run=dry_run)
    faults = len(captured.refusals) + len(plan.failed)
    if faults and len(plan.failed) == len(plan.lines):
        raise NothingTakenIn(faults=faults)
    return DONE_IN_PART if faults else 0


def _report(captured: Captured, plan: Plan, entry: Entry | None, *, dry_run: bool) -> dict[str, Any]:
    lines = [_line(line) for line in plan.lines] + [_refusal_line(refusal) for refusal in captured.refusals]
    counted = Counter(line["outcome"] for line in lines)
    return {
        "dry_run": dry_run,
        "entry": entry.seq if entry else None,
        "counts": {outcome: counted[outcome] for outcome in OUTCOMES},
        "lines": lines,
        "left_out": [asdict(file) for file in captured.left_out],
    }


def _line(line: PlanLine) -> dict[str, Any]:
    return {
        "outcome": line.outcome.value,
        "kind": line.kind,
        "id": line.id,
        "name": line.name,
        "changes": [{"path": change.path, "before": change.before, "after": change.after} for change in line.changes],
        "place": _place(line.place),
        "errors": [_error(error) for error in line.errors],
    }


def _refusal_line(refusal: ComplianceError) -> dict[str, Any]:
    empty = {"outcome": "refused", "kind": "", "id": "", "name": "", "changes": []}
    return {**empty, "place": _place(refusal.place), "errors": [_error(refusal)]}


def _error(error: ComplianceError) -> dict[str, Any]:
    texts = words()
    said = texts.text(error.sentence).format(**error.facts)
    return {"kind": type(error).__name__, "sentence": said, "hint": texts.advice(error), "place": _place(error.place)}


def _place(place: Place | None) -> dict[str, Any] | None:
    return {key: value for key, value in asdict(place).items() if value} or None if place else None


def _print(captured: Captured, plan: Plan, entry: Entry | None, *, dry_run: bool) -> None:
    _ = words()
    if dry_run or len(plan.written) <= _MOST_LISTED:
        for line in plan.written:
            answer(f"{line.id or '–'}  {line.name}  {_(_OUTCOME_WORDS[line.outcome.value])}")
            for change in line.changes:
                answer(f"    {change.path}: {_shown(change.before)} → {_shown(change.after)}")
    for failed in plan.failed:
        for error in failed.errors:
            _fault(error, f"{failed.id} {failed.name}".strip())
    for refusal in captured.refusals:
        _fault(refusal, "")
    for reason, files in _left_out(captured):
        texts = words()
        why = texts.text(reason.value, type(reason).__name__)
        said = texts.plural(
            "{count} file left out ({first}): {reason}.", "{count} files left out ({first} …): {reason}.", len(files)
        )
        note(said.format(count=len(files), first=files[0], reason=why))
    _count(captured, plan, entry, dry_run=dry_run)


def _left_out(captured: Captured) -> list[tuple[WhyLeftOut, list[str]]]:
    by_reason: dict[WhyLeftOut, list[str]] = {}
    for file in captured.left_out:
        by_reason.setdefault(file.reason, []).append(file.file)
    return list(by_reason.items())


def _fault(error: ComplianceError, record: str) -> None:
    texts = words()
    answer(f"{texts.sentence(error)}" + (f" ({record})" if record else ""))
    if hint := texts.advice(error):
        answer(f"    {hint}")


def _shown(value: Any) -> str:
    if value is None or value == []:
        return "–"
    text = str(value).replace("\n", " ")
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _count(captured: Captured, plan: Plan, entry: Entry | None, *, dry_run: bool) -> None:
    _, counted = words(), Counter(plan.counts())
    counted["refused"] += len(captured.refusals)
    said = _("{new} new, {changed} changed, {unchanged} unchanged, {conflict} in conflict, {refused} refused.")
    answer(said.format(**{outcome: counted[outcome] for outcome in OUTCOMES}))
    if dry_run:
        answer(_("Nothing was written: this was only the plan."))
    elif entry:
        answer(_("Written as entry {entry}.").format(entry=entry.seq))
