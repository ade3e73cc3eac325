"""What holds for any records and any course of edits."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from compliance.capture.candidate import Basis, Candidate, candidate_of
from compliance.model.kinds import KINDS, kind_of
from compliance.model.reading import body_of
from compliance.register.plan import Outcome
from compliance.register.register import create_register, open_register
from compliance.register.tables import TABLES
from tests.register.books import START, founded
from tests.register.test_verifying import change, rows_of
from tests.strategies import documents, registers

ACT = {"actor": "PER-1", "reason": "captured", "at": START}
FREE = [kind for kind in KINDS if kind not in ("memo", "signoff", "question")]
on_any_database = settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(st.data())
@on_any_database
def test_any_municipality_comes_back_as_it_was_given(next_address, data):
    given_documents = data.draw(registers())
    with kept(next_address(), given_documents) as register:
        assert {document.id: document for document in register.view().documents()} == {
            document.id: document for document in given_documents
        }
        assert register.verify() == ()
        again = register.plan([candidate_of(document) for document in register.view().documents()])
        assert {line.outcome for line in again.lines} == {Outcome.unchanged}


def kept(address, given_documents):
    """A register that holds these documents: some from the beginning, the others taken in."""
    organisation, *rest = given_documents
    people = [document for document in rest if kind_of(document).name == "person"]
    bare = [type(some)(id=some.id, name=some.name) for some in (organisation, *people)]
    register = create_register(address, organisation=bare[0], people=bare[1:], **ACT)
    plan = register.plan([candidate_of(document) for document in given_documents])
    assert not plan.failed, [str(line.error) for line in plan.failed]
    register.apply(plan, **ACT)
    return register


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=4)
def test_any_record_of_any_kind_is_read_as_it_was_written(kind, data):
    document = data.draw(documents(kind, id=f"{KINDS[kind].prefix}-X", retired=data.draw(st.booleans())))
    with tempfile.TemporaryDirectory() as folder, founded(Path(folder) / "r.db") as register:
        plan = register.plan([candidate_of(document)])
        register.apply(plan, **ACT)
        with open_register(register.address) as opened:
            assert opened.view().get(document.id) == document
            assert opened.history(document.id)[0].document == document


@given(st.data())
@settings(max_examples=5)
def test_any_course_of_edits_verifies_and_every_state_can_be_seen_again(data):
    edited_and_seen_again(data)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=60)
def test_many_courses_of_edits_verify_and_every_state_can_be_seen_again(data):
    edited_and_seen_again(data)


def edited_and_seen_again(data):
    with tempfile.TemporaryDirectory() as folder, founded(Path(folder) / "r.db") as register:
        states = {1: state(register)}
        for _ in range(data.draw(st.integers(1, 6))):
            course(register, data)
            states[register.head().seq] = state(register)
        assert register.verify(states and register.entries()[0].hash) == ()
        with open_register(register.address) as opened:
            for seq, expected in states.items():
                assert state(opened, seq) == expected


def course(register, data):
    """One thing a person may do to a register."""
    known = sorted(id for id, kind in register.view().ids().items() if kind in FREE)
    act = data.draw(st.sampled_from(["record", "edit", "edit", "stale edit", "retire", "attach"]))
    at = START + timedelta(minutes=data.draw(st.integers(-100, 10_000)))
    if act == "attach":
        file = (data.draw(st.binary(max_size=40)), "application/octet-stream")
        register.apply(register.plan([]), actor="PER-1", reason=act, at=at, attachments=[file])
    elif act == "retire" and (others := [id for id in known if not id.startswith(("PER-", "ORG-"))]):
        register.retire(data.draw(st.sampled_from(others)), actor="PER-1", reason=act, at=at)
    else:
        given_one = edit(register, data, known, stale=act == "stale edit") if "edit" in act else record(data)
        register.apply(register.plan([given_one]), actor="PER-1", reason=act, at=at)


def record(data):
    document = data.draw(documents(data.draw(st.sampled_from(FREE)), {"person": ["PER-1"], "organisation": ["ORG-1"]}))
    return candidate_of(document)


def edit(register, data, known, *, stale):
    id = data.draw(st.sampled_from(known))
    view = register.view()
    body = body_of(data.draw(documents(view.kind_of(id), {"person": ["PER-1"]}, id=id)))
    revision = data.draw(st.integers(1, view.revision(id))) if stale else view.revision(id)
    del body["id"]
    return Candidate(view.kind_of(id), id, body, basis=Basis(register.id, view.entry, revision))


def state(register, seq=None):
    return {document.id: body_of(document) for document in register.view(seq).documents(retired=True)}


@given(st.data())
@settings(max_examples=6)
def test_any_single_value_changed_anywhere_is_found(data):
    tampered_and_found(data)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=80)
def test_many_single_values_changed_anywhere_are_found(data):
    tampered_and_found(data)


def tampered_and_found(data):
    with tempfile.TemporaryDirectory() as folder, founded(Path(folder) / "r.db") as register:
        for _ in range(3):
            course(register, data)
        assert register.verify() == ()
        table = data.draw(st.sampled_from([table for table in TABLES if rows_of(register, table)]))
        row = data.draw(st.sampled_from(rows_of(register, table)))
        column = data.draw(st.sampled_from(list(table.columns)))
        value = data.draw(other(row[column.name]))
        where = [key == row[key.name] for key in table.primary_key.columns]
        try:
            change(register, table.update().where(*where).values({column.name: value}))
        except DBAPIError:
            reject()  # a key that is taken: the database itself refused it
        assert register.verify(), (table.name, column.name, row[column.name], value)


def other(value):
    if isinstance(value, int):
        return st.integers(0, 2**31 - 1).filter(lambda number: number != value)
    if isinstance(value, bytes):
        return st.binary(max_size=40).filter(lambda data: data != value)
    texts = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=40)
    return texts.filter(lambda text: text != value)
