"""Finds the folders that lawyers, security officers and translators work in, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

Folder = Literal["checklists", "templates", "reports", "examples", "translations"]

_PACKAGE = Path(__file__).resolve().parent


def folder(name: Folder) -> Path:
    """The folder of that name: inside the installed package, else beside it in a checkout."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def read_yaml(path: Path) -> Any:
    """What a YAML file of ours holds; raises `OSError`, `UnicodeDecodeError` or `yaml.YAMLError`.

    What others wrote is read by `compliance.checks.loading` and `compliance.formats.yaml`, which are on their guard.
    """
    import yaml  # not before something is read: `--help` reads nothing

    # libyaml's where it is there, ten times as fast
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), loader)  # noqa: S506 - safe, whichever it is
