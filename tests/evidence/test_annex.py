"""A memo open to all, presented with its closed annex, decided and signed: one signature holds for both files."""

import io

import pikepdf
import pytest
from walked import DAY, Walked, decide_all, other_register, presented_example, shared, sign_all

from compliance.canonical import digest
from compliance.evidence.annex import annex_data, verify_annex
from compliance.evidence.container import write_bag
from compliance.evidence.gathering import Scope, gather
from compliance.evidence.verification import verify_bag, verify_memo
from compliance.memo.closed import ClosedAnnex
from compliance.model.decision import Memo
from compliance.signoff.ballot import memo_inside
from compliance.signoff.book import held

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def parted(tmp_path_factory):
    def made(target) -> Walked:
        walked = presented_example(target, closed_annex=True)
        with walked.open() as register:
            decide_all(register, walked.memo)
        sign_all(walked)
        return walked

    return shared(tmp_path_factory, "parted", made)


@pytest.fixture(scope="module")
def annex(parted):
    return (parted.folder / "annex.pdf").read_bytes()


@pytest.fixture(scope="module")
def signed(parted):
    return (parted.folder / "signed.pdf").read_bytes()


def outcomes(found):
    return {check.name: check.outcome.value for check in found.checks}


def changed(annex, *, data=None, title=None):
    """The same annex with other data inside, or with another title only."""
    with pikepdf.open(io.BytesIO(annex)) as document:
        if data is not None:
            name = next(iter(document.attachments))
            document.attachments[name] = pikepdf.AttachedFileSpec(document, data)
        if title is not None:
            document.docinfo["/Title"] = title
        document.save(made := io.BytesIO())
    return made.getvalue()


def test_what_is_signed_is_open_and_names_the_annex_by_the_fingerprint_of_its_data(parted, annex, signed):
    shown, closed = memo_inside(signed), ClosedAnnex.model_validate_json(annex_data(annex))
    assert shown.closed_annex.sha256 == digest(annex_data(annex))
    weak = {group.rule for group in closed.findings}
    assert weak and not weak & {group.rule for group in shown.findings if "SYS-" in str(group.subjects)}
    assert [each.closed for each in shown.questions].count(True) == len(closed.questions) == 1


def test_the_register_keeps_both_files_and_the_record_names_both(parted, annex):
    with parted.open() as register:
        memo = held(register.view(), Memo, parted.memo)
        assert register.attachment(memo.annex_sha256) == annex
        assert register.attachment(memo.pdf_sha256) == (parted.folder / "presented.pdf").read_bytes()


def test_the_signed_open_memo_is_unchanged_trusted_and_known(parted, signed):
    with parted.open() as register:
        found = verify_memo(signed, "signed.pdf", register=register, trust=parted.authority)
    assert outcomes(found) == {"unchanged": "yes", "trusted": "yes", "known": "yes"}


def test_the_annex_is_told_to_be_the_one_that_was_presented(parted, annex):
    data = annex_data(annex)
    with parted.open() as register:
        assert outcomes(verify_annex(annex, data, "a", register=register)) == {"unchanged": "yes", "known": "yes"}
    assert outcomes(verify_annex(annex, data, "a")) == {"unchanged": "yes", "known": "not_checked"}


def test_an_annex_with_other_data_or_other_pages_is_not_the_one_presented(parted, annex):
    other = changed(annex, data=annex_data(annex).replace(b"SYS-0001", b"SYS-0009"))
    redrawn = changed(annex, title="Noe annet")
    with parted.open() as register:
        assert outcomes(verify_annex(other, annex_data(other), "a", register=register))["known"] == "no"
        found = verify_annex(redrawn, annex_data(redrawn), "a", register=register)
        assert outcomes(found)["unchanged"] == "no" and not found.sound
    for file in (other, redrawn):
        assert outcomes(verify_annex(file, annex_data(file), "a"))["unchanged"] == "not_checked"


def test_another_register_knows_no_such_annex(annex, tmp_path):
    with other_register(tmp_path) as register:
        assert outcomes(verify_annex(annex, annex_data(annex), "a", register=register))["known"] == "no"


def test_the_bag_holds_the_annex_beside_the_memo_and_stands(parted, annex):
    with parted.open() as register:
        bag = gather(register, Scope(register.head().seq, DAY))
    assert bag.files[f"memos/{parted.memo}/closed-annex.pdf"] == annex
    found = verify_bag(write_bag(bag), "bag.zip", trust=parted.authority)
    assert found.sound and outcomes(found)["contents"] == "yes"
