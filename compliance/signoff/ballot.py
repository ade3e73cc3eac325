"""Between a decision and the boxes of the page it is ticked on, both ways.

The presented file carries its own data, in which every box says what a tick there means; so the decisions can be read
from a ticked file alone, without a register.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.canonical import canonical, digest
from compliance.errors import ComplianceError
from compliance.language.dates import long_date
from compliance.memo.composed import Box, ComposedMemo, ComposedQuestion, read_memo_bytes
from compliance.model.decision import Choice, Question
from compliance.model.organisation import Person
from compliance.report.decision_memo import DATA_NAME
from compliance.signoff.deciding import plain_answer, plain_decisions
from compliance.signoff.ticks import Ticks

SIGNER_PLACE = "signer.name"
DAY_PLACE = "signer.date"


class NoMemoInside(ComplianceError):
    sentence = "The file does not carry the data of a decision memo: {reason}."
    hint = "Use the file that `compliance present` wrote."


class NoBox(ComplianceError):
    sentence = "The presented memo has no box for this answer to {question}."
    hint = "Choose one of those it offers: {offered}."


class TicksUnclear(ComplianceError):
    sentence = "The ticks in the file say no single answer to {question}."
    hint = "One box is ticked for each question; look up the decisions in the register."


@dataclass(frozen=True, slots=True)
class Marks:
    """What is put into the presented file: boxes to tick, texts by the place they are printed at."""

    boxes: frozenset[str]
    texts: Mapping[str, str]


def memo_inside(presented: bytes) -> ComposedMemo:
    """The memo's data as the presented, ticked or signed file carries it; raise `NoMemoInside`."""
    import pikepdf
    from pydantic import ValidationError

    try:
        with pikepdf.open(io.BytesIO(presented)) as document:
            data = document.attachments[DATA_NAME].get_file().read_bytes()
        return read_memo_bytes(data)
    except KeyError:
        raise NoMemoInside(reason=f"it has no attachment {DATA_NAME}") from None
    except ValidationError as error:
        raise NoMemoInside(reason=f"its data are malformed in {error.error_count()} places") from None
    except pikepdf.PdfError as error:
        raise NoMemoInside(reason=f"it cannot be read ({error})") from None


def marks_for(memo: ComposedMemo, questions: Mapping[str, Question], signer: Person, on: date) -> Marks:
    """The boxes and texts that say these decisions; raise `NoBox` where the page offers none for one of them."""
    boxes, texts = set(), {SIGNER_PLACE: signer.name, DAY_PLACE: long_date(on, memo.language)}
    for asked in memo.questions:
        decision = questions[asked.id].decision
        if decision is None or decision.choice is None:
            continue
        boxes.add(_box(asked, decision.choice, decision.option_id).name)
        if decision.reason:
            texts[asked.reason_place] = decision.reason
        if decision.postponed_until:
            texts[asked.until_place] = decision.postponed_until.isoformat()
    return Marks(frozenset(boxes), texts)


def decisions_shown(memo: ComposedMemo, memo_id: str, pdf_sha256: str, ticks: Ticks) -> bytes:
    """The canonical bytes of the decisions a ticked file shows; raise `TicksUnclear`."""
    texts = dict(ticks.texts)
    answers = [_shown(asked, ticks.choices, texts) for asked in memo.questions]
    return canonical(plain_decisions(memo_id, pdf_sha256, answers))


def decisions_digest(memo: ComposedMemo, memo_id: str, pdf_sha256: str, ticks: Ticks) -> str:
    """SHA-256 of `decisions_shown`."""
    return digest(decisions_shown(memo, memo_id, pdf_sha256, ticks))


def _shown(asked: ComposedQuestion, ticked: frozenset[str], texts: Mapping[str, str]) -> dict[str, Any]:
    chosen = [box for box in _boxes(asked) if box.name in ticked]
    if len(chosen) != 1:
        raise TicksUnclear(question=asked.id)
    until = texts.get(asked.until_place)
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError:
        raise TicksUnclear(question=asked.id) from None
    return plain_answer(asked.id, chosen[0].choice, chosen[0].option_id, day, texts.get(asked.reason_place))


def _box(asked: ComposedQuestion, choice: Choice, option: str | None) -> Box:
    for box in _boxes(asked):
        if box.choice is choice and box.option_id == option:
            return box
    offered = ", ".join(box.option_id or box.choice.value for box in _boxes(asked))
    raise NoBox(question=asked.id, offered=offered)


def _boxes(asked: ComposedQuestion) -> Iterator[Box]:
    """Every box of a question, each once."""
    found = {option.box.name: option.box for option in asked.options if option.box}
    found |= {box.name: box for box in asked.boxes}
    yield from found.values()
