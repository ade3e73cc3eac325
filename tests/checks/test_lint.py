import re
from pathlib import Path

import pytest

from compliance.checks.lint import NothingToLint, Weight, lint
from compliance.resources import folder

SOUND = """\
code: OWN-SCHOOL-001
area: law
judges: legal_basis
statement: Skolen sier ikke hvilken lov den følger.
why: Eleven kan ikke velge en annen skole.
remedy: Skriv loven inn.
citations:
  - {instrument: GDPR, provision: 6(3), jurisdiction: EU, verified: true}
severity:
  - {when: activity.camera, is: major}
  - {is: minor}
decides: line
applies_when: legal_basis.art6 == "e"
gap_when: legal_basis.supplementary_basis == []
examples:
  - sentence: Alle grunnlag viser til en lov
    expect: met
  - sentence: Loven mangler der skolen filmer
    patch: {ACT-1: {camera: yes, legal_bases: {0: {supplementary_basis: []}}}}
    expect: gap
    severity: major
  - sentence: Loven mangler, og ingen filmer
    patch: {ACT-1: {camera: no, legal_bases: {0: {supplementary_basis: []}}}}
    expect: gap
    severity: minor
"""


@pytest.fixture
def linted(tmp_path):
    """Lints one rule; gives (class, field, line) of each fault, and of each piece of advice."""

    def run(text, name="no-law-named-by-school.yaml"):
        path = tmp_path / "own" / "school" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        found = lint(tmp_path / "own")
        assert all(remark.where.file == str(path) for remark in found.remarks)
        assert not [str(remark) for remark in found.remarks if re.search(r"\{[a-z]+\}", str(remark))]
        return tuple(
            [(type(remark).__name__, remark.where.field, remark.where.row) for remark in found.of(weight)]
            for weight in Weight
        )

    return run


def changed(old, new):
    assert old in SOUND
    return SOUND.replace(old, new)


ALL_FINE = """\
  - sentence: Loven står der, og noen filmer
    patch: {ACT-1: {camera: yes}}
    expect: met
  - sentence: Det står ikke hva behandlingen bygger på
    patch: {ACT-1: {legal_bases: {0: {art6: null}}}}
    expect: undetermined
"""


def test_a_sound_rule_draws_no_fault_and_where_more_could_be_shown_advice(linted):
    faults, advice = linted(SOUND)
    assert faults == []
    assert advice == [("FewExamples", "examples", 15)] * 3
    assert linted(SOUND + ALL_FINE) == ([], [("FewExamples", "examples", 15)])


def test_faults_of_several_files_and_fields_come_together(tmp_path):
    school = tmp_path / "school"
    school.mkdir()
    (school / "a.yaml").write_text(
        changed("area: law", "area: weather").replace("severity:\n", "severities:\n"), "utf-8"
    )
    (school / "b.yaml").write_text("code: [", "utf-8")
    (school / "c.yaml").write_text(changed('"e"', '"x"').replace("== []", "== true"), "utf-8")
    found = lint(tmp_path)
    told = [(Path(remark.where.file).name, remark.where.field, remark.where.row) for remark in found.remarks]
    assert told == [
        ("a.yaml", "severity", 1),
        ("a.yaml", "area", 2),
        ("a.yaml", "severities", 9),
        ("b.yaml", "", 2),
        ("c.yaml", "applies_when", 13),
        ("c.yaml", "gap_when", 14),
    ]
    assert found.files == 3 and len(found.of(Weight.fault)) == 6


