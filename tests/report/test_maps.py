"""The map of systems as a drawing: every system on one line, every link one arc or told of on both its lines."""

import re

from hypothesis import given
from hypothesis import strategies as st

from compliance.matter.systems import system_map
from compliance.report.maps import ARCS, LINES, drawings
from tests.matter.register import a_supplier, a_system
from tests.matter.sample import a_book, source, told

PAGE_MM, HIGH_MM = 245, 152
"""What a page lying down has room for under its heading."""


@st.composite
def maps(draw):
    count = draw(st.integers(0, 90))
    numbers = st.integers(1, max(count, 1))
    systems = [
        a_system(
            n, link_ids=tuple({f"SYS-{other:04}" for other in draw(st.lists(numbers, max_size=4))} if count else ()),
            vendor_id=f"SUP-{draw(st.integers(1, 12)):04}",
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    units = st.sampled_from(["Oppvekst", "Helse", "Teknisk", None])
    used = [told(n, unit=draw(units), system_ids=(f"SYS-{n:04}",)) for n in range(1, count + 1)]
    suppliers = [a_supplier(n) for n in range(1, 13)]
    return system_map(source("system-map", a_book(*systems, *used, *suppliers)))


@given(maps())
def test_every_system_stands_once_and_every_link_is_drawn_or_told(report):
    pages = drawings(report)
    assert [line.system.id for page in pages for line in page.lines] == [each.id for each in report.systems]
    arcs = sum(len(page.arcs) for page in pages)
    elsewhere = sum(line.elsewhere for page in pages for line in page.lines)
    assert 2 * arcs + elsewhere == 2 * len(report.links)


@given(maps())
def test_no_page_is_too_full_and_no_line_leaves_it(report):
    for page in drawings(report):
        assert len(page.lines) + len(page.areas) <= LINES and float(page.height) <= HIGH_MM
        heights = [float(line.y) for line in page.lines]
        assert heights == sorted(set(heights)) and heights[-1] < float(page.height)
        assert all(0 <= float(y) <= float(page.height) for _, y in page.suppliers)
        for arc in page.arcs:
            start, *_, end = re.findall(r"[\d.]+ [\d.]+", arc)
            assert start.split()[0] == end.split()[0] == str(ARCS)
            out = max(float(point.split()[0]) for point in re.findall(r"[\d.]+ [\d.]+", arc))
            assert ARCS + (out - ARCS) * 3 / 4 <= PAGE_MM


def test_a_supplier_stands_near_what_it_delivers():
    systems = [a_system(n, vendor_id=f"SUP-{10 - n:04}") for n in range(1, 10)]
    (page,) = drawings(system_map(source("system-map", a_book(*systems, *(a_supplier(n) for n in range(1, 10))))))
    assert [each.id for each, _ in page.suppliers] == [f"SUP-{n:04}" for n in range(9, 0, -1)]
