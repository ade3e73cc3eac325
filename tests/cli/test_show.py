import pytest

from tests.register.books import activity, founded, written


@pytest.fixture
def path(tmp_path):
    with founded(tmp_path / "r.db") as register:
        written(
            register,
            activity(
                "ACT-1",
                name="Barnehage",
                owner_id="PER-1",
                description="Første linje\nandre linje " + "og mer " * 30,
                review_interval="P1Y6M",
                purposes=[{"id": "p", "text": "Gi plass", "task_as_authority": "yes"}],
                legal_bases=[
                    {"art6": "e", "supplementary_basis": [{"instrument": "barnehageloven", "verified": False}]},
                    {"art6": "c"},
                ],
            ),
        )
        written(register, activity("ACT-1", name="Barnehagen"), reason="renamed")
    return tmp_path / "r.db"


def test_a_record_is_printed_whole_as_json(compliance, path):
    told = compliance("show", "ACT-1", "--register", path, "--json").json
    assert (told["name"], told["legal_bases"][0]["art6"], told["remarks"]) == ("Barnehagen", "e", None)


def test_a_record_is_shown_with_labels_provisions_and_names(compliance, path):
    outcome = compliance("show", "ACT-1", "--register", path)
    lines = outcome.out.splitlines()
    assert lines[0] == "ACT-1  Barnehagen"
    assert "revision 2" in lines[1] and "Kari Ås" in lines[1] and "renamed" in outcome.out
    assert "Ansvarlig i linjen [24(1)]: Kari Ås (PER-1)" in lines
    assert "  Formål [5(1)(b)]: Gi plass" in lines
    assert "Gjennomgås hver: 1 år og 6 måneder" in lines
    assert "    Bekreftet: nei" in lines
    assert max(map(len, lines)) <= 80


def test_what_is_not_filled_in_is_named_beside_the_answer(compliance, path):
    outcome = compliance("show", "ACT-1", "--register", path)
    said = " ".join(outcome.err.split())
    assert "Registrerte*" in said and "Systemer" in said and "Formål" not in said
    assert "*" not in compliance("show", "ACT-1", "--register", path, "--quiet").err


def test_an_earlier_state_is_shown_as_it_was(compliance, path):
    assert compliance("show", "ACT-1", "--register", path, "--at", "2", "--json").json["name"] == "Barnehage"
    assert compliance("show", "ACT-1", "--register", path, "--at", "1").code == 2


def test_a_record_there_is_not_is_refused(compliance, path):
    outcome = compliance("show", "ACT-9", "--register", path, "--json")
    assert (outcome.code, outcome.error["kind"]) == (2, "RecordNotFound")
