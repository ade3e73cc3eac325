"""How many fixed texts of a report its language lacks."""

from compliance.language.po import Catalogue
from compliance.memo.kind import report_kind
from compliance.report import spoken
from compliance.report.spoken import untranslated


class AllBut(Catalogue):
    """A catalogue that has everything except some messages."""

    def __init__(self, *lacking):
        super().__init__()
        object.__setattr__(self, "lacking", lacking)

    def has(self, message, context=None):
        return message not in self.lacking


def test_bokmal_lacks_nothing_since_it_is_the_source():
    assert untranslated(report_kind("article-30"), "nb") == 0


def test_what_is_lacking_in_words_and_in_templates_is_counted(monkeypatch):
    for lacking in (
        (),
        ("Behandlingsansvarlig",),
        ("Formål", "Innhold", "Kontaktpunkt"),
        ("Ingen kort viser til tiltak i registeret.",),
    ):
        monkeypatch.setattr(spoken, "read_catalogue", lambda _path, held=lacking: AllBut(*held))
        counted = untranslated(report_kind("article-30"), "da")
        assert counted >= len(lacking) and bool(counted) == bool(lacking)


def test_texts_other_reports_use_do_not_count(monkeypatch):
    monkeypatch.setattr(spoken, "read_catalogue", lambda _path: AllBut("Gjør dette: %(remedy)s"))
    assert untranslated(report_kind("article-30"), "sv") == 0
    assert untranslated(report_kind("task-list"), "sv") == 1
