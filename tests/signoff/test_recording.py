"""The steps of a presented memo, on the example municipality and real files."""

from datetime import date

import pytest
from walked import ADVISER, AT, DAY, LEADER, OFFICER, PASSPHRASE, decide_all, presented_once, sign_all

from compliance.canonical import digest
from compliance.memo.material import material
from compliance.model.decision import Memo, MemoState, Question, QuestionStatus, SignMethod, SignOff, Task
from compliance.register.plan import RecordFrozen
from compliance.signoff.ballot import decisions_digest, marks_for, memo_inside
from compliance.signoff.book import NoSuch, NotThatKind, held, questions_of
from compliance.signoff.deciding import AlreadySigned, OfficerMayNotDecide, PreparerMayNotDecide, UnlawfulChoice
from compliance.signoff.presenting import present
from compliance.signoff.recording import (
    DecidedByAnother,
    NotAnAdviser,
    NotDecided,
    NotSound,
    advise,
    check_signed,
    decide,
    ready_to_sign,
    record_signature,
)
from compliance.signoff.signature import sign
from compliance.signoff.ticks import read_ticks, tick


@pytest.fixture(scope="module")
def presented(tmp_path_factory):
    return presented_once(tmp_path_factory)


@pytest.fixture
def walked(presented, tmp_path):
    return presented.copied_to(tmp_path / "own")


@pytest.fixture
def register(walked):
    with walked.open() as opened:
        yield opened


def memo_in(register, walked):
    return held(register.view(), Memo, walked.memo)


def test_presenting_freezes_memo_questions_file_and_the_entry_it_was_made_from(register, walked):
    memo = memo_in(register, walked)
    data = register.attachment(memo.pdf_sha256)
    assert data == (walked.folder / "presented.pdf").read_bytes()
    assert memo.state is MemoState.presented and memo.presented_by == OFFICER and memo.presented_at == AT
    assert memo.head == register.entries()[memo.entry - 1].hash
    assert {q.status for q in questions_of(register.view(), memo).values()} == {QuestionStatus.submitted}
    assert memo_inside(data).head.memo_id == walked.memo


def test_what_was_presented_is_not_changed_by_capture(register, walked):
    from compliance.capture.candidate import Candidate

    memo = memo_in(register, walked)
    question = memo.question_ids[0]
    for kind, id, fields in (
        ("memo", walked.memo, {"summary": "Noe annet."}),
        ("question", question, {"question": "Noe annet?"}),
    ):
        line = register.plan([Candidate(kind, id, fields)]).lines[0]
        assert isinstance(line.error, RecordFrozen)


def test_presenting_again_asks_nothing_that_is_asked_already(register, walked):
    before = set(memo_in(register, walked).question_ids)
    judged = material(register.view(), DAY)
    with pytest.raises(Exception) as refusal:
        present(register, judged, actor=OFFICER, at=AT)
    assert type(refusal.value).__name__ in {"NothingToAsk", "MemoRefused"}
    assert set(memo_in(register, walked).question_ids) == before


def test_advice_is_a_dated_step_by_an_adviser_alone(register, walked):
    advise(register, walked.memo, "Jeg støtter dette.", actor=ADVISER, on=DAY, at=AT)
    given = memo_in(register, walked).advice[-1]
    assert (given.by, given.on, given.text) == (ADVISER, DAY, "Jeg støtter dette.")
    with pytest.raises(NotAnAdviser):
        advise(register, walked.memo, "x", actor="PER-4", on=DAY, at=AT)
    assert register.verify() == ()


@pytest.mark.parametrize(("actor", "refusal"), [(OFFICER, PreparerMayNotDecide), (ADVISER, OfficerMayNotDecide)])
def test_the_preparer_and_the_officer_are_refused(register, walked, actor, refusal):
    entries = len(register.entries())
    with pytest.raises(refusal):
        decide(register, walked.memo, [], str, actor=actor, on=DAY, at=AT)
    with pytest.raises(refusal):
        ready_to_sign(register, walked.memo, actor=actor, on=DAY)
    assert len(register.entries()) == entries


def test_an_unlawful_answer_records_nothing_at_all(register, walked):
    from compliance.signoff.deciding import ruling_from

    questions = list(questions_of(register.view(), memo_in(register, walked)).values())
    zero = next(option for option in questions[0].options if option.is_zero_option)
    assert zero.unlawful_because
    rulings = [ruling_from(questions[1], "recommended", None), ruling_from(questions[0], zero.id, "Vi vil ikke.")]
    with pytest.raises(UnlawfulChoice):
        decide(register, walked.memo, rulings, str, actor=LEADER, on=DAY, at=AT)
    assert all(
        question.decision is None for question in questions_of(register.view(), memo_in(register, walked)).values()
    )


