"""Where a page may take its pictures, styles and fonts from: one folder, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from compliance.errors import ComplianceError


class OutsideReference(ComplianceError):
    sentence = "The page asks for {address}, which does not lie in {base}."
    hint = "Put the file in that folder and refer to it by a relative address; nothing is ever fetched from elsewhere."


class ReferenceNotFound(ComplianceError):
    sentence = "The page asks for {address}, and {base} holds no such file."
    hint = "Check the spelling, or put the file there."


def fetcher(base: Path) -> Any:
    """A WeasyPrint URL fetcher that reads files under `base` and data: addresses, and stops the rendering otherwise.

    Its list `refused` keeps what it refused: inside pictures WeasyPrint swallows even an error it calls fatal.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

    class ShippedOnly(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data"}, fail_on_errors=True)
            self.refused: list[ComplianceError] = []

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url[:5].lower() == "data:":
                return super().fetch(url, headers)
            try:
                path = _within(base, url)
            except ComplianceError as refusal:
                self.refused.append(refusal)
                raise
            return URLFetcherResponse(url, body=path.read_bytes(), headers=_media_type(path))

    return ShippedOnly()


def _within(base: Path, address: str) -> Path:
    """The file an address means; refused where it lies elsewhere, links and dots followed."""
    parts = urlsplit(address)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise OutsideReference(address=address, base=base)
    path = Path(url2pathname(parts.path)).resolve()
    if not path.is_relative_to(base.resolve()):
        raise OutsideReference(address=address, base=base)
    if not path.is_file():
        raise ReferenceNotFound(address=address, base=base)
    return path


def _media_type(path: Path) -> dict[str, str]:
    """Only stylesheets need one: WeasyPrint refuses a stylesheet that does not say what it is."""
    return {"Content-Type": "text/css; charset=utf-8"} if path.suffix == ".css" else {}
