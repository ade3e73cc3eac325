"""What can be wrong with a signed file: each fault a value, with its sentence and what to do about it.

They are worded like refusals (English templates, the gettext identifiers), but are found, not raised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, init=False)
class Fault:
    """One thing that is wrong or, as a reservation, could not be proved."""

    sentence: ClassVar[str]
    hint: ClassVar[str]
    said: tuple[tuple[str, str | int], ...]

    def __init__(self, **facts: str | int) -> None:
        object.__setattr__(self, "said", tuple(sorted(facts.items())))

    @property
    def code(self) -> str:
        """What programs call it: the name of the class in kebab-case."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.said)

    def __str__(self) -> str:
        return self.sentence.format(**self.facts)

    @property
    def advice(self) -> str:
        """What the person can do now."""
        return self.hint.format(**self.facts)


class FileUnreadable(Fault):
    sentence = "The file cannot be read: {reason}."
    hint = "Fetch it anew from where it is kept; mail gateways and viewers that save change files."


class AnotherMemo(Fault):
    sentence = "The memo inside is not the one that was presented: byte {offset} is the first to differ."
    hint = "Compare it with the presented file; somebody exchanged or altered the memo."


class NotTicked(Fault):
    sentence = "The file holds no decision: nothing was ticked by us."
    hint = "Look for the file in which the decision was ticked; this may be the memo as it was presented."


class TicksAltered(Fault):
    sentence = "The ticks or reasons were altered: byte {offset} is the first that we would not have written."
    hint = "Trust neither ticks nor reasons in this file; look up the recorded decision."


class AnotherDecision(Fault):
    sentence = "The file shows another decision than the recorded one: byte {offset} is the first to differ."
    hint = "Compare ticks and reasons with the recorded decision."


class Unsigned(Fault):
    sentence = "The file carries no signature."
    hint = "Sign it, or look for the signed file."


class SignedMoreThanOnce(Fault):
    sentence = "The file carries {count} signatures; one is expected."
    hint = "Use the file as it was after the first signature."


class AddedAfterSigning(Fault):
    sentence = "{count} bytes follow the revision that was signed."
    hint = "Cut the file after byte {end}, and ask who added the rest."


class NotToTheEnd(Fault):
    sentence = "The signature does not speak of the whole file."
    hint = "Do not rely on the file; what the signature leaves out can be changed unnoticed."


class SpaceAltered(Fault):
    sentence = "The space kept for the signature holds more than the signature."
    hint = "Nothing that was signed is touched, but the file was changed after it was signed."


class SignatureRespelled(Fault):
    sentence = "The signature is not spelled as it must be."
    hint = "Nothing that was signed is touched, but the file was changed after it was signed."


class IncrementRespelled(Fault):
    sentence = "The last part of the file is not as we write it, from byte {offset} on."
    hint = "Fetch the file anew from where it is kept."


class ContentAltered(Fault):
    sentence = "The file was altered after it was signed: its digest is not the one that was signed."
    hint = "Fetch the file anew from where it is kept."


class SignatureUnreadable(Fault):
    sentence = "The signature cannot be read: {reason}."
    hint = "Fetch the file anew; if it is the same there, nobody is proved to have signed it."


class SignatureBroken(Fault):
    sentence = "The signature was not made with the key of its certificate."
    hint = "Fetch the file anew; if it is the same there, nobody is proved to have signed it."


class TimeStampBroken(Fault):
    sentence = "The time stamp does not belong to this signature, or was altered."
    hint = "Do not rely on the moment it states."


class CertificateAltered(Fault):
    sentence = "The certificate of {subject} inside the signature was altered."
    hint = "Fetch the file anew from where it is kept."


class CertificateUnproved(Fault):
    sentence = "Nothing that was given vouches for the certificate of {subject} inside the signature."
    hint = "Give its issuer's certificate, or compare the file's SHA-256 with the recorded one."


class TimeStampUnproved(Fault):
    sentence = "Nothing that was given vouches for the time stamp of {subject}."
    hint = "Give the certificate of the time-stamping authority's issuer."


class PageAlteredInSigning(Fault):
    sentence = "The last part of the file changes more than a signature may: {what}."
    hint = "Ask the signing service; the page the signer saw may not be the page presented."


class AnotherReason(Fault):
    sentence = "The signature says it stands for “{said}”, not for “{expected}”."
    hint = "It belongs to another decision."
