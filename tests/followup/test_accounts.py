from datetime import date

from hypothesis import given, settings

from compliance.checks.facts.decisions import not_closed
from compliance.followup.accounts import AccountState, accounts, all_accounts, grade, last_memo
from compliance.model.decision import Choice, Goal, MemoState, QuestionStatus, TaskStatus
from compliance.model.values import Answer
from tests.memo.books import AS_OF, Book, Reading, a_decided, a_memo, a_task, reading
from tests.strategies import registers


def only(*documents, as_of=AS_OF):
    (account,) = all_accounts(reading(*documents), as_of)
    return account


def checked(number=1, done_on=date(2026, 8, 28)):
    return a_task(number, status=TaskStatus.verified, done_on=done_on, verified_on=date(2026, 9, 3))


def test_work_finished_and_checked_before_the_deadline_is_done_on_time_and_closed():
    account = only(a_decided(), checked())
    assert account.state is AccountState.done_on_time and account.verified and account.closed
    assert account.done_on == date(2026, 8, 28) and account.days_late == 0


def test_work_finished_after_the_deadline_is_done_late_by_so_many_days():
    account = only(a_decided(), checked(done_on=date(2026, 9, 11)))
    assert account.state is AccountState.done_late and account.days_late == 10


def test_the_last_task_decides_when_the_work_was_done():
    account = only(a_decided(), checked(1), checked(2, done_on=date(2026, 9, 2)))
    assert account.state is AccountState.done_late and account.done_on == date(2026, 9, 2)


def test_one_open_task_past_the_deadline_makes_the_decision_late():
    account = only(a_decided(), checked(1), a_task(2))
    assert account.state is AccountState.late and account.days_late == 80


def test_moving_a_task_does_not_make_the_decision_less_late():
    moved = a_task(due=date(2027, 1, 1), original_due=date(2026, 9, 1), postponements=2)
    account = only(a_decided(), moved)
    assert account.state is AccountState.late and account.days_late == 80
    assert account.tasks[0].days_late == 0 and account.tasks[0].times_moved == 2


def test_work_before_the_deadline_is_under_way():
    assert only(a_decided(deadline=date(2027, 1, 1)), a_task()).state is AccountState.under_way


def test_a_decision_nobody_was_given_is_not_handed_out_and_never_closed():
    account = only(a_decided(deadline=date(2027, 1, 1)))
    assert account.state is AccountState.not_handed_out and not account.closed


def test_a_decision_that_needs_no_work_is_done_the_day_it_was_taken():
    account = only(a_decided(requires_action=Answer.no))
    assert account.state is AccountState.done_on_time and account.done_on == date(2026, 5, 12) and account.closed


def test_to_choose_the_zero_option_against_the_advice_leaves_no_work_that_could_be_late():
    account = only(a_decided(choice=Choice.option, decision={"option_id": "zero"}, deadline=date(2026, 6, 1)))
    assert account.state is AccountState.rejected and account.days_late == 0


def test_the_zero_option_that_was_recommended_is_done_the_day_it_was_taken():
    account = only(a_decided(recommended_option="zero", decision={"option_id": "zero"}))
    assert account.state is AccountState.done_on_time and account.done_on == date(2026, 5, 12) and account.closed


def test_work_reported_done_without_a_day_says_so():
    account = only(a_decided(), a_task(status=TaskStatus.done))
    assert account.state is AccountState.done_undated and account.done_on is None


def test_work_not_checked_by_another_is_done_but_not_closed():
    account = only(a_decided(), a_task(status=TaskStatus.done, done_on=date(2026, 8, 1)))
    assert account.state is AccountState.done_on_time and not account.closed


def test_a_goal_still_to_be_reached_keeps_the_decision_open():
    goal = Goal(indicator="Erklæringer", baseline=4, target=12, due=date(2026, 10, 1))
    assert not only(a_decided(goal=goal), checked()).closed
    reached = goal.model_copy(update={"measured": 12, "measured_on": date(2026, 9, 30)})
    assert only(a_decided(goal=reached), checked()).closed


