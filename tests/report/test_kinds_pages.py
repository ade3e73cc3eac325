"""Every kind of report from the example, in every language, page by page: its headings, and nothing that is broken.

The samples in docs/samples hold the bytes of each in bokmål. Where pages shall change, look at them, and then write
them anew: python -m tests.report.test_kinds_pages
"""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from compliance.language.catalogues import LOCALES
from compliance.memo.kind import KIND, report_kinds
from scripts.samples import walked, written
from tests.report.layout import laid_out, told
from tests.report.test_example_pages import PAGES
from tests.report.test_paper import sound

KINDS = tuple(kind for kind in report_kinds() if kind.code != KIND)


@cache
def walk():
    """The example three months on, with one decision memo behind it."""
    return walked(Path(mkdtemp()))


@cache
def pdfs(language):
    return {kind.code: written(walk(), kind, language) for kind in KINDS}


@cache
def pages(language):
    return {code: laid_out(pdf) for code, pdf in pdfs(language).items()}


def shown(language):
    """The pages of each kind, a line each: number, and the headings of the two upper levels."""
    return "".join("\n".join((code, *told(laid, 4))) + "\n" for code, laid in pages(language).items())


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("language", LOCALES)
def test_every_kind_is_laid_out_as_it_was_when_somebody_last_looked_and_nothing_is_broken(language):
    assert shown(language) == (PAGES / f"kinds-{language}.txt").read_text("utf-8")
    for code, laid in pages(language).items():
        assert [page.beyond for page in laid if page.beyond] == [], code
        assert [page.last for page in laid if page.ends_with_heading] == [], code
    for pdf in pdfs(language).values():
        sound(pdf)


if __name__ == "__main__":
    for spoken in LOCALES:
        (PAGES / f"kinds-{spoken}.txt").write_text(shown(spoken), "utf-8")
