import pytest

from compliance.errors import ComplianceError
from compliance.formats.source import Source
from compliance.formats.tree import NotThisFormat
from compliance.model.decision import Choice
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.signoff.deciding import ChoiceUnknown, QuestionNotAsked
from compliance.signoff.rulings import NotDecisions, rulings_in

OPTIONS = [{"id": "zero", "is_zero_option": True}, {"id": "all"}, {"id": "some"}]
MEMO = read_document(KINDS["memo"], {"id": "MEM-1", "name": "x", "question_ids": ["QUE-1", "QUE-2"]})
QUESTIONS = {
    id: read_document(KINDS["question"], {"id": id, "name": "x", "options": OPTIONS, "recommended_option": "all"})
    for id in ("QUE-1", "QUE-2")
}


def read(text, name="decisions.yaml"):
    found = rulings_in(Source(name, text.encode()), MEMO, QUESTIONS)
    return [(each.question, each.choice, each.option, str(each.until or ""), each.reason) for each in found]


ALIKE = {
    "a map": "QUE-1: recommended\nQUE-2: {choose: some, reason: Fordi.}\n",
    "a map by number": '1: recommended\n"2": {choose: some, reason: Fordi.}\n',
    "a list": "- {question: QUE-1, choose: recommended}\n- {question: QUE-2, choose: some, reason: Fordi.}\n",
    "under a heading": "decisions:\n  QUE-1: recommended\n  QUE-2:\n    choose: some\n    reason: Fordi.\n",
}


@pytest.mark.parametrize("way", ALIKE)
def test_every_way_of_writing_decisions_is_read_alike(way):
    assert read(ALIKE[way]) == [
        ("QUE-1", Choice.recommended, None, "", None),
        ("QUE-2", Choice.option, "some", "", "Fordi."),
    ]


def test_json_says_the_same():
    text = '{"QUE-1": {"choose": "postpone:2027-01-01", "reason": "Vi venter."}}'
    assert read(text, "d.json") == [("QUE-1", Choice.postpone, None, "2027-01-01", "Vi venter.")]


REFUSED = {
    "an answer that is none": ("QUE-1: maybe\n", ChoiceUnknown),
    "a question not asked": ("QUE-9: recommended\n", QuestionNotAsked),
    "one question answered twice": ("QUE-1: recommended\n1: reject\n", NotDecisions),
    "a word that means nothing": ("QUE-1: {choose: reject, because: x}\n", NotDecisions),
    "an answer without a choice": ("QUE-1: {reason: x}\n", NotDecisions),
    "an entry without a question": ("- {choose: reject}\n", NotDecisions),
    "a lone word": ("recommended\n", NotDecisions),
    "two documents": ("QUE-1: reject\n---\nQUE-2: reject\n", NotDecisions),
    "no YAML": ("QUE-1: [\n", NotThisFormat),
    "a reason that is a list": ("QUE-1: {choose: reject, reason: [a]}\n", NotDecisions),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_file_of_decisions_is_refused_with_its_name(case):
    text, refusal = REFUSED[case]
    with pytest.raises(ComplianceError) as found:
        read(text)
    assert isinstance(found.value, refusal)
    assert str(found.value).startswith("decisions.yaml")


def test_the_line_of_a_wrong_answer_is_named():
    with pytest.raises(ChoiceUnknown) as found:
        read("QUE-1: recommended\nQUE-2: perhaps\n")
    assert found.value.place.row == 2
