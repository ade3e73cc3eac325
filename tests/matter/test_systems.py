"""The map of the systems: every link once, with who owns it, and plainly what nobody has written down."""

from compliance.matter.systems import system_map
from compliance.model.activity import Recipient, RecipientKind
from compliance.model.supply import EngagementStatus, LifeStatus
from tests.matter.register import a_supplier, a_system, an_engagement
from tests.matter.sample import a_book, source, told


def a_map(*documents):
    return system_map(source("system-map", a_book(*documents)))


def test_a_link_told_from_both_sides_is_one_and_both_own_it():
    both = a_map(a_system(1, link_ids=("SYS-0002",)), a_system(2, owner_id="PER-3", link_ids=("SYS-0001",)))
    (link,) = both.links
    assert (link.first_id, link.second_id, link.owners) == ("SYS-0001", "SYS-0002", ("IT-sjef", "Skolesjef"))
    (link,) = a_map(a_system(1), a_system(2, owner_id="PER-3", link_ids=("SYS-0001",))).links
    assert (link.first_id, link.owners) == ("SYS-0001", ("Skolesjef",))


def test_a_link_names_what_uses_both():
    found = a_map(a_system(1, link_ids=("SYS-0002",)), a_system(2), told(system_ids=("SYS-0001", "SYS-0002")), told(2))
    assert found.links[0].activities == ("Elevmappe (ACT-0001)",)


def test_a_system_stands_where_it_is_used_most_else_with_its_owner():
    first, second, third = a_map(
        a_system(1), a_system(2), a_system(3, owner_id=None), told(system_ids=("SYS-0001",))
    ).systems
    assert [(each.id, each.area) for each in (first, second, third)] == [
        ("SYS-0002", "IT"), ("SYS-0001", "Oppvekst"), ("SYS-0003", "Uten enhet"),
    ]  # fmt: skip


def test_suppliers_come_from_the_system_and_from_agreements_in_use():
    found = a_map(
        a_system(vendor_id=None), a_supplier(1), a_supplier(2), a_supplier(3), a_supplier(4, group_parent_country="US"),
        an_engagement(1, system_ids=("SYS-0001",)),
        an_engagement(2, supplier_id="SUP-0002", system_ids=("SYS-0001",), status=EngagementStatus.ended),
        an_engagement(3, supplier_id="SUP-0004"),
    )  # fmt: skip
    assert found.systems[0].supplier_ids == ("SUP-0001",)
    assert [each.id for each in found.suppliers] == ["SUP-0001", "SUP-0004"]
    assert found.suppliers[0].behind == ("Bak Inc., USA (utenfor EØS), med fjerntilgang fra India (utenfor EØS)",)
    assert found.suppliers[1].parent_country.outside and not found.suppliers[1].country.outside


def test_a_supplier_no_longer_in_use_is_still_named_where_a_system_names_it():
    retired = a_supplier().model_copy(update={"retired": "2026-01-01"})
    found = a_map(a_system(), retired)
    assert found.supplier_names == {"SUP-0001": "Leverandør 1"}


def test_retired_systems_are_counted_and_their_links_left_out():
    found = a_map(a_system(1, link_ids=("SYS-0002",)), a_system(2, status=LifeStatus.retired), a_supplier())
    assert found.retired == 1 and [each.id for each in found.systems] == ["SYS-0001"] and found.links == ()


def test_what_is_not_written_down_is_told_with_the_systems():
    found = a_map(a_system(owner_id=None, vendor_id=None, storage_countries=()))
    assert [each.label for each in found.gaps] == [
        "Eier er ikke skrevet ned", "Leverandør er ikke skrevet ned", "Land for lagring er ikke skrevet ned",
        "Ingen kobling er skrevet ned. Det kan finnes koblinger likevel",
    ]  # fmt: skip
    assert {each.system_ids for each in found.gaps} == {("SYS-0001",)}


def test_receivers_are_those_outside_and_no_suppliers():
    recipients = (
        Recipient(name="NAV", kind=RecipientKind.other_authority),
        Recipient(name="Skolen", kind=RecipientKind.internal_unit),
        Recipient(name="Drift AS", kind=RecipientKind.processor),
    )  # fmt: skip
    found = a_map(a_system(), told(system_ids=("SYS-0001",), recipients=recipients))
    assert found.systems[0].receivers == ("NAV",)
