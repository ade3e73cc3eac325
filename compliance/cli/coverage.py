"""Say how far the requirements of a catalogue are met."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.book import language_of, opened, seen
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, note, suggest, words
from compliance.cli.table import folded, table
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compliance.checks.catalogues import Catalogue, Standards
    from compliance.checks.coverage import Account, Coverage, Row, Share

IN_PART = "~"


class ListsPoints(ComplianceError):
    sentence = "“{name}” lists points that records are judged by; no control covers them."
    hint = "“compliance check” says which records lack some of them."


@verb
@click.argument("catalogue", required=False)
@click.option(
    "--catalogue-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Take the catalogue from this file: OSCAL (a catalog or profile, JSON or YAML), or YAML as shipped.",
)
def command(call: Call, catalogue: str | None, catalogue_file: Path | None) -> None:
    """Say how far the requirements of a catalogue are met, and by which controls.

    CATALOGUE is a name as the references of controls begin: nsm_2_1 in “nsm_2_1:2.6”. Without it, the catalogues are
    listed. A requirement is shown to be met where a control for the whole organisation fulfils it that is in place, has
    not been found to fail, and has a proof that is neither too old nor changed. A control that only protects some
    systems, or answers to a requirement that overlaps, contributes (~) and shows it in part.
    """
    from compliance.checks.catalogues import catalogue_at, shipped_standards

    standards = shipped_standards()
    absent: tuple[str, ...] = ()
    if catalogue_file is not None:
        found, absent = catalogue_at(catalogue_file, catalogue)
        standards, catalogue = standards.with_catalogue(found), found.id
    if catalogue is None:
        _list(call, standards)
        return
    if standards.named(catalogue).use == "points":
        raise ListsPoints(name=catalogue)
    _cover(call, catalogue, standards, absent)


def _cover(call: Call, name: str, standards: Standards, absent: tuple[str, ...]) -> None:
    from compliance.checks.coverage import coverage
    from compliance.checks.law import law_on
    from compliance.checks.reading import Reading

    with opened(call) as register:
        view = seen(call, register)
        law = law_on(call.as_of, view.organisation.country)
        found = coverage(standards.named(name), standards, Reading(view), law, call.as_of)
        language = language_of(call, view)
    if call.json:
        state = {"as_of": call.as_of, "entry": view.entry, "head": view.head}
        answer_json({**state, **_as_json(found), "absent_imports": absent})
        return
    _print(call, found, language)
    for file in absent:
        text = words(call)(
            "{file}, which it imports, is not at hand: controls from there are shown by id, without titles."
        )
        note(folded(text.format(file=file)))


def _list(call: Call, standards: Standards) -> None:
    _ = words(call)
    every = standards.catalogues.values()
    if call.json:
        answer_json([{**each.model_dump(exclude={"items"}), "requirements": len(each.requirements)} for each in every])
        return
    measured = [each for each in every if each.use == "controls"]
    rows = [(each.id, each.title_in(_.language), each.version, str(len(each.requirements))) for each in measured]
    answer(table((_("NAME"), _("TITLE"), _("VERSION"), _("REQUIREMENTS")), rows))
    answer(folded(_("Lists that records are judged by: {names}.").format(names=", ".join(_points(standards)))))
    suggest(f"compliance coverage {measured[0].id}")


def _points(standards: Standards) -> Iterable[str]:
    return (each.id for each in standards.catalogues.values() if each.use == "points")


def _print(call: Call, found: Coverage, language: str) -> None:
    from compliance.language.labels import member_label

    _ = words(call)
    answer(folded(found.catalogue.named_in(language)))
    headings = (_("ITEM"), _("MET"), _("TITLE"), _("CONTROLS"))
    answer(table(headings, [_cells(call, found.catalogue, row, language) for row in found.rows]))
    share = _share(call, found.share)
    answer(folded(_("Shown to be met on {day}: {share}.").format(day=call.as_of, share=share)))
    if found.uncounted:
        answer("\n" + _("Controls that do not count:"))
        rows = [
            (each.control.id, each.control.name, member_label(each.lack, language))
            for each in found.uncounted
            if each.lack
        ]
        answer(table((_("ID"), _("NAME"), _("WHY")), rows))
    for control, reference in found.astray:
        text = _("{id} names {reference}, which is no requirement of this catalogue.")
        note(folded(text.format(id=control.id, reference=reference)))


def _cells(call: Call, catalogue: Catalogue, row: Row, language: str) -> tuple[str, ...]:
    from compliance.language.labels import member_label

    title = catalogue.item_in(row.item, language)
    if row.standing is None:
        return row.item.id, _share(call, row.share), title, ""
    counting = [account.control.id for account in row.controls if account.counts]
    partly = [IN_PART + account.control.id for account in row.contributing if account.counts]
    return row.item.id, member_label(row.standing, language), title, ", ".join((*counting, *partly))


def _share(call: Call, share: Share) -> str:
    _ = words(call)
    if share.percent is None:
        return _("none registered")
    return _("{shown} of {of} ({percent} %)").format(shown=share.shown, of=share.of, percent=share.percent)


def _as_json(found: Coverage) -> dict[str, Any]:
    return {
        "catalogue": found.catalogue.id,
        "title": found.catalogue.title,
        "version": found.catalogue.version,
        **_share_json(found.share),
        "items": [_row_json(row) for row in found.rows],
        "uncounted": [_account_json(account) for account in found.uncounted],
        "astray": [{"control": control.id, "reference": reference} for control, reference in found.astray],
    }


def _row_json(row: Row) -> dict[str, Any]:
    told = {"id": row.item.id, "title": row.item.title, "parent": row.item.parent or None}
    if row.standing is None:
        return {**told, **_share_json(row.share)}
    return {
        **told,
        "standing": row.standing.value,
        "controls": [_account_json(account) for account in row.controls],
        "contributing": [_account_json(account) for account in row.contributing],
    }


def _account_json(account: Account) -> dict[str, Any]:
    return {"id": account.control.id, "counts": account.counts, "lack": account.lack}


def _share_json(share: Share) -> dict[str, int | None]:
    """`shown` and `of` are null too where there is nothing to count."""
    counted = share.percent is not None
    return {
        "shown": share.shown if counted else None,
        "of": share.of if counted else None,
        "percent": share.percent,
    }
