from compliance.memo.compose import compose
from compliance.memo.texts import label, option_title, texts
from compliance.model.decision import Consequences, Effect, Feasibility, Goal, MemoState
from tests.memo.books import a_memo, a_question, a_zero, an_option, judged


def held(*documents):
    return texts(compose(judged(*documents)))


def test_texts_come_in_the_order_they_are_read_each_with_its_record_and_field():
    fix = an_option(
        consequences=Consequences(law="Lovlig."),
        feasibility=Feasibility(dependencies="Penger."),
        effects=(Effect(indicator="Feil", before=3, after=0),),
    )
    asked = a_question(options=(a_zero(description=None, effects=()), fix), background="Fakta.", why_leader="Penger.")
    memo = a_memo(2, state=MemoState.draft, summary="Kort.", as_of=None)
    assert [(text.number, text.record, text.path) for text in held(memo, asked)] == [
        (0, "MEM-0002", "name"),
        (0, "MEM-0002", "summary"),
        (1, "QUE-0001", "name"),
        (1, "QUE-0001", "question"),
        (1, "QUE-0001", "background"),
        (1, "QUE-0001", "why_leader"),
        (1, "QUE-0001", "options[0].title"),
        (1, "QUE-0001", "options[1].title"),
        (1, "QUE-0001", "options[1].description"),
        (1, "QUE-0001", "options[1].consequences.law"),
        (1, "QUE-0001", "options[1].feasibility.dependencies"),
        (1, "QUE-0001", "options[1].effects[0].indicator"),
        (1, "QUE-0001", "reasons"),
        (1, "QUE-0001", "goal.indicator"),
    ]


def test_what_nobody_wrote_is_no_text():
    assert not [text for text in held(a_question(background="\n.")) if text.record == "MEM-NEW"]


def test_running_text_is_told_from_titles_and_cells():
    prose = {text.path for text in held(a_question(background="Fakta.")) if text.is_prose}
    assert prose == {"background", "reasons", "options[0].description", "options[1].description"}


def test_a_field_is_called_as_a_form_calls_it_even_where_it_is_empty():
    asked = a_question(goal=None)
    assert label(asked, "options[1].description", "en") == "What it means"
    assert label(asked, "goal.due", "en") == "Goal"
    assert label(a_question(goal=Goal()), "goal.due", "en") == "Goal due"
    assert label(asked, "no_such_field", "en") == ""
    assert option_title(asked, "options[1].description") == "Rette det"
    assert option_title(asked, "options[9].description") == option_title(asked, "background") == ""