FAULTS = {
    "no example of a gap": ("expect: gap", "expect: met", "NoExample", "examples"),
    "no example of being met": ("    expect: met", "    expect: gap", "NoExample", "examples"),
    "an example that comes out otherwise": ("    expect: met", "    expect: gap", "OtherOutcome", "examples[0]"),
    "another severity": (
        "severity: major\n  - sentence",
        "severity: minor\n  - sentence",
        "OtherOutcome",
        "examples[1]",
    ),
    "a patch on nobody": ("patch: {ACT-1: {camera: no", "patch: {ACT-X: {kamera: no", "UnfitExample", "examples[2]"),
    "a patch that the model refuses": ("camera: no", "camera: kanskje", "UnfitExample", "examples[2]"),
    "a code that is shipped": ("OWN-SCHOOL-001", "ROPA-LEGAL-002", "TakenCode", "code"),
    "too many words": ("hvilken lov den følger", "en " * 15, "LongStatement", "statement"),
    "a word of the trade": ("hvilken lov", "i RoPA hvilken lov", "WordOfTheTrade", "statement"),
    "a word of the trade in the remedy": ("Skriv loven inn", "Ta backup", "WordOfTheTrade", "remedy"),
    "empty braces": ("hvilken lov", "hvilken {}", "Malformed", "statement"),
    "braces where nothing is filled in": ("kan ikke velge", "kan {ikke} velge", "UnfilledBraces", "why"),
    "a gap on the sound municipality": ("== []", "!= []", "NotSound", "gap_when"),
    "cannot be told on the sound municipality": (
        "legal_basis.supplementary_basis == []",
        'legal_basis.supplementary_basis == [] || legal_basis.consent_scheme_id == "x"',
        "NotSound",
        "gap_when",
    ),
    "a clause no example needs": (
        'applies_when: legal_basis.art6 == "e"',
        'applies_when: legal_basis.art6 == "e" && organisation.is_public_authority',
        "IdleClause",
        "applies_when",
    ),
    "a clause of the gap no example needs": (
        "supplementary_basis == []",
        'supplementary_basis == [] || legal_basis.law_search == "none_found"',
        "IdleClause",
        "gap_when",
    ),
    "a severity no example tells": ("    severity: m", "    as_of: 2026-11-20  # m", "IdleClause", "severity[0].when"),
    "a condition that costs too much": (
        "legal_basis.supplementary_basis == []",
        "activity.purposes.exists(p, activity.recipients.exists(r, activity.transfers.exists(t, p.id == r.id)))",
        "Malformed",
        "gap_when",
    ),
}


@pytest.mark.parametrize(("old", "new", "kind", "field"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_a_fault_with_its_field(linted, old, new, kind, field):
    faults, _ = linted(changed(old, new))
    assert (kind, field) in [(kind, field) for kind, field, _ in faults]


def test_a_hard_statement_draws_advice(linted):
    faults, advice = linted(changed("hvilken lov den følger", "behandlingsgrunnlagets lovhjemmel"))
    assert faults == []
    assert ("HardStatement", "statement", 4) in advice


def test_two_own_rules_with_one_code_are_told_at_the_second(tmp_path):
    for name in ("a-first.yaml", "a-second.yaml"):
        path = tmp_path / "school" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(SOUND, "utf-8")
    [fault] = lint(tmp_path).of(Weight.fault)
    assert fault.where.file.endswith("a-second.yaml") and "a-first.yaml has the code OWN-SCHOOL-001 already" in str(
        fault
    )


def test_an_idle_clause_is_told_with_its_words_and_what_it_might_as_well_be(tmp_path):
    path = tmp_path / "school" / "no-law.yaml"
    path.parent.mkdir()
    path.write_text(changed('"e"\n', '"e" && (activity.profiling || organisation.is_public_authority)\n'), "utf-8")
    assert [str(fault) for fault in lint(path).of(Weight.fault)] == [
        "no example would notice if this were always true: activity.profiling",
        "no example would notice if this were always false: activity.profiling",
        "no example would notice if this were always true: organisation.is_public_authority",
    ]


def test_the_file_alone_its_folder_and_the_folder_above_are_linted_alike(tmp_path):
    school = tmp_path / "own" / "school"
    school.mkdir(parents=True)
    file = school / "no-law.yaml"
    file.write_text(SOUND, "utf-8")
    told = [[type(remark).__name__ for remark in lint(path).remarks] for path in (file, school, tmp_path / "own")]
    assert told[0] == told[1] == told[2] != []


def test_a_rule_outside_a_folder_of_a_topic_is_not_passed_over(tmp_path):
    (tmp_path / "school").mkdir()
    for path in (tmp_path / "school" / "no-law.yaml", tmp_path / "lost.yaml"):
        path.write_text(SOUND, "utf-8")
    [lost] = lint(tmp_path).of(Weight.fault)
    assert (type(lost).__name__, Path(lost.where.file).name) == ("NotRead", "lost.yaml")


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_where_no_rules_are_is_said(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToLint):
        lint(tmp_path / name)


def test_a_shipped_file_is_not_held_against_itself():
    found = lint(folder("checklists") / "legal-basis" / "no-law-named.yaml")
    assert found.of(Weight.fault) == ()


@pytest.mark.slow
def test_the_shipped_rules_draw_no_fault():
    found = lint(folder("checklists"))
    assert [f"{each.where.file}, line {each.where.row}: {each}" for each in found.of(Weight.fault)] == []
