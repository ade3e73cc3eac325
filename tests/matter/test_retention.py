"""The retention and disposal plan: archive law before deletion, and what has no rule told."""

from datetime import date

import pytest

from compliance.checks.facts.disposal import ArchiveOrder
from compliance.matter.retention import retention_plan
from compliance.model.activity import ArchivalDuty, DataCategory, LegalHold, RetentionMode, TriggerEvent
from compliance.model.organisation import Person, Role
from compliance.model.supply import SupportsDeletion
from compliance.model.values import Answer
from tests.matter.register import PLAN, a_rule, a_system, disposed
from tests.matter.sample import a_book, for_others, source, told

ARCHIVIST = Person(id="PER-8", name="Arkivar", roles=(Role.records_manager,))
ENDED = PLAN.model_copy(update={"valid_to": date(2025, 12, 31)})


def a_plan(*documents):
    return retention_plan(source("retention-plan", a_book(ARCHIVIST, *documents)))


def the_rule(rule, **changed):
    plan = a_plan(told(retention_rules=(rule,), **changed), a_system())
    return plan.activities[0].rules[0]


def lacks(plan):
    return {each.id: each.activity_ids for each in plan.shortcomings}


def test_what_must_be_preserved_goes_to_the_archive_by_the_law_that_says_so():
    rule = the_rule(a_rule())
    assert rule.order is ArchiveOrder.preserve and rule.decided_by == "Skal bevares"
    assert rule.how_long == "10 år etter at saken er avsluttet" and rule.action == "Skal overføres til arkivet"
    assert rule.grounds[0] == "Etter arkivlova § 12 (må bekreftes av jurist)"
    assert rule.how == ("Arkivet tar imot: Arkivar", "1 år mellom hver gang, sist 16. feb. 2026")
    assert (rule.due.day, rule.due.mark) == (date(2027, 2, 16), "none")


def test_what_may_be_disposed_of_is_deleted_by_the_owner_of_the_system():
    rule = the_rule(disposed(), system_ids=("SYS-0001",))
    assert rule.grounds[0] == "Etter Kassasjonsplanen punkt 2"
    assert rule.how[0] == "IT-sjef sletter i System 1 (SYS-0001)"
    plan = a_plan(
        told(retention_rules=(disposed(),), system_ids=("SYS-0001",)), a_system(supports_deletion=SupportsDeletion.no)
    )
    assert plan.activities[0].rules[0].how[0] == "I System 1 (SYS-0001) skal IT-sjef slette, men systemet kan ikke"


@pytest.mark.parametrize(
    ("rule", "lack", "column"),
    [
        (disposed(archival_duty=ArchivalDuty.preserve), "must_preserve", "action"),
        (disposed(disposal_authority=()), "no_leave", "ground"),
        (disposed(archival_duty=ArchivalDuty.unknown), "order_open", "ground"),
        (disposed(archival_duty=None), "order_open", "ground"),
        (a_rule(period=None), "no_period", "time"),
        (a_rule(trigger_event=None), "no_start", "time"),
        (a_rule(trigger_event=TriggerEvent.other), "no_start", "time"),
        (a_rule(disposal_action=None), "no_action", "action"),
        (disposed(period="P5Y"), "too_long", "time"),
        (disposed(min_period_by_law="P5Y"), "too_short", "time"),
        (a_rule(archival_basis=()), "no_archive_law", "ground"),
        (disposed(disposal_authority=(ENDED,)), "no_leave", "ground"),
        (disposed(mode=RetentionMode.indefinite, period=None), "for_ever", "time"),
    ],
)
def test_what_stands_against_a_rule_is_told_in_its_place_and_counted(rule, lack, column):
    plan = a_plan(told(retention_rules=(rule,)))
    assert lacks(plan)[lack] == ("ACT-0001",)
    assert getattr(plan.activities[0].rules[0].lacks, column)


def test_a_sound_plan_lacks_nothing():
    plan = a_plan(told(retention_rules=(a_rule(),)))
    assert plan.shortcomings == () and plan.unverified == ("arkivlova § 12",)


def test_for_ever_is_for_what_must_be_preserved():
    assert a_plan(told(retention_rules=(a_rule(mode=RetentionMode.indefinite, period=None),))).shortcomings == ()


