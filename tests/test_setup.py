"""That a newcomer needs nothing but git, make and Python, and that what is installed is whole."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from compliance import __version__

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def locked(name):
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {line.split("==")[0] for line in lines if re.match(r"[a-z]", line)}


def normal(requirement):
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


@pytest.fixture
def checkout(tmp_path):
    """A folder that set-up takes for a checkout, with spaces in its name and nothing to download."""
    there = tmp_path / "a folder with spaces"
    (there / "scripts").mkdir(parents=True)
    for name in ("scripts/setup.sh", "pyproject.toml", "requirements-dev.lock"):
        shutil.copy(ROOT / name, there / name)
    return there


def set_up(checkout, *commands):
    """Runs set-up with nothing on PATH but these programs and the few that any POSIX system has."""
    commands = (*commands, "sh", "dirname", "cksum", "cat", "head", "rm", "id")
    binaries = checkout.parent / "bin"
    binaries.mkdir(exist_ok=True)
    for name in commands:
        if not (binaries / name).exists():  # a stand-in made by the test comes first
            (binaries / name).symlink_to(shutil.which(name))
    command = [shutil.which("sh"), str(checkout / "scripts" / "setup.sh")]
    return subprocess.run(command, env={"PATH": str(binaries)}, capture_output=True, text=True, check=False, timeout=60)


def stand_in(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("answer", ["exit 1", "exit 127"], ids=["too old", "a name that leads nowhere"])
def test_without_a_fitting_python_set_up_says_in_one_line_what_to_install(checkout, answer):
    stand_in(checkout.parent / "bin" / "python3", answer)
    told = set_up(checkout)
    assert told.returncode == 2
    assert told.stderr.startswith("Python 3.11 to 3.14 is needed")
    assert len(told.stderr.splitlines()) == 1


WITHOUT_VENV = 'case "$*" in --version) echo Python;; *print*) echo python3.11-venv;; -m*) exit 1;; esac'


def test_without_venv_and_without_apt_set_up_says_in_one_line_what_to_install(checkout):
    stand_in(checkout.parent / "bin" / "python3", WITHOUT_VENV)
    told = set_up(checkout)
    assert told.returncode == 2
    (said,) = told.stderr.splitlines()[1:]
    assert said.startswith(
        "Python cannot make a virtual environment here: install python3.11-venv (as root: apt install"
    )
    assert not (checkout / ".venv").exists()


def test_set_up_never_waits_for_a_password(checkout):
    stand_in(checkout.parent / "bin" / "python3", WITHOUT_VENV)
    stand_in(checkout.parent / "bin" / "id", "echo 1000")
    stand_in(checkout.parent / "bin" / "apt-get", "exit 0")
    stand_in(checkout.parent / "bin" / "sudo", '[ "$1" = -n ] || sleep 600; exit 1')
    told = set_up(checkout)
    assert told.returncode == 2
    assert "install python3.11-venv" in told.stderr
    assert "with apt" not in told.stderr


def test_apt_is_asked_without_questions_and_brings_its_lists_up_to_date(checkout):
    stand_in(checkout.parent / "bin" / "python3", WITHOUT_VENV)
    stand_in(checkout.parent / "bin" / "id", "echo 0")
    stand_in(checkout.parent / "bin" / "apt-get", 'echo "$DEBIAN_FRONTEND" "$@" >>"${0%/*}/asked"; exit 1')
    set_up(checkout, "env")
    asked = (checkout.parent / "bin" / "asked").read_text("utf-8").splitlines()
    assert all(line.startswith("noninteractive -qq") for line in asked)
    assert [re.search(r"install -y|update", line)[0] for line in asked] == ["install -y", "update", "install -y"]


def test_a_half_made_environment_is_made_anew(checkout):
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "half").touch()
    stand_in(checkout.parent / "bin" / "python3", 'case "$1" in --version) echo Python;; -m) mkdir .venv;; esac')
    assert set_up(checkout, "mkdir").returncode != 0
    assert (checkout / ".venv").is_dir()
    assert not any((checkout / ".venv").iterdir())


def test_an_environment_that_is_ready_is_left_alone(checkout):
    stand_in(checkout / ".venv" / "bin" / "python", "exit 0")
    sums = "pwd; cksum < requirements-dev.lock; cksum < pyproject.toml"
    ready = subprocess.run(["sh", "-c", sums], cwd=checkout, capture_output=True, check=True).stdout
    (checkout / ".venv" / "ready").write_bytes(ready)
    told = set_up(checkout)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


@pytest.mark.parametrize("changed", ["pyproject.toml", "requirements-dev.lock"])
def test_a_changed_lock_is_installed_and_the_mark_of_readiness_goes_first(checkout, changed):
    stand_in(checkout / ".venv" / "bin" / "python", 'case "$*" in *pip*) echo "$@"; exit 9;; esac')
    (checkout / ".venv" / "ready").write_text(f"{checkout.resolve()}\nsums of before\n")
    told = set_up(checkout)
    assert told.returncode == 9
    assert "--require-hashes -r requirements-dev.lock" in told.stdout
    assert not (checkout / ".venv" / "ready").exists()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_holds_every_dependency_with_a_hash_and_names_no_host(lock):
    text = (ROOT / lock).read_text("utf-8")
    wanted = PROJECT["project"]["dependencies"]
    if lock == "requirements-dev.lock":
        wanted = [*wanted, *PROJECT["dependency-groups"]["dev"]]
    assert {normal(requirement) for requirement in wanted} <= locked(lock)
    assert "://" not in text
    assert len(locked(lock)) <= text.count("--hash=sha256:")
    assert locked("requirements.lock") <= locked("requirements-dev.lock")


def test_what_is_young_enough_to_change_is_held_to_its_minor_release():
    held = {"pyHanko>=0.38,<0.39", "cel-expr-python>=0.1.3,<0.2"}
    assert held <= set(PROJECT["project"]["dependencies"])


def test_what_is_installed_fits_together():
    told = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout.strip()) == (0, "No broken requirements found.")


@pytest.mark.tool("make")
def test_make_help_lists_what_a_newcomer_needs():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "test", "test-all", "check", "docs", "bench", "lock"):
        assert f"  make {target} " in shown


NEEDY = """
import pytest

