"""The words of a drafted question: sentence, facts, the zero option and one remedy, from reports/questions.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from compliance.checks.finding import Finding
from compliance.language.wording import Wording, wording
from compliance.memo.affected import Affected, affected
from compliance.memo.costs import horizon
from compliance.memo.kind import KIND
from compliance.memo.material import Material, breaks_law
from compliance.memo.proposals import remembering
from compliance.memo.stakes import counted, in_letters
from compliance.model.decision import Goal, Option, Question, QuestionStatus, Theme, YearAmount
from compliance.model.values import Answer

CODE = "questions"
ZERO, REMEDY = "null", "rette"
NAMED = 3
"""How many records a sentence names before it says only how many there are."""
HORIZON_YEARS = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for one question: the rule's own where all findings are of one rule, else the theme's."""

    said: Wording
    numbers: Wording
    theme: Theme
    rule: str | None

    def __call__(self, part: str, **facts: object) -> str:
        return self.said(self._path(part), **facts)

    def number_of(self, findings: Sequence[Finding]) -> int:
        """What the words count: findings, or the records they are about, where one record may hold several."""
        own = self.said.held(f"rules.{self.rule}.counts")
        return len({finding.subject for finding in findings}) if own == "records" else len(findings)

    def counted(self, part: str, n: int) -> str:
        return counted(self.said, self._path(part), n, in_letters(n, self.numbers))

    def _path(self, part: str) -> str:
        own = f"rules.{self.rule}.{part}"
        return own if self.rule and self.said.has(own) else f"themes.{self.theme}.{part}"


def drafted(identity: str, theme: Theme, findings: Sequence[Finding], material: Material) -> Question:
    """A whole draft: what only the officer knows (cost, effect, owner, deadline) is left empty.

    It remembers its texts as they are proposed here, for when they are edited.
    """
    rules = sorted({finding.rule for finding in findings})
    words = _Words(
        wording(CODE, material.language), wording(KIND, material.language), theme, rules[0] if len(rules) == 1 else None
    )
    n = words.number_of(findings)
    proposal = Question(
        id=identity,
        name=words.counted("title", n),
        question=words.counted("question", n),
        background=background(findings, material),
        why_leader=words("why"),
        theme=theme,
        finding_ids=tuple(sorted(finding.id for finding in findings)),
        options=(_zero(words, findings, material), _remedy(words)),
        recommended_option=REMEDY,
        goal=Goal(indicator=words("goal.label"), unit=words("goal.unit"), baseline=n, target=0),
        requires_action=Answer.yes,
        status=QuestionStatus.draft,
    )
    return remembering(proposal, material.language)


def background(findings: Sequence[Finding], material: Material) -> str:
    """What the leader must know: what is wrong and where, whose it is, how many people, since when."""
    said = wording(CODE, material.language)
    touched = affected(findings, material.reading)
    by_words = groupby(sorted(findings, key=_said_first), key=lambda finding: (finding.rule, finding.statement))
    lines = [_stated(statement, list(group), said) for (_, statement), group in by_words]
    return "\n\n".join([*lines, _about(touched, said)]).strip()


def unlawful_by(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The rules by which doing nothing would be unlawful."""
    return tuple(sorted({finding.rule for finding in findings if breaks_law(finding)}))


def _said_first(finding: Finding) -> tuple[str, str, str, str]:
    return finding.severity, finding.rule, finding.statement, finding.subject_name


def _stated(statement: str, group: Sequence[Finding], said: Wording) -> str:
    names = tuple(dict.fromkeys(finding.subject_name for finding in group))
    path = "few" if len(names) <= NAMED else "storm"
    return said(f"background.{path}", statement=statement, n=len(names), names=names[:NAMED])


def _about(touched: Affected, said: Wording) -> str:
    found = []
    if touched.units:
        found.append(said.counted("background.units", len(touched.units), units=touched.units))
    if touched.people:
        found.append(said("background.people", people=touched.people))
        if touched.people_unknown:
            found.append(said.counted("background.people_unknown", touched.people_unknown))
    if touched.oldest:
        found.append(said("background.oldest", oldest=touched.oldest))
    return " ".join(found)


def _zero(words: _Words, findings: Sequence[Finding], material: Material) -> Option:
    """Doing nothing costs nothing; what follows is told by the memo from the register of the day."""
    years = horizon((), material.as_of.year, HORIZON_YEARS)
    return Option(
        id=ZERO,
        title=words("zero.title"),
        description=words("zero.description"),
        is_zero_option=True,
        unlawful_because=unlawful_by(findings),
        one_off_cost=0,
        annual_cost=tuple(YearAmount(year=year, amount=0) for year in years),
        not_estimated_reason=words.said("zero_cost"),
    )


def _remedy(words: _Words) -> Option:
    return Option(id=REMEDY, title=words("remedy.title"), description=words("remedy.description"))


def themes_of(findings: Sequence[Finding]) -> dict[Theme, list[Finding]]:
    """The findings of each theme, themes in the order of the guide."""
    return {theme: mine for theme in Theme if (mine := [finding for finding in findings if finding.theme is theme])}
