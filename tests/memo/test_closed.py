import pytest

from compliance.canonical import digest
from compliance.memo.closed import NoSectionToClose, NothingToClose, annex_bytes, parted
from compliance.memo.composed import Named, Stated, memo_bytes
from tests.report.sample_memo import a_head, a_memo, a_question, an_in_short, findings

JOURNAL = Named(id="SYS-0001", name="Elektronisk journal")
WEAK = findings()[0].model_copy(
    update={
        "rule": "SEC-MFA-001", "area": "security", "statement": "Bare et passord verner den.", "subjects": (JOURNAL,),
        "finding_ids": ("F-00000000000a",), "question": 2,
    }
)  # fmt: skip
LAWFUL = findings()[0].model_copy(update={"area": "law", "subjects": (Named(id="ACT-0001", name="Skoleskyss"),)})


def a_secret_memo(**changed):
    asked = a_question(
        2, finding_ids=WEAK.finding_ids, records=(JOURNAL,), background="428 logger inn uten kodebrikke."
    )
    plain = a_question(1, records=(), finding_ids=())
    given = {"questions": (plain, asked), "findings": (WEAK, LAWFUL), "draft": False}
    return a_memo(**{**given, **changed})


def test_what_tells_of_weaknesses_by_system_stands_in_the_annex_only():
    shown, annex = parted(a_secret_memo())
    assert annex.findings == (WEAK,) and [each.number for each in annex.questions] == [2]
    assert shown.findings == (LAWFUL,) and [each.closed for each in shown.questions] == [False, True]
    told = memo_bytes(shown).decode()
    for secret in (JOURNAL.name, JOURNAL.id, WEAK.statement, "428 logger inn"):
        assert secret not in told and secret in annex_bytes(annex).decode()
    assert not shown.head.shows_vulnerabilities


def test_the_open_memo_still_says_what_is_asked_what_it_costs_who_and_when():
    memo = a_secret_memo()
    before, after = memo.questions[1], parted(memo)[0].questions[1]
    kept = ("number", "title", "question", "owner", "deadline", "funding_ref", "recommended_option", "boxes")
    assert all(getattr(before, name) == getattr(after, name) for name in kept)
    assert [each.total for each in before.options] == [each.total for each in after.options]


def test_the_open_memo_names_the_annex_by_its_fingerprint_and_the_section_that_closes_it():
    memo = a_secret_memo(head=a_head(access_marking=("offentleglova § 24",)))
    memo = memo.model_copy(update={"method": memo.method.model_copy(update={"unverified": ("offentleglova § 24",)})})
    shown, annex = parted(memo)
    assert shown.closed_annex.sha256 == digest(annex_bytes(annex)) and shown.closed_annex.findings == 1
    assert [(each.text, each.verified) for each in shown.closed_annex.sections] == [("offentleglova § 24", False)]


def test_no_count_changes_when_a_memo_is_parted():
    memo = a_secret_memo()
    shown, _ = parted(memo)
    assert (shown.counts, shown.figures, shown.areas, shown.units) == (
        memo.counts, memo.figures, memo.areas, memo.units,
    )  # fmt: skip


def test_a_sentence_that_names_a_system_is_not_told_openly():
    stays = Stated(text="Gjør vi ingenting, består to forhold.")
    soon = f"{JOURNAL.name} får ikke sikkerhetsoppdateringer etter 1. mars 2027."
    memo = a_secret_memo(in_short=an_in_short(if_nothing=(stays, Stated(text=soon))))
    assert parted(memo)[0].in_short.if_nothing == (stays,)


def test_nothing_is_closed_without_a_section_of_law_or_without_anything_to_close():
    with pytest.raises(NoSectionToClose):
        parted(a_secret_memo(head=a_head(access_marking=())))
    with pytest.raises(NothingToClose):
        parted(a_memo(findings=(LAWFUL,), questions=()))
