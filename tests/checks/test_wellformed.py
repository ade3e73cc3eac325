import pytest

from compliance.checks.faults import Fault
from compliance.checks.rule import LANGUAGE
from compliance.checks.sight import names_seen
from compliance.checks.wellformed import condition, silences

SCOPE = names_seen("legal_basis", "register")


def check(source, judges="legal_basis", stage="register"):
    condition(LANGUAGE.expression(source).tree, names_seen(judges, stage))


WELL_FORMED = [
    ("legal_basis", 'legal_basis.art6 == "e"'),
    ("legal_basis", 'legal_basis.art6 in ["c", "e"] && legal_basis.supplementary_basis == []'),
    ("legal_basis", "purpose.task_as_authority"),
    ("legal_basis", "!has(purpose.task_as_authority) || !purpose.task_as_authority"),
    ("legal_basis", "legal_basis.decided_on < today"),
    ("legal_basis", 'legal_basis.decided_on >= "2018-05-25"'),
    ("legal_basis", "legal_basis.supplementary_basis.exists(r, has(r.valid_to) && r.valid_to < today)"),
    ("legal_basis", 'related.data_categories.exists(d, d.sensitivity == "art9")'),
    ("legal_basis", 'organisation.country == "NO"'),
    ("legal_basis", "legal_basis.purpose_id == purpose.id"),
    ("activity", "size(activity.purposes) > 1"),
    ("activity", "activity.purposes.size() > 1 + 1"),
    ("activity", "activity.purposes.filter(p, p.task_as_authority) == []"),
    ("activity", 'activity.data_categories.map(d, d.sensitivity).exists(s, s == "art9")'),
    ("activity", "activity.purposes.exists_one(p, !has(p.text))"),
    ("activity", "activity.volume_persons > 100"),
    ("activity", "has(activity.review_interval)"),
    ("activity", "facts.review_due < today"),
    ("activity", "activity.screening.scoring ? activity.profiling : activity.camera"),
    ("activity", 'activity.name.startsWith("x")'),
    ("activity", "activity.system_ids == activity.engagement_ids"),
    ("transfer", "!(transfer.country in law.eea)"),
    ("task", "facts.days_overdue > law.overdue_escalation_days"),
    ("notice", 'has(notice.items_present) && !("13.1.a" in notice.items_present)'),
    ("option", "option.is_zero_option && question.options.size() > 1"),
    ("organisation", "organisation.is_public_authority"),
    ("act_of_law", "act_of_law.references.all(r, !has(r.checked_on))"),
]


@pytest.mark.parametrize(("judges", "source"), WELL_FORMED)
def test_a_condition_that_agrees_with_the_model_is_accepted(judges, source):
    check(source, judges)


REFUSED = [
    ("legal_basis.art6 == null", "null"),
    ("legal_basis.art66 == legal_basis.art6", "no field “art66”; perhaps “art6”"),
    ('legal_basis.art6 == "E"', "“E” is none of: a, b, c, d, e, f"),
    ('legal_basis.art6 in ["e", "x"]', "“x” is none of"),
    ('"x" == legal_basis.art6', "“x” is none of"),
    ('legal_basis.art6 == "unknown"', "unknown is asked for with !has"),
    ('purpose.task_as_authority == "yes"', "an answer stands bare"),
    ("legal_basis.art6", "it gives a code"),
    ("legal_basis.art6 && true", "“legal_basis.art6” is a code, where yes or no is wanted"),
    ("has(legal_basis.supplementary_basis)", "always there"),
    ("has(activity.id)", "always there"),
    ("legal_basis.supplementary_basis.instrument == legal_basis.purpose_id", "is a list; ask with exists"),
    ('legal_basis.purpose_id.deeper == "x"', "is text and has no field"),
    ('legal_basis.decided_on < "25.05.2018"', "is no date"),
    ('legal_basis.decided_on < "2018-02-30"', "is no date"),
    ("activity.review_interval == activity.review_interval", "periods are compared by facts"),
    ('law.review_interval == "P1Y"', "periods are compared by facts"),
    ("activity.review_interval < today", "period"),
    ("activity.volume_persons == today", "number is compared with date"),
    ('activity.volume_persons == "many"', "number is compared with text"),
    ("activity.name < activity.description", "only numbers, dates and moments have an order"),
    ("legal_basis.art6 == activity.status", "no word in common"),
    ("activity.status in activity.sources", "no word in common"),
    ("activity.name.exists(x, true)", "where a list is wanted"),
    ("legal_basis.art6 in activity.name", "where a list is wanted"),
    ("size(activity.volume_persons) > 1", "has no size"),
    ("activity.name + activity.name == activity.name", "only whole numbers"),
    ("activity.volume_persons / 2 > 1", "let a fact compute it"),
    ('timestamp(today) > timestamp("2026-01-01T00:00:00Z")', "let a fact compute it"),
    ('activity.name.matches("a+")', "let a fact compute it"),
    ("activity.purposes[0].task_as_authority", "let a fact compute it"),
    ("int(activity.name) > 1", "let a fact compute it"),
    ("activity.volume_persons > 1.5", "only text, whole numbers"),
    ('activity.volume_persons.startsWith("x")', "is asked of text"),
    ("retention_rule.period == today", "not seen here"),
    ("facts.nothing_such", "no field “nothing_such”"),
    ("related.supplier.name == activity.name", "no field “supplier”"),
    ("law.no_such_limit > 1", "no field “no_such_limit”"),
    ("findings.exists(f, f.silence)", "not seen here"),
    ("purpose.task_as_authority ? 1 : 2", "it gives number"),
    ("activity.volume_persons ? true : false", "where yes or no is wanted"),
    ("[1].exists(a, [2].exists(b, [3].exists(c, [4].exists(d, a == d))))", "too costly"),
]


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_a_condition_that_would_pass_for_care_is_refused(source, reason):
    with pytest.raises(Fault) as refused:
        check(source)
    assert reason in str(refused.value)


def test_findings_are_seen_only_by_rules_on_the_memo():
    check('findings.exists(f, f.severity == "blocker" && f.decides == "leader")', "memo", "memo")
    with pytest.raises(Fault, match="none of"):
        check('findings.exists(f, f.severity == "terrible")', "memo", "memo")


@pytest.mark.parametrize(
    ("source", "favouring"),
    [
        ("has(o.a) && o.a < today", ["o.a"]),
        ("!has(o.a) || !o.a", []),
        ("!(has(o.a) && o.b)", []),
        ("!(!has(o.a))", ["o.a"]),
        ("o.a", []),
        ("has(o.a) ? o.b : true", ["o.a"]),
        ("o.b ? has(o.a) : !has(o.c)", ["o.a"]),
        ("o.rows.exists(r, has(r.a) && r.a < today)", ["r.a"]),
        ("o.rows.all(r, !has(r.a))", []),
        ("!o.rows.exists(r, has(r.a))", []),
        ("o.rows.filter(r, has(r.a)) == []", ["r.a"]),
        ("has(o.a) == true", ["o.a"]),
    ],
)
def test_what_lets_silence_pass_as_in_order_is_found(source, favouring):
    from compliance.checks.expression import Language

    tree = Language(frozenset({"o", "today"})).expression(source).tree
    assert list(silences(tree)) == favouring
