import pytest

from compliance.model.kinds import KINDS, UnknownKind, kind_named, kind_of
from compliance.model.reading import (
    MalformedRecord,
    MalformedText,
    body_of,
    path_text,
    read_document,
    read_text,
    whole_body_of,
)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_only_id_and_name_are_required(kind):
    document = read_document(kind, {"id": f"{kind.prefix}-1", "name": "Navn"})
    assert body_of(document) == {"id": f"{kind.prefix}-1", "name": "Navn"}
    assert set(whole_body_of(document)) == set(kind.document.model_fields)
    assert kind_of(document) is kind


@pytest.mark.parametrize("missing", ["id", "name"])
def test_a_record_without_id_or_name_is_refused(missing):
    body = {"id": "ACT-1", "name": "Navn"}
    del body[missing]
    with pytest.raises(MalformedRecord) as refusal:
        read_document(KINDS["activity"], body)
    assert refusal.value.faults[0].path == missing


MALFORMED = {
    "an unknown field": ({"colour": "red"}, "colour"),
    "an impossible date": ({"created_on": "2026-02-30"}, "created_on"),
    "a date that is a number": ({"created_on": 20260101}, "created_on"),
    "a code that does not exist": ({"legal_bases": [{"art6": "g"}]}, "legal_bases[0].art6"),
    "a text where a list belongs": ({"system_ids": "SYS-1"}, "system_ids"),
    "a period with its weeks before its months": ({"review_interval": "P2W1M"}, "review_interval"),
    "a period of nothing": ({"review_interval": "P"}, "review_interval"),
    "an id with a blank": ({"owner_id": "PER 1"}, "owner_id"),
    "an answer that is a truth value": ({"camera": True}, "camera"),
    "a number that is a text": ({"volume_persons": "12"}, "volume_persons"),
    "a number below nothing": ({"volume_persons": -1}, "volume_persons"),
    "a number with decimals": ({"volume_persons": 1.5}, "volume_persons"),
    "an empty text": ({"description": "  "}, "description"),
    "a control character": ({"description": "a\x00b"}, "description"),
    "a name over two lines": ({"name": "a\nb"}, "name"),
    "one local id used twice": ({"purposes": [{"id": "p"}, {"id": "p"}]}, "purposes"),
}


@pytest.mark.parametrize("case", MALFORMED, ids=str)
def test_what_is_malformed_is_refused_with_its_field(case):
    more, path = MALFORMED[case]
    with pytest.raises(MalformedRecord) as refusal:
        read_document(KINDS["activity"], {"id": "ACT-1", "name": "Navn"} | more)
    assert [fault.path for fault in refusal.value.faults] == [path]
    assert "ACT-1" in str(refusal.value)


def test_every_fault_of_a_record_is_named_at_once():
    with pytest.raises(MalformedRecord) as refusal:
        read_document(KINDS["activity"], {"id": "ACT-1", "name": "Navn", "status": "x", "role": "y"})
    assert [fault.path for fault in refusal.value.faults] == ["role", "status"]


def test_a_moment_is_kept_in_utc_and_whole_seconds():
    body = {"id": "SGN-1", "name": "x", "signed_at": "2026-11-20T10:30:00.9+01:00"}
    assert body_of(read_document(KINDS["signoff"], body))["signed_at"] == "2026-11-20T09:30:00Z"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(MalformedRecord):
        read_document(KINDS["signoff"], {"id": "SGN-1", "name": "x", "signed_at": "2026-11-20T10:30:00"})


@pytest.mark.parametrize("word", ["activity", "activities", "Activities", " activity "])
def test_a_kind_is_known_by_both_its_words(word):
    assert kind_named(word) is KINDS["activity"]


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(UnknownKind) as refusal:
        kind_named("actions")
    assert "activities" in refusal.value.advice


def test_a_path_reads_as_people_write_it():
    assert path_text(("legal_bases", 0, "art6")) == "legal_bases[0].art6"


@pytest.mark.parametrize("name", ["x\ud800y", "k\udcff"])
def test_half_a_letter_is_refused_and_never_quietly_replaced(name):
    with pytest.raises(MalformedRecord) as refusal:
        read_document(KINDS["activity"], {"id": "ACT-1", "name": "A", "purposes": [{"id": "p", "text": name}]})
    assert "purposes[0].text: holds half a letter (U+D" in str(refusal.value)


@pytest.mark.parametrize("given", ["", "  ", "a\x07b", "k\udcff", "x" * 20_001])
def test_a_text_no_record_could_hold_is_refused_by_the_name_of_its_field(given):
    with pytest.raises(MalformedText) as refusal:
        read_text("advice", given)
    assert "advice" in str(refusal.value) and refusal.value.advice


def test_a_text_is_kept_without_blanks_around_it():
    assert read_text("reason", " Ja.\nč ") == "Ja.\nč"
