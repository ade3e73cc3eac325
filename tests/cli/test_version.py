from compliance import __version__
from compliance.checks.rulebook import read_rulebook
from compliance.model.upgrades import SCHEMA
from compliance.register.chain import FORMAT


def test_version_tells_program_formats_and_rules(compliance):
    book = read_rulebook()
    assert compliance("version", "--json").json == {
        "program": __version__,
        "register_format": FORMAT,
        "schema": SCHEMA,
        "rules": len(book),
        "rules_digest": book.digest,
    }


def test_version_on_the_screen_says_the_same(compliance):
    shown = compliance("version").out
    assert shown.startswith(f"compliance {__version__}\n")
    assert read_rulebook().digest in shown
