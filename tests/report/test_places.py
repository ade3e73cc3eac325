"""Places for the decision: what a template may ask for, and what the file then holds."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from compliance.report.pdf import render_pdf
from compliance.report.places import BadPlaceName, PlaceIsAlsoGroup, PlaceTwice, PlaceWithoutLabel, UnknownPlace
from compliance.resources import folder

STYLES = '@import url(fonts/fonts.css); body { font: 10pt "Source Sans 3" }'


def render(body):
    text = f"<!doctype html><meta charset=utf-8><style>{STYLES}</style><h1>Notat</h1>{body}"
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return render_pdf(text, base=folder("templates"), language="nb", title="x", identifier="x", created=moment)


@pytest.fixture(scope="module")
def form():
    box = "display: block; border: 0; padding: 0; font-size: 9pt; width: 60mm; height: 10mm"
    body = f"""<input type="checkbox" name="QUE-1.recommended" title="Som tilrådd" checked>
    <input type="checkbox" name="QUE-1.option.b" title="Alternativ B">
    <input type="text" name="QUE-1.until" title="Utsatt til" style="{box}" value="not this">
    <textarea name="QUE-1.reason" title="Begrunnelse" style="{box}">not this</textarea>
    <input type="signature" name="signature" title="Signatur" style="{box}">"""
    with pikepdf.open(io.BytesIO(render(body))) as pdf:
        yield pdf.Root.AcroForm


def named(form, *path):
    fields = form.Fields
    for name in path:
        (found,) = [field for field in fields if str(field.T) == name]
        fields = found.get("/Kids", [])
    return found


def test_a_dot_in_a_name_is_a_step_down_in_the_form(form):
    assert [str(field.T) for field in form.Fields] == ["QUE-1", "signature"]
    assert named(form, "QUE-1", "option", "b").FT == "/Btn"


def test_a_box_is_empty_read_only_and_has_both_faces(form):
    box = named(form, "QUE-1", "recommended")
    assert (box.AS, box.V, box.Ff) == ("/Off", "/Off", 1)
    assert sorted(box.AP.N.keys()) == ["/Off", "/on"]
    assert str(box.TU) == "Som tilrådd"


@pytest.mark.parametrize(("name", "flags"), [("until", 1), ("reason", 1 | 1 << 12)])
def test_a_text_place_is_empty_read_only_and_says_how_it_will_be_printed(form, name, flags):
    text = named(form, "QUE-1", name)
    assert (text.FT, int(text.Ff)) == ("/Tx", flags)
    assert "/V" not in text
    assert str(text.DA) == "/Fill 9.00 Tf 0 g"
    left, bottom, right, top = text.Rect
    assert (round(right - left), round(top - bottom)) == (170, 28)


def test_the_face_for_later_texts_lies_in_the_file(form):
    assert form.DR.Font.Fill.Subtype == "/Type0"
    assert form.DR.Font.Fill.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"


def test_the_signature_place_is_open_for_a_signature(form):
    place = named(form, "signature")
    assert place.FT == "/Sig"
    assert "/V" not in place
    assert "/Ff" not in place
    assert form.SigFlags == 3
    assert "/NeedAppearances" not in form


def test_every_place_hangs_on_the_tag_tree(form):
    for path in (("QUE-1", "recommended"), ("QUE-1", "reason"), ("signature",)):
        assert "/StructParent" in named(form, *path)


def test_a_page_without_places_has_no_form():
    with pikepdf.open(io.BytesIO(render("<p>Tekst</p>"))) as pdf:
        assert "/AcroForm" not in pdf.Root


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ('<input type="radio" name="a" title="x">', UnknownPlace),
        ('<select name="a" title="x"></select>', UnknownPlace),
        ('<input type="checkbox" title="x">', BadPlaceName),
        ('<input type="checkbox" name="a..b" title="x">', BadPlaceName),
        ('<input type="checkbox" name="å" title="x">', BadPlaceName),
        ('<input type="checkbox" name="a b" title="x">', BadPlaceName),
        ('<input type="checkbox" name="a">', PlaceWithoutLabel),
        ('<input type="checkbox" name="a" title=" ">', PlaceWithoutLabel),
        ('<input type="checkbox" name="a" title="x"><input type="text" name="a" title="y">', PlaceTwice),
        ('<input type="checkbox" name="a" title="x"><input type="text" name="a.b" title="y">', PlaceIsAlsoGroup),
    ],
)
def test_a_place_that_would_not_work_is_refused(body, refusal):
    with pytest.raises(refusal):
        render(body)
