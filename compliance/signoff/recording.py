"""The steps of a presented memo: advised, decided, made ready, signed. Each is one dated entry in the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from compliance.canonical import digest
from compliance.errors import ComplianceError
from compliance.memo.composed import ComposedMemo
from compliance.model.decision import (
    Advice,
    Choice,
    Memo,
    MemoState,
    Option,
    Question,
    SignMethod,
    SignOff,
    Task,
    TaskOrigin,
    TaskStatus,
)
from compliance.model.organisation import AuthorityOver, Person, Role
from compliance.model.reading import read_text
from compliance.model.values import Answer, Document
from compliance.register.chain import Entry
from compliance.register.register import Register
from compliance.signoff import ballot
from compliance.signoff.book import held, next_id, people, questions_of, write
from compliance.signoff.deciding import (
    Ruling,
    Words,
    check_may_decide,
    check_open,
    decided,
    decision_bytes,
    undecided,
)
from compliance.signoff.examination import SignatureReport, examine
from compliance.signoff.ticks import tick

PDF = "application/pdf"


class NotAnAdviser(ComplianceError):
    exit_code = 1
    sentence = "{person} holds no office that advises on a memo."
    hint = "Advice comes from the data protection officer, the legal adviser or the records manager."


class NotDecided(ComplianceError):
    exit_code = 1
    sentence = "The memo {memo} still has questions without an answer: {open}."
    hint = "Decide them first: compliance decide {memo} --question {first} --choose recommended"


class DecidedByAnother(ComplianceError):
    exit_code = 1
    sentence = "{question} was decided by {decider}, so {signer} cannot sign for it."
    hint = "The one who decided signs; or decide anew as the one who will sign."


class NotSound(ComplianceError):
    exit_code = 1
    sentence = "The file cannot be recorded as the signed memo: {faults}"
    hint = "Sign the file that `compliance sign {memo} --prepare` writes, as it is, and bring it back unchanged."


_ADVISERS = frozenset({Role.dpo, Role.legal_adviser, Role.records_manager, Role.security_officer})


@dataclass(frozen=True, slots=True)
class ReadyToSign:
    """A decided memo with its decisions ticked: what goes out to be signed, and what a signature must say."""

    memo: Memo
    questions: Mapping[str, Question]
    signer: Person
    composed: ComposedMemo
    presented: bytes
    ticked: bytes
    signoff_id: str
    decisions_sha256: str

    @property
    def reason(self) -> str:
        """What the signature says it stands for: the sign-off and the fingerprint of the decisions."""
        return f"{self.signoff_id} {self.decisions_sha256}"


def advise(register: Register, memo_id: str, text: str, *, actor: str, on: date, at: datetime) -> Entry | None:
    """Record dated advice on a memo, drafted or presented and not yet signed (GDPR 38(1), 39(1)(a))."""
    view = register.view()
    memo, adviser = held(view, Memo, memo_id), held(view, Person, actor)
    if not _ADVISERS & set(adviser.roles):
        raise NotAnAdviser(person=actor)
    if memo.state not in (None, MemoState.draft):
        check_open(memo)
    given = (*memo.advice, Advice(by=actor, on=on, text=read_text("advice", text)))
    advised = memo.model_copy(update={"advice": given})
    return write(register, [advised], actor=actor, reason=f"Advice on {memo_id}", at=at)


def decide(
    register: Register, memo_id: str, rulings: Sequence[Ruling], words: Words, *, actor: str, on: date, at: datetime
) -> Entry | None:
    """Record answers to questions of a presented memo, all of them or none.

    The last answer turns the memo from presented to decided. An answer may be changed until the memo is signed.
    """
    view = register.view()
    memo, leader = held(view, Memo, memo_id), held(view, Person, actor)
    check_open(memo)
    check_may_decide(memo, leader, on, people(view))
    questions = questions_of(view, memo)
    changed = {r.question: decided(questions[r.question], r, memo, leader, on, words) for r in rulings}
    questions |= changed
    _ticked(register, memo, questions, leader, on)  # what the page has no room or letters for is refused now, not later
    whole = not undecided(memo, questions)
    fingerprint = digest(decision_bytes(memo, questions)) if whole else None
    state = MemoState.decided if whole else MemoState.presented
    after = memo.model_copy(update={"state": state, "decisions_sha256": fingerprint})
    return write(register, [*changed.values(), after], actor=actor, reason=f"Decision on {memo_id}", at=at)


def ready_to_sign(register: Register, memo_id: str, *, actor: str, on: date) -> ReadyToSign:
    """Tick the decisions of a memo into the file presented; raise unless all is decided by this person."""
    view = register.view()
    memo, signer = held(view, Memo, memo_id), held(view, Person, actor)
    check_open(memo)
    check_may_decide(memo, signer, on, people(view))
    questions = questions_of(view, memo)
    if left := undecided(memo, questions):
        raise NotDecided(memo=memo_id, open=", ".join(left), first=left[0])
    for question in questions.values():
        if question.decision and question.decision.decided_by != actor:
            raise DecidedByAnother(question=question.id, decider=question.decision.decided_by, signer=actor)
    composed, presented, ticked = _ticked(register, memo, questions, signer, _last_day(questions) or on)
    return ReadyToSign(
        memo=memo,
        questions=questions,
        signer=signer,
        composed=composed,
        presented=presented,
        ticked=ticked,
        signoff_id=next_id(view, "signoff"),
        decisions_sha256=digest(decision_bytes(memo, questions)),
    )


def _ticked(
    register: Register, memo: Memo, questions: Mapping[str, Question], signer: Person, on: date
) -> tuple[ComposedMemo, bytes, bytes]:
    """The memo's data, the file presented, and that file with the decisions there are printed in it."""
    presented = register.attachment(memo.pdf_sha256 or "")
    composed = ballot.memo_inside(presented)
    marks = ballot.marks_for(composed, questions, signer, on)
    return composed, presented, tick(presented, marks.boxes, marks.texts)


