"""Registers held in memory, and findings made by hand, for the tests of follow-up and memo."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from itertools import islice

from compliance.checks.engine import judge
from compliance.checks.finding import Area, Decides, Finding, Result, Severity
from compliance.checks.law import Reference, law_on
from compliance.checks.reading import Reading
from compliance.checks.rulebook import read_rulebook
from compliance.memo.material import Material
from compliance.model.activity import Activity, ActivityStatus, Art6, LegalBasis, Purpose
from compliance.model.decision import (
    Choice,
    Decision,
    Effect,
    Goal,
    Memo,
    MemoState,
    Option,
    Question,
    QuestionStatus,
    Task,
    TaskStatus,
    Theme,
    YearAmount,
)
from compliance.model.kinds import KINDS, kind_of
from compliance.model.organisation import Language, Organisation, Person, Role

AS_OF = date(2026, 11, 20)
WRITTEN = datetime(2026, 1, 5, 8, tzinfo=UTC)
SUND = Organisation(id="ORG-1", name="Sund kommune", country="NO", language=Language.nb, chief_executive_id="PER-1")
CHIEF = Person(id="PER-1", name="Kommunedirektøren", roles=(Role.chief_executive,))
IT = Person(id="PER-2", name="IT-sjef", unit="IT", roles=(Role.line_manager,))
SCHOOL = Person(id="PER-3", name="Skolesjef", unit="Oppvekst", roles=(Role.line_manager,))
BINDING = Reference(instrument="GDPR", provision="6(1)", jurisdiction="EU", verified=True)


class Book:
    """The reading side of a register, over documents in memory."""

    register, entry, head = "sund", 7, "7f3a91c208de44b1" * 4

    def __init__(self, *documents, owner=SUND, changed=WRITTEN):
        self.held = {document.id: document for document in (owner, *documents)}
        self.owner, self.changed = owner, changed

    @property
    def organisation(self):
        return self.owner

    def of(self, kind, *, retired=False):
        found = [each for each in self.held.values() if kind_of(each) is KINDS[kind]]
        return tuple(each for each in found if retired or each.retired is None)

    def walk(self, part=0, parts=1):
        return islice((each for kind in KINDS for each in self.of(kind)), part, None, parts)

    def get(self, id):
        return self.held.get(id)

    def name_of(self, id):
        return self.held[id].name if id in self.held else id

    def changed_at(self, id):
        return self.changed


def reading(*documents) -> Reading:
    return Reading(Book(SUND, CHIEF, IT, SCHOOL, *documents))


@cache
def rulebook():
    return read_rulebook()


def judged(*documents, findings=(), as_of=AS_OF, language="nb", rules=None) -> Material:
    """What a memo is made from, with findings made by hand."""
    book = Book(CHIEF, IT, SCHOOL, *documents)
    return Material(book, rulebook() if rules is None else rules, law_on(as_of, "NO"), as_of, tuple(findings), language)


def judged_by_the_rules(book) -> Material:
    """What a memo is made from, with the findings the shipped rules make."""
    law = law_on(AS_OF, "NO")
    return Material(book, rulebook(), law, AS_OF, judge(book, rulebook(), law, AS_OF))


def a_finding(number=1, **changed) -> Finding:
    given = {
        "id": f"F-{number:012x}", "rule": "ROPA-LEGAL-002", "subject": f"ACT-{number:04}",
        "subject_name": f"Behandling {number}", "path": "legal_bases[0]", "area": Area.law,
        "severity": Severity.blocker, "result": Result.gap, "decides": Decides.leader,
        "statement": "Som myndighet støtter vi oss på egen nytte.", "arguments": {}, "remedy": "Bytt grunnlag.",
        "citations": (BINDING,), "theme": Theme.lawfulness,
    }  # fmt: skip
    return Finding(**{**given, **changed})


def an_activity(number=1, **changed) -> Activity:
    given = {
        "id": f"ACT-{number:04}", "name": f"Behandling {number}", "unit": "Oppvekst", "status": ActivityStatus.active,
        "purposes": (Purpose(id="p1", text="Undervise"),), "legal_bases": (LegalBasis(purpose_id="p1", art6=Art6.e),),
        "volume_persons": 100 * number, "started_on": date(2020, 1, number),
    }  # fmt: skip
    return Activity(**{**given, **changed})


def an_option(id="fix", **changed) -> Option:
    given = {
        "id": id, "title": "Rette det", "description": "Lederne retter.", "one_off_cost": 100,
        "annual_cost": (YearAmount(year=2027, amount=50),),
        "effects": (Effect(indicator="Feil", before=3, after=0),),
    }  # fmt: skip
    return Option(**{**given, **changed})


def a_zero(**changed) -> Option:
    return an_option(
        "zero", **{"title": "Ingenting", "is_zero_option": True, "one_off_cost": 0, "annual_cost": (), **changed}
    )


def a_question(number=1, **changed) -> Question:
    given = {
        "id": f"QUE-{number:04}", "name": f"Sak {number}", "question": "Skal vi rette det?",
        "theme": Theme.lawfulness, "options": (a_zero(), an_option()), "recommended_option": "fix",
        "reasons": "Det er billigst. Det går fort.", "owner_id": "PER-2", "deadline": date(2027, 3, 1),
        "goal": Goal(indicator="Feil", baseline=3, target=0, unit="feil", due=date(2027, 3, 1)),
        "status": QuestionStatus.draft,
    }  # fmt: skip
    return Question(**{**given, **changed})


def a_decided(number=1, choice=Choice.recommended, **changed) -> Question:
    """A question the leader answered on 12 May 2026; `decision` changes fields of the answer."""
    answer = {"choice": choice, "decided_on": date(2026, 5, 12), "memo_id": "MEM-0001", **changed.pop("decision", {})}
    given = {
        "status": QuestionStatus.decided,
        "decision": Decision(**answer),
        "deadline": date(2026, 9, 1),
        "goal": None,
    }
    return a_question(number, **{**given, **changed})


def a_task(number=1, **changed) -> Task:
    given = {
        "id": f"TASK-{number:04}", "name": f"Oppgave {number}", "question_id": "QUE-0001", "owner_id": "PER-2",
        "due": date(2026, 9, 1), "status": TaskStatus.open,
    }  # fmt: skip
    return Task(**{**given, **changed})


def a_memo(number=1, **changed) -> Memo:
    given = {"id": f"MEM-{number:04}", "name": "Våren 2026", "as_of": date(2026, 4, 30), "state": MemoState.signed}
    return Memo(**{**given, **changed})
