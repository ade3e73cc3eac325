import pytest

from compliance.capture.inventory import NoNameInRow
from compliance.capture.matching import RepeatedHeading
from compliance.capture.sources import capture_source
from compliance.capture.table import CellWithoutHeading, KindOfTableNotTold, NoHeadings
from compliance.capture.values import NoSuchDay
from compliance.formats.source import Source
from tests.formats.books import source


def csv(*rows, name="protokoll.csv", **more):
    return capture_source(Source(name, "\n".join(rows).encode()), **more)


def one(*rows, **more):
    found = csv(*rows, **more)
    assert not found.refusals, [str(refusal) for refusal in found.refusals]
    (candidate,) = found.candidates
    return candidate


def test_lists_told_in_one_cell_become_values_with_their_words():
    fields = one(
        "Navn;Formål;Mottakere;Registrerte;Personopplysninger", 'Skole;"Undervise\nVurdere; og mer";NAV;elever;navn'
    ).fields
    assert fields["purposes"] == [{"text": "Undervise"}, {"text": "Vurdere; og mer"}]
    assert fields["recipients"] == [{"name": "NAV"}]
    assert fields["subject_categories"] == [{"name": "elever"}] and fields["data_categories"] == [{"name": "navn"}]
    assert "remarks" not in fields


@pytest.mark.parametrize(
    ("said", "letters"),
    [
        ("6.1.e", "e"),
        ("art. 6 nr. 1 bokstav c", "c"),
        ("Artikkel 6(1)(e)", "e"),
        ("6 stk. 1 litra a", "a"),
        ("6.1.c og 6.1.e", "ce"),
    ],
)
def test_article_6_is_read_however_it_is_cited(said, letters):
    fields = one("Navn;Behandlingsgrunnlag", f"Skole;{said}").fields
    assert fields["legal_bases"] == [{"art6": letter} for letter in letters]


def test_a_basis_that_is_not_understood_is_kept_as_a_remark_and_none_is_made():
    fields = one("Navn;Behandlingsgrunnlag", "Skole;opplæringslova § 2-1").fields
    assert fields["legal_bases"] == [] and fields["remarks"] == "Behandlingsgrunnlag: opplæringslova § 2-1"


def test_no_column_is_lost_and_no_name_is_taken_for_an_identifier():
    fields = one(
        "Navn;Formål;Ansvarlig i linjen;Status;Kommentar;Merknader", "Skole;x;Kari Ås;nesten ferdig;husk;fra før"
    ).fields
    assert fields["remarks"].split("\n") == [
        "fra før",
        "Ansvarlig i linjen: Kari Ås",
        "Status: nesten ferdig",
        "Kommentar: husk",
    ]
    assert fields["owner_id"] is None and fields["status"] is None
    assert one("Navn;Formål;Ansvarlig i linjen", "Skole;x;PER-3 Kari").fields["owner_id"] == "PER-3"


def test_the_headings_may_stand_below_a_title_and_a_record_knows_its_row():
    candidate = one("Protokoll for Sund", "Fylt ut 2025", "Navn;Formål;Ført inn", "Skole;Undervise;1.2.2026")
    assert candidate.place.row == 4 and candidate.place_of("created_on").column == "C"
    assert (candidate.origin.format, candidate.origin.key) == ("table", "Skole")


def test_the_kind_is_told_by_the_name_of_the_file_or_of_the_sheet():
    assert one("Navn;Beskrivelse", "Visma;Lønn", name="systemer.csv").kind == "system"
    found = capture_source(source({"Leverandører 2025": [["Navn"], ["Visma"]]}), format="table")
    assert [candidate.kind for candidate in found.candidates] == ["activity"]


@pytest.mark.parametrize(
    ("rows", "refusal", "row"),
    [
        (["Tittel;Formål", "Skole;x"], NoHeadings, 0),
        (["Navn;Beskrivelse", "Skole;x"], KindOfTableNotTold, 0),
        (["Navn;name;Formål", "Skole;Skole;x"], RepeatedHeading, 1),
        (["Navn;Formål", ";x"], NoNameInRow, 2),
        (["Navn;Formål;Ført inn", "Skole;x;31.02.2026"], NoSuchDay, 2),
        (["Navn;Formål", "Skole; barn;x"], CellWithoutHeading, 2),
    ],
)
def test_what_cannot_be_told_is_refused_with_its_row(rows, refusal, row):
    (refused,) = csv(*rows).refusals
    assert type(refused) is refusal and refused.place.row == row and refused.advice


def test_a_table_forced_to_be_one_holds_activities():
    assert one("Navn;Beskrivelse", "Skole;x", name="liste.csv", format="table").kind == "activity"
