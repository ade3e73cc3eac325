import os
import pty
import re
import select
import signal
import sys

import pytest

from compliance.model.supply import Engagement, System
from compliance.register.register import open_register
from tests.cli.books import DAY, a_register, said

LIST = ("answer", "SUPPLIER-AGREEMENT", "ENG-0001")


@pytest.fixture
def book(tmp_path):
    return a_register(
        tmp_path / "r.db", Engagement(id="ENG-0001", name="Drift"), System(id="SYS-0001", name="Fagsystem")
    )


def line(book, *more):
    return (*LIST, "--register", book, "--actor", "PER-1", *DAY, *more)


def answers(book, id="CHK-0001"):
    with open_register(book) as register:
        record = register.view().record(id)
        return {answer.id: answer for answer in record.answers}, register.head().seq


def test_the_checklists_and_the_questions_of_one_are_listed_without_a_register(capsys):
    listed = said(capsys, "answer", "--list", "--json")
    assert {
        "code": "SUPPLIER-AGREEMENT",
        "title": "Avtalen med leverandøren",
        "about": ["engagement"],
        "questions": 15,
    } in listed
    questions = said(capsys, "answer", "supplier-agreement", "--list", "--json")
    assert questions[0]["id"] == "avtale" and questions[0]["question"].endswith("?") and questions[0]["who"]
    assert "SUPPLIER-AGREEMENT" in said(capsys, "answer", "--list")


def test_answers_on_the_line_make_one_record_and_then_change_it(capsys, book):
    assert said(capsys, *line(book, "--set", "avtale=ja", "--set", "utgang=nei", "--json"))["counts"]["new"] == 1
    assert said(capsys, *line(book, "--set", "utgang=delvis", "--reason", "Prøvd", "--json"))["counts"]["changed"] == 1
    given, seq = answers(book)
    assert {id: answer.reply.value for id, answer in given.items()} == {"avtale": "yes", "utgang": "partly"}
    assert (given["utgang"].reason, given["utgang"].by, str(given["utgang"].on)) == ("Prøvd", "PER-1", "2026-11-20")
    assert seq == 4
    with open_register(book) as register:
        assert register.entries()[-1].reason == "SUPPLIER-AGREEMENT answered about ENG-0001"


def test_how_far_it_has_come_is_said_and_listed(capsys, book):
    told = said(capsys, *line(book, "--set", "avtale=ja"))
    assert "1 of 15 questions that apply are answered." in told and "Next: compliance check" in told
    rows = said(capsys, *LIST, "--list", "--register", book, "--json", *DAY)
    assert rows[0]["reply"] == "yes" and rows[1]["reply"] is None


def test_a_dry_run_writes_nothing(capsys, book):
    assert said(capsys, *line(book, "--set", "avtale=ja", "--dry-run", "--json"))["dry_run"] is True
    with open_register(book) as register:
        assert register.head().seq == 2


def test_the_same_answer_again_on_the_same_day_writes_nothing(capsys, book):
    said(capsys, *line(book, "--set", "avtale=ja"))
    assert said(capsys, *line(book, "--set", "avtale=ja", "--json"))["counts"]["unchanged"] == 1
    assert answers(book)[1] == 3


def test_a_file_answers_many_at_once(capsys, book, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text("avtale: ja\nliste: {reply: ikke aktuelt, reason: Ingen underleverandører}\n", "utf-8")
    said(capsys, *line(book, "--file", str(file)))
    given, _ = answers(book)
    assert given["liste"].reason == "Ingen underleverandører"


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        (("--set", "avtale=joda"), "NotAReply"),
        (("--set", "kontroll=ikke aktuelt"), "ReasonNeeded"),
        (("--set", "avtal=ja"), "NoSuchQuestion"),
        (("--file", "no-such.yaml"), "UnreadableFile"),
        ((), "NobodyToAsk"),
        (("--set", "avtale=ja", "--file", "x.yaml"), "UsageError"),
    ],
)
def test_what_cannot_be_answered_is_refused_and_nothing_is_written(capsys, book, more, kind):
    assert said(capsys, *line(book, *more, "--json"), code=2)["kind"] == kind
    with open_register(book) as register:
        assert register.head().seq == 2


@pytest.mark.parametrize(
    ("checklist", "subject", "kind"),
    [
        ("NO-LIST", "ENG-0001", "UnknownChecklist"),
        ("SUPPLIER-AGREEMENT", "SYS-0001", "NotAbout"),
        ("SUPPLIER-AGREEMENT", "ENG-0009", "RecordNotFound"),
    ],
)
def test_a_checklist_or_record_that_does_not_fit_is_refused(capsys, book, checklist, subject, kind):
    call = ("answer", checklist, subject, "--set", "avtale=ja", "--register", book, "--actor", "PER-1", "--json")
    assert said(capsys, *call, code=2)["kind"] == kind


