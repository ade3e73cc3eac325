"""What was decided, put into the presented file as one increment: the options ticked, the reasons printed.

`tick` depends on nothing but the presented bytes and the decision. Its increment names the edition of these rules
(`EDITION`), so that a file ticked today can be rendered again and compared for as long as its edition is kept here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from compliance.errors import ComplianceError
from compliance.signoff import container, lettering, syntax
from compliance.signoff.fields import ON, Field, Form, Kind, form

EDITION = 1
_NOTE = f"compliance decision {EDITION}"


class NoSuchPlace(ComplianceError):
    sentence = "The presented file has no {kind} place called {name!r}."
    hint = "It has: {known}."


class NothingDecided(ComplianceError):
    sentence = "There is nothing to tick: no option was chosen."
    hint = "Record the decision on at least one question first."


class AlreadyDecided(ComplianceError):
    sentence = "The file was ticked or signed before."
    hint = "Tick the file as it was presented."


@dataclass(frozen=True, slots=True)
class Ticks:
    """What a file says was decided."""

    choices: frozenset[str]
    texts: tuple[tuple[str, str], ...]
    """Pairs of place and text, sorted."""


def tick(presented: bytes, choices: Iterable[str], texts: Mapping[str, str]) -> bytes:
    """The presented bytes with one increment: `choices` ticked, `texts` printed at their places.

    The same arguments give the same bytes. Raises `NoSuchPlace`, `NothingDecided`, `AlreadyDecided`, and from
    `lettering` `NoRoom` and `LetterMissing`; empty texts are left out.
    """
    if len(container.revisions(presented)) > 1:
        raise AlreadyDecided
    page = form(presented)
    chosen = sorted(_known(page, "checkbox", set(choices)))
    printed = {name: said for name, text in sorted(texts.items()) if (said := lettering.plain(text))}
    _known(page, "text", set(printed))
    if not chosen:
        raise NothingDecided
    objects = {page.fields[name].number: syntax.write(_ticked(page.fields[name])) for name in chosen}
    for offset, (name, text) in enumerate(printed.items()):
        objects.update(_printed(page, page.fields[name], text, page.size + offset))
    spelled = b"\n".join(objects[number] for number in sorted(objects))
    return container.append(presented, _NOTE, objects, spelled)


def read_ticks(pdf: bytes) -> Ticks:
    """What is ticked and printed in a file, presented, ticked or signed."""
    fields = form(pdf).fields.values()
    return Ticks(
        frozenset(field.name for field in fields if field.ticked),
        tuple(sorted((field.name, field.text) for field in fields if field.kind == "text" and field.text)),
    )


def _known(page: Form, kind: Kind, names: set[str]) -> set[str]:
    known = page.of_kind(kind)
    for name in sorted(names - known.keys()):
        raise NoSuchPlace(name=name, kind=kind, known=", ".join(sorted(known)) or "none")
    return names


def _ticked(field: Field) -> dict[str, Any]:
    return {**field.entries, "/AS": ON, "/V": ON}


def _printed(page: Form, field: Field, text: str, number: int) -> Iterator[tuple[int, bytes]]:
    """The field with its value, and its new appearance under `number`."""
    size, colour = _style(field)
    width, height = field.extent
    setting = lettering.set_text(field.name, text, page.widths, (width, height), size)
    yield field.number, syntax.write({**field.entries, "/V": text, "/AP": {"/N": syntax.Reference(number)}})
    yield number, appearance(page, (width, height), lettering.drawing(setting, height, colour, from_top=field.hangs))


def appearance(page: Form, extent: tuple[Decimal, Decimal], drawing: bytes) -> bytes:
    """A drawing as what a place shows, in the face the page carries."""
    entries = {
        "/Type": syntax.Name("/XObject"), "/Subtype": syntax.Name("/Form"), "/BBox": [0, 0, *extent],
        "/Resources": {"/Font": {"/Fill": syntax.Reference(page.face or 0)}},
    }  # fmt: skip
    return syntax.stream(entries, drawing)


def _style(field: Field) -> tuple[Decimal, str]:
    style = re.fullmatch(rb"/Fill ([0-9.]+) Tf ([0-9. ]+ (?:g|rg))", field.entries["/DA"])
    if style is None:
        raise container.NotReadable(reason=f"the place {field.name!r} does not say how to print")
    return Decimal(style[1].decode()), style[2].decode()
