"""Faults as values."""

import pytest

from compliance.signoff import faults
from compliance.signoff.faults import Fault

FACTS = {
    "reason": "x",
    "offset": 1,
    "count": 2,
    "end": 3,
    "subject": "Kari",
    "what": "object 4",
    "said": "a",
    "expected": "b",
}


@pytest.mark.parametrize("kind", Fault.__subclasses__())
def test_every_fault_can_be_said_and_says_what_to_do(kind):
    fault = kind(**FACTS)
    assert "{" not in str(fault)
    assert str(fault).endswith(".")
    assert fault.advice.endswith(".")


def test_two_findings_of_the_same_are_one_fault():
    assert len({faults.TicksAltered(offset=1), faults.TicksAltered(offset=1), faults.TicksAltered(offset=2)}) == 2
    assert faults.Unsigned() != faults.NotTicked()


def test_a_fault_has_a_name_for_programs():
    assert faults.PageAlteredInSigning(what="x").code == "page-altered-in-signing"
