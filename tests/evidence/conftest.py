"""One signed memo of the example municipality, for all tests of this room."""

import pytest
from walked import signed_once


@pytest.fixture(scope="session")
def signed(tmp_path_factory):
    return signed_once(tmp_path_factory)
