"""All rules of a folder, and the fingerprint that says which rules judged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compliance.canonical import canonical, digest
from compliance.checks.loading import MalformedChecklist, read_sheet
from compliance.checks.rule import Rule, rule_of
from compliance.errors import ComplianceError
from compliance.resources import folder

NOT_RULES: Final = frozenset({"catalogues", "words", "questionnaires"})
"""Folders of checklists/ that hold something else than rules."""


class UnknownRule(ComplianceError):
    sentence = "There is no rule {code}."
    hint = "“compliance check” prints the code of every finding; codes look like ROPA-LEGAL-001."


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in the order of their codes."""

    rules: tuple[Rule, ...]
    digest: str
    """SHA-256 over the bytes of every rule file, of the parameters and of the catalogues, on which facts stand."""

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


def read_rulebook(*folders: Path) -> Rulebook:
    """Every rule below the folders, or the shipped ones; raises `MalformedChecklist` at the first file that is wrong.

    Rules stand one per file in a folder per topic; files directly in the folder are none.
    """
    rules: dict[str, Rule] = {}
    prints: dict[str, str] = {}
    for top in folders or (folder("checklists"),):
        for path in rule_files(top):
            rule = rule_of(read_sheet(path), topic=path.parent.name)
            if rule.code in rules:
                raise MalformedChecklist(
                    file=rule.file,
                    line=rule.line,
                    field="code",
                    reason=f"{rules[rule.code].file} has that code already",
                )
            rules[rule.code] = rule
            prints[rule.code] = hashlib.sha256(path.read_bytes()).hexdigest()
    parameters = folder("checklists") / "parameters.yaml"
    for path in (parameters, *sorted((folder("checklists") / "catalogues").glob("*.yaml"))):
        prints[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return Rulebook(tuple(rules[code] for code in sorted(rules)), digest(canonical(prints)))


def rule_files(top: Path) -> tuple[Path, ...]:
    """The files below a folder that hold a rule each."""
    return tuple(sorted(path for path in top.glob("*/*.yaml") if path.parent.name not in NOT_RULES))
