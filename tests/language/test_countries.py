from compliance.language.countries import country_name


def test_a_country_has_its_name_in_the_language_and_an_unknown_one_keeps_its_code():
    assert country_name("SE", "nb") == "Sverige" and country_name("SE", "en") == "Sweden"
    assert country_name("XY", "nb") == "XY"
