from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from compliance.checks.facts import FACTS
from compliance.checks.related import RELATED
from compliance.checks.shapes import (
    ANYTHING,
    DATE,
    MOMENT,
    NUMBER,
    PERIOD,
    TEXT,
    TRUTH,
    Anything,
    Code,
    Many,
    Record,
    record_of,
    result_of,
    shape_of,
)
from compliance.checks.subjects import JUDGED
from compliance.model.activity import Activity, LegalBasis, RetentionRule
from compliance.model.assurance import Notice
from compliance.model.decision import SignOff
from compliance.model.supply import Mfa, System
from compliance.model.values import Answer, LegalRef, Period


@dataclass(frozen=True)
class Counted:
    number: int
    when: date | None


@pytest.mark.parametrize(
    ("annotation", "shape"),
    [
        (bool, TRUTH),
        (bool | None, TRUTH),
        (Answer | None, TRUTH),
        (int, NUMBER),
        (str, TEXT),
        (Period | None, PERIOD),
        (date | None, DATE),
        (datetime, MOMENT),
        (tuple[str, ...], Many(TEXT)),
        (frozenset[int] | None, Many(NUMBER)),
        (list[Answer], Many(TRUTH)),
        (Any, ANYTHING),
        (int | str, ANYTHING),
        (Mapping[str, int], ANYTHING),
    ],
)
def test_types_have_the_shape_a_condition_sees(annotation, shape):
    assert shape_of(annotation) == shape


def test_a_code_that_can_be_unknown_is_never_seen_as_unknown():
    assert shape_of(Mfa) == Code(frozenset({"none", "admins", "remote", "all"}))


def test_dataclasses_of_facts_are_records():
    shape = shape_of(Counted | None)
    assert isinstance(shape, Record)
    assert {name: field.shape for name, field in shape.fields.items()} == {"number": NUMBER, "when": DATE}


@pytest.mark.parametrize(
    ("document", "field", "shape", "always"),
    [
        (Activity, "id", TEXT, True),
        (Activity, "status", Code(frozenset({"planned", "active", "paused", "ended"})), False),
        (Activity, "system_ids", Many(TEXT), True),
        (Activity, "review_interval", PERIOD, False),
        (Notice, "items_present", None, False),
        (SignOff, "signed_at", MOMENT, False),
        (System, "c", NUMBER, False),
        (RetentionRule, "is_public_record", TRUTH, False),
        (RetentionRule, "period", PERIOD, False),
    ],
)
def test_fields_of_the_model_have_shapes_and_say_whether_they_can_be_absent(document, field, shape, always):
    found = record_of(document).fields[field]
    assert shape is None or found.shape == shape
    assert found.always is always


def test_a_record_that_holds_itself_has_a_shape():
    successor = record_of(LegalRef).fields["replaced_by"].shape
    assert successor is record_of(LegalRef)


def test_the_values_in_a_list_are_records():
    bases = record_of(Activity).fields["legal_bases"].shape
    assert isinstance(bases, Many)
    assert bases.of is record_of(LegalBasis)


@pytest.mark.parametrize("kind", JUDGED)
def test_every_fact_and_join_of_a_kind_says_what_it_gives(kind):
    for given in (*FACTS[kind].values(), *RELATED[kind].values()):
        shape = result_of(given)
        assert shape != PERIOD, given.__name__
        assert not isinstance(shape, Anything), given.__name__


@pytest.mark.parametrize("kind", JUDGED.values(), ids=JUDGED)
def test_every_field_of_every_kind_has_a_shape(kind):
    vague = [name for name, field in record_of(kind.shape).fields.items() if isinstance(field.shape, Anything)]
    assert vague == []
