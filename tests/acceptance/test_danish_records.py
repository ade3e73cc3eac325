"""What is found in the 47 Danish standard records, read one by one in `docs/reference/danish-records.md`.

A rule that changes what it says of them shows here, and the page is then to be read again.
"""

import json
from collections import Counter

import pytest

RECORDS = 47

EVERY_RECORD = {
    ("DPIA-SCRN-001", "undetermined"),
    ("INFO-NONE-001", "undetermined"),
    ("ORG-CTRL-001", "gap"),
    ("RET-NONE-001", "gap"),
    ("ROPA-LEGAL-010", "undetermined"),
    ("ROPA-OWN-001", "gap"),
    ("ROPA-PURP-001", "undetermined"),
    ("ROPA-RECP-001", "gap"),
    ("ROPA-REV-001", "undetermined"),
    ("ROPA-SUBJ-001", "gap"),
    ("ROPA-TOM-001", "gap"),
}

SOME_RECORDS = {
    ("ART9-CONS-001", "undetermined"): ["03", "22"],
    ("ART9-LAW-001", "gap"): ["05"],
    ("CAM-BAL-001", "undetermined"): ["27"],
    ("CONS-CHILD-001", "undetermined"): ["03", "10", "19", "20", "22"],
    ("CONS-IMBAL-001", "undetermined"): ["03", "10", "19", "20", "22"],
    ("CONS-REC-001", "gap"): ["03", "03", "10", "19", "20", "22", "22"],
    ("ROPA-LEGAL-004", "gap"): [f"{number:02}" for number in range(1, RECORDS + 1) if number != 20],
}


@pytest.fixture(scope="module")
def findings(program, real_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("danish")
    day = ("--as-of", "2026-11-20", "--quiet")
    begun = program("init", "--name", "Prøve kommune", "--country", "DK", "--actor-name", "Sikkerhed", *day, cwd=folder)
    assert begun.code == 0, begun.err
    records = real_data / "kl-article-30" / "registers"
    taken = program("capture", records, "--format", "kl", "--actor", "PER-1", *day, cwd=folder)
    assert taken.code == 0, taken.err
    checked = program("check", "--json", *day, cwd=folder)
    return [each for each in json.loads(checked.out)["findings"] if each["subject"].startswith("ACT-")]


def number(finding):
    return finding["subject_name"].split(".", 1)[0]


@pytest.mark.data
def test_what_every_record_leaves_unsaid_is_found_in_every_record_once(findings):
    counted = Counter((each["rule"], each["result"]) for each in findings)
    assert {found for found, times in counted.items() if times == RECORDS} == EVERY_RECORD
    for found in EVERY_RECORD:
        assert len({number(each) for each in findings if (each["rule"], each["result"]) == found}) == RECORDS


@pytest.mark.data
def test_what_differs_follows_the_codes_of_the_source(findings):
    rest = [each for each in findings if (each["rule"], each["result"]) not in EVERY_RECORD]
    kinds = {(each["rule"], each["result"]) for each in rest}
    told = {kind: sorted(number(each) for each in rest if (each["rule"], each["result"]) == kind) for kind in kinds}
    assert told == SOME_RECORDS
