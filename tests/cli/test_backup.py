import pytest

from compliance.register.register import open_register
from tests.register.books import activity, founded, written


@pytest.fixture
def path(tmp_path):
    with founded(tmp_path / "r.db") as register:
        written(register, activity("ACT-1", name="Skole"))
    return tmp_path / "r.db"


def test_a_backup_is_the_same_register(compliance, path, tmp_path):
    told = compliance("backup", "-o", tmp_path / "b.db", "--register", path, "--json").json
    with open_register(tmp_path / "b.db") as backup, open_register(path) as register:
        assert backup.head() == register.head()
        assert (told["entry"], told["head"], told["register"]) == (2, register.head().hash, register.id)


def test_a_backup_can_go_to_the_screen(compliance, path, tmp_path):
    (tmp_path / "b.db").write_bytes(compliance("backup", "-o", "-", "--register", path).stdout)
    with open_register(tmp_path / "b.db") as backup:
        assert backup.verify() == ()


def test_a_file_that_is_there_is_overwritten_only_by_force(compliance, path, tmp_path):
    (tmp_path / "b.db").write_text("precious")
    assert compliance("backup", "-o", tmp_path / "b.db", "--register", path).code == 2
    assert (tmp_path / "b.db").read_text() == "precious"
    assert compliance("backup", "-o", tmp_path / "b.db", "--force", "--register", path).code == 0
    with open_register(tmp_path / "b.db") as backup:
        assert backup.view().name_of("ACT-1") == "Skole"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b.db", "r.db"]


def test_a_folder_that_is_not_there_is_refused(compliance, path, tmp_path):
    assert compliance("backup", "-o", tmp_path / "none" / "b.db", "--register", path).code == 2
