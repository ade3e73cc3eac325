"""A file of decisions: what the leader said to each question, as YAML or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.errors import ComplianceError, Place
from compliance.formats import json, yaml
from compliance.formats.source import Source
from compliance.formats.tree import line_of
from compliance.model.decision import Memo, Question
from compliance.signoff.deciding import Ruling, asked, ruling_from


class NotDecisions(ComplianceError):
    sentence = "These are no decisions: {reason}."
    hint = (
        "Write one line for each question, such as “QUE-0001: recommended”, "
        "or “QUE-0002: {{choose: reject, reason: …}}”."
    )


def rulings_in(source: Source, memo: Memo, questions: Mapping[str, Question]) -> tuple[Ruling, ...]:
    """The answers a file gives; raise `NotDecisions` or what `ruling_from` raises, with the line it stands on.

    Either a map from question to answer, or a list of {question, choose, reason}. A question is named by its id or by
    its number in the memo.
    """
    trees = json.lined(source) if source.suffix == ".json" else yaml.read(source)
    if len(trees) != 1:
        raise NotDecisions(place=source.place, reason=f"the file holds {len(trees)} documents, and one is wanted")
    found: dict[str, Ruling] = {}
    for steps, question_id, said, reason in _entries(trees[0], source):
        place = Place(file=source.name, row=line_of(trees[0], steps))
        try:
            question = asked(memo, questions, question_id)
            ruling = ruling_from(question, said, reason)
        except ComplianceError as refusal:
            refusal.place = place
            raise
        if question.id in found:
            raise NotDecisions(place=place, reason=f"{question.id} is answered twice")
        found[question.id] = ruling
    return tuple(found.values())


def _entries(tree: Any, source: Source) -> Iterator[tuple[tuple[str | int, ...], str, str, str | None]]:
    if isinstance(tree, Mapping) and set(tree) == {"decisions"}:
        tree = tree["decisions"]
    if isinstance(tree, Mapping):
        for question, answer in tree.items():
            body = answer if isinstance(answer, Mapping) else {"choose": answer}
            yield (question,), str(question), *_answer(body, source, str(question))
    elif isinstance(tree, list):
        for number, body in enumerate(tree):
            if not isinstance(body, Mapping) or "question" not in body:
                raise NotDecisions(place=source.place, reason=f"entry {number + 1} names no question")
            rest = {key: value for key, value in body.items() if key != "question"}
            yield (number,), str(body["question"]), *_answer(rest, source, str(body["question"]))
    else:
        raise NotDecisions(place=source.place, reason="a map or a list is wanted")


def _answer(body: Mapping[str, Any], source: Source, question: str) -> tuple[str, str | None]:
    if unknown := set(body) - {"choose", "reason"}:
        raise NotDecisions(place=source.place, reason=f"{question} has “{min(unknown)}”, which means nothing here")
    said, reason = body.get("choose"), body.get("reason")
    if not isinstance(said, str) or not (reason is None or isinstance(reason, str)):
        raise NotDecisions(place=source.place, reason=f"{question} does not say what to choose")
    return said, reason
