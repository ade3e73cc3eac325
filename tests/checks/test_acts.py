from compliance.checks.acts import acts_in_use, referenced_law
from compliance.checks.reading import Reading

SCHOOL = {"jurisdiction": "NO", "instrument": "opplæringslova"}


def test_an_act_is_found_once_with_every_reference_and_user(a_register):
    register = a_register(
        ORG_1={"nis2_scope_law": [{"jurisdiction": "SE", "instrument": "cybersäkerhetslagen"}]},
        ACT_1={
            "legal_bases": [{"supplementary_basis": [{**SCHOOL, "provision": "§ 1"}]}],
            "retention_rules": [{"archival_basis": [{**SCHOOL, "provision": "§ 2"}]}],
        },
        ACT_2={"notice_exception": {"legal_ref": [{**SCHOOL, "provision": "§ 1"}]}},
    )
    acts = acts_in_use(Reading(register))
    assert [(act.jurisdiction, act.instrument, act.used_by) for act in acts] == [
        ("NO", "opplæringslova", ("ACT-1", "ACT-2")),
        ("SE", "cybersäkerhetslagen", ("ORG-1",)),
    ]
    assert sorted(reference.provision for reference in acts[0].references) == ["§ 1", "§ 2"]


def test_the_same_name_in_two_countries_is_two_acts(a_register):
    both = [{"jurisdiction": country, "instrument": "arkivlov"} for country in ("NO", "DK")]
    register = a_register(ACT_1={"art35_10_basis": both})
    assert [act.jurisdiction for act in acts_in_use(Reading(register))] == ["DK", "NO"]


def test_an_unnamed_act_and_a_successor_are_not_in_use(a_register):
    replaced = {"instrument": "gammel lov", "replaced_by": {"instrument": "ny lov"}}
    register = a_register(ACT_1={"art35_10_basis": [{"provision": "§ 1"}, replaced]})
    assert [act.instrument for act in acts_in_use(Reading(register))] == ["gammel lov"]
    assert len(list(referenced_law(register.get("ACT-1")))) == 2
