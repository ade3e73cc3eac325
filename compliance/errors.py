"""The root of every refusal, and the place a refusal points at.

Each room keeps its own error classes beside the code that raises them; all of them end here, so that
one boundary in a front end can turn any of them into a sentence and an exit code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in what a person handed us a thing stands. Rows and columns count from 1, as a spreadsheet shows them."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    field: str = ""

    def __bool__(self) -> bool:
        """Whether it says anything about where."""
        return self != Place()

    def __str__(self) -> str:
        parts = [self.file, self.sheet, f"row {self.row}" if self.row else "", self.column, self.field]
        return ", ".join(part for part in parts if part)


class ComplianceError(Exception):
    """A refusal: what is wrong, where, and what to do about it.

    A subclass carries `sentence` and `hint` as English templates (they are also the gettext identifiers);
    the call site passes only the facts that fill them. `exit_code` follows the command line's promise:
    1 a judgement went against, 2 the call or the input is wrong and nothing was done, 3 done in part.
    """

    exit_code: ClassVar[int] = 2
    sentence: ClassVar[str] = "The request was refused."
    hint: ClassVar[str] = ""

    def __init__(self, *, place: Place | None = None, **facts: Any) -> None:
        super().__init__()
        self.place = place
        self.facts = facts

    def __reduce__(self) -> tuple[Any, ...]:
        """A refusal met by another process is told by the one who called it, as it was."""
        return _as_it_was, (type(self), self.__dict__)

    def __str__(self) -> str:
        said = self.sentence.format(**self.facts)
        return f"{self.place}: {said}" if self.place else said

    @property
    def advice(self) -> str:
        """What the person can do now; empty where there is nothing to add."""
        return self.hint.format(**self.facts)


def _as_it_was(kind: type[ComplianceError], held: dict[str, Any]) -> ComplianceError:
    refusal = kind.__new__(kind)
    refusal.__dict__.update(held)
    return refusal
