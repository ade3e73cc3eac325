"""The statement of applicability: what applies and why, and in the closed edition alone how it is met."""

from datetime import date

import pytest

from compliance.checks.facts.controls import proven_until
from compliance.matter.composed import State, report_bytes
from compliance.matter.controls import NoSectionNamed, statement_of_applicability
from compliance.model.assurance import ControlStatus
from compliance.model.law import LawConfirmation
from compliance.model.values import Answer, Jurisdiction
from tests.matter.register import PROOF, a_control, a_system
from tests.matter.sample import a_book, source

CLASSED = {"c": 2, "i": 2, "a": 2}
SECTION = "offentleglova § 24"
REASON = "Kommunen utvikler ikke egne systemer, og kjøper heller ingen på mål."


def a_statement(*documents, closed=True):
    return statement_of_applicability(
        source("statement-of-applicability", a_book(PROOF, *documents)), SECTION if closed else None
    )


def requirement(statement, id="8.5"):
    (found,) = [each for each in statement.requirements if each.id == id and each.catalogue.startswith("ISO/IEC 27002")]
    return found


def test_a_control_in_place_with_a_proof_that_holds_shows_the_requirement():
    found = requirement(a_statement(a_control()))
    assert found.applies is State.told and found.why == ("Kommunen har tiltak for det",)
    assert (found.standing.mark, found.standing.word) == ("fine", "På plass og vist")
    (control,) = found.standing.controls
    assert (control.id, control.owner, control.proven, control.in_part) == (
        "CTL-0001", "IT-sjef", "1. sep. 2027", False,
    )  # fmt: skip
    assert "NSM 2.6.7" in found.alike and "NIS2 art. 21 nr. 2 j" in found.alike


@pytest.mark.parametrize(
    ("changed", "mark", "word", "told_of"),
    [
        ({"status": ControlStatus.planned}, "lacking", "Ikke i verk eller ikke vist", "er ikke på plass"),
        ({"status": None}, "unknown", "Ukjent", "status er ukjent"),
        ({"evidence_ids": ()}, "lacking", "Ikke i verk eller ikke vist", "ingen dokumentasjon"),
        ({"whole_organisation": Answer.no}, "lacking", "Delvis i verk", "i verk"),
    ],
)
def test_what_is_not_shown_is_never_shown_as_met(changed, mark, word, told_of):
    standing = requirement(a_statement(a_control(**changed))).standing
    assert (standing.mark, standing.word, standing.controls[0].word) == (mark, word, told_of)
    assert standing.controls[0].proven is None or changed == {"whole_organisation": Answer.no}


def test_what_is_set_aside_with_a_reason_does_not_apply_and_says_why():
    aside = {"status": ControlStatus.not_applicable, "na_justification": REASON}
    found = requirement(a_statement(a_control(**aside)))
    assert found.applies is State.none and found.why == (REASON,)
    strict = requirement(a_statement(a_control(**aside), a_system(**CLASSED), a_control(2, catalogue_refs=())))
    assert strict.why == (REASON, "Kreves likevel for 1 system")
    without = requirement(a_statement(a_control(status=ControlStatus.not_applicable)))
    assert without.applies is State.told


def test_what_nobody_has_decided_is_unknown():
    found = requirement(a_statement(a_control()), "8.11")
    assert (found.applies, found.why, found.standing.mark) == (State.unknown, (), "unknown")


def test_a_class_of_system_is_a_reason_too():
    found = requirement(a_statement(a_control(), a_system(**CLASSED), a_system(2, **CLASSED)), "8.15")
    assert found.applies is State.told and found.why == ("Kreves for 2 systemer",)
    assert (found.standing.mark, found.standing.word) == ("lacking", "Ingen tiltak registrert")


def test_the_open_edition_tells_nothing_of_how_a_requirement_is_met():
    documents = (a_control(status=ControlStatus.partial), a_control(2, catalogue_refs=("no:1",)), a_system(**CLASSED))
    opened, closed = a_statement(*documents, closed=False), a_statement(*documents)
    assert all(each.standing is None for each in opened.requirements) and opened.exempt is None
    said = report_bytes(opened).decode()
    for secret in ("CTL-", "Innlogging i to trinn", "SYS-", "EVI-", "no:1"):
        assert secret not in said
    assert "CTL-0001" in report_bytes(closed).decode()
    assert [each.model_dump() for each in opened.catalogues] == [each.model_dump() for each in closed.catalogues]


def test_nobody_sees_in_the_open_edition_which_required_ones_lack_a_control():
    with_one, without = (
        requirement(a_statement(control, a_system(**CLASSED), closed=False), "8.15")
        for control in (a_control(catalogue_refs=("iso27002_2022:8.15",)), a_control())
    )
    assert with_one.why == without.why == ("Kreves for 1 system",)


def test_the_section_is_confirmed_only_where_somebody_has_read_it():
    read = LawConfirmation(
        id="LAW-0001", name=SECTION, jurisdiction=Jurisdiction.norway, instrument="offentleglova", provision="§ 24",
        confirmed_by="PER-1", confirmed_on=date(2026, 10, 1),
    )  # fmt: skip
    assert a_statement().exempt.verified is False
    assert a_statement(read).exempt.verified is True


@pytest.mark.parametrize("section", ["", " ", "offentleglova", "§ 24", "offentleglova § 24\n", "x1" * 200])
def test_a_closed_edition_without_a_section_of_law_is_refused(section):
    with pytest.raises(NoSectionNamed):
        statement_of_applicability(source("statement-of-applicability", a_book()), section)


def test_the_catalogues_are_those_the_controls_name_else_those_of_the_baseline():
    assert [each.id for each in a_statement(a_control()).catalogues] == ["iso27002_2022"]
    assert [each.id for each in a_statement().catalogues] == ["iso27002_2022", "nsm_2_1"]
    assert all(each.shown == 0 and each.applies == 0 for each in a_statement().catalogues)


def test_references_that_lead_nowhere_and_controls_without_any_are_told():
    statement = a_statement(
        a_control(catalogue_refs=("iso27002_2022:8.99",)), a_control(2, name="Noe annet", catalogue_refs=())
    )
    assert statement.astray == ("CTL-0001: ISO/IEC 27002 8.99",)
    assert statement.unplaced == ("Innlogging i to trinn (CTL-0001)", "Noe annet (CTL-0002)")


@pytest.mark.parametrize(
    ("changed", "until"),
    [
        ((), date(2027, 9, 1)),
        (({"collected_on": date(2026, 10, 1)},), date(2027, 10, 1)),
        (({"valid_to": date(2027, 3, 1)},), date(2027, 9, 1)),
        (({"collected_on": date(2020, 1, 1)},), date(2027, 9, 1)),
        (({"collected_on": date(2026, 10, 1), "found_unchanged": Answer.no},), date(2027, 9, 1)),
    ],
)
def test_a_control_is_proven_as_long_as_the_last_proof_that_holds(changed, until):
    proofs = [PROOF.model_copy(update={"id": f"EVI-{n:04}", **each}) for n, each in enumerate(changed, 2)]
    control = a_control(evidence_ids=("EVI-0001", *(each.id for each in proofs)))
    asked = source("statement-of-applicability", a_book(PROOF, control, *proofs))
    assert proven_until(control, asked.reading, asked.law, asked.as_of) == until


def test_without_a_proof_that_holds_nobody_can_say_until_when():
    asked = source("statement-of-applicability", a_book(PROOF))
    assert proven_until(a_control(evidence_ids=()), asked.reading, asked.law, asked.as_of) is None
