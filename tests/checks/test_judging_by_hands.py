"""Several processes find what one finds, also where one of them fails."""

import os
from datetime import date

import pytest

from bench.registers import write_register
from compliance import hands
from compliance.checks import engine
from compliance.checks.engine import DefectiveRule, judge
from compliance.checks.law import law_on
from compliance.checks.rulebook import read_rulebook
from compliance.register import rows, view
from compliance.register.register import open_register

DAY = date(2026, 11, 20)
LAW = law_on(DAY, "NO")
RULES = read_rulebook()
ACTIVITIES = 60

pytestmark = pytest.mark.skipif(not hands.forks(), reason="processes cannot be forked here")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("hands") / "register.db"
    write_register(path, ACTIVITIES)
    return path


@pytest.fixture(autouse=True)
def shared_out_however_little(monkeypatch):
    monkeypatch.setattr(engine, "FEW", 1)


@pytest.fixture(params=["held", "read by need"])
def read(request, monkeypatch):
    if request.param == "read by need":
        monkeypatch.setattr(rows, "MOST_AT_ONCE", 10)
        monkeypatch.setattr(view, "BESIDE", 16)


@pytest.mark.parametrize("many", [2, 3])
def test_many_find_what_one_finds_in_the_same_order(path, read, many):
    with open_register(path) as register:
        alone = judge(register.view(), RULES, LAW, DAY)
        assert judge(register.view(), RULES, LAW, DAY, hands=many) == alone
    assert len(alone) > ACTIVITIES


def test_the_parts_of_a_walk_are_together_the_whole_and_each_record_stands_in_one(path, read):
    with open_register(path) as register:
        seen = register.view()
        whole = sorted(each.id for each in seen.walk())
        for parts in (1, 2, 7, 1_000):
            assert sorted(each.id for part in range(parts) for each in seen.walk(part, parts)) == whole


def test_the_register_can_be_read_on_by_both_sides(path, read):
    with open_register(path) as register:
        seen = register.view()
        judge(seen, RULES, LAW, DAY, hands=2)
        assert register.head().seq == seen.entry
        assert len(list(seen.walk())) == len(seen.ids())


def test_a_fault_of_a_rule_is_raised_here_as_it_is_by_one(path, monkeypatch):
    def faulty(rule, variables):
        if rule.code == "ROPA-LEGAL-001":
            raise engine.DefectiveExpression(source="x", reason="of the test")
        return result_of(rule, variables)

    result_of = engine.result_of
    monkeypatch.setattr(engine, "result_of", faulty)
    with open_register(path) as register:
        refused = []
        for many in (1, 2):
            with pytest.raises(DefectiveRule) as caught:
                judge(register.view(), RULES, LAW, DAY, hands=many)
            refused.append(caught.value.facts["code"])
    assert refused == ["ROPA-LEGAL-001"] * 2


def test_what_a_killed_process_left_is_judged_here(path, monkeypatch):
    here, of_document = os.getpid(), engine._Run.of_document

    def killed(run, document):
        if os.getpid() != here and document.id == "ACT-0002":
            os._exit(9)
        return of_document(run, document)

    with open_register(path) as register:
        alone = judge(register.view(), RULES, LAW, DAY)
        monkeypatch.setattr(engine._Run, "of_document", killed)
        assert judge(register.view(), RULES, LAW, DAY, hands=2) == alone
