"""A register written by format 1 with schema 1 opens for ever, and reads as it did when it was written.

`data/format-1.db` is never written again. Should this test fail, the program is wrong, not the file.
"""

import json
import shutil
from pathlib import Path

import pytest

from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.model.upgrades import upgraded
from compliance.register.register import open_register
from tests.register.books import START, activity, written

DATA = Path(__file__).parent / "data"
TOLD = json.loads((DATA / "format-1.json").read_text("utf-8"))


@pytest.fixture
def old(tmp_path):
    with open_register(shutil.copy(DATA / "format-1.db", tmp_path / "register.db")) as register:
        yield register


def test_it_verifies_against_every_head_it_ever_had(old):
    for entry in TOLD["entries"]:
        assert old.verify(entry["hash"]) == ()


def test_its_entries_read_as_they_were_written(old):
    assert old.id == TOLD["register"]
    names = ("seq", "actor", "reason", "prev", "docs_digest", "hash")
    found = [{name: getattr(entry, name) for name in names} | {"at": entry.at.isoformat()} for entry in old.entries()]
    assert found == TOLD["entries"]


@pytest.mark.parametrize("entry", TOLD["records"])
def test_its_records_read_as_they_were_written_at_every_entry(old, entry):
    records = TOLD["records"][entry]
    expected = {
        id: read_document(KINDS[record["kind"]], upgraded(record["kind"], record["body"], 1))
        for id, record in records.items()
    }
    assert {document.id: document for document in old.view(int(entry)).documents(retired=True)} == expected


def test_it_holds_a_record_of_every_kind_of_its_time():
    last = TOLD["records"][str(len(TOLD["entries"]))]
    assert len({record["kind"] for record in last.values()}) == 14


def test_its_files_and_what_was_erased_are_known(old):
    known = [{name: getattr(some, name) for name in TOLD["attachments"][0]} for some in old.attachments()]
    assert known == TOLD["attachments"]
    assert [[some.kind, some.what, some.on] for some in old.erasures()] == TOLD["erasures"]


def test_it_can_be_written_on(old):
    written(old, activity("ACT-NY", name="Ny"), at=START)
    assert old.verify(TOLD["entries"][-1]["hash"]) == ()
