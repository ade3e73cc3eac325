import pytest

from compliance.model.kinds import KINDS
from tests.register.books import activity, candidate, founded, written


@pytest.fixture
def path(tmp_path):
    with founded(tmp_path / "r.db") as register:
        written(
            register,
            candidate("person", "PER-2", name="Kommunalsjef for oppvekst, kultur og mangfold", roles=["line_manager"]),
            activity(
                "ACT-1",
                name="Opptak og foreldrebetaling i kommunale og private barnehager",
                owner_id="PER-2",
                unit="Oppvekst og kultur i hele kommunen",
                status="active",
                legal_bases=[{"art6": "e", "art9_condition": "h"}],
            ),
            activity("ACT-2", name="SFO"),
            activity("ACT-10", name="Skyss"),
            candidate("system", "SYS-1", name="Visma", retired={"reason": "sold"}),
        )
    return tmp_path / "r.db"


def test_records_are_printed_whole_in_the_model_s_own_names(compliance, path):
    told = compliance("list", "activities", "--register", path, "--json").json
    assert [record["id"] for record in told] == ["ACT-1", "ACT-2", "ACT-10"]
    assert (told[0]["legal_bases"][0]["art6"], told[0]["legal_bases"][0]["art9_condition"]) == ("e", "h")
    assert told[1]["retention_rules"] == []
    assert set(told[0]) == set(KINDS["activity"].document.model_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_listed_by_its_singular_and_its_plural(compliance, path, kind):
    for word in (kind, KINDS[kind].plural):
        outcome = compliance("list", word, "--register", path, "--json")
        assert outcome.code == 0
        assert isinstance(outcome.json, list)
        assert compliance("list", word, "--register", path).code == 0


def test_a_table_fits_eighty_columns_and_keeps_ids_whole(compliance, path):
    lines = compliance("list", "activities", "--register", path).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line.split()[0] for line in lines] == ["ID", "ACT-1", "ACT-2", "ACT-10"]
    assert "Opptak og foreldrebet" in lines[1] and "Kommunalsjef" in lines[1] and "i gang" in lines[1]


def test_labels_speak_the_language_asked_for(compliance, path):
    assert "Name" in compliance("list", "activities", "--register", path, "--language", "en").out
    assert "Navn" in compliance("list", "activities", "--register", path).out


def test_without_a_kind_the_records_are_counted(compliance, path):
    told = compliance("list", "--register", path, "--json").json
    assert {plural: number for plural, number in told.items() if number} == {
        "organisations": 1, "people": 2, "activities": 3,
    }  # fmt: skip
    assert list(told) == [kind.plural for kind in KINDS.values()]
    shown = compliance("list", "--register", path).out
    assert "activities" in shown and "systems" not in shown


def test_what_is_out_of_use_is_listed_only_when_asked_for(compliance, path):
    assert compliance("list", "systems", "--register", path, "--json").json == []
    retired = compliance("list", "systems", "--retired", "--register", path, "--json").json
    assert [record["id"] for record in retired] == ["SYS-1"]


def test_an_earlier_state_is_listed_as_it_was(compliance, path):
    assert compliance("list", "activities", "--register", path, "--at", "1", "--json").json == []
    assert compliance("list", "activities", "--register", path, "--at", "2026-01-04", "--json").code == 2
    assert compliance("list", "activities", "--register", path, "--at", "7").code == 2


def test_a_kind_there_is_not_brings_those_there_are(compliance, path):
    outcome = compliance("list", "recipes", "--register", path, "--json")
    assert outcome.code == 2
    assert outcome.error["kind"] == "UnknownKind"
    assert "activities" in outcome.error["hint"]


def test_no_register_is_told_with_the_way_to_begin(compliance, tmp_path):
    outcome = compliance("list", "--register", tmp_path / "none.db")
    assert outcome.code == 2
    assert "compliance init --register" in outcome.err
