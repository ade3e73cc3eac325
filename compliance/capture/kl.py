"""Records of the Danish standard into activities: the codes become legal bases, and nothing is added.

Every code of Art. 6(1) and Art. 9(2) becomes a legal basis of its own. The source does not say which Art. 9 condition
goes with which Art. 6 basis, nor for which purpose, so nothing is paired. `valp6` and `valp7` are headings over those
codes and say nothing themselves. `valp8` to `valp14` name sections of the Danish act on data protection: the one on
crime data is a legal basis under Art. 10; the others give no basis the model has a field for and are kept as remarks.

The description stays a description even where its words tell a purpose: which part of it is the purpose is for a
person to say. The source is silent on controller, role, status, dates and country, and so is the candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from compliance.canonical import canonical, digest
from compliance.capture.candidate import Candidate, Captured
from compliance.errors import ComplianceError, Place
from compliance.formats.kl import NAME, StandardRecord
from compliance.formats.source import Source
from compliance.model.activity import Art6, Art9Condition
from compliance.model.values import Origin

_HEADINGS: Final = frozenset({"register-gdpr-valp6", "register-gdpr-valp7"})
_ART6: Final = {f"register-gdpr-p6-{letter.value}": letter.value for letter in Art6}
_ART9: Final = {f"register-gdpr-p7-{letter.value}": letter.value for letter in Art9Condition}
_CRIME: Final = "register-gdpr-valp8"
_SECTIONS: Final = {
    "register-gdpr-valp9": "§ 9 (retsinformationssystemer)",
    "register-gdpr-valp10": "§ 10 (statistik og videnskabelige undersøgelser)",
    "register-gdpr-valp11": "§ 11 (personnummer)",
    "register-gdpr-valp12": "§ 12 (ansættelsesforhold)",
    "register-gdpr-valp13": "§ 13 (markedsføring)",
    "register-gdpr-valp14": "§ 14 (arkiv)",
}
_CRIME_LAW: Final = {
    "jurisdiction": "DK",
    "instrument": "databeskyttelsesloven",
    "provision": "§ 8",
    "verified": False,
}
_KNOWN: Final = frozenset((*_HEADINGS, *_ART6, *_ART9, _CRIME, *_SECTIONS))
_NUMBER: Final = re.compile(r"(\d{1,4})\.\s")


class UnknownLegalCode(ComplianceError):
    sentence = "“{code}” in “{name}” is no code of the Danish standard, so the record was not taken in."
    hint = (
        "The codes are register-gdpr-p6-a to -f, register-gdpr-p7-a to -j, and register-gdpr-valp6 to -valp14. "
        "Correct the code in the source, or record the activity by hand."
    )


def captured(records: tuple[StandardRecord, ...], source: Source) -> Captured:
    """The candidates of a file's records; a record with an unknown code is refused whole."""
    candidates, refusals = [], []
    for record in records:
        found = list(_refusals(record, source))
        refusals += found
        candidates += [] if found else [_candidate(record, source)]
    return Captured(tuple(candidates), tuple(refusals))


def _refusals(record: StandardRecord, source: Source) -> Iterator[ComplianceError]:
    place = Place(file=source.name, field="gdprChoices")
    for code in record.choices:
        if code not in _KNOWN:
            yield UnknownLegalCode(place=place, code=code, name=record.name)


def _candidate(record: StandardRecord, source: Source) -> Candidate:
    fields: dict[str, Any] = {
        "name": record.name,
        "description": record.description or None,
        "legal_bases": list(_legal_bases(record.choices)),
        "subject_codes_kle": list(dict.fromkeys((*record.main_groups, *record.groups))),
    }
    if remarks := "\n".join(_remarks(record.choices)):
        fields["remarks"] = remarks
    origin = Origin(format=NAME, source=record.package, key=_key(record), digest=digest(canonical(dict(record.whole))))
    return Candidate("activity", None, fields, source.place, origin=origin)


def _legal_bases(codes: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for code in codes:
        if code in _ART6:
            yield {"art6": _ART6[code]}
        elif code in _ART9:
            yield {"art9_condition": _ART9[code]}
        elif code == _CRIME:
            yield {"art10_basis": [dict(_CRIME_LAW)]}


def _remarks(codes: tuple[str, ...]) -> Iterator[str]:
    yield from (f"databeskyttelsesloven {_SECTIONS[code]}, {code}" for code in codes if code in _SECTIONS)


def _key(record: StandardRecord) -> str:
    """The standard numbers its records in their names (`01. …`); the number outlives a change of wording."""
    found = _NUMBER.match(record.name)
    return found[1] if found else record.name[:500]
