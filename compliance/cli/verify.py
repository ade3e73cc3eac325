"""`compliance verify`: whatever is handed over, told apart by its first bytes."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, note, words
from compliance.cli.table import folded
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from compliance.evidence.verification import Check, Verification
    from compliance.register.register import Register

CHECKS = ("unchanged", "trusted", "known", "ledger", "contents", "signatures")
_SQLITE = b"SQLite format 3"
MARKS = {"yes": "✓", "no": "✗", "not_checked": "–"}


class NothingToVerify(ComplianceError):
    sentence = "{path} is neither a PDF, a bag of evidence, nor a register."
    hint = "Give the signed memo (.pdf), the bag (.zip), or the register (.db or its URL)."


class CannotRead(ComplianceError):
    sentence = "{path} cannot be read: {reason}."
    hint = "Check the path, and that you may read the file."


class UnknownCheck(ComplianceError):
    sentence = "There is no check called “{given}”."
    hint = "The checks are: {known}."


@verb
@click.argument("what")
@click.option("--trust", type=click.Path(path_type=Path), help="Certificates (PEM) of the authorities you believe.")
@click.option("--head", metavar="HEX", help="Fingerprint of an entry you know from elsewhere.")
@click.option("--require", metavar="CHECKS", default="", help="Checks that must pass, such as trusted,known.")
def command(call: Call, what: str, trust: Path | None, head: str | None, require: str) -> None:
    """Verify a signed memo, its closed annex, a bag of evidence or a register, and say what was checked."""
    required = _required(require)
    pem = _read(trust) if trust else None
    with ExitStack() as stack:
        found = _verified(call, what, pem, head, stack)
    if call.json:
        answer_json(found.as_json() | {"required": required, "passed": found.meets(required)})
    else:
        _say(found, required)
    if not found.meets(required):
        click.get_current_context().exit(1)


def _verified(call: Call, what: str, trust: bytes | None, head: str | None, stack: ExitStack) -> Verification:
    from compliance.evidence.annex import annex_data, verify_annex
    from compliance.evidence.verification import verify_bag, verify_file, verify_memo, verify_register
    from compliance.register.register import open_register

    if "://" in what:
        register = stack.enter_context(open_register(what))
        return verify_register(register, str(register.address), head=head)
    if _read(Path(what), len(_SQLITE)) == _SQLITE:  # a register may be large, and is not read as a whole
        return verify_file(what, head=head)
    given: Register | None = None
    if call.register_given:
        given = stack.enter_context(open_register(call.register_given))
    data = _read(Path(what))
    if data.startswith(b"PK") or what.lower().endswith(".zip"):
        return verify_bag(data, what, register=given, head=head, trust=trust)
    if data.startswith(b"%PDF") or what.lower().endswith(".pdf"):
        if (inside := annex_data(data)) is not None:
            return verify_annex(data, inside, what, register=given)
        return verify_memo(data, what, register=given, head=head, trust=trust)
    if what.lower().endswith((".db", ".sqlite")):
        return verify_file(what, head=head)
    raise NothingToVerify(path=what)


def _required(given: str) -> list[str]:
    wanted = [name.strip() for name in given.split(",") if name.strip()]
    for name in wanted:
        if name not in CHECKS:
            raise UnknownCheck(given=name, known=", ".join(CHECKS))
    return wanted


def _say(found: Verification, required: list[str]) -> None:
    for check in found.checks:
        answer(folded(_line(check)))
        for fault in check.faults:
            answer(folded(f"    {fault}"))
    if signer := found.facts.get("signer"):
        answer(words()("Signed by: {signer}").format(signer=signer))
    for erased in found.facts.get("erased", ()):
        note(str(erased))
    missing = [name for name in required if name not in {c.name for c in found.checks if c.outcome == "yes"}]
    if not found.sound:
        answer(words()("{subject} is NOT sound.").format(subject=found.subject))
    elif missing:
        answer(words()("Required and not shown: {checks}.").format(checks=", ".join(missing)))
    else:
        answer(words()("{subject} is sound as far as it was checked.").format(subject=found.subject))
    note(folded(words()("The register says who was claimed to act. Only a trusted signature proves who it was.")))


def _line(check: Check) -> str:
    return f"{MARKS[check.outcome.value]} {check.name:<11} {check.sentence}".rstrip()


def _read(path: Path, most: int = -1) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as fault:
        raise CannotRead(path=path, reason=fault.strerror or str(fault)) from fault
