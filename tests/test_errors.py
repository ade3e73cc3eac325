"""Every refusal can be said: its sentence and hint have the gaps that its call sites fill, and no others."""

import ast
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from compliance.errors import ComplianceError, Place

PACKAGE = Path(__file__).resolve().parent.parent / "compliance"


class SampleRefusal(ComplianceError):
    sentence = "The value {given} does not fit."
    hint = "Write {expected}."


def test_a_refusal_says_where_what_and_what_to_do():
    refusal = SampleRefusal(place=Place("a.xlsx", "Systemer", 7, "C", "owner_id"), given="x", expected="y")
    assert str(refusal) == "a.xlsx, Systemer, row 7, C, owner_id: The value x does not fit."
    assert refusal.advice == "Write y."


def test_a_place_leaves_out_what_is_not_known():
    assert str(Place(file="a.yaml", row=3)) == "a.yaml, row 3"


def modules() -> Iterator[tuple[ModuleType, ast.Module]]:
    """Every module of ours, imported, with its source."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_data" not in path.parts and path.name != "__main__.py":
            name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
            yield import_module(name), ast.parse(path.read_bytes())


def refusals(of: type[ComplianceError] = ComplianceError) -> Iterator[type[ComplianceError]]:
    for refusal in of.__subclasses__():
        if refusal.__module__.startswith("compliance."):
            yield refusal
        yield from refusals(refusal)


def gaps(refusal: type[ComplianceError]) -> set[str]:
    parts = [*string.Formatter().parse(refusal.sentence), *string.Formatter().parse(refusal.hint)]
    return {name for _, name, _, _ in parts if name is not None}


def made_in(module: ModuleType, node: ast.Call) -> type[ComplianceError] | None:
    """The refusal of ours that a call makes, where the call names it."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    made = getattr(module, name, None)
    return made if isinstance(made, type) and issubclass(made, ComplianceError) else None


def facts_given(module: ModuleType, tree: ast.Module) -> Iterator[tuple[str, type[ComplianceError], set[str]]]:
    """Each place that makes a refusal by name, the refusal, and the facts it is given there.

    A class with an `__init__` of its own gives its facts where that hands them on.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            own = getattr(module, node.name, None)
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                    yield from told(module, call, own)
        elif isinstance(node, ast.Call):
            made = made_in(module, node)
            if made is not None and made.__init__ is ComplianceError.__init__:
                yield from told(module, node, made)


def told(
    module: ModuleType, call: ast.Call, made: type[ComplianceError] | None
) -> Iterator[tuple[str, type[ComplianceError], set[str]]]:
    names = {word.arg for word in call.keywords}
    if made is not None and issubclass(made, ComplianceError) and None not in names:  # `**facts` cannot be read off
        facts = {name for name in names if name is not None} - {"place"}
        yield f"{module.__name__}:{call.lineno} {made.__name__}", made, facts


@pytest.fixture(scope="module")
def calls() -> list[tuple[str, type[ComplianceError], set[str]]]:
    return [call for module, tree in modules() for call in facts_given(module, tree)]


def test_a_refusal_is_given_exactly_the_facts_its_words_have_gaps_for(calls):
    odd = {where: facts ^ gaps(made) for where, made, facts in calls if facts != gaps(made)}
    assert len(calls) > 100
    assert not odd


def test_every_gap_in_the_words_of_a_refusal_is_a_name(calls):
    odd = {refusal.__name__: gaps(refusal) for refusal in refusals() if not all(map(str.isidentifier, gaps(refusal)))}
    assert calls  # they have imported every module
    assert not odd


def test_every_refusal_says_something_of_its_own(calls):
    said = [refusal for refusal in refusals() if refusal.sentence == ComplianceError.sentence]
    assert calls
    assert not [refusal.__name__ for refusal in said if not refusal.__subclasses__()]
