"""Single cells of a real workbook changed, as somebody does who opens it, types one thing and saves."""

import io
import re
from xml.sax.saxutils import escape

from python_calamine import CalamineWorkbook

from tests.formats.books import parts_of, repacked, sheet_part


def headings(data, sheet):
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()
    return [str(cell).rstrip(" *") for cell in rows[0]]


def value(data, sheet, row, heading):
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()
    return rows[row - 1][headings(data, sheet).index(heading)]


def letters(column):
    return chr(65 + column) if column < 26 else letters(column // 26 - 1) + letters(column % 26)


def place(data, sheet, row, heading):
    """As a spreadsheet names it: F3."""
    return f"{letters(headings(data, sheet).index(heading))}{row}"


def typed(data, sheet, row, heading, new):
    """The workbook with another value in that cell; row 1 holds the headings."""
    parts, part = parts_of(data), sheet_part(data, sheet)
    cell = rf'<c r="{place(data, sheet, row, heading)}"( s="\d+")?[^>]*?(/>|>.*?</c>)'
    found = re.search(cell, parts[part].decode(), re.DOTALL)
    style = found[1] or ""
    text = (
        f' t="inlineStr"><is><t xml:space="preserve">{escape(new)}</t></is>'
        if isinstance(new, str)
        else f"><v>{new}</v>"
    )
    made = f'<c r="{place(data, sheet, row, heading)}"{style}{text}</c>'
    parts[part] = parts[part].decode().replace(found[0], made).encode()
    return repacked(parts)
