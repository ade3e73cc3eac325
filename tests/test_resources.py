import pytest

from compliance.resources import folder


@pytest.mark.parametrize("name", ["checklists", "templates", "reports", "examples", "translations"])
def test_the_folders_people_work_in_are_found(name):
    assert folder(name).is_dir()
    assert any(folder(name).iterdir())
