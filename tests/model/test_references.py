from compliance.model.kinds import KINDS
from compliance.model.reading import read_document
from compliance.model.references import Reference, dangling_within, references


def activity(**more):
    return read_document(KINDS["activity"], {"id": "ACT-1", "name": "Navn"} | more)


def test_references_are_found_however_deep_they_lie():
    found = activity(
        owner_id="PER-1",
        system_ids=["SYS-1", "SYS-2"],
        legal_bases=[{"supplementary_basis": [{"replaced_by": {"checked_by": "PER-9"}}]}],
    )
    assert set(references(found)) == {
        Reference("owner_id", "PER-1", "person"),
        Reference("system_ids[0]", "SYS-1", "system"),
        Reference("system_ids[1]", "SYS-2", "system"),
        Reference("legal_bases[0].supplementary_basis[0].replaced_by.checked_by", "PER-9", "person"),
    }


def test_a_risk_may_concern_a_record_of_any_kind():
    risk = read_document(KINDS["risk"], {"id": "RISK-1", "name": "x", "object_ids": ["SYS-1", "ACT-1"]})
    assert [(r.target, r.kind) for r in references(risk)] == [("SYS-1", ""), ("ACT-1", "")]


def test_a_checklist_may_be_answered_about_a_record_of_any_kind():
    body = {"id": "CHK-1", "name": "x", "subject_id": "SYS-1", "answers": [{"id": "a", "by": "PER-1"}]}
    found = references(read_document(KINDS["checklist_answers"], body))
    assert list(found) == [Reference("subject_id", "SYS-1", ""), Reference("answers[0].by", "PER-1", "person")]


def test_a_value_that_names_a_value_the_record_lacks_is_found():
    held = activity(purposes=[{"id": "p1"}], legal_bases=[{"purpose_id": "p1"}, {"purpose_id": "p2"}])
    assert [(d.path, d.target) for d in dangling_within(held)] == [("legal_bases[1].purpose_id", "p2")]


def test_a_list_of_namings_within_is_looked_through():
    held = activity(data_categories=[{"id": "d1"}], retention_rules=[{"data_category_ids": ["d1", "d2"]}])
    assert [d.path for d in dangling_within(held)] == ["retention_rules[0].data_category_ids[1]"]


def test_every_reference_field_of_the_model_names_a_known_kind():
    from compliance.model.references import _plan  # the plan is what the whole model is walked by
    from compliance.model.values import RefersTo

    for kind in KINDS.values():
        for _, mark, _ in _plan(kind.document):
            assert not isinstance(mark, RefersTo) or mark.kind in {"", *KINDS}
