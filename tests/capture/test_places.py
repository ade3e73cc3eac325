from compliance.capture.places import RecordPlaces, SheetPlaces
from compliance.errors import Place

HOME = SheetPlaces(
    "x.xlsx", "Systemer", {"name": 1, "backup.exists": 28, "backup.retention": 29, "storage_countries": 30}
)
BASES = SheetPlaces("x.xlsx", "Grunnlag", {"art6": 3, "art9_law": 11})
PLACES = RecordPlaces(HOME, 5, {"legal_bases": (BASES, [7, 9])})


def test_a_field_stands_in_its_column_and_row():
    assert PLACES["name"] == Place("x.xlsx", "Systemer", 5, "B", "name")
    assert PLACES["backup.retention"].column == "AD"
    assert PLACES["storage_countries[2]"].column == "AE"


def test_a_value_in_a_list_stands_in_the_row_of_its_number():
    assert PLACES["legal_bases[1].art6"] == Place("x.xlsx", "Grunnlag", 9, "D", "legal_bases[1].art6")
    assert (PLACES["legal_bases[0].art9_law[2].kind"].row, PLACES["legal_bases[0].art9_law[2].kind"].column) == (7, "L")
    assert PLACES["legal_bases[4].art6"].row == 7


def test_a_field_without_a_column_stands_in_the_row():
    assert PLACES["colour"] == Place("x.xlsx", "Systemer", 5, "", "colour")
