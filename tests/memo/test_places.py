import re

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.memo.places import Places
from compliance.model.decision import Choice
from compliance.model.values import ID_PATTERN, LOCAL_ID_PATTERN

NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


def test_each_answer_has_its_name():
    places = Places()
    assert places.choice("QUE-0001", Choice.recommended, "a") == "QUE-0001.recommended"
    assert places.choice("QUE-0001", Choice.option, "b") == "QUE-0001.option-b"
    assert places.choice("QUE-0001", Choice.reject) == "QUE-0001.reject"
    assert places.text("QUE-0001", "reason") == "QUE-0001.reason"


def test_dots_are_no_steps_and_names_that_become_alike_are_kept_apart():
    places = Places()
    names = [places.choice("QUE-1.2", Choice.option, option) for option in ("a.b", "a_b")]
    assert names == ["QUE-1_2.option-a_b", "QUE-1_2.option-a_b-2"]
    assert places.choice("QUE-1_2", Choice.reject) == "QUE-1_2-2.reject"


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.from_regex(ID_PATTERN, fullmatch=True),
            st.lists(st.from_regex(LOCAL_ID_PATTERN, fullmatch=True), unique=True, max_size=4),
        ),
        unique_by=lambda pair: pair[0],
        max_size=4,
    )
)
def test_every_place_has_a_name_of_its_own_and_none_is_the_beginning_of_another(questions):
    places, names = Places(), []
    for question, options in questions:
        names += [places.choice(question, Choice.option, option) for option in options]
        names += [places.choice(question, choice) for choice in (Choice.recommended, Choice.postpone, Choice.reject)]
        names += [places.text(question, "reason"), places.text(question, "until")]
    assert len(names) == len(set(names))
    assert all(NAME.fullmatch(name) for name in names)
    assert not any(other.startswith(f"{name}.") for name in names for other in names)
