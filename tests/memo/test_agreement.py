"""All numbers of one memo agree with each other: they are counted once, and add up however they are shared out."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.checks.finding import Area
from compliance.language.wording import wording
from compliance.memo.compose import compose
from compliance.memo.composed import memo_bytes, read_memo_bytes
from compliance.memo.counted import UNKNOWN
from compliance.memo.figures import FIGURES
from compliance.memo.kind import KIND
from compliance.memo.questions import candidates, drafts
from compliance.memo.stakes import fraction
from compliance.model.kinds import KINDS
from compliance.model.organisation import Organisation
from compliance.model.reading import read_document
from tests.memo.books import Book, a_decided, a_finding, a_question, a_task, an_activity, judged, judged_by_the_rules
from tests.strategies import registers

SUMS = {asked.id for asked in FIGURES if asked.adds}
MEASURES = {asked.id for asked in FIGURES if asked.measure}
SHARED = ("blocker", "major", "minor", "unknown")


def agree(composition, material):
    """Fails where two numbers of the memo that say the same differ."""
    memo = composition.memo
    figures = {figure.id: figure for figure in memo.figures}
    assert len(figures) == len(memo.figures)
    _figures_are_what_they_count(composition)
    _findings_add_up(memo, figures, material)
    _work_adds_up(memo, figures)
    _money_adds_up(memo, figures)
    _first_page_shows_figures(memo, figures)
    kept = {figure.id: figure for figure in composition.document.figures}
    for asked in FIGURES:
        if asked.kept:
            assert kept[asked.id].value == figures[asked.id].value
    assert read_memo_bytes(memo_bytes(memo)) == memo


def parts_of(figure):
    return {part.id: part.count for part in figure.parts}


def _figures_are_what_they_count(composition):
    for traced in composition.traced:
        figure, counted = traced.figure, Counter()
        adds = figure.id in SUMS or figure.id.startswith("cost.")
        for each in traced.counted:
            counted[each.part] += each.amount if adds else 1
        assert {part: n for part, n in parts_of(figure).items() if n} == {part: n for part, n in counted.items() if n}
        if adds:
            known = traced.counted and UNKNOWN not in counted
            assert figure.value == (sum(counted.values()) if known else None)
            continue
        assert sum(parts_of(figure).values()) == figure.denominator == len(traced.counted)
        if traced.numerator:
            assert figure.numerator == sum(counted[part] for part in traced.numerator)
        if figure.percent is not None:
            assert figure.percent == 100 * figure.numerator // figure.denominator
            assert (figure.percent == 100) == (figure.numerator == figure.denominator)
            assert figure.value == figure.numerator
        elif figure.id not in MEASURES and not traced.numerator:
            assert figure.value == figure.denominator


def _findings_add_up(memo, figures, material):
    counts = memo.counts
    heaps = counts.asked + counts.decided + counts.tables + counts.waiting + counts.line
    assert heaps == counts.total == figures["findings"].value == len(material.findings)
    assert figures["findings.leader"].value + figures["findings.line"].value == counts.total
    told = parts_of(figures["findings.heaps"])
    for heap in ("asked", "decided", "tables", "waiting", "line"):
        assert told.get(heap, 0) == getattr(counts, heap)
    for area in memo.areas:
        held = (area.blockers, area.majors, area.minors, area.unknown)
        assert dict(zip(SHARED, held, strict=True)) == parts_of(figures[f"findings.{area.id}"])
    for at, part in enumerate(SHARED):
        by_area = sum((area.blockers, area.majors, area.minors, area.unknown)[at] for area in memo.areas)
        assert by_area == parts_of(figures["findings"])[part]
    asked = {finding for question in memo.questions for finding in question.finding_ids}
    assert len(asked) == counts.asked
    grouped = [finding for group in memo.findings for finding in group.finding_ids]
    assert sorted(grouped) == sorted(finding.id for finding in material.findings)
    by_place = Counter(group.place for group in memo.findings for _ in group.finding_ids)
    assert by_place["asked"] == counts.asked and by_place["line"] == counts.line
    left = [id for each in memo.waiting for id in each.rests_on if id != each.question_id]
    assert len(left) == len(set(left)) == counts.waiting
    for name in ("age", "oldest"):
        assert figures[f"findings.{name}"].denominator == counts.total
    assert memo.method.waived == len(memo.method.waived_ids) == len(material.waived)


def _work_adds_up(memo, figures):
    late = figures["tasks_late"]
    assert sum(unit.total for unit in memo.units) == memo.counts.line
    assert sum(unit.open_tasks for unit in memo.units) == late.denominator
    assert sum(unit.late_tasks for unit in memo.units) == late.numerator
    for unit in memo.units:
        assert len(unit.rests_on) == unit.total + unit.open_tasks
    grade = memo.earlier_grade
    assert (figures["earlier_done"].numerator, figures["earlier_done"].denominator) == (grade.done, grade.decisions)
    goals = figures["goals_reached"]
    assert (goals.numerator, goals.denominator) == (grade.goals_reached, grade.goals_measured)
    assert len({figures[f"risks.{when}"].value for when in ("before", "now", "after")}) == 1
    for row in memo.risks:
        assert parts_of(figures["risks.now"])[row.after.value] > 0


def _money_adds_up(memo, figures):
    recommended = [question.recommended.total if question.recommended else None for question in memo.questions]
    unknown = not recommended or None in recommended
    assert figures["cost.recommended"].value == (None if unknown else sum(recommended))
    for question in memo.questions:
        for option in question.options:
            if option.total is not None:
                assert sum(cost.amount for cost in option.yearly) == option.total
            if option.total is not None and option.id != "-":
                figure = figures[f"cost.{question.id}.{option.id}"]
                assert figure.value == option.total
                assert {part.id: part.count for part in figure.parts} == {
                    str(cost.year): cost.amount for cost in option.yearly
                }


def _first_page_shows_figures(memo, figures):
    said = wording(KIND, memo.language)
    for key in memo.in_short.figures:
        figure = figures[key.figure_id]
        assert key.shown == fraction(figure.numerator, figure.denominator, said)
        unknown = parts_of(figure).get("unknown", 0)
        assert key.unknown == (f"{said.counted('parts.unknown', unknown)}." if unknown else None)
    for area in memo.areas:
        figure = figures.get(area.figure_id or "")
        if figure is not None and figure.denominator:
            assert area.in_order == fraction(figure.numerator, figure.denominator, said)
        if area.mark == "fine":
            assert not parts_of(figures[f"findings.{Area(area.id)}"])["blocker"]
    for sentence in memo.in_short.at_stake:
        assert set(sentence.rests_on) <= set(figures)


@settings(max_examples=20, deadline=None)
@given(registers(most=2))
def test_the_numbers_agree_whatever_is_in_the_register(documents):
    material = judged_by_the_rules(Book(*documents))
    agree(compose(material, draft=True), material)


def test_the_numbers_agree_where_questions_tasks_and_decisions_stand_together():
    found = [a_finding(number) for number in range(1, 9)]
    documents = (
        a_question(1, finding_ids=("F-000000000001", "F-000000000002")),
        a_question(2, finding_ids=("F-000000000002", "F-000000000003")),
        a_decided(3, finding_ids=("F-000000000004",), deadline=a_question().deadline),
        a_task(1), a_task(2, due=None), *(an_activity(number) for number in range(1, 9)),
    )  # fmt: skip
    material = judged(*documents, findings=found)
    agree(compose(material), material)


@cache
def example():
    """The records of the example municipality, by id."""
    from tests.test_examples import documents

    return documents()


@st.composite
def changed_examples(draw):
    """The example with some records gone, and some fields of others emptied."""
    held = dict(example())
    movable = sorted(id for id, document in held.items() if not isinstance(document, Organisation))
    for id in draw(st.lists(st.sampled_from(movable), max_size=12, unique=True)):
        del held[id]
    for id in draw(st.lists(st.sampled_from(sorted(set(held) & set(movable))), max_size=12, unique=True)):
        fields = {name: field for name, field in type(held[id]).model_fields.items() if not field.is_required()}
        name = draw(st.sampled_from(sorted(fields)))
        held[id] = held[id].model_copy(update={name: fields[name].default})
    return tuple(held.values())


def with_drafts(documents):
    """What a memo of these records is made from, with every question there is to ask drafted and saved."""
    material = judged_by_the_rules(book_of(documents))
    made = {each.id: each for each in documents}
    for number, each in enumerate(candidates(drafts(material)), start=1):
        id = each.id or f"QUE-9{number:03}"
        given = {name: value for name, value in each.fields.items() if value is not None}
        if id in made:
            made[id] = made[id].model_copy(update={"finding_ids": tuple(given.get("finding_ids", ()))})
        else:
            made[id] = read_document(KINDS["question"], {"id": id, **given})
    return judged_by_the_rules(book_of(made.values()))


def book_of(documents):
    owner = next(each for each in documents if isinstance(each, Organisation) and each.parent_id is None)
    return Book(*(each for each in documents if each is not owner), owner=owner)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(changed_examples())
def test_the_numbers_of_the_example_agree_whatever_is_taken_away_or_emptied(documents):
    material = with_drafts(documents)
    agree(compose(material, draft=True), material)


def test_the_numbers_of_the_example_agree():
    material = with_drafts(tuple(example().values()))
    composition = compose(material, draft=True)
    agree(composition, material)
    assert composition.memo.questions and composition.memo.counts.line
