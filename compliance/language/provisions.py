"""How each language refers to law: GDPR `6(1)(c)` is artikkel 6 nr. 1 bokstav c, artikel 6.1 c, Article 6(1)(c).

Rules and records write European law in the short form, which is the same in every language and is what a reference is
known by. Only what people read is worded, by reports/provisions.yaml. A national act is cited as its own country
cites it, in a text of any language: that is how it is found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from compliance.language.lists import listing
from compliance.language.wording import Wording, wording

PROVISIONS: Final = "provisions"
"""The file of reports/ with the words."""

_EU: Final = "EU"
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
_CODED: Final = re.compile(r"(\d+)\.(\d+)\.([a-z])")
_OF_ACT: Final = re.compile(r"(NIS2|AI Act|WP248) ")
_ACTS: Final = MappingProxyType({"AI Act": "KI-forordningen"})
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
def cited(jurisdiction: str | None, instrument: str | None, provision: str | None, language: str) -> str:
    """An act and its provision as that language's lawyers write them; empty where neither is known."""
    said, act = wording(PROVISIONS, language), instrument or ""
    place = provision or ""
    if jurisdiction == _EU or (jurisdiction is None and act in _NOT_BINDING):
        place = _worded(act, place, said)
    return f"{said(f'acts.{act}') if said.has(f'acts.{act}') else act} {place}".strip()


def article(provision: str, language: str) -> str:
    """A provision as the model's fields and codes name it; without an act it is of the data protection regulation.

    Codes write 13(1)(a) as 13.1.a; fields name acts in English.
    """
    coded = _CODED.fullmatch(provision)
    place = coded.expand(r"\1(\2)(\3)") if coded else provision
    if (found := _OF_ACT.match(place)) is None:
        return cited(_EU, None, place, language)
    return cited(_EU, _ACTS.get(found[1], found[1]), place[found.end() :], language)


def _worded(act: str, provision: str, said: Wording) -> str:
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


def _place(act: str, place: _Place, said: Wording) -> str:
    spoken = _span(place.article, said)
    if place.paragraphs:
        counted = "definition" if place.article == _DEFINED_IN.get(act) else "paragraph"
        numbers = _span(place.paragraphs, said, "paragraph_number", "number")
        spoken = said(counted, article=spoken, numbers=numbers)
    if place.letters:
        letters = listing((_span(each, said, "letter", "letter") for each in place.letters), said.language)
        spoken = said("point", paragraph=spoken, letters=letters)
    return said("second", paragraph=spoken) if place.second else spoken


def _span(text: str, said: Wording, path: str = "", fact: str = "") -> str:
    ends = [said(path, **{fact: each}) if path else each for each in text.split("-")]
    return said("span", first=ends[0], last=ends[1]) if len(ends) > 1 else ends[0]


def _bare(written: str) -> str:
    return written.replace("(", "").replace(")", "")
