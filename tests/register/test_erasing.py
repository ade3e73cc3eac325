from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from compliance.register.actors import LastActor
from compliance.register.erasing import IN_REASON, IN_TEXT, PRESENTED, SIGNED, AlreadyErased, NotAPerson
from compliance.register.register import open_register
from tests.register.books import START, activity, candidate, founded, written

NAME, ADDRESS = "Ola Nordmann", "ola@sund.example"
ACT = {"actor": "PER-1", "reason": "by request", "at": START}


@pytest.fixture
def peopled(register):
    written(register, candidate("person", "PER-2", name="Ola Før", email=ADDRESS, unit="IKT"))
    written(register, candidate("person", "PER-2", name=NAME), activity("ACT-1", name="Skole", owner_id="PER-2"))
    return register


def test_an_erased_name_is_gone_from_every_state_and_the_chain_verifies(peopled):
    entry, left = peopled.erase_person("PER-2", **ACT)
    assert left == ()
    for seq in (2, 3, entry.seq):
        person = peopled.view(seq).get("PER-2")
        assert (person.name, person.email, person.unit) == ("Slettet navn (PER-2)", None, "IKT")
    assert {some.document.name for some in peopled.history("PER-2")} == {"Slettet navn (PER-2)"}
    assert peopled.view().get("ACT-1").owner_id == "PER-2"
    assert peopled.verify() == ()
    assert [(some.what, some.on) for some in peopled.erasures()] == [("PER-2", "2026-01-05")]


def test_an_erased_name_is_not_left_in_the_bytes_of_the_file(book):
    written(book, candidate("person", "PER-2", name="Ola Før", email=ADDRESS))
    written(book, candidate("person", "PER-2", name=NAME))
    book.erase_person("PER-2", **ACT)
    for path in book.address.path.parent.iterdir():
        assert not any(word.encode() in path.read_bytes() for word in (NAME, "Ola Før", ADDRESS)), path.name


def test_an_erased_name_is_not_left_in_the_tables_of_the_server(new_database, server):
    import psycopg

    with founded(new_database()) as register:
        written(register, candidate("person", "PER-2", name="Navn som ble slettet"))
        register.erase_person("PER-2", **ACT)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    tables = [
        path for path in (Path(parse_qs(urlsplit(server).query)["host"][0]) / "base").rglob("*") if path.is_file()
    ]
    assert tables
    assert not [path.name for path in tables if b"Navn som ble slettet" in path.read_bytes()]


def test_what_cannot_be_reached_is_listed(peopled):
    written(
        peopled,
        candidate("question", "QUE-1", name="Skap", owner_id="PER-2"),
        candidate("memo", "MEM-1", name="Vår", question_ids=["QUE-1"], pdf_sha256="a" * 64, state="signed"),
        candidate("memo", "MEM-2", name="Høst", pdf_sha256="b" * 64, state="signed"),
        candidate("signoff", "SGN-1", name="Signatur", signed_by="PER-2", file_sha256="c" * 64),
        activity("ACT-2", name="SFO", remarks=f"spør {NAME.upper()}, takk"),
        activity("ACT-3", name="SFO", remarks=f"skriv til {ADDRESS}"),
        reason=f"møte med {NAME}",
    )
    written(peopled, activity("ACT-3", remarks=None))
    expected = {
        ("MEM-1", PRESENTED),
        ("SGN-1", SIGNED),
        ("ACT-2", IN_TEXT),
        ("ACT-3", IN_TEXT),
        ("entry 4", IN_REASON),
    }
    assert {(some.where, some.why) for some in peopled.naming("PER-2")} == expected
    assert {(some.where, some.why) for some in peopled.erase_person("PER-2", **ACT)[1]} == expected


def test_another_open_register_does_not_go_on_showing_the_name(peopled):
    with open_register(peopled.address) as other:
        assert other.view().name_of("PER-2") == NAME
        peopled.erase_person("PER-2", **ACT)
        assert other.view().name_of("PER-2") == "Slettet navn (PER-2)"


def test_an_erased_person_does_not_act_and_is_not_erased_twice(peopled):
    peopled.erase_person("PER-2", **ACT)
    with pytest.raises(AlreadyErased):
        peopled.erase_person("PER-2", **ACT)


@pytest.mark.parametrize("id", ["ACT-1", "PER-404"])
def test_only_people_are_erased(peopled, id):
    with pytest.raises(NotAPerson):
        peopled.erase_person(id, **ACT)


def test_the_last_person_who_can_act_is_neither_erased_nor_retired(register):
    with pytest.raises(LastActor):
        register.erase_person("PER-1", **ACT)
    with pytest.raises(LastActor):
        register.retire("PER-1", **ACT)
    assert register.head().seq == 1
