from datetime import timedelta

import pytest

from compliance.model.activity import Activity
from compliance.register.actors import ActorUnknown
from compliance.register.applying import ReasonUnfit
from compliance.register.moments import NoSuchEntry
from compliance.register.plan import PlanOfAnotherRegister, PlanOutdated
from compliance.register.register import open_register
from compliance.register.view import RecordNotFound
from tests.register.books import START, activity, candidate, founded, written

LATER = START + timedelta(days=1)


def test_a_founded_register_opens_again_as_it_was_left(address):
    with founded(address) as made:
        head, id, place = made.head(), made.id, str(made.address)
    with open_register(address) as opened:
        assert (opened.id, opened.head(), str(opened.address)) == (id, head, place)
        assert opened.view().organisation.name == "Sund kommune"
        assert opened.verify() == ()


def test_applying_a_plan_writes_one_entry_that_names_who_why_and_when(register):
    entry = written(register, activity(name="Barnehage"), candidate("system", name="Oppvekst"), at=LATER)
    assert (entry.seq, entry.actor, entry.reason, entry.at) == (2, "PER-1", "captured", LATER)
    assert entry.prev == register.entries()[0].hash
    assert register.written_in(2) == (("activity", "ACT-0001"), ("system", "SYS-0001"))
    assert register.head().hash == entry.hash
    assert register.verify() == ()


def test_planning_writes_nothing(register):
    register.plan([activity(name="Barnehage")])
    assert register.head().seq == 1
    assert register.view().of("activity") == ()


def test_applying_what_changes_nothing_makes_no_entry(register):
    written(register, activity("ACT-1", name="Barnehage"))
    assert written(register, activity("ACT-1", name="Barnehage")) is None
    assert register.head().seq == 2


def test_lines_that_cannot_stand_are_left_out_and_the_others_written(register):
    plan = register.plan([activity(name="Barnehage"), activity(name="SFO", owner_id="PER-77")])
    register.apply(plan, actor="PER-1", reason="captured", at=LATER)
    assert [document.name for document in register.view().of("activity")] == ["Barnehage"]


def test_each_state_can_be_seen_again(register):
    written(register, activity("ACT-1", name="Barnehage"))
    written(register, activity("ACT-1", name="Barnehagen"))
    assert [register.view(entry).name_of("ACT-1") for entry in (1, 2, 3)] == ["ACT-1", "Barnehage", "Barnehagen"]
    assert register.view().revision("ACT-1") == 2


def test_a_view_does_not_move_when_the_book_does(register):
    before = register.view()
    written(register, activity(name="Barnehage"))
    assert before.of("activity") == ()


def test_history_tells_every_revision_with_who_and_why(register):
    written(register, activity("ACT-1", name="Barnehage"), reason="first")
    written(register, activity("ACT-1", unit="Oppvekst"), reason="second")
    told = register.history("ACT-1")
    assert [(some.n, some.seq, some.reason, some.document.unit) for some in told] == [
        (1, 2, "first", None),
        (2, 3, "second", "Oppvekst"),
    ]


def test_history_of_what_does_not_exist_is_refused(register):
    with pytest.raises(RecordNotFound):
        register.history("ACT-404")


def test_a_retired_record_leaves_the_lists_and_keeps_its_history(register):
    written(register, activity("ACT-1", name="Barnehage"))
    entry = register.retire("ACT-1", actor="PER-1", reason="merged into ACT-2", at=LATER)
    view = register.view()
    assert view.of("activity") == ()
    assert [document.id for document in view.of("activity", retired=True)] == ["ACT-1"]
    assert view.get("ACT-1").retired.on == LATER.date()
    assert (len(register.history("ACT-1")), entry.reason) == (2, "merged into ACT-2")
    assert register.retire("ACT-1", actor="PER-1", reason="again", at=LATER) is None


def test_retiring_what_does_not_exist_is_refused(register):
    with pytest.raises(RecordNotFound):
        register.retire("ACT-404", actor="PER-1", reason="gone", at=LATER)


