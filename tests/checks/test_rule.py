from datetime import date

import pytest

from compliance.checks.loading import MalformedChecklist, sheet_of
from compliance.checks.rule import rule_of

SOUND = """\
code: T-LEGAL-001
area: law
judges: legal_basis
statement: Det står ikke {what}.
why: Derfor.
remedy: Skriv {what}.
citations:
  - {instrument: GDPR, provision: 6(1), jurisdiction: EU, verified: true}
severity:
  - {when: activity.profiling, is: blocker}
  - {is: minor}
decides: leader
theme: lawfulness
silence: "!has(legal_basis.art6)"
applies_when: organisation.is_public_authority
gap_when: |
  !has(legal_basis.art6)  // nobody wrote it down
  || legal_basis.art6 == "f"
shows: {what: legal_basis.art6}
countries: [NO, SE]
since: 2026-01-01
until: 2026-12-31
examples:
  - sentence: Grunnlaget står der
    expect: met
"""


def refused(text, name="a-gap.yaml"):
    with pytest.raises(MalformedChecklist) as fault:
        rule_of(sheet_of(text.encode(), name))
    return str(fault.value)


def test_a_rule_file_becomes_a_rule():
    rule = rule_of(sheet_of(SOUND.encode(), "a-gap.yaml"), topic="legal-basis")
    assert (rule.code, rule.file, rule.line, rule.topic) == ("T-LEGAL-001", "a-gap.yaml", 1, "legal-basis")
    assert rule.kind.name == "legal_basis"
    assert [severity.value for _, severity in rule.grades] == ["blocker", "minor"]
    assert rule.standing is not None


@pytest.mark.parametrize(
    ("day", "country", "judges"),
    [
        (date(2026, 1, 1), "NO", True),
        (date(2026, 12, 31), "SE", True),
        (date(2025, 12, 31), "NO", False),
        (date(2027, 1, 1), "NO", False),
        (date(2026, 6, 1), "DK", False),
        (date(2026, 6, 1), "", False),
    ],
)
def test_a_rule_judges_in_its_countries_and_on_its_days(day, country, judges):
    assert rule_of(sheet_of(SOUND.encode(), "a-gap.yaml")).in_force(day, country) is judges


CHANGES = {
    "an unknown key": ("area: law", "area: law\nfarge: grønn", "line 3, farge|line 1"),
    "an unknown area": ("area: law", "area: weather", "line 2, area"),
    "a missing statement": ("statement: Det står ikke {what}.\n", "", "statement"),
    "an unknown kind": ("judges: legal_basis", "judges: basis", "line 3, judges: |“basis” is none of"),
    "a code in small letters": ("code: T-LEGAL-001", "code: t-legal-001", "line 1, code"),
    "a citation without verified": (", verified: true", "", "line 8, citations[0].verified|line 8, citations[0]"),
    "no citation": (
        "  - {instrument: GDPR, provision: 6(1), jurisdiction: EU, verified: true}\n",
        "",
        "line 7, citations",
    ),
    "a severity nobody knows": ("is: blocker", "is: terrible", "line 10, severity"),
    "grades without a last": ("  - {is: minor}\n", "", "line 9, severity"),
    "a theme for the line": ("decides: leader", "decides: line", "line 13, theme"),
    "a leader without theme": ("theme: lawfulness\n", "", "theme"),
    "a placeholder nobody shows": ("Skriv {what}", "Skriv {where}", "line 6, remedy"),
    "a lone brace": ("Skriv {what}", "Skriv {what", "line 6, remedy"),
    "an odd placeholder": ("Skriv {what}", "Skriv {what.__class__}", "line 6, remedy"),
    "a mistyped field": ("legal_basis.art6 ==", "legal_basis.art7 ==", "line 16, gap_when"),
    "a broken condition": ('== "f"', '== "f', "line 16, gap_when"),
    "a mistyped name in applies": ("organisation.is_public", "organization.is_public", "line 15, applies_when"),
    "a mistyped name in a grade": ("activity.profiling", "activity.profilling", "line 10, severity[0].when"),
    "a mistyped name in shows": ("{what: legal_basis.art6}", "{what: legal_basis.art}", "line 19, shows.what"),
    "a mistyped silence": ('!has(legal_basis.art6)"', '!has(legal_basis.art)"', "line 14, silence"),
    "a day that does not exist": ("since: 2026-01-01", "since: 2026-02-30", "line 21, since"),
    "an unknown expectation": ("expect: met", "expect: fine", "line 25, examples[0].expect"),
    "a list for a text": ("why: Derfor.", "why: [Derfor]", "line 5, why"),
    "a condition that is too long": ('legal_basis.art6 == "f"', "true || " * 400 + "true", "line 16, gap_when"),
    "a costly condition": (
        'legal_basis.art6 == "f"',
        "[1].exists(a, [1].exists(b, [1].exists(c, [1].exists(d, true))))",
        "too costly",
    ),
    "silence that would pass as in order": (
        'legal_basis.art6 == "f"',
        "has(legal_basis.decided_on) && legal_basis.decided_on < today",
        "where legal_basis.decided_on is not recorded, this would pass as in order",
    ),
    "fine absence nobody asks about": (
        "countries:",
        "absence_is_fine: [legal_basis.decided_on]\ncountries:",
        "line 20",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), CHANGES.values(), ids=CHANGES)
def test_a_rule_that_is_wrong_is_refused_with_file_line_and_field(old, new, said):
    assert old in SOUND
    text = refused(SOUND.replace(old, new))
    assert text.startswith("a-gap.yaml, line ")
    assert any(each in text for each in said.split("|")), text


@pytest.mark.parametrize("text", ["", "[]", "just words", "12"])
def test_what_is_no_map_is_no_rule(text):
    assert "a rule is a map of fields" in refused(text)


@pytest.mark.parametrize("name", ["NoLegalBasis.yaml", "no_legal_basis.yaml", "no-legal-basis.yml", "-x.yaml"])
def test_a_rule_file_is_named_after_the_gap(name):
    assert "small letters and hyphens" in refused(SOUND, name)


def test_absence_that_is_meant_to_be_fine_is_said_in_the_file(a_rule):
    rule = a_rule("has(activity.ended_on) && activity.ended_on < today", absence_is_fine="[activity.ended_on]")
    assert rule.said.absence_is_fine == ("activity.ended_on",)


def test_citations_follow_day_and_country():
    national = "  - {instrument: arkivlova, jurisdiction: NO, verified: false, since: 2026-01-01}\n"
    rule = rule_of(sheet_of(SOUND.replace("citations:\n", f"citations:\n{national}").encode(), "a-gap.yaml"))
    assert [str(each) for each in rule.citations(date(2026, 5, 1), "NO")] == ["arkivlova", "GDPR 6(1)"]
    assert [str(each) for each in rule.citations(date(2025, 5, 1), "NO")] == ["GDPR 6(1)"]
    assert [str(each) for each in rule.citations(date(2026, 5, 1), "SE")] == ["GDPR 6(1)"]
