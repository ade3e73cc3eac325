import json

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from compliance.register.names import NameRow, commitment, name_in_force, with_name, without_name
from compliance.register.tables import PEOPLE, REVISIONS
from tests.register.books import candidate, written
from tests.strategies import texts


def bodies(register):
    with register._engine.connect() as connection:
        return [json.loads(body) for (body,) in connection.execute(select(REVISIONS.c.body))]


def test_names_and_addresses_of_people_are_in_no_document(register):
    written(register, candidate("person", "PER-2", name="Ola Nordmann", email="ola@sund.example", unit="IKT"))
    written(register, candidate("person", "PER-2", name="Ola Hansen"))
    text = json.dumps(bodies(register), ensure_ascii=False)
    assert not any(word in text for word in ("Kari", "Ola", "@sund.example"))
    assert "IKT" in text


def test_an_earlier_state_shows_the_name_of_that_time(register):
    written(register, candidate("person", "PER-2", name="Ola Nordmann"))
    written(register, candidate("person", "PER-2", name="Ola Hansen", email="ola@sund.example"))
    assert [register.view(entry).name_of("PER-2") for entry in (2, 3)] == ["Ola Nordmann", "Ola Hansen"]
    assert [some.document.email for some in register.history("PER-2")] == [None, "ola@sund.example"]


def test_an_edit_that_leaves_the_name_alone_keeps_its_commitment(book):
    written(book, candidate("person", "PER-1", unit="IKT"))
    first, second = [body["name_digest"] for body in bodies(book) if body["id"] == "PER-1"]
    assert first == second
    with book._engine.connect() as connection:
        assert len(connection.execute(select(PEOPLE)).all()) == 1


def test_people_of_one_name_cannot_be_seen_to_share_it(book):
    written(book, candidate("person", "PER-2", name="Kari Ås", email="kari@sund.example"))
    digests = [body["name_digest"] for body in bodies(book) if "name_digest" in body]
    assert len(set(digests)) == 2


@given(texts(lines=False), st.none() | texts(lines=False), texts(lines=False))
def test_a_commitment_binds_salt_name_and_address(name, email, other):
    bound = commitment("5a", name, email)
    assert commitment("5b", name, email) != bound
    assert (commitment("5a", other, email) == bound) == (other == name)
    assert (commitment("5a", name, other) == bound) == (other == email)


@given(texts(lines=False), st.none() | texts(lines=False))
def test_a_body_is_the_same_after_its_name_went_out_and_in(name, email):
    body = {"id": "PER-1", "name": name, "unit": "IKT"} | ({"email": email} if email else {})
    row = NameRow("PER-1", 1, "5a", name, email)
    stored = without_name(body, row)
    assert "name" not in stored and "email" not in stored
    assert with_name(stored, row) == body


def test_the_name_in_force_is_the_latest_not_after_the_entry():
    rows = {"PER-1": [NameRow("PER-1", seq, "s", f"name {seq}", None) for seq in (7, 2, 4)]}
    found = [name_in_force(rows, "PER-1", seq) for seq in (1, 2, 3, 6, 9)]
    assert [row and row.name for row in found] == [None, "name 2", "name 2", "name 4", "name 7"]
