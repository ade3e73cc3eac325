"""JSON, strictly: no repeated keys, no NaN."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Final, NoReturn

from compliance.errors import ComplianceError
from compliance.formats import yaml
from compliance.formats.source import Source
from compliance.formats.tree import DEEPEST, NotThisFormat, RepeatedKey, TooDeep

NAME: Final = "json"
SUFFIXES: Final = (".json",)
_MOST_DIGITS: Final = 40


def read(source: Source) -> list[Any]:
    """The one document of the file as a tree without lines; raise a refusal that names the line."""
    try:
        return [json.loads(source.text(), object_pairs_hook=_object, parse_constant=_not_a_number, parse_int=_whole)]
    except json.JSONDecodeError as fault:
        raise NotThisFormat(place=source.place, format="JSON", reason=fault.msg, line=fault.lineno) from None
    except RecursionError:
        yaml.read(source)  # as below
        raise TooDeep(place=source.place, deepest=DEEPEST, line=0) from None
    except _Twice as twice:
        yaml.read(source)  # knows the line, and raises the same refusal with it
        raise RepeatedKey(place=source.place, key=str(twice), line=0) from None
    except _NoValue as fault:
        text = source.text()
        line = text.count("\n", 0, text.index(fault.word)) + 1
        raise NotThisFormat(place=source.place, format="JSON", reason=str(fault), line=line) from None


def lined(source: Source) -> list[Any]:
    """The same tree with the lines of everything in it, read by way of YAML, which holds nearly all of JSON.

    Slower, so only for saying where something stands; empty where YAML does not take the file.
    """
    with suppress(ComplianceError):
        return yaml.read(source)
    return []


class _Twice(Exception):
    pass


class _NoValue(Exception):
    def __init__(self, word: str, reason: str) -> None:
        super().__init__(reason)
        self.word = word


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return made


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _NoValue(digits, f"a number of {len(digits)} digits is none that anybody counts")
    return int(digits)


def _not_a_number(word: str) -> NoReturn:
    raise _NoValue(word, f"{word} is not a value")
