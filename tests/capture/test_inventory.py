"""The workbook out and in: lossless for every kind, one cell is one field, and nothing goes missing unseen."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.capture.candidate import Basis
from compliance.capture.sources import capture_source
from compliance.formats.layout import headings, sheet_named, sheet_titles
from compliance.formats.source import Source
from compliance.formats.spreadsheet import read
from compliance.formats.workbook import Inventory, written
from compliance.language.catalogues import LOCALES
from compliance.model.kinds import KINDS
from compliance.model.reading import body_of, read_document, whole_body_of
from tests.formats.books import source, with_text
from tests.strategies import documents, registers

POOL = {name: [f"{kind.prefix}-1", f"{kind.prefix}-2"] for name, kind in KINDS.items()}
TITLES = sheet_titles("nb")


def back(data, name="inventory.xlsx"):
    return capture_source(Source(name, data))


def bodies_in(captured):
    assert not captured.refusals, [str(refusal) for refusal in captured.refusals]
    given = [
        (one.kind, {"id": one.id, **{k: v for k, v in one.fields.items() if v is not None}})
        for one in captured.candidates
    ]
    return {body["id"]: body_of(read_document(KINDS[kind], body)) for kind, body in given}


def faults(captured):
    return [
        (type(fault).__name__, fault.place.sheet, fault.place.row, fault.place.column, fault.place.field)
        for fault in captured.refusals
    ]


ONE_OF_EACH = st.tuples(*(documents(kind, POOL, retired=True) for kind in KINDS))


def comes_back(drawn, language):
    captured = back(written(Inventory(drawn, language)))
    assert bodies_in(captured) == {document.id: body_of(document) for document in drawn}


@given(ONE_OF_EACH, st.sampled_from(list(LOCALES)))
@settings(max_examples=6)
def test_every_record_of_every_kind_comes_back_as_it_went_out(drawn, language):
    comes_back(drawn, language)


@pytest.mark.slow
@given(ONE_OF_EACH, st.sampled_from(list(LOCALES)))
@settings(max_examples=60)
def test_very_many_records_of_every_kind_come_back_as_they_went_out(drawn, language):
    comes_back(drawn, language)


@given(registers(most=1))
@settings(max_examples=5)
def test_a_workbook_speaks_of_every_field_and_knows_its_basis(drawn):
    revisions = {document.id: number for number, document in enumerate(drawn, start=1)}
    captured = back(written(Inventory(drawn, "nb", "reg-1", 7, "ab", revisions)))
    for one in captured.candidates:
        assert set(one.fields) == set(KINDS[one.kind].document.model_fields) - {"id"}
        assert one.basis == Basis("reg-1", 7, revisions[one.id])


NASTY = {
    "id": "ACT-1",
    "name": "=1+1",
    "description": "🦌" * 19_000,
    "remarks": "_x005F_x000D_ og _x000D_",
    "unit": "⟦1⟧ avdeling",
    "controller_reason": "{}",
    "notice_exception": {},
    "retired": {},
    "screening": {"reason": "x"},
    "national_list_hits": ["a;b", "c\\", "{}", "(none)"],
    "subject_codes_kle": ["å" * 400] * 120,
    "created_on": "1900-01-01",
    "ended_on": "2199-12-31",
    "purposes": [{}, {"id": "P1"}, {}],
    "legal_bases": [{"art9_law": [{}, {"replaced_by": {"replaced_by": {}}}]}],
}


def test_what_a_cell_can_hardly_say_comes_back_all_the_same():
    document = read_document(KINDS["activity"], NASTY)
    assert bodies_in(back(written(Inventory([document]))))["ACT-1"] == body_of(document)


WHOLE = read_document(
    KINDS["activity"],
    {
        "id": "ACT-1",
        "name": "Opptak til skole",
        "unit": "Oppvekst",
        "status": "active",
        "created_on": "2026-12-31",
        "system_ids": ["SYS-1"],
        "purposes": [{"id": "P1", "text": "Gi plass"}, {"id": "P2", "text": "Ordne skyss"}],
        "legal_bases": [{"purpose_id": "P1", "art6": "e", "supplementary_basis": [{"instrument": "opplæringslova"}]}],
    },
)
DATA = written(Inventory([WHOLE], "nb", "reg-1", 7, "ab", {"ACT-1": 3}))


@pytest.mark.parametrize(
    ("old", "new", "path", "value"),
    [
        ("Oppvekst", "Skole og oppvekst", ("unit",), "Skole og oppvekst"),
        ("Gi plass", "Gi alle plass", ("purposes", 0, "text"), "Gi alle plass"),
        ("SYS-1", "SYS-1&#10;SYS-2", ("system_ids",), ["SYS-1", "SYS-2"]),
        ("; opplæringslova", "NO; opplæringslova", ("legal_bases", 0, "supplementary_basis", 0, "jurisdiction"), "NO"),
    ],
)
def test_one_cell_changed_is_one_field_changed(old, new, path, value):
    expected = whole_body_of(WHOLE)
    held = expected
    for step in path[:-1]:
        held = held[step]
    held[path[-1]] = value
    body = bodies_in(back(with_text(DATA, old, new)))["ACT-1"]
    assert body == body_of(read_document(KINDS["activity"], expected))


def test_a_candidate_tells_the_cell_of_every_field():
    (one,) = back(DATA).candidates
    assert str(one.place) == f"inventory.xlsx, {TITLES['activities']}, row 2"
    place = one.place_of("legal_bases[0].supplementary_basis[0].instrument")
    assert (place.sheet, place.row, place.column) == (TITLES["activity.legal_bases"], 2, "E")
    assert (one.place_of("purposes[1].text").sheet, one.place_of("purposes[1].text").row) == (
        TITLES["activity.purposes"],
        3,
    )


# Workbooks people make and mend


def sheet(name, *rows):
    return {TITLES[name]: [list(row) for row in rows]}


def test_columns_not_there_are_not_spoken_of():
    (one,) = capture_source(source(sheet("systems", ["Navn", "Id"], ["Visma", "SYS-1"]))).candidates
    assert one.id == "SYS-1" and one.fields == {"name": "Visma"}


def test_the_order_of_a_list_is_the_number_s_and_then_the_row_s():
    rows = (
        ["record", "number", "text"],
        ["ACT-1", "", "sist"],
        ["ACT-1", 2, "to"],
        ["ACT-1", 1, "en"],
        ["ACT-1", "", "aller sist"],
    )
    (one,) = capture_source(
        source(sheet("activities", ["Id"], ["ACT-1"]) | sheet("activity.purposes", *rows))
    ).candidates
    assert [purpose["text"] for purpose in one.fields["purposes"]] == ["en", "to", "sist", "aller sist"]
    assert one.place_of("purposes[0].text").row == 4


def test_a_new_record_needs_no_id_and_its_values_name_it():
    book = sheet("activities", ["Id", "Navn"], ["", "Skole"], ["ACT-NY1", "Barnehage"]) | sheet(
        "activity.purposes",
        ["record", "text"],
        ["Skole", "Undervise"],
        ["ACT-NY1 Barnehage", "Passe"],
        ["Barnehage", "Leke"],
    )
    school, kindergarten = capture_source(source(book)).candidates
    assert school.id is None and school.fields["purposes"] == [{"text": "Undervise"}]
    assert (school.origin.format, school.origin.source, school.origin.key) == ("workbook", "inventory.xlsx", "Skole")
    assert kindergarten.id == "ACT-NY1" and kindergarten.origin is None
    assert [purpose["text"] for purpose in kindergarten.fields["purposes"]] == ["Passe", "Leke"]


def test_values_of_a_record_whose_row_was_deleted_are_all_that_is_said_of_it():
    book = sheet("activities", ["Id", "Navn"], ["ACT-1", "A"]) | sheet(
        "activity.purposes", ["record", "text"], ["ACT-2", "x"]
    )
    book |= sheet("activity.transfers", ["record", "country"])
    first, second = capture_source(source(book)).candidates
    assert first.fields == {"name": "A", "purposes": [], "transfers": []}
    assert (second.id, second.fields) == ("ACT-2", {"purposes": [{"text": "x"}]})


@pytest.mark.parametrize("owner", ["", "Ukjent", "SYS-1", "Tvilling"])
def test_a_value_whose_record_cannot_be_told_is_refused(owner):
    book = sheet("activities", ["Navn"], ["Tvilling"], ["Tvilling"]) | sheet(
        "activity.purposes", ["record", "text"], [owner, "x"]
    )
    (fault,) = capture_source(source(book)).refusals
    assert (fault.place.sheet, fault.place.row, fault.place.column) == (TITLES["activity.purposes"], 2, "A")


def test_one_cell_that_cannot_be_read_keeps_back_its_record_with_its_values_and_no_other():
    book = sheet(
        "activities",
        ["Id", "Navn", "Ført inn", "Vår rolle"],
        ["ACT-1", "A", "31.02.2026", "sjef"],
        ["ACT-2", "B"],
        ["ACT-3", "C"],
    )
    book |= sheet("activity.legal_bases", ["record", "art6"], ["ACT-1", "e"], ["ACT-2", "z"], ["ACT-3", "c"])
    captured = capture_source(source(book))
    assert [one.id for one in captured.candidates] == ["ACT-3"]
    assert faults(captured) == [
        ("NoSuchDay", TITLES["activities"], 2, "C", "created_on"),
        ("UnknownCode", TITLES["activities"], 2, "D", "role"),
        ("UnknownCode", TITLES["activity.legal_bases"], 3, "B", "art6"),
    ]
    assert all(fault.place.file == "inventory.xlsx" and fault.advice for fault in captured.refusals)


@pytest.mark.parametrize("given", ["31.12.2026", "2026-12-31", date(2026, 12, 31)])
def test_a_date_may_be_a_date_or_a_text(given):
    (one,) = capture_source(source(sheet("activities", ["Navn", "Ført inn"], ["A", given]))).candidates
    assert one.fields["created_on"] == "2026-12-31"


def test_a_wrong_heading_keeps_back_the_file_and_is_told_with_the_nearest():
    captured = capture_source(source(sheet("activities", ["Navn", "Ført inne"], ["A", "2026-01-01"])))
    assert not captured.candidates
    assert faults(captured) == [("UnknownHeading", TITLES["activities"], 1, "B", "")]
    assert "Ført inn" in captured.refusals[0].advice


def test_two_rows_of_one_record_both_go_on_for_the_register_to_refuse():
    captured = capture_source(source(sheet("systems", ["Id", "Navn"], ["SYS-1", "A"], ["SYS-1", "B"])))
    assert [(one.id, one.place.row) for one in captured.candidates] == [("SYS-1", 2), ("SYS-1", 3)]


def test_a_row_without_name_and_id_is_refused_and_a_blank_one_passed_over():
    captured = capture_source(source(sheet("systems", ["Navn", "Status"], ["", ""], ["", "in_use"], ["A", ""])))
    assert faults(captured) == [("NoNameInRow", TITLES["systems"], 3, "A", "name")]
    assert [one.fields["name"] for one in captured.candidates] == ["A"]


def test_merged_cells_and_errors_keep_back_the_records_they_touch():
    def spoil(book, sheets):
        sheets[TITLES["systems"]].merge_range(1, 1, 2, 1, "Oppvekst")
        sheets[TITLES["systems"]].write_formula(3, 1, "=1/0", None, "#DIV/0!")

    book = sheet("systems", ["Navn", "Beskrivelse"], ["A"], ["B"], ["C"], ["D", "x"])
    captured = capture_source(source(book, change=spoil))
    assert [fault[0] for fault in faults(captured)] == ["MergedCells", "MergedCells", "CellInError"]
    assert [one.fields["name"] for one in captured.candidates] == ["D"]


def test_a_workbook_is_read_by_the_words_of_its_own_day():
    data = with_text(DATA, "Oppvekst", "Skole")
    grids = {grid.name: grid for grid in read(Source("x", data))}
    heading = headings(sheet_named("activities"), "nb")[sheet_named("activities").names.index("unit")]
    assert heading in next(iter(grids[TITLES["activities"]].rows()))[1]
    meta = [row for _, row in grids["_meta"].rows()]
    assert ["heading", "activities", "unit", heading] in [row[:4] for row in meta]


def test_a_long_text_changed_in_its_cell_is_refused():
    document = read_document(KINDS["activity"], {"id": "ACT-1", "name": "A", "unit": "⟦9⟧ sak"})
    data = written(Inventory([document]))
    assert bodies_in(back(data))["ACT-1"] == body_of(document)
    changed = back(with_text(data, "⟦1⟧ ⟦9⟧ sak", "⟦1⟧ ⟦9⟧ saken"))
    assert [fault[0] for fault in faults(changed)] == ["LongTextChanged"] and not changed.candidates
