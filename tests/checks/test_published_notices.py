"""Ten privacy notices of a real municipality, entered by hand, judged as a privacy lawyer would.

What the lawyer finds was written down before any rule had judged; every difference since is told in
`docs/reference/published-notices.md`.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from compliance.capture.sources import capture_paths
from compliance.checks.engine import judge
from compliance.checks.law import law_on
from compliance.checks.rulebook import read_rulebook
from compliance.checks.sound import Municipality
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document

FOLDER = Path(__file__).parent.parent / "data" / "published-notices"
READ = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))
NOTICES = sorted(file.stem for file in FOLDER.glob("*.yaml") if file.stem != "expected")
AS_OF = date(2026, 11, 20)
MUNICIPALITY = {"id": "ORG-1", "name": "Prøve kommune", "kind": "municipality", "country": "NO"}
JUDGED = {
    *("activity", "purpose", "legal_basis", "data_category", "recipient"),
    *("transfer", "retention_rule", "notice", "consent_scheme"),
}
RULES = [rule for rule in read_rulebook() if rule.kind.name in JUDGED]


def entered(name):
    """The municipality with one activity and its notice, and nothing else."""
    captured = capture_paths([FOLDER / f"{name}.yaml"])
    assert not captured.refusals
    assert not captured.left_out
    documents = [read_document(KINDS["organisation"], MUNICIPALITY)]
    documents += [read_document(KINDS[each.kind], {"id": each.id, **each.fields}) for each in captured.candidates]
    return Municipality({document.id: document for document in documents})


def found(name):
    findings = judge(entered(name), RULES, law_on(AS_OF, "NO"), AS_OF)
    return Counter((each.rule, f"{each.subject} {each.path}".strip(), each.result.value) for each in findings)


def expected(name):
    notices = [document.id for document in entered(name).of("notice")]
    lines = [*READ["each_activity"], *READ[name]]
    lines += [{**line, "at": notice} for line in READ["each_notice"] for notice in notices]
    return Counter((line["rule"], line["at"], line["result"]) for line in lines)


@pytest.mark.parametrize("name", NOTICES)
def test_the_rules_find_what_a_lawyer_finds_in_it_and_nothing_else(name):
    rules, lawyer = found(name), expected(name)
    assert {"only the rules": sorted(rules - lawyer), "only the lawyer": sorted(lawyer - rules)} == {
        "only the rules": [],
        "only the lawyer": [],
    }


@pytest.mark.parametrize("name", NOTICES)
def test_each_notice_is_told_which_points_it_leaves_out(name):
    findings = judge(entered(name), RULES, law_on(AS_OF, "NO"), AS_OF)
    told = {each.subject: list(each.arguments["missing"]) for each in findings if each.rule == "INFO-ITEM-001"}
    assert told == {line["at"]: line["missing"] for line in READ[name] if "missing" in line}


def test_all_that_was_read_was_entered():
    assert sorted({*READ} - {"each_activity", "each_notice"}) == NOTICES
    assert len(NOTICES) == 10
    assert all(line["because"] for lines in READ.values() for line in lines)
