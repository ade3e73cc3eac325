"""Which numbers of a text a reader has to hold in mind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.language.catalogues import LOCALES
from compliance.language.dates import long_date
from compliance.language.figures import figures

LANGUAGES = st.sampled_from(sorted(LOCALES))


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Journaler om 1 802 innbyggere koster 30 000 kroner.", "nb", ["1 802", "30 000"]),
        ("Det gjelder 1\u00a0802 av 3.604 og 22,7 prosent.", "nb", ["1 802", "3.604", "22,7"]),
        ("14 % av 9 dager. De 9 er brukt.", "nb", ["14 %", "9"]),
        ("Det tar 3–5 dager.", "nb", ["3", "5"]),
        ("Vi hadde 31. I år har vi 40.", "nb", ["31", "40"]),
        ("1.150.000 kr. til 12 skoler", "da", ["1.150.000", "12"]),
        ("Det kostar 1 150 000 kronor.", "sv", ["1 150 000"]),
        ("We lost 1,802 files, 12.5% of them.", "en", ["1,802", "12.5%"]),
    ],
)
def test_a_number_that_says_how_much_is_a_figure(text: str, language: str, found: list[str]) -> None:
    assert figures(text, language) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Avtalen gikk ut 31. august 2026, og 9. desember møtes vi. Det var 1999.", "nb"),
        ("Fristen er 17.12.2026, 2026-12-17 eller 9. 12. klokka 14.30 eller 08:15.", "nb"),
        ("Se § 14, §§ 3-5, kapittel 3, kap. 4, punkt 2.1, artikkel 6, nr. 7, side 12 og sak 26/01482.", "nb"),
        ("QUE-0003 gjelder A4 i 3. kvartal, uke 50, skoleåret 2026/27 og planen 2027–2030.", "nb"),
        ("Fra 12.–14. mai. To av tre sier ja.", "nb"),
        ("Det gjekk ut 31. august 2026, sjå kapittel 3 og veke 50.", "nn"),
        ("Avtalet gick ut den 31 augusti 2026, se kapitel 3, sidan 4 och vecka 50, 3:e gången.", "sv"),
        ("Aftalen udløb 31. august 2026, se kapitel 3, stk. 2, uge 50 og kl. 9.", "da"),
        ("It ended on 31 August 2026 or August 31, 2026; see section 3, page 4, the 3rd time.", "en"),
        ("1. Første punkt\n2. Andre punkt", "nb"),
        ("Les https://sund.example/30000 og `5000`.", "nb"),
    ],
)
def test_what_says_when_where_or_which_is_none(text: str, language: str) -> None:
    assert figures(text, language) == []


@given(st.dates(), LANGUAGES)
def test_no_date_is_a_figure(day, language: str) -> None:
    if day.year >= 1900 and day.year < 2100:
        assert figures(f"X {long_date(day, language)} x.", language) == []
        assert figures(f"X {day.isoformat()} x.", language) == []


@given(st.text(), st.text(), LANGUAGES)
def test_more_text_holds_no_fewer_figures(text: str, more: str, language: str) -> None:
    text = text.replace("`", "").replace("~", "")
    assert set(figures(text, language)) <= set(
        figures(f"{text}\n\nx\n\n{more.replace('`', '').replace('~', '')}", language)
    )


@pytest.mark.parametrize("text", ["1 " * 5000, "1." * 5000, "1 000" * 2000, "§" * 9000, "9" * 9000, "kap. " * 3000])
def test_hostile_texts_take_no_time(text: str) -> None:
    for language in LOCALES:
        figures(text, language)
