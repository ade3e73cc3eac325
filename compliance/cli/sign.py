"""`compliance sign`: with a key file here, or out to a signing service and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.book import acting, opened
from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, note, refuse_unwritable, suggest, words, write_file
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from compliance.model.decision import SignMethod
    from compliance.register.register import Register
    from compliance.signoff.recording import ReadyToSign

MODES = (
    "Choose one way: --p12 KEY --passphrase-file FILE -o SIGNED.pdf, --prepare -o OUT.pdf, or --external SIGNED.pdf."
)
PASSPHRASE = "The key's passphrase is read from a file: --passphrase-file FILE."  # noqa: S105 (a sentence)


class CannotRead(ComplianceError):
    sentence = "{path} cannot be read: {reason}."
    hint = "Check the path, and that you may read the file."


@verb
@click.argument("memo")
@click.option("-o", "--output", metavar="PATH", help="The file to write; - is the screen.")
@click.option("--force", is_flag=True, help="Overwrite the file where it exists.")
@click.option("--p12", type=click.Path(path_type=Path), help="Key file (PKCS#12) of the person who signs.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="File that holds its passphrase.")
@click.option("--timestamp", metavar="URL", help="Fetch an RFC 3161 time stamp of the signature there.")
@click.option("--prepare", is_flag=True, help="Write the ticked file that a signing service is to sign.")
@click.option("--external", type=click.Path(path_type=Path), help="Check and record a file signed by a service.")
@click.option("--method", type=click.Choice(["qualified_esign", "advanced_esign"]), default="advanced_esign",
              help="What kind of signature the service made.")  # fmt: skip
def command(
    call: Call,
    memo: str,
    output: str | None,
    force: bool,
    p12: Path | None,
    passphrase_file: Path | None,
    timestamp: str | None,
    prepare: bool,
    external: Path | None,
    method: str,
) -> None:
    """Sign a decided memo, or have it signed elsewhere and record it."""
    from compliance.model.decision import SignMethod
    from compliance.signoff.recording import ready_to_sign

    if (p12 is not None) + prepare + (external is not None) != 1 or (output is None) != (external is not None):
        raise click.UsageError(MODES)
    if output is not None:
        refuse_unwritable(output, force=force)
    with opened(call) as register:
        ready = ready_to_sign(register, memo, actor=_signer(call, register, memo, prepare=prepare), on=call.as_of)
        if prepare:
            write_file(str(output), ready.ticked, force=force)
            _say_prepared(call, ready, str(output))
        elif external is not None:
            _record(call, register, ready, _read(external), SignMethod(method), None, external=True)
        elif p12 is not None:
            signed = _signed(call, ready, p12, passphrase_file, timestamp)
            _record(call, register, ready, signed, SignMethod.advanced_esign, str(output), external=False)
            write_file(str(output), signed, force=force)


def _signer(call: Call, register: Register, memo: str, *, prepare: bool) -> str:
    """Who signs; a file that goes out to be signed is made ready for the one who decided, where nobody is named."""
    from compliance.model.decision import Memo
    from compliance.signoff.book import held, questions_of

    if prepare and call.actor is None:
        view = register.view()
        questions = questions_of(view, held(view, Memo, memo)).values()
        deciders = {question.decision.decided_by for question in questions if question.decision}
        if len(deciders) == 1 and (decider := deciders.pop()):
            return decider
    return acting(call, register)


def _signed(call: Call, ready: ReadyToSign, p12: Path, passphrase_file: Path | None, timestamp: str | None) -> bytes:
    from compliance.signoff.signature import sign

    if passphrase_file is None:
        raise click.UsageError(PASSPHRASE)
    passphrase = _read(passphrase_file).rstrip(b"\r\n")
    moment = call.now
    return sign(ready.ticked, _read(p12), passphrase, reason=ready.reason, signed_at=moment, timestamp_url=timestamp)


def _record(
    call: Call,
    register: Register,
    ready: ReadyToSign,
    signed: bytes,
    method: SignMethod,
    output: str | None,
    *,
    external: bool,
) -> None:
    from compliance.signoff.recording import check_signed, record_signature

    report = check_signed(ready, signed, external=external)
    record_signature(register, ready, signed, report, method=method, on=call.as_of, at=call.now)
    facts = {"signer": report.signer, "signoff": ready.signoff_id, "memo": ready.memo.id, "file": output}
    if output == "-":
        pass  # standard output is the file's
    elif call.json:
        answer_json(
            facts | {"decisions_sha256": ready.decisions_sha256, "reservations": list(map(str, report.reservations))}
        )
    else:
        answer(words()("{memo} is signed: {signoff}, by {signer}.").format(**facts))
    note(words()("The tasks that follow stand in the register."))
    suggest("compliance tasks")


def _say_prepared(call: Call, ready: ReadyToSign, output: str) -> None:
    if output == "-":
        pass
    elif call.json:
        answer_json({"memo": ready.memo.id, "file": output, "reason": ready.reason})
    else:
        answer(words()("{output} is ticked and ready to be signed.").format(output=output))
    note(words()("Let the signing service give this reason: {reason}").format(reason=ready.reason))
    suggest(f"compliance sign {ready.memo.id} --external SIGNED.pdf --actor {ready.signer.id}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise CannotRead(path=path, reason=fault.strerror or str(fault)) from fault
