"""Begin the register of a municipality."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from compliance.cli.options import Call, verb
from compliance.cli.output import answer, answer_json, suggest, words
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from compliance.model.values import Document
    from compliance.register.register import Register

CURRENCIES: Final = {"NO": "NOK", "SE": "SEK", "DK": "DKK", "FI": "EUR", "IS": "ISK"}
LANGUAGES: Final = {"NO": "nb", "SE": "sv", "DK": "da", "FI": "sv", "IS": "en"}
ORGANISATION, FIRST_PERSON = "ORG-1", "PER-1"


class NoCountryCode(ComplianceError):
    sentence = "“{given}” is not the code of a country."
    hint = "Give its two letters: {known}."


@verb
@click.option("--name", required=True, help="The name of the municipality.")
@click.option("--country", required=True, metavar="CODE", help="Its country: NO, SE, DK, FI or IS.")
@click.option("--actor-name", required=True, metavar="NAME", help="Who keeps the register: a name, or an office.")
@click.option("--org-number", metavar="NUMBER", help="Its number in the national business register.")
def command(call: Call, name: str, country: str, actor_name: str, org_number: str | None) -> None:
    """Begin the register of a municipality.

    It is a file, or a PostgreSQL database given as a URL, and holds the municipality (ORG-1) and the person who keeps
    the register (PER-1). Everything entered later names a person who did it.
    """
    from compliance.register.register import create_register

    if not re.fullmatch("[A-Za-z]{2}", country):
        raise NoCountryCode(given=country, known=", ".join(CURRENCIES))
    organisation = _organisation(call, name, country.upper(), org_number)
    with create_register(
        call.new_register,
        organisation=organisation,
        people=[_person(actor_name)],
        actor=FIRST_PERSON,
        reason=words(call)("The register was begun."),
        at=call.now,
    ) as made:
        _tell(call, made, organisation)


def _organisation(call: Call, name: str, country: str, org_number: str | None) -> Document:
    from compliance.model.kinds import KINDS
    from compliance.model.reading import read_document

    body = {
        "id": ORGANISATION,
        "name": name,
        "kind": "municipality",
        "country": country,
        "language": call.language or LANGUAGES.get(country),
        "currency": CURRENCIES.get(country),
        "org_number": org_number,
        "register_since": call.as_of.isoformat(),
    }
    return read_document(KINDS["organisation"], {key: value for key, value in body.items() if value is not None})


def _person(name: str) -> Document:
    from compliance.model.kinds import KINDS
    from compliance.model.reading import read_document

    return read_document(KINDS["person"], {"id": FIRST_PERSON, "name": name, "roles": ["security_officer", "preparer"]})


def _tell(call: Call, made: Register, organisation: Document) -> None:
    _, head = words(call), made.head()
    address = str(made.address)
    if call.json:
        answer_json(
            {
                "register": made.id,
                "address": address,
                "organisation": organisation.id,
                "actor": FIRST_PERSON,
                "entry": head.seq,
                "head": head.hash,
            }
        )
        return
    answer(_("The register of {name} is begun in {address}.").format(name=organisation.name, address=address))
    answer(_("Register  {id}").format(id=made.id))
    answer(_("Entry {entry}   {head}").format(entry=head.seq, head=head.hash))
    suggest("compliance workbook -o inventory.xlsx")