def test_nothing_is_signed_before_everything_is_decided(register, walked):
    with pytest.raises(NotDecided) as refusal:
        ready_to_sign(register, walked.memo, actor=LEADER, on=DAY)
    assert memo_in(register, walked).question_ids[0] in refusal.value.advice


def test_a_signature_binds_the_decisions_and_hands_out_the_work(walked):
    with walked.open() as register:
        decide_all(register, walked.memo)
        assert memo_in(register, walked).state is MemoState.decided
    signed = sign_all(walked)
    with walked.open() as register:
        view = register.view()
        memo = held(view, Memo, walked.memo)
        (signoff,) = (s for s in view.of("signoff") if isinstance(s, SignOff) and s.memo_id == memo.id)
        questions = questions_of(view, memo)
        tasks = {t.question_id: t for t in view.of("task") if isinstance(t, Task) and t.question_id in questions}
        assert memo.state is MemoState.signed
        assert signoff.file_sha256 == digest(signed) and register.attachment(signoff.file_sha256) == signed
        assert signoff.decisions_sha256 == memo.decisions_sha256 and signoff.object_hash == memo.pdf_sha256
        assert set(tasks) == {id for id, q in questions.items() if q.requires_action != "no"}
        for id, task in tasks.items():
            assert (task.owner_id, task.due, task.delegated_by) == (
                questions[id].owner_id,
                questions[id].deadline,
                LEADER,
            )
            assert task.id in questions[id].task_ids
        assert all(q.decision and q.decision.signoff_id == signoff.id for q in questions.values())
        assert register.verify() == ()
        with pytest.raises(AlreadySigned):
            ready_to_sign(register, walked.memo, actor=LEADER, on=DAY)
        with pytest.raises(AlreadySigned):
            advise(register, walked.memo, "x", actor=ADVISER, on=DAY, at=AT)


def test_the_file_alone_tells_what_was_decided(walked):
    with walked.open() as register:
        decide_all(register, walked.memo, "postpone:2027-02-01", "Vi venter på\ntilbudet.")
        ready = ready_to_sign(register, walked.memo, actor=LEADER, on=DAY)
    shown = decisions_digest(memo_inside(ready.ticked), walked.memo, digest(ready.presented), read_ticks(ready.ticked))
    assert shown == ready.decisions_sha256


def test_postponed_questions_make_no_work(walked):
    with walked.open() as register:
        before = len(register.view().of("task"))
        decide_all(register, walked.memo, "postpone:2027-02-01", "Vi venter.")
    sign_all(walked)
    with walked.open() as register:
        assert len(register.view().of("task")) == before


def test_who_did_not_decide_does_not_sign(register, walked):
    decide_all(register, walked.memo)
    view = register.view()
    other = held(view, Question, memo_in(register, walked).question_ids[0])
    assert other.decision.decided_by == LEADER
    from compliance.capture.candidate import Candidate

    powers = [{"over": "decision"}]
    plan = register.plan([Candidate("person", "PER-4", {"authority": powers})])
    register.apply(plan, actor=OFFICER, reason="Fullmakt", at=AT)
    with pytest.raises(DecidedByAnother):
        ready_to_sign(register, walked.memo, actor="PER-4", on=DAY)


def test_a_file_with_other_ticks_is_not_recorded(register, walked):
    decide_all(register, walked.memo)
    ready = ready_to_sign(register, walked.memo, actor=LEADER, on=DAY)
    marks = marks_for(ready.composed, ready.questions, ready.signer, date(2026, 11, 21))
    forged = tick(ready.presented, marks.boxes, marks.texts)
    signed = sign(forged, walked.key, PASSPHRASE, reason=ready.reason, signed_at=AT)
    for external in (False, True):
        with pytest.raises(NotSound):
            check_signed(ready, signed, external=external)


def test_a_file_signed_elsewhere_comes_back_and_is_recorded(register, walked):
    decide_all(register, walked.memo)
    ready = ready_to_sign(register, walked.memo, actor=LEADER, on=DAY)
    signed = sign(ready.ticked, walked.key, PASSPHRASE, reason="Signed by a service", signed_at=AT)
    with pytest.raises(NotSound):
        check_signed(ready, signed, external=False)
    report = check_signed(ready, signed, external=True)
    record_signature(register, ready, signed, report, method=SignMethod.qualified_esign, on=DAY, at=AT)
    assert memo_in(register, walked).state is MemoState.signed


def test_a_file_that_was_not_signed_is_not_recorded(register, walked):
    decide_all(register, walked.memo)
    ready = ready_to_sign(register, walked.memo, actor=LEADER, on=DAY)
    for data in (ready.ticked, ready.presented, b"%PDF-1.7", b""):
        with pytest.raises(NotSound):
            check_signed(ready, data, external=True)


def test_a_record_is_asked_for_by_its_kind(register):
    with pytest.raises(NoSuch):
        held(register.view(), Memo, "MEM-9999")
    with pytest.raises(NotThatKind):
        held(register.view(), Memo, "ACT-0001")
