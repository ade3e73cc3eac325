import pytest

from compliance.capture.converting import NotAnId, NotYesOrNo, OtherKindOfId, UnknownCode, converter
from compliance.capture.wordbook import EVERY_LANGUAGE, Wordbook
from compliance.formats.shape import Sort, shapes_of
from compliance.model.activity import Activity, LegalBasis, RetentionRule, TriggerEvent
from compliance.model.decision import Option
from compliance.model.kinds import KINDS


def of(model, field):
    return converter(shapes_of(model)[field], EVERY_LANGUAGE)


@pytest.mark.parametrize("given", ["PER-1", "PER-1 Kari Ås", " PER-1\nKari "])
def test_an_identifier_may_stand_with_a_name(given):
    assert of(Activity, "owner_id")(given) == "PER-1"


def test_an_identifier_that_is_none_or_of_another_kind_is_refused():
    with pytest.raises(NotAnId) as refusal:
        of(Activity, "owner_id")("Kari Ås")
    assert "PER-0001" in refusal.value.advice
    with pytest.raises(OtherKindOfId) as refusal:
        of(Activity, "owner_id")("SYS-1")
    assert "PER-" in refusal.value.advice


def test_a_record_of_any_kind_may_be_named_where_any_will_do():
    read = converter(shapes_of(KINDS["risk"].document)["object_ids"], EVERY_LANGUAGE)
    assert [read("SYS-1"), read("ACT-1 Skole")] == ["SYS-1", "ACT-1"]


@pytest.mark.parametrize("given", ["case_closed", "Case closed", "CASE_CLOSED", "  case   closed "])
def test_a_code_is_read_whatever_its_case(given):
    assert of(RetentionRule, "trigger_event")(given) == TriggerEvent.case_closed.value


def test_an_unknown_code_is_refused_with_the_nearest_first():
    with pytest.raises(UnknownCode) as refusal:
        of(Activity, "status")("activ")
    assert refusal.value.advice.startswith("Write one of: active,")


@pytest.mark.parametrize(
    ("given", "answer"),
    [("ja", "yes"), ("Nei", "no"), (True, "yes"), (False, "no"), ("unknown", "unknown"), ("", None)],
)
def test_an_answer_is_yes_no_or_unknown_in_any_language(given, answer):
    assert of(Activity, "camera")(given) == answer


def test_letters_of_articles_are_not_taken_for_each_other():
    assert of(LegalBasis, "art6")("e") == "e"
    with pytest.raises(UnknownCode):
        of(LegalBasis, "art6")("h")


@pytest.mark.parametrize(
    ("given", "truth"),
    [("ja", True), ("nei", False), (True, True), (1, True), (0.0, False), ("x", True), ("true", True), ("", None)],
)
def test_a_flag_is_read_from_words_and_truths(given, truth):
    assert of(Option, "is_zero_option")(given) is truth


def test_a_flag_that_is_neither_is_refused():
    with pytest.raises(NotYesOrNo):
        of(Option, "is_zero_option")("kanskje")


def test_every_sort_of_field_has_a_converter():
    for kind in KINDS.values():
        for shape in shapes_of(kind.document).values():
            assert shape.sort is Sort.value or converter(shape, EVERY_LANGUAGE)(None) is None


def test_the_words_offered_are_those_of_the_workbook():
    words = Wordbook({"ActivityStatus": {"i gang": "active", "planlagt": "planned"}})
    with pytest.raises(UnknownCode) as refusal:
        converter(shapes_of(Activity)["status"], words)("planlakt")
    assert refusal.value.advice == "Write one of: planlagt, i gang."
