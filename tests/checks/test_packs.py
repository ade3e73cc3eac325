from datetime import date

import pytest

from compliance.checks.engine import judge
from compliance.checks.finding import Severity
from compliance.checks.law import law_on, read_parameters
from compliance.checks.loading import MalformedChecklist, sheet_of
from compliance.checks.packs import national_law_checked, read_packs
from compliance.checks.pages import fresh_pages
from compliance.checks.rule import rule_of
from compliance.checks.rulebook import read_rulebook
from compliance.resources import folder

RULE = b"""\
code: NIS2-REG-001
area: security
judges: organisation
statement: Vi er ikke registrert.
why: Derfor.
remedy: Registrer dere.
citations: [{instrument: NIS2, provision: 3(4), verified: false}]
severity: major
decides: line
gap_when: '!has(organisation.nis2_registered_on)'
"""
PACK = """\
country: SE
authority: Tilsyn
controller: Nämnd
switch:
  NIS2-REG-001: {since: 2026-01-15, at_most: [{is: minor, until: 2026-06-30}], why: Loven gjelder fra da.}
citations:
  - {rules: [NIS2-REG-001], instrument: cybersäkerhetslagen, provision: 2 kap. 2 §, since: 2026-01-15, verified: false}
assessment_list: {source: Listen}
parameters:
  - {name: child_age, meaning: Alder, value: 13, source: default}
"""
BEFORE, AFTER = date(2025, 12, 1), date(2026, 2, 1)


@pytest.fixture
def a_pack(tmp_path):
    """Makes a folder of packs out of one text."""

    def make(text=PACK, name="SE.yaml"):
        (tmp_path / "packs").mkdir(exist_ok=True)
        (tmp_path / "packs" / name).write_text(text, "utf-8")
        return tmp_path

    return make


@pytest.fixture
def rule(a_pack):
    return rule_of(sheet_of(RULE, "not-registered.yaml"), packs=read_packs(a_pack()))


@pytest.fixture
def found(a_register):
    """What a rule finds in a country on a day."""

    def judged(rule, country, day):
        view = a_register(ORG_1={"kind": "municipality", "country": country})
        return judge(view, (rule,), law_on(day, country), day)

    return judged


def test_a_swedish_register_is_judged_otherwise_before_and_after_the_act(rule, found):
    assert found(rule, "SE", BEFORE) == ()
    assert [each.rule for each in found(rule, "SE", AFTER)] == ["NIS2-REG-001"]


def test_a_pack_says_nothing_of_other_countries(rule, found):
    (here,) = found(rule, "DK", BEFORE)
    assert here.severity is Severity.major
    assert [str(each) for each in here.citations] == ["NIS2 3(4)"]


def test_a_pack_adds_the_countrys_own_act_and_so_makes_it_binding(rule, found):
    (here,), (abroad,) = found(rule, "SE", AFTER), found(rule, "DK", AFTER)
    assert [str(each) for each in here.citations] == ["NIS2 3(4)", "cybersäkerhetslagen 2 kap. 2 §"]
    assert here.binding
    assert not abroad.binding


@pytest.mark.parametrize(("day", "severity"), [(date(2026, 6, 30), "minor"), (date(2026, 7, 1), "major")])
def test_a_pack_caps_how_grave_it_is_on_its_days(rule, found, day, severity):
    assert found(rule, "SE", day)[0].severity == severity


def test_a_cap_never_makes_it_graver(a_pack, found):
    packs = read_packs(a_pack(PACK.replace("is: minor", "is: blocker")))
    assert found(rule_of(sheet_of(RULE, "not-registered.yaml"), packs=packs), "SE", AFTER)[0].severity == "major"


def test_a_rule_that_is_off_judges_nobody_there(a_pack, found):
    packs = read_packs(a_pack(PACK.replace("{since: 2026-01-15,", "{off: true,")))
    rule = rule_of(sheet_of(RULE, "not-registered.yaml"), packs=packs)
    assert found(rule, "SE", AFTER) == ()
    assert found(rule, "NO", AFTER)


def test_a_page_tells_what_the_pack_says(rule):
    page = fresh_pages((rule,))["NIS2-REG-001.md"]
    assert "- I SE: fra 2026-01-15, høyst «bør bli bedre» til 2026-06-30. Loven gjelder fra da." in page
    assert "cybersäkerhetslagen 2 kap. 2 § (SE, fra 2026-01-15, **må bekreftes av jurist**)" in page


def test_what_a_rule_and_a_pack_both_cite_stands_once(a_pack):
    same = "{instrument: cybersäkerhetslagen, provision: 2 kap. 2 §, jurisdiction: SE, verified: true}"
    text = RULE.decode().replace("citations: [", f"citations: [{same}, ")
    rule = rule_of(sheet_of(text.encode(), "not-registered.yaml"), packs=read_packs(a_pack()))
    assert [(str(each), each.verified) for each in rule.citations(AFTER, "SE")] == [
        ("cybersäkerhetslagen 2 kap. 2 §", True),
        ("NIS2 3(4)", False),
    ]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("country: SE", "country: DK", "named after the country"),
        ("authority: Tilsyn", "autority: Tilsyn", "authority"),
        ("is: minor", "is: grave", "at_most"),
        ("why: Loven gjelder fra da.", "reason: Derfor", "why"),
        ("rules: [NIS2-REG-001], ", "", "rules"),
        ("verified: false", "verified: perhaps", "verified"),
    ],
)
def test_a_malformed_pack_is_refused_with_its_line(a_pack, before, after, reason):
    assert before in PACK
    with pytest.raises(MalformedChecklist, match=rf"SE\.yaml, line \d+.*{reason}"):
        read_packs(a_pack(PACK.replace(before, after)))


def test_the_fingerprint_of_the_rules_covers_the_packs(a_pack, fixtures):
    before = read_rulebook(fixtures, national=a_pack()).digest
    assert read_rulebook(fixtures, national=a_pack(PACK.replace("2026-01-15,", "2026-01-16,"))).digest != before


def test_the_parameters_of_a_pack_hold_for_its_country_alone():
    assert law_on(AFTER, "DK").period("nis2_registration") == "P14D"
    assert "nis2_registration" not in law_on(AFTER, "NO").parameters
    assert {each.countries for each in read_parameters() if each.name == "child_age"} == {("NO",), ("SE",), ("DK",)}


def test_national_law_is_checked_where_there_is_a_pack():
    assert all(national_law_checked(country) for country in ("NO", "SE", "DK"))
    assert not any(national_law_checked(country) for country in ("FI", "IS", "", None))


def test_every_code_a_shipped_pack_names_is_a_rule():
    known = {rule.code for rule in read_rulebook()}
    assert not {(country, code) for country, pack in read_packs().items() for code in pack.codes - known}


def test_no_shipped_reference_of_a_pack_is_of_another_country():
    for country, pack in read_packs().items():
        assert {each.jurisdiction for each in (*pack.citations, *pack.acts)} == {country}


def test_the_cyber_acts_enter_into_force_on_their_days():
    switches = {country: pack.switch["NIS2-APPR-001"] for country, pack in read_packs().items()}
    assert switches["SE"].since == date(2026, 1, 15)
    assert switches["DK"].since == date(2025, 7, 1)
    assert switches["NO"].at_most[0].severity is Severity.minor
    assert (folder("checklists") / "packs" / "NO.yaml").is_file()
