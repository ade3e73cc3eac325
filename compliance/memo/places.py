"""Names of the places on the signature page: which one is ticked for which answer, and where reasons are printed.

A name is question, dot, answer: `QUE-0001.recommended`, `QUE-0001.option-stans`, `QUE-0001.postpone`,
`QUE-0001.reject`, and the texts `QUE-0001.reason` and `QUE-0001.until`. Dots inside ids become underscores, since a
dot is a step in the name of a form field; where that makes two names alike, the later gets a number.
"""

from __future__ import annotations

from typing import Final, Literal

from compliance.model.decision import Choice

SIGNER_NAME: Final = "signer.name"
SIGNER_DATE: Final = "signer.date"
SIGNATURE: Final = "signature"


class Places:
    """Gives each answer its name, the same for the same memo."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}
        self._questions: dict[str, str] = {}

    def choice(self, question: str, choice: Choice, option: str | None = None) -> str:
        """The name of the box for an answer."""
        return self._named(question, f"option-{option}" if choice == Choice.option else choice.value)

    def text(self, question: str, what: Literal["reason", "until"]) -> str:
        """The name of the place where a text is printed."""
        return self._named(question, what)

    def _named(self, question: str, answer: str) -> str:
        if question not in self._questions:
            self._questions[question] = _free(_plain(question), self._questions.values())
        key = (question, answer)
        if key not in self._names:
            whole = f"{self._questions[question]}.{_plain(answer)}"
            self._names[key] = _free(whole, self._names.values())
        return self._names[key]


def _plain(identity: str) -> str:
    return identity.replace(".", "_")


def _free(name: str, taken: object) -> str:
    used = set(taken)  # type: ignore[call-overload]
    if name not in used:
        return name
    number = next(n for n in range(2, len(used) + 3) if f"{name}-{n}" not in used)
    return f"{name}-{number}"
