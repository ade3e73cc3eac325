"""Catalogues of requirements, what they have in common, and the protection chosen for each class (guide A.14, C).

`checklists/catalogues/` holds one catalogue per file, named after its id, and two files that stand on them:
`crosswalk.yaml` and `baseline.yaml`. A requirement is named by catalogue and item: `iso27002_2022:8.5`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from compliance.checks.loading import Sheet, read_sheet
from compliance.errors import ComplianceError
from compliance.formats import oscal, yaml
from compliance.formats.source import Source, source_at
from compliance.language.catalogues import gettext_for
from compliance.resources import folder

CROSSWALK: Final = "crosswalk.yaml"
BASELINE: Final = "baseline.yaml"
CLASSES: Final = 4
"""The classes of confidentiality, integrity and availability go from 1 to this."""

_ITEM_TITLE: Final = "items.title"
_NAME: Final = r"^[a-z][a-z0-9_]{0,59}$"
_OSCAL: Final = re.compile(r"^(catalog|profile):", re.MULTILINE)

Words = Annotated[str, Field(min_length=1, max_length=1_000)]
ItemId = Annotated[str, Field(pattern=rf"^\S{{1,{oscal.LONGEST_ID}}}$")]
Requirement = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*:\S+$")]
F = TypeVar("F")


class UnknownCatalogue(ComplianceError):
    sentence = "There is no catalogue “{name}”."
    hint = "“compliance coverage” lists them; --catalogue-file reads another."


class CatalogueUnnamed(ComplianceError):
    sentence = "A catalogue in OSCAL does not say what your controls call it."
    hint = "Name it before the file, as the references of your controls begin: in “nist:ac-2” that is nist."


class UnfitName(ComplianceError):
    sentence = "“{name}” cannot be the name of a catalogue."
    hint = "Use small letters, digits and _, beginning with a letter: nist_privacy."


class Fit(StrEnum):
    """How far a measure that serves one requirement serves another."""

    fulfils = "fulfils"
    contributes = "contributes"


class Part(BaseModel):
    """A part of a file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(Part):
    """One requirement, or a heading over some."""

    id: ItemId
    title: Words
    parent: str = ""
    measures: Annotated[int, Field(ge=1, le=99)] | None = None
    """How many measures it holds that are known by number alone: 2.6 with 7 of them has 2.6.1 to 2.6.7."""
    labels: tuple[str, ...] = ()
    """What else people call it: AC-2(1) for ac-2.1."""
    counted: bool | None = None
    """Whether it is a requirement and no heading. Where the file does not say: whether nothing stands below it."""


class Catalogue(Part):
    """A list of requirements as somebody published it."""

    id: Annotated[str, Field(pattern=_NAME)]
    title: Words
    version: str = ""
    source: Words
    language: Literal["nb", "en"]
    """The language of its titles."""
    verified: bool
    """Whether identifiers and titles were read in the source itself."""
    use: Literal["controls", "points"]
    """Whether controls meet its requirements, or it lists points that other records and rules go by."""
    law: bool = False
    """Whether it is law that holds for everybody, so that a requirement applies whatever controls there are."""
    note: Words | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    @cached_property
    def _by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _by_label(self) -> Mapping[str, Item]:
        return {label.casefold(): item for item in self.items for label in (*item.labels, item.id)}

    @cached_property
    def _above(self) -> frozenset[str]:
        return frozenset(item.parent for item in self.items)

    def counts(self, item: Item) -> bool:
        """Whether it is a requirement and no heading."""
        return item.id not in self._above if item.counted is None else item.counted

    @cached_property
    def requirements(self) -> tuple[Item, ...]:
        """What can be covered, in the order of the catalogue."""
        return tuple(item for item in self.items if self.counts(item))

    def item(self, id: str) -> Item | None:
        """The item of that id or label, whatever the case of its letters."""
        return self._by_id.get(id) or self._by_label.get(id.casefold())

    def title_in(self, language: str) -> str:
        """What the catalogue is called in a language; ours are written in bokmål."""
        return gettext_for(language).content(self.id, "title", self.title)

    def named_in(self, language: str) -> str:
        """Its title and version, save a version the title holds, or the number of an act, which no title needs."""
        told = self.version in self.title or "/" in self.version
        return self.title_in(language) if told else f"{self.title_in(language)} {self.version}"

    def item_in(self, item: Item, language: str) -> str:
        """The title of an item in a language; of a standard that is not ours to translate, its own English one."""
        return item.title if self.language == "en" else gettext_for(language).content(self.id, _ITEM_TITLE, item.title)

    def below(self, item: Item) -> Iterator[Item]:
        """The requirements under a heading, however deep."""
        for other in self.items:
            if other.parent == item.id:
                yield from (other,) if self.counts(other) else ()
                yield from self.below(other)

    def whole(self, id: str) -> Item | None:
        """The requirement of which this one is a part: 2.6 for the measure 2.6.7, AC-2 for AC-2(1)."""
        if found := self.item(id):
            above = self._by_id.get(found.parent)
            return above if above is not None and self.counts(above) else None
        stem, _, number = id.rpartition(".")
        above = self._by_id.get(stem)
        known = above is not None and above.measures is not None and number in map(str, range(1, above.measures + 1))
        return above if known else None

    def knows(self, id: str) -> bool:
        """Whether the catalogue has such an item, or such a measure under one."""
        return self.item(id) is not None or self.whole(id) is not None


