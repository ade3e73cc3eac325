from datetime import date

import pytest

from compliance.checks.facts.duties import prepared_by, signed_by_officer, signer_had_authority
from compliance.checks.law import law_on
from compliance.checks.reading import Reading

DAY = date(2024, 3, 1)
LAW = law_on(DAY, "NO")
MAY = {"authority": [{"over": "decision", "valid_from": "2024-02-29", "valid_to": "2024-02-29"}]}
LEAP = "2024-02-29T23:59:59Z"


@pytest.fixture
def fact_on(a_register):
    def asked(fact, signoff, **bodies):
        view = a_register(SGN_1=signoff, **bodies)
        return fact(view.get("SGN-1"), Reading(view), LAW, DAY)

    return asked


@pytest.mark.parametrize(
    ("on_signature", "on_memo", "found"),
    [
        ("PER-1", None, ("PER-1",)),
        (None, "PER-2", ("PER-2",)),
        ("PER-2", "PER-1", ("PER-1", "PER-2")),
        ("PER-1", "PER-1", ("PER-1",)),
        (None, None, None),
    ],
)
def test_whoever_is_recorded_anywhere_prepared_the_case(fact_on, on_signature, on_memo, found):
    signoff = {"prepared_by": on_signature, "memo_id": "MEM-1"}
    assert fact_on(prepared_by, signoff, MEM_1={"prepared_by": on_memo}) == found


def test_a_signature_on_no_memo_knows_its_own_preparer_only(fact_on):
    assert fact_on(prepared_by, {"prepared_by": "PER-1"}) == ("PER-1",)
    assert fact_on(prepared_by, {}) is None


@pytest.mark.parametrize(
    ("signed_at", "kind", "person", "had"),
    [
        (LEAP, "decision", MAY, True),
        ("2024-03-01T00:30:00+01:00", "decision", MAY, True),
        ("2024-03-01T00:00:00Z", "decision", MAY, False),
        ("2024-02-28T23:59:59Z", "decision", MAY, False),
        (LEAP, "policy", MAY, False),
        (LEAP, "decision", {}, False),
        (LEAP, "decision", MAY | {"roles": ["dpo"]}, False),
        (LEAP, "decision", {"authority": [{"over": "decision"}]}, True),
        (LEAP, "decision", {"authority": [{}]}, False),
        (None, "decision", MAY, None),
        (LEAP, None, MAY, None),
    ],
)
def test_authority_is_asked_for_on_the_day_signed(fact_on, signed_at, kind, person, had):
    signoff = {"signed_by": "PER-1", "kind": kind, "signed_at": signed_at}
    assert fact_on(signer_had_authority, signoff, PER_1=person) is had


def test_nobody_named_as_signer_is_unknown_and_not_allowed(fact_on):
    assert fact_on(signer_had_authority, {"kind": "decision", "signed_at": LEAP}) is None
    assert fact_on(signed_by_officer, {"kind": "decision"}) is None


@pytest.mark.parametrize(
    ("named", "roles", "officer"),
    [
        ("PER-1", [], True),
        (None, ["dpo"], True),
        ("PER-2", ["dpo"], True),
        ("PER-2", [], False),
        (None, ["chief_executive"], False),
        (None, [], None),
    ],
)
def test_an_officer_is_known_by_the_organisation_or_by_the_office_held(fact_on, named, roles, officer):
    organisation = {"kind": "municipality", "country": "NO", "dpo_person_id": named}
    people = {"PER_1": {"roles": roles}, "PER_2": {}}
    assert fact_on(signed_by_officer, {"signed_by": "PER-1"}, ORG_1=organisation, **people) is officer


def test_the_officer_of_a_board_below_counts_and_a_neighbours_does_not(fact_on):
    boards = {"ORG_2": {"parent_id": "ORG-1", "dpo_person_id": "PER-1"}, "ORG_3": {"dpo_person_id": "PER-2"}}
    people = {"PER_1": {}, "PER_2": {"roles": ["line_manager"]}}
    assert fact_on(signed_by_officer, {"signed_by": "PER-1"}, **boards, **people) is True
    assert fact_on(signed_by_officer, {"signed_by": "PER-2"}, **boards, **people) is False
