"""The shape of a composed memo: everything the leader reads, as plain frozen values, before any page is laid out.

Its canonical JSON (`memo_bytes`) travels inside the PDF and is what a presented memo is known by. The texts in it are
already in the memo's language; counts, dates and amounts are plain, and are written out by the templates.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from compliance.canonical import LARGEST_INTEGER, canonical
from compliance.followup.accounts import Account, FollowUpGrade
from compliance.followup.pace import Pace
from compliance.followup.tasks import TaskAccount
from compliance.memo.lifting import lifted
from compliance.model.decision import Choice, Consequences, CostRange, Effect, Theme
from compliance.model.organisation import RiskLevel
from compliance.model.values import Count, Line, LocalId, Sha256, Text, Value, Year

FORMAT: Final = 2

_BETWEEN_WORDS: Final = re.compile(r"\W+")
NO_ID: Final = "-"
"""Stands for the id of an option that has none yet."""

Mark = Literal["stop", "lacking", "unknown", "fine", "none"]
"""How an area or a decision stands: must be mended, lacks something, not known, in order, nothing to judge."""


Sum = Annotated[int, Field(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)]
"""Amounts added up: more than any one of them may be."""


class Named(Value):
    """A record by id and by what people call it."""

    id: str
    name: Line
    unit: Line | None = None

    @property
    def unit_unsaid(self) -> str | None:
        """The unit, where the name does not say it already."""
        return unsaid(self.unit, self.name)


def unsaid(unit: str | None, name: str | None) -> str | None:
    """The unit, unless its words stand in the name: IT-sjef says IT."""
    words, held = (f" {_BETWEEN_WORDS.sub(' ', (text or '').casefold())} " for text in (unit, name))
    return None if words in held else unit


class Box(Value):
    """A place on the signature page that can be ticked, and what a tick there means."""

    name: str
    choice: Choice
    option_id: LocalId | None = None


class Stated(Value):
    """A sentence that states a fact, and what it rests on: ids of findings, records and figures."""

    text: Text
    rests_on: tuple[Line, ...] = ()


class Figure(Value):
    """A number and where it comes from. `parts` share out the whole: they add up to `denominator`, or to the `value` of
    a sum of money or days."""

    id: Line
    value: Sum | None
    unit: Line
    numerator: Count | None = None
    denominator: Count | None = None
    percent: Count | None = None
    source: Text
    """How it is computed, in words."""
    query: Line | None = None
    """The command that counts it again from the same state of the register, and names what it counts."""
    parts: tuple[FigurePart, ...] = ()


class FigurePart(Value):
    id: Line
    count: Sum


class KeyFigure(Value):
    """A figure on the first page, with what it was last time."""

    figure_id: LocalId
    shown: Line
    label: Text
    unknown: Text | None = None
    """How many of the whole nobody knows of; None where everything is known."""
    before: Text | None = None
    """What it was last time; None in the first memo, whose table of areas says that it is the first."""
    rests_on: tuple[Line, ...] = ()
    """The figure, and the memo it is compared with."""


class AreaState(Value):
    """How one area stands: never better than its worst finding; what is not known counts apart."""

    id: LocalId
    label: Line
    mark: Mark
    word: Line
    blockers: Count
    undocumented: Count
    majors: Count
    minors: Count
    unknown: Count
    in_order: Line
    unit: Line | None = None
    """What `in_order` counts."""
    change: Line
    figure_id: LocalId | None = None
    rests_on: tuple[Line, ...] = ()
    """The figures it shows, and the memo they are compared with."""

    @property
    def total(self) -> int:
        return self.blockers + self.majors + self.minors + self.unknown


class YearCost(Value):
    year: Year
    amount: Sum


class ComposedOption(Value):
    """One way to answer. `total` is over the memo's horizon; None where the cost is not estimated."""

    id: LocalId
    title: Line
    description: Text | None = None
    is_zero_option: bool = False
    recommended: bool = False
    unlawful_because: tuple[Line, ...] = ()
    happens: tuple[Stated, ...] = ()
    total: Sum | None = None
    yearly: tuple[YearCost, ...] = ()
    one_off_cost: Count | None = None
    cost_range: CostRange | None = None
    person_days: Count | None = None
    effects: tuple[Effect, ...] = ()
    risk_after: RiskLevel | None = None
    consequences: Consequences | None = None
    duration_months: Count | None = None
    interim_until: date | None = None
    dependencies: Text | None = None
    project_leader: Line | None = None
    not_estimated_reason: Text | None = None
    box: Box | None = None

    @property
    def unlawful(self) -> bool:
        return bool(self.unlawful_because)

    @property
    def left_as_is(self) -> tuple[str, ...]:
        """Of the zero option: whom it hurts to do nothing, and what stays; that it is unlawful is said elsewhere."""
        follows = self.consequences.model_dump(exclude={"law"} if self.unlawful else None) if self.consequences else {}
        return (*filter(None, follows.values()), *(each.text for each in self.happens))


