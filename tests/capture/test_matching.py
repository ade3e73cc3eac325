import pytest

from compliance.capture.matching import (
    ColumnWithoutHeading,
    Headings,
    RepeatedHeading,
    Titles,
    UnknownHeading,
    columns_in,
)
from compliance.errors import Place
from compliance.formats.layout import headings, sheet_named, sheet_titles, sheets
from compliance.formats.meta import Meta
from compliance.language.catalogues import LOCALES

HERE = Place("x.xlsx", "Systemer", 1)


@pytest.mark.parametrize("language", LOCALES)
def test_every_sheet_and_heading_of_every_language_is_known(language):
    titles = Titles(Meta())
    for sheet in sheets():
        assert titles.sheet(sheet_titles(language)[sheet.name]) is sheet
        known = Headings(sheet, {})
        for heading, name in zip(headings(sheet, language), sheet.names, strict=True):
            assert known.column(f" {heading.upper()} * ") == name


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.name)
def test_sheets_and_columns_are_known_by_the_model_s_own_names(sheet):
    assert Titles(Meta()).sheet(sheet.name) is sheet
    assert [Headings(sheet, {}).column(name) for name in sheet.names] == list(sheet.names)


def test_a_workbook_s_own_names_come_first():
    meta = Meta(sheets={"systems": "Fagsystemer"}, guide="Start her")
    assert Titles(meta).sheet("fagsystemer") is sheet_named("systems")
    assert Headings(sheet_named("systems"), {"owner_id": "Navn"}).column("Navn") == "owner_id"


def columns(row, used=()):
    found, faults = columns_in(row, Headings(sheet_named("systems"), {}), HERE, used)
    return found, [(type(fault), fault.place.column) for fault in faults]


def test_the_order_of_columns_is_free_and_empty_ones_do_not_matter():
    assert columns(["Status *", "", "name", "BACKUP.EXISTS"]) == ({0: "status", 2: "name", 3: "backup.exists"}, [])


def test_every_wrong_heading_is_told_with_its_column():
    row = ["name", "Navn", "Systemherre", "", ""]
    assert columns(row, used=[3, 7])[1] == [
        (RepeatedHeading, "B"),
        (UnknownHeading, "C"),
        (ColumnWithoutHeading, "D"),
        (ColumnWithoutHeading, "H"),
    ]


def test_the_nearest_heading_is_suggested_in_its_own_language():
    assert Headings(sheet_named("systems"), {}).nearest("Systemeigar") in {"Systemeier", "Systemeigar"}
    assert Titles(Meta()).nearest("Systemmer") in {"Systemer", "System", "systems"}
