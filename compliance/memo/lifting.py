"""Lifts the data of a memo presented in an earlier format to today's shape; the bytes presented are never rewritten.

A step takes a body of format n and returns one of format n + 1. A format that was once presented, and its step, stay
here for ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Body = dict[str, Any]


def lifted(data: bytes) -> bytes:
    """The data in the newest format; what is no memo, or is malformed, comes back as it is for the model to refuse."""
    try:
        body = json.loads(data)
    except ValueError:
        return data
    if not isinstance(body, dict) or body.get("format") not in STEPS:
        return data
    while (step := STEPS.get(body["format"])) is not None:
        try:
            body = step(body)
        except (AttributeError, KeyError, TypeError):
            return data
    return json.dumps(body).encode()


def _with_what_it_rests_on(body: Body) -> Body:
    """In format 1 a sentence was a text, and did not say what it rests on."""
    short = body["in_short"]
    told = {name: [_stated(each) for each in short.get(name, ())] for name in ("at_stake", "if_nothing")}
    return {
        **body,
        "format": 2,
        "in_short": {**short, **told, "the_rest": _stated(short["the_rest"])},
        "questions": [_question(each) for each in body.get("questions", ())],
    }


def _question(question: Body) -> Body:
    options = question.get("options", ())
    return {**question, "options": [_option(each) for each in options]}


def _option(option: Body) -> Body:
    return {**option, "happens": [_stated(each) for each in option.get("happens", ())]}


def _stated(text: str) -> Body:
    return {"text": text, "rests_on": []}


STEPS: Mapping[int, Callable[[Body], Body]] = MappingProxyType({1: _with_what_it_rests_on})
