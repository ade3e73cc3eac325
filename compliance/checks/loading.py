"""Reads the YAML of checklists/: safely, bounded, and remembering the line of everything.

A rule file comes from other people. So: no tags, no anchors and aliases, no repeated keys, no deep nesting, no huge
files; and none of YAML 1.1's surprises, by which the country NO would be false: plain scalars are null, true, false,
whole numbers or text, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from compliance.errors import ComplianceError, Place

LARGEST: Final = 64 * 1024
"""Bytes a rule file may have."""

LARGEST_REGISTER: Final = 4 * 1024 * 1024
"""Bytes a file that holds a whole register, such as sound.yaml, may have."""

DEEPEST: Final = 24
"""How deep lists and maps may stand inside each other."""

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Steps = tuple[str | int, ...]


class MalformedChecklist(ComplianceError):
    sentence = "{where} is not well formed: {reason}."
    hint = "docs/contributing/adding-a-rule.md shows every field and what it may hold."

    def __init__(self, *, file: str, line: int, reason: str, field: str = "") -> None:
        super().__init__(place=None, where=f"{file}, line {line}" + (f", {field}" if field else ""), reason=reason)
        self.place_of_fault = Place(file=file, row=line, field=field)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A YAML file as plain data, with the line on which each part of it begins."""

    file: str
    data: Any
    lines: dict[Steps, int] = field(repr=False)

    def line(self, steps: Sequence[str | int]) -> int:
        """The line of that part, or of the nearest part around it that is there."""
        for length in range(len(steps), -1, -1):
            if found := self.lines.get(tuple(steps[:length])):
                return found
        return 1

    def fault(self, steps: Sequence[str | int], reason: str) -> MalformedChecklist:
        """An error that points at that part."""
        return MalformedChecklist(file=self.file, line=self.line(steps), field=_dotted(steps), reason=reason)


def read_sheet(path: Path, *, largest: int = LARGEST) -> Sheet:
    """Read one file; raise `MalformedChecklist` naming file, line and reason."""
    return sheet_of(read_bounded(path, largest), path.name, largest=largest)


def read_bounded(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file, and of one that is too large so many that `sheet_of` refuses them."""
    with path.open("rb") as source:
        return source.read(largest + 1)


def sheet_of(data: bytes, name: str, *, largest: int = LARGEST) -> Sheet:
    """As `read_sheet`, from bytes."""
    if len(data) > largest:
        raise MalformedChecklist(file=name, line=1, reason=f"the file is larger than {largest // 1024} KiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise MalformedChecklist(file=name, line=line, reason="the text is not UTF-8") from None
    return _Builder(name).sheet(text)


class _Builder:
    """Builds plain data from the parser's events, so that nothing is expanded, constructed or recursed into unseen."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Steps, int] = {}
        self.events: Iterator[Any] = iter(())

    def sheet(self, text: str) -> Sheet:
        try:
            self.events = yaml.parse(text, Loader=_LOADER)
            next(self.events)  # the stream begins
            data = self._document()
        except yaml.YAMLError as fault:
            raise self._unreadable(fault) from None
        return Sheet(self.file, data, self.lines)

    def _document(self) -> Any:
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        data = self._value(next(self.events), ())
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._fault(after, "a second document begins; one file holds one")
        return data

    def _value(self, event: Any, steps: Steps) -> Any:
        self.lines[steps] = _line_of(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._fault(event, "anchors and aliases (& and *) are not used here; write it out")
        if event.tag is not None and event.tag != "!":
            raise self._fault(event, f"the tag {event.tag} is not used here")
        if len(steps) > DEEPEST:
            raise self._fault(event, f"it is nested more than {DEEPEST} levels deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(steps)
        if isinstance(event, yaml.MappingStartEvent):
            return self._map(steps)
        return _scalar(event)

    def _list(self, steps: Steps) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*steps, len(found))))
        return found

    def _map(self, steps: Steps) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
                raise self._fault(event, "a key must be plain text")
            if event.value in found:
                raise self._fault(event, f"the key “{event.value}” stands twice")
            found[event.value] = self._value(next(self.events), (*steps, event.value))
            self.lines[*steps, event.value] = _line_of(event)
        return found

    def _fault(self, event: Any, reason: str) -> MalformedChecklist:
        return MalformedChecklist(file=self.file, line=_line_of(event), reason=reason)

    def _unreadable(self, fault: yaml.YAMLError) -> MalformedChecklist:
        mark = getattr(fault, "problem_mark", None)
        reason = getattr(fault, "problem", None) or str(fault).split("\n", 1)[0]
        return MalformedChecklist(file=self.file, line=mark.line + 1 if mark else 1, reason=str(reason))


def _line_of(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _scalar(event: Any) -> str | int | bool | None:
    text: str = event.value
    if event.style is not None and event.style != "":
        return text
    if text in _NULLS:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    return int(text) if _WHOLE.fullmatch(text) else text


def _dotted(steps: Sequence[str | int]) -> str:
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
