import pytest

from compliance.checks import faults
from compliance.checks.faults import Fault
from compliance.checks.rule import LANGUAGE
from compliance.checks.sight import names_seen
from compliance.checks.wellformed import condition

PROVOKED = {
    faults.WritesNull: "activity.name == null",
    faults.WritesOddLiteral: "activity.volume_persons > 1.5",
    faults.NotSeen: "purpose.text == activity.name",
    faults.NoSuchField: "activity.nmae == activity.unit",
    faults.FieldOfList: "activity.purposes.text == activity.name",
    faults.FieldOfValue: "activity.name.first == activity.unit",
    faults.AlwaysThere: "has(activity.purposes)",
    faults.NotACondition: "activity.name",
    faults.NotYesOrNo: "!activity.name",
    faults.NoSuchFunction: 'activity.name.matches("x")',
    faults.NoOrder: "activity.name < activity.unit",
    faults.NotAList: "activity.name.exists(x, true)",
    faults.NoSize: "size(activity.camera) == 1",
    faults.NoSum: "activity.name + activity.unit == activity.name",
    faults.NotText: 'activity.camera.contains("x")',
    faults.ComparesPeriods: 'activity.review_interval == "P1Y"',
    faults.NoSuchCode: 'activity.status == "busy"',
    faults.CodesApart: "activity.status == activity.role",
    faults.NotADate: 'activity.started_on < "i fjor"',
    faults.NotAlike: "activity.volume_persons == activity.name",
    faults.AnswerCompared: 'activity.camera == "yes"',
    faults.ComparesRecords: "activity.purposes == activity.purposes",
    faults.WritesMessage: "google.protobuf.Timestamp{seconds: 1} == today",
    faults.GoesThroughTooOften: (
        "related.systems.all(a, related.risks.all(b, related.notices.all(c, a.id == b.id || b.id == c.id)))"
    ),
    faults.TooManyLoops: "[1].all(a, [1].all(b, [1].all(c, [1].all(d, true))))",
}


@pytest.mark.parametrize(("fault", "source"), PROVOKED.items(), ids=lambda given: getattr(given, "__name__", None))
def test_each_fault_says_what_is_wrong_in_whole_words(fault, source):
    with pytest.raises(Fault) as refused:
        condition(LANGUAGE.expression(source).tree, names_seen("activity", "register"))
    assert type(refused.value) is fault
    assert "{" not in str(refused.value)


def test_no_fault_goes_untested():
    assert set(Fault.__subclasses__()) == set(PROVOKED)