def test_only_a_person_of_the_register_acts(register):
    plan = register.plan([activity(name="Barnehage")])
    with pytest.raises(ActorUnknown) as refusal:
        register.apply(plan, actor="PER-9", reason="captured", at=LATER)
    assert "PER-1 (Kari Ås)" in refusal.value.advice
    assert register.head().seq == 1


def test_a_retired_person_does_not_act(register):
    written(register, candidate("person", "PER-2", name="Ola"))
    register.retire("PER-2", actor="PER-1", reason="left", at=LATER)
    with pytest.raises(ActorUnknown):
        written(register, activity(name="Barnehage"), actor="PER-2")


@pytest.mark.parametrize("reason", ["", "  ", "a\x00b", "x" * 2001])
def test_an_entry_without_a_reason_that_can_be_kept_is_refused(register, reason):
    with pytest.raises(ReasonUnfit):
        written(register, activity(name="Barnehage"), reason=reason)
    assert register.head().seq == 1


def test_time_never_runs_backwards(register):
    written(register, activity(name="Barnehage"), at=LATER)
    entry = written(register, activity(name="SFO"), at=START)
    assert entry.at == LATER
    assert register.verify() == ()


def test_a_plan_still_applies_when_the_book_moved_elsewhere(register):
    plan = register.plan([activity("ACT-1", name="Barnehage")])
    written(register, candidate("system", name="Oppvekst"))
    register.apply(plan, actor="PER-1", reason="captured", at=LATER)
    assert register.view().name_of("ACT-1") == "Barnehage"


def test_a_new_record_gets_the_id_that_is_free_when_it_is_written(register):
    plan = register.plan([activity(name="Barnehage")])
    written(register, activity(name="SFO"))
    register.apply(plan, actor="PER-1", reason="captured", at=LATER)
    assert {some.id: some.name for some in register.view().of("activity")} == {
        "ACT-0001": "SFO",
        "ACT-0002": "Barnehage",
    }


def test_a_plan_is_refused_when_a_line_would_now_come_out_otherwise(register):
    plan = register.plan([activity("ACT-1", name="Barnehage")])
    written(register, activity("ACT-1", name="SFO"))
    with pytest.raises(PlanOutdated) as refusal:
        register.apply(plan, actor="PER-1", reason="captured", at=LATER)
    assert "ACT-1" in str(refusal.value)
    assert register.view().name_of("ACT-1") == "SFO"


def test_a_plan_for_one_register_is_not_applied_to_another(register, tmp_path):
    plan = register.plan([activity(name="Barnehage")])
    with founded(tmp_path / "other.db") as other, pytest.raises(PlanOfAnotherRegister):
        other.apply(plan, actor="PER-1", reason="captured", at=LATER)


@pytest.mark.parametrize("entry", [0, -1, 9])
def test_an_entry_that_does_not_exist_is_refused(register, entry):
    with pytest.raises(NoSuchEntry):
        register.view(entry)


def test_several_registers_live_in_one_database_and_do_not_mix(new_database):
    address = new_database()
    with founded(address) as first, founded(address) as second:
        written(first, activity("ACT-1", name="Barnehage"))
        assert second.view().get("ACT-1") is None
        written(second, activity("ACT-1", name="SFO"))
        assert first.view().name_of("ACT-1") == "Barnehage"
        assert (first.verify(), second.verify()) == ((), ())
        for one in (first, second):
            named = f"{address}#{one.id}", f"{address}&register={one.id}"
            assert [open_register(name).id for name in named] == [one.id, one.id]


def test_documents_come_back_typed_and_equal(register):
    given = Activity(id="ACT-1", name="Čáhppes «æøå» = 'x'", description="Line\n\ttab", volume_persons=0)
    written(register, activity("ACT-1", **given.model_dump(mode="json", exclude={"id"})))
    assert register.view().get("ACT-1") == given
