# ruff: noqa: DTZ001 (a cell knows no zone)
import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.errors import ComplianceError
from compliance.formats import spreadsheet
from compliance.formats.source import Source
from compliance.formats.spreadsheet import (
    CellFault,
    CellInError,
    DamagedWorkbook,
    FormulaNotComputed,
    MergedCells,
    WorkbookTooLarge,
    column_letters,
    read,
)
from tests.formats.books import parts_of, repacked, source, xlsx

PLAIN = xlsx({"A": [["Navn", "Dato"], ["x", date(2026, 3, 1)]], "B": []})


def rows(data, name="A"):
    return dict(next(grid for grid in read(Source("x.xlsx", data)) if grid.name == name).rows())


def test_cells_keep_their_types_and_rows_their_numbers():
    data = xlsx({"A": [["a", 3, 2.5, True, date(2026, 3, 1), datetime(2026, 3, 1, 12)], [], ["b"]]})
    assert rows(data) == {1: ["a", 3.0, 2.5, True, date(2026, 3, 1), datetime(2026, 3, 1, 12)], 3: ["b", *[""] * 5]}


@pytest.mark.parametrize(
    "text", ["=1+1", "+47", "@x", "0012", "_x000D_", "a\nb", "  x", "\ttab", "<&>", "\ufeffx", "🦌"]
)
def test_every_text_is_read_as_it_was_written(text):
    assert rows(xlsx({"A": [[text]]})) == {1: [text]}


def test_the_value_a_formula_last_had_is_read():
    assert rows(xlsx({"A": [["x"]]}, change=lambda book, s: s["A"].write_formula(0, 1, "=2+3", None, 5))) == {
        1: ["x", 5.0]
    }


@pytest.mark.parametrize("written", ["<f>2+3</f>", "<f>2+3</f><v></v>", "<f>2+3</f><v/>", "<f/>"])
def test_a_formula_that_was_never_computed_is_not_taken_for_an_empty_cell(written):
    parts = parts_of(xlsx({"A": [["x", 7.5]]}))
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b"<v>7.5</v>", written.encode())
    assert rows(repacked(parts)) == {1: ["x", CellFault(FormulaNotComputed)]}


def test_a_formula_that_gave_an_empty_text_is_an_empty_cell():
    parts = parts_of(xlsx({"A": [["x", 7.5, "y"]]}))
    part, cell = "xl/worksheets/sheet1.xml", b'<c r="B1"><v>7.5</v>'
    parts[part] = parts[part].replace(cell, b'<c r="B1" t="str"><f>""</f><v></v>')
    assert rows(repacked(parts)) == {1: ["x", "", "y"]}


def test_an_error_in_a_cell_is_not_taken_for_an_empty_cell():
    data = xlsx({"A": [["x"]]}, change=lambda book, s: s["A"].write_formula(2, 2, "=1/0", None, "#DIV/0!"))
    assert rows(data)[3][2] == CellFault(CellInError)


def test_merged_cells_are_marked_each_one():
    data = xlsx({"A": [["x"], ["y"], ["z"]]}, change=lambda book, s: s["A"].merge_range(1, 1, 2, 2, "flettet"))
    found = rows(data)
    assert found[2][1:] == [CellFault(MergedCells)] * 2 and found[3][1:] == [CellFault(MergedCells)] * 2


def test_sheets_that_are_hidden_are_known_to_be():
    grids = read(source({"A": [["x"]], "B": [["y"]]}, change=lambda book, s: s["B"].very_hidden()))
    assert [(grid.name, grid.shown) for grid in grids] == [("A", True), ("B", False)]


def test_a_chart_is_no_sheet():
    assert [grid.name for grid in read(source({"A": [["x"]]}, change=lambda book, s: book.add_chartsheet()))] == ["A"]


@pytest.mark.parametrize("part", ["a beginning", "a tenth", "half", "all but its end"])
def test_a_truncated_file_is_refused(part):
    cut = {"a beginning": 4, "a tenth": len(PLAIN) // 10, "half": len(PLAIN) // 2, "all but its end": len(PLAIN) - 10}
    with pytest.raises(DamagedWorkbook):
        read(Source("x.xlsx", PLAIN[: cut[part]]))


@given(st.integers(0, len(PLAIN) - 1), st.integers(1, 255))
@settings(max_examples=60)
def test_a_flipped_byte_is_refused_or_harmless_and_never_a_crash(at, flip):
    data = bytearray(PLAIN)
    data[at] ^= flip
    try:
        found = rows(bytes(data))
    except (ComplianceError, StopIteration):
        return
    assert found == rows(PLAIN)


def test_a_zip_that_is_no_workbook_is_refused():
    with pytest.raises(DamagedWorkbook):
        read(Source("x.xlsx", repacked({"readme.txt": b"hei"})))


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MOST_UNPACKED", 1000)
    with pytest.raises(WorkbookTooLarge):
        read(Source("x.xlsx", PLAIN))


def test_an_archive_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MOST_PARTS", 3)
    with pytest.raises(WorkbookTooLarge):
        read(Source("x.xlsx", PLAIN))


def test_one_cell_in_the_last_corner_is_refused_before_the_sheet_is_laid_out():
    data = xlsx({"A": [["Navn"]]}, change=lambda book, s: s["A"].write_string(1_048_575, 16_383, "x"))
    with pytest.raises(WorkbookTooLarge) as refusal:
        read(Source("x.xlsx", data))
    assert "1048576 rows" in refusal.value.facts["reason"]


def test_a_million_formatted_but_empty_rows_cost_nothing():
    parts = parts_of(xlsx({"A": [["Navn"], ["x"]]}))
    part = "xl/worksheets/sheet1.xml"
    empty = "".join(f'<row r="{n}" spans="1:1"><c r="A{n}" s="0"/></row>' for n in range(3, 1_000_000, 7)).encode()
    parts[part] = parts[part].replace(b"</sheetData>", empty + b"</sheetData>")
    assert rows(repacked(parts)) == {1: ["Navn"], 2: ["x"]}


def test_a_merge_over_the_whole_sheet_costs_nothing():
    parts = parts_of(xlsx({"A": [["Navn"], ["x"]]}))
    part = "xl/worksheets/sheet1.xml"
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts[part] = parts[part].replace(b"</sheetData>", b"</sheetData>" + merge)
    assert rows(repacked(parts))[2][0] == CellFault(MergedCells)


def test_macros_are_neither_run_nor_in_the_way():
    parts = parts_of(PLAIN) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"x" * 50}
    assert rows(repacked(parts)) == rows(PLAIN)


def test_an_encrypted_part_is_refused():
    out = io.BytesIO(PLAIN)
    with zipfile.ZipFile(out) as archive:
        first = archive.infolist()[0]
    data = bytearray(PLAIN)
    data[first.header_offset + 6] |= 1
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    with pytest.raises(spreadsheet.ProtectedWorkbook):
        read(Source("x.xlsx", bytes(data)))


@pytest.mark.parametrize(
    ("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_columns_have_the_letters_a_spreadsheet_shows(number, letters):
    assert column_letters(number) == letters
