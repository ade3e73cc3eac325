"""The workbook out and in: lossless for every kind, one cell is one field, and nothing goes missing unseen."""

import pytest
from hypothesis import given, settings

from compliance.capture.sources import capture_source
from compliance.formats.source import Source
from compliance.formats.workbook import Inventory, written
from compliance.model.kinds import KINDS
from compliance.model.reading import body_of, read_document
from tests.strategies import documents, registers


def back(data, name="inventory.xlsx"):
    return capture_source(Source(name, data))


def documents_in(captured):
    assert not captured.refusals, [str(refusal) for refusal in captured.refusals]
    return [
        read_document(KINDS[one.kind], {"id": one.id, **{key: v for key, v in one.fields.items() if v is not None}})
        for one in captured.candidates
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nb"])
def test_every_record_comes_back_as_it_went_out(kind, language):
    @settings(max_examples=12)
    @given(documents(kind, {name: [f"{k.prefix}-1", f"{k.prefix}-2"] for name, k in KINDS.items()}, retired=True))
    def holds(document):
        (again,) = documents_in(back(written(Inventory([document], language))))
        assert body_of(again) == body_of(document)

    holds()
