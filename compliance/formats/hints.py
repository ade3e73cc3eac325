"""What a form tells the person who fills it in: the guide on the first sheet, and a word on every column."""

from __future__ import annotations

from functools import cache

from compliance.formats.layout import Column
from compliance.formats.notation import POSITIONAL
from compliance.formats.shape import Sort, shapes_of
from compliance.language.catalogues import gettext_for, marked
from compliance.language.labels import field_label, field_meaning
from compliance.language.provisions import article
from compliance.resources import folder

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255

UNITS = (
    marked("persons"),
    marked("records"),
    marked("per cent"),
    marked("whole currency"),
    marked("hours"),
    marked("days"),
    marked("months"),
    marked("years"),
    marked("ISO 8601 period"),
)
"""The units the model counts in, where they are words."""


def guide(language: str) -> list[str]:
    """How to fill in the workbook and give it back; the first line is the heading."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(folder("templates") / "workbook")
    pages = Environment(loader=loader, extensions=["jinja2.ext.i18n"])  # noqa: S701 (text for cells, never a page)
    pages.install_gettext_translations(gettext_for(language).translations, newstyle=True)  # type: ignore[attr-defined]
    return [line for line in pages.get_template("guide.txt.j2").render().split("\n") if line]


@cache
def input_message(column: Column, language: str) -> tuple[str, str]:
    """The title and text shown when a cell is chosen: what its field means, its unit, its provision, its form."""
    field = column.model.model_fields[column.path[-1]]
    more = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    texts = gettext_for(language)
    parts = [field_meaning(column.model, column.path[-1], language)]
    if unit := more.get("unit"):
        parts.append(texts.text("Unit: {unit}.").format(unit=texts.text(str(unit))))
    if provision := more.get("provision"):
        parts.append(f"({article(str(provision), language)})")
    parts.append(_how(column, language))
    title = field_label(column.model, column.path[-1], language)
    return _cut(title, LONGEST_TITLE), _cut(" ".join(filter(None, parts)), LONGEST_MESSAGE)


def _how(column: Column, language: str) -> str:
    texts, shape = gettext_for(language), column.shape
    if shape.model is not None:
        names = list(shapes_of(shape.model))
        parts = "; ".join(names[:POSITIONAL] if len(names) <= POSITIONAL else names[:3])
        return texts.text("One per line: {parts}").format(parts=parts)
    if shape.many:
        return texts.text("One per line.")
    if shape.sort is Sort.reference and shape.kind:
        return texts.text("Choose from the list, or write the id.")
    if shape.sort is Sort.date:
        return texts.text("For example 31.12.2026.")
    return texts.text("For example P5Y or P6M.") if shape.sort is Sort.period else ""


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