class Topic(Part):
    """Requirements of several catalogues that are about the same thing."""

    topic: Words
    alike: Annotated[tuple[Requirement, ...], Field(min_length=2)] | tuple[()] = ()
    """Equally broad: what fulfils one fulfils the others."""
    related: tuple[Requirement, ...] = ()
    """Overlapping: each contributes to those of other catalogues."""
    part_of: tuple[Requirement, ...] = ()
    """Broader: each of the above contributes to them, and they give nothing back."""

    def links(self) -> Iterator[tuple[str, str, Fit]]:
        """From which requirement to which other, and how far."""
        narrow = (*self.alike, *self.related)
        yield from ((one, other, Fit.fulfils) for one in self.alike for other in self.alike if one != other)
        yield from ((one, broad, Fit.contributes) for one in narrow for broad in self.part_of)
        for one in narrow:
            for other in narrow:
                if catalogue_of(one) != catalogue_of(other) and not {one, other} <= {*self.alike}:
                    yield one, other, Fit.contributes


class Protection(Part):
    """What a class of system requires beyond the class below."""

    class_: Annotated[int, Field(alias="class", ge=1, le=CLASSES)]
    required: tuple[Requirement, ...]


def catalogue_of(requirement: str) -> str:
    """The catalogue a requirement belongs to."""
    return requirement.partition(":")[0]


def item_of(requirement: str) -> str:
    """The item of its catalogue a requirement is."""
    return requirement.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Standards:
    """The catalogues together with what stands on them."""

    catalogues: Mapping[str, Catalogue]
    links: Mapping[str, Mapping[str, Fit]]
    """The crosswalk: from a requirement to the others it serves."""
    baseline: Mapping[int, tuple[str, ...]]
    """What each class requires, the lower classes included."""

    def named(self, name: str) -> Catalogue:
        """The catalogue with this id; raises `UnknownCatalogue`."""
        found = self.catalogues.get(name)
        if found is None:
            raise UnknownCatalogue(name=name)
        return found

    def with_catalogue(self, catalogue: Catalogue) -> Standards:
        """The same with one more, or another in place of one."""
        return Standards(MappingProxyType({**self.catalogues, catalogue.id: catalogue}), self.links, self.baseline)

    def canonical(self, requirement: str) -> str:
        """The requirement with its item spelt as the catalogue spells it."""
        catalogue = self.catalogues.get(catalogue_of(requirement))
        item = catalogue.item(item_of(requirement)) if catalogue else None
        return f"{catalogue_of(requirement)}:{item.id}" if item else requirement

    def served(self, requirements: Iterable[str]) -> Mapping[str, Fit]:
        """Every requirement that a measure serves which names these, and how far: one step, never further."""
        found: dict[str, Fit] = {}
        for named in map(self.canonical, requirements):
            for other, fit in ((named, Fit.fulfils), *self.links.get(named, {}).items(), *self._whole(named)):
                if found.get(other) is not Fit.fulfils:
                    found[other] = fit
        return found

    def _whole(self, requirement: str) -> Iterator[tuple[str, Fit]]:
        catalogue = self.catalogues.get(catalogue_of(requirement))
        if catalogue and (whole := catalogue.whole(item_of(requirement))):
            yield f"{catalogue.id}:{whole.id}", Fit.contributes


@lru_cache(maxsize=1)
def shipped_standards() -> Standards:
    """The standards this tool comes with."""
    return read_standards(folder("checklists") / "catalogues")


def read_standards(top: Path) -> Standards:
    """Every catalogue of a folder with its crosswalk and baseline; raises `MalformedChecklist` at the first fault."""
    catalogues: dict[str, Catalogue] = {}
    for path in sorted(path for path in top.glob("*.yaml") if path.name not in (CROSSWALK, BASELINE)):
        catalogue = catalogues[path.stem] = read_catalogue(path)
        if catalogue.id != path.stem:
            raise read_sheet(path).fault(("id",), f"the file is named after the catalogue: {catalogue.id}.yaml")
    return Standards(
        MappingProxyType(catalogues),
        MappingProxyType(_links(read_sheet(top / CROSSWALK), catalogues)),
        MappingProxyType(_baseline(read_sheet(top / BASELINE), catalogues)),
    )


