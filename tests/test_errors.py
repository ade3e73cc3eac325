from compliance.errors import ComplianceError, Place


class SampleRefusal(ComplianceError):
    sentence = "The value {given} does not fit."
    hint = "Write {expected}."


def test_a_refusal_says_where_what_and_what_to_do():
    refusal = SampleRefusal(place=Place("a.xlsx", "Systemer", 7, "C", "owner_id"), given="x", expected="y")
    assert str(refusal) == "a.xlsx, Systemer, row 7, C, owner_id: The value x does not fit."
    assert refusal.advice == "Write y."


def test_a_place_leaves_out_what_is_not_known():
    assert str(Place(file="a.yaml", row=3)) == "a.yaml, row 3"
