import pytest

from compliance.formats.hints import LONGEST_MESSAGE, LONGEST_TITLE, UNITS, guide, input_message
from compliance.formats.layout import sheet_named, sheets
from compliance.language.catalogues import LOCALES
from compliance.language.labels import models


def test_the_guide_tells_in_about_ten_lines_how_to_fill_in_and_give_back():
    lines = guide("nb")
    assert 10 <= len(lines) <= 12
    assert "capture" in lines[-1]


@pytest.mark.parametrize("language", LOCALES)
def test_every_column_says_what_belongs_there_within_what_excel_takes(language):
    for sheet in sheets():
        for column in sheet.columns:
            title, message = input_message(column, language)
            assert 0 < len(title) <= LONGEST_TITLE and 0 < len(message) <= LONGEST_MESSAGE


def message(sheet, name):
    column = next(column for column in sheet_named(sheet).columns if column.name == name)
    return input_message(column, "en")[1]


def test_a_column_names_its_unit_its_provision_and_its_form():
    assert "ISO 8601" in message("activities", "review_interval") and "P5Y" in message("activities", "review_interval")
    assert "(Article 24(1))" in message("activities", "owner_id")
    assert "over; up_to; valid_from" in message("people", "authority")
    assert "jurisdiction; instrument; provision" in message("activities", "art35_10_basis")


def test_every_unit_of_the_model_is_a_word_translators_see():
    extras = [field.json_schema_extra or {} for model in models() for field in model.model_fields.values()]
    used = {extra["unit"] for extra in extras if extra.get("unit")}
    assert {unit for unit in used if not unit[0].isdigit()} == set(UNITS)
