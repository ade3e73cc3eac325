"""How each language refers to law: GDPR `6(1)(c)` is artikkel 6 nr. 1 bokstav c, artikel 6.1 c, Article 6(1)(c).

Rules and records write European law in the short form, which is the same in every language and is what a reference is
known by. Only what people read is worded, by reports/provisions.yaml. A national act is cited as its own country
cites it, in a text of any language: that is how it is found again. Requirements of catalogues, which records write as
`iso27002_2022:8.5`, are named here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby
from types import MappingProxyType
from typing import Final

from compliance.language.lists import listing
from compliance.language.wording import Wording, wording

PROVISIONS: Final = "provisions"
"""The file of reports/ with the words."""

_EU: Final = "EU"
_WITH_HYPHEN: Final = "DK"
_NOT_BINDING: Final = frozenset({"GDPR", "NIS2", "WP248"})
"""European texts that are cited as no binding act too: a directive binds through the law of a country only."""

_DEFINED_IN: Final = MappingProxyType({"GDPR": "4", "KI-forordningen": "3", "NIS2": "6"})
"""The article of each act that numbers its definitions; Danish counts these otherwise than paragraphs."""

_ARTICLE: Final = re.compile(
    r"(?:Art\. )?(?P<article>\d+(?:-\d+)?)"
    r"(?P<paragraphs>\(\d+\)(?:-\(\d+\))?)?(?P<letters>\([a-z]\)(?:-\([a-z]\))?)?"
    r"(?P<second> andre ledd| second subparagraph)?"
)
_NUMBERS: Final = re.compile(r"(\d+)")
_CRITERIA: Final = "WP248"
_CRITERION: Final = re.compile(r"WP248\.(\d+)")
_CODED: Final = re.compile(r"(\d+)\.(\d+)(?:\.(?:([a-z])|0))?")
_SECTIONS: Final = re.compile(r"(?<=§§ )(\d+(?: [a-z])?)-(\d+(?: [a-z])?)$|(?<!\S)(\d+)-(\d+)(?= §§)")
"""A span of sections, of which § 2-1 is none: Norwegian acts number so by chapter, and Danish ones write a hyphen."""
_OF_ACT: Final = re.compile(r"(NIS2|AI Act|WP248) ")
_ACTS: Final = MappingProxyType({"AI Act": "KI-forordningen"})
_BY_LAW: Final = MappingProxyType({
    "nis2": "NIS2", "wp248": _CRITERIA, "gdpr": "GDPR", "gdpr_6_1": "GDPR", "gdpr_9_2": "GDPR", "gdpr_13_14": "GDPR",
    "gdpr_28_3": "GDPR", "gdpr_30_1": "GDPR",
})  # fmt: skip
"""The catalogues whose requirements are provisions of an act, and the act."""

_PLACE: Final = re.compile(r" (?=§|(?:punkt|kapittel|kapitel|artikkel|artikel|Article)\b|\d+\.\d)")
"""Where the name of an act or a standard ends, and the place in it begins."""
_CLAUSES: Final = re.compile(r"\d+(?:\.\d+)+(?:, \d+(?:\.\d+)+)*")
"""Places in a standard: 5.3, 7.2."""
_FURTHER: Final = re.compile(r"\([a-z]\)(?:-\([a-z]\))?")
_NAMED: Final = re.compile(r"(fortalen|fortalepunkt|recital|kjennetegn|criterion|del) (\d+(?:-\d+)?|[IVX]+\.[A-Z])")
_NAMES: Final = MappingProxyType({"kjennetegn": "criterion", "criterion": "criterion", "del": "section"})


@dataclass(frozen=True, slots=True)
class _Place:
    """One article, or a span of them, with the paragraphs and points meant; spans are written 1-2."""

    article: str
    paragraphs: str = ""
    letters: tuple[str, ...] = ()
    second: bool = False


@lru_cache(maxsize=4096)
def cited(
    jurisdiction: str | None, instrument: str | None, provision: str | None, language: str, *, short: bool = False
) -> str:
    """An act and its provision as that language's lawyers write them, in a narrow column short: art. 6 nr. 1 c.

    Empty where neither is known.
    """
    said, act = wording(PROVISIONS, language), instrument or ""
    place = provision or ""
    if jurisdiction == _EU or (jurisdiction is None and act in _NOT_BINDING):
        place = _worded(act, place, _Words(said, short))
    elif said.has(f"titles.{place}"):
        place = said(f"titles.{place}")
    elif jurisdiction != _WITH_HYPHEN:
        place = _SECTIONS.sub(_span_of_sections, place)
    return f"{said(f'acts.{act}') if said.has(f'acts.{act}') else act} {place}".strip()


def article(provision: str, language: str, *, short: bool = False) -> str:
    """A provision as the model's fields and codes name it; without an act it is of the data protection regulation.

    Codes write 13(1)(a) as 13.1.a; fields name acts in English.
    """
    place = _decoded(provision)
    if _CRITERION.fullmatch(provision):
        return cited(_EU, _CRITERIA, place, language)
    if (found := _OF_ACT.match(place)) is None:
        return cited(_EU, None, place, language, short=short)
    return cited(_EU, _ACTS.get(found[1], found[1]), place[found.end() :], language, short=short)


def article_number(provision: str, language: str) -> str:
    """A provision without the word for article, beside a label that has no room for it: 30 nr. 1 f."""
    short = article(provision, language, short=True)
    said = wording(PROVISIONS, language)
    return short.removeprefix(said("short.article", listed="").rstrip() + " ")


def requirement(reference: str, language: str, *, short: bool = False) -> str:
    """A requirement of a catalogue as people write it: `iso27002_2022:8.5` is ISO/IEC 27002 8.5.

    As it stands where no catalogue of ours is called so.
    """
    catalogue, _, item = reference.partition(":")
    if not item:
        return reference
    if act := _BY_LAW.get(catalogue):
        return cited(_EU, act, _decoded(item), language, short=short)
    said, path = wording(PROVISIONS, language), f"requirements.{catalogue}"
    return said(path, item=item) if said.has(path) else reference


def requirement_number(reference: str, language: str) -> str:
    """A requirement under the name of its catalogue: 8.5, or of an act art. 32 nr. 1 d."""
    catalogue, _, item = reference.partition(":")
    return article(item, language, short=True) if catalogue in _BY_LAW else item


def _decoded(provision: str) -> str:
    """The short form of what a code names: 13.1.a is 13(1)(a), and 28.3.0 the beginning of 28(3)."""
    if criterion := _CRITERION.fullmatch(provision):
        return criterion.expand(r"criterion \1")
    coded = _CODED.fullmatch(provision)
    if coded is None:
        return provision
    return coded.expand(r"\1(\2)(\3)") if coded[3] else coded.expand(r"\1(\2)")


def _span_of_sections(found: re.Match[str]) -> str:
    return "–".join(each for each in found.groups() if each)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for provisions, whole or cut short where a short one is kept."""

    said: Wording
    short: bool

    @property
    def language(self) -> str:
        return self.said.language

    def __call__(self, path: str, **facts: object) -> str:
        cut = f"short.{path}"
        return self.said(cut if self.short and self.said.has(cut) else path, **facts)


