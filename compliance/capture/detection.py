"""Which format a file is in: by what it holds, and then by what it is called."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from compliance.errors import ComplianceError
from compliance.formats.source import Source

FORMATS: Final = ("workbook", "table", "kl", "yaml", "json")
"""The formats that can be read, by the names `--format` takes."""

SUFFIXES: Final = {
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".csv": "table",
    ".tsv": "table",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
}
"""What a file's name promises; files called otherwise are left out of a folder."""

_SPREADSHEET_PART: Final = b"xl/workbook.xml"
_NATURES: Final = {
    "zip": "ZIP",
    "pdf": "PDF",
    "picture": "PNG/JPEG",
    "gzip": "GZIP",
    "database": "SQLite",
    "spreadsheet": "Excel (.xlsx)",
    "text": "TXT",
}


class UnknownFormat(ComplianceError):
    sentence = "There is no format called “{given}”."
    hint = "The formats are: {known}."


class UnknownFile(ComplianceError):
    sentence = "The content of the file is {nature}, and its name does not say what it is."
    hint = "Files called .xlsx, .csv, .yaml or .json are read; or say what it is with --format."


class NotWhatItsNameSays(ComplianceError):
    sentence = "The file is called {suffix}, but its content is {nature}."
    hint = "Fetch the right file, or give it the name of what it holds."


class ProtectedOrOld(ComplianceError):
    sentence = "The file is protected by a password, or is of the old .xls kind; neither can be read."
    hint = "Open it in Excel, remove the password, and save it as an Excel workbook (.xlsx)."


def known_format(name: str) -> str:
    """The format of that name; raise `UnknownFormat`."""
    if name.lower() in FORMATS:
        return name.lower()
    raise UnknownFormat(given=name, known=", ".join(FORMATS))


def nature_of(source: Source) -> str:
    """What a file holds, as its bytes tell."""
    nature = source.nature
    return "spreadsheet" if nature == "zip" and _SPREADSHEET_PART in source.data else nature


def family_of(source: Source) -> str:
    """spreadsheet, table, yaml or json; raise a refusal where name and content disagree or neither tells."""
    nature, promised = nature_of(source), SUFFIXES.get(source.suffix)
    if nature == "ole":
        raise ProtectedOrOld(place=source.place)
    if nature == "spreadsheet" and promised in (None, "spreadsheet"):
        return nature
    if nature == "zip" and promised == "spreadsheet" and not zipfile.is_zipfile(io.BytesIO(source.data)):
        return promised  # cut off: reading it says so better
    if nature != "text" or promised == "spreadsheet":
        if promised is None:
            raise UnknownFile(place=source.place, nature=_NATURES[nature])
        raise NotWhatItsNameSays(place=source.place, suffix=source.suffix, nature=_NATURES[nature])
    return promised or _by_text(source)


def _by_text(source: Source) -> str:
    start = source.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return "json"
    raise UnknownFile(place=source.place, nature=_NATURES["text"])
