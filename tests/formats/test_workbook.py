import html
import re

import pytest

from compliance.formats import workbook as module
from compliance.formats.layout import headings, sheet_named, sheet_titles, sheets
from compliance.formats.source import Source
from compliance.formats.spreadsheet import read
from compliance.formats.workbook import Inventory, TooManyRows, written
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from tests.formats.books import parts_of, sheet_part

ACTIVITY = read_document(
    KINDS["activity"],
    {
        "id": "ACT-1",
        "name": "Opptak til skole",
        "owner_id": "PER-1",
        "created_on": "2026-12-31",
        "purposes": [{"id": "P1", "text": "Gi plass"}, {"id": "P2", "text": "Ordne skyss"}],
    },
)
PERSON = read_document(KINDS["person"], {"id": "PER-1", "name": "Kari Ås"})
GONE = read_document(KINDS["person"], {"id": "PER-2", "name": "Ola", "retired": {"reason": "sluttet"}})
INVENTORY = Inventory([ACTIVITY, PERSON, GONE], "nb", "reg-1", 7, "ab" * 32, {"ACT-1": 2, "PER-1": 1})
DATA = written(INVENTORY)
TITLES = sheet_titles("nb")


def grids():
    return {grid.name: grid for grid in read(Source("x.xlsx", DATA))}


def xml(title):
    return parts_of(DATA)[sheet_part(DATA, title)].decode()


def test_the_same_register_gives_the_same_bytes():
    assert written(INVENTORY) == DATA


def test_there_is_a_guide_a_sheet_for_everything_and_nothing_else_shown():
    shown = [grid.name for grid in grids().values() if grid.shown]
    assert shown[1:] == [TITLES[sheet.name] for sheet in sheets()]
    assert [name for name, grid in grids().items() if not grid.shown] == ["_lists", "_meta", "_long"]


def test_the_meta_sheet_cannot_be_shown_by_hand():
    assert re.search(r'name="_meta"[^>]*state="veryHidden"', parts_of(DATA)["xl/workbook.xml"].decode())


def test_values_in_lists_have_rows_of_their_own_with_owner_and_number():
    rows = [row[:4] for _, row in grids()[TITLES["activity.purposes"]].rows()]
    assert rows[1:] == [
        ["ACT-1 Opptak til skole", 1.0, "P1", "Gi plass"],
        ["ACT-1 Opptak til skole", 2.0, "P2", "Ordne skyss"],
    ]


def test_what_cannot_be_done_without_is_marked():
    (_, head), *_ = grids()[TITLES["activities"]].rows()
    marked = {
        name for name, heading in zip(sheet_named("activities").names, head, strict=True) if heading.endswith(" *")
    }
    assert {"id", "name", "owner_id", "controller_ids"} <= marked
    assert not {"description", "remarks"} & marked


def test_headings_stay_in_sight_and_names_too():
    assert 'xSplit="2" ySplit="1"' in xml(TITLES["activities"]) and 'state="frozen"' in xml(TITLES["activities"])


def names_defined():
    found = parts_of(DATA)["xl/workbook.xml"].decode()
    return dict(re.findall(r'<definedName name="([^"]+)">([^<]*)<', html.unescape(found)))


def test_every_drop_down_leads_to_a_list_that_is_there():
    lists = list(grids()["_lists"].rows())
    defined = names_defined()
    used = set(
        re.findall(
            r"<formula1>([^<]+)</formula1>",
            "".join(part.decode("utf-8", "replace") for part in parts_of(DATA).values()),
        )
    )
    assert {"list_Answer", "list_Art6", "ids_person", "list_truth"} <= used <= set(defined)
    for name in used:
        letters, last = re.fullmatch(r"'_lists'!\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)", defined[name]).groups()
        column = module._letter
        at = next(number for number in range(len(lists[0][1])) if column(number) == letters)
        assert lists[0][1][at] == name
        assert all(lists[row - 1][1][at] for row in range(2, int(last) + 1))


def test_people_who_left_are_not_offered():
    at = next(iter(grids()["_lists"].rows()))[1].index("ids_person")
    assert [row[at] for _, row in grids()["_lists"].rows() if row[at]] == ["ids_person", "PER-1 Kari Ås"]


def test_a_list_may_be_longer_than_a_validation_can_hold():
    """255 characters is all an inline list takes; every list goes by a name instead."""
    for sheet in sheets():
        assert not re.search(r'<formula1>"', xml(TITLES[sheet.name]))


def test_dates_are_dates_and_texts_are_texts_to_excel():
    (_, head), (_, row) = grids()[TITLES["activities"]].rows()
    from datetime import date

    assert row[sheet_named("activities").names.index("created_on")] == date(2026, 12, 31)
    assert len(head) == len(headings(sheet_named("activities"), "nb"))


def test_texts_that_look_like_formulas_are_written_as_texts():
    nasty = read_document(
        KINDS["activity"], {"id": "ACT-2", "name": "=HYPERLINK(1)", "description": "+cmd|' /C calc'!A0"}
    )
    data = written(Inventory([nasty]))
    assert b"<f>" not in parts_of(data)[sheet_part(data, TITLES["activities"])]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 1)
    with pytest.raises(TooManyRows) as refusal:
        written(INVENTORY)
    assert refusal.value.facts["rows"] == 2
