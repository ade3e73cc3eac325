"""Several PDF files become one: pages, tags, bookmarks and links, with the pages numbered through.

Laying out a page takes memory until the last page of its file is written. A report on a large register is therefore
laid out in parts (see `compliance.report.layout`). What a part cannot know is put in here: on which page it begins, and
how many there are.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from compliance.report import streams, typeface
from compliance.report.layout import ELSEWHERE
from compliance.report.pdf import Rendered, Spot
from compliance.resources import folder

NUMBER_SIZE: Final = 8.5
_MM: Final = 72 / 25.4
_RIGHT, _BASE, _LANDSCAPE_BASE = 22 * _MM, 10 * _MM - 3, 9 * _MM - 3
_COLOUR: Final = "0.337 0.392 0.447 rg"
"""As templates/page.css has the foot of a page."""

_NUMBERS = "/PageNumber"


def first_pages(parts: Sequence[Rendered]) -> list[int]:
    """On which page of the whole each part begins, from 0."""
    return [sum(part.pages for part in parts[:at]) for at in range(len(parts))]


def joined(front: Callable[[], Rendered], others: Sequence[Rendered], *, page: str, of: str) -> bytes:
    """The front and the others as one file, every page marked as in “Side 3 av 12” by the words given.

    The front is asked for when the others are joined: it may take as long to make. The first of the others decides all
    that a file says of itself: title, language, claims, attachments.
    """
    import pikepdf

    whole = pikepdf.open(io.BytesIO(others[0].data))
    for part in others[1:]:
        with pikepdf.open(io.BytesIO(part.data)) as added:
            _append(whole, added)
    parts = [front(), *others]
    with pikepdf.open(io.BytesIO(parts[0].data)) as added:
        _append(whole, added, first=True)
    spots = {name: spot for at, part in zip(first_pages(parts), parts, strict=True) for name, spot in _moved(part, at)}
    _lead_links_inside(whole, spots, page)
    _number(whole, page, of)
    return _bytes_of(whole)


def _moved(part: Rendered, by: int) -> Iterator[tuple[str, Spot]]:
    return ((name, spot._replace(page=spot.page + by)) for name, spot in part.anchors.items())


def _append(whole: Any, added: Any, *, first: bool = False) -> None:
    """Pages first: what points at a page is copied with the page it points at."""
    start = 0 if first else len(whole.pages)
    whole.pages[start:start] = added.pages
    _append_tags(
        whole, whole.copy_foreign(added.Root.StructTreeRoot), range(start, start + len(added.pages)), first=first
    )
    if "/Outlines" in added.Root:
        _append_bookmarks(whole, whole.copy_foreign(added.Root.Outlines), first=first)


def _append_tags(whole: Any, tree: Any, pages: range, *, first: bool) -> None:
    """Hang the tags of the added pages on the whole's own document, under keys that are free."""
    import pikepdf

    root = whole.Root.StructTreeRoot
    document = root.K[0]
    elements = list(tree.K[0].K)
    for element in elements:
        element.P = document
    document.K = pikepdf.Array([*elements, *document.K] if first else [*document.K, *elements])
    numbers = root.ParentTree.Nums
    free = int(numbers[-2]) + 1 if len(numbers) else 0
    added = tree.ParentTree.Nums
    for key, owner in zip(added[::2], added[1::2], strict=True):
        numbers.extend([int(key) + free, owner])
    for number in pages:
        page = whole.pages[number].obj
        page.StructParents = int(page.StructParents) + free
        for annotation in page.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + free


def _append_bookmarks(whole: Any, added: Any, *, first: bool) -> None:
    if "/Outlines" not in whole.Root:
        whole.Root.Outlines = added
        return
    outlines = whole.Root.Outlines
    item = added.First
    while item is not None:
        item.Parent = outlines
        item = item.get("/Next")
    before, after = (added, outlines) if first else (outlines, added)
    before.Last.Next, after.First.Prev = after.First, before.Last
    outlines.First, outlines.Last = before.First, after.Last
    outlines.Count = int(outlines.Count) + int(added.Count)


def _lead_links_inside(whole: Any, spots: Mapping[str, Spot], page: str) -> None:
    """Make links of what leads into another part; what is read aloud of them is the page."""
    import pikepdf

    for leaf in whole.pages:
        for annotation in leaf.obj.get("/Annots", ()):
            address = str(annotation.get("/A", {}).get("/URI", ""))
            if address.startswith(ELSEWHERE) and (spot := spots.get(address.removeprefix(ELSEWHERE))):
                target = whole.pages[spot.page].obj
                del annotation["/A"]
                annotation.Contents = f"{page}{spot.page + 1}"
                annotation.Dest = pikepdf.Array([target, pikepdf.Name.XYZ, spot.x, spot.y, 0])


def _number(whole: Any, page: str, of: str) -> None:
    """Print the number in the foot of every page, as an artifact: no part of the text."""
    import pikepdf

    font = folder("templates") / "fonts" / "SourceSans3-Regular.ttf"
    widths = {chr(code): width for code, _, width in typeface.cut(font).letters}
    with _carrier(font) as carrier:
        shared = whole.copy_foreign(carrier.Root.Font)
    begin, total = _stream(whole, "q"), len(whole.pages)
    for number, each in enumerate(whole.pages, start=1):
        text = f"{page}{number}{of}{total}"
        wide = sum(widths.get(letter, 0) for letter in text) * NUMBER_SIZE / 1000
        left = float(each.mediabox[2]) - _RIGHT - wide
        base = _BASE if each.mediabox[3] > each.mediabox[2] else _LANDSCAPE_BASE
        code = text.encode("utf-16-be").hex()
        drawn = f"/Artifact <</Type /Pagination>> BDC q {_COLOUR} BT {_NUMBERS} {NUMBER_SIZE} Tf "
        drawn += f"{left:.2f} {base:.2f} Td <{code}> Tj ET Q EMC"
        each.obj.Resources.Font[_NUMBERS] = shared
        # What is drawn already stays as it is: to take it out and press it together again takes longer than to draw.
        each.obj.Contents = pikepdf.Array([begin, each.obj.Contents, _stream(whole, f"Q {drawn}")])


def _stream(whole: Any, drawn: str) -> Any:
    import pikepdf

    content = streams.padded(drawn.encode("ascii"))
    return whole.make_stream(zlib.compress(content, 9), Filter=pikepdf.Name.FlateDecode)


def _carrier(font: Path) -> Any:
    """A file that holds nothing but the face the numbers are printed in."""
    import pikepdf
    import pydyf  # type: ignore[import-untyped]

    carrier = pydyf.PDF()
    carrier.catalog["Font"] = typeface.embed(carrier, typeface.cut(font))
    out = io.BytesIO()
    streams.keep_ends_apart(carrier)
    carrier.write(out, b"1.7")
    return pikepdf.open(out)


def _bytes_of(whole: Any) -> bytes:
    import pikepdf

    out = io.BytesIO()
    whole.save(
        out, object_stream_mode=pikepdf.ObjectStreamMode.disable, stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=False, deterministic_id=True,
    )  # fmt: skip
    return out.getvalue()
