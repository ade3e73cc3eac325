"""The words of a finding, filled with its arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from compliance.checks.expression import Outcome
from compliance.checks.rule import RuleFile

UNCLEAR: Final = "Ikke avklart: {statement}"
"""How a statement reads when it cannot be told whether it is so, where the rule has no words of its own for that."""

NOT_KNOWN: Final = "ukjent"


def argument(value: Any) -> Any:
    """What a `shows` expression gave, as the finding carries it; None where it is not known."""
    return None if isinstance(value, Outcome) else value


def worded(
    said: RuleFile, field: str, arguments: Mapping[str, Any], translate: Callable[[str, str, str], str] | None
) -> str:
    """A text of a rule, translated and filled."""

    def text(name: str, source: str) -> str:
        return translate(said.code, name, source) if translate else source

    filled = {name: spoken(value) for name, value in arguments.items()}
    if field == "undetermined" and said.undetermined is None:
        return UNCLEAR.format(statement=text("statement", said.statement).format(**filled))
    return text(field, getattr(said, field)).format(**filled)


def spoken(value: Any) -> str:
    """An argument inside a sentence."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, list):
        return ", ".join(map(spoken, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {spoken(each)}" for name, each in value.items())
    return str(value)
