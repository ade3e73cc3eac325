"""The leader's answers to the questions of a presented memo, and the bytes that stand for them.

Nothing here writes: each step takes documents and gives back the documents it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.canonical import canonical
from compliance.errors import ComplianceError
from compliance.model.authority import may_sign
from compliance.model.decision import Choice, Decision, Memo, MemoState, Option, Question, QuestionStatus
from compliance.model.organisation import AuthorityOver, Person, Role
from compliance.model.reading import read_text
from compliance.signoff.lettering import plain as printed

Words = Callable[[str], str]
"""The sentence of a rule, by its code."""


class NotPresented(ComplianceError):
    sentence = "The memo {memo} has not been presented; nothing can be decided on it yet."
    hint = "Present it first: compliance present -o memo.pdf --actor {preparer}"


class AlreadySigned(ComplianceError):
    sentence = "The memo {memo} is signed. A signed decision is not changed; a new memo takes a new one."
    hint = "Put the question in the next memo: compliance questions --save"


class QuestionNotAsked(ComplianceError):
    sentence = "The memo {memo} does not ask the question {question}."
    hint = "It asks: {asked}."


class ChoiceUnknown(ComplianceError):
    sentence = "“{given}” is no answer to {question}."
    hint = "Choose recommended, one of the options {options}, postpone:DATE (such as postpone:2027-03-01) or reject."


class NothingRecommended(ComplianceError):
    sentence = "The question {question} recommends no option, so there is no advice to follow."
    hint = "Choose one of the options {options}."


class ReasonMissing(ComplianceError):
    sentence = "The answer to {question} departs from the advice, and no reason is given."
    hint = 'Add one sentence: --reason "…" (or a reason in the file).'


class PostponedToThePast(ComplianceError):
    sentence = "{question} cannot be postponed to {until}: that is not after {on}."
    hint = "Give a day to come: postpone:DATE."


class UnlawfulChoice(ComplianceError):
    exit_code = 1
    sentence = "“{option}” is no lawful answer to {question}: {words}"
    hint = "Choose a lawful option, or postpone with a date and a reason while the basis is found."


class PreparerMayNotDecide(ComplianceError):
    exit_code = 1
    sentence = "{person} prepared the memo {memo} and can neither decide it nor sign it."
    hint = "Another person with authority decides: --actor PERSON."


class OfficerMayNotDecide(ComplianceError):
    exit_code = 1
    sentence = "{person} is data protection officer, who advises and never decides (GDPR 38(6))."
    hint = "Record the advice instead: compliance advise {memo} --text …"


class NoAuthority(ComplianceError):
    exit_code = 1
    sentence = "{person} has no authority to sign decisions on {on}."
    hint = "The authority stands on the person: compliance show {person}. Those who have it: {able}."


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the leader said to one question."""

    question: str
    choice: Choice
    option: str | None = None
    until: date | None = None
    reason: str | None = None


def ruling_from(question: Question, said: str, reason: str | None) -> Ruling:
    """Read `recommended`, an option's id, `postpone:DATE` or `reject`; raise `ChoiceUnknown`.

    The option that is to do nothing means `reject`, where it is not what was recommended.
    """
    word, _, rest = said.strip().partition(":")
    if word == "postpone":
        return Ruling(question.id, Choice.postpone, until=_day(question, said, rest), reason=reason)
    if word in {"recommended", "reject"} and not rest:
        return Ruling(question.id, Choice(word), reason=reason)
    option = next((option for option in question.options if option.id == said), None)
    if option is None:
        raise _unknown(question, said)
    if said == question.recommended_option:
        return Ruling(question.id, Choice.recommended, said, reason=reason)
    if option.is_zero_option:
        return Ruling(question.id, Choice.reject, reason=reason)
    return Ruling(question.id, Choice.option, said, reason=reason)


def check_may_decide(memo: Memo, person: Person, on: date, able: Iterable[Person] = ()) -> None:
    """Raise unless this person may decide and sign this memo on that day."""
    if Role.dpo in person.roles:
        raise OfficerMayNotDecide(person=person.id, memo=memo.id)
    if person.id == memo.prepared_by:
        raise PreparerMayNotDecide(person=person.id, memo=memo.id)
    if not may_sign(person, AuthorityOver.decision, on):
        holders = [other.id for other in able if may_sign(other, AuthorityOver.decision, on)]
        raise NoAuthority(person=person.id, on=on, able=", ".join(holders) or "nobody")


def check_open(memo: Memo) -> None:
    """Raise unless the memo is presented and not yet signed."""
    if memo.state in {MemoState.signed, MemoState.closed}:
        raise AlreadySigned(memo=memo.id)
    if memo.state not in {MemoState.presented, MemoState.decided}:
        raise NotPresented(memo=memo.id, preparer=memo.prepared_by or "PERSON")


