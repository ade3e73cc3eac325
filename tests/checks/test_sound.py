from datetime import date

import pytest

from compliance.checks.loading import MalformedChecklist
from compliance.checks.sound import UnfitPatch, read_sound
from compliance.model.activity import Art6


def test_the_sound_municipality_is_read_by_kind_and_id(sound):
    assert sound.as_of == date(2026, 6, 1)
    assert sound.municipality.organisation.id == "ORG-1"
    assert [each.id for each in sound.municipality.of("activity")] == ["ACT-1"]
    assert sound.municipality.get("NO-1") is None


def patched(sound, change):
    return sound.patched({"ACT-1": change}).get("ACT-1")


def test_a_patch_changes_one_field_and_leaves_the_rest(sound):
    before, after = sound.municipality.get("ACT-1"), patched(sound, {"status": "ended"})
    assert after.status == "ended"
    assert after.model_copy(update={"status": before.status}) == before
    assert sound.municipality.get("ACT-1") == before


def test_null_takes_a_field_away(sound):
    assert patched(sound, {"status": None}).status is None


def test_a_list_stands_in_for_the_list(sound):
    assert patched(sound, {"legal_bases": [{"art6": "c"}]}).legal_bases[0].art6 is Art6.c


def test_a_value_in_a_list_is_named_by_id_or_place(sound):
    assert patched(sound, {"purposes": {"P1": {"text": "Annet"}}}).purposes[0].text == "Annet"
    assert patched(sound, {"legal_bases": {"0": {"art6": "c"}}}).legal_bases[0].art6 is Art6.c
    assert patched(sound, {"legal_bases": {"0": {"art6": None}}}).legal_bases[0].art6 is None


def test_values_are_added_and_taken_away(sound):
    assert len(patched(sound, {"legal_bases": {"new": {"art6": "c"}}}).legal_bases) == 2
    assert patched(sound, {"legal_bases": {"0": None}}).legal_bases == ()
    both = patched(sound, {"legal_bases": {"0": None, "new": {"art6": "c"}}})
    assert [basis.art6 for basis in both.legal_bases] == [Art6.c]


def test_a_value_inside_a_value_is_patched_too(sound):
    basis = {"supplementary_basis": [{"instrument": "loven", "provision": "§ 1"}]}
    once = patched(sound, {"legal_bases": {"0": basis}})
    assert once.legal_bases[0].supplementary_basis[0].provision == "§ 1"


def test_documents_are_added_and_taken_away(sound):
    view = sound.patched({"SYS-9": {"c": 3}, "MEM-1": None, "QUE-1": None})
    assert view.get("SYS-9").c == 3
    assert view.of("memo") == []


@pytest.mark.parametrize(
    ("patch", "reason"),
    [
        ({"ACT-1": {"colour": "red"}}, "colour"),
        ({"ACT-1": {"status": "busy"}}, "status"),
        ({"ACT-1": {"legal_bases": {"7": {}}}}, "has no value “7”"),
        ({"ACT-1": {"purposes": {"P9": None}}}, "has no value “P9”"),
        ({"WHAT-1": {}}, "no id of a known kind"),
        ({"SUP-1": None}, "ENG-1 supplier_id names SUP-1, which is not there"),
        ({"ACT-1": {"purposes": []}}, "names P1, which is not in purposes"),
        ({"ACT-1": {"system_ids": ["SUP-1"]}}, "names SUP-1"),
    ],
)
def test_a_patch_that_does_not_fit_is_refused(sound, patch, reason):
    with pytest.raises(UnfitPatch) as refused:
        sound.patched(patch)
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("organisations: {}\n", "line 1"),
        ("as_of: 2026-02-30\norganisations: {}\n", "line 1"),
        ("as_of: 2026-01-01\nhouses: {}\n", "line 2, houses"),
        ("as_of: 2026-01-01\norganisations:\n  ORG-1: {name: x, kind: castle}\n", "line 3, organisations.ORG-1"),
        ("as_of: 2026-01-01\norganisations:\n  ORG-1: x\n", "line 3"),
        ("as_of: 2026-01-01\norganisations:\n  ORG-1: {name: x, parent_id: ORG-2}\n", "ORG-2"),
    ],
)
def test_a_sound_municipality_that_is_not_is_refused_with_its_line(tmp_path, text, said):
    path = tmp_path / "sound.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedChecklist) as refused:
        read_sound(path)
    assert said in str(refused.value)


def test_a_document_taken_away_takes_with_it_what_checklists_answered_about_it():
    sound = read_sound()
    about = [each.id for each in sound.municipality.of("checklist_answers") if each.subject_id == "SYS-2"]
    view = sound.patched({"ACT-6": None})
    assert about and len(view.of("checklist_answers")) == len(sound.municipality.of("checklist_answers"))
    with pytest.raises(UnfitPatch, match="names SYS-2"):
        sound.patched({"SYS-2": None})
    without = {f"ACT-{n}": None for n in range(1, 7)} | {"SYS-1": {"link_ids": []}, "RISK-1": {"object_ids": []}}
    others = {"ENG-1": {"activity_ids": []}, "CTL-1": {"activity_ids": []}, "SYS-2": None}
    left = sound.patched(without | others | {"DPIA-1": {"activity_ids": []}})
    assert not set(about) & {each.id for each in left.of("checklist_answers")}
