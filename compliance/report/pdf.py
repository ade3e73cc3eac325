"""A page of HTML becomes one PDF file: archivable (PDF/A-3a), accessible (PDF/UA-1) and reproducible.

What a template must contain
----------------------------
- Styles may `@import url(fonts/fonts.css)`; the family is `"Source Sans 3"` (400, 400 italic, 600, 700). A letter that
  no shipped face has stops the rendering (`LetterNotShipped`); so does a reference outside `base` (`OutsideReference`),
  a missing file, a broken picture, a picture without `alt`, and a link to an anchor that is not there.
- Every `img` has an `alt`, every inline `svg` a `title` child; header cells are `th`.
- Places for the decision are `input` elements with a unique `name` and a `title` (what is read aloud)::

      <input type="checkbox"  name="QUE-0001.recommended" title="Spørsmål 1: som tilrådd">
      <input type="text"      name="QUE-0001.until"       title="Spørsmål 1: utsatt til">
      <textarea               name="QUE-0001.reason"      title="Spørsmål 1: begrunnelse"></textarea>
      <input type="signature" name="signature"            title="Signatur">

  A check box is ticked, a text printed, and a signature set, after the memo was presented (`compliance.signoff`). The
  content box of the element is the place: give it a width, a height, a border, and `display: block` or inline-block.
  `font-size` on a text place is the size of what will be printed there (it shrinks, to 7 points at the least). Text
  rests on the bottom of an `input`, as on a line, and hangs from the top of a `textarea`; in both it is broken into as
  many lines as have room. Names are parts of letters, digits, `-` and `_`, joined by dots;
  a name is never also the first part of another. All are read-only to a PDF reader, except the signature: nobody ticks
  by accident, and what was decided is ticked by us.

The same input gives the same bytes on one machine. On another, fonts may be cut differently (HarfBuzz or fontTools).
"""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from compliance.errors import ComplianceError
from compliance.report import places, sources, streams, tagging, typeface
from compliance.resources import folder

POINTS_PER_PIXEL = 0.75


class PangoMissing(ComplianceError):
    sentence = "PDF files cannot be made on this machine: the library {library} is missing."
    hint = (
        "Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
        "Fedora: dnf install pango. macOS: brew install pango. Windows: install Pango by MSYS2."
    )


class FaultyPage(ComplianceError):
    sentence = "The page cannot be printed as it is: {faults}."
    hint = "Correct the template or the text it was given."


class LetterNotShipped(ComplianceError):
    sentence = "No font we ship has the letters {letters} in the style {style}; the machine would choose: {font}."
    hint = 'Use font-family "Source Sans 3" throughout, and replace those letters in the text.'


class BadAttachmentName(ComplianceError):
    sentence = "An attached file cannot be called {name!r}."
    hint = "Use each name once, in ASCII letters, digits, dots and hyphens."


class MomentWithoutZone(ComplianceError):
    sentence = "{moment} does not say which time zone it is in."
    hint = "Give the moment with its offset from UTC."


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file carried inside the PDF as the data behind it (relationship Data)."""

    name: str
    content: bytes
    description: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file, how many pages it has, and where on them the elements with an id stand."""

    data: bytes
    pages: int
    anchors: Mapping[str, Spot]


class Spot(NamedTuple):
    """A place in a file: the page, from 0, and the point, from the lower left corner."""

    page: int
    x: float
    y: float


def render_pdf(
    html: str,
    *,
    base: Path,
    language: str,
    title: str,
    identifier: str,
    created: datetime,
    author: str = "",
    attachments: Sequence[AttachedFile] = (),
) -> bytes:
    """Lay out `html` and return the PDF. Addresses in it are relative to `base`, the only folder read.

    `identifier` (ASCII) becomes the permanent half of the file's ID; `language` is a BCP 47 tag.
    Raises the errors of this module, of `sources` and of `places`.
    """
    return render(
        html, base=base, language=language, title=title, identifier=identifier, created=created, author=author,
        attachments=attachments,
    ).data  # fmt: skip


def render(
    html: str,
    *,
    base: Path,
    language: str,
    title: str,
    identifier: str,
    created: datetime,
    author: str = "",
    attachments: Sequence[AttachedFile] = (),
) -> Rendered:
    """As `render_pdf`, with what is known of the pages: for files that become part of another."""
    moment = _utc(created)
    _refuse_names([attached.name for attached in attachments])
    weasyprint = _weasyprint()
    fonts, fetcher = _font_register(), sources.fetcher(base)
    with _no_faults(fetcher):
        page = weasyprint.HTML(string=html, base_url=base.resolve().as_uri() + "/", url_fetcher=fetcher)
        page.etree_element.set("lang", language)
        document = page.render(font_config=fonts, pdf_forms=True, output_intent="srgb")
        _describe(document.metadata, language, title, author, moment)
        del page  # what is left to do needs its room, not the page
        data = _written(document, fonts.families, identifier, moment, attachments)
        return Rendered(data, len(document.pages), _anchors(document))