def check_signed(ready: ReadyToSign, signed: bytes, *, external: bool) -> SignatureReport:
    """Examine a signed file against what was made ready; raise `NotSound` naming every fault.

    A signing service writes a reason of its own; then the ticks alone bind the decisions, and they are compared.
    """
    reason = None if external else ready.reason
    report = examine(signed, presented=ready.presented, ticked=ready.ticked, reason=reason)
    if report.faults:
        raise NotSound(faults=" ".join(map(str, report.faults)), memo=ready.memo.id)
    return report


def record_signature(
    register: Register,
    ready: ReadyToSign,
    signed: bytes,
    report: SignatureReport,
    *,
    method: SignMethod,
    on: date,
    at: datetime,
) -> Entry | None:
    """Write the sign-off, the signed file, and the tasks that follow from what was decided, as one entry."""
    signoff = _signoff(ready, signed, report, method, at)
    tasks = _tasks(register, ready, on)
    questions = [_signed(question, signoff, tasks) for question in ready.questions.values()]
    state = {"state": MemoState.signed, "decisions_sha256": ready.decisions_sha256}
    memo = ready.memo.model_copy(update=state)
    documents: list[Document] = [signoff, *tasks.values(), *questions, memo]
    reason = f"Signature of {memo.id}"
    return write(register, documents, actor=ready.signer.id, reason=reason, at=at, attachments=[(signed, PDF)])


def _signoff(ready: ReadyToSign, signed: bytes, report: SignatureReport, method: SignMethod, at: datetime) -> SignOff:
    return SignOff(
        id=ready.signoff_id,
        name=ready.memo.name,
        kind=AuthorityOver.decision,
        memo_id=ready.memo.id,
        object_hash=ready.memo.pdf_sha256,
        decisions_sha256=ready.decisions_sha256,
        prepared_by=ready.memo.prepared_by,
        advised_by=tuple(dict.fromkeys(advice.by for advice in ready.memo.advice if advice.by)),
        signed_by=ready.signer.id,
        role_at_signing=", ".join(role.value for role in ready.signer.roles) or None,
        signed_at=at,
        method=method,
        certificate_subject=report.signer or None,
        file_sha256=digest(signed),
    )


def _tasks(register: Register, ready: ReadyToSign, on: date) -> dict[str, Task]:
    """One task for each decision that somebody must carry out, by question."""
    tasks: dict[str, Task] = {}
    view = register.view()
    for question in ready.questions.values():
        option = _option_taken(question)
        if option is None or option.is_zero_option or question.requires_action is Answer.no:
            continue
        id = next_id(view, "task", [task.id for task in tasks.values()])
        tasks[question.id] = _task(id, question, option, ready.signer, on)
    return tasks


def _task(id: str, question: Question, option: Option, leader: Person, on: date) -> Task:
    return Task(
        id=id,
        name=question.name,
        origin_kind=TaskOrigin.decision,
        question_id=question.id,
        finding_ids=question.finding_ids,
        description=option.description or option.title,
        owner_id=question.owner_id,
        delegated_by=leader.id,
        delegated_on=on,
        due=question.deadline,
        original_due=question.deadline,
        postponements=0,
        status=TaskStatus.open,
        goal=question.goal,
        budget=option.one_off_cost,
    )


def _option_taken(question: Question) -> Option | None:
    decision = question.decision
    if decision is None or decision.choice not in {Choice.recommended, Choice.option}:
        return None
    return next((option for option in question.options if option.id == decision.option_id), None)


def _signed(question: Question, signoff: SignOff, tasks: Mapping[str, Task]) -> Question:
    decision = question.decision.model_copy(update={"signoff_id": signoff.id}) if question.decision else None
    made = (*question.task_ids, tasks[question.id].id) if question.id in tasks else question.task_ids
    return question.model_copy(update={"decision": decision, "task_ids": made})


def _last_day(questions: Mapping[str, Question]) -> date | None:
    days = (q.decision.decided_on for q in questions.values() if q.decision and q.decision.decided_on)
    return max(days, default=None)