def decided(question: Question, ruling: Ruling, memo: Memo, by: Person, on: date, words: Words) -> Question:
    """The question with its decision; raise where the answer is none, lacks its reason or is unlawful."""
    chosen = _chosen(question, ruling)
    _refuse_unlawful(question, ruling, chosen, words)
    reason = read_text("reason", given) if (given := (ruling.reason or "").strip()) else None
    if ruling.choice is not Choice.recommended and reason is None:
        raise ReasonMissing(question=question.id)
    if ruling.choice is Choice.postpone and (ruling.until is None or ruling.until <= on):
        raise PostponedToThePast(question=question.id, until=ruling.until, on=on)
    decision = Decision(
        choice=ruling.choice,
        option_id=chosen.id if chosen else None,
        postponed_until=ruling.until,
        reason=reason,
        decided_by=by.id,
        decided_on=on,
        memo_id=memo.id,
    )
    status = QuestionStatus.postponed if ruling.choice is Choice.postpone else QuestionStatus.decided
    return question.model_copy(update={"decision": decision, "status": status})


def undecided(memo: Memo, questions: Mapping[str, Question]) -> tuple[str, ...]:
    """The questions of the memo that have no answer given on this memo."""
    return tuple(id for id in memo.question_ids if not _is_decided(questions.get(id), memo))


def decisions_of(memo: Memo, questions: Mapping[str, Question]) -> dict[str, Any]:
    """What was decided on a memo, as plain data: the memo, the file presented, and each answer in the memo's order.

    It holds nothing that a ticked file does not show, so that whoever has the file alone can make it again.
    """
    answers = (questions[id] for id in memo.question_ids if _is_decided(questions.get(id), memo))
    return plain_decisions(memo.id, memo.pdf_sha256, [_plain(question) for question in answers])


def plain_decisions(memo: str, pdf_sha256: str | None, answers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The shape of the canonical decisions."""
    return {"memo": memo, "pdf_sha256": pdf_sha256, "decisions": list(answers)}


def plain_answer(
    question: str, choice: Choice, option: str | None, until: date | None, reason: str | None
) -> dict[str, Any]:
    """One answer in the canonical decisions; a reason is spelled as it is printed in the file."""
    return {
        "question": question,
        "choice": choice.value,
        "option_id": option,
        "postponed_until": until.isoformat() if until else None,
        "reason": printed(reason or "") or None,
    }


def decision_bytes(memo: Memo, questions: Mapping[str, Question]) -> bytes:
    """The canonical bytes of `decisions_of`: what a signature names by its SHA-256."""
    return canonical(decisions_of(memo, questions))


def asked(memo: Memo, questions: Mapping[str, Question], id: str) -> Question:
    """The question of that id, by its id or its number in the memo (1, 2 …); raise `QuestionNotAsked`."""
    if id.isdigit() and 0 < int(id) <= len(memo.question_ids):
        id = memo.question_ids[int(id) - 1]
    if id not in memo.question_ids or id not in questions:
        raise QuestionNotAsked(memo=memo.id, question=id, asked=", ".join(memo.question_ids) or "nothing")
    return questions[id]


def _is_decided(question: Question | None, memo: Memo) -> bool:
    return question is not None and question.decision is not None and question.decision.memo_id == memo.id


def _plain(question: Question) -> dict[str, Any]:
    held = question.decision or Decision()
    choice = held.choice or Choice.recommended
    return plain_answer(question.id, choice, held.option_id, held.postponed_until, held.reason)


def _chosen(question: Question, ruling: Ruling) -> Option | None:
    if ruling.choice is Choice.recommended:
        wanted = question.recommended_option
        if wanted is None:
            raise NothingRecommended(question=question.id, options=_options(question.options))
    elif ruling.choice is Choice.option:
        wanted = ruling.option
    else:
        return None
    found = next((option for option in question.options if option.id == wanted), None)
    if found is None:
        raise _unknown(question, str(wanted))
    return found


def _refuse_unlawful(question: Question, ruling: Ruling, chosen: Option | None, words: Words) -> None:
    """An unlawful option is refused with the rule's words; so is a rejection that leaves what is unlawful."""
    meant = chosen
    if ruling.choice is Choice.reject:
        meant = next((option for option in question.options if option.is_zero_option), None)
    if meant is not None and meant.unlawful_because:
        said = " ".join(f"{words(code)} ({code})" for code in meant.unlawful_because)
        raise UnlawfulChoice(option=meant.title or meant.id, question=question.id, words=said)


def _unknown(question: Question, given: str) -> ChoiceUnknown:
    return ChoiceUnknown(given=given, question=question.id, options=_options(question.options))


def _options(options: Sequence[Option]) -> str:
    return ", ".join(option.id for option in options if option.id) or "(it has none)"


def _day(question: Question, said: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _unknown(question, said) from None
