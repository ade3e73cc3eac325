import itertools
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from compliance.canonical import digest
from compliance.errors import ComplianceError
from compliance.register.chain import Line, docs_digest, entry_hash
from compliance.register.register import open_register
from compliance.register.tables import ATTACHMENTS, BOOK, ENTRIES, PEOPLE, REVISIONS, TABLES
from tests.register.books import START, activity, candidate, written

LATER = START + timedelta(days=30)
ACT = {"actor": "PER-1", "at": LATER}
FILES = ((b"%PDF presented", "application/pdf"), (b"scan", "image/png"))


def lived_in(register):
    """A register in which everything happened once that can happen to a register."""
    written(
        register,
        candidate("person", "PER-2", name="Ola Nordmann"),
        candidate("person", "PER-3", name="Per", email="p@x"),
    )
    written(register, activity("ACT-1", name="Barnehage"), activity("ACT-2", name="SFO"), attachments=FILES)
    written(
        register, candidate("person", "PER-2", name="Ola Hansen", email="ola@x"), activity("ACT-1", unit="Oppvekst")
    )
    written(register, candidate("person", "PER-2", unit="IKT"), actor="PER-3")
    register.erase_person("PER-3", reason="by request", **ACT)
    register.erase_attachment(digest(b"scan"), reason="by law", **ACT)
    register.retire("ACT-2", reason="merged", **ACT)
    return register


def change(register, statement, **values):
    with register._engine.connect() as connection, connection.begin():
        return connection.execute(statement if not isinstance(statement, str) else text(statement), values).rowcount


def rows_of(register, table):
    with register._engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def key(table, row):
    return [column == row[column.name] for column in table.primary_key.columns]


def others(value, column, rows):
    """Values a forger might put in the place of one: a near one, and what stands in another row."""
    if value is None:
        yield b"back" if column.name == "bytes" else "back"
    elif isinstance(value, int):
        yield from (value + 1, value + 100)
    elif isinstance(value, bytes):
        yield from (value[:-1] + bytes([value[-1] ^ 1]), b"", None)
    else:
        yield from (value + "x", value[:-1], value.swapcase() if value.swapcase() != value else "y" + value)
        if column.nullable:
            yield None
    yield from itertools.islice((row[column.name] for row in rows if row[column.name] != value), 1)


def forgeries(register, *, thorough):
    """Every column of every row, with one other value or with all of them; the register is mended afterwards."""
    turn = itertools.count()
    for table in TABLES:
        rows = rows_of(register, table)
        for row, column in itertools.product(rows, table.columns):
            values = list(others(row[column.name], column, rows))
            for value in values if thorough else [values[next(turn) % len(values)]]:
                if value == row[column.name]:
                    continue
                where = key(table, row)
                try:
                    change(register, table.update().where(*where).values({column.name: value}))
                except DBAPIError:
                    continue  # the database itself refused it: a key that is taken, a value that may not be empty
                yield table, row, column, value
                found = {**row, column.name: value}
                where = key(table, found)
                assert change(register, table.update().where(*where).values({column.name: row[column.name]})) == 1


def names(fault, table, row, column):
    """Whether the fault leads to the changed value: its column, or at least its entry or record."""
    exact = fault.table == table.name and column.name in fault.column
    entry = fault.entry is not None and fault.entry == row.get("seq")
    record = bool(fault.record) and fault.record in (row.get("id"), row.get("sha256"))
    return exact or entry or record or (column.name == "register" and fault.column == "register")


def test_a_lived_in_register_is_sound(register):
    assert lived_in(register).verify() == ()


def test_a_changed_value_in_any_column_of_any_row_is_found_and_named(book):
    lived_in(book)
    tried, exact = attacked(book, thorough=False)
    assert tried > 150
    assert exact / tried > 0.8
    assert book.verify() == ()


@pytest.mark.slow
def test_whatever_a_value_is_changed_to_is_found_and_named(register):
    lived_in(register)
    tried, exact = attacked(register, thorough=True)
    assert tried > 500
    assert exact / tried > 0.8


def attacked(register, *, thorough):
    """How many values were changed one at a time, each found and named, and how many down to the column."""
    tried = exact = 0
    for table, row, column, value in forgeries(register, thorough=thorough):
        found = register.verify()
        assert any(names(fault, table, row, column) for fault in found), (table.name, column.name, row, value, found)
        exact += any(fault.table == table.name and column.name in fault.column for fault in found)
        tried += 1
    return tried, exact


@pytest.mark.parametrize(("column", "value"), [("register", "f" * 32), ("format", 2), ("format", 0)])
def test_a_book_row_that_was_changed_is_named_on_opening_or_verifying(register, column, value):
    address = register.address
    change(register, BOOK.update().values({column: value}))
    try:
        with open_register(address) as opened:
            said = "\n".join(map(str, opened.verify()))
    except ComplianceError as refusal:
        said = f"{refusal}\n{refusal.advice}"
    assert column in said or "format" in said or "entries" in said


def test_a_removed_row_of_any_table_is_found(book):
    lived_in(book)
    last = book.head().seq
    for table in TABLES[1:]:
        for row in rows_of(book, table):
            if table is ENTRIES and row["seq"] == last:
                continue  # the test below
            where = key(table, row)
            change(book, table.delete().where(*where))
            assert book.verify(), (table.name, row)
            change(book, insert(table).values(row))
    assert book.verify() == ()


