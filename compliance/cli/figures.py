"""The memo's figures, and the records behind one of them, as `memo --trace` shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.cli.output import answer, answer_json, suggest, words
from compliance.cli.table import folded, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.cli.options import Call
    from compliance.memo.compose import Composition
    from compliance.memo.composed import Figure
    from compliance.memo.figures import Traced


def show_figures(call: Call, composition: Composition) -> None:
    """Every figure with its number, to choose one from."""
    found = composition.memo.figures
    if call.json:
        answer_json({**_state(composition), "figures": found})
        return
    _ = words(call)
    rows = [(each.id, _number(call, each), each.source) for each in found]
    answer(table((_("FIGURE"), _("NUMBER"), _("WHAT IT COUNTS")), rows))
    suggest(f"compliance memo --trace {found[0].id}")


def show_trace(call: Call, composition: Composition, name: str) -> None:
    """What one figure counts, part by part; raises `NoSuchFigure`."""
    from compliance.memo.figures import trace

    found = trace(composition.traced, name)
    if call.json:
        answer_json({**_state(composition), **found.figure.model_dump(mode="json"), "parts": list(_parts_json(found))})
        return
    _ = words(call)
    answer(folded(f"{found.figure.id}: {_number(call, found.figure)}"))
    answer(folded(found.figure.source))
    if found.counted:
        answer(_table(call, found))


def _table(call: Call, found: Traced) -> str:
    """What is counted, line by line; amounts only where something counts for other than one."""
    _ = words(call)
    headings = [_("ID"), _("NAME"), _("PART"), _("COUNTED IN"), _("PLACE"), _("AMOUNT")]
    rows = [
        [each.record, each.name, each.part, _("both") if each.part in found.numerator else _("the whole"), each.place]
        for each in found.counted
    ]
    if all(each.amount == 1 for each in found.counted):
        return table(headings[:-1], rows)
    amounts = [str(each.amount) for each in found.counted]
    return table(headings, [[*row, amount] for row, amount in zip(rows, amounts, strict=True)])


def _number(call: Call, figure: Figure) -> str:
    """58 of 71 (81 %), a number with its unit, none registered, or unknown."""
    _ = words(call)
    if figure.percent is not None:
        text = _("{part} of {whole} {unit} ({percent} %)")
        return text.format(
            part=figure.numerator, whole=figure.denominator, unit=figure.unit, percent=figure.percent
        )  # fmt: skip
    if figure.value is not None and (figure.denominator or figure.denominator is None):
        return f"{figure.value} {figure.unit}"
    return _("unknown") if figure.parts and figure.denominator != 0 else _("none registered")


def _state(composition: Composition) -> dict[str, Any]:
    head = composition.memo.head
    return {"as_of": head.as_of, "entry": head.entry, "head": head.head}


def _parts_json(found: Traced) -> Iterator[dict[str, Any]]:
    """Each part with what stands in it; `numerator` tells whether the numerator counts it too."""
    for part in found.figure.parts:
        mine = [each for each in found.counted if each.part == part.id]
        yield {
            "id": part.id,
            "count": part.count,
            "numerator": part.id in found.numerator,
            "records": [
                {"id": each.record, "name": each.name, "place": each.place, "amount": each.amount} for each in mine
            ],
        }
