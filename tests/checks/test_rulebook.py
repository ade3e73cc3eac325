import shutil

import pytest

from compliance.checks.loading import MalformedChecklist
from compliance.checks.rulebook import NOT_RULES, UnknownRule, read_rulebook, rule_files


def test_a_folder_of_rules_is_read_in_the_order_of_codes(rulebook):
    codes = [rule.code for rule in rulebook]
    assert codes == sorted(codes)
    assert len(rulebook) == 4
    assert rulebook.named("test-legal-001").file == "no-legal-basis.yaml"
    assert rulebook.named("TEST-LEGAL-001").topic == "legal-basis"


def test_an_unknown_code_is_refused_by_name(rulebook):
    with pytest.raises(UnknownRule, match="NO-SUCH-001"):
        rulebook.named("NO-SUCH-001")


def test_the_fingerprint_changes_with_a_single_letter(fixtures, tmp_path, rulebook):
    copied = shutil.copytree(fixtures, tmp_path / "rules")
    assert read_rulebook(copied).digest == rulebook.digest
    changed = copied / "legal-basis" / "no-legal-basis.yaml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("Hvert formål", "Hvert føremål"), encoding="utf-8")
    assert read_rulebook(copied).digest != rulebook.digest


def test_two_rules_never_share_a_code(fixtures, tmp_path):
    copied = shutil.copytree(fixtures, tmp_path / "rules")
    shutil.copy(copied / "legal-basis" / "no-legal-basis.yaml", copied / "suppliers" / "another.yaml")
    with pytest.raises(MalformedChecklist, match=r"another\.yaml, line 1, code .*no-legal-basis\.yaml has that code"):
        read_rulebook(copied)


def test_a_wrong_file_is_never_passed_over(fixtures, tmp_path):
    copied = shutil.copytree(fixtures, tmp_path / "rules")
    (copied / "suppliers" / "typo.yaml").write_text("kode: X\n", encoding="utf-8")
    with pytest.raises(MalformedChecklist, match=r"typo\.yaml"):
        read_rulebook(copied)


def test_folders_that_hold_something_else_hold_no_rules(tmp_path):
    for name in (*NOT_RULES, "suppliers"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").touch()
    assert [path.parent.name for path in rule_files(tmp_path)] == ["suppliers"]


def test_the_rules_of_ones_own_stand_beside_the_shipped_ones(fixtures):
    assert len(read_rulebook(fixtures / "nothing-here", fixtures)) == 4
