"""No rule of the domain guide is lost, and none is shipped that is not meant to be."""

from pathlib import Path

from compliance.checks.rulebook import read_rulebook

OURS = {"CHK-NO-001", "CHK-OPEN-001", "CHK-REASON-001", "CHK-STALE-001"}
"""Rules on answered checklists, which the guide does not have."""

GUIDE = set((Path(__file__).parent / "data" / "codes.txt").read_text("utf-8").split())


def test_every_rule_of_the_guide_is_shipped_and_no_other_but_our_own():
    assert len(GUIDE) == 196
    assert {rule.code for rule in read_rulebook()} == GUIDE | OURS
