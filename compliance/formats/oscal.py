"""OSCAL, NIST's format for catalogues of controls: reads a catalog or a profile, in JSON or YAML.

A profile chooses controls from catalogues it imports. Where such a catalogue lies beside it, its titles are used; where
it does not, the controls a profile names are known by id alone, and `OscalCatalogue.absent` says which file was wanted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from compliance.errors import ComplianceError, Place
from compliance.formats import json, yaml
from compliance.formats.source import Source
from compliance.formats.tree import DEEPEST, TooDeep, line_of
from compliance.model.reading import path_text

NAME: Final = "oscal"
SUFFIXES: Final = (".json", ".yaml", ".yml")
DEEPEST_IMPORT: Final = 5
"""How many profiles may import each other in a row."""

LONGEST_ID: Final = 100
LONGEST_TITLE: Final = 1_000

_INSERT: Final = re.compile(r"\{\{\s*(?:insert:\s*param,\s*)?([\w.-]+)\s*\}\}")

Beside: TypeAlias = Callable[[str], Source | None]
"""A file by the name a profile imports it under; None where it is not at hand."""
Steps: TypeAlias = tuple[str | int, ...]


class NotACatalogue(ComplianceError):
    sentence = "The file is no OSCAL catalog or profile; it holds {found}."
    hint = "Give the JSON or YAML of a catalog or a profile. Other parts of OSCAL hold no list of controls."


class NotAsOscal(ComplianceError):
    sentence = "{path} is not as OSCAL has it: {reason}."
    hint = "Fetch the file again, or correct that place; NIST publishes a schema to check it with."


class ControlTwice(ComplianceError):
    sentence = "The control or group {id} stands twice."
    hint = "Keep one of them: only one can be meant."


class ProfileNeedsCatalogue(ComplianceError):
    sentence = "The profile takes controls out of {href} without naming each of them, and that file is not at hand."
    hint = "Put the catalog it imports into the same folder, or give the resolved profile that NIST publishes."


class ImportsInCircles(ComplianceError):
    sentence = "The profile imports others more than {deepest} deep."
    hint = "Give the resolved profile instead."


@dataclass(frozen=True, slots=True)
class OscalItem:
    """A control, an enhancement under one, or a group."""

    id: str
    title: str
    parent: str = ""
    control: bool = True
    """False for a group, and for a control that was withdrawn."""
    labels: tuple[str, ...] = ()
    """What people call it: AC-2(1)."""


@dataclass(frozen=True, slots=True)
class OscalCatalogue:
    """What a catalog or profile lists, in its order, each below what it stands under."""

    title: str
    version: str
    items: tuple[OscalItem, ...]
    absent: tuple[str, ...] = ()
    """The files a profile imports that were not at hand: its controls from there have no titles."""


def read(source: Source, beside: Beside = lambda _: None) -> OscalCatalogue:
    """The catalogue a file holds; raise a refusal that names the place."""
    return _read(source, beside, 0)


def _read(source: Source, beside: Beside, depth: int) -> OscalCatalogue:
    if depth > DEEPEST_IMPORT:
        raise ImportsInCircles(place=source.place, deepest=DEEPEST_IMPORT)
    reading = _Reading(source)
    root = reading.root
    if isinstance(root, dict) and "catalog" in root:
        return reading.catalogue(root["catalog"], ("catalog",))
    if isinstance(root, dict) and "profile" in root:
        return _Profile(reading, root["profile"], beside, depth).resolved()
    raise NotACatalogue(place=source.place, found=_found(root))


def _found(root: Any) -> str:
    if isinstance(root, dict) and root:
        return ", ".join(f"“{str(key)[:40]}”" for key in list(root)[:3])
    return "nothing" if not root else "a list" if isinstance(root, list) else "plain text"


class _Reading:
    """One file as a tree, with refusals that say where in it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.is_json = source.suffix not in yaml.SUFFIXES
        documents = json.read(source) if self.is_json else yaml.read(source)
        self.root = documents[0] if documents else None

    def fault(self, steps: Steps, reason: str) -> NotAsOscal:
        return NotAsOscal(place=self.place(steps), path=path_text(steps), reason=reason)

    def place(self, steps: Steps) -> Place:
        trees = json.lined(self.source) if self.is_json else [self.root]
        return Place(file=self.source.name, row=line_of(trees[0], steps) if trees else 0)

    def object(self, value: Any, steps: Steps) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fault(steps, "an object is wanted")
        return value

    def text(self, value: Any, steps: Steps) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fault(steps, "a text is wanted")
        return value.strip()

    def each(self, holder: dict[str, Any], field: str, steps: Steps) -> Iterator[tuple[dict[str, Any], Steps]]:
        """The objects of a list, with where each stands; none where the list is not there."""
        listed = holder.get(field, [])
        if not isinstance(listed, list):
            raise self.fault((*steps, field), "a list is wanted")
        for number, value in enumerate(listed):
            here = (*steps, field, number)
            yield self.object(value, here), here

    def texts(self, holder: dict[str, Any], field: str, steps: Steps) -> tuple[str, ...]:
        listed = holder.get(field, [])
        if not isinstance(listed, list):
            raise self.fault((*steps, field), "a list is wanted")
        return tuple(self.text(value, (*steps, field, number)) for number, value in enumerate(listed))

    def about(self, value: Any, steps: Steps) -> tuple[str, str]:
        """Title and version."""
        metadata = self.object(self.object(value, steps).get("metadata"), (*steps, "metadata"))
        title = self.text(metadata.get("title"), (*steps, "metadata", "title"))
        return title, str(metadata.get("version") or "")

    def catalogue(self, value: Any, steps: Steps) -> OscalCatalogue:
        title, version = self.about(value, steps)
        items: dict[str, OscalItem] = {}
        for item, here in self.below(value, steps, ""):
            if item.id in items:
                raise ControlTwice(place=self.place(here), id=item.id)
            items[item.id] = item
        if not any(item.control for item in items.values()):
            raise self.fault(steps, "it lists no controls")
        return OscalCatalogue(title, version, tuple(items.values()))

    def below(self, holder: dict[str, Any], steps: Steps, parent: str) -> Iterator[tuple[OscalItem, Steps]]:
        """Groups and controls at any depth, each before what stands under it."""
        if len(steps) > DEEPEST:
            raise TooDeep(place=self.place(steps), deepest=DEEPEST, line=self.place(steps).row)
        for field in ("groups", "controls"):
            for value, here in self.each(holder, field, steps):
                item = self.item(value, here, parent, control=field == "controls")
                if item.id:
                    yield item, here
                yield from self.below(value, here, item.id or parent)

    def item(self, value: dict[str, Any], here: Steps, parent: str, *, control: bool) -> OscalItem:
        title = self.text(value.get("title"), (*here, "title"))
        id = self.text(value.get("id"), (*here, "id")) if control or "id" in value else ""
        if len(id) > LONGEST_ID or id.split() not in ([], [id]):
            raise self.fault((*here, "id"), f"an id has no blanks and at most {LONGEST_ID} characters")
        props = [each for each, _ in self.each(value, "props", here)]
        withdrawn = any(each.get("name") == "status" and each.get("value") == "withdrawn" for each in props)
        labels = dict.fromkeys(str(each.get("value")) for each in props if each.get("name") == "label")
        filled = self.filled(title, value, here)
        return OscalItem(id, filled[:LONGEST_TITLE], parent, control and not withdrawn, tuple(labels))

    def filled(self, title: str, control: dict[str, Any], here: Steps) -> str:
        """A title with what stands for a parameter in place of it: its value, else what it is called, in brackets."""
        params = {str(each.get("id")): each for each, _ in self.each(control, "params", here)}
        return _INSERT.sub(lambda found: _spoken(params.get(found[1]), found[1]), title)


