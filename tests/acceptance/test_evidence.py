"""What an auditor is promised: whatever was changed in memo, bag or register is found, and named."""

import io
import random
import sqlite3
import zipfile

import pytest

from tests.acceptance.conftest import DAY

TABLES = {
    "book": ("register", "format"),
    "entries": ("register", "seq", "at", "actor", "reason", "prev", "docs_digest", "hash"),
    "revisions": ("register", "seq", "n", "kind", "id", "schema", "body", "digest"),
    "people": ("register", "id", "seq", "salt", "name", "email"),
    "attachments": ("register", "sha256", "media_type", "bytes"),
}
COLUMNS = [(table, column) for table, columns in TABLES.items() for column in columns]


def faults(told):
    return [fault for check in told.json["checks"].values() for fault in check["faults"]]


def other(value):
    """A value near this one, as a forger might write it."""
    if isinstance(value, int):
        return value + 1000
    if isinstance(value, bytes):
        return value[:-1] + b"!"
    return value + "9" if len(value) < 20 else value[:-1] + ("1" if value[-1] == "0" else "0")


def tamper(book, table, column):
    """Change one value in the middle of the table; the row it stands in, and what it was."""
    with sqlite3.connect(book) as connection:
        held = connection.execute(f"SELECT rowid, * FROM {table} WHERE {column} IS NOT NULL").fetchall()  # noqa: S608
        row = held[len(held) // 2]
        value = row[1 + TABLES[table].index(column)]
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (other(value), row[0]))  # noqa: S608
    connection.close()
    return dict(zip(TABLES[table], row[1:], strict=True))


def found_and_named(compliance, book, table, column):
    row = tamper(book, table, column)
    told = compliance("verify", book, "--json")
    assert told.code == 1 and not told.json["sound"] and not told.json["passed"]
    said = "\n".join(faults(told))
    named = {f"{table}.{column}", str(row.get("id")), f"entry {row.get('seq')}", str(row.get("sha256"))}
    assert any(name in said for name in named) or (column in said and table == "book"), said
    assert "NOT sound" in compliance("verify", book).out


@pytest.mark.parametrize("table", ["revisions", "attachments"])
def test_one_changed_value_is_found_and_named(compliance, book, table):
    found_and_named(compliance, book, table, {"revisions": "body", "attachments": "bytes"}[table])


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=map(".".join, COLUMNS))
def test_one_changed_value_in_any_column_is_found_and_named(compliance, book, table, column):
    found_and_named(compliance, book, table, column)


def test_a_register_that_does_not_open_any_more_is_not_sound(compliance, book):
    data = book.read_bytes()
    tamper(book, "book", "format")
    told = compliance("verify", book)
    assert told.code == 1 and "format" in told.out and "NOT sound" in told.out
    book.write_bytes(data[: len(data) // 2])
    cut = compliance("verify", book, "--json")
    assert cut.code == 1 and faults(cut)


@pytest.mark.slow
def test_a_chain_made_anew_is_found_against_an_earlier_head(compliance, sund, begun):
    register = sund / "register.db"
    head = compliance("check", "--register", register, "--at", "2", "--json", "--as-of", DAY).json["head"]
    known = compliance("verify", register, "--head", head, "--require", "known", "--json")
    assert known.code == 0 and known.json["passed"]
    assert compliance("verify", begun).code == 0, "the other chain agrees with itself"
    forged = compliance("verify", begun, "--head", head)
    assert forged.code == 1 and head in forged.out
    bag = sund / "evidence.zip"
    assert compliance("verify", bag, "--head", head, "--require", "known").code == 0
    assert compliance("verify", bag, "--head", "f" * 64).code == 1


@pytest.mark.slow
def test_a_head_counts_also_where_the_register_is_given(compliance, sund):
    for what in ("evidence.zip", "signed.pdf"):
        line = ("verify", sund / what, "--register", sund / "register.db")
        assert compliance(*line, "--require", "known").code == 0
        assert compliance(*line, "--head", "f" * 64).code == 1


def test_memo_bag_and_register_are_verified_against_authority_and_register(compliance, sund):
    for what in ("signed.pdf", "evidence.zip"):
        line = ("verify", sund / what, "--register", sund / "register.db", "--trust", sund / "authority.pem")
        told = compliance(*line, "--require", "trusted,known", "--json")
        assert told.code == 0 and list(told.json) == [
            "subject",
            "kind",
            "sound",
            "checks",
            "facts",
            "required",
            "passed",
        ]
    assert compliance("verify", sund / "evidence.zip", "--require", "trusted").code == 1, "nobody was given to trust"
    assert compliance("verify", sund / "evidence.zip", "--require", "truth").code == 2
    assert compliance("verify", sund / "evidence.zip", "--trust", sund / "signed.pdf").code == 2, (
        "that is no certificate"
    )


@pytest.mark.slow
def test_evidence_of_an_earlier_entry_shows_the_register_as_it_was(compliance, sund, tmp_path):
    out = tmp_path / "early.zip"
    line = ("evidence", "--register", sund / "register.db", "-o", out, "--at", "2", "--as-of", DAY, "--json")
    assert compliance(*line).json["Register-Entry"] == "2"
    told = compliance("verify", out, "--register", sund / "register.db", "--require", "known", "--json")
    assert told.code == 0 and told.json["checks"]["signatures"]["result"] == "not_checked"


def flipped(data, at):
    changed = bytearray(data)
    changed[at] ^= 0x10
    return bytes(changed)


@pytest.mark.parametrize("many", [5, pytest.param(60, marks=pytest.mark.slow)])
def test_one_flipped_byte_of_a_signed_memo_is_found(compliance, sund, tmp_path, many):
    data, draw = (sund / "signed.pdf").read_bytes(), random.Random(many)
    for at in [0, len(data) - 1, *(draw.randrange(len(data)) for _ in range(many))]:
        (tmp_path / "memo.pdf").write_bytes(flipped(data, at))
        told = compliance("verify", tmp_path / "memo.pdf", "--json")
        assert told.code == 1 and faults(told), at


def places(data):
    """Each file of the bag, and where in the bag's own bytes its content lies."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            name, more = (int.from_bytes(data[info.header_offset + at :][:2], "little") for at in (26, 28))
            yield info.filename, info.header_offset + 30 + name + more, info.compress_size


@pytest.mark.parametrize("all_of_them", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_one_flipped_byte_in_a_file_of_the_bag_is_found_and_the_file_named(compliance, sund, tmp_path, all_of_them):
    data, draw = (sund / "evidence.zip").read_bytes(), random.Random(7)
    files = list(places(data))
    for name, begins, length in files if all_of_them else draw.sample(files, 3):
        (tmp_path / "bag.zip").write_bytes(flipped(data, begins + draw.randrange(length)))
        told = compliance("verify", tmp_path / "bag.zip")
        assert told.code == 1 and name.partition("/")[2] in told.out + told.err, name
