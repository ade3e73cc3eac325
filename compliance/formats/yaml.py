"""YAML as people mean it: every plain word stays the word that was typed.

A plain `NO`, `no`, `1:20`, `0123`, `1.10` or `2026-12-31` is text here; what it means is decided by the field it stands
in. Only null (`~`, `null`, nothing) is more than text. Tags are refused, so no file can call code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from compliance.formats.source import Source
from compliance.formats.tree import (
    DEEPEST,
    MOST_VALUES,
    LinedDict,
    LinedList,
    NotThisFormat,
    RepeatedKey,
    TooDeep,
    TooMuch,
)

if TYPE_CHECKING:
    from yaml import Event

NAME: Final = "yaml"
SUFFIXES: Final = (".yaml", ".yml")

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TEXT_TAG: Final = "tag:yaml.org,2002:str"


def read(source: Source) -> list[Any]:
    """Every document of the file as a tree; raise a refusal that names the line."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    building = _Building(source)
    try:
        for event in yaml.parse(source.text(), Loader=loader):
            building.take(event)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise _invalid(source, fault.problem or fault.context or "unreadable", mark.line + 1 if mark else 0) from None
    except yaml.YAMLError as fault:
        raise _invalid(source, str(fault).splitlines()[0], 0) from None
    return building.documents


def _invalid(source: Source, reason: str, line: int) -> NotThisFormat:
    last = source.text().rstrip("\n").count("\n") + 1  # what is missing at the end is missed on the line after it
    return NotThisFormat(place=source.place, format="YAML", reason=reason, line=min(line, last))


@dataclass(slots=True)
class _Open:
    """A list or object whose end has not come yet."""

    holder: LinedDict | LinedList
    anchor: str | None
    before: int
    key: str | None = None


@dataclass(slots=True)
class _Building:
    """Builds trees from the parser's events without recursion, so that no nesting can break the process."""

    source: Source
    documents: list[Any] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _count: int = 0

    def take(self, event: Event) -> None:
        kind = type(event).__name__
        line = event.start_mark.line + 1 if event.start_mark else 0
        match kind:
            case "ScalarEvent":
                self._scalar(event, line)
            case "MappingStartEvent" | "SequenceStartEvent":
                self._begin(event, LinedDict() if kind == "MappingStartEvent" else LinedList(), line)
            case "MappingEndEvent" | "SequenceEndEvent":
                self._end()
            case "AliasEvent":
                self._alias(event, line)
            case "DocumentStartEvent":
                self._anchors.clear()
            case _:
                pass

    def _scalar(self, event: Any, line: int) -> None:
        self._refuse_tag(event.tag, line)
        plain = event.implicit[0]
        value = None if plain and event.value in _NULLS else event.value
        self._counted(1)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._add(value, line)

    def _begin(self, event: Any, holder: LinedDict | LinedList, line: int) -> None:
        self._refuse_tag(event.tag, line)
        if len(self._open) >= DEEPEST:
            raise TooDeep(place=self.source.place, deepest=DEEPEST, line=line)
        self._add(holder, line)
        self._open.append(_Open(holder, event.anchor, self._count))
        self._counted(1)

    def _end(self) -> None:
        ended = self._open.pop()
        if ended.anchor:
            self._anchors[ended.anchor] = (ended.holder, self._count - ended.before)

    def _alias(self, event: Any, line: int) -> None:
        if event.anchor not in self._anchors:
            raise _invalid(self.source, f"*{event.anchor} names nothing that stands before it", line)
        value, weight = self._anchors[event.anchor]
        self._counted(weight)
        self._add(value, line)

    def _add(self, value: Any, line: int) -> None:
        if not self._open:
            self.documents.append(value)
            return
        into = self._open[-1]
        if isinstance(into.holder, LinedList):
            into.holder.append(value)
            into.holder.lines.append(line)
        elif into.key is None:
            into.key = self._key(value, into.holder, line)
        else:
            into.holder[into.key] = value
            into.key = None

    def _key(self, value: Any, holder: LinedDict, line: int) -> str:
        if not isinstance(value, str):
            raise _invalid(self.source, "the name of a field must be a word", line)
        if value in holder.lines:
            raise RepeatedKey(place=self.source.place, key=value, line=line)
        holder.lines[value] = line
        return value

    def _counted(self, more: int) -> None:
        self._count += more
        if self._count > MOST_VALUES:
            raise TooMuch(place=self.source.place, most=MOST_VALUES)

    def _refuse_tag(self, tag: str | None, line: int) -> None:
        if tag not in (None, "!", _TEXT_TAG):
            raise _invalid(self.source, f"tags such as {tag} are not used here", line)


def written(tree: Any) -> str:
    """Plain objects, lists and scalars as YAML a person can edit; `read` gives the same words back."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes texts of several lines as blocks."""

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (the signature is not ours)
            return True

    def text(dumper: Dumper, value: str) -> yaml.ScalarNode:
        return dumper.represent_scalar(_TEXT_TAG, value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    return yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100)
