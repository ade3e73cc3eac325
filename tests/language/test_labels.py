"""What fields, kinds and codes are called: one name for one thing, in every language."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

import pytest
from pydantic import BaseModel

from compliance.language.catalogues import LOCALES
from compliance.language.labels import (
    enumerations,
    field_label,
    field_meaning,
    kind_label,
    kinds_label,
    member_label,
    models,
)
from compliance.model.activity import Activity, Art6, LegalBasis
from compliance.model.kinds import KINDS
from compliance.model.supply import Engagement, Supplier

LANGUAGES = sorted(LOCALES)


def twice(labels: list[str]) -> list[str]:
    return [label for label, n in Counter(label.casefold() for label in labels).items() if n > 1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_two_fields_of_one_sheet_never_share_a_label(model: type[BaseModel], language: str) -> None:
    assert not twice([field_label(model, field, language) for field in model.model_fields])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("enumeration", enumerations(), ids=lambda enumeration: enumeration.__name__)
def test_two_codes_of_one_drop_down_never_share_a_label(enumeration: type[StrEnum], language: str) -> None:
    assert not twice([member_label(member, language) for member in enumeration])


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_kinds_never_share_a_name(language: str) -> None:
    assert not twice([kind_label(kind, language) for kind in KINDS.values()])
    assert not twice([kinds_label(kind, language) for kind in KINDS.values()])


def test_the_terms_are_those_of_the_field() -> None:
    assert field_label(Activity, "legal_bases", "nb") == "Behandlingsgrunnlag"
    assert field_label(Activity, "purposes", "nb") == "Formål"
    assert kinds_label(KINDS["activity"], "nb") == "behandlingsaktiviteter"
    assert kind_label(KINDS["supplier"], "nb") == field_label(Engagement, "supplier_id", "nb").lower() == "leverandør"


def test_a_field_taken_over_from_a_common_class_has_one_label() -> None:
    assert field_label(Activity, "name", "nb") == field_label(Supplier, "name", "nb") == "Navn"


def test_a_letter_of_the_law_is_shown_with_its_article() -> None:
    assert member_label(Art6.e, "nb").startswith("6.1.e ")
    assert member_label(Art6.e, "en").startswith("6.1.e ")


def test_a_field_says_what_belongs_in_it() -> None:
    assert field_meaning(LegalBasis, "art6", "nb") == "Bokstav i artikkel 6 nr. 1."


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_label_fits_a_heading(model: type[BaseModel]) -> None:
    labels = [field_label(model, field, "nb") for field in model.model_fields]
    assert all(label == label.strip() and "\n" not in label and 1 < len(label) <= 50 for label in labels)
