"""Facts about what in a record points to something that nobody has answered (guide A.2, B.0).

A question is asked where something points to it, so that the answers that matter are not lost among those that do not.
To have no hint is no answer: it never makes anything met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from compliance.checks.law import Law
from compliance.checks.reading import Reading
from compliance.model.activity import Activity, RecipientKind
from compliance.model.supply import System
from compliance.model.values import Answer


def camera_hinted_at(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether something in the record points to a camera that watches people.

    That is an answer on the camera's sign or assessment, on monitoring, or that it is not known whether there is one;
    or a word for cameras in what the activity, its purposes, its data or its systems are called.
    """
    watched = activity.screening is not None and activity.screening.monitoring is Answer.yes
    watched = watched or (activity.art35_3 is not None and activity.art35_3.c is Answer.yes)
    told = activity.camera_assessment is not None or activity.camera_sign is not None
    named = _any_word(law.codes("camera_words"), _texts(activity, reading))
    return activity.camera is not None or told or watched or named


def publication_hinted_at(activity: Activity, reading: Reading, law: Law, as_of: date) -> bool:
    """Whether something in the record points to something being published.

    That is an answer on public records, or that something is put on the web, even that either is not known; the public
    at large among the recipients; or a word for publishing in what the activity, its purposes, its data or its systems
    are called.
    """
    answered = activity.produces_public_records is not None or activity.publishes_actively not in (None, Answer.no)
    to_all = any(each.kind is RecipientKind.public_at_large for each in activity.recipients)
    return answered or to_all or _any_word(law.codes("publication_words"), _texts(activity, reading))


def _texts(activity: Activity, reading: Reading) -> Iterator[str]:
    yield from (activity.name, activity.description or "")
    yield from (purpose.text or "" for purpose in activity.purposes)
    yield from (data.name or "" for data in activity.data_categories)
    yield from (system.name for system in reading.find_all(System, activity.system_ids))


def _any_word(words: tuple[str, ...], texts: Iterable[str]) -> bool:
    return any(word in text.casefold() for text in texts for word in words)


FACTS: Final = {"activity": (camera_hinted_at, publication_hinted_at)}