class ComposedQuestion(Value):
    """A question as it stands in the memo. `number` counts from 1."""

    number: Count
    id: str
    title: Line
    question: Line
    background: Text | None = None
    why_leader: Text | None = None
    priority: Stated | None = None
    """Why it stands where it does among several."""
    theme: Theme | None = None
    options: tuple[ComposedOption, ...] = ()
    recommended_option: LocalId | None = None
    reasons: Text | None = None
    owner: Named | None = None
    deadline: date | None = None
    goal: Pace | None = None
    funding_ref: Line | None = None
    requires_action: bool = True
    finding_ids: tuple[Line, ...] = ()
    mended_finding_ids: tuple[Line, ...] = ()
    rules: tuple[Line, ...] = ()
    records: tuple[Named, ...] = ()
    risk_ids: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()
    reason_place: str = ""
    until_place: str = ""
    missing: tuple[Line, ...] = ()
    """What the officer has still to fill in, by field."""
    closed: bool = False
    """Whether its story, effects and goal stand in the closed annex."""

    @property
    def recommended(self) -> ComposedOption | None:
        return next((option for option in self.options if option.recommended), None)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(cost.year for cost in max((option.yearly for option in self.options), key=len, default=()))


class RiskRow(Value):
    """A risk the leader is asked to accept."""

    id: str
    name: Line
    before: RiskLevel | None = None
    after: RiskLevel | None = None
    limit: RiskLevel | None = None
    why_not_lower: Text | None = None
    recommended: RiskLevel | None = None
    """What the answer recommended to that question would leave."""
    may_be_accepted: bool = True
    """High risk for people is not a leader's to accept (36(1))."""
    accepted_until: date | None = None
    question: Count | None = None
    decided: Line | None = None
    """The earlier decision that deals with it."""


class Measured(Value):
    """How many findings there were, by how grave they are, on the day of a memo."""

    memo_id: str | None = None
    as_of: date
    parts: tuple[FigurePart, ...]


class UnitLoad(Value):
    """What one unit in the line has to mend, in counts only."""

    unit: Line
    blockers: Count
    majors: Count
    minors: Count
    unknown: Count
    open_tasks: Count
    late_tasks: Count
    rests_on: tuple[Line, ...] = ()
    """The findings and tasks it counts."""

    @property
    def total(self) -> int:
        return self.blockers + self.majors + self.minors + self.unknown


class FindingGroup(Value):
    """Findings of one rule that say the same, with the records they are about."""

    rule: Line
    area: Line
    severity: Line
    result: Line
    decides: Line
    mark: Mark
    statement: Text
    remedy: Text | None = None
    question: Count | None = None
    place: Line
    """The heap it belongs to, as in `FindingCounts`."""
    subjects: tuple[Named, ...]
    finding_ids: tuple[Line, ...]
    citations: tuple[Citation, ...] = ()


class Citation(Value):
    text: Line
    verified: bool
    binding: bool = True
    """Whether it is an act that binds by itself; standards, guidance and directives do not."""


class AdviceGiven(Value):
    by: Line
    on: date | None = None
    text: Text | None = None


