from compliance.checks.periods import after
from compliance.memo.affected import activities_of, affected, events, units_of
from compliance.model.assurance import Risk
from compliance.model.supply import Engagement, Supplier, System
from tests.memo.books import AS_OF, a_finding, an_activity, date, reading

AGREEMENT = Engagement(
    id="ENG-0001", name="Nordlys", supplier_id="SUP-0001", activity_ids=("ACT-0001", "ACT-0002"),
    dpa_valid_to=date(2026, 12, 15),
)  # fmt: skip
SUPPLIER = Supplier(id="SUP-0001", name="Nordlys AS")
SYSTEM = System(id="SYS-0001", name="Journal", owner_id="PER-2", end_of_support=date(2027, 1, 1))


def test_people_are_counted_once_per_activity_and_what_is_not_known_is_told():
    held = reading(an_activity(1), an_activity(2, volume_persons=None))
    told = affected([a_finding(1), a_finding(2), a_finding(1, id="F-other")], held)
    assert (told.people, told.people_unknown, told.oldest) == (100, 1, date(2020, 1, 1))
    assert [document.id for document in told.documents] == ["ACT-0001", "ACT-0002"]


def test_an_agreement_a_supplier_and_a_risk_belong_to_the_activities_they_serve():
    held = reading(an_activity(1), an_activity(2), AGREEMENT, SUPPLIER)
    risk = Risk(id="RISK-0001", name="Stans", object_ids=("ACT-0001", "SYS-0001"))
    assert {each.id for each in activities_of(AGREEMENT, held)} == {"ACT-0001", "ACT-0002"}
    assert {each.id for each in activities_of(SUPPLIER, held)} == {"ACT-0001", "ACT-0002"}
    assert [each.id for each in activities_of(risk, held)] == ["ACT-0001"]


def test_a_record_belongs_to_its_unit_else_its_activities_else_its_owner():
    held = reading(an_activity(1), an_activity(2, unit="Helse"), AGREEMENT, SYSTEM)
    assert units_of(an_activity(1), held) == ("Oppvekst",)
    assert units_of(AGREEMENT, held) == ("Helse", "Oppvekst")
    assert units_of(SYSTEM, held) == ("IT",)


def test_what_happens_by_itself_is_told_in_order_and_only_so_far_ahead():
    held = reading(an_activity(1, system_ids=("SYS-0001",)), AGREEMENT, SYSTEM)
    activity = held.find(type(an_activity()), "ACT-0001")
    assert [(event.kind, event.name) for event in events([activity], held, AS_OF, 6)] == [
        ("contract_end", "Nordlys"), ("support_end", "Journal"),
    ]  # fmt: skip
    assert len(events([activity], held, AS_OF, 1)) == 1
    assert events([activity], held, after(AS_OF, "P1Y"), 6) == ()
