import pytest

from compliance.model.activity import Art6, LawSearch, LegalBasis
from compliance.model.decision import Theme
from tests.cli.books import DAY, a_register, said
from tests.memo.books import a_question, an_activity


@pytest.fixture
def book(tmp_path):
    sought = LegalBasis(purpose_id="p1", art6=Art6.e, law_search=LawSearch.none_found)
    return a_register(tmp_path / "r.db", an_activity(1, legal_bases=(sought,)), an_activity(2, legal_bases=(sought,)))


def test_drafts_are_printed_and_nothing_is_written(capsys, book):
    told = said(capsys, "questions", "--register", book, "--json", *DAY)
    question = next(each for each in told["questions"] if each["theme"] == "lawfulness")
    assert question["id"] is None and question["new"]
    assert len(question["finding_ids"]) == 2 and question["options"][0]["is_zero_option"]
    assert "owner_id" in question["missing"] and told["saved_in"] is None
    assert said(capsys, "list", "questions", "--register", book, "--json") == []


def test_saved_drafts_get_ids_and_saving_again_changes_nothing(capsys, book):
    line = ("--register", book, "--save", "--actor", "PER-2", "--json", *DAY)
    first = said(capsys, "questions", *line)
    assert [each["id"] for each in first["questions"]] == ["QUE-0001", "QUE-0002"] and first["saved_in"] == 3
    again = said(capsys, "questions", *line)
    assert again["saved_in"] is None
    assert not any(each["new"] or each["added_findings"] for each in again["questions"])


def test_a_dry_run_saves_nothing(capsys, book):
    told = said(capsys, "questions", "--register", book, "--save", "--dry-run", "--json", *DAY)
    assert told["saved_in"] is None and said(capsys, "list", "questions", "--register", book, "--json") == []


def test_the_next_command_is_named(capsys, book):
    assert "compliance questions --save" in said(capsys, "questions", "--register", book, *DAY)


def test_what_there_is_no_room_for_is_named(capsys, tmp_path):
    sought = LegalBasis(purpose_id="p1", art6=Art6.e, law_search=LawSearch.none_found)
    prepared = [a_question(number, theme=Theme.security) for number in range(1, 6)]
    book = a_register(tmp_path / "r.db", an_activity(1, legal_bases=(sought,)), *prepared)
    told = said(capsys, "questions", "--register", book, "--language", "en", *DAY)
    left = "There is room for five questions. 4 findings wait for the next memo: lawfulness and duties of management."
    assert left in " ".join(told.split())


def test_an_edited_text_is_told_of_when_its_findings_change_and_can_be_accepted_or_kept(capsys, book):
    line = ("--register", book, "--actor", "PER-2", *DAY)
    (first, *_) = said(capsys, "questions", *line, "--save", "--json")["questions"]
    said(capsys, "edit", first["id"], "--set", "question=Skal vi rydde opp?", *line, "--json")
    assert not any(each["outdated"] for each in said(capsys, "questions", *line, "--json")["questions"])
    said(capsys, "edit", "ACT-0002", "--set", "legal_bases[0].law_search=", *line, "--json")

    told = said(capsys, "questions", *line, "--json")["questions"][0]
    (change,) = told["outdated"]
    assert change["field"] == "question" and change["then"] != change["now"]
    shown = said(capsys, "questions", *line)
    assert "Proposed then: " in shown and f"--save --accept {first['id']}:question" in shown
    draft = said(capsys, "memo", "--draft", "-o", str(book) + ".pdf", *line, "--json")
    assert (first["id"], "question") in [(each["question"], each["field"]) for each in draft["outdated"]]

    said(capsys, "questions", *line, "--save", "--accept", first["id"], "--json")
    taken = said(capsys, "show", first["id"], "--register", book, "--json")
    assert change["now"] in str(taken)
    refused = said(capsys, "questions", *line, "--keep", first["id"], "--json", code=2)
    assert refused["kind"] == "NotOutdated"
