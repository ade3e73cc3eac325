"""`python -m compliance` is `compliance`."""

from compliance.cli.main import run

run()
