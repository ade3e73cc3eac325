"""Change fields of one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compliance.capture.candidate import Basis, Captured
from compliance.cli.book import acting, opened
from compliance.cli.options import Call, dry_run_option, verb
from compliance.cli.output import note, suggest, words
from compliance.cli.plans import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.capture.candidate import Candidate
    from compliance.register.view import View


@verb
@click.argument("record", metavar="ID")
@click.option("--set", "settings", metavar="FIELD=VALUE", multiple=True, help="Set one field; may be given many times.")
@click.option("--reason", help="Why; the register keeps it.")
@dry_run_option
def command(call: Call, record: str, settings: Sequence[str], reason: str | None, *, dry_run: bool) -> None:
    """Change fields of one record.

    A field inside a value is written with a dot, an item of a list by its number from 0: --set goal.target=100
    --set "legal_bases[0].art6=e". Nothing after the = empties the field. Without --set the record opens in your editor
    ($EDITOR) as YAML.
    """
    with opened(call) as register:
        view = register.view()
        candidate = _candidate(view, record, settings)
        if candidate is None:
            _ = words(call)
            note(_("Nothing was changed."))
            return
        plan = register.plan([candidate])
        if error := plan.lines[0].error:
            raise error
        entry = None
        if plan.written and not dry_run:
            said = reason or f"edit: {', '.join(sorted(change.path for change in plan.lines[0].changes))}"[:200]
            entry = register.apply(plan, actor=acting(call, register), reason=said, at=call.now)
    tell(call, Captured(), plan, entry, dry_run=dry_run)
    suggest(f"compliance show {record}")


def _candidate(view: View, record: str, settings: Sequence[str]) -> Candidate | None:
    from compliance.capture.edits import from_editor, in_editor, with_settings

    document = view.record(record)
    basis = Basis(view.register, view.entry, view.revision(record))
    if settings:
        return with_settings(document, settings, basis)
    written = in_editor(document)
    edited = click.edit(written, extension=".yaml")
    return None if edited is None or edited == written else from_editor(document, edited, basis)
