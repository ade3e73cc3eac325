"""The example municipality taken the whole way once, for the tests to start from."""

import os
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from compliance.capture.sources import capture_paths
from compliance.memo.material import material
from compliance.memo.questions import candidates, drafts
from compliance.model.decision import Memo, SignMethod
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.register.register import Register, create_register, open_register
from compliance.resources import folder
from compliance.signoff.book import held, questions_of
from compliance.signoff.deciding import ruling_from
from compliance.signoff.keys import make_demo_key
from compliance.signoff.presenting import present
from compliance.signoff.recording import check_signed, decide, ready_to_sign, record_signature
from compliance.signoff.signature import sign

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OFFICER, LEADER, ADVISER = "PER-1", "PER-2", "PER-3"
PASSPHRASE = b"for tests only"


@dataclass(frozen=True)
class Walked:
    """A folder with a register and what its key and authority are."""

    folder: Path
    memo: str
    key: bytes
    authority: bytes

    @property
    def path(self) -> Path:
        return self.folder / "register.db"

    def open(self) -> Register:
        return open_register(self.path)

    def copied_to(self, target: Path) -> "Walked":
        """The same, in a folder of the test's own, free to be written to."""
        shutil.copytree(self.folder, target, dirs_exist_ok=True)
        return Walked(target, self.memo, self.key, self.authority)


def shared(factory, name, make) -> Walked:
    """What `make` leaves in a folder, made once for all the processes of a test run."""

    def kept(target: Path) -> None:
        walked = make(target)
        (target / "key.p12").write_bytes(walked.key)
        (target / "authority.pem").write_bytes(walked.authority)
        (target / "memo").write_text(walked.memo)

    place, read = made_once(factory, f"walked-{name}", kept), Path.read_bytes
    return Walked(place, (place / "memo").read_text(), read(place / "key.p12"), read(place / "authority.pem"))


def made_once(factory, name, make) -> Path:
    """A folder that `make` fills, once for all the processes of a test run; they read it and do not write in it."""
    base = factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    try:
        place.with_suffix(".making").mkdir()
    except FileExistsError:
        _wait_for(place)
    else:
        try:
            half = place.with_suffix(".half")
            half.mkdir()
            make(half)
            half.rename(place)
        except BaseException:
            place.with_suffix(".failed").touch()
            raise
    return place


def _wait_for(place: Path, seconds: int = 120) -> None:
    for _ in range(seconds * 10):
        if place.exists():
            return
        if place.with_suffix(".failed").exists():
            break
        time.sleep(0.1)
    pytest.fail(f"another process did not make {place.name}; its own test says why")


def presented_once(factory) -> Walked:
    return shared(factory, "presented", presented_example)


def signed_once(factory) -> Walked:
    def made(target: Path) -> Walked:
        walked = presented_once(factory).copied_to(target)
        with walked.open() as register:
            decide_all(register, walked.memo)
        sign_all(walked)
        return walked

    return shared(factory, "signed", made)


def other_register(target: Path) -> Register:
    """A small register that knows nothing of the example."""
    organisation = read_document(KINDS["organisation"], {"id": "ORG-1", "name": "En annen kommune", "country": "NO"})
    officer = read_document(KINDS["person"], {"id": OFFICER, "name": "Informasjonssikkerhetsansvarlig"})
    address = target / "other.db"
    return create_register(address, organisation=organisation, people=[officer], actor=OFFICER, reason="Start", at=AT)


def presented_example(target: Path, *, closed_annex: bool = False) -> Walked:
    """The example captured and its memo presented, in one file or parted, and not yet decided."""
    organisation = read_document(KINDS["organisation"], {"id": "ORG-1", "name": "Sundfjære kommune", "country": "NO"})
    officer = read_document(KINDS["person"], {"id": OFFICER, "name": "Informasjonssikkerhetsansvarlig"})
    with create_register(
        target / "register.db", organisation=organisation, people=[officer], actor=OFFICER, reason="Start", at=AT
    ) as register:
        plan = register.plan(capture_paths([folder("examples") / "sund"]).candidates)
        assert not plan.failed
        register.apply(plan, actor=OFFICER, reason="Eksempel", at=AT)
        asking = register.plan(candidates(drafts(material(register.view(), DAY))))
        register.apply(asking, actor=OFFICER, reason="Spørsmål", at=AT)
        made = present(register, material(register.view(), DAY), actor=OFFICER, at=AT, closed_annex=closed_annex)
        (target / "presented.pdf").write_bytes(made.pdf)
        if made.annex:
            (target / "annex.pdf").write_bytes(made.annex)
    hour = timedelta(hours=1)
    key, authority = make_demo_key("Kommunedirektøren", PASSPHRASE, AT - hour, AT + 24 * hour)
    return Walked(target, made.memo.id, key, authority)


def decide_all(register: Register, memo: str, said: str = "recommended", reason: str | None = None) -> None:
    """Answer every question alike."""
    view = register.view()
    questions = questions_of(view, held(view, Memo, memo))
    rulings = [ruling_from(question, said, reason) for question in questions.values()]
    decide(register, memo, rulings, str, actor=LEADER, on=DAY, at=AT)


def sign_all(walked: Walked) -> bytes:
    """Sign the decided memo and record it; the signed file is left in the folder too."""
    with walked.open() as register:
        ready = ready_to_sign(register, walked.memo, actor=LEADER, on=DAY)
        signed = sign(ready.ticked, walked.key, PASSPHRASE, reason=ready.reason, signed_at=AT)
        report = check_signed(ready, signed, external=False)
        record_signature(register, ready, signed, report, method=SignMethod.advanced_esign, on=DAY, at=AT)
    (walked.folder / "signed.pdf").write_bytes(signed)
    return signed