def read_catalogue(path: Path) -> Catalogue:
    """One catalogue; raises `MalformedChecklist` with file, line and reason."""
    sheet = read_sheet(path)
    catalogue = _read(sheet, _CATALOGUE)
    above: set[str] = {""}
    for number, item in enumerate(catalogue.items):
        if item.id in above:
            raise sheet.fault(("items", number, "id"), f"“{item.id}” stands twice")
        if item.parent not in above:
            raise sheet.fault(("items", number, "parent"), f"“{item.parent}” does not stand above it")
        above.add(item.id)
    return catalogue


def catalogue_at(path: Path, name: str | None) -> tuple[Catalogue, tuple[str, ...]]:
    """A catalogue from a file of the user's, in our own form or in OSCAL, and the files it imports but that are absent.

    In OSCAL it takes the name given; what a profile imports is looked for in the same folder. Raises
    `CatalogueUnnamed`, `UnfitName`, `MalformedChecklist`, or what `compliance.formats.oscal` raises.
    """
    source = source_at(path, path.name)
    if source.suffix in yaml.SUFFIXES and not _OSCAL.search(source.text()):
        return read_catalogue(path), ()
    if name is None:
        raise CatalogueUnnamed
    if not re.match(_NAME, name):
        raise UnfitName(name=name)
    found = oscal.read(source, lambda wanted: _beside(path, wanted))
    items = tuple(
        Item(id=each.id, title=each.title, parent=each.parent, labels=each.labels, counted=each.control)
        for each in found.items
    )
    told = Catalogue(
        id=name,
        title=found.title[: oscal.LONGEST_TITLE],
        version=found.version,
        source=path.name,
        language="en",
        verified=False,
        use="controls",
        items=items,
    )
    return told, found.absent


def _beside(path: Path, wanted: str) -> Source | None:
    """A file of the same folder; nothing outside it, and nothing from the net, is ever read."""
    there = path.parent / Path(wanted).name
    return source_at(there, there.name) if there.name == wanted.removeprefix("./") and there.is_file() else None


def _links(sheet: Sheet, catalogues: Mapping[str, Catalogue]) -> dict[str, Mapping[str, Fit]]:
    topics: tuple[Topic, ...] = _read(sheet, _TOPICS)
    links: dict[str, dict[str, Fit]] = {}
    for number, topic in enumerate(topics):
        for field in ("alike", "related", "part_of"):
            _refuse_unknown(sheet, (number, field), getattr(topic, field), catalogues)
        for one, other, fit in topic.links():
            if links.setdefault(one, {}).get(other) is not Fit.fulfils:
                links[one][other] = fit
    return {one: MappingProxyType(others) for one, others in links.items()}


def _baseline(sheet: Sheet, catalogues: Mapping[str, Catalogue]) -> dict[int, tuple[str, ...]]:
    protections: tuple[Protection, ...] = _read(sheet, _PROTECTIONS)
    own: dict[int, tuple[str, ...]] = {}
    for number, protection in enumerate(protections):
        _refuse_unknown(sheet, (number, "required"), protection.required, catalogues)
        if protection.class_ in own:
            raise sheet.fault((number, "class"), f"class {protection.class_} stands twice")
        own[protection.class_] = protection.required
    if missing := [str(wanted) for wanted in range(1, CLASSES + 1) if wanted not in own]:
        raise sheet.fault((), f"class {', '.join(missing)} is not there")
    return {
        highest: tuple(dict.fromkeys(named for lower in range(1, highest + 1) for named in own[lower]))
        for highest in range(1, CLASSES + 1)
    }


def _refuse_unknown(
    sheet: Sheet, steps: tuple[str | int, ...], named: Iterable[str], catalogues: Mapping[str, Catalogue]
) -> None:
    for number, requirement in enumerate(named):
        catalogue = catalogues.get(catalogue_of(requirement))
        if catalogue is None or not catalogue.knows(item_of(requirement)):
            raise sheet.fault((*steps, number), f"no catalogue holds “{requirement}”")


_CATALOGUE: Final = TypeAdapter(Catalogue)
_TOPICS: Final = TypeAdapter(tuple[Topic, ...])
_PROTECTIONS: Final = TypeAdapter(tuple[Protection, ...])


def _read(sheet: Sheet, adapter: TypeAdapter[F]) -> F:
    try:
        return adapter.validate_python(sheet.data)
    except ValidationError as error:
        first: Any = error.errors(include_url=False)[0]
        raise sheet.fault(first["loc"], first["msg"][:1].lower() + first["msg"][1:400]) from None
