from compliance.checks.finding import Severity
from compliance.memo.compose import compose
from compliance.model.decision import MemoState, Theme
from tests.memo.books import a_finding, a_memo, a_question, an_activity, judged


def composed(*documents, findings=()):
    return compose(judged(*documents, findings=findings)).memo


def major(number, **changed):
    return a_finding(number, severity=Severity.major, **changed)


def test_what_cannot_stand_comes_first_then_by_theme_and_each_says_so():
    security = a_question(1, theme=Theme.security, finding_ids=("F-000000000001",))
    asked = [a_question(number, finding_ids=(f"F-{number:012x}",)) for number in (2, 3)]
    found = [a_finding(1, theme=Theme.security), major(2), a_finding(3)]
    memo = composed(security, *asked, a_question(4), findings=found)
    assert [question.id for question in memo.questions] == ["QUE-0003", "QUE-0001", "QUE-0002", "QUE-0004"]
    first, second, third, last = (question.priority for question in memo.questions)
    assert first.text.startswith("Ett forhold her kan ikke stå som det er.") and "fast rekkefølge" in second.text
    assert first.rests_on == ("QUE-0003", "F-000000000003")
    assert "ingenting som må rettes straks" in third.text
    assert last.text.startswith("Saken bygger ikke på funn") and last.rests_on == ("QUE-0004",)


def test_an_order_chosen_by_hand_is_said_to_be_and_one_question_needs_no_order():
    record = a_memo(2, state=MemoState.draft, question_ids=("QUE-0002", "QUE-0001"))
    chosen = composed(record, a_question(1), a_question(2)).questions
    assert {question.priority.text for question in chosen} == {"Den som har utarbeidet saken, har bestemt rekkefølgen."}
    assert composed(a_question()).questions[0].priority is None


def test_a_theme_there_is_no_room_for_is_named_with_the_reason_and_goes_to_the_line():
    asked = [a_question(number, finding_ids=(f"F-{number:012x}",)) for number in range(1, 6)]
    left = [major(number, theme=Theme.suppliers, rule="X-1") for number in (6, 7)]
    found = [*(a_finding(number) for number in range(1, 6)), *left]
    memo = composed(*asked, *(an_activity(number) for number in range(1, 8)), findings=found)
    (told,) = memo.waiting
    assert told.text == (
        "To forhold hos leverandører venter til neste notat og ligger hos linjen imens. Et notat har plass til 5 "
        "spørsmål. Ingenting i det må rettes straks. Det gjelder om lag 1 300 personer."
    ).replace("1 300", "1\xa0300")
    assert told.theme is Theme.suppliers and set(told.rests_on) == {finding.id for finding in left}
    assert memo.counts.waiting == 2


def test_a_written_question_that_is_left_out_is_named_by_what_it_is_called():
    six = [a_question(number, finding_ids=(f"F-{number:012x}",)) for number in range(1, 7)]
    found = [*(a_finding(number) for number in range(1, 6)), major(6)]
    (told,) = composed(*six, findings=found).waiting
    assert told.text.startswith("«Sak 6» venter til neste notat") and told.question_id == "QUE-0006"
    assert told.rests_on == ("QUE-0006", "F-000000000006")
    record = a_memo(2, state=MemoState.draft, question_ids=("QUE-0001",))
    (told,) = composed(record, *six[:2], findings=found[:2]).waiting
    assert "har valgt andre spørsmål. Ett forhold må rettes." in told.text


def test_findings_nobody_has_asked_about_yet_are_named_too():
    (told,) = composed(an_activity(), findings=[a_finding()]).waiting
    assert told.text.startswith("Ett forhold uten lovlig grunnlag venter til neste notat")
    assert "Ingen har laget et spørsmål om det ennå. Ett forhold må rettes." in told.text
