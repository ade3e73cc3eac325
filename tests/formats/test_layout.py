import pytest

from compliance.formats.layout import (
    EMPTY_VALUE,
    IN_ONE_CELL,
    LONGEST_SHEET_NAME,
    headings,
    row_values,
    sheet_named,
    sheet_titles,
    sheets,
)
from compliance.formats.shape import shapes_of
from compliance.language.catalogues import LOCALES
from compliance.language.labels import models
from compliance.model.kinds import KINDS


def test_every_kind_has_a_sheet_and_every_list_of_larger_values_too():
    names = {sheet.name for sheet in sheets()}
    assert {kind.plural for kind in KINDS.values()} <= names
    assert {"activity.purposes", "activity.legal_bases", "activity.retention_rules", "question.options"} <= names
    assert "engagement.subprocessors" not in names


def test_every_field_of_the_model_stands_in_exactly_one_place():
    for kind in KINDS.values():
        of_kind = [sheet for sheet in sheets() if sheet.kind is kind]
        told = {column.path[0] for column in of_kind[0].columns} | {sheet.field for sheet in of_kind[1:]}
        assert told == set(kind.document.model_fields)
        for sheet in of_kind[1:]:
            assert {column.path[0] for column in sheet.columns} == set(sheet.model.model_fields)


def test_no_value_lies_deeper_than_a_column_can_say():
    """A value that spreads over columns holds no value that spreads, and none on a line holds a list of values."""
    assert max(len(column.path) for sheet in sheets() for column in sheet.columns) <= 2
    for model in IN_ONE_CELL:
        assert not [name for name, shape in shapes_of(model).items() if shape.model and shape.many]


@pytest.mark.parametrize("language", LOCALES)
def test_sheets_and_columns_have_names_a_spreadsheet_takes_and_nobody_confuses(language):
    titles = list(sheet_titles(language).values())
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(0 < len(title) <= LONGEST_SHEET_NAME and not set(title) & set("[]:*?/\\'") for title in titles)
    for sheet in sheets():
        assert len({heading.casefold() for heading in headings(sheet, language)}) == len(sheet.names)


def test_a_value_that_is_there_and_says_nothing_differs_from_none():
    systems = sheet_named("systems")
    names = [column.name for column in systems.columns]
    empty = dict(zip(names, row_values(systems, {"backup": {"exists": None, "retention": None}}), strict=True))
    absent = dict(zip(names, row_values(systems, {"backup": None}), strict=True))
    assert empty["backup.exists"] is EMPTY_VALUE and empty["backup.retention"] is None
    assert absent["backup.exists"] is None


def test_columns_seldom_filled_in_by_hand_stand_last():
    for kind in KINDS.values():
        order = [column.path[0] for column in sheet_named(kind.plural).columns]
        assert order[:2] == ["id", "name"] and order[-1] == "origin"


def test_every_class_of_the_model_is_reached():
    reached = {sheet.model for sheet in sheets()} | {column.model for sheet in sheets() for column in sheet.columns}
    reached |= {column.shape.model for sheet in sheets() for column in sheet.columns if column.shape.model}
    assert set(models()) <= reached
