"""YAML and JSON into candidates: one record, a list of them, lists under their kind, or several YAML documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from compliance.capture.candidate import Candidate, Captured, origin_by_name
from compliance.capture.trees import Steps, Tree
from compliance.errors import ComplianceError, Place
from compliance.formats.source import Source
from compliance.formats.tree import LinedList, line_of
from compliance.model.kinds import KINDS, Kind, UnknownKind, kind_named
from compliance.model.reading import path_text
from compliance.model.values import Origin

_BY_PREFIX: Final = {kind.prefix: kind for kind in KINDS.values()}


class KindNotTold(ComplianceError):
    sentence = "It cannot be told what kind of record this is."
    hint = "Give it an id such as ACT-0001, a line “kind: activity”, or put it in a list under “activities:”."


class NotARecord(ComplianceError):
    sentence = "“{given}” stands where a record belongs."
    hint = "A record is an object with a name and the fields of its kind."


class UnknownSection(ComplianceError):
    sentence = "There is no kind of record called “{given}”, so what stands under it cannot be read."
    hint = "Did you mean {near}? Use one of: {known}."


class IdOfAnotherKind(ComplianceError):
    sentence = "{id} stands among records whose identifiers begin with {prefix}-."
    hint = "Move the record to its own kind, or give it such an identifier."


class NoName(ComplianceError):
    sentence = "The record has neither an id nor a name."
    hint = "Give it a name; the register gives it an id."


@dataclass(frozen=True, slots=True)
class Section:
    """A record as the file holds it: its kind where a heading tells it, and the path to it."""

    kind: Kind | None
    steps: Steps
    given: Any


class Reading:
    """One file being read. `lined` gives its trees with lines; where that costs, it is asked for by faults only."""

    def __init__(self, source: Source, format_name: str, lined: Callable[[], list[Any]], *, costly: bool) -> None:
        self.source = source
        self.format = format_name
        self.costly = costly
        self._lined = lined

    @cached_property
    def lines(self) -> LinedList:
        """The file's documents, with their lines."""
        documents = LinedList()
        documents.extend(self._lined())
        documents.lines.extend(0 for _ in documents)
        return documents

    def place(self, steps: Steps, field: Steps = ()) -> Place:
        """Where a path leads; the first step is the number of the document in the file."""
        row = line_of(self.lines, (*steps, *field))
        return Place(file=self.source.name, row=row, field=_path(field or steps[1:]))

    def record_place(self, steps: Steps) -> Place:
        """Where a record begins, by its line where lines cost nothing."""
        return Place(file=self.source.name, field=_path(steps[1:])) if self.costly else self.place(steps)


def _path(steps: Steps) -> str:
    return path_text(steps) if steps else ""


class TreePlaces(Mapping[str, Place]):
    """The places of a record's fields, found when they are asked for."""

    def __init__(self, reading: Reading, steps: Steps) -> None:
        self._reading = reading
        self._steps = steps

    def __getitem__(self, path: str) -> Place:
        return self._reading.place(self._steps, steps_of(path))

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def steps_of(path: str) -> Steps:
    """`legal_bases[0].art6` as the steps it is made of."""
    return tuple(
        int(word) if word.isdigit() else word for word in path.replace("[", ".").replace("]", "").split(".") if word
    )


def captured(trees: list[Any], reading: Reading) -> Captured:
    """The candidates of a file's documents."""
    candidates: list[Candidate] = []
    refusals: list[ComplianceError] = []
    for number, tree in enumerate(trees):
        for section in _sections(tree, (number,)):
            if isinstance(section, ComplianceError):
                section.place = section.place or reading.source.place
                refusals.append(section)
                continue
            found = _candidate(section, reading)
            candidates += [found] if isinstance(found, Candidate) else []
            refusals += found if isinstance(found, list) else []
    return Captured(tuple(candidates), tuple(refusals))


def _sections(tree: Any, steps: Steps) -> Iterator[Section | ComplianceError]:
    if tree is None:
        return
    if isinstance(tree, list):
        yield from (Section(None, (*steps, number), item) for number, item in enumerate(tree))
    elif isinstance(tree, Mapping) and not {"id", "name", "kind"} & set(tree):
        for word, inner in tree.items():
            yield from _section(word, inner, (*steps, word))
    else:
        yield Section(None, steps, tree)


def _section(word: str, inner: Any, steps: Steps) -> Iterator[Section | ComplianceError]:
    try:
        kind = kind_named(word)
    except UnknownKind:
        known = [kind.plural for kind in KINDS.values()]
        near = get_close_matches(word.lower(), known, n=1, cutoff=0.0)
        yield UnknownSection(given=word, near=near[0], known=", ".join(known))
        return
    if isinstance(inner, list):
        yield from (Section(kind, (*steps, number), item) for number, item in enumerate(inner))
    elif inner is not None:
        yield Section(kind, steps, inner)


def _candidate(section: Section, reading: Reading) -> Candidate | list[ComplianceError]:
    try:
        kind, given = _kind_and_fields(section)
    except ComplianceError as refusal:
        refusal.place = reading.place(section.steps)
        return [refusal]
    tree = Tree()
    read = tree.object(kind.document, given)
    for at, fault in tree.faults:
        fault.place = reading.place(section.steps, at)
    own_id = read.pop("id", None)
    faults = [fault for _, fault in tree.faults]
    if not faults and not own_id and not read.get("name"):
        faults = [NoName(place=reading.place(section.steps))]
    if faults:
        return faults
    place, places = reading.record_place(section.steps), TreePlaces(reading, section.steps)
    return Candidate(kind.name, own_id, read, place, places, _origin(own_id, read, reading))


def _origin(own_id: Any, read: Mapping[str, Any], reading: Reading) -> Origin | None:
    if own_id or read.get("origin"):
        return None
    return origin_by_name(reading.format, reading.source.name, read["name"])


def _kind_and_fields(section: Section) -> tuple[Kind, Mapping[str, Any]]:
    """What kind a record is of and the fields that are left when that is told."""
    given = section.given
    if not isinstance(given, Mapping):
        raise NotARecord(given=str(given)[:60])
    prefixed = _BY_PREFIX.get(str(given.get("id") or "").partition("-")[0])
    said = _kind_word(given.get("kind"))
    kind = section.kind or prefixed or said
    if kind is None:
        raise KindNotTold
    if prefixed is not None and prefixed is not kind:
        raise IdOfAnotherKind(id=given["id"], prefix=kind.prefix)
    if said is not None and said is not kind and "kind" not in kind.document.model_fields:
        raise IdOfAnotherKind(id=given.get("id", kind.name), prefix=said.prefix)
    if said is kind:
        given = {name: value for name, value in given.items() if name != "kind"}
    return kind, given


def _kind_word(word: Any) -> Kind | None:
    """The kind a `kind:` line tells. Some kinds have a field of that name; its codes are no kinds of records."""
    try:
        return kind_named(word) if isinstance(word, str) else None
    except UnknownKind:
        return None
