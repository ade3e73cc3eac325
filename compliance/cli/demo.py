"""`compliance demo`: the whole way with a fictional municipality, one ordinary command after the other.

Every step is a command that anybody can type; it is printed before it is carried out. Only the signing key is
special: it is made for this run, lies in no file afterwards, and proves nothing about anybody.
"""

from __future__ import annotations

import io
import shlex
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from compliance.cli.options import Call, verb
from compliance.cli.output import answer, words
from compliance.errors import ComplianceError

FIRST_DAY, LATER_DAY = "2026-11-20", "2027-02-15"
MADE = (
    "register.db", "register.db-wal", "register.db-shm", "inventory.xlsx", "findings.json", "decisions.yaml",
    "decision-memo.pdf", "decision-memo-signed.pdf", "follow-up-memo.pdf", "evidence.zip", "demo-authority.pem",
)  # fmt: skip

DECISIONS = """\
# Kommunedirektørens svar på spørsmålene i notatet. Et svar som går imot rådet, må ha en grunn.
QUE-0003: recommended
QUE-0004:
  choose: alle
  reason: Undersøkelsen blant de ansatte skal fortsette, men med en leverandør som lagrer svarene i Norge.
QUE-0005: recommended
QUE-0006: recommended
QUE-0007: recommended
"""


class StepFailed(ComplianceError):
    sentence = "The demonstration stopped: “{command}” ended with {code}."
    hint = "What it printed stands above. `compliance doctor` tells what is missing on this machine."


class NoExample(ComplianceError):
    sentence = "The example municipality is not where it should be: {folder}."
    hint = "Install the program again, or run the demonstration in a checkout of it."


@verb
@click.option("--output", "-o", default="build/demo", show_default=True, type=click.Path(path_type=Path),
              help="The folder to leave everything in.")  # fmt: skip
def command(call: Call, output: Path) -> None:
    """Walk the whole way with a fictional municipality: from inventory to signed memo and evidence."""
    from compliance.resources import folder

    example = folder("examples") / "sund"
    if not example.is_dir():
        raise NoExample(folder=example)
    output.mkdir(parents=True, exist_ok=True)
    for name in MADE:
        (output / name).unlink(missing_ok=True)
    walk = Walk(output)
    _officer(walk, example)
    _leader(walk, call)
    _line(walk, folder("examples") / "sund-february")
    _next_memo(walk)
    _auditor(walk)
    _farewell(output)


class Walk:
    """Runs commands against the demo's register and says which."""

    def __init__(self, output: Path) -> None:
        self.output = output

    def path(self, name: str) -> str:
        return str(self.output / name)

    def heading(self, text: str) -> None:
        click.secho(f"\n{text}", bold=True, err=True)

    def run(self, *arguments: str, register: bool = True, into: str | None = None) -> None:
        from compliance.cli.main import invoke

        line = [*arguments, *(("--register", self.path("register.db")) if register else ())]
        shown = shlex.join(["compliance", *line]) + (f" > {self.path(into)}" if into else "")
        click.secho(f"$ {shown}", fg="cyan", err=True)
        code = _into(self.output / into, line) if into else invoke([*line, "--quiet"])
        if code:
            raise StepFailed(command=shown, code=code)

    def later(self, *arguments: str) -> None:
        """As `run`, three months on."""
        self.run(*arguments, "--as-of", LATER_DAY)


def _into(path: Path, line: Sequence[str]) -> int:
    """Carry out a command with its answer in a file."""
    from compliance.cli.main import invoke

    screen, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        code = invoke([*line, "--quiet"])
        sys.stdout.flush()
        path.write_bytes(sys.stdout.buffer.getvalue())
    finally:
        sys.stdout = screen
    return code


def _officer(walk: Walk, example: Path) -> None:
    walk.heading(
        words()(
            "The security officer begins a register, captures what is known, sees what is wrong, and presents the memo."
        )
    )
    begin(walk, example)
    walk.run("workbook", "-o", walk.path("inventory.xlsx"))
    walk.run("check", "--as-of", FIRST_DAY, "--json", into="findings.json")
    put_before_leader(walk)


def begin(walk: Walk, example: Path) -> None:
    """The register, and what is known in autumn."""
    name = ["--name", "Sundfjære kommune", "--country", "NO", "--language", "nb"]
    walk.run("init", *name, "--actor-name", "Informasjonssikkerhetsansvarlig")
    walk.run("capture", str(example), "--actor", "PER-1")


def put_before_leader(walk: Walk) -> None:
    """The memo of autumn: its questions, the advice on it, and the file."""
    walk.run("questions", "--save", "--as-of", FIRST_DAY, "--actor", "PER-1")
    advice = "Jeg støtter tilrådingene. Begynn med det som gjelder barn."
    walk.run("advise", "MEM-0002", "--text", advice, "--actor", "PER-3", "--as-of", FIRST_DAY)
    walk.run("present", "-o", walk.path("decision-memo.pdf"), "--as-of", FIRST_DAY, "--actor", "PER-1")