def _worded(act: str, provision: str, said: _Words) -> str:
    """The provision in words, or as it stands where it is written otherwise than articles are."""
    if named := _NAMED.fullmatch(provision):
        several = "recitals" if "-" in named[2] else "recital"
        return said(_NAMES.get(named[1], several), number=_span(named[2], said))
    places = _places(provision)
    if not places:
        return provision
    spoken = [_place(act, each, said) for each in places]
    if len(spoken) == 1:
        return said("articles" if "-" in places[0].article else "article", listed=spoken[0])
    if not any(each.paragraphs for each in places):
        return said("articles", listed=listing(spoken, said.language))
    *first, last = (said("each", number=each) for each in spoken)
    joined = "last_after_paragraph" if places[-2].paragraphs else "last"
    return said("mixed", listed=said(joined, listed=", ".join(first), number=last))


def in_legal_order(references: Iterable[str]) -> tuple[str, ...]:
    """References as a lawyer looks them up: by act, then article 5 before article 12; each once."""
    return tuple(sorted(set(references), key=_by_number))


def by_act(references: Iterable[str]) -> tuple[str, ...]:
    """References in legal order with each act, and each clause of a standard, named once: arkivlova § 5, § 12."""
    acts = groupby(references, lambda each: _PLACE.split(each, maxsplit=1)[0])
    return tuple(f"{act} {', '.join(_once(each[len(act) :].strip() for each in run))}".strip() for act, run in acts)


def _once(places: Iterable[str]) -> tuple[str, ...]:
    held = (place.split(", ") if _CLAUSES.fullmatch(place) else [place] for place in places)
    return tuple(dict.fromkeys(chain.from_iterable(held)))


def _by_number(reference: str) -> list[tuple[int, str]]:
    """Numbers as numbers and words as words, so that no number meets a word."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in _NUMBERS.split(reference)]


def _places(provision: str) -> tuple[_Place, ...]:
    """What the short form names, one by one; nothing where any part of it is not of that form."""
    places: list[_Place] = []
    for part in provision.split(", "):
        found = _ARTICLE.fullmatch(part)
        if found:
            letters = (_bare(found["letters"]),) if found["letters"] else ()
            paragraphs = _bare(found["paragraphs"] or "")
            places.append(_Place(found["article"], paragraphs, letters, bool(found["second"])))
        elif places and places[-1].letters and _FURTHER.fullmatch(part):
            last = places.pop()
            places.append(_Place(last.article, last.paragraphs, (*last.letters, _bare(part)), last.second))
        else:
            return ()
    return tuple(places)


def _place(act: str, place: _Place, said: _Words) -> str:
    spoken = _span(place.article, said)
    if place.paragraphs:
        counted = "definition" if place.article == _DEFINED_IN.get(act) else "paragraph"
        numbers = _span(place.paragraphs, said, "paragraph_number", "number")
        spoken = said(counted, article=spoken, numbers=numbers)
    if place.letters:
        letters = listing((_span(each, said, "letter", "letter") for each in place.letters), said.language)
        spoken = said("point", paragraph=spoken, letters=letters)
    return said("second", paragraph=spoken) if place.second else spoken


def _span(text: str, said: _Words, path: str = "", fact: str = "") -> str:
    ends = [said(path, **{fact: each}) if path else each for each in text.split("-")]
    return said("span", first=ends[0], last=ends[1]) if len(ends) > 1 else ends[0]


def _bare(written: str) -> str:
    return written.replace("(", "").replace(")", "")
