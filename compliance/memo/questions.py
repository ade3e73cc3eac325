"""Which questions the leader must decide: prepared ones gathered first, the rest drafted, at most five in all.

Findings are grouped by the sort of decision they call for, never by rule or unit, so that a hundred faults become a
handful of questions (guide D.6). A prepared question takes the findings it is about; it is never written twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from compliance.capture.candidate import Candidate
from compliance.checks.finding import Finding, Severity
from compliance.memo.affected import affected
from compliance.memo.asking import drafted, themes_of, unlawful_by
from compliance.memo.material import Material
from compliance.memo.proposals import Outdated, accepted, chosen, kept, outdated
from compliance.model.decision import Option, Question, QuestionStatus, Theme
from compliance.model.reading import body_of

MOST_QUESTIONS = 5
NOT_YET = "QUE-NEW-"
"""Begins the id of a draft that has none yet; the register gives one when it is saved."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A question as it should stand. `added` are the findings a prepared one did not name before."""

    question: Question
    new: bool
    added: tuple[str, ...] = ()
    marked: bool = False
    """Whether its zero option was marked unlawful by more rules than before."""
    outdated: tuple[Outdated, ...] = ()
    """Its edited texts whose findings would now propose another; whoever edited them decides (`settled`)."""
    followed: tuple[Outdated, ...] = ()
    """Its texts that nobody edited, and that follow the findings."""
    before: Question | None = None
    """A prepared question as the register holds it."""

    @property
    def changed(self) -> bool:
        return self.new or self.question != self.before


@dataclass(frozen=True, slots=True)
class Drafts:
    """All questions there are to ask now, and the findings that wait for the next memo."""

    questions: tuple[Drafted, ...]
    waiting: tuple[Finding, ...] = ()


@dataclass
class _Taking:
    """An open question and the findings it takes on."""

    question: Question
    found: list[Finding] = field(default_factory=list)


def drafts(material: Material, most: int = MOST_QUESTIONS) -> Drafts:
    """Every open question with the findings it answers, then a draft per theme for what no question answers yet."""
    taking = [_Taking(question) for question in open_questions(material)]
    asked = {finding for question in pending_questions(material) for finding in question.finding_ids}
    unasked = (finding for finding in material.for_leader if finding.id not in asked)
    left = [finding for finding in unasked if not _taken(finding, taking, material)]
    homes = frozenset(each.question.theme for each in taking)
    kept, over = _ranked(themes_of(left), homes, material, max(most - len(taking), 0))
    waiting = [finding for theme in over for finding in _merged(theme, over[theme], taking)]
    prepared = (_completed(each, material) for each in taking)
    new = (_new(theme, found, material) for theme, found in kept.items())
    return Drafts((*prepared, *new), tuple(waiting))


def outdated_texts(question: Question, material: Material) -> tuple[Outdated, ...]:
    """The texts of a question that its findings, as they stand today, would propose otherwise than they did.

    Where none of its findings is left there is nothing to propose from; the memo says itself that they are mended.
    """
    found = [material.by_id[each] for each in question.finding_ids if each in material.by_id]
    if not (question.proposed and found and question.theme):
        return ()
    return outdated(question, drafted(question.id, question.theme, found, material), material.language)


def settled(drafts: Drafts, *, accept: Iterable[str] = (), keep: Iterable[str] = ()) -> Drafts:
    """The drafts with today's proposals in place of the texts named in `accept`, and with those named in `keep` left
    as they are edited, so that they are not told of again. Raises `NotOutdated`."""
    every = [each for draft in drafts.questions for each in draft.outdated]
    taken, left = chosen(every, accept), chosen(every, keep)
    return replace(drafts, questions=tuple(_settled(draft, taken, left) for draft in drafts.questions))


def _settled(draft: Drafted, taken: Sequence[Outdated], left: Sequence[Outdated]) -> Drafted:
    mine = accepted(draft.question, [each for each in draft.outdated if each in taken])
    mine = kept(mine, [each for each in draft.outdated if each in left])
    still = tuple(each for each in draft.outdated if each not in taken and each not in left)
    return replace(draft, question=mine, outdated=still)


def open_questions(material: Material) -> tuple[Question, ...]:
    """The questions that can still be written on: in draft, not yet put before the leader."""
    still = (QuestionStatus.draft, None)
    every = material.reading.all(Question)
    return tuple(each for each in every if each.decision is None and each.status in still)


def pending_questions(material: Material) -> tuple[Question, ...]:
    """The questions that were put before the leader and have no answer yet."""
    every = material.reading.all(Question)
    return tuple(each for each in every if each.decision is None and each.status is QuestionStatus.submitted)


