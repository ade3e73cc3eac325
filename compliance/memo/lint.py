"""What makes a composed memo hard to read, each thing by itself: where it stands, what it is, and how it is mended.

What stops the memo is what the gate objects to, no more and no less. The measures (guide D.4) only advise: length is
what they count, and no number proves a text clear. Each term is spoken of once, where it is first read, and is known
from there on; LIX is for the languages it is calibrated for. Texts are measured in the language of the organisation,
and remarks are said in the language of the memo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from compliance.checks.finding import Result
from compliance.language.amounts import number
from compliance.language.figures import figures
from compliance.language.lists import listing
from compliance.language.prose import words
from compliance.language.readability import (
    LIX_LANGUAGES,
    counts,
    lix,
    long_paragraphs,
    long_sentences,
    passive_sentences,
    word_count,
)
from compliance.language.terms import Term, abbreviations_in, explained, jargon_in
from compliance.language.wording import wording
from compliance.memo.compose import NO_MEMO, Composition
from compliance.memo.gate import Objection, edit_command, objection, objections, second_pass, stops
from compliance.memo.kind import KIND, report_kind
from compliance.memo.material import Material
from compliance.memo.texts import SUMMARY, MemoText, label, option_title, texts
from compliance.model.decision import Memo, Question
from compliance.model.organisation import Organisation
from compliance.model.supply import Supplier, System

WHOLE: Final = 0
"""Counts as the number of a question for what is about the memo as a whole."""

_SHOWN: Final = 90
_MEASURED: Final = {"jargon": "MEMO-JARG-001", "lix": "MEMO-LIX-001", "summary_words": "MEMO-LEN-001"}
"""The rules that say of the memo as a whole what a remark here says of one place."""

_FEWEST: Final = 5
"""Fewer sentences than this have no share worth telling."""


class Weight(StrEnum):
    """Whether the memo is stopped until it is mended."""

    stops = "stops"
    advises = "advises"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to mend.

    `fields` are the paths in the record, `labels` what a form calls them, and `option` the title of the option they
    belong to. `measure` is the key of its words in reports/decision-memo.yaml; empty for what a rule says.
    """

    weight: Weight
    number: int
    record: str
    fields: tuple[str, ...]
    labels: tuple[str, ...]
    option: str
    what: str
    mend: str
    command: str
    measure: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """How much there is to read in one part of the memo. `pages` is None until the memo is printed."""

    number: int
    record: str
    title: str
    words: int
    lix: Decimal | None
    pages: int | None


@dataclass(frozen=True, slots=True)
class Linted:
    """The memo part by part, and the remarks: what stops it first, then in the order it is read."""

    parts: tuple[Measured, ...]
    remarks: tuple[Remark, ...]

    def of(self, weight: Weight) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.weight is weight)


def lint(composition: Composition, material: Material, pages: Mapping[int, int] | None = None) -> Linted:
    """Measure a composed memo. `pages` is how many each part takes when printed (`compliance.report.extent`)."""
    made = _Lint(composition, material, pages or {})
    stopping = [made.stopping(each) for each in objections(composition, material)]
    advice = sorted(made.advice(), key=lambda remark: remark.number)
    placed = {_MEASURED.get(remark.measure) for remark in advice} | {remark.rule for remark in stopping}
    rules = [each for each in made.rules() if each.rule not in placed or each.rule not in _MEASURED.values()]
    return Linted(made.parts(), (*stopping, *sorted((*rules, *advice), key=lambda remark: remark.number)))


