import pytest

from compliance.checks.reading import Reading
from compliance.checks.rule import LANGUAGE
from compliance.checks.sight import names_seen
from compliance.checks.subjects import JUDGED, Within, documents, purpose_of, subjects
from compliance.checks.wellformed import condition
from compliance.model.activity import Activity, LegalBasis, Purpose
from compliance.model.kinds import KINDS
from compliance.model.rights import Right


def found(register, kind, id):
    reading = Reading(register)
    return list(subjects(JUDGED[kind], register.get(id), reading))


def test_every_kind_of_document_can_be_judged():
    assert set(KINDS) <= set(JUDGED)


@pytest.mark.parametrize("kind", JUDGED.values(), ids=JUDGED)
def test_every_list_that_is_judged_stands_in_its_document(kind):
    assert not kind.field or kind.field in kind.document.model_fields
    assert kind.parent == ("" if kind.name in KINDS else KINDS[kind.parent].name)


@pytest.mark.parametrize("kind", [kind for kind in JUDGED.values() if kind.standing], ids=lambda kind: kind.name)
def test_what_stands_is_a_condition_on_the_model(kind):
    condition(LANGUAGE.expression(kind.standing).tree, names_seen(kind.name, "register"))


def test_a_document_is_judged_as_itself(a_register):
    register = a_register(SYS_1={})
    (subject,) = found(register, "system", "SYS-1")
    assert (subject.value, subject.given, subject.path, subject.lineage) == (register.get("SYS-1"),) * 2 + ("", {""})


def test_values_are_judged_with_what_stands_around_them(a_register):
    register = a_register(ACT_1={"purposes": [{"id": "P1"}, {"id": "P2"}], "legal_bases": [{"purpose_id": "P2"}, {}]})
    paired, alone = found(register, "legal_basis", "ACT-1")
    assert [name for name, _, _ in paired.around] == ["activity", "purpose"]
    assert paired.lineage == {"", "purposes[1]", "legal_bases[0]"}
    assert isinstance(paired.given, Within)
    assert paired.given.document is register.get("ACT-1")
    assert [name for name, _, _ in alone.around] == ["activity"]
    assert alone.lineage == {"", "legal_bases[1]"}


def test_places_are_marked_by_local_id_where_there_is_one(a_register):
    register = a_register(ACT_1={"purposes": [{"id": "P1"}, {}]})
    assert [(each.path, each.mark) for each in found(register, "purpose", "ACT-1")] == [
        ("purposes[0]", "purposes[P1]"),
        ("purposes[1]", "purposes[1]"),
    ]


@pytest.mark.parametrize(
    ("purposes", "named", "expected"),
    [
        (("P1", "P2"), "P2", 1),
        (("P1", "P2"), None, None),
        (("P1",), None, 0),
        ((None,), None, 0),
        ((), None, None),
    ],
)
def test_a_basis_carries_the_purpose_it_names_or_the_only_one(purposes, named, expected):
    activity = Activity(
        id="ACT-1",
        name="Behandling",
        purposes=tuple(Purpose(id=id) for id in purposes),
        legal_bases=(LegalBasis(purpose_id=named),),
    )
    pair = purpose_of(activity.legal_bases[0], activity)
    assert (pair and pair[0]) == expected


def test_the_documents_judged_are_those_in_use(a_register):
    register = a_register(SYS_1={}, SYS_2={"retired": {}})
    assert [each.id for each in documents(JUDGED["system"].document, Reading(register))] == ["SYS-1"]


def test_rights_are_judged_once_at_the_organisation_whose_register_it_is(a_register):
    organisations = {"ORG_1": {"kind": "municipality", "country": "NO"}, "ORG_2": {"parent_id": "ORG-1"}}
    register = a_register(**organisations, ACT_1={}, RPR_1={"right": "16"}, RPR_2={"right": "22"}, RPR_3={})
    silent, *alone = found(register, "entitlement", "ORG-1")
    assert (silent.path, silent.mark, len(silent.value.rights)) == ("rights", "rights", len(Right) - 2)
    assert [(each.path, each.mark) for each in alone] == [("rights[16]",) * 2, ("rights[22]",) * 2]
    assert sorted(right for each in (silent, *alone) for right in each.value.rights) == sorted(Right)
    assert [name for name, _, _ in silent.around] == ["organisation"]
    assert found(register, "entitlement", "ORG-2") == []
