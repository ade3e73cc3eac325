from pathlib import Path

import pytest

from compliance.checks.loading import sheet_of
from compliance.checks.rule import rule_of
from compliance.checks.rulebook import read_rulebook
from compliance.checks.sound import Municipality, read_sound
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document

FIXTURES = Path(__file__).parent / "fixtures"
PREFIXES = {kind.prefix: kind for kind in KINDS.values()}

RULE = """\
code: {code}
area: law
judges: {judges}
statement: Noe mangler.
why: Derfor.
remedy: Gjør noe.
citations: [{{instrument: GDPR, provision: 6(1), jurisdiction: EU, verified: true}}]
severity: {severity}
decides: {decides}
{more}gap_when: '{gap_when}'
"""


@pytest.fixture(scope="session")
def rulebook():
    return read_rulebook(FIXTURES)


@pytest.fixture(scope="session")
def sound():
    return read_sound(FIXTURES / "sound.yaml")


@pytest.fixture(scope="session")
def fixtures():
    return FIXTURES


@pytest.fixture
def a_rule():
    """Makes a rule of a condition; further fields by name, as they stand in the file."""

    def make(gap_when, judges="activity", code="T-1", severity="major", decides="line", **more):
        lines = "".join(f"{field}: {text}\n" for field, text in more.items())
        text = RULE.format(
            code=code,
            judges=judges,
            severity=severity,
            decides=decides,
            gap_when=gap_when.replace("'", "''"),
            more=lines,
        )
        return rule_of(sheet_of(text.encode(), "a-rule.yaml"))

    return make


@pytest.fixture
def a_register():
    """Makes a register of bodies by id; an organisation is there unless one is given."""

    def make(**bodies):
        documents = {}
        for word, body in {"ORG_1": {"kind": "municipality", "country": "NO"}, **bodies}.items():
            id = word.replace("_", "-")
            documents[id] = read_document(PREFIXES[id.split("-")[0]], {"id": id, "name": f"Navn {id}", **body})
        return Municipality(documents)

    return make
