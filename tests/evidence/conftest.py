"""One signed memo of the example municipality, for all tests of this room."""

import pytest
from walked import decide_all, presented_example, sign_all


@pytest.fixture(scope="session")
def signed(tmp_path_factory):
    walked = presented_example(tmp_path_factory.mktemp("signed"))
    with walked.open() as register:
        decide_all(register, walked.memo)
    sign_all(walked)
    return walked