def _spoken(param: dict[str, Any] | None, id: str) -> str:
    values = param.get("values") if param else None
    if isinstance(values, list) and values:
        return ", ".join(map(str, values))
    return f"[{param.get('label') or id}]" if param else f"[{id}]"


class _Profile:
    """A choice of controls from what it imports."""

    def __init__(self, reading: _Reading, value: Any, beside: Beside, depth: int) -> None:
        self.reading = reading
        self.value = reading.object(value, ("profile",))
        self.beside = beside
        self.depth = depth

    def resolved(self) -> OscalCatalogue:
        title, version = self.reading.about(self.value, ("profile",))
        items: dict[str, OscalItem] = {}
        absent: list[str] = []
        for chosen, steps in self.reading.each(self.value, "imports", ("profile",)):
            href = self.reading.text(chosen.get("href"), (*steps, "href"))
            imported = self._imported(href)
            taken = self._by_id(chosen, steps, href) if imported is None else self._from(imported, chosen, steps)
            absent.extend([href] if imported is None else imported.absent)
            items |= {item.id: item for item in taken if item.id not in items}
        if not any(item.control for item in items.values()):
            raise self.reading.fault(("profile", "imports"), "it takes no controls")
        return OscalCatalogue(title, version, tuple(items.values()), tuple(dict.fromkeys(absent)))

    def _imported(self, href: str) -> OscalCatalogue | None:
        for name in self._names(href):
            if source := self.beside(name):
                return _read(source, self.beside, self.depth + 1)
        return None

    def _names(self, href: str) -> Iterator[str]:
        """The files an import may mean: its own name, or what the back matter says of the resource it names."""
        if not href.startswith("#"):
            yield href
            return
        matter = self.reading.object(self.value.get("back-matter", {}), ("profile", "back-matter"))
        for resource, steps in self.reading.each(matter, "resources", ("profile", "back-matter")):
            if resource.get("uuid") == href[1:]:
                links = self.reading.each(resource, "rlinks", steps)
                yield from (self.reading.text(link.get("href"), (*here, "href")) for link, here in links)

    def _by_id(self, chosen: dict[str, Any], steps: Steps, href: str) -> Iterator[OscalItem]:
        """The controls named one by one, without the catalogue that describes them."""
        if "include-controls" not in chosen:
            raise ProfileNeedsCatalogue(place=self.reading.place(steps), href=href)
        left_out = self._named(chosen, "exclude-controls", steps, href)
        for id in self._named(chosen, "include-controls", steps, href):
            if id not in left_out:
                yield OscalItem(id, id)

    def _named(self, chosen: dict[str, Any], field: str, steps: Steps, href: str) -> tuple[str, ...]:
        """The ids a choice names; refuses a choice that only the catalogue itself could spell out."""
        named: list[str] = []
        for choice, here in self.reading.each(chosen, field, steps):
            if choice.get("matching") or choice.get("with-child-controls") == "yes":
                raise ProfileNeedsCatalogue(place=self.reading.place(here), href=href)
            named.extend(self.reading.texts(choice, "with-ids", here))
        return tuple(named)

    def _from(self, imported: OscalCatalogue, chosen: dict[str, Any], steps: Steps) -> Iterator[OscalItem]:
        """The controls chosen out of a catalogue at hand, with the groups they stand in."""
        known = {item.id: item for item in imported.items}
        every = "include-controls" not in chosen
        wanted = self._chosen(chosen, "include-controls", steps, known)
        left_out = self._chosen(chosen, "exclude-controls", steps, known)
        kept = {id for id, item in known.items() if item.control and (every or id in wanted) and id not in left_out}
        shown = kept | {above for id in kept for above in _above(id, known) if not known[above].control}
        for id, item in known.items():
            if id in shown:
                parent = next((above for above in _above(id, known) if above in shown), "")
                yield replace(item, parent=parent)

    def _chosen(self, chosen: dict[str, Any], field: str, steps: Steps, known: dict[str, OscalItem]) -> frozenset[str]:
        found: set[str] = set()
        for choice, here in self.reading.each(chosen, field, steps):
            ids = set(self.reading.texts(choice, "with-ids", here))
            if strange := sorted(ids - set(known)):
                raise self.reading.fault((*here, "with-ids"), f"the catalogue it imports has no control {strange[0]}")
            for match, at in self.reading.each(choice, "matching", here):
                ids |= _matching(self.reading.text(match.get("pattern"), (*at, "pattern")), known)
            if choice.get("with-child-controls") == "yes":
                ids |= {id for id in known if any(above in ids for above in _above(id, known))}
            found |= ids
        return frozenset(found)


def _matching(pattern: str, known: dict[str, OscalItem]) -> set[str]:
    """The ids a pattern with * and ? matches."""
    from fnmatch import fnmatchcase

    return {id for id in known if fnmatchcase(id, pattern)}


def _above(id: str, known: dict[str, OscalItem]) -> Iterator[str]:
    """What an item stands under, nearest first."""
    while (id := known[id].parent) in known:
        yield id
