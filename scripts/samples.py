"""`python -m scripts.samples`: one of each kind of report, from the example municipality, in docs/samples.

The steps are those of `compliance demo`, with the clock and chance standing still, so the same files come out until a
template, a rule or the example changes. Nobody has signed them: a key would have to lie somewhere, or make another file
each time. `--check` changes nothing, and fails where a sample is not fresh.
"""

from __future__ import annotations

import io
import shlex
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

import click

from compliance.cli.demo import FIRST_DAY, LATER_DAY, StepFailed, Walk, begin, carry_out, decide, put_before_leader
from compliance.cli.main import main
from compliance.cli.options import Call
from compliance.memo.kind import KIND, Matter, ReportKind, report_kinds
from compliance.register.register import Register, open_register
from compliance.resources import folder

ROOT: Final = Path(__file__).resolve().parents[1]
SAMPLES: Final = Path("docs/samples")
LIST: Final = "README.md"
ANNEX: Final = "closed-annex"

_OF: Final[Mapping[Matter, tuple[str, ...]]] = {
    Matter.notice: ("--activity", "ACT-0003"),  # it speaks to children too
    Matter.dpia: ("--dpia", "DPIA-0006"),
}
"""What a kind must be told to be of."""
_OFFICER, _LEADER, _MEMO = "PER-1", "PER-2", "MEM-0002"
_BEGINNING: Final = """\
<!-- Written by `python -m scripts.samples` (or `make samples`): do not edit. -->
# Samples

One of each kind of report, in bokmål, made from [the municipality that does not exist](../../examples/README.md).
Nobody has signed them; [`compliance demo`](../reference/cli.md) makes a signed one.

| File | What it is, and for whom | As of |
|---|---|---|
"""
_WHAT: Final = {ANNEX: "Lukket vedlegg: det som ville stått for seg selv om notatet var åpent for alle"}


def samples() -> dict[str, bytes]:
    """Every file of the folder by its name; the same on every machine with the same `layout_engine`."""
    made = list(_documents())
    files = {f"{name}.pdf": data for name, _, data in made}
    return files | {LIST: _list({name: day for name, day, _ in made})}


def layout_engine() -> str:
    """What decides on the bytes of a file beside our own code: libraries of this machine."""
    from weasyprint import __version__ as weasyprint  # type: ignore[import-untyped]
    from weasyprint.text.ffi import pango  # type: ignore[import-untyped]

    major, rest = divmod(pango.pango_version(), 10_000)
    minor, micro = divmod(rest, 100)
    return f"WeasyPrint {weasyprint}, Pango {major}.{minor}.{micro}, zlib {zlib.ZLIB_RUNTIME_VERSION}"


def _documents() -> Iterator[tuple[str, str, bytes]]:
    """Name, day and bytes of each sample, in the order in which the documents came to be."""
    with tempfile.TemporaryDirectory() as place, _no_chance():
        walk = _StillWalk(Path(place))
        begin(walk, folder("examples") / "sund")
        put_before_leader(walk)
        yield KIND, FIRST_DAY, (walk.output / f"{KIND}.pdf").read_bytes()
        yield ANNEX, FIRST_DAY, _annex(walk)
        _to_february(walk)
        for kind in report_kinds():
            if kind.code != KIND:
                yield kind.code, LATER_DAY, written(walk, kind)


def walked(place: Path) -> Walk:
    """The example's register in `place`, as it stands three months after the first memo."""
    with _no_chance():
        walk = _StillWalk(place)
        begin(walk, folder("examples") / "sund")
        put_before_leader(walk)
        _to_february(walk)
        return walk


def written(walk: Walk, kind: ReportKind, language: str | None = None) -> bytes:
    """A report on what was walked, as PDF; in bokmål, as the register is, unless told otherwise."""
    path = walk.output / f"{kind.code}.pdf"
    spoken = ("--language", language) if language else ()
    walk.later("report", kind.code, "-o", str(path), "--force", *_OF.get(kind.matter, ()), *spoken)
    return path.read_bytes()


def _to_february(walk: _StillWalk) -> None:
    decide(walk)
    _sign_on_paper(walk)
    carry_out(walk, folder("examples") / "sund-february")


