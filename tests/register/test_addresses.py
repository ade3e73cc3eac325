from pathlib import Path

import pytest

from compliance.register.addresses import AddressUnknown, address_of


@pytest.mark.parametrize("given", ["register.db", "/a/b c/#1?.db", "C:\\kommune\\register.db", Path("x.db")])
def test_what_is_no_url_is_a_file(given):
    address = address_of(given)
    assert (address.path, address.url, str(address)) == (Path(given), "", str(given))


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_is_given_by_url_with_or_without_its_driver(scheme):
    assert address_of(f"{scheme}://kommune@db/compliance").url == "postgresql+psycopg://kommune@db/compliance"


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://u@db/x?sslmode=require#abc",
        "postgresql://u@db/x?sslmode=require&register=abc",
        "postgresql://u@db/x?register=abc&sslmode=require",
    ],
)
def test_one_of_several_registers_is_named_behind_the_url(given):
    address = address_of(given)
    assert (address.url, address.register) == ("postgresql+psycopg://u@db/x?sslmode=require", "abc")
    assert str(address) == "postgresql://u@db/x?sslmode=require#abc"


def test_a_password_is_never_shown():
    address = address_of("postgresql://u:hem%20melig@db/x")
    assert "hem" not in str(address) and "***" in str(address)
    assert "hem" in address.url
    with pytest.raises(AddressUnknown) as refusal:
        address_of("mysql://u:hemmelig@db/x")
    assert "hemmelig" not in str(refusal.value)


@pytest.mark.parametrize("given", ["", "  ", "mysql://db/x", "https://example.no/r.db"])
def test_what_is_neither_is_refused(given):
    with pytest.raises(AddressUnknown):
        address_of(given)


@pytest.mark.parametrize(
    ("given", "home"),
    [("/srv/kommune/r.db", "/srv/kommune"), ("r.db", "."), ("a/r.db", "a"), ("postgresql://u@db/x", ".")],
)
def test_relative_paths_in_a_register_are_told_from_its_file_and_of_a_server_from_where_one_works(given, home):
    assert address_of(given).home == Path(home)
