from datetime import date

import pytest

from compliance.formats.cells import cell_writer
from compliance.formats.layout import EMPTY_VALUE, sheet_named


def cell(sheet, name, value, names=None):
    column = next(column for column in sheet_named(sheet).columns if column.name == name)
    return cell_writer(column, "nb", names or {})(value)


@pytest.mark.parametrize(
    ("sheet", "name", "value", "written"),
    [
        ("activities", "description", "en\nto", "en\nto"),
        ("activities", "volume_persons", 1200, 1200),
        ("activities", "created_on", "2026-12-31", date(2026, 12, 31)),
        ("activities", "created_on", "1900-02-28", "1900-02-28"),
        ("activities", "review_interval", "P1Y", "P1Y"),
        ("activities", "camera", "unknown", "ukjent"),
        ("question.options", "is_zero_option", False, "nei"),
        ("organisations", "dpo_report_dates", ["2026-01-02", "2026-02-03"], "2026-01-02\n2026-02-03"),
        ("activities", "subject_codes_kle", ["15", "15;00"], "15\n15\\;00"),
        ("activities", "subject_codes_kle", [], None),
        ("engagements", "dpa_items", None, None),
        ("engagements", "subprocessors", [{"name": "X", "remote_access_from": ["US", "IN"]}], "X; ; US,IN"),
        ("people", "authority", [{"over": "decision", "valid_to": "2027-01-01"}, {}], "decision; ; ; 2027-01-01\n{}"),
        ("organisations", "contact.address", EMPTY_VALUE, "{}"),
        ("organisations", "contact.address", "{}", "\\{}"),
        ("organisations", "contact.email", "{}", "{}"),
    ],
)
def test_a_value_is_written_as_a_person_reads_it(sheet, name, value, written):
    assert cell(sheet, name, value) == written


def test_a_list_read_and_found_empty_differs_from_one_not_read():
    assert cell("engagements", "dpa_items", []) not in (None, "")


def test_a_reference_stands_with_the_name_of_what_it_names():
    names = {"PER-1": "Kari; Ås", "ACT-1": "Skole"}
    assert cell("activities", "owner_id", "PER-1", names) == "PER-1 Kari; Ås"
    assert cell("people", "deputy_ids", ["PER-1", "PER-2"], names) == "PER-1 Kari\\; Ås\nPER-2"
    assert cell("activities", "id", "ACT-1", names) == "ACT-1"
