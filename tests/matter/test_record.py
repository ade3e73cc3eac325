"""The record as cards: what Art. 30 asks for, and plainly what nobody has written down."""

import pytest

from compliance.matter.composed import State
from compliance.model.activity import Activity, DataCategory, RetentionMode, RetentionRule, Transfer
from compliance.model.values import Answer
from tests.matter.sample import a_record, for_others, told


def rows(report, number=0):
    return {row.id: row for row in report.cards[number].rows}


def test_a_card_answers_every_letter_of_the_article():
    row = rows(a_record(told()))
    assert [each.provision for each in row.values()] == [
        "30(1)(a)", "30(1)(b)", "30(1)(c)", "30(1)(c)", "30(1)(d)", "30(1)(e)", "30(1)(f)", "30(1)(g)", "6(1)",
    ]  # fmt: skip
    assert all(each.state in (State.told, State.none) for each in row.values())
    assert row["answers"].lines == ("Sund kommune",)
    assert row["people"].lines == ("foreldre og foresatte, om lag 1\N{NO-BREAK SPACE}802",)
    assert row["keeping"].lines == ("10 år etter at eleven har sluttet på skolen. Så slettes opplysningene.",)
    assert row["basis"].lines == (
        "rettslig forpliktelse (artikkel 6 nr. 1 bokstav c): opplæringslova § 2-1 (må bekreftes av jurist)",
    )


def test_what_is_done_for_others_is_a_card_of_its_own_sort_with_the_client_and_how_to_reach_it():
    report = a_record(told(), for_others())
    row = rows(report, 1)
    assert [each.provision for each in row.values()] == ["30(2)(a)", "30(2)(b)", "30(2)(c)", "30(2)(d)"]
    assert row["clients"].lines == ("Naboby, post@naboby.example",)
    assert row["transfers"].lines == ("USA. Grunnlag: EUs standardkontrakt",)
    assert [card.as_processor for card in report.cards] == [False, True]


def test_an_empty_record_says_of_everything_that_it_is_not_written_down():
    report = a_record(Activity(id="ACT-0001", name="Noe"))
    row = rows(report)
    silent = [id for id, each in row.items() if each.state is State.missing]
    assert silent == ["answers", "purposes", "people", "data", "recipients", "transfers", "keeping", "basis"]
    assert all(row[id].lines == ("Ikke skrevet ned",) for id in silent)
    assert sum(each.missing for each in report.lacking) == len(silent)


@pytest.mark.parametrize(
    ("said", "state", "line"),
    [
        (Answer.yes, State.none, "Ingen utenfor kommunen får opplysningene"),
        (Answer.unknown, State.unknown, "Ukjent"),
        (None, State.missing, "Ikke skrevet ned"),
    ],
)
def test_none_is_said_only_where_somebody_has_said_so(said, state, line):
    row = rows(a_record(told(recipients=(), no_recipients_declared=said)))["recipients"]
    assert (row.state, row.lines) == (state, (line,))


def test_data_without_a_rule_are_named_among_those_that_have_one():
    data = (DataCategory(id="d", name="Navn"), DataCategory(id="e", name="Karakterer"))
    rule = RetentionRule(data_category_ids=("d",), mode=RetentionMode.until_archived)
    row = rows(a_record(told(data_categories=data, retention_rules=(rule,))))["keeping"]
    assert row.state is State.missing
    assert row.lines == ("Navn: Til de går til arkivet", "Ikke skrevet ned for: Karakterer")


def test_a_transfer_without_a_route_does_not_look_lawful():
    row = rows(a_record(told(transfers=(Transfer(country="US"),))))["transfers"]
    assert row.state is State.missing and row.lines == ("USA. Grunnlaget er ikke skrevet ned",)


def test_the_controller_and_its_officer_can_be_reached():
    (point,) = a_record(told()).controllers
    assert (point.email, point.officer, point.officer_contact) == ("post@sund.example", "IT-sjef", "ombud@sund.example")


def test_it_speaks_the_language_asked_for():
    assert rows(a_record(told(), language="sv"))["people"].lines[0].startswith("föräldrar")