def test_postponed_until_its_day_and_overdue_after_it():
    waiting = a_decided(choice=Choice.postpone, decision={"postponed_until": date(2027, 2, 1)})
    assert only(waiting).state is AccountState.postponed
    over = a_decided(choice=Choice.postpone, decision={"postponed_until": date(2026, 11, 10)})
    account = only(over)
    assert account.state is AccountState.postponement_over and account.days_late == 10 and not account.closed


def test_rejected_has_nothing_to_do():
    account = only(a_decided(choice=Choice.reject))
    assert account.state is AccountState.rejected and account.closed and account.option is None


def test_withdrawn_or_with_every_task_called_off_is_overtaken():
    assert only(a_decided(status=QuestionStatus.withdrawn)).state is AccountState.overtaken
    assert only(a_decided(), a_task(status=TaskStatus.cancelled)).state is AccountState.overtaken


def test_the_option_chosen_is_named():
    assert only(a_decided()).option == "Rette det"
    assert only(a_decided(choice=Choice.option, decision={"option_id": "zero"})).option == "Ingenting"


def test_a_decision_taken_after_the_day_is_not_yet_one():
    assert all_accounts(reading(a_decided()), date(2026, 5, 11)) == ()


def test_a_closed_decision_is_shown_once_and_then_left_out():
    closed = (a_decided(), checked())
    assert len(accounts(reading(*closed), AS_OF)) == 1
    told = a_memo(2, as_of=date(2026, 10, 1), earlier_question_ids=("QUE-0001",))
    assert accounts(reading(*closed, told), AS_OF) == ()


def test_a_decision_told_of_while_open_is_shown_again_when_it_closes():
    told = a_memo(2, as_of=date(2026, 8, 29), earlier_question_ids=("QUE-0001",))
    (account,) = accounts(reading(a_decided(), checked(), told), AS_OF)
    assert account.closed


def test_a_memo_never_presented_has_told_nobody():
    draft = a_memo(2, as_of=date(2026, 10, 1), state=MemoState.draft, earlier_question_ids=("QUE-0001",))
    assert len(accounts(reading(a_decided(), checked(), draft), AS_OF)) == 1


def test_an_open_decision_is_shown_however_often_it_was_told():
    told = [a_memo(n, as_of=date(2026, 9, n), earlier_question_ids=("QUE-0001",)) for n in (2, 3, 4)]
    assert len(accounts(reading(a_decided(), a_task(), *told), AS_OF)) == 1


def test_the_last_memo_is_the_latest_put_before_the_leader_by_the_day():
    memos = [a_memo(1), a_memo(2, as_of=date(2026, 12, 1)), a_memo(3, as_of=date(2026, 6, 1), state=MemoState.draft)]
    assert last_memo(reading(*memos), AS_OF).id == "MEM-0001"


def test_the_grade_counts_what_was_to_be_done():
    found = all_accounts(
        reading(
            a_decided(1), checked(), a_decided(2, choice=Choice.reject), a_decided(3), a_task(3, question_id="QUE-0003")
        ),
        AS_OF,
    )
    told = grade(found)
    assert (told.decisions, told.done, told.done_on_time, told.late) == (2, 1, 1, 1)


@settings(max_examples=40, deadline=None)
@given(registers(kinds=("question", "task", "memo", "person"), most=3))
def test_any_register_is_accounted_for_and_nothing_open_is_lost(documents):
    held = Reading(Book(*documents))
    told = accounts(held, AS_OF)
    shown = {account.question_id for account in told}
    for account in all_accounts(held, AS_OF):
        assert account.closed or account.question_id in shown
    done, asked = grade(told).done, grade(told).decisions
    assert 0 <= done <= asked


@settings(max_examples=60, deadline=None)
@given(registers(kinds=("question", "task", "person"), most=3))
def test_open_means_the_same_here_as_in_the_rule_that_asks_for_accounts(documents):
    held = Reading(Book(*documents))
    by_id = {question.id: question for question in held.all(type(a_decided()))}
    for account in all_accounts(held, AS_OF):
        assert account.closed != not_closed(by_id[account.question_id], held, AS_OF)
