import pytest

from compliance.formats.shape import Sort, shapes_of
from compliance.language.labels import models
from compliance.model.activity import Activity, LegalBasis, Purpose
from compliance.model.assurance import Risk
from compliance.model.decision import Memo, Option, Question
from compliance.model.organisation import Organisation
from compliance.model.supply import Engagement, System


@pytest.mark.parametrize(
    ("model", "field", "sort"),
    [
        (Activity, "id", Sort.reference),
        (Activity, "name", Sort.line),
        (Activity, "description", Sort.text),
        (Activity, "created_on", Sort.date),
        (Activity, "review_interval", Sort.period),
        (Activity, "legal_bases", Sort.value),
        (Memo, "presented_at", Sort.moment),
        (Memo, "head", Sort.line),
        (Memo, "entry", Sort.number),
        (Option, "is_zero_option", Sort.flag),
        (Organisation, "country", Sort.code),
        (Organisation, "currency", Sort.code),
        (Purpose, "id", Sort.local_id),
        (LegalBasis, "art6", Sort.choice),
        (System, "c", Sort.number),
    ],
)
def test_a_field_is_of_the_sort_the_model_says(model, field, sort):
    assert shapes_of(model)[field].sort is sort


def test_a_reference_says_what_it_may_name():
    assert shapes_of(Activity)["owner_id"].kind == "person"
    assert shapes_of(Activity)["system_ids"].kind == "system" and shapes_of(Activity)["system_ids"].many
    assert shapes_of(Risk)["object_ids"].sort is Sort.reference and shapes_of(Risk)["object_ids"].kind == ""
    assert shapes_of(Question)["recommended_option"].within == "options"


def test_only_lists_that_may_be_unread_are_optional():
    lists = {
        f"{model.__name__}.{name}"
        for model in models()
        for name, s in shapes_of(model).items()
        if s.many and s.optional
    }
    assert lists == {
        "Dpia.parts_done",
        "Engagement.dpa_items",
        "Incident.notice_items",
        "Notice.items_present",
        "Option.annual_cost",
    }
    assert shapes_of(Engagement)["subprocessors"].optional is False


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_value_and_choice_knows_its_class(model):
    for shape in shapes_of(model).values():
        assert (shape.model is not None) == (shape.sort is Sort.value)
        assert (shape.choices is not None) == (shape.sort is Sort.choice)
