import pytest

from compliance.formats.source import NotText, Source
from compliance.formats.table import NotATable, read
from tests.formats.books import source

ROWS = [(1, ["Navn", "Frist"]), (3, ["Skole; barn", "2026"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_in_every_dress_excel_gives_it(encoding, separator):
    text = f'Navn{separator}Frist på\r\n\r\n"Skole{separator} ""barn"""{separator}=1+1\r\n'
    (table,) = read(Source("mappe/behandlinger.csv", text.encode(encoding)))
    assert table.title == "behandlinger"
    assert table.rows == [(1, ["Navn", "Frist på"]), (3, [f'Skole{separator} "barn"', "=1+1"])]


def test_words_that_look_like_nothing_or_numbers_stay_words():
    (table,) = read(Source("x.csv", b"name,code\nNA,007\nnull,1e3\n"))
    assert [row for _, row in table.rows[1:]] == [["NA", "007"], ["null", "1e3"]]


def test_a_quote_that_never_closes_is_refused():
    with pytest.raises(NotATable):
        read(Source("x.csv", b'a;b\n1;"2\n1;2\n'))


def test_a_title_above_and_longer_lines_below_are_kept():
    (table,) = read(Source("x.csv", b"Protokoll\na;b\n1;2;3\n;;;;\n"))
    assert [row for _, row in table.rows] == [["Protokoll", "", ""], ["a", "b", ""], ["1", "2", "3"]]


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(NotText):
        read(Source("x.csv", b"a;b\n\x81\x8d;\xff\n"))


def test_an_excel_file_gives_a_table_for_each_sheet_shown():
    def hide(book, sheets):
        sheets["Skjult"].hide()

    tables = read(source({"Ark1": [["Navn"], ["A"]], "Tom": [], "Skjult": [["x"]]}, change=hide))
    assert [(table.title, table.rows) for table in tables] == [("Ark1", [(1, ["Navn"]), (2, ["A"])])]
