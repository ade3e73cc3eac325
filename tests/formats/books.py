"""Workbooks made for a test: small ones from plain rows, and real ones with single cells changed."""

import io
import re
import zipfile

from xlsxwriter import Workbook

from compliance.formats.source import Source


def xlsx(sheets, *, change=None):
    """A workbook of these sheets, each a list of rows; `change(book, {name: sheet})` may do more to it."""
    out = io.BytesIO()
    book = Workbook(out, {"default_date_format": "dd.mm.yyyy"})
    made = {name: book.add_worksheet(name) for name in sheets}
    for name, rows in sheets.items():
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    made[name].write_string(number, column, cell)
                elif cell is not None:
                    made[name].write(number, column, cell)
    if change:
        change(book, made)
    book.close()
    return out.getvalue()


def source(sheets, name="inventory.xlsx", **more):
    return Source(name, xlsx(sheets, **more))


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def repacked(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def with_text(data, old, new):
    """The workbook with one text in one cell replaced, as Excel would have written it."""
    parts = parts_of(data)
    sheets = [name for name in parts if "worksheets/sheet" in name or "sharedStrings" in name]
    found = [name for name in sheets if f">{old}</t>".encode() in parts[name]]
    assert len(found) == 1
    assert parts[found[0]].count(f">{old}</t>".encode()) == 1
    parts[found[0]] = parts[found[0]].replace(f">{old}</t>".encode(), f">{new}</t>".encode())
    return repacked(parts)


def sheet_part(data, title):
    """The name of the part a sheet stands in."""
    parts = parts_of(data)
    found = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{found.index(title) + 1}.xml"
