"""The plan for competence: the roles needed and who holds them, training, and what the checklist shows to lack."""

from __future__ import annotations

from compliance.checks.facts.governance import roles_not_in_writing
from compliance.checks.related import governance_of
from compliance.matter.answers import SECTION, Answers, answered, unverified
from compliance.matter.composed import Cell, Entry, Statement, Topic, TopicReport
from compliance.matter.source import Source
from compliance.matter.topics import Rows
from compliance.memo.composed import Mark
from compliance.model.governance import GovernanceProfile
from compliance.model.organisation import Role


def competence_report(source: Source) -> TopicReport:
    """The plan of the register's own organisation."""
    competence = Competence(source)
    answers, found = Answers(source), answered(source, source.reading.organisation.id)
    told = [answers.topic(each) for each in found] or [answers.nobody()]
    topics = (competence.roles(SECTION), competence.training(SECTION), *told)
    return TopicReport(head=source.head(), topics=topics, unverified=unverified(found, source))


class Competence:
    """Who holds which role, and who has been trained, as the governance of the organisation says."""

    def __init__(self, source: Source) -> None:
        self.source, self.rows, self.said = source, Rows(source), Rows(source).said
        self.profile = governance_of(source.reading.organisation, source.reading)

    def roles(self, section: str) -> Topic:
        """Every role needed, with who holds it and whether that is in writing; the same fact as the rules use."""
        given = (self.source.reading.organisation, self.source.reading, self.source.law, self.source.as_of)
        lacking = roles_not_in_writing(*given)
        heading = self.said("roles.heading")
        if lacking is None or self.profile is None:
            unknown = self.rows.not_written(self.said("roles.none"))
            return Topic(id="roles", section=section, heading=heading, statements=(unknown,))
        needed = tuple(dict.fromkeys(self.profile.required_roles))
        filled = self.said("roles.filled", n=len(needed) - len(lacking), of=len(needed))
        return Topic(
            id="roles", section=section, heading=heading,
            statements=(
                Statement(text=filled, rests_on=(self.profile.id,)), Statement(text=self.said("roles.time")),
            ),
            tables=self.rows.table("roles", [self._role(each, self.profile, lacking) for each in needed]),
        )  # fmt: skip

    def _role(self, role: Role, profile: GovernanceProfile, lacking: tuple[Role, ...]) -> Entry:
        holders = [each.person_id for each in profile.assignments if each.role is role and each.person_id]
        names = [self.source.person(id) or id for id in holders]
        state = "in_writing" if role not in lacking else "not_in_writing" if holders else "empty"
        mark: Mark = "fine" if state == "in_writing" else "lacking"
        return Entry(
            cells=(
                Cell(lines=(self.rows.name(role),)),
                self.rows.person(", ".join(names)), Cell(mark=mark, word=self.said(f"roles.{state}")),
            ),
            rests_on=(profile.id, *holders),
        )  # fmt: skip

    def training(self, section: str) -> Topic:
        """How many of the staff are trained, against the goal."""
        statements = (self._trained(), self._ai())
        return Topic(id="training", section=section, heading=self.said("training.heading"), statements=statements)

    def _trained(self) -> Statement:
        profile = self.profile
        if profile is None or profile.training_coverage_pct is None:
            return self.rows.not_written(self.said("training.unknown"))
        now, target = profile.training_coverage_pct, profile.training_target_pct
        mark: Mark = "unknown" if target is None else "fine" if now >= target else "lacking"
        told = self.said("training.no_target" if target is None else "training.reached", n=now, target=target)
        return Statement(text=told, mark=mark, word=self.said(f"training.marks.{mark}"), rests_on=(profile.id,))

    def _ai(self) -> Statement:
        profile = self.profile
        if profile is None or profile.ai_training_on is None:
            return self.rows.not_written(self.said("training.ai_unknown"))
        return Statement(text=self.said("training.ai", day=profile.ai_training_on), rests_on=(profile.id,))
