import yaml

from compliance.language.wording import wording
from compliance.memo.kind import report_kind
from compliance.model.decision import Theme
from compliance.resources import folder
from tests.memo.books import rulebook


def test_the_memo_has_its_parts_in_the_order_a_leader_reads_them():
    parts = list(report_kind("decision-memo").sections)
    assert parts[:3] == ["opening", "ask", "short"]
    assert parts.index("earlier") < parts.index("state") < parts.index("questions") < parts.index("signature")


def test_every_part_has_its_template():
    for section in report_kind("decision-memo").sections.values():
        assert (folder("templates") / "memo" / f"{section.template}.html.j2").is_file()


def test_there_are_words_for_a_question_on_every_theme_that_is_asked():
    said = wording("questions", "nb")
    for theme in list(Theme)[:5]:
        for part in ("title.one", "title.many", "question.one", "question.many", "why", "zero.title", "remedy.title"):
            assert said(f"themes.{theme}.{part}", count="to")
        assert said(f"themes.{theme}.question.many", count="to").endswith("?")


def test_sharper_words_are_only_for_rules_that_reach_the_leader():
    held = yaml.safe_load((folder("reports") / "questions.yaml").read_text("utf-8"))
    known = {rule.code: rule for rule in rulebook()}
    for code, words in held["rules"].items():
        assert code not in known or known[code].said.decides == "leader", code
        for form in words["question"].values():
            assert form.endswith("?")


def test_no_words_are_cut_by_a_comma_or_left_empty():
    def empty(held, path):
        if isinstance(held, dict):
            return [found for key, inner in held.items() for found in empty(inner, f"{path}.{key}")]
        return [path] if held is None or held == "" else []

    for path in (folder("reports")).glob("*.yaml"):
        assert empty(yaml.safe_load(path.read_text("utf-8")), path.stem) == []
