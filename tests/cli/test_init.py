import json

import pytest

from compliance.register.register import open_register


def init(compliance, path, *more):
    return compliance(
        "init", "--register", path, "--name", "Sund kommune", "--country", "NO",
        "--actor-name", "Informasjonssikkerhetsansvarlig", *more,
    )  # fmt: skip


def test_a_register_begins_with_the_municipality_and_its_officer(compliance, tmp_path):
    path = tmp_path / "r.db"
    outcome = init(compliance, path, "--language", "nb", "--org-number", "999 888 777", "--as-of", "2026-05-01")
    assert outcome.code == 0
    with open_register(path) as register:
        organisation, officer = register.view().organisation, register.view().get("PER-1")
        assert register.id in outcome.out and register.head().hash in outcome.out
    assert organisation.model_dump(mode="json", exclude_defaults=True) == {
        "id": "ORG-1",
        "name": "Sund kommune",
        "org_number": "999 888 777",
        "kind": "municipality",
        "country": "NO",
        "register_since": "2026-05-01",
        "language": "nb",
        "currency": "NOK",
    }
    assert (officer.name, officer.roles) == ("Informasjonssikkerhetsansvarlig", ("security_officer", "preparer"))
    assert f"--register {path}" in outcome.err


@pytest.mark.parametrize(
    ("country", "currency", "language"),
    [("se", "SEK", "sv"), ("DK", "DKK", "da"), ("FI", "EUR", "sv"), ("IS", "ISK", "en"), ("DE", None, None)],
)
def test_currency_and_language_follow_the_country(compliance, tmp_path, country, currency, language):
    path = tmp_path / "r.db"
    assert init(compliance, path, "--country", country).code == 0
    with open_register(path) as register:
        organisation = register.view().organisation
    assert (organisation.country, organisation.currency, organisation.language) == (country.upper(), currency, language)


def test_what_was_begun_is_told_as_json(compliance, tmp_path):
    told = init(compliance, tmp_path / "r.db", "--json").json
    with open_register(tmp_path / "r.db") as register:
        assert told == {
            "register": register.id,
            "address": str(tmp_path / "r.db"),
            "organisation": "ORG-1",
            "actor": "PER-1",
            "entry": 1,
            "head": register.head().hash,
        }


def test_a_register_that_is_there_is_left_alone(compliance, tmp_path):
    init(compliance, tmp_path / "r.db")
    before = (tmp_path / "r.db").read_bytes()
    outcome = init(compliance, tmp_path / "r.db")
    assert (outcome.code, outcome.out) == (2, "")
    assert (tmp_path / "r.db").read_bytes() == before


@pytest.mark.parametrize("wrong", [("--country", "Norge"), ("--name", " "), ("--actor-name", "a\nb")])
def test_what_cannot_be_is_refused_and_nothing_is_made(compliance, tmp_path, wrong):
    outcome = init(compliance, tmp_path / "r.db", *wrong)
    assert outcome.code == 2
    assert list(tmp_path.iterdir()) == []


def test_without_a_name_for_it_the_register_is_made_here(compliance, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = ("init", "--name", "Sund", "--country", "NO", "--actor-name", "Leder")
    assert compliance(*given).code == 0
    assert json.loads(compliance("list", "--json").out)["organisations"] == 1