def _leader(walk: Walk, call: Call) -> None:
    from compliance.signoff.keys import make_demo_key

    walk.heading(words()("The chief executive decides and signs."))
    decide(walk)
    with tempfile.TemporaryDirectory() as secret:
        key, passphrase = Path(secret) / "key.p12", Path(secret) / "passphrase"
        begins, ends = call.now - timedelta(hours=1), call.now + timedelta(days=365)
        p12, authority = make_demo_key("Kommunedirektøren i Sundfjære", b"bare for denne gangen", begins, ends)
        key.write_bytes(p12)
        passphrase.write_bytes(b"bare for denne gangen")
        Path(walk.path("demo-authority.pem")).write_bytes(authority)
        signing = ["--p12", str(key), "--passphrase-file", str(passphrase), "--actor", "PER-2", "--as-of", FIRST_DAY]
        walk.run("sign", "MEM-0002", "-o", walk.path("decision-memo-signed.pdf"), *signing)


def decide(walk: Walk) -> None:
    """The chief executive's answers to the questions of the memo."""
    Path(walk.path("decisions.yaml")).write_text(DECISIONS, "utf-8")
    walk.run("decide", "MEM-0002", "--file", walk.path("decisions.yaml"), "--actor", "PER-2", "--as-of", FIRST_DAY)


def _line(walk: Walk, mended: Path) -> None:
    walk.heading(words()("Line managers carry out and report; the security officer measures."))
    carry_out(walk, mended)


def carry_out(walk: Walk, mended: Path) -> None:
    """What three months in the line may look like: work done and checked, goals measured, one deadline moved."""
    walk.later("capture", str(mended), "--actor", "PER-1")
    walk.later("task", "done", "TASK-0022", "--on", "2026-12-09", "--evidence", "EVI-0083", "--actor", "PER-10")
    walk.later("task", "done", "TASK-0003", "--on", "2027-01-10", "--actor", "PER-7")
    walk.later("task", "done", "TASK-0018", "--on", "2027-01-29", "--evidence", "EVI-0091", "--actor", "PER-4")
    walk.later("task", "verify", "TASK-0018", "--actor", "PER-1")
    walk.later("task", "move", "TASK-0020", "--to", "2027-03-31", "--reason", _WHY_MOVED, "--actor", "PER-9")
    measures = (("3", 0, "2027-02-01"), ("5", 170, "2027-02-10"), ("6", 1, "2026-12-09"), ("7", 1, "2027-02-10"))
    for question, measured, day in measures:
        goal = ["--set", f"goal.measured={measured}", "--set", f"goal.measured_on={day}"]
        walk.later("edit", f"QUE-000{question}", *goal, "--actor", "PER-1")


_WHY_MOVED = "Den nye leverandøren kan ikke begynne før påske."


def _next_memo(walk: Walk) -> None:
    walk.heading(words()("The next memo accounts for every decision."))
    walk.run("followup", "--as-of", LATER_DAY)
    walk.run("memo", "-o", walk.path("follow-up-memo.pdf"), "--as-of", LATER_DAY)


def _auditor(walk: Walk) -> None:
    walk.heading(words()("The auditor takes the evidence away and verifies it."))
    walk.run("evidence", "-o", walk.path("evidence.zip"), "--as-of", LATER_DAY)
    trust = ["--trust", walk.path("demo-authority.pem"), "--require", "trusted,known"]
    walk.run("verify", walk.path("decision-memo-signed.pdf"), *trust)
    walk.run("verify", walk.path("evidence.zip"), *trust)


def _farewell(output: Path) -> None:
    said = words()
    lines = (
        ("decision-memo.pdf", said("the memo as it was put before the chief executive: read the first page")),
        ("decision-memo-signed.pdf", said("the same file, ticked and signed; the key was made for this run only")),
        ("follow-up-memo.pdf", said("the next memo: what became of every decision")),
        ("findings.json", said("what the rules found wrong, with law and remedy")),
        ("evidence.zip", said("everything an auditor needs; index.html inside explains it")),
        ("inventory.xlsx", said("the whole register as a workbook to fill in")),
        ("register.db", said("the register itself")),
    )
    answer("\n" + said("Everything lies in {folder}:").format(folder=output))
    for name, what in lines:
        answer(f"  {name:<26}{what}")
    register = shlex.quote(str(output / "register.db"))
    answer("\n" + said("Try next:"))
    answer(f"  compliance check --register {register} --as-of {LATER_DAY}")
    answer(f"  compliance explain CONS-IMBAL-001 --register {register}")
    answer(f"  compliance show ACT-0002 --register {register}")
    answer(f"  compliance verify {shlex.quote(str(output / 'decision-memo-signed.pdf'))} --register {register}")
