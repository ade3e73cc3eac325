"""What turns one given thing into one value of a field: by the field's shape, and by the words in use.

References and codes are read here; everything else as `compliance.capture.values` says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Final

from compliance.capture import values
from compliance.capture.values import Convert, Given, one_word
from compliance.capture.wordbook import Wordbook, folded
from compliance.errors import ComplianceError
from compliance.formats.shape import Shape, Sort
from compliance.model.kinds import KINDS


class NotYesOrNo(ComplianceError):
    sentence = "“{given}” is neither yes nor no."
    hint = "Write yes or no, or leave it empty."


class UnknownCode(ComplianceError):
    sentence = "“{given}” is not one of the values of this field."
    hint = "Write one of: {known}."


class NotAnId(ComplianceError):
    sentence = "“{given}” is not an identifier."
    hint = "Write the identifier of the record, for example {example}."


class OtherKindOfId(ComplianceError):
    sentence = "“{given}” is the identifier of a record of another kind."
    hint = "Identifiers in this field begin with {prefix}-."


_ID_WITH_NAME: Final = re.compile(r"([A-Z]{2,5}-[A-Za-z0-9._-]{1,40})(?:\s.*)?", re.DOTALL)


def reference_to(kind: str) -> Convert:
    """The identifier of a record, with or without its name behind it; `kind` is empty where any kind will do."""
    others = {other.prefix for other in KINDS.values()} - ({KINDS[kind].prefix} if kind else set())
    example = f"{KINDS[kind].prefix}-0001" if kind else "SYS-0001"

    def reference(given: Given) -> str | None:
        said = one_word(given)
        if said is None:
            return None
        found = _ID_WITH_NAME.fullmatch(said)
        if found is None:
            raise NotAnId(given=said, example=example)
        if kind and found[1].partition("-")[0] in others:
            raise OtherKindOfId(given=found[1], prefix=KINDS[kind].prefix)
        return found[1]

    return reference


def choice_of(shape: Shape, words: Wordbook) -> Convert:
    """A code of an enumeration, from the code, its label in any language, or both."""
    if shape.choices is None:
        raise TypeError(shape)
    enumeration = shape.choices
    own = {folded(member.value): member.value for member in enumeration}
    seen: dict[str, str] = {}
    truths = {True: "yes", False: "no"} if "yes" in own.values() and "no" in own.values() else {}

    def choice(given: Given) -> str | None:
        if isinstance(given, str) and given in seen:
            return seen[given]
        if isinstance(given, bool) and given in truths:
            return truths[given]
        said = one_word(given)
        if said is None:
            return None
        found = own.get(folded(said)) or words.member(enumeration, said)
        if found is None:
            known = words.spelled(enumeration)
            near = get_close_matches(said.lower(), known, n=1)
            raise UnknownCode(given=said, known=", ".join([*near, *(word for word in known if word not in near)]))
        seen[said] = found
        return found

    return choice


def flag_by(words: Wordbook) -> Convert:
    """Yes or no as a truth value."""

    def flag(given: Given) -> bool | None:
        if isinstance(given, bool):
            return given
        said = one_word(given)
        if said is None:
            return None
        found = words.truth(said)
        if found is None:
            raise NotYesOrNo(given=said)
        return found

    return flag


_PLAIN: Final[Mapping[Sort, Convert]] = {
    Sort.text: values.text,
    Sort.line: values.line,
    Sort.code: values.code,
    Sort.number: values.number,
    Sort.date: values.day,
    Sort.moment: values.moment,
    Sort.period: values.period,
    Sort.local_id: values.local_id,
}


@cache
def converter(shape: Shape, words: Wordbook) -> Convert:
    """What turns one given thing into one plain value of this shape (of one item, where the field holds many)."""
    match shape.sort:
        case Sort.choice:
            return choice_of(shape, words)
        case Sort.flag:
            return flag_by(words)
        case Sort.reference:
            return reference_to(shape.kind)
        case _:
            return _PLAIN[shape.sort]
