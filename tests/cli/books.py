"""A register on disk, and the command line on it."""

import json
from datetime import UTC, datetime

from compliance.capture.candidate import candidate_of
from compliance.cli.main import invoke
from compliance.register.register import create_register
from tests.memo.books import CHIEF, IT, SCHOOL, SUND

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY = ("--as-of", "2026-11-20")


def a_register(path, *documents):
    """A register of Sund with its people and these records; its address."""
    people = (CHIEF, IT, SCHOOL)
    register = create_register(path, organisation=SUND, people=people, actor="PER-1", reason="founded", at=START)
    with register:
        plan = register.plan([candidate_of(document) for document in documents], frozen_ok=True)
        assert not plan.failed, [str(line.error) for line in plan.failed]
        register.apply(plan, actor="PER-1", reason="captured", at=START)
    return str(path)


def said(capsys, *arguments, code=0):
    """What a command line answers, as JSON where it was asked for; it must end with this code."""
    capsys.readouterr()
    assert invoke([*arguments]) == code, capsys.readouterr().err
    out, err = capsys.readouterr()
    if "--json" not in arguments:
        return out + err
    return json.loads(out) if code == 0 else json.loads(err.strip().splitlines()[-1])["error"]
