"""Lifts a stored body of an earlier schema to today's shape; nothing stored is ever rewritten.

A step takes the kind and the body of schema n and returns the body of schema n + 1. Steps are pure. A schema number,
once released, and its step stay here for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from compliance.errors import ComplianceError

SCHEMA = 1

Body = dict[str, Any]
Step = Callable[[str, Body], Body]

STEPS: Mapping[int, Step] = MappingProxyType({})


class SchemaFromTheFuture(ComplianceError):
    sentence = "A record was written with schema {found}; this version knows schemas up to {known}."
    hint = "Install a newer version of compliance to read this register."


def upgraded(kind: str, body: Body, schema: int, *, steps: Mapping[int, Step] = STEPS, target: int = SCHEMA) -> Body:
    """The body in the shape of `target`; raise `SchemaFromTheFuture` where it was written by a newer version."""
    if schema > target:
        raise SchemaFromTheFuture(found=schema, known=target)
    for number in range(schema, target):
        body = steps[number](kind, body)
    return body
