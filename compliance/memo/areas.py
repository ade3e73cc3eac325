"""The state of each area: red by one fault that cannot stand, never an average, and silence told apart from breach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compliance.checks.finding import Area
from compliance.checks.rule import Rule
from compliance.checks.subjects import JUDGED
from compliance.language.wording import Wording
from compliance.memo.composed import AreaState, Figure, Mark
from compliance.memo.counted import UNKNOWN
from compliance.memo.material import Material
from compliance.memo.stakes import fraction
from compliance.model.decision import Memo


def areas(material: Material, figures: Sequence[Figure], before: Memo | None, said: Wording) -> tuple[AreaState, ...]:
    """Every area in the order of the guide; one that no rule judges, or with nothing to judge, is not in order."""
    held = {figure.id: figure for figure in figures}
    return tuple(_area(area, material, held, before, said) for area in Area)


def _area(area: Area, material: Material, held: Mapping[str, Figure], before: Memo | None, said: Wording) -> AreaState:
    figure = held[f"findings.{area}"]
    parts = {part.id: part.count for part in figure.parts}
    undocumented = _undocumented(area, material)
    share = held.get(said.held(f"areas.{area}.figure") or "")
    rules = [rule for rule in material.rules_in_force if rule.said.area is area]
    judged = bool(rules)
    counted = bool(share.denominator) if share else _anything_to_judge(rules, material)
    empty = not counted and not any(parts.values())
    aside = any(each.finding.area is area and each.finding.severity != "minor" for each in material.waived)
    mark = _mark(parts, aside=aside, judged=judged and not empty)
    silent = mark == "stop" and undocumented == parts["blocker"]
    shown = "undocumented" if silent else "empty" if empty and judged else mark
    return AreaState(
        id=area.value, label=said(f"areas.{area}.label"), mark=mark,
        word=said(f"marks.{shown}.word"),
        blockers=parts["blocker"], undocumented=undocumented, majors=parts["major"], minors=parts["minor"],
        unknown=parts[UNKNOWN], change=_change(figure, before, said),
        in_order=fraction(share.numerator, share.denominator, said) if share and share.denominator else "–",
        unit=share.unit if share and share.denominator else None, figure_id=share.id if share else None,
        rests_on=tuple(each.id for each in (figure, share, before) if each is not None),
    )  # fmt: skip


def _anything_to_judge(rules: Sequence[Rule], material: Material) -> bool:
    """Whether the register holds a record that one of the rules judges: no incident written down is no good news."""
    kinds = {JUDGED[rule.said.judges].document for rule in rules}
    return any(material.reading.all(kind) for kind in kinds)


def _undocumented(area: Area, material: Material) -> int:
    mine = (finding for finding in material.findings if finding.area is area)
    return sum(each.silence and each.severity == "blocker" and each.result == "gap" for each in mine)


def _mark(parts: Mapping[str, int], *, aside: bool, judged: bool) -> Mark:
    """What is set aside for a time is not in order."""
    if parts["blocker"]:
        return "stop"
    if parts["major"] or aside:
        return "lacking"
    if parts[UNKNOWN]:
        return "unknown"
    return "fine" if judged else "none"


def _change(figure: Figure, before: Memo | None, said: Wording) -> str:
    """Against the last memo's figures: first by what cannot stand, then by what lacks or is not known."""
    then = {each.id: each.value for each in before.figures} if before else {}
    now = {part.id: part.count for part in figure.parts}
    was = {part: then.get(f"{figure.id}.{part}") for part in now}
    if any(value is None for value in was.values()):
        return said("change.unmeasured" if before and before.figures else "change.first")
    grave = now["blocker"] - (was["blocker"] or 0)
    if grave:
        return said.counted("change.worse_grave" if grave > 0 else "change.better_grave", abs(grave))
    lesser = sum(now[part] - (was[part] or 0) for part in ("major", UNKNOWN))
    if lesser:
        return said.counted("change.worse" if lesser > 0 else "change.better", abs(lesser))
    return said("change.same")
