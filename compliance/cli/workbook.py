"""Write the register as a workbook to fill in."""

from __future__ import annotations

import shlex

from compliance.cli.book import language_of, opened, seen
from compliance.cli.options import Call, output_options, verb
from compliance.cli.output import note, suggest, words, write_file


@verb
@output_options
def command(call: Call, output: str, *, force: bool) -> None:
    """Write the register as a workbook to fill in.

    Every kind of record has a sheet, with drop-downs and a word on every column. Given back with “compliance capture”,
    it changes what was changed in it, and says where others changed the same meanwhile.
    """
    from compliance.formats.workbook import Inventory, written

    with opened(call) as register:
        view = seen(call, register)
        documents = tuple(view.documents(retired=True))
        revisions = {document.id: view.revision(document.id) for document in documents}
        inventory = Inventory(documents, language_of(call, view), view.register, view.entry, view.head, revisions)
    write_file(output, written(inventory), force=force)
    if output != "-":
        _ = words(call)
        note(_("{count} records were written to {path}.").format(count=len(documents), path=output))
        suggest(f"compliance capture {shlex.quote(output)}")
