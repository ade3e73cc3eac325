from compliance.register.register import open_register
from tests.register.books import founded


def test_a_register_is_copied_with_its_chain(compliance, tmp_path):
    founded(tmp_path / "a.db").close()
    told = compliance("copy", tmp_path / "a.db", tmp_path / "b.db", "--json").json
    with open_register(tmp_path / "a.db") as source, open_register(tmp_path / "b.db") as target:
        assert source.head() == target.head()
        assert told == {
            "register": source.id,
            "address": str(tmp_path / "b.db"),
            "entry": 1,
            "head": source.head().hash,
        }


def test_nothing_is_copied_from_nowhere_or_onto_something(compliance, tmp_path):
    founded(tmp_path / "a.db").close()
    assert compliance("copy", tmp_path / "none.db", tmp_path / "b.db").code == 2
    assert compliance("copy", tmp_path / "a.db", tmp_path / "a.db").code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["a.db"]


def test_a_register_that_is_not_sound_is_not_copied(compliance, tmp_path):
    import sqlite3

    founded(tmp_path / "a.db").close()
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("UPDATE entries SET reason = 'another'")
    connection.close()
    assert compliance("copy", tmp_path / "a.db", tmp_path / "b.db").code == 1
    assert not (tmp_path / "b.db").exists()
