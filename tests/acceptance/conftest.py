"""The program as others meet it: called as a program, on files, with what it leaves behind."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from walked import made_once, presented_once, signed_once

from compliance.cli.main import invoke

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-20"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def program():
    """The program in a process of its own: `program("check", "--register", path, cwd=folder)`."""

    def run(*arguments, cwd, environment=None, **more):
        settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **(environment or {})}
        line = [sys.executable, "-m", "compliance", *map(str, arguments)]
        done = subprocess.run(line, cwd=cwd, env=settings, capture_output=True, check=False, timeout=300, **more)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture(scope="session")
def demo(program, tmp_path_factory):
    """What `compliance demo` leaves behind. Tests read it; what they write goes into a copy."""

    def make(folder):
        done = program("demo", "--output", folder, cwd=folder)
        (folder / "said.txt").write_text(done.out + done.err, "utf-8")
        assert done.code == 0, done.err

    return made_once(tmp_path_factory, "demonstration", make)


@pytest.fixture(scope="session")
def sund(tmp_path_factory):
    """The example municipality taken the whole way: its register and what came of it. Tests only read it."""

    def make(folder):
        walked = signed_once(tmp_path_factory).copied_to(folder)
        register = ("--register", str(walked.path), "--as-of", DAY, "--quiet")
        for verb, name in (("workbook", "inventory.xlsx"), ("evidence", "evidence.zip")):
            assert invoke([verb, *register, "-o", str(folder / name)]) == 0

    return made_once(tmp_path_factory, "sund", make)


@pytest.fixture
def book(sund, tmp_path):
    """A copy of the example municipality's register, free to be written to or tampered with."""
    return Path(shutil.copy(sund / "register.db", tmp_path / "register.db"))


@pytest.fixture
def presented(tmp_path, tmp_path_factory):
    """The example municipality with its memo presented and nothing decided yet."""
    return presented_once(tmp_path_factory).copied_to(tmp_path / "presented")


@pytest.fixture
def begun(compliance, tmp_path):
    """A register that holds the municipality and its officer, and nothing else."""
    named = ["--name", "Sund kommune", "--country", "NO", "--language", "nb"]
    done = compliance(
        "init", "--register", tmp_path / "r.db", *named, "--actor-name", "Informasjonssikkerhetsansvarlig"
    )
    assert done.code == 0, done.err
    return tmp_path / "r.db"
