from datetime import UTC, datetime, timedelta, timezone

import pytest

from compliance.register.chain import (
    Line,
    MomentDamaged,
    MomentWithoutZone,
    docs_digest,
    entry_hash,
    moment_of,
    moment_text,
)

LINES = [Line(1, "organisation", "ORG-1", 1, "a" * 64), Line(2, "person", "PER-1", 1, "b" * 64)]
FACTS = {
    "register": "f" * 32,
    "format": 1,
    "seq": 2,
    "at": "2026-05-01T12:00:00Z",
    "actor": "PER-1",
    "reason": "Innført fra «skjema»",
    "prev": "c" * 64,
    "docs_digest": "d" * 64,
}


def test_the_hash_of_an_entry_never_changes_between_versions():
    assert entry_hash(**FACTS) == "dd32a1ed03f7ab8c3442a68a7d6da17cb1df2f4f4a217faa407eb34dabe6f1a3"


def test_the_digest_of_records_never_changes_between_versions():
    assert docs_digest(LINES) == "95682e5757e78158da20cf60ce6079086a7c53d57c555fe2dcd69676de8c7a35"


@pytest.mark.parametrize("name", FACTS)
def test_the_hash_covers_every_value_of_an_entry(name):
    other = FACTS[name] + 1 if isinstance(FACTS[name], int) else FACTS[name] + "x"
    assert entry_hash(**{**FACTS, name: other}) != entry_hash(**FACTS)


@pytest.mark.parametrize("name", ["n", "kind", "id", "schema", "digest"])
def test_the_digest_covers_every_value_of_a_record_s_line_and_their_order(name):
    values = {field: getattr(LINES[0], field) for field in Line.__slots__}
    other = values[name] + 1 if isinstance(values[name], int) else values[name] + "x"
    assert docs_digest([Line(**{**values, name: other}), LINES[1]]) != docs_digest(LINES)
    assert docs_digest(reversed(LINES)) != docs_digest(LINES)


def test_moments_are_written_in_utc_and_whole_seconds_and_read_back():
    oslo = timezone(timedelta(hours=2))
    assert moment_text(datetime(2026, 5, 1, 14, 0, 0, 999999, tzinfo=oslo)) == "2026-05-01T12:00:00Z"
    assert moment_text(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"
    assert moment_of("2026-05-01T12:00:00Z") == datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_a_moment_without_a_zone_is_not_taken():
    with pytest.raises(MomentWithoutZone):
        moment_text(datetime(2026, 5, 1))  # noqa: DTZ001


def test_a_damaged_moment_is_a_refusal():
    with pytest.raises(MomentDamaged):
        moment_of("yesterday")
