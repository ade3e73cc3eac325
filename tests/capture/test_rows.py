import pytest

from compliance.capture.places import SheetPlaces
from compliance.capture.rows import LongTextChanged, RowReader, cell_reader
from compliance.capture.wordbook import EVERY_LANGUAGE
from compliance.formats import marks
from compliance.formats.layout import sheet_named
from compliance.formats.spreadsheet import CellFault, MergedCells

SYSTEMS = sheet_named("systems")
NAMES = ["id", "name", "backup.exists", "backup.retention", "storage_countries", "status"]


def reader(sheet=SYSTEMS, names=NAMES, long_texts=None):
    places = SheetPlaces("x.xlsx", "S", {name: at for at, name in enumerate(names)})
    return RowReader(sheet, dict(enumerate(names)), places, EVERY_LANGUAGE, long_texts or {})


def test_every_column_is_spoken_of_the_empty_ones_too():
    row = reader().read(4, ["SYS-1", "Visma", "", "", "", ""])
    assert row.fields == {"id": "SYS-1", "name": "Visma", "backup": None, "storage_countries": [], "status": None}
    assert not row.empty and not row.faults


def test_a_value_spread_over_columns_is_put_together():
    assert reader().read(4, ["", "x", "ja", "P1Y", "no; SE", ""]).fields["backup"] == {
        "exists": "yes",
        "retention": "P1Y",
    }
    assert reader().read(4, ["", "x", "", "P1Y", "", ""]).fields["backup"] == {"retention": "P1Y"}
    assert reader().read(4, ["", "x", "{}", "", "", ""]).fields["backup"] == {}


def test_a_short_row_and_a_blank_one_are_no_matter():
    assert reader().read(4, ["SYS-1"]).fields["status"] is None
    assert reader().read(4, ["", "  ", "", "", "", ""]).empty


def test_every_cell_that_cannot_be_read_is_told_with_its_place():
    row = reader().read(4, ["SYS-1", CellFault(MergedCells), "kanskje", "", "", "av"])
    assert [(type(fault).__name__, fault.place.row, fault.place.column, fault.place.field) for fault in row.faults] == [
        ("MergedCells", 4, "B", "name"),
        ("UnknownCode", 4, "C", "backup.exists"),
        ("UnknownCode", 4, "F", "status"),
    ]


def test_owner_and_number_of_a_value_are_read_apart():
    purposes = sheet_named("activity.purposes")
    row = reader(purposes, ["record", "number", "text"]).read(3, ["ACT-1 Skole", 2.0, "Undervise"])
    assert (row.owner, row.order, row.fields) == ("ACT-1 Skole", 2, {"text": "Undervise"})
    bad = reader(purposes, ["record", "number", "text"]).read(3, [CellFault(MergedCells), "to", ""])
    assert [fault.place.column for fault in bad.faults] == ["A", "B"]


def test_a_row_with_an_owner_alone_says_nothing():
    row = reader(sheet_named("activity.purposes"), ["record", "number", "text"]).read(3, ["ACT-1", "", ""])
    assert row.empty


def test_a_text_too_long_for_its_cell_is_fetched_and_must_not_be_changed_there():
    text = "å" * 40_000
    read = cell_reader(next(c for c in SYSTEMS.columns if c.name == "description"), EVERY_LANGUAGE, {1: text})
    assert read(marks.shown_instead(1, text)) == text
    with pytest.raises(LongTextChanged):
        read(marks.shown_instead(1, text) + "!")


@pytest.mark.parametrize(
    ("cell", "items"), [("", None), ("(none)", []), ("(NONE)", []), ("[]", []), ("28.3.a", ["28.3.a"])]
)
def test_a_list_not_read_yet_differs_from_one_found_empty(cell, items):
    column = next(c for c in sheet_named("engagements").columns if c.name == "dpa_items")
    row = RowReader(sheet_named("engagements"), {0: "dpa_items"}, SheetPlaces("", "", {}), EVERY_LANGUAGE, {})
    assert row.read(2, [cell]).fields["dpa_items"] == items
    assert column.shape.optional
