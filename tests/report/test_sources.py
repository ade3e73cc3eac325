"""Nothing a page names is fetched from anywhere but its own folder."""

import base64
import socket
from datetime import UTC, datetime

import pytest

from compliance.report.pdf import render_pdf
from compliance.report.sources import OutsideReference, ReferenceNotFound
from compliance.resources import folder

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
OUTSIDE = "http://127.0.0.1:9/x"
SVG = f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='{OUTSIDE}.png' width='9'/></svg>"


@pytest.fixture
def base(tmp_path):
    inside = tmp_path / "templates"
    inside.mkdir()
    (inside / "fonts").symlink_to(folder("templates") / "fonts")
    (inside / "pixel.png").write_bytes(PIXEL)
    (inside / "with space.png").write_bytes(PIXEL)
    (tmp_path / "secret.png").write_bytes(PIXEL)
    (inside / "way-out.png").symlink_to(tmp_path / "secret.png")
    return inside


@pytest.fixture(autouse=True)
def _nothing_reaches_the_network(monkeypatch):
    def reached(*_):
        pytest.fail("the network was reached for")

    monkeypatch.setattr(socket.socket, "connect", reached)
    monkeypatch.setattr(socket, "getaddrinfo", reached)


def render(body, base):
    return render_pdf(
        body, base=base, language="nb", title="x", identifier="x", created=datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    "body",
    [
        f'<img alt="x" src="{OUTSIDE}.png">',
        '<img alt="x" src="https://example.com/x.png">',
        '<img alt="x" src="//example.com/x.png">',
        '<img alt="x" src="ftp://example.com/x.png">',
        f'<base href="{OUTSIDE}/"><img alt="x" src="pixel.png">',
        f'<link rel="stylesheet" href="{OUTSIDE}.css">',
        f"<style>@import url({OUTSIDE}.css);</style>",
        f"<style>@font-face {{ font-family: x; src: url({OUTSIDE}.woff2) }}</style><p>x",
        f'<p style="background: url({OUTSIDE}.png)">x</p>',
        f'<ul><li style="list-style-image: url({OUTSIDE}.png)">x</ul>',
        f"<style>p::before {{ content: url({OUTSIDE}.png) }}</style><p>x",
        f'<img alt="x" src="data:image/svg+xml;base64,{base64.b64encode(SVG.encode()).decode()}">',
        f"<div>{SVG}</div>",
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="file://example.com/etc/hostname">',
        '<img alt="x" src="../secret.png">',
        '<img alt="x" src="%2e%2e/secret.png">',
        '<img alt="x" src="..%2Fsecret.png">',
        '<img alt="x" src="way-out.png">',
        '<img alt="x" src="FILE:///etc/hostname">',
        '<a rel="attachment" href="file:///etc/hostname">x</a>',
    ],
)
def test_a_reference_outside_the_folder_is_refused(body, base):
    with pytest.raises(OutsideReference) as refusal:
        render(body, base)
    assert str(base) in str(refusal.value)


def test_a_file_that_is_not_there_is_refused_by_name(base):
    with pytest.raises(ReferenceNotFound, match=r"gone\.png"):
        render('<img alt="x" src="gone.png">', base)


@pytest.mark.parametrize(
    "address", ["pixel.png", "with space.png", "with%20space.png", "./pixel.png?v=1", "pixel.png#a"]
)
def test_a_file_in_the_folder_is_drawn(address, base):
    assert b"/Subtype /Image" in render(f'<img alt="x" src="{address}">', base)


def test_data_in_the_page_itself_is_drawn(base):
    inline = base64.b64encode(PIXEL).decode()
    assert b"/Subtype /Image" in render(f'<img alt="x" src="DATA:image/png;base64,{inline}">', base)


def test_a_link_for_the_reader_is_kept_and_not_followed():
    body = (
        '<style>@import url(fonts/fonts.css); * { font-family: "Source Sans 3" }</style><a href="https://example.com">x'
    )
    assert b"https://example.com" in render(body, folder("templates"))
