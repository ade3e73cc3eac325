"""The lists behind the drop-downs of the workbook.

They stand on a hidden sheet and are used by name: a list written into the cell itself may have 255 characters only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from compliance.formats.layout import Column
from compliance.formats.lexicon import member_word
from compliance.formats.shape import Sort
from compliance.language.labels import enumerations
from compliance.model.kinds import kind_of
from compliance.model.values import Answer, Document

LISTS_SHEET: Final = "_lists"


def list_name(column: Column) -> str:
    """The name of the list a column chooses from; empty where it has none."""
    shape = column.shape
    if shape.sort is Sort.choice and shape.choices is not None:
        return f"list_{shape.choices.__name__}"
    if shape.sort is Sort.flag:
        return "list_truth"
    return f"ids_{shape.kind}" if shape.kind else ""


def lists_of(documents: Iterable[Document], language: str) -> dict[str, list[str]]:
    """The lists behind the drop-downs: the words of every enumeration, yes and no, and the records of every kind."""
    found: dict[str, list[str]] = {f"list_{choices.__name__}": _words(choices, language) for choices in enumerations()}
    found["list_truth"] = [member_word(answer, language) for answer in (Answer.yes, Answer.no)]
    for document in documents:
        if document.retired is None:
            found.setdefault(f"ids_{kind_of(document).name}", []).append(f"{document.id} {document.name}"[:250])
    return found


def _words(choices: type[StrEnum], language: str) -> list[str]:
    return [member_word(member, language) for member in choices]


def columns_to_rows(lists: Mapping[str, Sequence[str]]) -> Iterator[Sequence[str]]:
    """The rows of the sheet the lists stand on, one list a column, its name on top."""
    yield list(lists)
    longest = max(map(len, lists.values()), default=0)
    for number in range(longest):
        yield [words[number] if number < len(words) else "" for words in lists.values()]
