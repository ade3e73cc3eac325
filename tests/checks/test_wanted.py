import pytest

from compliance.checks.context import chosen, plain
from compliance.checks.rule import LANGUAGE
from compliance.checks.wanted import wanted
from compliance.model.kinds import KINDS
from compliance.model.reading import read_document

ACTIVITY = read_document(
    KINDS["activity"],
    {
        "id": "ACT-1",
        "name": "Skole",
        "status": "active",
        "notice_ids": ["NOT-1", "NOT-2"],
        "retention_rules": [{"trigger_other": "Utgang"}],
        "data_categories": [{"id": "d1", "name": "Navn", "sensitivity": "ordinary"}, {"id": "d2"}],
    },
)


def read(*conditions):
    return wanted(LANGUAGE.expression(condition).tree for condition in conditions)


@pytest.mark.parametrize(
    ("condition", "seen"),
    [
        ("activity.status == 'active'", {"activity": {"status": "*"}}),
        ("has(activity.role)", {"activity": {"role": {}}}),
        ("activity.legal_bases.exists(b, b.art6 == 'e')", {"activity": {"legal_bases": {"art6": "*"}}}),
        ("activity.data_categories.all(d, d.name in ['x'])", {"activity": {"data_categories": {"name": "*"}}}),
        ("related.systems == [] && [] != related.notices", {"related": {"systems": {}, "notices": {}}}),
        ("size(related.systems) > 1", {"related": {"systems": {}}}),
        ("'x' in activity.notice_ids", {"activity": {"notice_ids": "*"}}),
        ("activity == activity", {"activity": "*"}),
        (
            "related.systems.exists(s, activity.system_ids.exists(i, i == s.id))",
            {"related": {"systems": {"id": "*"}}, "activity": {"system_ids": "*"}},
        ),
        # A list made on the spot cannot be followed, so what it is made of is wanted whole.
        ("related.systems.filter(s, s.hosting == 'x').all(s, s.status == 'y')", {"related": {"systems": "*"}}),
        ("related.systems.map(s, s.id) == ['x']", {"related": {"systems": {"id": "*"}}}),
        ("today < law.x", {"today": "*", "law": {"x": "*"}}),
    ],
)  # fmt: skip
def test_what_a_condition_reads_is_found_field_by_field(condition, seen):
    def told(one):
        return "*" if one.whole else {name: told(below) for name, below in one.fields.items()}

    assert told(read(condition)) == seen


def test_only_what_is_wanted_is_converted():
    activity = read("activity.data_categories.exists(d, d.sensitivity == 'ordinary') && activity.retention_rules == []")
    assert chosen(ACTIVITY, activity.fields["activity"]) == {
        "data_categories": [{"sensitivity": "ordinary"}, {}],
        "retention_rules": [{}],
    }


def test_what_is_wanted_whole_is_converted_whole():
    everything = read("activity == activity").fields["activity"]
    assert chosen(ACTIVITY, everything) == plain(ACTIVITY)
