import json
from datetime import UTC, datetime

import pytest

from compliance.capture.candidate import Candidate
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.register.ledger import Ledger, LedgerUnreadable, ledger_of, register_from
from compliance.register.register import create_register

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def register(tmp_path):
    organisation = read_document(KINDS["organisation"], {"id": "ORG-1", "name": "Fjord kommune"})
    person = read_document(KINDS["person"], {"id": "PER-1", "name": "Sikkerhetsansvarlig"})
    made = create_register(
        tmp_path / "r.db", organisation=organisation, people=[person], actor="PER-1", reason="Start", at=AT
    )
    plan = made.plan([Candidate("activity", None, {"name": "Skoleskyss", "description": "Æ ø å"})])
    made.apply(plan, actor="PER-1", reason="Ny", at=AT, attachments=[(b"%PDF-1.7 sample", "application/pdf")])
    yield made
    made.close()


def changed(ledger, table, line, column, value):
    rows = [json.loads(row) for row in ledger.tables[table].splitlines()]
    rows[line][column] = value
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    return Ledger({**ledger.tables, table: text}, ledger.files)


def test_the_book_comes_back_whole_and_verifies(register):
    ledger = ledger_of(register)
    again = register_from(ledger)
    assert again.verify(register.head().hash) == ()
    assert again.view().get("ACT-0001") == register.view().get("ACT-0001")
    assert ledger_of(again) == ledger


def test_the_same_book_always_gives_the_same_lines(register):
    assert ledger_of(register) == ledger_of(register)


@pytest.mark.parametrize(
    ("table", "line", "column", "value"),
    [
        ("book", 0, "format", 2),
        ("entries", 1, "reason", "Annet"),
        ("entries", 0, "actor", "PER-2"),
        ("entries", 1, "at", "2026-11-20T09:00:00Z"),
        ("revisions", 2, "body", '{"id":"ACT-0001","name":"Annet"}'),
        ("revisions", 2, "schema", 0),
        ("people", 0, "name", "En annen"),
        ("attachments", 0, "media_type", "image/png"),
    ],
)
def test_a_changed_value_is_found_by_the_verification_of_registers(register, table, line, column, value):
    assert register_from(changed(ledger_of(register), table, line, column, value)).verify()


def test_a_missing_file_is_found(register):
    ledger = ledger_of(register)
    assert register_from(Ledger(ledger.tables, {})).verify()


UNREADABLE = {
    "no JSON": b"{\n",
    "no row": b"[]\n",
    "another column": b'{"register":"x","format":1,"colour":"red"}\n',
    "a number that is a text": b'{"register":"x","format":"1"}\n',
    "no register at all": b"",
    "a row twice": b'{"register":"x","format":1}\n{"register":"x","format":1}\n',
    "two registers": b'{"register":"x","format":1}\n{"register":"y","format":1}\n',
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_ledger_is_refused_with_table_and_line(register, case):
    ledger = ledger_of(register)
    with pytest.raises(LedgerUnreadable) as refusal:
        register_from(Ledger({**ledger.tables, "book": UNREADABLE[case]}, ledger.files))
    assert "book.jsonl, line" in str(refusal.value)