def candidates(drafts: Drafts) -> tuple[Candidate, ...]:
    """What the register does not hold yet, ready for `Register.plan`."""
    return tuple(_candidate(each) for each in drafts.questions if each.changed)


def rules_of(question: Question, material: Material) -> frozenset[str]:
    """The rules a question is about: those of its findings, and those its options would break."""
    named = {found.rule for each in question.finding_ids if (found := material.by_id.get(each))}
    return frozenset(named | {code for option in question.options for code in option.unlawful_because})


def _candidate(each: Drafted) -> Candidate:
    body = body_of(each.question)
    if each.new:
        del body["id"]
        return Candidate("question", None, body)
    before = body_of(each.before) if each.before else {}
    return Candidate(
        "question", each.question.id, {name: body[name] for name in body if body[name] != before.get(name)}
    )


def _taken(finding: Finding, taking: Sequence[_Taking], material: Material) -> bool:
    for asks in (_names, _same_matter, _whole_theme):
        for each in taking:
            if asks(each.question, finding, taking, material):
                each.found.append(finding)
                return True
    return False


def _names(question: Question, finding: Finding, taking: Sequence[_Taking], material: Material) -> bool:
    return finding.id in question.finding_ids


def _same_matter(question: Question, finding: Finding, taking: Sequence[_Taking], material: Material) -> bool:
    """Same theme, and a rule or a record the question is already about."""
    if question.theme is not finding.theme:
        return False
    subjects = {found.subject for each in question.finding_ids if (found := material.by_id.get(each))}
    return finding.rule in rules_of(question, material) or finding.subject in subjects


def _whole_theme(question: Question, finding: Finding, taking: Sequence[_Taking], material: Material) -> bool:
    """A question that names neither findings nor rules is about its theme, where no other question is."""
    same = [each for each in taking if each.question.theme is finding.theme]
    bare = not question.finding_ids and not rules_of(question, material)
    return question.theme is finding.theme and len(same) == 1 and bare


def _completed(each: _Taking, material: Material) -> Drafted:
    """A prepared question with its findings added and its zero option marked; the officer's words stay, and texts that
    nobody has edited since they were proposed follow the findings."""
    question = each.question
    added = tuple(sorted({finding.id for finding in each.found} - set(question.finding_ids)))
    options = tuple(marked(option, each.found) for option in question.options)
    grown = question.model_copy(update={"finding_ids": (*question.finding_ids, *added), "options": options})
    changes = outdated_texts(grown, material)
    followed = tuple(change for change in changes if not change.edited)
    return Drafted(
        accepted(grown, followed), new=False, added=added, marked=options != question.options,
        outdated=tuple(change for change in changes if change.edited), followed=followed, before=question,
    )  # fmt: skip


def marked(option: Option, findings: Iterable[Finding]) -> Option:
    """The zero option with the rules that doing nothing would break; other options as they are."""
    codes = set(unlawful_by(tuple(findings))) - set(option.unlawful_because)
    if not option.is_zero_option or not codes:
        return option
    return option.model_copy(update={"unlawful_because": (*option.unlawful_because, *sorted(codes))})


def _new(theme: Theme, found: Sequence[Finding], material: Material) -> Drafted:
    return Drafted(drafted(f"{NOT_YET}{theme}", theme, found, material), new=True)


def _ranked(
    themes: dict[Theme, list[Finding]], homes: Collection[Theme | None], material: Material, room: int
) -> tuple[dict[Theme, list[Finding]], dict[Theme, list[Finding]]]:
    """The themes there is room for, and those there is none for: first those with blockers, then with most people.

    A theme that a prepared question asks about already gives way to one that none does: its blockers find a home there.
    """

    def weight(theme: Theme) -> tuple[bool, bool, int, int]:
        found = themes[theme]
        grave = any(finding.severity is Severity.blocker for finding in found)
        return theme in homes, not grave, -(affected(found, material.reading).people or 0), -len(found)

    order = sorted(themes, key=weight)
    kept = frozenset(order[:room])
    return {t: f for t, f in themes.items() if t in kept}, {t: f for t, f in themes.items() if t not in kept}


def _merged(theme: Theme, found: Sequence[Finding], taking: Sequence[_Taking]) -> list[Finding]:
    """Where there is no room for a question more, blockers go into one of the same theme; the others wait."""
    home = next((each for each in taking if each.question.theme is theme), None)
    if home is None:
        return list(found)
    home.found.extend(finding for finding in found if finding.severity is Severity.blocker)
    return [finding for finding in found if finding.severity is not Severity.blocker]