def test_a_checklist_alone_is_not_enough(capsys, book):
    assert said(capsys, "answer", "SUPPLIER-AGREEMENT", "--register", book, "--json", code=2)["kind"] == "UsageError"


def test_a_lack_becomes_a_finding_for_the_line(capsys, book):
    said(capsys, *line(book, "--set", "avtale=ja", "--set", "utgang=nei"))
    findings = said(capsys, "check", "--register", book, "--json", *DAY)["findings"]
    mine = {finding["rule"]: finding for finding in findings if finding["subject"] == "CHK-0001"}
    assert set(mine) == {"CHK-OPEN-001", "CHK-NO-001"}
    assert mine["CHK-NO-001"]["arguments"] == {"lacking": ["SUPPLIER-AGREEMENT:utgang"]}
    assert mine["CHK-NO-001"]["decides"] == "line"


class Terminal:
    """The program on a terminal of its own."""

    def __init__(self, arguments):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.environ["LANG"] = "C.UTF-8"
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background is started with Ctrl-C ignored
            os.execv(sys.executable, [sys.executable, "-m", "compliance", *arguments])  # noqa: S606 (as a person would)
        self.gone = os.pidfd_open(self.child)
        self.shown = b""

    def asked(self):
        """Wait until it asks something."""
        seen = len(self.shown)
        while not self.shown[seen:].endswith(b": ") and (more := self._more()):
            self.shown += more

    def typed(self, *keys):
        """Answer what it asks, and what it asks then."""
        for key in keys:
            os.write(self.terminal, key)
            if key is not keys[-1]:
                self.asked()

    def ended(self):
        """What it said, in one line, and its exit code. Ctrl-C at a moment when it is not heard is pressed again."""
        for _ in range(4):
            while more := self._more():
                self.shown += more
            if select.select([self.gone], [], [], 5)[0]:
                break
            os.write(self.terminal, b"\x03")
        else:
            os.kill(self.child, signal.SIGKILL)
        return " ".join(self.shown.decode().split()), os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def _more(self):
        ready, _, _ = select.select([self.terminal], [], [], 15)
        try:
            return os.read(self.terminal, 65536) if ready else b""
        except OSError:  # the program has gone
            return b""


def typed(arguments, *keys):
    terminal = Terminal(arguments)
    terminal.asked()
    terminal.typed(*keys)
    return terminal.ended()


@pytest.mark.slow
def test_on_a_terminal_each_question_is_put_and_what_is_broken_off_is_kept(book):
    first = typed(line(book), b"j\n", b"z\n", b"n\n", b"Glemt\n", b"i\n", b"\n", b"Gjelder ikke\n", b"\n", b"\x03")
    assert first[1] == 130, first[0]
    for text in ("Har vi en skriftlig avtale", "Who: ", "“z” is no answer to omfang", "Written as entry 3"):
        assert text in first[0]
    given, seq = answers(book)
    assert seq == 3
    assert {id: (answer.reply.value, answer.reason) for id, answer in given.items()} == {
        "avtale": ("yes", None),
        "omfang": ("no", "Glemt"),
        "instruks": ("not_applicable", "Gjelder ikke"),
    }
    again = typed(line(book), b"v\n", b"q\n")
    assert again[1] == 0 and "Må alle hos leverandøren" in again[0] and "Har vi en skriftlig avtale" not in again[0]
    given, seq = answers(book)
    assert seq == 4 and given["taushet"].reply.value == "unknown" and given["taushet"].reason is None


@pytest.mark.slow
def test_on_a_terminal_all_is_put_anew_where_that_is_asked_and_the_last_answer_is_shown(capsys, book):
    said(capsys, *line(book, "--set", "avtale=ja"))
    shown, code = typed(line(book, "--again"), b"q\n")
    assert code == 0 and re.search(r"Last answer: \w+, 2026-11-20\.", shown) and "Nothing was changed." in shown
    assert answers(book)[1] == 3


@pytest.mark.slow
def test_what_a_colleague_answered_meanwhile_stands(capsys, book):
    said(capsys, *line(book, "--set", "avtale=nei"))
    terminal = Terminal(line(book, "--again"))
    terminal.asked()
    said(capsys, *line(book, "--set", "avtale=delvis"))
    terminal.typed(b"j\n", b"j\n", b"q\n")
    shown, code = terminal.ended()
    assert code == 0 and "left as it stands: avtale." in shown
    given, _ = answers(book)
    assert given["avtale"].reply.value == "partly" and given["omfang"].reply.value == "yes"
