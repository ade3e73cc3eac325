from compliance.formats.choices import columns_to_rows, list_name, lists_of
from compliance.formats.layout import sheet_named, sheets
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document

PEOPLE = [
    read_document(KINDS["person"], {"id": "PER-1", "name": "Kari"}),
    read_document(KINDS["person"], {"id": "PER-2", "name": "Ola", "retired": {"reason": "sluttet"}}),
]


def test_every_column_that_chooses_has_a_list_and_no_other_has():
    lists = lists_of(PEOPLE, "nb")
    ids = {f"ids_{kind}" for kind in KINDS}
    names = {list_name(column) for sheet in sheets() for column in sheet.columns}
    assert names - {""} <= set(lists) | ids
    columns = {column.name: list_name(column) for column in sheet_named("activities").columns}
    assert (columns["camera"], columns["owner_id"], columns["description"]) == ("list_Answer", "ids_person", "")


def test_people_out_of_use_are_not_offered():
    assert lists_of(PEOPLE, "nb")["ids_person"] == ["PER-1 Kari"]


def test_lists_stand_side_by_side_under_their_names():
    assert list(columns_to_rows({"a": ["1", "2"], "b": ["3"]})) == [["a", "b"], ["1", "3"], ["2", ""]]