def test_an_added_row_of_any_table_is_found(book):
    lived_in(book)
    seq = book.head().seq
    added = {
        ENTRIES: {**rows_of(book, ENTRIES)[-1], "seq": seq + 1},
        REVISIONS: {**rows_of(book, REVISIONS)[-1], "n": 9, "id": "ACT-9"},
        PEOPLE: {**rows_of(book, PEOPLE)[0], "id": "PER-9"},
        ATTACHMENTS: {**rows_of(book, ATTACHMENTS)[0], "sha256": "0" * 64},
        BOOK: {"register": "f" * 32, "format": 1},
    }
    for table, row in added.items():
        change(book, insert(table).values(row))
        assert book.verify(), table.name
        change(book, table.delete().where(*key(table, row)))
    assert book.verify() == ()


def test_a_person_row_that_names_somebody_twice_is_found(book):
    lived_in(book)
    change(book, insert(PEOPLE).values({**rows_of(book, PEOPLE)[0], "seq": 3}))
    assert [str(fault) for fault in book.verify()] == [
        "entry 3, PER-1, people.seq: The entry gave the person no name, yet there is one."
    ]


def test_a_cut_chain_is_found_against_an_earlier_head(book):
    lived_in(book)
    head = book.head()
    for table in (ENTRIES, REVISIONS):
        change(book, table.delete().where(table.c.seq == head.seq))
    assert book.verify() == ()  # a chain without its end is a chain
    assert [fault.column for fault in book.verify(head.hash)] == ["hash"]


def test_any_earlier_head_is_recognised_also_shortened_and_in_capitals(book):
    lived_in(book)
    for entry in book.entries():
        assert book.verify(entry.hash) == book.verify(entry.hash[:16]) == book.verify(f" {entry.hash.upper()} ") == ()
    assert book.verify("")
    assert book.verify(book.head().hash[:15])


def test_a_forged_chain_that_agrees_with_itself_is_found_against_an_earlier_head(register):
    lived_in(register)
    head = register.head()
    forge(register, seq=3, id="ACT-1", body='{"id":"ACT-1","name":"Never was"}')
    assert register.verify() == ()
    assert register.view(3).name_of("ACT-1") == "Never was"
    assert register.verify(register.entries()[1].hash) == ()  # what came before the forgery is still there
    assert [fault.column for fault in register.verify(head.hash)] == ["hash"]


def forge(register, *, seq, id, body):
    """Changes history and computes every hash again, as somebody with the database and our source can."""
    here = (REVISIONS.c.seq == seq, REVISIONS.c.id == id)
    change(register, REVISIONS.update().where(*here).values(body=body, digest=digest(body.encode())))
    prev = ""
    for entry in sorted(rows_of(register, ENTRIES), key=lambda row: row["seq"]):
        lines = sorted(
            (row for row in rows_of(register, REVISIONS) if row["seq"] == entry["seq"]), key=lambda row: row["n"]
        )
        covered = {name: entry[name] for name in ("seq", "at", "actor", "reason")} | {"prev": prev}
        covered["docs_digest"] = docs_digest(
            Line(row["n"], row["kind"], row["id"], row["schema"], row["digest"]) for row in lines
        )
        prev = entry_hash(register=register.id, format=1, **covered)
        change(register, ENTRIES.update().where(ENTRIES.c.seq == entry["seq"]).values(**covered, hash=prev))


def test_entries_whose_places_were_exchanged_are_found(book):
    lived_in(book)
    for here, there in ((3, 99), (4, 3), (99, 4)):
        for table in (ENTRIES, REVISIONS):
            change(book, table.update().where(table.c.seq == here).values(seq=there))
    assert book.verify()[0].entry == 3


def test_an_entry_without_its_records_is_found(book):
    lived_in(book)
    change(book, REVISIONS.delete().where(REVISIONS.c.seq == 3))
    first = book.verify()[0]
    assert (first.entry, first.table) == (3, "revisions")


def test_the_first_entry_that_does_not_fit_comes_first(book):
    lived_in(book)
    change(book, ENTRIES.update().where(ENTRIES.c.seq.in_((3, 5))).values(reason="another"))
    assert [fault.entry for fault in book.verify()] == [3, 5]


def test_bytes_that_are_no_text_are_a_fault_and_not_a_failure(book):
    lived_in(book)
    change(book, "UPDATE revisions SET body = CAST(x'ff7b7d' AS TEXT) WHERE seq = 3 AND n = 1")
    change(book, "UPDATE entries SET reason = CAST(x'ffff' AS TEXT) WHERE seq = 4")
    assert [(fault.entry, fault.column) for fault in book.verify()] == [(3, "body"), (4, "at, actor or reason")]


def test_a_file_cut_short_is_told_in_a_sentence(book):
    lived_in(book)
    book.close()
    path = book.address.path
    whole = path.read_bytes()
    for length in (len(whole) - 4096, len(whole) // 2, 5000, 4096, 100):
        path.write_bytes(whole[:length])
        said = told(path)
        assert said and "Traceback" not in said, length


def told(path):
    """What a person is told who verifies the file."""
    try:
        with open_register(path) as opened:
            return "\n".join(map(str, opened.verify()))
    except ComplianceError as refusal:
        return str(refusal)


def test_what_was_erased_by_law_is_told_and_is_no_fault(register):
    lived_in(register)
    assert [(some.kind, some.what, some.on) for some in register.erasures()] == [
        ("name", "PER-3", "2026-02-04"),
        ("attachment", digest(b"scan"), "2026-02-04"),
    ]
    assert register.verify() == ()


def test_erasing_behind_the_book_s_back_is_a_fault(book):
    lived_in(book)
    change(book, PEOPLE.update().where(PEOPLE.c.id == "PER-2").values(salt=None, name=None, email=None))
    change(book, ATTACHMENTS.update().values(bytes=None))
    assert {(fault.table, fault.record) for fault in book.verify()} == {
        ("people", "PER-2"),
        ("attachments", digest(b"%PDF presented")),
    }
