"""Records as hypothesis draws them, built from the model itself, so that a new field is drawn without a word here.

    documents("activity")              one record of that kind; it names no other record
    documents("activity", pool)        the same, naming records of the pool ({"person": ["PER-1", …], …})
    registers()                        a consistent municipality: the organisation first, every reference is sound
    organisations(), people()          what a register begins with

Drawn texts are as nasty as the model allows: other alphabets, quotes, leading `=+-@`, tabs and line breaks inside.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from annotated_types import Ge, Le
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.model.values import PERIOD_PATTERN, UNFIT, Document, RefersTo, RefersWithin, Retirement

Pool = tuple[tuple[str, tuple[str, ...]], ...]
Body = dict[str, Any]

NASTY = (
    "=1+1",
    "+47",
    "-",
    "@post",
    "'",
    '"a";b,c',
    "Æ æ ø å Ä ö ð þ",
    "čáhppes đ ŋ š ŧ ž",
    "a\u00ad\u200bb",
    "e\u0301 is not \u00e9",
    "🦌",
    "مرحبا",
    "0012",
    "1e3",
    "true",
    "null",
    "2026-05-01",
    "#N/A",
    "<b>&amp;",
    "{{ x }}",
    "a | b; c",
    "ACT-0001",
    "no",
    "  in  ner  ",
    "\\n",
)
_LOCAL_IDS = st.from_regex(r"[A-Za-z0-9._-]{1,8}", fullmatch=True)
_DEPTH = 2  # how deep a provision may name the one that replaced it


@cache
def texts(*, lines: bool = True, longest: int = 60) -> st.SearchStrategy[str]:
    """Text as the model takes it: `lines` allows line breaks and tabs inside."""
    characters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"))
    letters = st.one_of(characters, st.sampled_from("\n\t")) if lines else characters
    drawn = st.one_of(st.sampled_from(NASTY), st.text(letters, min_size=1, max_size=longest))
    return drawn.map(str.strip).filter(lambda text: bool(text) and not UNFIT.search(text))


@st.composite
def documents(
    draw, kind: str, pool: Mapping[str, Sequence[str]] | None = None, *, id: str | None = None, retired: bool = False
) -> Document:
    """One record of a kind. Every field is drawn sooner or later, not all of them at once."""
    found = KINDS[kind]
    named = tuple((name, tuple(ids)) for name, ids in (pool or {}).items() if ids)
    id = id or draw(st.integers(1, 9999).map(lambda number: f"{found.prefix}-{number:04d}"))
    body = draw(_bodies(found.document, named, _DEPTH)) | {"id": id}
    body.setdefault("name", draw(texts(lines=False)))
    if not retired:
        body.pop("retired", None)
    elif "retired" not in body:
        body["retired"] = draw(_bodies(Retirement, (), _DEPTH)) or {"reason": "no longer in use"}
    return read_document(found, _sound_within(body, found.document))


@st.composite
def registers(draw, kinds: Sequence[str] = tuple(KINDS), most: int = 2) -> tuple[Document, ...]:
    """Records that refer only to each other: the organisation ORG-1 first, then at least PER-1, then the rest.

    Memos may be presented, and sign-offs there: what they are about is frozen once it is in a register.
    """
    counts = {kind: draw(st.integers(1 if kind in ("organisation", "person") else 0, most)) for kind in kinds}
    pool = {kind: [f"{KINDS[kind].prefix}-{n}" for n in range(1, count + 1)] for kind, count in counts.items()}
    made = [draw(documents(kind, pool, id=id)) for kind, ids in pool.items() for id in ids]
    return tuple(sorted(made, key=lambda some: (not some.id.startswith("ORG-"), not some.id.startswith("PER-"))))


def organisations() -> st.SearchStrategy[Document]:
    """ORG-1, naming nobody."""
    return documents("organisation", id="ORG-1")


def people() -> st.SearchStrategy[Document]:
    """PER-1, naming nobody."""
    return documents("person", id="PER-1")


@st.composite
def _bodies(draw, model: type[BaseModel], pool: Pool, depth: int) -> Body:
    drawable = _fields(model, pool, depth)
    chosen = draw(st.lists(st.sampled_from(sorted(drawable)), unique=True, max_size=8)) if drawable else []
    body = {name: draw(drawable[name]) for name in chosen}
    if "id" in model.model_fields and not issubclass(model, Document):
        body["id"] = draw(_LOCAL_IDS)
    return {name: value for name, value in body.items() if value is not None}


@cache
def _fields(model: type[BaseModel], pool: Pool, depth: int) -> dict[str, st.SearchStrategy[Any]]:
    """The fields that can be drawn; building strategies takes longer than drawing from them."""
    found = {}
    for name, field in model.model_fields.items():
        annotation = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        if name != "id" and (strategy := _values(annotation, pool, depth)) is not None:
            found[name] = strategy
    return found


def _values(annotation: Any, pool: Pool, depth: int) -> st.SearchStrategy[Any] | None:
    """A strategy for JSON values the annotation takes; None where nothing can be drawn (no record to name)."""
    if get_origin(annotation) in (Union, UnionType):
        inner = [part for part in get_args(annotation) if part is not NoneType]
        return _values(inner[0], pool, depth) if len(inner) == 1 else None
    base, marks = _stripped(annotation)
    if get_origin(base) is tuple:
        item = _values(get_args(base)[0], pool, depth)
        unique = _repeats_ids(get_args(base)[0])
        return (
            None
            if item is None
            else st.lists(item, max_size=3, unique_by=unique)
            if unique
            else st.lists(item, max_size=3)
        )
    if get_origin(base) in (Union, UnionType):
        return _values(base, pool, depth)
    return _scalar(base, marks, pool, depth)


def _scalar(base: Any, marks: list[Any], pool: Pool, depth: int) -> st.SearchStrategy[Any] | None:
    for mark in marks:
        if isinstance(mark, RefersTo):
            ids = dict(pool).get(mark.kind) if mark.kind else [id for _, held in pool for id in held]
            return st.sampled_from(ids) if ids else None
        if isinstance(mark, RefersWithin):
            return st.just(f"within:{mark.field}")
    if isinstance(base, type) and issubclass(base, BaseModel):
        return _bodies(base, pool, depth - 1) if depth > 0 else None
    if isinstance(base, type) and issubclass(base, Enum):
        return st.sampled_from([member.value for member in base])
    if base is str:
        return _strings(marks)
    return _plain(base, marks)


def _plain(base: Any, marks: list[Any]) -> st.SearchStrategy[Any]:
    if base is bool:
        return st.booleans()
    if base is int:
        low = next((mark.ge for mark in marks if isinstance(mark, Ge)), -(10**12))
        high = next((mark.le for mark in marks if isinstance(mark, Le)), 10**12)
        return st.integers(int(low), int(high))
    if base is date:
        return st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat)
    if base in (datetime, AwareDatetime):
        moments = st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
        return moments.map(lambda moment: moment.replace(microsecond=0).isoformat())
    message = f"no strategy for {base!r}: teach tests/strategies.py"
    raise TypeError(message)


def _strings(marks: list[Any]) -> st.SearchStrategy[str]:
    rules = [mark for mark in marks if isinstance(mark, StringConstraints)]
    pattern = next((str(rule.pattern) for rule in rules if rule.pattern), "")
    if pattern == r"^[^\n\t]*$":
        return texts(lines=False)
    if pattern:
        return st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)
    return texts() if any(rule.max_length for rule in rules) else _periods()


def _periods() -> st.SearchStrategy[str]:
    part = st.one_of(st.none(), st.integers(0, 99))
    drawn = st.tuples(part, part, part, part).map(
        lambda parts: "P" + "".join(f"{n}{unit}" for n, unit in zip(parts, "YMWD", strict=True) if n is not None)
    )
    return drawn.filter(lambda text: bool(PERIOD_PATTERN.match(text)))


def _stripped(annotation: Any) -> tuple[Any, list[Any]]:
    """The bare type and every mark on it, through nested annotations."""
    marks: list[Any] = []
    while get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        for mark in more:
            marks += mark.metadata if isinstance(mark, FieldInfo) else [mark]
    return annotation, marks


def _repeats_ids(item: Any) -> Any:
    base, _ = _stripped(item)
    has_id = isinstance(base, type) and issubclass(base, BaseModel) and "id" in base.model_fields
    return (lambda value: value["id"]) if has_id else None


def _sound_within(body: Body, model: type[BaseModel]) -> Body:
    """Lets every value that names another one of the same record name one that is there, or nothing."""
    ids = {name: [item["id"] for item in value if "id" in item] for name, value in body.items() if _objects(value)}
    return {name: _named(value, ids) for name, value in body.items() if name in model.model_fields}


def _named(value: Any, ids: Mapping[str, Sequence[str]]) -> Any:
    if isinstance(value, dict):
        named = {key: _named(inner, ids) for key, inner in value.items()}
        return {key: inner for key, inner in named.items() if inner is not None}
    if isinstance(value, list):
        named_items = [_named(item, ids) for item in value]
        return [item for item in named_items if item is not None]
    if isinstance(value, str) and value.startswith("within:"):
        there = ids.get(value.removeprefix("within:"), ())
        return there[0] if there else None
    return value


def _objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