class _Lint:
    """One memo under the measures."""

    def __init__(self, composition: Composition, material: Material, pages: Mapping[int, int]) -> None:
        self.composition, self.material, self.pages = composition, material, pages
        self.said = wording(KIND, material.language)
        self.limits = report_kind(KIND).limits
        self.language = material.written_in
        self.texts = texts(composition)
        self.held: dict[str, tuple[int, Memo | Question]] = {
            question.id: (place, question) for place, question in enumerate(composition.questions, 1)
        }

    def parts(self) -> tuple[Measured, ...]:
        memo = self.composition.document
        titles = [(WHOLE, memo.id, self.said("remarks.whole.label"))]
        titles += [(place, each.id, each.name) for place, each in enumerate(self.composition.questions, 1)]
        return tuple(self._measured(*title) for title in titles)

    def stopping(self, objection: Objection) -> Remark:
        return self._by_rule(objection, Weight.stops)

    def rules(self) -> Iterator[Remark]:
        """What the rules on the memo find and the gate lets pass."""
        for finding in second_pass(self.composition, self.material):
            told = finding.rule not in _MEASURED.values() or finding.result is Result.gap
            if told and not stops(finding, self.material):
                yield self._by_rule(objection(finding, self.composition), Weight.advises)

    def advice(self) -> Iterator[Remark]:
        yield from self._pages()
        yield from self._hard()
        yield from self._passive()
        yield from self._summary()
        yield from self._terms()
        for text in self.texts:
            yield from self._long(text)

    def _measured(self, number: int, record: str, title: str) -> Measured:
        mine = [text for text in self.texts if text.number == number]
        long = sum(word_count(text.text, self.language) for text in mine)
        return Measured(number, record, title, long, self._lix(number), self.pages.get(number))

    def _lix(self, number: int) -> Decimal | None:
        prose = self._prose(number)
        return lix(prose, self.language) if prose and self.language in LIX_LANGUAGES else None

    def _prose(self, number: int) -> str:
        return "\n\n".join(text.text for text in self.texts if text.number == number and text.is_prose)

    def _pages(self) -> Iterator[Remark]:
        for place, n in sorted(self.pages.items()):
            most = self.limits.question_pages if place else 1
            if n > most:
                yield self._remark("pages" if place else "front", place, n=n, most=most)

    def _hard(self) -> Iterator[Remark]:
        for place in (WHOLE, *range(1, len(self.composition.questions) + 1)):
            most = self.limits.body_lix if place else self.limits.summary_lix
            found = self._lix(place)
            if found is not None and found > most:
                shown = number(found, self.material.language)
                fields = () if place else (SUMMARY,)
                yield self._remark("lix", place, fields, said=shown, most=most)

    def _passive(self) -> Iterator[Remark]:
        for place in (WHOLE, *range(1, len(self.composition.questions) + 1)):
            prose = self._prose(place)
            passive, every = passive_sentences(prose, self.language), counts(prose, self.language).sentences
            if every >= _FEWEST and len(passive) * 100 > every * self.limits.passive_percent:
                yield self._remark("passive", place, n=len(passive), of=every, said=_shown(passive[0]))

    def _summary(self) -> Iterator[Remark]:
        found = figures(self.composition.document.summary or "", self.language)
        most = self.limits.summary_figures
        if len(found) > most:
            shown = listing(found, self.material.language)
            yield self._remark("summary_figures", WHOLE, (SUMMARY,), n=len(found), most=most, said=shown)

    def _terms(self) -> Iterator[Remark]:
        read: set[str] = set()
        for text in self.texts:
            for term in self._in(text):
                if term.name not in read and not explained(text.text, term, self.language):
                    plain = term.entry.plain if term.entry else ""
                    yield self._at(_measure_of(term), text, said=term.said, plain=plain)
                read.add(term.name)

    def _in(self, text: MemoText) -> Iterable[Term]:
        return (*jargon_in(text.text, self.language), *abbreviations_in(text.text, self.language, self._names))

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words in capitals that are names here: of systems, suppliers and organisations."""
        reading = self.material.reading
        named = (*reading.all(System), *reading.all(Supplier), *reading.all(Organisation))
        return frozenset(word for each in named for word in words(each.name) if word.isupper())

    def _long(self, text: MemoText) -> Iterator[Remark]:
        for sentence in long_sentences(text.text, self.language, self.limits.sentence_words):
            most = self.limits.sentence_words
            yield self._at("sentence", text, n=sentence.words, most=most, said=_shown(sentence.text))
        for paragraph in long_paragraphs(text.text, self.limits.paragraph_lines):
            most = self.limits.paragraph_lines
            yield self._at("paragraph", text, n=paragraph.lines, most=most, said=_shown(paragraph.text))

    def _at(self, measure: str, text: MemoText, **facts: object) -> Remark:
        return self._remark(measure, text.number, (text.path,), **facts)

    def _remark(self, measure: str, place: int, fields: Sequence[str] = (), /, **facts: object) -> Remark:
        document = self.composition.questions[place - 1] if place else self.composition.document
        command = "compliance questions --save" if document.id == NO_MEMO else edit_command(document.id)
        return Remark(
            weight=Weight.advises, number=place, record=document.id, command=command, measure=measure,
            what=self.said(f"remarks.{measure}.what", **facts), mend=self.said(f"remarks.{measure}.mend", **facts),
            **self._where(document, fields),
        )  # fmt: skip

    def _by_rule(self, objection: Objection, weight: Weight) -> Remark:
        place, document = self.held.get(objection.record, (WHOLE, self.composition.document))
        mine = document if document.id == objection.record else None
        return Remark(
            weight=weight, number=place, record=objection.record, command=objection.command, rule=objection.rule,
            what=objection.statement, mend=objection.remedy or objection.command,
            **self._where(mine, objection.fields),
        )  # fmt: skip

    def _where(self, document: Memo | Question | None, fields: Sequence[str]) -> dict[str, Any]:
        """The fields, with their labels where they are of a record the memo holds."""
        labels = (label(document, field, self.material.language) if document else field for field in fields)
        option = option_title(document, fields[0]) if document and fields else ""
        return {"fields": tuple(fields), "labels": tuple(labels), "option": option}


def _measure_of(term: Term) -> str:
    if term.entry:
        return "jargon"
    return "shortened" if term.said.endswith(".") else "abbreviation"


def _shown(text: str) -> str:
    """The beginning of a text, on one line: enough to find it again."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(None, 1)[0]} …"
