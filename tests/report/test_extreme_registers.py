"""A register with nothing in it, one activity, three thousand, all in order, nothing known: each gives a true memo."""

import re
from functools import cache

import pytest

from compliance.checks.sound import read_sound
from compliance.memo.compose import compose
from compliance.model.values import Answer
from compliance.report.decision_memo import memo_pdf
from compliance.report.pages import memo_html
from tests.memo.books import SUND, Book, a_finding, an_activity, judged, judged_by_the_rules
from tests.report.layout import laid_out

MANY = 3_000


def sound():
    return tuple(read_sound().read.values())


def bare():
    """The sound municipality with nothing but ids and names."""
    return tuple(type(each)(id=each.id, name=each.name) for each in sound())


def unknown():
    """The same, with every yes or no answered: we do not know."""
    return tuple(each.model_copy(update=dict.fromkeys(_asked(type(each)), Answer.unknown)) for each in bare())


def _asked(model):
    return [name for name, field in model.model_fields.items() if field.annotation in (Answer, Answer | None)]


REGISTERS = {
    "empty": lambda: (SUND,), "one activity": lambda: (SUND, an_activity()), "all met": sound,
    "nothing written": bare, "all unknown": unknown, "three thousand": lambda: (SUND, *activities()),
}  # fmt: skip


@cache
def memo_of(name):
    owner, *others = REGISTERS[name]()
    return compose(judged_by_the_rules(Book(*others, owner=owner))).memo


def activities():
    """So many, in forty units."""
    return tuple(
        an_activity().model_copy(update={"id": f"ACT-{n:04}", "name": f"Behandling {n}", "unit": f"Enhet {n % 40}"})
        for n in range(1, MANY + 1)
    )


def many():
    """Each activity with a finding of its own, made by hand."""
    found = [
        a_finding(n, statement=f"Det mangler noe av slag {n % 60}.", subject_name=f"Behandling {n}")
        for n in range(1, MANY + 1)
    ]
    return compose(judged(*activities(), findings=found)).memo


def marks(name):
    return {area.mark for area in memo_of(name).areas}


def said(memo):
    return " ".join(re.sub(r"<[^>]+>", " ", memo_html(memo).partition("</head>")[2]).split())


@pytest.mark.parametrize("name", ["empty", "one activity", "nothing written", "all unknown"])
def test_where_little_or_nothing_is_known_nothing_is_green(name):
    assert "fine" not in marks(name)
    assert 'class="mark fine"' not in memo_html(memo_of(name))


@pytest.mark.parametrize("name", ["nothing written", "all unknown"])
def test_what_is_not_known_is_said_and_counted(name):
    memo = memo_of(name)
    assert sum(area.unknown for area in memo.areas) > 10
    assert "Ukjent betyr at registeret ikke har svar, og teller aldri som i orden." in said(memo)


def test_an_empty_register_says_that_it_is_empty_and_not_that_all_is_well():
    memo = memo_of("empty")
    assert [stated.text for stated in memo.in_short.at_stake] == [
        "Registeret har ingen behandlinger i bruk. Da kan reglene ikke si om noe er i orden."
    ]
    told = said(memo)
    assert "Ingen registrert betyr at det ikke er noe å vurdere i registeret ennå, ikke at alt er i orden." in told
    assert memo.in_short.figures == () and "100 %" not in told


def test_no_incident_written_down_is_not_shown_as_good_news():
    incidents = next(area for area in memo_of("one activity").areas if area.id == "incidents")
    assert (incidents.mark, incidents.word) == ("none", "Ingen registrert")


def test_one_activity_is_spoken_of_as_one():
    told = said(memo_of("one activity"))
    assert "0 av 1" in told and "én behandling" in told


def test_where_all_is_met_everything_is_green_and_nothing_was_found():
    memo = memo_of("all met")
    assert marks("all met") == {"fine"} and memo.counts.total == 0
    assert "Reglene fant ingenting." in said(memo)


def test_three_thousand_activities_are_counted_in_full_and_named_in_part():
    memo = many()
    assert memo.counts.total == MANY and sum(unit.total for unit in memo.units) + memo.counts.waiting == MANY
    assert memo_html(memo).count(" (ACT-") < MANY and "som står i dataene i denne filen" in said(memo)
    assert next(figure for figure in memo.figures if figure.id == "lawful_basis").denominator == MANY


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
@pytest.mark.parametrize("name", REGISTERS)
def test_it_is_well_set_whatever_the_register_holds(name):
    pages = laid_out(memo_pdf(memo_of(name)))
    assert [page.beyond for page in pages if page.beyond] == []
    assert [page.last for page in pages if page.ends_with_heading] == []
    assert len(pages) <= 16
