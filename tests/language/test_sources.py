"""Where messages stand in Python, templates and YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.language.sources import (
    CHECKLIST_FIELDS,
    REPORT_FIELDS,
    Message,
    content_messages,
    messages,
    python_messages,
    template_messages,
)

ROOT = Path(__file__).parents[2]


def found(source: str) -> list[tuple[tuple[str, ...], str | None]]:
    return [(message.forms, message.context) for message in python_messages(source, "a.py")]


@pytest.mark.parametrize(
    ("source", "forms"),
    [
        ('_("Say it")', [(("Say it",), None)]),
        ('words()("Say it")', [(("Say it",), None)]),
        ('others()("Say it")', []),
        ('marked("Later")', [(("Later",), None)]),
        ('marked_plural("{n} day", "{n} days")', [(("{n} day", "{n} days"), None)]),
        ('texts.text("Hello", "greeting")', [(("Hello",), "greeting")]),
        ('self.texts.text("Hello", context="greeting")', [(("Hello",), "greeting")]),
        ('gettext_for(language).text("Hello")', [(("Hello",), None)]),
        ('texts.plural("{n} x", "{n} xs", n, "counted")', [(("{n} x", "{n} xs"), "counted")]),
        (
            'class Refused(Error):\n    sentence = "No {x}."\n    hint: ClassVar[str] = "Try y."',
            [(("No {x}.",), None), (("Try y.",), None)],
        ),
        ('class Refused(Error):\n    hint = ""', []),
        ('class Refused(Error):\n    sentence = ("In " "two.")', [(("In two.",), None)]),
        ('class Result(StrEnum):\n    "What it is."\n    met = "met"', [(("met",), "Result")]),
        ('class Result(Base):\n    met = "met"', []),
        ('sqlalchemy.text("select 1")', []),
        ('text("select 1")', []),
        ("_(variable)", []),
        ('texts.plural("{n} x", many, n)', []),
    ],
)
def test_python_names_its_messages(source: str, forms: list[tuple[tuple[str, ...], str | None]]) -> None:
    assert found(source) == forms


def test_a_template_names_its_messages(tmp_path: Path) -> None:
    path = tmp_path / "a.html.j2"
    path.write_text(
        "{{ _('Kort sagt') }}\n{% trans n=n %}\n  {{ n }} sak\n{% pluralize %}{{ n }} saker{% endtrans %}"
        "{{ pgettext('liste', 'Åpen') }}<p>Ikke dette</p>",
        "utf-8",
    )
    told = [(message.forms, message.context) for message in template_messages(path, "a.html.j2")]
    assert told == [(("Kort sagt",), None), (("%(n)s sak", "%(n)s saker"), None), (("Åpen",), "liste")]


def test_content_names_its_messages_by_code_and_field() -> None:
    rule = {
        "code": "ROPA-LEGAL-001",
        "judges": "purpose",
        "statement": "Formålet mangler grunnlag.",
        "remedy": "",
        "examples": [{"sentence": "Uten grunnlag", "expect": "gap", "patch": {"title": "Ikke dette"}}],
    }
    assert list(content_messages(rule, "a.yaml", CHECKLIST_FIELDS)) == [
        Message(("Formålet mangler grunnlag.",), "ROPA-LEGAL-001.statement", "a.yaml")
    ]


def test_a_remark_on_a_memo_is_for_its_writer_to_read() -> None:
    report = {"code": "decision-memo", "remarks": {"lix": {"what": "LIX er {said}.", "mend": "Del setningene."}}}
    assert [message.context for message in content_messages(report, "a.yaml", REPORT_FIELDS)] == [
        "decision-memo.remarks.lix.what",
        "decision-memo.remarks.lix.mend",
    ]


def test_a_file_of_many_coded_things_keeps_them_apart() -> None:
    content = {"areas": [{"code": "law", "title": "Lovlighet"}, {"code": "security", "title": "Sikkerhet"}]}
    assert [message.context for message in content_messages(content, "a.yaml", REPORT_FIELDS)] == [
        "law.title",
        "security.title",
    ]


def test_every_message_of_the_project_is_one_a_person_can_read() -> None:
    told = list(messages(ROOT))
    assert told
    assert not [message for message in told if not all(form.strip() for form in message.forms)]
