from compliance.capture.candidate import Candidate, Captured, LeftOut, WhyLeftOut, candidate_of, joined, origin_by_name
from compliance.errors import ComplianceError, Place
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document


def test_the_place_of_a_field_is_the_nearest_that_is_known():
    places = {"legal_bases[0]": Place(row=3), "contact": Place(row=4)}
    candidate = Candidate("activity", None, {}, Place(file="x"), places)
    assert candidate.place_of("legal_bases[0].art9_law[1].kind").row == 3
    assert candidate.place_of("contact.email").row == 4
    assert candidate.place_of("legal_bases[1].art6") == Place(file="x")


def test_a_whole_document_speaks_of_every_field():
    document = read_document(KINDS["system"], {"id": "SYS-1", "name": "Visma"})
    candidate = candidate_of(document)
    assert (candidate.kind, candidate.id) == ("system", "SYS-1")
    assert set(candidate.fields) == set(KINDS["system"].document.model_fields) - {"id"}


def test_what_several_sources_gave_stays_in_order():
    one, two = (Candidate("system", None, {"name": name}) for name in "ab")
    fault = ComplianceError()
    whole = joined([Captured((one,), (fault,)), Captured((two,), (), (LeftOut("x", WhyLeftOut.code_list),))])
    assert whole == Captured((one, two), (fault,), (LeftOut("x", WhyLeftOut.code_list),))


def test_a_name_that_cannot_be_one_gives_no_origin():
    assert origin_by_name("yaml", "x.yaml", "a\x01b") is None
    found = origin_by_name("yaml", "x.yaml", "Skole")
    assert found is not None and found.key == "Skole"