@pytest.mark.data
def test_reads(real_data):
    pytest.skip("not today")

@pytest.mark.tool("a-program-that-is-nowhere")
def test_runs():
    pass
"""


@pytest.mark.parametrize(
    ("settings", "closing"),
    [
        pytest.param({}, "2 skipped", marks=pytest.mark.slow),
        pytest.param({"COMPLIANCE_TEST_DATA": "."}, "1 failed, 1 skipped", marks=pytest.mark.slow),
        pytest.param({"COMPLIANCE_TEST_STRICT": "1"}, "1 skipped, 1 error", marks=pytest.mark.slow),
        ({"COMPLIANCE_TEST_DATA": ".", "COMPLIANCE_TEST_STRICT": "1"}, "1 failed, 1 error"),
    ],
    ids=str,
)
def test_no_test_is_skipped_for_want_of_what_is_there(tmp_path, monkeypatch, settings, closing):
    for name in ("COMPLIANCE_TEST_DATA", "COMPLIANCE_TEST_STRICT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_needy.py").write_text(NEEDY)
    settings_file = str(ROOT / "pyproject.toml")
    command = [sys.executable, "-m", "pytest", "-c", settings_file, "-p", "no:cacheprovider", str(tmp_path)]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert f" {closing} in " in told.splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    there = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(there)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (built,) = there.glob(f"compliance-{__version__}-py3-none-any.whl")
    return built


@pytest.mark.slow
@pytest.mark.parametrize("name", ["checklists", "examples", "reports", "templates", "translations"])
def test_the_wheel_carries_every_folder_people_work_in(wheel, name):
    paths = [path for path in (ROOT / name).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert paths
    carried = set(zipfile.ZipFile(wheel).namelist())
    assert not {f"compliance/_data/{path.relative_to(ROOT).as_posix()}" for path in paths} - carried


@pytest.mark.slow
def test_the_wheel_carries_the_licence(wheel):
    assert f"compliance-{__version__}.dist-info/licenses/LICENSE" in zipfile.ZipFile(wheel).namelist()


@pytest.mark.slow
def test_what_is_unpacked_from_the_wheel_finds_its_own_folders(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    ask = "import sys; sys.path[:0] = sys.argv[1:]; from compliance.resources import folder; print(folder('templates'))"
    command = [sys.executable, "-I", "-c", ask, str(tmp_path)]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip()
    assert found == str(tmp_path / "compliance" / "_data" / "templates")
