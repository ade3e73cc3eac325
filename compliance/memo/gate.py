"""The gate: a memo that is not whole is not put before the leader, and what is missing is said record by record.

The rules of the families MEMO, DEC, SOD and PUB judge the composed memo, and so does RISK-ACC-004, which must see the
other findings. A blocker stops it; so does a major of the family MEMO, for a question without cost, owner or deadline
asks the leader to sign a blank (guide D.3). Money that nobody has set aside does not: finding it is what the leader is
asked. Two limits of reports/decision-memo.yaml stop it too: how many questions, and how long a summary. What else makes
a memo hard to read is for `compliance.memo.lint` to say, and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from compliance.checks.engine import judge_memo
from compliance.checks.finding import Decides, Finding, Result, Severity, family
from compliance.checks.reading import Overlay
from compliance.errors import ComplianceError
from compliance.language.catalogues import gettext_for
from compliance.language.readability import word_count
from compliance.language.wording import wording
from compliance.memo.compose import NO_MEMO, Composition, undecided
from compliance.memo.kind import KIND, report_kind
from compliance.memo.material import Material
from compliance.memo.missing import lacks
from compliance.memo.questions import pending_questions
from compliance.model.decision import Memo, Question

_FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "MEMO-ZERO-001": ("zero",),
        "MEMO-OPT-001": ("options",),
        "MEMO-COST-001": ("cost", "effect"),
        "MEMO-OWN-001": ("owner", "deadline", "goal_indicator", "goal_baseline", "goal_target", "goal_due"),
    }
)
"""Which empty fields a rule of the gate speaks of, by the keys of `compliance.memo.missing`."""


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason why the memo is stopped: the rule's words, the record and its fields, and the command that helps."""

    rule: str
    record: str
    name: str
    fields: tuple[str, ...]
    statement: str
    command: str
    remedy: str = ""

    def __str__(self) -> str:
        where = f"{self.record} {', '.join(self.fields)}".strip()
        rule = f" ({self.rule})" if self.rule else ""
        return f"{where}: {self.statement}{rule}  →  {self.command}"


class MemoRefused(ComplianceError):
    exit_code = 1
    sentence = "The memo is not ready to be put before the leader:\n{objections_text}"
    hint = "Fill in what is missing and try again, or add --draft to read it as it is."

    def __init__(self, *, objections: Sequence[Objection]) -> None:
        super().__init__(objections_text="\n".join(f"  {objection}" for objection in objections))
        self.objections = tuple(objections)


def pass_gate(composition: Composition, material: Material) -> None:
    """Let a whole memo through; raise `MemoRefused` with every objection otherwise."""
    if found := objections(composition, material):
        raise MemoRefused(objections=found)


def objections(composition: Composition, material: Material) -> tuple[Objection, ...]:
    """What stops the memo, gravest first."""
    found = second_pass(composition, material)
    judged = (objection(finding, composition) for finding in found if stops(finding, material))
    over = _over_limits(composition, material)
    return (*_pending(material), *_unfinished(composition, material), *over, *judged)


def second_pass(composition: Composition, material: Material) -> tuple[Finding, ...]:
    """Every finding on the composed memo, those that do not stop it too (hard words, length)."""
    composed = Overlay(material.view, (composition.document, *composition.questions))
    return judge_memo(
        composed, material.rulebook, material.law, material.as_of, composition.document, material.findings,
        texts=gettext_for(material.language),
    )  # fmt: skip


def _pending(material: Material) -> Iterator[Objection]:
    """A memo that waits for its answers is answered before the next one is put before the leader."""
    said = wording(KIND, material.language)
    for memo in dict.fromkeys(question.memo_id for question in pending_questions(material) if question.memo_id):
        yield Objection(
            rule="", record=memo, name=material.view.name_of(memo), fields=(),
            statement=said("pending"), command=f"compliance decide {memo}",
        )  # fmt: skip


def _unfinished(composition: Composition, material: Material) -> Iterator[Objection]:
    """What no rule needs to say: a question that asks nothing, or advises nothing."""
    said = wording(KIND, material.language)
    for question in composition.questions:
        for lack in lacks(question):
            if lack.key in ("question", "recommended"):
                what = said(f"missing.{lack.key}.label")
                yield Objection(
                    rule="", record=question.id, name=question.name, fields=(lack.path,),
                    statement=said("lacks", what=what), command=edit_command(question.id, (lack.path,)),
                )  # fmt: skip


def _over_limits(composition: Composition, material: Material) -> Iterator[Objection]:
    """More than a leader can take in, by the limits of the report."""
    memo, limits = composition.document, report_kind(KIND).limits
    named = len(undecided(material, material.reading.find(Memo, memo.id)))
    long = word_count(memo.summary or "", material.written_in)
    said = wording(KIND, material.language)
    for path, rule, measure, n, most in (
        ("question_ids", "", "questions", named, limits.questions),
        ("summary", "MEMO-LEN-001", "summary_words", long, limits.summary_words),
    ):
        if n > most:
            yield Objection(
                rule=rule, record=memo.id, name=memo.name, fields=(path,), command=edit_command(memo.id),
                statement=said(f"remarks.{measure}.what", n=n, most=most), remedy=said(f"remarks.{measure}.mend"),
            )  # fmt: skip


def edit_command(record: str, fields: Sequence[str] = ()) -> str:
    """The command that fills the fields in; lists are easier in the editor, which `edit` opens by itself."""
    single = [field for field in fields if not field.endswith(("options", "effects", "annual_cost"))]
    settings = "".join(f" --set {field}=…" for field in single) if len(single) == len(fields) else ""
    return f"compliance edit {record}{settings}"


def stops(finding: Finding, material: Material) -> bool:
    """Whether a finding of the second pass stops the memo.

    What cannot be told stops it as what is wrong does: by how grave the rule is, not by its softened form.
    """
    severity = finding.severity if finding.result is Result.gap else _gravest(finding.rule, material)
    if family(finding.rule) == "MEMO" and material.rulebook.named(finding.rule).said.decides is Decides.line:
        return severity is not Severity.minor
    return severity is Severity.blocker and finding.result is Result.gap


def _gravest(code: str, material: Material) -> Severity:
    return min((severity for _, severity in material.rulebook.named(code).grades), key=list(Severity).index)


def objection(finding: Finding, composition: Composition) -> Objection:
    """A finding of the second pass with the fields it speaks of and the command that fills them in."""
    question = next((each for each in composition.questions if each.id == finding.subject), None)
    fields = _fields(finding, question)
    command = edit_command(finding.subject, fields)
    if finding.rule == "MEMO-OPEN-001":
        command = "compliance questions --save"
    elif finding.subject == NO_MEMO:  # it has no record yet that could be edited
        command = f"compliance explain {finding.rule}"
    return Objection(
        rule=finding.rule, record=finding.subject, name=finding.subject_name,
        fields=fields, statement=finding.statement, command=command, remedy=finding.remedy,
    )  # fmt: skip


def _fields(finding: Finding, question: Question | None) -> tuple[str, ...]:
    if question is None or finding.rule not in _FIELDS:
        return (finding.path,) if finding.path else ()
    wanted = _FIELDS[finding.rule]
    inside = finding.path if finding.path.startswith("options[") else ""
    return tuple(lack.path for lack in lacks(question) if lack.key in wanted and lack.path.startswith(inside))
