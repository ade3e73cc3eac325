from dataclasses import replace
from datetime import date

import pytest

from compliance.checks.law import Reference
from compliance.checks.waivers import Waived
from compliance.memo.compose import compose
from compliance.memo.counted import Sources
from compliance.memo.figures import figures
from compliance.memo.material import material as material_of
from compliance.model.activity import Purpose
from compliance.model.decision import MemoState
from compliance.model.law import LawConfirmation
from compliance.model.values import Jurisdiction, LegalRef
from compliance.model.waiver import Waiver
from tests.memo.books import AS_OF, SUND, Book, a_finding, a_memo, a_question, an_activity, judged

ASIDE = Waiver(id="WAI-1", name="-")


def set_aside(*documents, **fields):
    """Material in which one finding is set aside and none stands."""
    found = a_finding(**fields)
    return replace(judged(*documents), waived=(Waived(found, ASIDE),)), found


@pytest.mark.parametrize(("severity", "mark"), [("blocker", "lacking"), ("major", "lacking"), ("minor", "fine")])
def test_an_area_with_something_grave_set_aside_is_never_in_order(severity, mark):
    material, found = set_aside(an_activity(), severity=severity)
    (area,) = [each for each in compose(material).memo.areas if each.id == found.area]
    assert area.mark == mark


def test_what_is_set_aside_is_no_part_of_what_is_in_order():
    activity = an_activity()
    material, _ = set_aside(activity, subject=activity.id, path="purposes[0]", rule="ROPA-LEGAL-002")
    share = next(each for each in figures(Sources(material)) if each.id == "lawful_basis")
    assert (share.numerator, share.denominator) == (0, 1)


def test_what_is_set_aside_is_counted_apart_and_not_told_as_mended():
    material, found = set_aside(an_activity(), a_question(finding_ids=("F-000000000001",)))
    memo = compose(material).memo
    assert found.id == "F-000000000001"
    assert memo.method.waived == 1
    assert memo.questions[0].mended_finding_ids == ()
    assert memo.counts.total == 0


def test_a_memo_of_a_country_without_a_pack_says_that_its_law_was_not_checked():
    assert compose(material_of(Book(), AS_OF)).memo.method.national_law_checked
    finland = Book(owner=SUND.model_copy(update={"country": "FI"}))
    assert not compose(material_of(finland, AS_OF)).memo.method.national_law_checked


def test_a_confirmed_reference_is_out_of_the_memos_list_wherever_it_stood():
    marking = LegalRef(instrument="offentleglova", provision="§ 14", jurisdiction=Jurisdiction.norway)
    read = {"confirmed_by": "PER-1", "confirmed_on": date(2026, 1, 1), "name": "-"}
    here = LawConfirmation(
        id="LAW-1", instrument="offentleglova", provision="§ 14", jurisdiction=Jurisdiction.norway, **read
    )
    memo = a_memo(access_marking=(marking,), state=MemoState.draft)
    assert "offentleglova § 14" in compose(judged(memo)).memo.method.unverified
    assert "offentleglova § 14" not in compose(judged(memo, here)).memo.method.unverified


def test_a_rule_that_rests_on_a_confirmed_reference_is_marked_so_by_judging():
    activity = an_activity(purposes=(Purpose(id="p1", text="Noe vi gjør for folk i kommunen"),), legal_bases=())
    before = material_of(Book(activity), AS_OF)
    unread = next(each for each in _cited(before) if not each.verified)
    read = LawConfirmation(
        id="LAW-1", name="-", instrument=unread.instrument, provision=unread.provision or None,
        jurisdiction=Jurisdiction(unread.jurisdiction) if unread.jurisdiction else None,
        confirmed_by="PER-1", confirmed_on=AS_OF,
    )  # fmt: skip
    after = material_of(Book(activity, read), AS_OF)
    assert unread.said_in("nb") in before.unconfirmed
    assert unread.said_in("nb") not in after.unconfirmed


def _cited(material) -> list[Reference]:
    return [each for finding in material.findings for each in finding.citations]
