import pytest

from compliance.canonical import digest
from compliance.model.decision import MemoState, Theme
from compliance.model.values import LegalRef
from tests.cli.books import DAY, a_register, said
from tests.cli.test_memo import WEAK, inside
from tests.memo.books import a_memo, a_question

MARKED = a_memo(
    state=MemoState.draft, as_of=None, access_marking=(LegalRef(instrument="offentleglova", provision="§ 24"),)
)


@pytest.fixture
def book(capsys, tmp_path):
    """A register whose memo asks about the weakness of one system."""
    found = said(capsys, "check", "--register", a_register(tmp_path / "first.db", WEAK), *DAY, "--json")["findings"]
    about = [each["id"] for each in found if each["subject"] == WEAK.id]
    return a_register(tmp_path / "r.db", MARKED, WEAK, a_question(theme=Theme.security, finding_ids=tuple(about)))


@pytest.mark.slow
def test_a_memo_open_to_all_is_presented_with_its_closed_annex_in_a_file_of_its_own(capsys, book, tmp_path):
    memo, annex = tmp_path / "m.pdf", tmp_path / "c.pdf"
    line = ("present", "--register", book, "--actor", "PER-2", "-o", str(memo), *DAY)
    assert "need a file each" in said(capsys, *line, "--closed-annex", str(memo), code=2)
    told = said(capsys, *line, "--closed-annex", str(annex), "--json")
    assert told["pdf_sha256"] == digest(memo.read_bytes()) and told["annex_sha256"] == digest(annex.read_bytes())
    assert WEAK.name not in str(inside(memo).questions) and inside(memo).questions[0].closed
    checked = said(capsys, "verify", str(annex), "--register", book, "--require", "unchanged,known", "--json")
    assert checked["kind"] == "closed annex" and checked["passed"]


def test_a_memo_with_nothing_to_close_is_not_presented(capsys, tmp_path):
    book = a_register(tmp_path / "r.db", MARKED, a_question())
    line = ("present", "--register", book, "--actor", "PER-2", "-o", str(tmp_path / "m.pdf"), *DAY)
    refused = said(capsys, *line, "--closed-annex", str(tmp_path / "c.pdf"), "--json", code=2)
    assert refused["kind"] == "NothingToClose" and not list(tmp_path.glob("*.pdf"))
    assert "revision 1, " in said(capsys, "show", "MEM-0001", "--register", book)
