import json

import pytest

from compliance.formats.kl import NotAStandardRecord, is_code_list, is_record, read
from compliance.formats.source import Source

WHOLE = {
    "packageName": "kl_article30",
    "name": "01. Byggesager",
    "description": "Behandling\r\naf sager ",
    "gdprChoices": ["register-gdpr-p6-e", "register-gdpr-p6-e"],
    "kleMainGroups": ["02"],
    "kleGroups": ["02.34"],
}


def source(value):
    return Source("x.json", json.dumps(value).encode())


def test_a_record_is_read_as_it_stands():
    (record,) = read(source(WHOLE))
    assert (record.package, record.name, record.description) == (
        "kl_article30",
        "01. Byggesager",
        "Behandling\naf sager",
    )
    assert record.choices == ("register-gdpr-p6-e",) and record.whole == WHOLE


def test_several_records_may_stand_in_one_file():
    assert len(read(source([WHOLE, WHOLE]))) == 2


@pytest.mark.parametrize("value", [{"identifier": "x", "valueIdentifiers": []}, [{"identifier": "x", "caption": "y"}]])
def test_a_list_of_codes_holds_no_record(value):
    assert is_code_list(value) and not is_record(value)
    assert read(source(value)) == ()


@pytest.mark.parametrize(
    "change",
    [{"gdprChoices": "register-gdpr-p6-e"}, {"name": ""}, {"name": 7}, {"colour": "red"}, {"kleGroups": [1]}],
    ids=str,
)
def test_what_is_not_of_the_standard_is_refused(change):
    with pytest.raises(NotAStandardRecord):
        read(source(WHOLE | change))


def test_another_file_is_refused():
    with pytest.raises(NotAStandardRecord):
        read(source({"name": "x"}))
