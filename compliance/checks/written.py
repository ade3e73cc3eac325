"""What the files of checklists/ are written with: words, codes, conditions, and parts that refuse unknown keys."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Shown = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$", max_length=40)]
TOPIC: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FILE_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.yaml")


class Part(BaseModel):
    """A part of a file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
