"""One small memo, presented, ticked and signed, for all tests of this room."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from compliance.report.pdf import render_pdf
from compliance.resources import folder
from compliance.signoff.keys import make_demo_key
from compliance.signoff.signature import sign
from compliance.signoff.ticks import tick

MOMENT = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
PAGE = """<!doctype html><meta charset=utf-8><style>
@import url(fonts/fonts.css); body { font: 10pt "Source Sans 3" }
input { display: block; width: 60mm; height: 12mm; padding: 0 }
input[type=checkbox] { width: 4mm; height: 4mm }</style>
<h1>Notat TITLE</h1>
<input type="checkbox" name="QUE-0001.recommended" title="Som tilrådd">
<input type="checkbox" name="QUE-0001.postpone" title="Utsett">
<input type="text" name="QUE-0001.reason" title="Begrunnelse">
<input type="checkbox" name="QUE-0002.recommended" title="Som tilrådd">
<input type="checkbox" name="QUE-0002.reject" title="Avslå">
<input type="text" name="QUE-0002.reason" title="Begrunnelse">
<input type="signature" name="signature" title="Signatur">"""


def present(title="1"):
    text = PAGE.replace("TITLE", title)
    return render_pdf(text, base=folder("templates"), language="nb", title="Notat", identifier=title, created=MOMENT)


@pytest.fixture(scope="session")
def key():
    years = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    pkcs12, trust = make_demo_key("Kari Nordmann", b"hemmelig", *years)
    return SimpleNamespace(pkcs12=pkcs12, passphrase=b"hemmelig", trust=trust)


@pytest.fixture(scope="session")
def other_key():
    years = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    pkcs12, trust = make_demo_key("Ola Nordmann", b"annen", *years)
    return SimpleNamespace(pkcs12=pkcs12, passphrase=b"annen", trust=trust)


@pytest.fixture(scope="session")
def moment():
    return MOMENT


@pytest.fixture(scope="session")
def presented():
    return present()


@pytest.fixture(scope="session")
def another_memo():
    return present("2")


@pytest.fixture(scope="session")
def ticked(presented):
    texts = {"QUE-0001.reason": "Vi venter: čđŋšŧž – „til høsten“.", "QUE-0002.reason": ""}
    return tick(presented, ["QUE-0001.postpone", "QUE-0002.recommended"], texts)


@pytest.fixture(scope="session")
def signed(ticked, key):
    return sign(ticked, key.pkcs12, key.passphrase, reason="SIG-0001 sha256:00ff", signed_at=MOMENT)
