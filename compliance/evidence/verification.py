"""`verify` for everything: a signed memo, a bag of evidence, a register. What was checked is told apart by check.

A check that was not asked for, or could not be made with what was given, says so; it never counts as passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from compliance import __version__
from compliance.canonical import digest
from compliance.checks.loading import MalformedChecklist
from compliance.checks.rulebook import Rulebook, read_rulebook, with_own
from compliance.errors import ComplianceError
from compliance.evidence.container import Bag, read_bag
from compliance.evidence.gathering import DERIVED, RULES, Scope, gathered_again, ledger_in, rules_in
from compliance.model.decision import Memo, SignOff
from compliance.register.database import NotARegister, RegisterDamaged
from compliance.register.founding import RegisterFromTheFuture, SeveralRegisters
from compliance.register.ledger import register_from
from compliance.register.register import Register, open_register
from compliance.register.view import View
from compliance.signoff.ballot import decisions_digest, memo_inside
from compliance.signoff.book import questions_of
from compliance.signoff.container import revisions
from compliance.signoff.deciding import decision_bytes
from compliance.signoff.examination import SignatureReport, examine


class Outcome(StrEnum):
    """How one check came out."""

    yes = "yes"
    no = "no"
    not_checked = "not_checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was asked, how it came out, and what speaks against it."""

    name: str
    outcome: Outcome
    sentence: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """Every check of one file or register, and what else was learnt on the way."""

    subject: str
    kind: str
    checks: tuple[Check, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing that was checked spoke against it, and something was checked."""
        outcomes = {check.outcome for check in self.checks}
        return Outcome.no not in outcomes and Outcome.yes in outcomes

    def meets(self, required: Sequence[str]) -> bool:
        """Whether it is sound and each of these checks was made and passed."""
        passed = {check.name for check in self.checks if check.outcome is Outcome.yes}
        return self.sound and passed >= set(required)

    def as_json(self) -> dict[str, Any]:
        """As `compliance verify --json` prints it."""
        checks = {
            check.name: {"result": check.outcome.value, "sentence": check.sentence, "faults": list(check.faults)}
            for check in self.checks
        }
        facts = dict(self.facts)
        return {"subject": self.subject, "kind": self.kind, "sound": self.sound, "checks": checks, "facts": facts}


def verify_register(register: Register, subject: str, *, head: str | None = None) -> Verification:
    """Whether every value of the book fits its chain, and whether the chain holds an entry known from elsewhere."""
    faults = register.verify()
    now = register.head()
    erased = [f"{each.kind} {each.what} erased on {each.on}" for each in register.erasures()] if not faults else []
    facts = {"entry": now.seq, "head": now.hash, "erased": erased}
    sentence = f"{now.seq} entries, every value in its place." if not faults else "The book does not fit its chain."
    unchanged = _check("unchanged", sentence, map(str, faults))
    return Verification(subject, "register", (unchanged, _known_head(register, head)), facts)


def verify_file(path: str, *, head: str | None = None) -> Verification:
    """As `verify_register`, of a file; one so changed that it cannot be opened as a register any more is not sound."""
    try:
        with open_register(path) as register:
            return verify_register(register, path, head=head)
    except (NotARegister, RegisterDamaged, RegisterFromTheFuture, SeveralRegisters) as refusal:
        said = f"{refusal} {refusal.advice}"
        return Verification(path, "register", (_check("unchanged", "The book cannot be opened.", [said]),))


def verify_memo(
    data: bytes,
    subject: str,
    *,
    register: Register | None = None,
    head: str | None = None,
    trust: bytes | None = None,
) -> Verification:
    """Whether a PDF is a memo as presented or signed: unchanged, trusted and known are answered apart."""
    presented, signoff = _on_record(data, register)
    report = examine(data, presented=presented, trust=trust)
    unsigned = _only_presented(data)
    faults = [] if unsigned else [*map(str, report.faults), *_decision_faults(data, report, signoff)]
    if unsigned and not _is_memo(data):
        faults = [str(fault) for fault in report.faults]
    sentence = "It is a memo as presented; nothing is ticked and nobody has signed." if unsigned else _unchanged(report)
    checks = (
        _check("unchanged", sentence if not faults else "The file is not what it claims to be.", faults),
        _trusted(report, trust, unsigned=unsigned),
        _known(data, report, register, head),
    )
    return Verification(subject, "memo", checks, _facts(report, signed=not unsigned))


def verify_bag(
    data: bytes, subject: str, *, register: Register | None = None, head: str | None = None, trust: bytes | None = None
) -> Verification:
    """Whether a bag is as it was written, its ledger fits its chain, and every memo in it is sound.

    Raise `NotABag` where there is no bag at all.
    """
    bag, faults = read_bag(data, subject)
    container = _check("unchanged", f"{len(bag.files)} files, each as the manifest says.",
                       (f"{fault.file} {fault.what}." for fault in faults))  # fmt: skip
    checks = [container, *_contents(bag, head), *_memos_in(bag, trust)]
    checks.append(_bag_known(bag, register, head))
    return Verification(subject, "bag", tuple(checks), dict(bag.info))


def _contents(bag: Bag, head: str | None) -> Iterator[Check]:
    """The ledger against its chain, and every other file against the ledger."""
    try:
        with register_from(ledger_in(bag)) as book:
            faults = [str(fault) for fault in book.verify()]
            yield _check("ledger", "The ledger fits its chain.", faults)
        if not faults:
            yield _agrees(bag)
    except ComplianceError as error:
        yield _check("ledger", "The ledger cannot be read.", [str(error)])


def _agrees(bag: Bag) -> Check:
    """Every file must be what the ledger gives; what depends on rules only where these are the same rules."""
    try:
        scope = Scope(int(bag.info.get("Register-Entry", "")), date.fromisoformat(bag.info.get("Bagging-Date", "")))
        rules = _rules_of(bag)
        again = gathered_again(bag, scope, rules)
    except (ComplianceError, ValueError) as error:
        return _check("contents", "The bag cannot be gathered again.", [str(error) or "its description is damaged"])
    same = bag.info.get("Bag-Software-Agent") == f"compliance {__version__}"
    same = same and bag.info.get("Rules-Digest") == rules.digest
    left_out = () if same else (*DERIVED, *(f"{RULES}{path}" for path in rules_in(bag)))
    paths = sorted((set(again.files) | set(bag.files)) - set(left_out))
    faults = [
        f"data/{path} is not what the ledger gives." for path in paths if again.files.get(path) != bag.files.get(path)
    ]
    sentence = "Register, memos and findings are what the ledger gives."
    if not same:
        sentence = (
            "Register and memos are what the ledger gives; findings were made by other rules and were not redone."
        )
    return _check("contents", sentence, faults)


def _rules_of(bag: Bag) -> Rulebook:
    """The rules that judged, as far as this version can read those of the municipality's own."""
    try:
        return with_own(rules_in(bag))
    except MalformedChecklist:
        return read_rulebook()


def _memos_in(bag: Bag, trust: bytes | None) -> Iterator[Check]:
    signed = sorted(path for path in bag.files if path.startswith("memos/") and "/signed-" in path)
    faults: list[str] = []
    distrusted: list[str] = []
    for path in signed:
        report = examine(
            bag.files[path], presented=bag.files.get(f"{path.rsplit('/', 1)[0]}/presented.pdf"), trust=trust
        )
        faults += [f"data/{path}: {fault}" for fault in report.faults]
        if report.trusted is False:
            distrusted.append(f"data/{path}: {report.trust_remark}")
    if not signed:
        yield Check("signatures", Outcome.not_checked, "The bag holds no signed memo.")
        return
    yield _check("signatures", f"{len(signed)} signed memos, each whole and unchanged.", faults)
    if trust is None:
        yield Check("trusted", Outcome.not_checked, "No certificate to trust was given (--trust).")
    else:
        yield _check("trusted", "Every signer's certificate leads to an authority given.", distrusted)


def _bag_known(bag: Bag, register: Register | None, head: str | None) -> Check:
    wanted = bag.info.get("Register-Head", "")
    if register is not None:
        found = any(entry.hash == wanted for entry in register.entries())
        reason = [] if found else [f"The register has no entry with the fingerprint {wanted}."]
        reason += _known_head(register, head).faults
        return _check("known", "The register holds the entry the bag shows.", reason)
    if head is None:
        return Check("known", Outcome.not_checked, "Neither a register nor a head was given to hold it against.")
    try:
        with register_from(ledger_in(bag)) as book:
            return _known_head(book, head)
    except ComplianceError as error:
        return _check("known", "", [str(error)])


def _known_head(register: Register, head: str | None) -> Check:
    if head is None:
        return Check("known", Outcome.not_checked, "No earlier head was given to hold the chain against (--head).")
    wanted = head.strip().lower()
    long_enough = len(wanted) >= _SHORTEST
    found = long_enough and any(entry.hash.startswith(wanted) for entry in register.entries())
    reason = f"No entry has the fingerprint {head}." if long_enough else f"{head} is too short: give 16 digits or more."
    return _check("known", "The chain holds the entry whose fingerprint was given.", [] if found else [reason])


_SHORTEST = 16


def _on_record(data: bytes, register: Register | None) -> tuple[bytes | None, tuple[Memo, SignOff | None, View] | None]:
    """The presented file on record and what was signed, where a register is given and knows the memo."""
    if register is None:
        return None, None
    view = register.view()
    fingerprint = digest(data)
    for memo in (each for each in view.of("memo", retired=True) if isinstance(each, Memo) and each.pdf_sha256):
        signoffs = [s for s in view.of("signoff", retired=True) if isinstance(s, SignOff) and s.memo_id == memo.id]
        held = _attachment(register, memo.pdf_sha256)
        if (held and data.startswith(held)) or any(s.file_sha256 == fingerprint for s in signoffs):
            return held, (memo, next((s for s in signoffs if s.file_sha256 == fingerprint), None), view)
    return None, None


def _attachment(register: Register, sha256: str | None) -> bytes | None:
    try:
        return register.attachment(sha256 or "")
    except ComplianceError:
        return None


def _only_presented(data: bytes) -> bool:
    try:
        return len(revisions(data)) == 1
    except ComplianceError:
        return False


def _is_memo(data: bytes) -> bool:
    try:
        memo_inside(data)
    except ComplianceError:
        return False
    return True


def _decision_faults(
    data: bytes, report: SignatureReport, record: tuple[Memo, SignOff | None, View] | None
) -> Iterator[str]:
    """The ticks must say the decisions whose fingerprint the signature names, and those on record."""
    if report.ticks is None or report.faults:
        return
    try:
        composed = memo_inside(data)
        memo_id = composed.head.memo_id or ""
        shown = decisions_digest(composed, memo_id, report.presented_digest, report.ticks)
    except ComplianceError as error:
        yield str(error)
        return
    named = report.reason.rpartition(" ")[2]
    if len(named) == len(shown) and named != shown:
        yield "The ticks say other decisions than those the signature names."
    if record is not None:
        memo, _, view = record
        if memo.decisions_sha256 and digest(decision_bytes(memo, questions_of(view, memo))) != shown:
            yield "The ticks say other decisions than those in the register."


def _unchanged(report: SignatureReport) -> str:
    return "The memo is the one presented, the ticks are whole, and the signature covers everything to the end."


def _trusted(report: SignatureReport, trust: bytes | None, *, unsigned: bool) -> Check:
    if unsigned:
        return Check("trusted", Outcome.not_checked, "There is no signature to trust.")
    if trust is None:
        return Check("trusted", Outcome.not_checked, "No certificate to trust was given (--trust).")
    remark = report.trust_remark or "There is no signature that can be trusted."
    said = f"The certificate of {report.signer} leads to an authority given."
    return _check("trusted", said, [] if report.trusted else [remark])


def _known(data: bytes, report: SignatureReport, register: Register | None, head: str | None) -> Check:
    if register is not None:
        return _known_to(data, report, register, head)
    if head is None:
        return Check("known", Outcome.not_checked, "Neither a register nor a head was given to hold it against.")
    try:
        stated = memo_inside(data).head.head
    except ComplianceError as error:
        return _check("known", "", [str(error)])
    fits = len(head) >= _SHORTEST and stated.startswith(head.strip().lower())
    said = "The memo was made from the register entry whose fingerprint was given."
    return _check("known", said, [] if fits else [f"The memo was made from the entry with the fingerprint {stated}."])


def _known_to(data: bytes, report: SignatureReport, register: Register, head: str | None) -> Check:
    faults = [*map(str, register.verify()), *_known_head(register, head).faults]
    _, record = _on_record(data, register)
    fingerprint = digest(data)
    if record is None:
        return _check("known", "", [*faults, "The register knows no such memo."])
    memo, signoff, _ = record
    if signoff is None and memo.pdf_sha256 != fingerprint:
        return _check("known", "", [*faults, f"The register holds {memo.id}, but no sign-off with this file."])
    what = f"{signoff.id} on {memo.id}" if signoff else f"{memo.id} as presented"
    return _check("known", f"The register holds {what}, and its chain is whole.", faults)


def _facts(report: SignatureReport, *, signed: bool) -> dict[str, Any]:
    if not signed:
        return {"presented_sha256": report.presented_digest}
    return {
        "signer": report.signer,
        "certificate_sha256": report.certificate,
        "signed_at": report.signed_at,
        "stamped_at": report.stamped_at,
        "reason": report.reason,
        "presented_sha256": report.presented_digest,
        "reservations": [str(each) for each in report.reservations],
    }


def _check(name: str, sentence: str, faults: Any) -> Check:
    found = tuple(faults)
    return Check(name, Outcome.no if found else Outcome.yes, sentence, found)