def test_a_copy_in_the_archive_first_frees_the_rest_for_deletion():
    rule = disposed(archival_duty=ArchivalDuty.preserve, archived_copy_first=Answer.yes)
    plan = a_plan(told(retention_rules=(rule,)))
    assert "must_preserve" not in lacks(plan) and "Kopi går til arkivet først" in plan.activities[0].rules[0].grounds


def test_data_without_a_rule_are_named_and_never_left_out():
    data = (DataCategory(id="d", name="Navn"), DataCategory(id="e", name="Karakterer"))
    plan = a_plan(told(1, data_categories=data, retention_rules=(a_rule(),)), told(2, retention_rules=()))
    assert plan.activities[0].without_rule == ("Karakterer",)
    assert lacks(plan)["no_rule"] == ("ACT-0001", "ACT-0002")


def test_what_nobody_can_tell_is_unknown():
    plan = a_plan(told(data_categories=(), retention_rules=(a_rule(data_category_ids=()),)))
    assert plan.activities[0].without_rule is None and lacks(plan)["no_rule"] == ("ACT-0001",)


@pytest.mark.parametrize(
    ("rule", "mark", "word"),
    [
        (
            disposed(last_disposal_run=date(2025, 2, 1), oldest_event_on=date(2020, 1, 1)),
            "lacking",
            "1. feb. 2026, over fristen",
        ),
        (
            disposed(last_disposal_run=date(2025, 2, 1)),
            "unknown",
            "1. feb. 2026 er passert. Ukjent om noe er forfalt",
        ),
        (disposed(last_disposal_run=date(2025, 2, 1), oldest_event_on=date(2026, 6, 1)), "none", "1. feb. 2026"),
        (disposed(disposal_interval=None), "unknown", "Mellomrom er ikke skrevet ned"),
        (disposed(last_disposal_run=None), "unknown", "Aldri gjort. Ukjent om noe er forfalt"),
        (disposed(last_disposal_run=None, oldest_event_on=date(2020, 1, 1)), "lacking", "Aldri gjort, og over fristen"),
        (disposed(last_disposal_run=None, oldest_event_on=date(2026, 6, 1)), "none", "Ingenting er gammelt nok ennå"),
        (disposed(legal_hold=LegalHold(until=date(2027, 1, 1))), "none", "Utsatt til 1. jan. 2027"),
        (disposed(legal_hold=LegalHold(reason="Sak")), "lacking", "Utsatt uten dato"),
        (a_rule(mode=RetentionMode.until_archived, disposal_action=None), "none", "–"),
    ],
)
def test_when_it_is_to_be_done_next_or_why_nobody_can_say(rule, mark, word):
    due = the_rule(rule).due
    assert (due.mark, due.word) == (mark, word)


def test_the_days_gather_what_is_due_and_begin_with_what_is_late():
    late = disposed(last_disposal_run=date(2025, 2, 1), oldest_event_on=date(2020, 1, 1))
    passed = disposed(last_disposal_run=date(2025, 3, 1))
    never = disposed(last_disposal_run=None)
    plan = a_plan(
        told(1, retention_rules=(a_rule(), late, passed)),
        told(2, retention_rules=(a_rule(), never, a_rule(mode=RetentionMode.until_archived, disposal_action=None))),
    )
    assert [(each.day, each.mark, each.rules, each.activity_ids) for each in plan.days] == [
        (date(2026, 2, 1), "lacking", 1, ("ACT-0001",)),
        (date(2026, 3, 1), "unknown", 1, ("ACT-0001",)),
        (date(2027, 2, 16), "none", 2, ("ACT-0001", "ACT-0002")),
        (None, "unknown", 1, ("ACT-0002",)),
    ]


def test_what_is_done_for_others_is_shown_and_no_lack_of_ours():
    plan = a_plan(for_others(retention_rules=(disposed(archival_duty=None),), owner_id=None))
    assert plan.activities[0].for_others and plan.shortcomings == ()


def test_every_rule_is_counted_once_by_who_decides():
    rules = (a_rule(), disposed(), disposed(is_public_record=Answer.no, archival_duty=ArchivalDuty.none))
    plan = a_plan(told(retention_rules=rules))
    assert [each.rules for each in plan.orders] == [1, 1, 1, 0, 0]
