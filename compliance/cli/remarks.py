"""`compliance memo --lint`: remarks on a memo for a screen, what stops it first, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.output import answer, answer_json, note, suggest, words
from compliance.cli.table import folded, table

if TYPE_CHECKING:
    from compliance.cli.options import Call
    from compliance.errors import ComplianceError
    from compliance.memo.compose import Composition
    from compliance.memo.lint import Linted, Measured, Remark
    from compliance.memo.material import Material

NOT_MEASURED = "–"


def linted(call: Call, composition: Composition, judged: Material) -> None:
    """Print the remarks on a memo and end with 1 where something stops it.

    Raises what stops it from being printed at all, after the remarks.
    """
    from compliance.memo.lint import Weight, lint

    pages, refusal = _pages(composition, judged)
    found = lint(composition, judged, pages)
    stopping = found.of(Weight.stops)
    if call.json:
        answer_json(_as_json(call, found))
    else:
        for line in _lines(found, judged.language):
            answer(line)
    if refusal:
        raise refusal
    suggest(found.remarks[0].command if found.remarks else "compliance memo -o memo.pdf")
    if stopping:
        click.get_current_context().exit(1)


def _pages(composition: Composition, judged: Material) -> tuple[dict[int, int], ComplianceError | None]:
    """The pages of the memo as printed, in memory only; none where it, or this machine, cannot print it."""
    from compliance.report.decision_memo import memo_pdf
    from compliance.report.extent import pages_taken
    from compliance.report.letters import LettersNotPrintable
    from compliance.report.pdf import PangoMissing

    try:
        return pages_taken(memo_pdf(composition.memo, judged.view)), None
    except LettersNotPrintable as refusal:
        return {}, refusal
    except PangoMissing as missing:
        note(words().sentence(missing))
        return {}, None


def _lines(found: Linted, language: str) -> Iterator[str]:
    from compliance.memo.lint import Weight

    _ = words()
    titles = {Weight.stops: _("Stops the memo"), Weight.advises: _("Could be better")}
    for weight, title in titles.items():
        if remarks := found.of(weight):
            yield title
            yield from _by_part(remarks, found.parts)
            yield ""
    yield _measures(found.parts, language)
    yield ""
    yield _counted(len(found.of(Weight.stops)), len(found.of(Weight.advises)))


def _by_part(remarks: Sequence[Remark], parts: Sequence[Measured]) -> Iterator[str]:
    titles = {part.number: part.title for part in parts}
    in_order = sorted(remarks, key=lambda remark: (remark.number, remark.record))
    for (number, record), group in groupby(in_order, key=lambda remark: (remark.number, remark.record)):
        yield ""
        yield folded(f"  {f'{number}  ' if number else ''}{titles[number]}  ({record})")
        for remark in group:
            yield from _remark(remark)


def _remark(remark: Remark) -> Iterator[str]:
    from compliance.memo.lint import Weight

    rule = f" ({remark.rule})" if remark.rule else ""
    yield folded(f"    {_where(remark)}{remark.what}{rule}")
    if remark.mend != remark.command:
        yield folded(f"        {remark.mend}")
    if remark.weight is Weight.stops:
        yield f"        → {remark.command}"


def _where(remark: Remark) -> str:
    """«Stanse alle tre»: Hva det betyr [options[1].description]: … ; the path only where it is the only one."""
    option = f"«{remark.option}»: " if remark.option else ""
    path = f" [{remark.fields[0]}]" if len(remark.fields) == 1 and remark.labels != remark.fields else ""
    labels = ", ".join(dict.fromkeys(remark.labels))
    return f"{option}{labels}{path}: " if labels else ""


def _measures(parts: Sequence[Measured], language: str) -> str:
    """How much there is to read, part by part."""
    _ = words()
    with_lix = any(part.lix is not None for part in parts)
    headings = ["", _("Part"), _("Record"), _("Words"), *([_("LIX")] if with_lix else []), _("Pages")]
    return table(headings, [_row(part, language, with_lix=with_lix) for part in parts])


def _row(part: Measured, language: str, *, with_lix: bool) -> list[str]:
    from compliance.language.amounts import number

    lix = NOT_MEASURED if part.lix is None else number(part.lix, language)
    pages = NOT_MEASURED if part.pages is None else str(part.pages)
    return [str(part.number or ""), part.title, part.record, str(part.words), *([lix] if with_lix else []), pages]


def _counted(stops: int, advises: int) -> str:
    _ = words()
    stopped = _.plural("{n} remark stops the memo.", "{n} remarks stop the memo.", stops).format(n=stops)
    better = _.plural("{n} says what could be better.", "{n} say what could be better.", advises).format(n=advises)
    last = better if advises else _("There is nothing else to say.")
    return folded(f"{stopped if stops else _('Nothing stops the memo.')} {last}")


def _as_json(call: Call, found: Linted) -> dict[str, Any]:
    from compliance.memo.lint import Weight

    return {
        "as_of": call.as_of,
        "stops": len(found.of(Weight.stops)),
        "advises": len(found.of(Weight.advises)),
        "parts": [asdict(part) | {"lix": None if part.lix is None else str(part.lix)} for part in found.parts],
        "remarks": [asdict(remark) for remark in found.remarks],
    }
