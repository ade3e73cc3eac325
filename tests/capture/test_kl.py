"""The Danish standard records: every code right, unpaired as in the source, and nothing added."""

import json
import re

import pytest

from compliance.capture.kl import UnknownLegalCode
from compliance.capture.sources import capture_paths, capture_source
from compliance.formats.source import Source
from compliance.model.kinds import KINDS
from compliance.model.reading import body_of, read_document
from tests.formats.test_kl import WHOLE


def captured(**change):
    return capture_source(Source("x.json", json.dumps(WHOLE | change).encode()))


def one(**change):
    found = captured(**change)
    assert not found.refusals
    (candidate,) = found.candidates
    return candidate


def test_every_code_is_a_legal_basis_of_its_own():
    codes = ["valp6", "p6-a", "p6-e", "valp7", "p7-f", "p7-b"]
    fields = one(gdprChoices=[f"register-gdpr-{code}" for code in codes]).fields
    assert fields["legal_bases"] == [{"art6": "a"}, {"art6": "e"}, {"art9_condition": "f"}, {"art9_condition": "b"}]
    assert "remarks" not in fields


def test_crime_data_are_the_only_national_section_that_is_a_basis():
    codes = ["register-gdpr-valp8", "register-gdpr-valp11", "register-gdpr-valp14"]
    fields = one(gdprChoices=codes).fields
    ((basis,),) = [basis["art10_basis"] for basis in fields["legal_bases"]]
    assert (basis["jurisdiction"], basis["provision"], basis["verified"]) == ("DK", "§ 8", False)
    assert [line.rpartition(", ")[2] for line in fields["remarks"].split("\n")] == codes[1:]


def test_nothing_is_said_that_the_source_does_not_say():
    assert set(one().fields) == {"name", "description", "legal_bases", "subject_codes_kle"}
    assert one().fields["subject_codes_kle"] == ["02", "02.34"]
    assert one().id is None


def test_the_number_of_the_standard_is_the_record_s_identity():
    origin = one().origin
    assert (origin.format, origin.source, origin.key) == ("kl", "kl_article30", "01")
    assert one(name="01. Andre ord").origin.key == "01"
    assert one(name="Uten nummer").origin.key == "Uten nummer"
    assert one(description="x").origin.digest != origin.digest == one().origin.digest


def test_an_unknown_code_keeps_back_its_record_and_is_named():
    found = captured(gdprChoices=["register-gdpr-p6-e", "register-gdpr-p6-g"])
    (refusal,) = found.refusals
    assert isinstance(refusal, UnknownLegalCode) and not found.candidates
    assert refusal.facts["code"] == "register-gdpr-p6-g"
    assert "01. Byggesager" in str(refusal)


@pytest.mark.data
def test_all_standard_records_have_every_code_right(real_data):
    folder = real_data / "kl-article-30"
    found = capture_paths([folder / "registers"])
    files = sorted((folder / "registers").glob("*.json"))
    assert len(found.candidates) == len(files) == 47 and not found.refusals and not found.left_out
    for candidate, file in zip(found.candidates, files, strict=True):
        source = json.loads(file.read_text("utf-8"))
        body = body_of(read_document(KINDS["activity"], {"id": "ACT-1", **candidate.fields}))
        bases = body["legal_bases"]
        for article, field in (("6", "art6"), ("7", "art9_condition")):
            sought = [
                code[-1] for code in source["gdprChoices"] if re.fullmatch(rf"register-gdpr-p{article}-[a-z]", code)
            ]
            assert [basis[field] for basis in bases if field in basis] == sought
        assert all(len(basis) == 1 for basis in bases)
        assert body["name"] == source["name"].strip()
        assert body["description"] == source["description"].replace("\r\n", "\n").strip()
        assert set(body["subject_codes_kle"]) == {*source["kleMainGroups"], *source["kleGroups"]}
        others = {code for code in source["gdprChoices"] if re.fullmatch(r"register-gdpr-valp(9|1\d)", code)}
        assert {line.rpartition(", ")[2] for line in body.get("remarks", "").split("\n") if line} == others
    assert len({(candidate.origin.key, candidate.origin.digest) for candidate in found.candidates}) == 47


@pytest.mark.data
def test_the_folder_above_and_a_single_file_give_the_same_records(real_data):
    folder = real_data / "kl-article-30"
    whole, registers = capture_paths([folder]), capture_paths([folder / "registers"])
    single = capture_paths([folder / "registers" / "kl_article30_05.json"])
    assert [(c.fields, c.origin) for c in whole.candidates] == [(c.fields, c.origin) for c in registers.candidates]
    assert {file.file.partition("/")[0] for file in whole.left_out} == {"choices"} and not whole.refusals
    (alone,) = single.candidates
    assert (alone.fields, alone.origin) in [(c.fields, c.origin) for c in whole.candidates]
