"""Finds the folders that lawyers, security officers and translators work in, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Folder = Literal["checklists", "templates", "reports", "examples", "translations"]

_PACKAGE = Path(__file__).resolve().parent


def folder(name: Folder) -> Path:
    """The folder of that name: inside the installed package, else beside it in a checkout."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
