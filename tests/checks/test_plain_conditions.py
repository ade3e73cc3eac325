"""A third opinion on every condition: written out in plain Python, it says the same of the whole example."""

from datetime import date

import pytest

from bench.plain import results
from bench.registers import write_register
from compliance.checks.engine import verdicts_of
from compliance.checks.finding import Result
from compliance.checks.law import law_on
from compliance.checks.reading import Reading
from compliance.checks.rulebook import read_rulebook
from compliance.register.register import open_register

DAY = date(2026, 11, 20)
TOLD = {Result.gap: True, Result.undetermined: None, Result.met: False}


@pytest.mark.slow
def test_plain_python_says_the_same_as_cel_of_everything_in_the_example(tmp_path):
    write_register(tmp_path / "register.db", 52)
    with open_register(tmp_path / "register.db") as register:
        view = register.view()
        law = law_on(DAY, view.organisation.country)
        rules = [rule for rule in read_rulebook() if rule.said.stage == "register" and rule.in_force(DAY, law.country)]
        plain = {
            (rule.code, subject.document.id, subject.path): said
            for rule, subject, said in results(rules, Reading(view), law, DAY)
        }
        asked = {
            (rule.code, said.subject.document.id, said.subject.path): TOLD[said.result]
            for rule in rules
            for said in verdicts_of(view, rule, law, DAY)
            if said.result in TOLD
        }
    assert len(asked) > 2_000
    assert plain == asked
