from compliance.capture.matching import MissingColumn, RepeatedSheet, UnknownSheet
from compliance.capture.pages import pages_of
from compliance.formats.layout import sheet_named
from compliance.formats.meta import Meta
from compliance.formats.spreadsheet import read
from tests.formats.books import source


def pages(sheets, meta=None):
    found, faults = pages_of("x.xlsx", read(source(sheets)), meta or Meta())
    return found, [(type(fault).__name__, fault.place.sheet, fault.place.row, fault.place.column) for fault in faults]


def test_sheets_are_recognised_and_notes_guides_and_empty_ones_left_alone():
    sheets = {"Read me": [["x"]], "Systemer": [["Navn"], ["Visma"]], "_notat": [["x"]], "Ark2": []}
    found, faults = pages(sheets)
    assert [(page.sheet.name, [row for _, row in page.rows]) for page in found] == [("systems", [["Visma"]])]
    assert not faults
    assert not pages({"Start": [["Hei"]], "Systemer": [["Navn"]]}, Meta(guide="Start"))[1]


def test_the_heading_may_stand_below_empty_rows():
    (page,), faults = pages({"Systemer": [[], [], ["Navn"], ["Visma"]]})
    assert [number for number, _ in page.rows] == [4] and not faults


def test_a_sheet_nobody_knows_or_two_of_one_kind_are_refused():
    _, faults = pages({"Kaffeliste": [["Navn"], ["x"]], "Systemer": [["Navn"]], "systems": [["Name"]]})
    assert faults == [(UnknownSheet.__name__, "Kaffeliste", 0, ""), (RepeatedSheet.__name__, "systems", 0, "")]


def test_values_below_no_heading_are_not_passed_over():
    _, faults = pages({"Systemer": [["Navn"], ["Visma", "viktig"]]})
    assert faults == [("ColumnWithoutHeading", "Systemer", 1, "B")]


def test_a_record_needs_a_name_or_an_id_and_a_value_its_owner():
    assert pages({"Systemer": [["Status"], ["i drift"]]})[1] == [(MissingColumn.__name__, "Systemer", 1, "")]
    assert pages({"Systemer": [["Id", "Status"]]})[1] == []
    assert pages({"activity.purposes": [["text"], ["x"]]})[1] == [(MissingColumn.__name__, "activity.purposes", 1, "")]


def test_in_a_workbook_of_ours_a_value_written_whole_needs_all_its_columns():
    ours = Meta(register="reg-1")
    purposes = sheet_named("activity.purposes")
    whole = {"activity.purposes": [list(purposes.names)]}
    assert pages(whole, ours)[1] == []
    assert pages({"activity.purposes": [["record", "text"]]}, Meta())[1] == []
    assert len(pages({"activity.purposes": [["record", "text"]]}, ours)[1]) == len(purposes.columns) - 1
    assert len(pages({"systems": [["name", "backup.exists"]]}, ours)[1]) == 3
    assert pages({"systems": [["name", "status"]]}, ours)[1] == []
