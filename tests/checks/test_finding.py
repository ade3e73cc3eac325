import pytest

from compliance.checks.finding import (
    FAMILIES,
    Area,
    Decides,
    Finding,
    Result,
    Severity,
    counts,
    family,
    finding_id,
    gravest,
    in_order,
    softened,
)
from compliance.checks.law import Reference


def finding(rule="RET-NONE-001", subject="ACT-1", severity="major", path="", result="gap", decides="line", **more):
    return Finding(
        id=finding_id(rule, subject, path),
        rule=rule,
        subject=subject,
        subject_name="Navn",
        path=path,
        area=Area.law,
        severity=Severity(severity),
        result=Result(result),
        decides=Decides(decides),
        statement="Noe mangler.",
        arguments={},
        remedy="Gjør noe.",
        citations=(Reference(instrument="GDPR", provision="6(1)", jurisdiction="EU", verified=True),),
        **more,
    )


def test_a_finding_has_exactly_the_keys_that_others_read():
    keys = "id rule subject subject_name path area severity result decides statement arguments remedy citations"
    assert " ".join(finding().as_json()) == keys


def test_an_identity_depends_on_rule_document_and_place_alone():
    assert finding_id("A-1", "ACT-1", "x") == finding_id("A-1", "ACT-1", "x")
    assert (
        len({finding_id(*parts) for parts in [("A-1", "ACT-1", "x"), ("A-2", "ACT-1", "x"), ("A-1", "ACT-2", "x")]})
        == 3
    )
    assert finding_id("ROPA-LEGAL-001", "ACT-1", "purposes[P1]") == "F-fdacb3fb02d6"  # stored in memos: never changes


def test_the_report_goes_by_severity_then_family_then_document():
    wanted = [
        finding("SEC-MFA-001", "SYS-1", "blocker"),
        finding("ROPA-LEGAL-002", "ACT-2"),
        finding("ROPA-LEGAL-001", "ACT-10"),
        finding("ART9-COND-001", "ACT-1"),
        finding("ROPA-MIN-001", "ACT-1"),
        finding("MEMO-ZERO-001", "QUE-1"),
        finding("NEW-FAMILY-001", "ACT-1"),
        finding("RET-NONE-001", "ACT-1", "minor"),
    ]
    assert in_order(reversed(wanted)) == tuple(wanted)


@pytest.mark.parametrize(
    ("code", "name"),
    [("ROPA-LEGAL-001", "LEGAL"), ("ROPA-MIN-001", "ROPA"), ("ART10-X-1", "ART10"), ("ACT-LATE-1", "ACT")],
)
def test_the_legal_rules_of_the_record_are_a_family_of_their_own(code, name):
    assert family(code) == name
    assert name in FAMILIES


def test_what_cannot_be_told_is_one_step_less_grave():
    assert [softened(severity) for severity in Severity] == [Severity.major, Severity.minor, Severity.minor]
    assert gravest([Severity.minor, Severity.blocker, Severity.major]) is Severity.blocker


def test_counts_name_every_severity_result_and_decider():
    counted = counts(
        [finding(), finding(severity="blocker", decides="leader"), finding(result="undetermined", severity="minor")]
    )
    assert counted == {
        "blocker": 1,
        "major": 1,
        "minor": 1,
        "gap": 2,
        "undetermined": 1,
        "leader": 1,
        "line": 2,
    }
    assert set(counts([]).values()) == {0}


def test_a_finding_on_standards_alone_is_not_binding():
    standard = Reference(instrument="ISO/IEC 27001", provision="9.3", verified=False)
    assert finding().binding
    assert not Finding(**{**vars_of(finding()), "citations": (standard,)}).binding


def vars_of(value):
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
