import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from compliance.model.kinds import KINDS
from compliance.model.values import PERIOD_PATTERN


def models():
    seen: dict[type[BaseModel], None] = {}

    def walk(model):
        if model in seen:
            return
        seen[model] = None
        for field in model.model_fields.values():
            stack = [field.annotation]
            while stack:
                part = stack.pop()
                stack.extend(typing.get_args(part))
                if isinstance(part, type) and issubclass(part, BaseModel):
                    walk(part)

    for kind in KINDS.values():
        walk(kind.document)
    return list(seen)


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_is_described_and_may_be_missing(model):
    for name, field in model.model_fields.items():
        assert field.title and field.description, name
        assert not field.is_required() or name in {"id", "name"}


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_two_fields_of_one_value_never_share_a_title(model):
    titles = [field.title for field in model.model_fields.values()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_model_says_what_it_is(model):
    assert model.__doc__ and len(model.__doc__.split()) > 3


@given(st.lists(st.integers(0, 99), min_size=4, max_size=4))
def test_a_period_is_years_months_weeks_and_days_and_never_empty(counts):
    text = "P" + "".join(f"{n}{unit}" for n, unit in zip(counts, "YMWD", strict=True) if n)
    assert bool(PERIOD_PATTERN.match(text)) is (text != "P")
