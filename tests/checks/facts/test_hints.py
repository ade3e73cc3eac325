from datetime import date

import pytest

from compliance.checks.facts.hints import camera_hinted_at, publication_hinted_at
from compliance.checks.law import law_on
from compliance.checks.reading import Reading

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")


def on(register, fact):
    return fact(register.get("ACT-1"), Reading(register), LAW, DAY)


@pytest.mark.parametrize(
    ("body", "hinted"),
    [
        ({}, False),
        ({"description": "Vi svarer på søknader."}, False),
        ({"camera": "yes"}, True),
        ({"camera": "unknown"}, True),
        ({"camera_sign": "no"}, True),
        ({"camera_assessment": "EVI-1"}, True),
        ({"screening": {"monitoring": "yes"}}, True),
        ({"screening": {"monitoring": "no"}}, False),
        ({"art35_3": {"c": "yes"}}, True),
        ({"art35_3": {"c": "no", "b": "yes"}}, False),
        ({"name": "Videoovervåking av torget"}, True),
        ({"description": "Et KAMERA står ved porten."}, True),
        ({"purposes": [{}, {"text": "Kamerabevakning av skolegård"}]}, True),
        ({"data_categories": [{}, {"name": "CCTV recordings"}]}, True),
        ({"system_ids": ["SYS-1"]}, True),
        ({"system_ids": ["SYS-2"]}, False),
    ],
)
def test_a_camera_is_hinted_at_by_answers_and_by_words(a_register, body, hinted):
    register = a_register(ACT_1=body, SYS_1={"name": "Kameraserver"}, SYS_2={"name": "Journal"})
    assert on(register, camera_hinted_at) is hinted


@pytest.mark.parametrize(
    ("body", "hinted"),
    [
        ({}, False),
        ({"produces_public_records": "yes"}, True),
        ({"produces_public_records": "unknown"}, True),
        ({"publishes_actively": "yes"}, True),
        ({"publishes_actively": "no"}, False),
        ({"publishes_actively": "unknown"}, True),
        ({"recipients": [{}, {"kind": "public_at_large"}]}, True),
        ({"recipients": [{"kind": "court"}]}, False),
        ({"name": "Postliste på nett"}, True),
        ({"description": "Vi publiserer vedtak."}, True),
        ({"purposes": [{"text": "Kungöra beslut på anslagstavlan"}]}, True),
    ],
)
def test_publication_is_hinted_at_by_answers_and_by_words(a_register, body, hinted):
    assert on(a_register(ACT_1=body), publication_hinted_at) is hinted
