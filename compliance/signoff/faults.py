"""What can be wrong with a signed file, each with its sentence and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultCode = Literal[
    "unreadable", "not-the-memo-presented", "not-ticked", "ticks-altered", "not-the-decision-recorded", "unsigned",
    "signed-more-than-once", "added-after-signing", "not-to-the-end", "container-altered", "content-altered",
    "signature-damaged", "certificate-altered", "certificate-unproved", "stamp-unproved",
    "page-altered-in-signing", "reason-differs",
]  # fmt: skip

_WORDS: dict[FaultCode, tuple[str, str]] = {
    "unreadable": (
        "The file cannot be read: {reason}.",
        "Fetch it anew from where it is kept; mail gateways and viewers that save change files.",
    ),
    "not-the-memo-presented": (
        "The memo inside is not the one that was presented: first different byte {offset}.",
        "Compare it with the presented file; somebody exchanged or altered the memo.",
    ),
    "not-ticked": (
        "The file has no increment with the decision.",
        "It is the memo as presented; sign the file in which the decision was ticked.",
    ),
    "ticks-altered": (
        "The ticked boxes and printed reasons were not written by us as they stand: first different byte {offset}.",
        "Trust neither ticks nor reasons in this file; look up the recorded decision.",
    ),
    "not-the-decision-recorded": (
        "The file shows another decision than the recorded one: first different byte {offset}.",
        "Compare ticks and reasons with the recorded decision.",
    ),
    "unsigned": (
        "The file carries no signature.",
        "Sign it, or look for the signed file.",
    ),
    "signed-more-than-once": (
        "The file carries {count} signatures; one is expected.",
        "Use the file as it was after the first signature.",
    ),
    "added-after-signing": (
        "{count} bytes follow the revision that was signed.",
        "Cut the file after byte {end}, and ask who added the rest.",
    ),
    "not-to-the-end": (
        "The signature does not speak of the whole file: {reason}.",
        "Do not rely on the file; parts of it can be changed unnoticed.",
    ),
    "container-altered": (
        "The space around the signature was altered: {reason}.",
        "Nothing that was signed is touched, but somebody changed the file after it was signed.",
    ),
    "content-altered": (
        "The file was altered after it was signed: its digest is not the one signed.",
        "Fetch the file anew from where it is kept.",
    ),
    "signature-damaged": (
        "The signature itself does not verify: {reason}.",
        "Fetch the file anew from where it is kept; if it is the same there, nobody proved to have signed it.",
    ),
    "certificate-altered": (
        "The certificate of {subject} inside the signature was altered.",
        "Fetch the file anew from where it is kept.",
    ),
    "certificate-unproved": (
        "Nothing given vouches for the certificate of {subject} inside the signature.",
        "Give the certificate of its issuer, or compare the file's SHA-256 with the recorded one.",
    ),
    "stamp-unproved": (
        "Nothing given vouches for the time stamp of {subject}.",
        "Give the certificate of the time-stamping authority's issuer.",
    ),
    "page-altered-in-signing": (
        "The increment with the signature changes more than a signature may: {what}.",
        "Ask the signing service; the page the signer saw may not be the page presented.",
    ),
    "reason-differs": (
        "The signature says it was made for {said!r}, not for {expected!r}.",
        "The signature belongs to another decision.",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or (as a reservation) that could not be proved."""

    code: FaultCode
    facts: tuple[tuple[str, str | int], ...] = ()

    @property
    def sentence(self) -> str:
        return _WORDS[self.code][0].format(**dict(self.facts))

    @property
    def hint(self) -> str:
        return _WORDS[self.code][1].format(**dict(self.facts))


def fault(code: FaultCode, **facts: str | int) -> Fault:
    """A fault with the facts that fill its sentence."""
    return Fault(code, tuple(sorted(facts.items())))
