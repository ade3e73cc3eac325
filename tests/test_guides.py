"""The guides' commands are run as they stand."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from walked import DAY, signed_once

from compliance.evidence.container import write_bag
from compliance.evidence.gathering import Scope, gather

GUIDES = Path(__file__).resolve().parent.parent / "docs" / "guides"
BLOCK = re.compile(r"^```sh stock\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.tool("unzip", "sha256sum", "pdfsig", "pdfdetach", "python3")
def test_the_auditors_stock_commands_accept_a_sound_bag_and_find_a_changed_file(tmp_path, tmp_path_factory):
    walked = signed_once(tmp_path_factory)
    with walked.open() as register:
        (tmp_path / "evidence.zip").write_bytes(write_bag(gather(register, Scope(register.head().seq, DAY))))
    script = "set -eu\n" + "\n".join(BLOCK.findall((GUIDES / "auditor.md").read_text("utf-8")))
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Signature is Valid" in done.stdout and "Total document signed" in done.stdout
    assert "decision-memo.json" in done.stdout and "entries in one chain" in done.stdout

    changed = tmp_path / "evidence" / "data" / "findings.json"
    changed.write_text(changed.read_text("utf-8").replace("a", "b", 1), "utf-8")
    again = subprocess.run(
        ["sha256sum", "--strict", "-c", "manifest-sha256.txt"],
        cwd=tmp_path / "evidence",
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode != 0 and "data/findings.json: FAILED" in again.stdout
    shutil.rmtree(tmp_path / "evidence")
