"""A checklist that people answer: what its file says, and its conditions compiled and held against the model.

The checklists stand in `checklists/questionnaires/`, one per file. What is answered is a record of its own
(`ChecklistAnswers`), and rules judge it as they judge any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import Field as Entry
from pydantic import StringConstraints, ValidationError

from compliance.checks.context import UNKNOWN
from compliance.checks.expression import Expression, Language, NotAnExpression
from compliance.checks.faults import Fault
from compliance.checks.law import Reference
from compliance.checks.loading import MalformedChecklist, Sheet, read_sheet
from compliance.checks.related import RELATED
from compliance.checks.shapes import DATE, Code, Field, Record, Shape, record_of, result_of
from compliance.checks.wellformed import condition
from compliance.checks.written import FILE_NAME, Part, Source, Words
from compliance.checks.written import Code as ListCode
from compliance.errors import ComplianceError
from compliance.model.checklist import Reply
from compliance.model.kinds import KINDS
from compliance.model.organisation import Organisation, Role
from compliance.model.values import Period
from compliance.resources import folder

LANGUAGE: Final = Language(frozenset(KINDS) | {"organisation", "related", "answers", "today", "facts"})
"""Every name a condition of any checklist may use. Facts only the rules bind: here nothing is known of them."""

ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Question = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^?\n]+\?$", max_length=200)]

_REPLY: Final = Code(frozenset(reply.value for reply in Reply) - {UNKNOWN})
_KEY_MARK: Final = "[key]"
_TAKEN: Final = frozenset({"null", "true", "false", "in", "yes", "no", "on", "off", "y", "n"})


class UnknownChecklist(ComplianceError):
    sentence = "There is no checklist {code}."
    hint = "The checklists are: {known}."


class WrittenItem(Part):
    """One question as it is written."""

    question: Question
    guidance: Words
    role: Role | None = None
    who: Words | None = None
    evidence: Words
    citations: tuple[Reference, ...] = ()
    applies_when: Source | None = None
    needed: bool = True
    good: Literal["yes", "no"] = "yes"
    stale_after: Period | None = None


class QuestionnaireFile(Part):
    """A checklist as it is written."""

    code: ListCode
    title: Words
    about: tuple[str, ...] = Entry(min_length=1)
    purpose: Words
    why: Words
    stale_after: Period
    countries: tuple[str, ...] = ()
    citations: tuple[Reference, ...] = ()
    questions: dict[ItemId, WrittenItem] = Entry(min_length=1)


def named(checklist: str | None, id: str | None) -> str:
    """How a fact names a question of a checklist, so that `asked_by` finds its words."""
    return f"{checklist or ''}:{id or ''}"


def asked_by(name: str) -> tuple[str, Item] | None:
    """The checklist and the question of that name; None where it names none that is known here."""
    checklist, colon, id = name.partition(":")
    questionnaire = read_questionnaires().get(checklist) if colon else None
    item = questionnaire.item(id) if questionnaire else None
    return (checklist, item) if item else None


@dataclass(frozen=True, slots=True)
class Item:
    """One question, ready to be put."""

    id: str
    said: WrittenItem
    applies: Expression | None
    stale_after: str
    """How long an answer holds: a period."""
    line: int

    @property
    def good(self) -> Reply:
        """The answer that shows things to be in order."""
        return Reply(self.said.good)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A checklist ready to be answered."""

    said: QuestionnaireFile
    file: str
    items: tuple[Item, ...]
    digest: str = ""
    """SHA-256 of the file."""

    @property
    def code(self) -> str:
        """The code that never changes."""
        return self.said.code

    def item(self, id: str) -> Item | None:
        """The question with this id."""
        return next((item for item in self.items if item.id == id), None)

    def serves(self, country: str | None) -> bool:
        """Whether it is for organisations of that country."""
        return not self.said.countries or country in self.said.countries

    def citations(self, on: date, country: str) -> tuple[Reference, ...]:
        """What the whole of it rests on, in that country on that day."""
        return tuple(cited for cited in self.said.citations if cited.concerns(country, on))


def read_questionnaires(*folders: Path) -> Mapping[str, Questionnaire]:
    """The checklists of the folders, or the shipped ones, by code; raises `MalformedChecklist`."""
    return _read(folders or (folder("checklists") / "questionnaires",))


