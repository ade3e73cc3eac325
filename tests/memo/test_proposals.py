"""A text that was proposed remembers its proposal, and whoever edited it is told when the findings change."""

import pytest

from compliance.memo.compose import compose
from compliance.memo.proposals import NotOutdated, texts_of
from compliance.memo.questions import candidates, drafts, settled
from tests.memo.books import a_finding, a_question, an_activity, judged

OWN = "Skal vi rydde opp nå?"


def storm(n):
    return [a_finding(number) for number in range(1, n + 1)]


def saved(**changed):
    """A question as drafted from one finding and saved, then edited in these fields."""
    (draft,) = drafts(judged(an_activity(), findings=storm(1))).questions
    return draft.question.model_copy(update={"id": "QUE-0001", **changed})


def again(question, findings, **more):
    return drafts(judged(question, an_activity(1), an_activity(2), findings=findings), **more)


def test_every_text_of_a_draft_is_remembered_as_it_was_proposed():
    question = saved()
    assert {each.field: each.text for each in question.proposed} == texts_of(question)
    assert {"name", "question", "background", "why_leader", "options.rette.title", "goal.indicator"} <= {
        each.field for each in question.proposed
    }


def test_while_the_findings_are_the_same_an_edited_text_is_left_in_peace():
    found = again(saved(question=OWN), storm(1))
    assert found.questions[0].outdated == () and candidates(found) == ()


def test_an_edited_text_is_told_of_when_the_findings_would_propose_another():
    (draft,) = again(saved(question=OWN), storm(2)).questions
    (change,) = draft.outdated
    assert (change.field, change.edited, change.named) == ("question", True, "QUE-0001:question")
    assert change.then.startswith("Skal vi bytte grunnlag for en ") and "for to " in change.now
    assert draft.question.question == OWN


def test_texts_that_nobody_edited_follow_the_findings():
    (draft,) = again(saved(question=OWN), storm(2)).questions
    assert {"name", "background"} <= {change.field for change in draft.followed}
    assert "Behandling 2" in draft.question.background and draft.question.name.startswith("To ")
    assert draft.changed and again(draft.question, storm(2)).questions[0].followed == ()


def test_todays_proposal_can_be_taken():
    (draft,) = settled(again(saved(question=OWN), storm(2)), accept=["QUE-0001"]).questions
    assert draft.outdated == () and "for to " in draft.question.question
    assert again(draft.question, storm(2)).questions[0].outdated == ()


def test_an_edited_text_can_be_kept_and_is_then_held_against_todays_proposal():
    (draft,) = settled(again(saved(question=OWN), storm(2)), keep=["QUE-0001:question"]).questions
    assert draft.question.question == OWN and draft.outdated == ()
    assert again(draft.question, storm(2)).questions[0].outdated == ()
    (back,) = again(draft.question, storm(1)).questions[0].outdated
    assert back.then != back.now


def test_only_what_is_outdated_can_be_accepted():
    with pytest.raises(NotOutdated, match="QUE-0001:name"):
        settled(again(saved(question=OWN), storm(2)), accept=["QUE-0001:name"])


def test_an_option_and_a_goal_are_told_of_by_the_rule_that_gave_them_their_words():
    edited = saved()
    options = tuple(option.model_copy(update={"title": f"{option.title}!"}) for option in edited.options)
    question = edited.model_copy(update={"options": options})
    other = a_finding(2, rule="ROPA-LEGAL-012", statement="Vi fant ingen lov.", subject="ACT-0001")
    (draft,) = again(question, [a_finding(1), other]).questions
    assert "options.rette.title" in {change.field for change in draft.outdated}
    (taken,) = settled(again(question, [a_finding(1), other]), accept=["QUE-0001:options.rette.title"]).questions
    assert taken.question.options[1].title == "Rette grunnlaget eller stanse"
    assert taken.question.goal.unit == "forhold"


def test_a_question_somebody_wrote_has_no_proposal_and_one_in_another_language_is_not_compared():
    written = a_question(finding_ids=("F-000000000001",))
    assert again(written, storm(2)).questions[0].outdated == ()
    swedish = judged(saved(question=OWN), an_activity(1), an_activity(2), findings=storm(2), language="sv")
    assert drafts(swedish).questions[0].outdated == ()


def test_where_every_finding_is_mended_there_is_nothing_to_propose_from():
    assert again(saved(question=OWN), []).questions[0].outdated == ()


def test_a_draft_of_the_memo_tells_the_officer_and_the_memo_for_the_leader_does_not():
    grown = saved(question=OWN, finding_ids=("F-000000000001", "F-000000000002"))
    material = judged(grown, an_activity(1), an_activity(2), findings=storm(2))
    draft, whole = compose(material, draft=True), compose(material)
    assert draft.outdated == whole.outdated and "question" in [each.field for each in draft.outdated]
    assert any("funnene er endret" in text for text in draft.memo.questions[0].missing)
    assert not any("funnene er endret" in text for text in whole.memo.questions[0].missing)
