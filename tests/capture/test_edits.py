import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.capture.candidate import Basis
from compliance.capture.converting import UnknownCode
from compliance.capture.edits import (
    IdFixed,
    NoSuchPlace,
    NotASetting,
    NotOneRecord,
    from_editor,
    in_editor,
    with_settings,
)
from compliance.capture.trees import UnknownField
from compliance.capture.values import NotAWholeNumber
from compliance.model.kinds import KINDS
from compliance.model.reading import body_of, read_document
from tests.strategies import documents

BASIS = Basis("reg", 1, 1)
POOL = {name: [f"{kind.prefix}-1"] for name, kind in KINDS.items()}
QUESTION = read_document(
    KINDS["question"],
    {
        "id": "QUE-1",
        "name": "Innlogging",
        "goal": {"indicator": "andel", "target": 90},
        "options": [{"id": "A", "title": "Ja"}, {"id": "B", "title": "Nei", "is_zero_option": True}],
        "risk_ids": ["RISK-1"],
    },
)


def settled(*settings):
    candidate = with_settings(QUESTION, settings, BASIS)
    assert (candidate.kind, candidate.id, candidate.basis) == ("question", "QUE-1", BASIS)
    body = body_of(QUESTION) | dict(candidate.fields)
    return body_of(read_document(KINDS["question"], {name: value for name, value in body.items() if value is not None}))


@pytest.mark.parametrize(
    ("setting", "path", "value"),
    [
        ("owner_id=PER-3", ("owner_id",), "PER-3"),
        ("goal.target=100", ("goal", "target"), 100),
        ("decision.choice = reject", ("decision", "choice"), "reject"),
        ("options[1].title=La det være = ingenting", ("options", 1, "title"), "La det være = ingenting"),
        ("options.0.one_off_cost=150 000", ("options", 0, "one_off_cost"), 150_000),
        (
            "options[0].effects=ventetid; 12; 5",
            ("options", 0, "effects"),
            [{"indicator": "ventetid", "before": 12, "after": 5}],
        ),
        ("deadline=31.12.2026", ("deadline",), "2026-12-31"),
        ("risk_ids=RISK-1; RISK-2", ("risk_ids",), ["RISK-1", "RISK-2"]),
        ("risk_ids[1]=RISK-2", ("risk_ids", 1), "RISK-2"),
        ("options[2].title=Vente", ("options", 2, "title"), "Vente"),
    ],
)
def test_a_setting_sets_the_field_it_leads_to_and_no_other(setting, path, value):
    body = settled(setting)
    held = body
    for step in path:
        held = held[step]
    assert held == value
    touched = {name for name in {*body, *body_of(QUESTION)} if body.get(name) != body_of(QUESTION).get(name)}
    assert touched == {path[0]}


def test_nothing_after_the_sign_empties_the_field_or_drops_the_item():
    assert "goal" not in settled("goal=")
    assert settled("goal.target=")["goal"] == {"indicator": "andel"}
    assert [option["id"] for option in settled("options[0]=")["options"]] == ["B"]


def test_several_settings_of_one_value_join():
    assert settled("goal.target=100", "goal.unit=prosent")["goal"] == {
        "indicator": "andel",
        "target": 100,
        "unit": "prosent",
    }


@pytest.mark.parametrize(
    ("setting", "refusal"),
    [
        ("owner_id", NotASetting),
        ("=x", NotASetting),
        ("id=QUE-2", IdFixed),
        ("ownr_id=PER-1", UnknownField),
        ("goal.taget=1", UnknownField),
        ("goal.target=mange", NotAWholeNumber),
        ("status=ferdig", UnknownCode),
        ("options.title=x", NoSuchPlace),
        ("options[5].title=x", NoSuchPlace),
        ("name.x=1", NoSuchPlace),
        ("risk_ids[0].x=1", NoSuchPlace),
    ],
)
def test_a_setting_that_leads_nowhere_is_refused(setting, refusal):
    with pytest.raises(refusal) as refused:
        with_settings(QUESTION, [setting], BASIS)
    assert str(refused.value) and refused.value.advice


@given(st.sampled_from(list(KINDS)).flatmap(lambda kind: documents(kind, POOL, retired=True)))
@settings(max_examples=40)
def test_a_record_left_as_it_was_in_the_editor_is_unchanged(document):
    candidate = from_editor(document, in_editor(document), BASIS)
    assert {"id": document.id, **candidate.fields} == body_of(document)


def test_a_field_taken_out_in_the_editor_is_emptied():
    text = "\n".join(
        line for line in in_editor(QUESTION).split("\n") if not line.startswith(("goal", "  indicator", "  target"))
    )
    assert from_editor(QUESTION, text, BASIS).fields["goal"] is None


def test_the_editor_shows_which_fields_are_empty():
    assert "# owner_id:" in in_editor(QUESTION) and "# goal:" not in in_editor(QUESTION)


def test_what_the_editor_gives_back_must_still_be_the_record():
    with pytest.raises(IdFixed):
        from_editor(QUESTION, in_editor(QUESTION).replace("QUE-1", "QUE-2"), BASIS)
    with pytest.raises(NotOneRecord):
        from_editor(QUESTION, "- a\n- b\n", BASIS)
    with pytest.raises(UnknownCode) as refused:
        from_editor(QUESTION, in_editor(QUESTION) + "status: ferdig\n", BASIS)
    assert refused.value.place.field == "status" and refused.value.place.row > 1