def _anchors(document: Any) -> dict[str, Spot]:
    return {
        name: Spot(number, round(box[0] * POINTS_PER_PIXEL, 2), round((page.height - box[1]) * POINTS_PER_PIXEL, 2))
        for number, page in enumerate(document.pages)
        for name, box in page.anchors.items()
    }


def _written(
    document: Any, families: set[str], identifier: str, moment: datetime, attachments: Sequence[AttachedFile]
) -> bytes:
    from weasyprint import DEFAULT_OPTIONS  # type: ignore[import-untyped]
    from weasyprint.pdf import generate_pdf  # type: ignore[import-untyped]

    wanted = {
        "pdf_variant": "pdf/a-3a", "pdf_version": "1.7", "pdf_forms": True, "pdf_tags": True, "output_intent": "srgb",
        "attachments": [_attachment(attached, moment) for attached in _by_name(attachments)],
    }  # fmt: skip
    marked = places.gather(document)
    pdf = generate_pdf(document, None, 1, **{**DEFAULT_OPTIONS, **wanted})
    _refuse_foreign_letters(document, families)
    places.finish(pdf, marked, folder("templates") / "fonts" / "SourceSans3-Regular.ttf")
    typeface.stop_clocks(pdf)
    tagging.claim_universal_access(pdf)
    tagging.make_running_heads_artifacts(pdf)
    _name_media_types(pdf, _by_name(attachments))
    streams.keep_ends_apart(pdf)
    # Streams are compressed, the file's structure is not: an auditor reads it with a pager, and increments stay simple.
    out = io.BytesIO()
    pdf.write(out, b"1.7", identifier.encode("ascii"), compress=False)
    return out.getvalue()


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise MomentWithoutZone(moment=moment.isoformat())
    return moment.astimezone(UTC).replace(microsecond=0)


def _describe(metadata: Any, language: str, title: str, author: str, moment: datetime) -> None:
    """The caller's word, not the page's, goes into the file."""
    metadata.lang, metadata.title = language, title
    metadata.authors = [author] if author else []
    metadata.created = metadata.modified = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    metadata.generator, metadata.attachments = None, []


def _by_name(attachments: Sequence[AttachedFile]) -> list[AttachedFile]:
    return sorted(attachments, key=lambda attached: attached.name)


def _refuse_names(names: Sequence[str]) -> None:
    for name in names:
        plain = name.isascii() and name.replace(".", "").replace("-", "").replace("_", "").isalnum()
        if not plain or names.count(name) > 1:
            raise BadAttachmentName(name=name)


def _attachment(attached: AttachedFile, moment: datetime) -> Any:
    from weasyprint import Attachment

    return Attachment(
        string=attached.content, name=attached.name, description=attached.description,
        relationship="Data", created=moment, modified=moment,
    )  # fmt: skip


def _name_media_types(pdf: Any, attachments: Sequence[AttachedFile]) -> None:
    """WeasyPrint asks the machine's tables what a file is, and lists every attachment twice."""
    files = [thing for thing in pdf.objects if getattr(thing, "extra", {}).get("Type") == "/EmbeddedFile"]
    for file, attached in zip(files, attachments, strict=True):
        file.extra["Subtype"] = "/" + attached.media_type.replace("/", "#2f").replace("+", "#2b")
    if attachments:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))


def _refuse_foreign_letters(document: Any, families: set[str]) -> None:
    for font in document.fonts.values():
        letters = font.missing if font.family in families else "".join(font.to_unicode.values())
        if letters:
            shown = " ".join(sorted({chr(letter) if isinstance(letter, int) else letter for letter in letters}))
            raise LetterNotShipped(letters=shown, font=font.family, style=font.name.decode("ascii")[1:])


def ready() -> None:
    """Load what renders; raises `PangoMissing`. Else the first page loads it."""
    _weasyprint()


def _weasyprint() -> Any:
    """Import WeasyPrint; it prints its own lament where Pango is missing, which nobody should see."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint
    except OSError as error:
        raise PangoMissing(library=str(error).split("'")[1] if "'" in str(error) else error) from error
    return weasyprint


def _font_register() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    class Register(FontConfiguration):  # type: ignore[misc]
        """Remembers which families the page declares; all others are the machine's own."""

        def __init__(self) -> None:
            super().__init__()
            self.families: set[str] = set()

        def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> None:
            self.families.add(rule_descriptors["font_family"])
            super().add_font_face(rule_descriptors, url_fetcher)

    return Register()


@contextlib.contextmanager
def _no_faults(fetcher: Any) -> Iterator[None]:
    """Nothing is dropped in silence: what was refused, and what WeasyPrint logs as an error, is a fault of the page."""
    from weasyprint.urls import FatalURLFetchingError  # type: ignore[import-untyped]

    logger, faults = logging.getLogger("weasyprint"), list[str]()
    ear = logging.Handler(logging.ERROR)
    ear.emit = lambda record: faults.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(ear)
    try:
        yield
    except FatalURLFetchingError as error:
        faults.append(str(error))
    finally:
        logger.removeHandler(ear)
    if fetcher.refused:
        raise fetcher.refused[0]
    if faults:
        raise FaultyPage(faults="; ".join(faults))
