from datetime import date

import pytest
from pydantic import ValidationError

from compliance.checks.law import Parameter, Reference, UnknownParameter, law_on, read_parameters
from compliance.checks.loading import MalformedChecklist


def parameter(**fields):
    return Parameter(name="limit", meaning="Grense", source="default", **fields)


def test_a_parameter_holds_from_its_first_day_to_its_last():
    parameters = (
        parameter(value=72, until=date(2027, 6, 30)),
        parameter(value=96, since=date(2027, 7, 1)),
    )
    assert law_on(date(2027, 6, 30), "NO", parameters).number("limit") == 72
    assert law_on(date(2027, 7, 1), "NO", parameters).number("limit") == 96


def test_a_countrys_own_value_goes_before_the_common_one_whatever_the_order():
    common, own = parameter(value=13), parameter(value=15, countries=("DK",))
    for parameters in ((common, own), (own, common)):
        assert law_on(date(2026, 1, 1), "DK", parameters).number("limit") == 15
        assert law_on(date(2026, 1, 1), "SE", parameters).number("limit") == 13
        assert law_on(date(2026, 1, 1), None, parameters).number("limit") == 13


def test_of_two_in_force_the_later_holds():
    parameters = (parameter(value=2, since=date(2026, 1, 1)), parameter(value=1, since=date(2020, 1, 1)))
    assert law_on(date(2026, 5, 1), "NO", parameters).number("limit") == 2


def test_a_parameter_that_is_not_there_or_of_another_sort_is_refused_by_name():
    law = law_on(date(2026, 1, 1), "NO", (parameter(value="P1Y"),))
    assert law.period("limit") == "P1Y"
    with pytest.raises(UnknownParameter, match="number called “limit”"):
        law.number("limit")
    with pytest.raises(UnknownParameter, match="in NO"):
        law.codes("nothing")


def test_the_shipped_parameters_say_what_the_tool_counts_on():
    law = law_on(date(2026, 11, 20), "NO")
    assert {"NO", "IS", "LI", "SE", "DK", "FI"} <= set(law.codes("eea"))
    assert not {"GB", "US", "CH"} & set(law.codes("eea"))
    assert len(law.codes("eea")) == 30
    assert law.period("silence_grace") == "P30D"
    assert law.number("overdue_escalation_days") == 90


def test_the_age_of_consent_follows_the_country_and_the_day():
    assert law_on(date(2026, 1, 1), "NO").number("child_age") == 13
    assert law_on(date(2026, 1, 1), "DK").number("child_age") == 15
    with pytest.raises(UnknownParameter):
        law_on(date(2023, 12, 31), "DK").number("child_age")


def test_a_parameter_of_law_names_its_source():
    assert all(isinstance(each.source, Reference) or each.source == "default" for each in read_parameters())


def test_a_malformed_parameter_is_refused_with_its_line(tmp_path):
    path = tmp_path / "parameters.yaml"
    path.write_text("- name: a\n  meaning: b\n  value: 1\n  source: default\n- name: b\n  meaning: c\n  value: 2\n")
    with pytest.raises(MalformedChecklist, match=r"parameters.yaml, line 5"):
        read_parameters(path)


def test_a_reference_must_say_whether_it_was_verified():
    with pytest.raises(ValidationError, match="verified"):
        Reference(instrument="GDPR")


@pytest.mark.parametrize(
    ("jurisdiction", "country", "concerned"),
    [
        ("EU", "NO", True),
        ("NO", "NO", True),
        ("SE", "NO", False),
        (None, "NO", True),
        ("local", "DK", True),
        ("NO", "", False),
    ],
)
def test_national_law_is_cited_in_its_own_country(jurisdiction, country, concerned):
    reference = Reference(instrument="x", jurisdiction=jurisdiction, verified=False)
    assert reference.concerns(country, date(2026, 1, 1)) is concerned


def test_a_reference_is_cited_only_while_it_is_in_force():
    reference = Reference(instrument="x", verified=True, since=date(2026, 1, 15))
    assert not reference.concerns("SE", date(2026, 1, 14))
    assert reference.concerns("SE", date(2026, 1, 15))


def test_a_day_that_was_looked_for_and_not_found_binds_nobody():
    assert law_on(date(2026, 11, 20), "SE").day("ai_bans") == date(2025, 2, 2)
    assert law_on(date(2026, 11, 20), "NO").day("ai_bans") is None
    assert not law_on(date(2026, 11, 20), "NO").binds("ai_bans")
    assert law_on(date(2027, 12, 2), "DK").binds("ai_high_risk")
    assert not law_on(date(2027, 12, 1), "DK").binds("ai_high_risk")
    with pytest.raises(UnknownParameter, match="day called “eea”"):
        law_on(date(2026, 1, 1), "NO").day("eea")
