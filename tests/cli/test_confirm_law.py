import pytest

from compliance.cli.main import invoke

DAY = "2026-11-20"
NOTE = ("--note", "Lest i Lovdata.")


@pytest.fixture
def call(compliance, tmp_path):
    """Calls a verb on a new register; the country is Norway unless another is given first."""
    made = {}

    def called(verb, *arguments, country="NO"):
        if country not in made:
            made[country] = str(tmp_path / f"{country}.db")
            named = ["--name", "Sund kommune", "--country", country, "--language", "nb", "--actor-name", "Jurist"]
            assert invoke(["init", "--register", made[country], *named, "--quiet"]) == 0
        return compliance(verb, "--register", made[country], "--as-of", DAY, *arguments)

    return called


def marks(call, **more):
    """Whether each reference of the findings is verified."""
    found = call("check", "--json", **more).json["findings"]
    return {each["reference"]: each["verified"] for finding in found for each in finding["citations"]}


def test_a_confirmed_reference_is_no_longer_marked(call):
    unread = next(reference for reference, verified in marks(call).items() if not verified)
    outcome = call("confirm-law", unread, *NOTE, "--on", "2026-11-01")
    assert outcome.code == 0, outcome.err
    assert marks(call)[unread] is True
    record = call("show", "LAW-0001", "--json").json
    assert "PER-1" in str(record) and "2026-11-01" in str(record) and "Lest i Lovdata." in str(record)


def test_the_mark_and_its_legend_are_in_the_list_until_all_is_read(call):
    assert "*" in call("check").out and "lawyer has to confirm" in call("check").out
    for reference, verified in marks(call).items():
        if not verified:
            assert call("confirm-law", reference, *NOTE).code == 0
    assert "*" not in call("check").out and "lawyer has to confirm" not in call("check").out


def test_explaining_a_finding_shows_what_was_confirmed(call):
    found = call("check", "--json").json["findings"]
    one = next(each for each in found if any(not cited["verified"] for cited in each["citations"]))
    assert "to be confirmed by a lawyer" in " ".join(call("explain", one["id"]).out.split())
    for cited in one["citations"]:
        if not cited["verified"]:
            call("confirm-law", cited["reference"], *NOTE)
    assert "to be confirmed by a lawyer" not in " ".join(call("explain", one["id"]).out.split())


def test_it_is_read_again_in_the_same_record(call):
    assert call("confirm-law", "arkivlova § 13", *NOTE).out.startswith("LAW-0001")
    assert call("confirm-law", "arkivlova § 13", "--note", "Lest på nytt.").out.startswith("LAW-0001")
    assert "already" in call("confirm-law", "arkivlova § 13", "--note", "Lest på nytt.").out


def test_unknown_and_ambiguous_references_are_refused_with_near_ones(call):
    unknown, ambiguous = call("confirm-law", "GDPR 6(33)", *NOTE), call("confirm-law", "arkivlova", *NOTE)
    assert unknown.code != 0 and "GDPR 6(3)" in unknown.err
    assert ambiguous.code != 0 and "arkivlova § 13" in ambiguous.err


def test_nobody_reads_tomorrow_and_nobody_unknown_reads(call):
    assert "after 2026-11-20" in call("confirm-law", "arkivlova § 13", *NOTE, "--on", "2026-11-21").err
    assert call("confirm-law", "arkivlova § 13", *NOTE, "--by", "PER-99").code != 0


def test_a_dry_run_writes_nothing(call):
    assert "would be confirmed" in call("confirm-law", "arkivlova § 13", *NOTE, "--dry-run").out
    assert call("show", "LAW-0001").code != 0


@pytest.mark.parametrize(("country", "checked"), [("NO", True), ("SE", True), ("FI", False), ("IS", False)])
def test_a_register_without_a_pack_says_that_national_law_was_not_checked(call, country, checked):
    assert call("check", "--waived", "--json", country=country).json["national_law_checked"] is checked
    assert ("was not checked" in call("check", country=country).err) is not checked


OWN = """\
code: SUND-NAME-001
area: governance
judges: organisation
statement: Kommunen har ikke skrevet navnet sitt kort.
why: Folk skal kjenne igjen hvem som skriver til dem.
remedy: Skriv det.
citations: [{instrument: Skriveregler for Sund, provision: pkt. 4, jurisdiction: local, verified: false}]
severity: minor
decides: line
gap_when: "!has(organisation.remarks)"
examples:
  - {sentence: Det står, expect: met}
  - {sentence: Det mangler, patch: {ORG-1: {remarks: null}}, expect: gap}
"""


def test_a_reference_that_only_an_own_rule_cites_can_be_confirmed(call, tmp_path):
    (tmp_path / "own" / "names").mkdir(parents=True)
    (tmp_path / "own" / "names" / "no-short-name.yaml").write_text(OWN, "utf-8")
    assert call("edit", "ORG-1", "--set", "own_rules=own").code == 0
    assert marks(call)["Skriveregler for Sund pkt. 4"] is False
    outcome = call("confirm-law", "Skriveregler for Sund pkt. 4", *NOTE)
    assert outcome.code == 0, outcome.err
    assert marks(call)["Skriveregler for Sund pkt. 4"] is True
