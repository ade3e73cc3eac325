from compliance.formats.meta import Meta, meta_from, rows_of

WHOLE = Meta(
    "reg",
    12,
    "ab",
    1,
    "nb",
    "Les meg",
    {"activities": "Aktiviteter"},
    {"activities": {"owner_id": "Eier"}},
    {"Answer": {"yes": "ja"}},
    {"ACT-1": 3},
)


def test_what_a_workbook_knows_of_itself_is_read_back():
    assert meta_from([list(row) for row in rows_of(WHOLE)]) == WHOLE


def test_numbers_come_back_from_excel_as_floats_and_rows_padded():
    rows = [["entry", 12.0, "", ""], ["revision", "ACT-1", 3.0, ""], ["register", 7.0, "", ""]]
    assert meta_from(rows) == Meta(register="7", entry=12, revisions={"ACT-1": 3})


def test_rows_of_a_later_version_and_nonsense_are_passed_over():
    assert meta_from([["colour", "red"], [], [""], ["entry", "many"], ["revision", "ACT-1", "-1"]]) == Meta(
        revisions={"ACT-1": 0}
    )