def questionnaire_named(code: str, held: Mapping[str, Questionnaire] | None = None) -> Questionnaire:
    """The checklist with this code, in any case of letters; raises `UnknownChecklist`."""
    known = read_questionnaires() if held is None else held
    if found := known.get(code.strip().upper()):
        return found
    raise UnknownChecklist(code=code, known=", ".join(known))


def questionnaire_files(*folders: Path) -> tuple[Path, ...]:
    """The files that hold a checklist each."""
    tops = folders or (folder("checklists") / "questionnaires",)
    return tuple(path for top in tops for path in sorted(top.glob("*.yaml")))


def questionnaire_of(sheet: Sheet, digest: str = "") -> Questionnaire:
    """The checklist a file holds; raises `MalformedChecklist` with file, line and reason."""
    if not FILE_NAME.fullmatch(Path(sheet.file).name):
        raise sheet.fault((), "the file is named in small letters and hyphens, such as supplier-agreement.yaml")
    said = _written(sheet)
    return Questionnaire(said, sheet.file, tuple(_items(sheet, said)), digest)


@lru_cache(maxsize=4)
def _read(folders: Sequence[Path]) -> Mapping[str, Questionnaire]:
    found: dict[str, Questionnaire] = {}
    for path in questionnaire_files(*folders):
        sheet = read_sheet(path)
        read = questionnaire_of(sheet, hashlib.sha256(path.read_bytes()).hexdigest())
        if read.code in found:
            raise sheet.fault(("code",), f"{found[read.code].file} has that code already")
        found[read.code] = read
    return MappingProxyType(dict(sorted(found.items())))


def _written(sheet: Sheet) -> QuestionnaireFile:
    if not isinstance(sheet.data, dict):
        raise sheet.fault((), "a checklist is a map of fields")
    try:
        said = QuestionnaireFile.model_validate(sheet.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        # A mistyped key is told before what is then missing: it is the one to mend.
        first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
        steps = tuple(step for step in first["loc"] if step != _KEY_MARK)
        raise sheet.fault(steps, first["msg"][:1].lower() + first["msg"][1:400]) from None
    for steps, reason in _contradictions(said):
        raise sheet.fault(steps, reason)
    return said


def _contradictions(said: QuestionnaireFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for at, kind in enumerate(said.about):
        if kind not in KINDS:
            yield ("about", at), f"“{kind}” is none of: {', '.join(KINDS)}"
    for id, item in said.questions.items():
        if id in _TAKEN:
            yield ("questions", id), f"“{id}” means something of its own in YAML or in conditions; choose another word"
        if item.role is None and item.who is None:
            yield ("questions", id), "it does not say who should answer; name a role, or say it under who"


def _items(sheet: Sheet, said: QuestionnaireFile) -> Iterator[Item]:
    earlier: list[str] = []
    for id, item in said.questions.items():
        applies = _condition(sheet, id, item.applies_when, names_seen(said.about, earlier))
        yield Item(id, item, applies, item.stale_after or said.stale_after, sheet.line(("questions", id)))
        earlier.append(id)


def names_seen(about: Sequence[str], earlier: Iterable[str]) -> Mapping[str, Shape]:
    """The names a condition may use, with the shape of what stands behind each.

    The record it is answered about goes under its kind's name, and what its joins bring under `related`, where the
    checklist is about one kind only. Of answers, only those to earlier questions are seen.
    """
    seen: dict[str, Shape] = {kind: record_of(KINDS[kind].document) for kind in about}
    if len(about) == 1:
        joins = RELATED[about[0]]
        seen["related"] = Record("related", {name: Field(result_of(join)) for name, join in joins.items()})
    answers = Record("answers", {id: Field(_REPLY) for id in earlier})
    return {**seen, "organisation": record_of(Organisation), "answers": answers, "today": DATE}


def _condition(sheet: Sheet, id: str, source: str | None, scope: Mapping[str, Shape]) -> Expression | None:
    if source is None:
        return None
    try:
        compiled = LANGUAGE.expression(source)
        condition(compiled.tree, scope)
    except NotAnExpression as fault:
        raise _misplaced(sheet, id, fault.facts["reason"]) from None
    except Fault as fault:
        raise _misplaced(sheet, id, fault) from None
    return compiled


def _misplaced(sheet: Sheet, id: str, reason: Any) -> MalformedChecklist:
    return sheet.fault(("questions", id, "applies_when"), str(reason))
