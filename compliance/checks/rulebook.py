"""All rules of a folder, and the fingerprint that says which rules judged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from compliance.canonical import canonical, digest
from compliance.checks.law import pack_files
from compliance.checks.loading import MalformedChecklist, read_bounded, sheet_of
from compliance.checks.packs import read_packs, said_of
from compliance.checks.questionnaire import questionnaire_files
from compliance.checks.rule import Rule, rule_of
from compliance.errors import ComplianceError
from compliance.register.view import View
from compliance.resources import folder

NOT_RULES: Final = frozenset({"catalogues", "packs", "questionnaires", "words"})
"""Folders of checklists/ that hold something else than rules."""

EXAMPLES: Final = b"\nexamples:\n"
"""Where the examples of a rule begin: its last part."""


class UnknownRule(ComplianceError):
    sentence = "There is no rule {code}."
    hint = "“compliance check” prints the code of every finding; codes look like ROPA-LEGAL-001."


class NoOwnRules(ComplianceError):
    sentence = "The folder of own rules is not there: {folder}."
    hint = "Make it, or name another one: compliance edit {organisation} --set own_rules=FOLDER"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in the order of their codes."""

    rules: tuple[Rule, ...]
    digest: str
    """SHA-256 over the bytes of every rule file, own ones too, and of what rules and facts stand on: parameters, packs,
    catalogues, and the checklists that are answered."""
    own: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The files of the municipality's own rules as they lie on the disk, by topic and name."""

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def named(self, code: str) -> Rule:
        """The rule with this code, in any case of letters; raises `UnknownRule`."""
        wanted = code.strip().upper()
        for rule in self.rules:
            if rule.code == wanted:
                return rule
        raise UnknownRule(code=code)


def read_rulebook(*folders: Path, national: Path | None = None) -> Rulebook:
    """Every rule below the folders, or the shipped ones; raises `MalformedChecklist` at the first file that is wrong.

    Rules stand one per file in a folder per topic; files directly in the folder are none. What the packs say of them
    comes from the shipped checklists, or from another folder (`national`).
    """
    return _rulebook(_files(folders or (folder("checklists"),)), national=national)


def rulebook_of(view: View, *, examples: bool = True) -> Rulebook:
    """The rules that judge this register: the shipped ones, and those in the folder its organisation names.

    Nothing else decides which rules judge. Without `examples` these are not read: they judge nobody, and are more than
    half of what the files hold. Raises `NoOwnRules`, or `MalformedChecklist` where an own rule is wrong or has the code
    of a shipped one.
    """
    organisation = view.organisation
    if organisation.own_rules is None:
        return _rulebook(_files((folder("checklists"),)), examples=examples)
    top = view.home / organisation.own_rules
    if not top.is_dir():
        raise NoOwnRules(folder=top, organisation=organisation.id)
    own = {f"{path.parent.name}/{path.name}": read_bounded(path) for path in rule_files(top)}
    return with_own(own, examples=examples)


def with_own(own: Mapping[str, bytes], *, examples: bool = True) -> Rulebook:
    """The shipped rules and these files of own ones, each under its topic and name; raises `MalformedChecklist`."""
    files = (_File(path.rpartition("/")[0], path, data) for path, data in own.items())
    return _rulebook(chain(_files((folder("checklists"),)), files), own, examples=examples)


class _File(NamedTuple):
    topic: str
    name: str
    data: bytes


def _files(folders: Iterable[Path]) -> Iterator[_File]:
    for top in folders:
        for path in rule_files(top):
            yield _File(path.parent.name, path.name, read_bounded(path))


def _rulebook(
    files: Iterable[_File],
    own: Mapping[str, bytes] = MappingProxyType({}),
    *,
    national: Path | None = None,
    examples: bool = True,
) -> Rulebook:
    shipped, packs = folder("checklists"), read_packs(national)
    rules: dict[str, Rule] = {}
    prints: dict[str, str] = {}
    for file in files:
        rule = _rule(file if examples else file._replace(data=file.data.partition(EXAMPLES)[0]))
        if rule.code in rules:
            raise MalformedChecklist(
                file=rule.file,
                line=rule.line,
                field="code",
                reason=f"{rules[rule.code].file} has that code already",
            )
        rules[rule.code] = replace(rule, national=said_of(rule.code, packs))
        prints[rule.code] = hashlib.sha256(file.data).hexdigest()
    catalogues = sorted((shipped / "catalogues").glob("*.yaml"))
    stood_on = (shipped / "parameters.yaml", *pack_files(national or shipped), *catalogues, *questionnaire_files())
    for path in stood_on:
        prints[f"{path.parent.name}/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return Rulebook(tuple(rules[code] for code in sorted(rules)), digest(canonical(prints)), own)


@lru_cache(maxsize=1024)
def _rule(file: _File) -> Rule:
    # The same bytes are the same rule: a process that judges many registers reads each file once.
    return rule_of(sheet_of(file.data, file.name), topic=file.topic)


def rule_files(top: Path) -> tuple[Path, ...]:
    """The files below a folder that hold a rule each."""
    return tuple(sorted(path for path in top.glob("*/*.yaml") if path.parent.name not in NOT_RULES))