class Head(Value):
    """Who asks whom for what by when, and which state of the register it was made from."""

    memo_id: str | None = None
    title: Line
    organisation: Line
    case_no: Line | None = None
    access_marking: tuple[Line, ...] = ()
    shows_vulnerabilities: bool = False
    as_of: date
    entry: Count
    head: Line
    register_id: Line
    rules_digest: Sha256 | None = None
    program: Line
    prepared_by: Named | None = None
    addressed_to: Named | None = None
    advice: tuple[AdviceGiven, ...] = ()
    answer_by: date | None = None
    answer_by_reason: Line | None = None


class InShort(Value):
    """What is at stake, what happens if nothing is done, and what needs nothing of the reader."""

    at_stake: tuple[Stated, ...] = ()
    summary: Text | None = None
    figures: tuple[KeyFigure, ...] = ()
    if_nothing: tuple[Stated, ...] = ()
    the_rest: Stated


class Method(Value):
    """How the memo was made and what it cannot tell."""

    rules_applied: Count
    rules_not_applied: tuple[Line, ...] = ()
    country: Line | None = None
    countries_checked: tuple[Line, ...] = ()
    unverified: tuple[Line, ...] = ()
    parameters: tuple[Line, ...] = ()
    horizon_years: Count = 4
    national_law_checked: bool = True
    """Whether the rules know the country's own law."""
    waived: Count = 0
    """Findings set aside for a time; they are in no other number of the memo, and never counted as in order."""
    waived_ids: tuple[Line, ...] = ()


class PreviousMemo(Value):
    id: str
    as_of: date | None = None
    case_no: Line | None = None


class Waiting(Stated):
    """What calls for a decision by the leader and is not asked in this memo, with the reason."""

    theme: Theme | None = None
    question_id: Line | None = None
    """The question, where one is written."""


class FindingCounts(Value):
    """Every finding stands in exactly one of these."""

    asked: Count = 0
    decided: Count = 0
    """Dealt with in time by an earlier decision."""
    tables: Count = 0
    waiting: Count = 0
    line: Count = 0
    total: Count = 0


class ClosedPart(Value):
    """That there is a closed annex, and by which section of law; `sha256` is of the annex's data."""

    sha256: Sha256
    findings: Count
    sections: tuple[Citation, ...]


class ComposedMemo(Value):
    """A decision memo whole: the same register entry, day and rules always give the same one."""

    format: Literal[2] = FORMAT
    kind: Literal["decision-memo"] = "decision-memo"
    language: Line
    draft: bool
    currency: Line = "NOK"
    head: Head
    in_short: InShort
    questions: tuple[ComposedQuestion, ...] = ()
    previous: PreviousMemo | None = None
    earlier: tuple[Account, ...] = ()
    earlier_grade: FollowUpGrade
    areas: tuple[AreaState, ...] = ()
    trend: tuple[Measured, ...] = ()
    """The findings of the last memos and of this one, oldest first; empty where this is the first."""
    risks: tuple[RiskRow, ...] = ()
    late_tasks: tuple[TaskAccount, ...] = ()
    units: tuple[UnitLoad, ...] = ()
    findings: tuple[FindingGroup, ...] = ()
    counts: FindingCounts
    waiting: tuple[Waiting, ...] = ()
    figures: tuple[Figure, ...] = ()
    method: Method
    closed_annex: ClosedPart | None = None
    """Set where the memo is parted in an open file and a closed one; this is then the open one."""


Figure.model_rebuild()
FindingGroup.model_rebuild()


def memo_bytes(memo: ComposedMemo) -> bytes:
    """The canonical bytes of a composed memo: what the PDF carries and a signature binds."""
    return canonical(memo.model_dump(mode="json"))


def read_memo_bytes(data: bytes) -> ComposedMemo:
    """A composed memo from its bytes, of this format or an earlier one.

    Raises pydantic's `ValidationError` where they hold something else.
    """
    return ComposedMemo.model_validate_json(lifted(data))
