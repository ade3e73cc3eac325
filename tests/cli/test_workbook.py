from compliance.formats.layout import sheet_titles
from compliance.formats.source import Source
from compliance.formats.spreadsheet import read
from tests.register.books import activity, founded, written


def test_the_workbook_speaks_the_organisation_s_language_unless_told_another(compliance, tmp_path):
    with founded(tmp_path / "r.db") as register:
        written(register, activity("ACT-1", name="Skole"))
    for language in ("nb", "sv"):
        path = tmp_path / f"{language}.xlsx"
        assert compliance("workbook", "--register", tmp_path / "r.db", "--language", language, "-o", path).code == 0
        names = [grid.name for grid in read(Source("x.xlsx", path.read_bytes()))]
        assert sheet_titles(language)["activities"] in names


def test_the_next_step_is_told(compliance, tmp_path):
    founded(tmp_path / "r.db").close()
    out = compliance("workbook", "--register", tmp_path / "r.db", "-o", tmp_path / "a b.xlsx")
    assert out.out == "" and f"compliance capture '{tmp_path}/a b.xlsx'" in out.err
