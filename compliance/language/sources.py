"""Where translatable messages stand: Python, Jinja templates, the YAML of checklists and reports, the model.

Needed by whoever renews the catalogues, never when the tool runs.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from compliance.language.catalogues import content_context
from compliance.language.labels import model_messages

CHECKLIST_FIELDS: Final = frozenset(
    {
        *("statement", "undetermined", "why", "remedy", "note", "sentence", "meaning", "title"),
        *("purpose", "question", "guidance", "who", "evidence"),
    }
)
"""The keys under which a checklist holds words for people."""

REPORT_FIELDS: Final = frozenset(
    {"title", "heading", "label", "text", "one", "many", "word", "unit", "source", "why", "description", "what", "mend"}
)
"""The keys under which a report holds words for people."""

_NO_CONTENT: Final = (
    "checklists/words/",
    "checklists/catalogues/baseline.yaml",
    "checklists/catalogues/crosswalk.yaml",
    "checklists/sound.yaml",
)
_CATALOGUES: Final = "checklists/catalogues/"
_NO_WORDS: Final = frozenset({"patch", "shows", "examples"})
"""What a rule is tried by, and the expressions it shows: read beside the rule's own code, and in its language only."""

_IDENTITIES: Final = ("code", "id", "name")
_CALLS: Final = {"_": 1, "marked": 1, "marked_plural": 2, "text": 1, "plural": 2}
_RECEIVERS: Final = ("texts", "self", "_", "gettext_for")
_TEMPLATE_CALLS: Final = ("_", "gettext", "ngettext", "pgettext", "npgettext")
_REFUSAL: Final = ("sentence", "hint")


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its forms (one, or singular and plural), its context, and the file it stands in."""

    forms: tuple[str, ...]
    context: str | None
    file: str

    @property
    def identity(self) -> tuple[str | tuple[str, ...], str | None]:
        """What a catalogue keeps it under."""
        return (self.forms if len(self.forms) > 1 else self.forms[0]), self.context

    @property
    def english(self) -> bool:
        """Whether its source is English; else it is bokmål."""
        return self.file.startswith("compliance/")


def messages(root: Path) -> Iterator[Message]:
    """Every message of a checkout, in the order of files and lines."""
    for path in sorted(root.glob("compliance/**/*.py")):
        yield from python_messages(path.read_text("utf-8"), path.relative_to(root).as_posix())
    for forms, context, module in model_messages():
        yield Message(forms, context, f"{module.replace('.', '/')}.py")
    for path in sorted(path for path in root.glob("templates/**/*") if path.suffix in {".j2", ".html", ".jinja"}):
        yield from template_messages(path, path.relative_to(root).as_posix())
    for path in sorted([*root.glob("checklists/**/*.yaml"), *root.glob("reports/*.yaml")]):
        file = path.relative_to(root).as_posix()
        if not file.startswith(_NO_CONTENT):
            fields = REPORT_FIELDS if file.startswith("reports/") else CHECKLIST_FIELDS
            content = yaml.safe_load(path.read_text("utf-8"))
            yield from content_messages(_ours(content) if file.startswith(_CATALOGUES) else content, file, fields)


def _ours(catalogue: Mapping[str, Any]) -> dict[str, Any]:
    """What is translated of a catalogue that controls meet: its title, and those of its items save a standard's own.

    Lists that records are judged by have their words elsewhere, and no report prints them.
    """
    if catalogue["use"] == "points":
        return {}
    kept = ("id", "title") if catalogue["language"] == "en" else ("id", "title", "items")
    return {key: catalogue[key] for key in kept}


def python_messages(source: str, file: str) -> Iterator[Message]:
    """The sentences and hints of refusals, the members of enumerations, and what calls such as `_("…")` name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            yield from (Message((text,), None, file) for text in _assigned(node, _REFUSAL))
            if any(isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases):
                yield from (Message((text,), node.name, file) for text in _assigned(node))
        elif isinstance(node, ast.Call) and (count := _CALLS.get(_called(node))):
            yield from _call_message(node, count, file)


def template_messages(path: Path, file: str) -> Iterator[Message]:
    """What a Jinja template marks with `_()` or `{% trans %}`."""
    from jinja2.ext import babel_extract

    with path.open("rb") as template:
        for _line, function, found, _comments in babel_extract(template, _TEMPLATE_CALLS, (), {"trimmed": "true"}):
            forms = (found,) if isinstance(found, str) else tuple(form for form in found or () if form)
            context = forms[0] if function in {"pgettext", "npgettext"} and len(forms) > 1 else None
            yield Message(forms[1:] if context else forms, context, file)


def content_messages(
    content: Any, file: str, fields: AbstractSet[str], code: str = "", path: tuple[str, ...] = ()
) -> Iterator[Message]:
    """The words of coded things: context is the outermost code, then the names of the fields down to the words."""
    if isinstance(content, list):
        for item in content:
            yield from content_messages(item, file, fields, code, path)
    elif isinstance(content, dict):
        own = next((str(content[key]) for key in _IDENTITIES if isinstance(content.get(key), str)), "")
        code, path = (code, path) if code or not own else (own, ())
        for key, inner in content.items():
            if isinstance(inner, str) and key in fields and inner.strip():
                yield Message((inner,), content_context(code, ".".join((*path, str(key)))), file)
            elif isinstance(inner, list | dict) and key not in _NO_WORDS:
                yield from content_messages(inner, file, fields, code, (*path, str(key)))


def _assigned(node: ast.ClassDef, names: Collection[str] | None = None) -> Iterator[str]:
    """The texts a class gives to those names, or to any."""
    for statement in node.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
            yield from _strings([statement.value] if names is None or _target(statement) in names else [])


def _target(statement: ast.Assign | ast.AnnAssign) -> str:
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    return target.id if isinstance(target, ast.Name) else ""


def _called(node: ast.Call) -> str:
    """The name called, where it is one of ours: SQLAlchemy has a `text` too."""
    if isinstance(node.func, ast.Name):
        return node.func.id if node.func.id in {"_", "marked", "marked_plural"} else ""
    if isinstance(node.func, ast.Call) and isinstance(node.func.func, ast.Name) and node.func.func.id == "words":
        return "_"  # words()("…"), where one message is not worth a name
    if isinstance(node.func, ast.Attribute) and _receiver(node.func.value) in _RECEIVERS:
        return node.func.attr
    return ""


def _receiver(value: ast.expr) -> str:
    if isinstance(value, ast.Call):
        return _receiver(value.func)
    return value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""


def _call_message(node: ast.Call, count: int, file: str) -> Iterator[Message]:
    forms = tuple(_strings(node.args[:count]))
    behind = node.args[count + count - 1 :]  # a plural has its number in between
    behind += [word.value for word in node.keywords if word.arg == "context"]
    if len(forms) == count and all(forms):
        yield Message(forms, next(_strings(behind), None), file)


def _strings(nodes: list[ast.expr]) -> Iterator[str]:
    said = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    yield from (text for text in said if text.strip())
