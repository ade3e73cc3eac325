import hashlib

import pytest

from compliance.checks.loading import MalformedChecklist, sheet_of
from compliance.checks.questionnaire import (
    UnknownChecklist,
    names_seen,
    questionnaire_named,
    questionnaire_of,
    read_questionnaires,
)
from compliance.model.checklist import Reply

LIST = """\
code: TEST-LIST
title: Prøve
about: [engagement]
purpose: Prøver.
why: Derfor.
stale_after: P1Y
questions:
  first:
    question: Er det en avtale?
    guidance: Se etter.
    role: dpo
    evidence: Avtalen.
  second:
    question: Er den god?
    guidance: Les den.
    who: Den som vet
    evidence: Et notat.
    good: no
    stale_after: P6M
    applies_when: answers.first == "yes"
"""


def read(text, name="test-list.yaml"):
    return questionnaire_of(sheet_of(text.encode(), name))


def test_a_checklist_is_read_with_its_questions_in_order():
    first, second = read(LIST).items
    assert [first.id, second.id] == ["first", "second"]
    assert (first.good, first.stale_after, first.applies) == (Reply.yes, "P1Y", None)
    assert (second.good, second.stale_after, second.line) == (Reply.no, "P6M", 13)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("code: TEST-LIST", "code: test", 1, "code"),
        ("about: [engagement]", "about: [engagment]", 3, "“engagment” is none of"),
        ("about: [engagement]", "about: []", 3, "at least 1 item"),
        ("stale_after: P1Y", "stale_after: ett år", 6, "is not a period"),
        ("stale_after: P6M", "stale_after: ofte", 19, "is not a period"),
        ("    role: dpo\n", "", 8, "does not say who should answer"),
        ("role: dpo", "role: boss", 11, "role"),
        ("    guidance: Se etter.\n", "", 8, "required"),
        ("Er det en avtale?", "Si om det er en avtale", 9, "pattern"),
        ("good: no", "good: partly", 18, "'yes' or 'no'"),
        ("  second:", "  Second:", 13, "pattern"),
        ("  second:", "  null:", 13, "choose another word"),
        ("  second:", "  first:", 13, "stands twice"),
        ("    evidence: Et notat.", "    evidens: Et notat.", 17, "not permitted"),
        ("answers.first ==", "answers.second ==", 20, "no field “second”"),
        ("answers.first ==", "answers.frist ==", 20, "perhaps “first”"),
        ('== "yes"', '== "maybe"', 20, "“maybe” is none of"),
        ('== "yes"', '== "unknown"', 20, "!has"),
        ('answers.first == "yes"', "system.logging", 20, "“system” is not"),
        ('answers.first == "yes"', "facts.contract_ends_soon", 20, "“facts” is not seen here"),
        ('answers.first == "yes"', "engagement.status", 20, "where a condition says yes or no"),
        ('answers.first == "yes"', "'answers.first =='", 20, "Syntax error"),
    ],
)
def test_what_is_wrong_is_refused_with_line_and_reason(old, new, line, reason):
    assert LIST.count(old) == 1
    with pytest.raises(MalformedChecklist) as refused:
        read(LIST.replace(old, new))
    assert reason in str(refused.value)
    assert refused.value.place_of_fault.row == line


def test_a_list_is_no_checklist_and_a_file_has_a_plain_name():
    with pytest.raises(MalformedChecklist, match="a map of fields"):
        read("- a\n")
    with pytest.raises(MalformedChecklist, match="small letters"):
        read(LIST, "Test List.yaml")


def test_checklists_are_read_by_code_each_with_the_fingerprint_of_its_file(tmp_path):
    (tmp_path / "b.yaml").write_text(LIST, "utf-8")
    (tmp_path / "a.yaml").write_text(LIST.replace("TEST-LIST", "Z-LIST"), "utf-8")
    held = read_questionnaires(tmp_path)
    assert list(held) == ["TEST-LIST", "Z-LIST"]
    assert held["TEST-LIST"].digest == hashlib.sha256(LIST.encode()).hexdigest()
    assert questionnaire_named(" test-list ", held) is held["TEST-LIST"]
    with pytest.raises(UnknownChecklist, match="NO-LIST"):
        questionnaire_named("NO-LIST", held)


def test_two_checklists_never_share_a_code(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(LIST, "utf-8")
    with pytest.raises(MalformedChecklist, match=r"b\.yaml, line 1, code .*a\.yaml has that code"):
        read_questionnaires(tmp_path)


def test_a_checklist_serves_the_countries_it_names_or_all():
    assert read(LIST).serves("SE") and read(LIST).serves(None)
    narrow = read(LIST + 'countries: ["NO"]\n')
    assert narrow.serves("NO") and not narrow.serves("SE") and not narrow.serves(None)


def test_joins_are_seen_only_where_it_is_clear_whose_they_are():
    assert "supplier" in names_seen(["engagement"], [])["related"].fields
    assert "related" not in names_seen(["engagement", "system"], [])
