from datetime import date

import pytest

from compliance.checks.confirmations import confirmed_on
from compliance.checks.engine import judge
from compliance.checks.known_law import AmbiguousReference, UnknownReference, known_law, reference_called
from compliance.checks.law import Reference, law_on
from compliance.checks.rulebook import read_rulebook
from compliance.model.law import LawConfirmation
from compliance.model.values import Jurisdiction, LegalRef

DAY = date(2026, 6, 1)
ARCHIVE = {"instrument": "arkivlova", "provision": "§ 13", "jurisdiction": "NO"}


def confirmation(**more):
    whole = {"confirmed_by": "PER-1", "confirmed_on": date(2026, 2, 1), **ARCHIVE, **more}
    whole["jurisdiction"] = whole["jurisdiction"] and Jurisdiction(whole["jurisdiction"])
    return LawConfirmation(id="LAW-1", name="arkivlova § 13", **whole)


def reference(**more):
    return Reference(verified=False, **{**ARCHIVE, **more})


def test_a_recorded_reading_confirms_a_reference_in_any_spelling():
    assert confirmed_on((confirmation(),), DAY).covers(reference())
    assert confirmed_on((confirmation(instrument="Arkivlova", provision="§  13"),), DAY).covers(reference())
    assert not confirmed_on((), DAY).covers(reference())


@pytest.mark.parametrize(
    "more",
    [
        {"confirmed_by": None},
        {"confirmed_on": None},
        {"confirmed_on": date(2026, 6, 2)},
        {"valid_to": date(2026, 5, 31)},
        {"jurisdiction": "SE"},
        {"jurisdiction": None},
        {"provision": "§ 12"},
    ],
)
def test_it_confirms_nothing_without_who_and_when_or_of_another_provision(more):
    assert not confirmed_on((confirmation(**more),), DAY).covers(reference())


def test_a_provision_that_entered_into_force_later_was_not_read():
    read = confirmed_on((confirmation(),), DAY)
    assert read.covers(reference(since=date(2026, 2, 1)))
    assert not read.covers(reference(since=date(2026, 2, 2)))


def test_what_people_wrote_in_records_is_confirmed_alike():
    written = LegalRef(instrument="arkivlova", provision="§ 13", jurisdiction=Jurisdiction.norway)
    assert confirmed_on((confirmation(),), DAY).covers_ref(written)
    assert not confirmed_on((), DAY).covers_ref(written)
    assert confirmed_on((), DAY).covers_ref(written.model_copy(update={"verified": True}))
    assert not confirmed_on((), DAY).covers_ref(written.model_copy(update={"verified": False}))


def test_a_finding_carries_what_was_confirmed_as_verified(a_rule, a_register):
    rule = a_rule("!has(activity.tom_summary)")
    cited = (reference(), reference(provision="§ 12"))
    rule = _citing(rule, cited)
    found = judge(a_register(ACT_1={}), (rule,), law_on(DAY, "NO"), DAY)
    (marked,) = confirmed_on((confirmation(),), DAY).marked(found)
    assert [each.verified for each in marked.citations] == [True, False]
    assert [each["verified"] for each in marked.as_json()["citations"]] == [True, False]
    assert confirmed_on((), DAY).marked(found) == found


def _citing(rule, citations):
    from dataclasses import replace

    return replace(rule, said=rule.said.model_copy(update={"citations": citations}))


KNOWN = known_law(read_rulebook(), (), "NO")


def test_every_reference_a_report_can_print_is_found_by_what_it_prints():
    for each in KNOWN.values():
        assert reference_called(str(each), KNOWN, each.jurisdiction) == each
    assert str(reference_called(" gdpr  6(3) ", KNOWN)) == "GDPR 6(3)"
    assert reference_called("arkivlova § 13", KNOWN).jurisdiction == "NO"


def test_the_law_of_another_country_is_not_known_here():
    with pytest.raises(UnknownReference):
        reference_called("arkivbekendtgørelsen § 5", KNOWN)
    assert reference_called("arkivbekendtgørelsen § 5", known_law(read_rulebook(), (), "DK"))


def test_an_unknown_reference_is_refused_with_near_ones():
    with pytest.raises(UnknownReference) as refused:
        reference_called("GDPR 6(33)", KNOWN)
    assert "GDPR 6(3)" in refused.value.facts["near"]


def test_an_act_with_several_provisions_is_not_one_reference():
    with pytest.raises(AmbiguousReference, match=r"arkivlova § 13 \(NO\)"):
        reference_called("arkivlova", KNOWN)


def test_what_stands_in_records_is_known_too(sound):
    documents = sound.patched(
        {"ACT-1": {"legal_bases": {"0": {"supplementary_basis": [{"instrument": "Forskriften", "provision": "§ 7"}]}}}}
    ).documents()
    assert reference_called("forskriften § 7", known_law((), documents, "NO")).instrument == "Forskriften"
