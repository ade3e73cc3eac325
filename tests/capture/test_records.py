import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.capture.records import (
    IdOfAnotherKind,
    KindNotTold,
    NoName,
    NotARecord,
    UnknownSection,
    steps_of,
)
from compliance.capture.sources import capture_source
from compliance.capture.trees import UnknownField
from compliance.capture.values import NoSuchDay
from compliance.formats.source import Source
from compliance.formats.yaml import written
from compliance.model.kinds import KINDS
from compliance.model.reading import body_of, read_document, whole_body_of
from tests.strategies import registers

YAML_FORMS = {
    "one record": "id: ACT-1\nname: Skole\n",
    "a list": "- id: ACT-1\n  name: Skole\n",
    "under its kind": "activities:\n  - id: ACT-1\n    name: Skole\n",
    "under its kind in the singular": "activity: {id: ACT-1, name: Skole}\n",
    "with its kind": "kind: activity\nid: ACT-1\nname: Skole\n",
    "after an empty document": "---\n---\nid: ACT-1\nname: Skole\n",
}


def yaml(text, name="x.yaml"):
    return capture_source(Source(name, text.encode()))


def json_of(value, name="x.json"):
    return capture_source(Source(name, json.dumps(value, ensure_ascii=False).encode()))


def refused(captured):
    assert not captured.candidates
    (refusal,) = captured.refusals
    return refusal


@pytest.mark.parametrize("text", YAML_FORMS.values(), ids=YAML_FORMS)
def test_a_record_is_read_however_it_is_wrapped(text):
    (one,) = yaml(text).candidates
    assert (one.kind, one.id, one.fields) == ("activity", "ACT-1", {"name": "Skole"})


def test_many_records_of_many_kinds_stand_in_one_file():
    found = yaml("people:\n- {name: Kari}\n- {name: Ola}\nsystems: [{name: Visma}]\n---\n- {id: RISK-1, name: Brann}\n")
    assert [(one.kind, one.fields["name"]) for one in found.candidates] == [
        ("person", "Kari"),
        ("person", "Ola"),
        ("system", "Visma"),
        ("risk", "Brann"),
    ]


@given(registers(most=1), st.booleans())
@settings(max_examples=15)
def test_what_list_prints_can_be_captured_again(documents, as_json):
    bodies = [whole_body_of(document) for document in documents]
    text = json.dumps(bodies) if as_json else written(bodies)
    found = capture_source(Source("x.json" if as_json else "x.yaml", text.encode()))
    assert not found.refusals
    again = [{"id": one.id, **{key: v for key, v in one.fields.items() if v is not None}} for one in found.candidates]
    assert [
        body_of(read_document(KINDS[one.kind], body)) for one, body in zip(found.candidates, again, strict=True)
    ] == [body_of(document) for document in documents]


@pytest.mark.parametrize(
    ("record", "kind", "left"),
    [
        ({"kind": "organisation", "id": "ORG-1", "name": "x"}, "organisation", None),
        ({"kind": "municipality", "id": "ORG-1", "name": "x"}, "organisation", "municipality"),
        ({"kind": "document", "id": "EVI-1", "name": "x"}, "evidence", "document"),
        ({"kind": "evidence", "name": "x"}, "evidence", None),
        ({"kind": "activities", "name": "x"}, "activity", None),
    ],
)
def test_a_kind_is_told_apart_from_a_field_of_that_name(record, kind, left):
    (one,) = json_of(record).candidates
    assert one.kind == kind and one.fields.get("kind") == left


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("name: Skole\n", KindNotTold),
        ("id: XYZ-1\nname: Skole\n", KindNotTold),
        ("activities: [Skole]\n", NotARecord),
        ("activities: [{description: x}]\n", NoName),
        ("aktivitteter: []\n", UnknownSection),
        ("systems: [{id: ACT-1, name: x}]\n", IdOfAnotherKind),
        ("kind: system\nid: ACT-1\nname: x\n", IdOfAnotherKind),
        ("id: ACT-1\nname: x\nowner: PER-1\n", UnknownField),
        ("id: ACT-1\nname: x\ncreated_on: 2026-02-31\n", NoSuchDay),
        ("just a text\n", NotARecord),
    ],
)
def test_what_cannot_be_told_is_refused(text, refusal):
    assert type(refused(yaml(text))) is refusal


def test_the_nearest_kind_is_suggested():
    assert refused(yaml("activites: []\n")).facts["near"] == "activities"


def test_a_refusal_names_file_line_and_field():
    text = "activities:\n  - name: A\n    legal_bases:\n      - art6: e\n      - art6: z\n"
    place = refused(yaml(text)).place
    assert (place.file, place.row, place.field) == ("x.yaml", 5, "legal_bases[1].art6")
    place = refused(capture_source(Source("x.json", b'[{"id": "ACT-1",\n "name": "A",\n "camera": "z"}]'))).place
    assert (place.file, place.row, place.field) == ("x.json", 3, "camera")


def test_one_word_that_cannot_be_read_keeps_back_its_record_and_no_other():
    found = yaml("activities:\n- {name: A, camera: z, colour: red}\n- {name: B}\n")
    assert [one.fields["name"] for one in found.candidates] == ["B"]
    assert [refusal.place.field for refusal in found.refusals] == ["camera", "colour"]


def test_a_candidate_knows_where_each_of_its_fields_stands():
    (one,) = yaml("- id: ACT-1\n  name: A\n  legal_bases:\n    - art6: e\n").candidates
    assert one.place.row == 1
    assert (one.place_of("legal_bases[0].art6").row, one.place_of("legal_bases[0].purpose_id").row) == (4, 4)


def test_words_of_the_trap_kinds_are_read_by_the_field_they_stand_in():
    text = (
        "activities:\n- name: 1:20\n  camera: no\n  volume_persons: 0120\n  recipients: [{country: NO, name: 1.10}]\n"
    )
    (one,) = yaml(text).candidates
    assert one.fields == {
        "name": "1:20",
        "camera": "no",
        "volume_persons": 120,
        "recipients": [{"country": "NO", "name": "1.10"}],
    }


def test_a_record_without_id_is_known_again_by_its_name_in_the_file():
    (one,) = yaml("kind: activity\nname: Skole\n").candidates
    assert (one.origin.format, one.origin.source, one.origin.key) == ("yaml", "x.yaml", "Skole")
    (own,) = yaml("kind: activity\nname: Skole\norigin: {format: f, key: k}\n").candidates
    assert own.origin is None and own.fields["origin"] == {"format": "f", "key": "k"}
    (bad,) = yaml('kind: activity\nname: "a\\x01b"\n').candidates
    assert bad.origin is None


def test_a_path_falls_into_its_steps():
    assert steps_of("legal_bases[0].art9_law[12].kind") == ("legal_bases", 0, "art9_law", 12, "kind")
