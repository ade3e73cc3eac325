"""What every test may ask for: the command line in this process, real registers, programs on this machine.

`COMPLIANCE_TEST_DATA` names a folder of registers from real municipalities (`@pytest.mark.data`, fixture `real_data`).
With it set, a test that needs it must run. `COMPLIANCE_TEST_STRICT=1` says the same of programs
(`@pytest.mark.tool("pdftotext")`): a developer's machine skips a test without its program, `.ci/run` fails it.
"""

import io
import json
import os
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
DATA = os.environ.get("COMPLIANCE_TEST_DATA", "")
STRICT = bool(os.environ.get("COMPLIANCE_TEST_STRICT"))

# Shared and busy machines make single examples slow; in .ci/run the same examples are drawn every time.
settings.register_profile("house", deadline=None, derandomize=STRICT)
settings.register_profile("quick", settings.get_profile("house"), max_examples=25)  # for `make test`
settings.load_profile("house")


def pytest_runtest_setup(item):
    if item.get_closest_marker("data") and not DATA:
        pytest.skip("COMPLIANCE_TEST_DATA names no folder of real registers")
    for mark in item.iter_markers("tool"):
        missing = [name for name in mark.args if shutil.which(name) is None]
        if missing and STRICT:
            pytest.fail(f"not on this machine: {', '.join(missing)}", pytrace=False)
        if missing:
            pytest.skip(f"not on this machine: {', '.join(missing)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.skipped and DATA and item.get_closest_marker("data") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, although COMPLIANCE_TEST_DATA is set: {report.longrepr[2]}"
    return report


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    """What a developer's shell holds for real work must not reach a test."""
    for name in (
        "COMPLIANCE_REGISTER",
        "COMPLIANCE_ACTOR",
        "COMPLIANCE_TRACEBACK",
        "LC_ALL",
        "LC_MESSAGES",
        "NO_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder COMPLIANCE_TEST_DATA names. For tests marked `data`."""
    return Path(DATA)


@dataclass(frozen=True)
class Outcome:
    """What one command line left behind."""

    code: int
    stdout: bytes
    err: str

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def json(self):
        """The answer as data; with `--json` on the line."""
        return json.loads(self.stdout)

    @property
    def error(self):
        """The error as data; with `--json` on the line."""
        return json.loads(self.err.splitlines()[-1])["error"]


@pytest.fixture
def compliance(monkeypatch):
    """The command line, in this process: `compliance("check", "--register", path)` gives an `Outcome`."""
    from compliance.cli.main import invoke

    def call(*arguments, stdin=""):
        out, err = _stream(), _stream()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        with redirect_stdout(out), redirect_stderr(err):
            code = invoke([str(argument) for argument in arguments])
        return Outcome(code, _written(out), _written(err).decode())

    return call


def _stream():
    return io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")


def _written(stream):
    stream.flush()
    return stream.buffer.getvalue()