@contextmanager
def _no_chance() -> Iterator[None]:
    """What a register draws at random, its id and the salt of names, comes out the same each time."""
    drawn = Random(1)  # noqa: S311 (nobody is protected by it: everybody in the example is invented)
    with (
        patch("uuid.uuid4", lambda: UUID(bytes=drawn.randbytes(16), version=4)),
        patch("secrets.token_hex", lambda size: drawn.randbytes(size).hex()),
    ):
        yield


class _StillWalk(Walk):
    """Walks in silence, and while the clock stands still: each command is called at nine on the day it is as of."""

    def run(self, *arguments: str, **_: Any) -> None:
        line = [*arguments, "--register", self.path("register.db"), "--quiet"]
        call, code = Call(now=_moment(line), as_of=_moment(line).date()), 0
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            try:
                with main.make_context("compliance", line, obj=call) as ctx:
                    main.invoke(ctx)
            except click.exceptions.Exit as leaving:
                code = leaving.exit_code
        if code:
            raise StepFailed(command=shlex.join(["compliance", *line]), code=code)

    def open(self) -> Register:
        return open_register(self.path("register.db"))


def _moment(line: list[str]) -> datetime:
    day = LATER_DAY if LATER_DAY in line else FIRST_DAY
    return datetime.combine(date.fromisoformat(day), time(9), UTC)


def _annex(walk: _StillWalk) -> bytes:
    from compliance.memo.closed import parted
    from compliance.memo.compose import compose
    from compliance.memo.material import material
    from compliance.report.decision_memo import annex_pdf

    with walk.open() as register:
        judged = material(register.view(), date.fromisoformat(FIRST_DAY))
        return annex_pdf(parted(compose(judged, prepared_by=_OFFICER).memo)[1])


def _sign_on_paper(walk: _StillWalk) -> None:
    """What a signature brings about, without a key."""
    from compliance.model.decision import SignMethod
    from compliance.signoff.examination import SignatureReport
    from compliance.signoff.recording import ready_to_sign, record_signature

    moment = _moment([])
    with walk.open() as register:
        ready = ready_to_sign(register, _MEMO, actor=_LEADER, on=moment.date())
        nothing = SignatureReport(())
        record_signature(register, ready, ready.ticked, nothing, method=SignMethod.paper, on=moment.date(), at=moment)


def _list(days: Mapping[str, str]) -> bytes:
    from compliance.language.wording import wording

    def told(name: str) -> str:
        if name in _WHAT:
            return _WHAT[name]
        said = wording(name, "nb")  # as the samples are, so that no translation makes this page stale
        return f"{said('title')}: {said('reader')}"

    lines = "".join(f"| [{name}.pdf]({name}.pdf) | {told(name)} | {day} |\n" for name, day in days.items())
    return f"{_BEGINNING}{lines}\nLaid out by {layout_engine()}.\n".encode()


def renew(root: Path, *, check: bool) -> int:
    """Write the samples that are not fresh, or with `check` only say which; 1 where `check` found one.

    Another version of the libraries that lay out pages gives other bytes. There `check` compares what a file tells: the
    data inside it.
    """
    place, made = root / SAMPLES, samples()
    held = {path.name: path.read_bytes() for path in (*place.glob("*.pdf"), *place.glob(LIST))}
    same_engine = layout_engine().encode() in held.get(LIST, b"")
    alike = _same if same_engine or not check else _tells_the_same
    stale = sorted(name for name in {*held, *made} if not alike(held.get(name), made.get(name)))
    if check and not same_engine:
        click.echo(f"{SAMPLES} was laid out by other libraries than these: only the data inside is compared.", err=True)
    for name in stale:
        if not check:
            _put(place / name, made.get(name))
        click.echo(f"{SAMPLES / name}: {'not fresh; `make samples` renews it' if check else 'renewed'}", err=True)
    return 1 if check and stale else 0


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _same(held: bytes | None, made: bytes | None) -> bool:
    return held == made


def _tells_the_same(held: bytes | None, made: bytes | None) -> bool:
    if held is None or made is None:
        return False
    return _told(held) == _told(made)


def _told(data: bytes) -> Mapping[str, bytes] | bytes:
    """The files attached to a PDF by name; of the list, all but who laid the files out."""
    import pikepdf

    if not data.startswith(b"%PDF"):
        return data.rpartition(b"\nLaid out by ")[0]
    with pikepdf.open(io.BytesIO(data)) as document:
        return {name: attached.get_file().read_bytes() for name, attached in document.attachments.items()}


if __name__ == "__main__":
    sys.exit(renew(ROOT, check="--check" in sys.argv[1:]))
