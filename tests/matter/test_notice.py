"""A notice tells every point the law asks for, or says which it lacks; and a child can read its part."""

from datetime import date

import pytest

from compliance.checks.facts.notices import CONDITIONAL, ITEMS
from compliance.language.provisions import article
from compliance.language.readability import lix
from compliance.language.wording import wording
from compliance.matter.notice import NoActivity, NoticeNotOurs, notice_report, told_to_people
from compliance.model.activity import (
    Activity,
    ActivityStatus,
    Art6,
    AutomatedDecision,
    ConsentScheme,
    DataSource,
    LegalBasis,
    NoticeException,
    NoticeScope,
    Transfer,
)
from compliance.model.assurance import Notice, NoticeBasis, NoticeItem
from compliance.model.values import Answer, Jurisdiction, LegalRef
from compliance.register.view import RecordNotFound
from tests.matter.sample import LAW, a_book, a_notice, for_others, source, told

CONSENT = {
    "legal_bases": (LegalBasis(purpose_id="p", art6=Art6.a),),
    "consent_schemes": (ConsentScheme(id="c", withdrawal_channel="min side", real_alternative="Du får papir."),),
}


def points(notice):
    return {point for chapter in notice.chapters for point in chapter.points}


def said(notice, chapter):
    (found,) = [each for each in notice.chapters if each.id == chapter]
    return " ".join(" ".join((each.lead or "", *each.items)) for each in found.paragraphs)


def test_an_activity_told_in_full_makes_a_notice_that_lacks_nothing():
    notice = a_notice()
    assert notice.lacks == () and not notice.draft
    always = {item.value for item in ITEMS[NoticeBasis.art13] if item not in CONDITIONAL}
    assert always <= points(notice)
    assert "opplæringslova § 2-1 (må bekreftes av jurist)" in said(notice, "purposes")
    assert notice.unverified == ("opplæringslova § 2-1",)


def test_an_empty_activity_makes_a_draft_that_names_every_point_that_is_always_told():
    notice = a_notice(Activity(id="ACT-0001", name="Noe"))
    lacking = " ".join(notice.lacks)
    told_points = points(notice)
    for items in ITEMS.values():
        for item in items:
            if item not in CONDITIONAL:
                assert item.value in told_points or f"({article(item.value, 'nb')})" in lacking, item


@pytest.mark.parametrize(
    ("gone", "provision"),
    [
        ({"recipients": ()}, "13.1.e"),
        ({"no_transfers_declared": None}, "13.1.f"),
        ({"retention_rules": ()}, "13.2.a"),
        ({"automated_decision": None}, "13.2.f"),
        ({"automated_decision": AutomatedDecision.solely}, "13.2.f"),
        ({"transfers": (Transfer(country="US"),)}, "13.1.f"),
        ({"legal_bases": (LegalBasis(purpose_id="p", art6=Art6.a),)}, "13.2.c"),
        ({"legal_bases": (LegalBasis(purpose_id="p", art6=Art6.f),)}, "13.1.d"),
        ({"sources": (DataSource.data_subject, DataSource.other)}, "14.2.f"),
    ],
)
def test_what_the_register_does_not_say_makes_the_notice_a_draft(gone, provision):
    notice = a_notice(told(**gone))
    assert notice.draft and any(f"({article(provision, 'nb')})" in each for each in notice.lacks)


def test_a_purpose_without_a_ground_is_named():
    notice = a_notice(told(legal_bases=()))
    assert "hva som gir lov til «Gi elever opplæring de har rett til»" in notice.lacks


def test_a_law_that_has_ended_is_told_as_no_ground_and_makes_the_notice_a_draft():
    ended = {"jurisdiction": Jurisdiction.norway, "instrument": "gammel lov", "valid_to": date(2024, 7, 31)}
    basis = LegalBasis(purpose_id="p", art6=Art6.e, supplementary_basis=(LegalRef(**ended),))
    notice = a_notice(told(legal_bases=(basis,)))
    assert any("Gi elever opplæring" in each and "gjelder ikke lenger" in each for each in notice.lacks)
    assert "Vi har lov" not in said(notice, "purposes")
    now = LegalRef(jurisdiction=Jurisdiction.norway, instrument="ny lov", provision="§ 2")
    carried_on = LegalRef(**ended, replaced_by=now)
    held = a_notice(told(legal_bases=(basis.model_copy(update={"supplementary_basis": (carried_on,)}),)))
    assert "Vi har lov" in said(held, "purposes") and "ny lov § 2" in said(held, "purposes")


def test_consent_can_be_withdrawn_and_a_no_costs_only_what_the_register_says():
    notice = a_notice(told(**CONSENT))
    assert notice.lacks == ()
    assert "min side" in said(notice, "withdraw") and "Du får papir." in said(notice, "must")
    silent = a_notice(told(**{**CONSENT, "consent_schemes": (ConsentScheme(id="c", withdrawal_channel="min side"),)}))
    assert any("(artikkel 13 nr. 2 bokstav e)" in each for each in silent.lacks)


def test_the_right_to_object_stands_apart_where_there_is_one():
    by_task = a_notice(told(legal_bases=(LegalBasis(purpose_id="p", art6=Art6.e),)))
    assert [each.apart for chapter in by_task.chapters if chapter.id == "object" for each in chapter.paragraphs] == [
        True
    ]
    assert "object" not in {chapter.id for chapter in a_notice().chapters}


def test_sources_are_told_by_the_law_that_opens_them_or_by_a_notice_that_names_them():
    both = (DataSource.data_subject, DataSource.other)
    freed = NoticeException(scope=NoticeScope.art14, legal_ref=(LAW,))
    assert "opplæringslova" in said(a_notice(told(sources=both, notice_exception=freed)), "sources")
    named = Notice(id="NOT-0001", name="Om kilder", items_present=(NoticeItem.i14_2_f,), text_ref="sund.example/kilder")
    notice = a_notice(told(sources=both, notice_ids=("NOT-0001",)), named)
    assert notice.lacks == () and "sund.example/kilder" in said(notice, "sources")


def test_no_authority_is_made_up_for_a_country_without_one():
    from tests.matter.sample import SUND, Records

    book = Records(told(), owner=SUND.model_copy(update={"country": "FI"}))
    assert "hvem en kan klage til i dette landet" in notice_report(source("privacy-notice", book), "ACT-0001").lacks


def test_only_our_own_activities_in_use_are_told_of():
    book = a_book(told(1), told(2, status=ActivityStatus.ended), for_others())
    asked = source("privacy-notice", book)
    assert [each.id for each in told_to_people(asked)] == ["ACT-0001"]
    for id, refusal in (("ACT-0009", NoticeNotOurs), ("PER-1", NoActivity), ("ACT-7", RecordNotFound)):
        with pytest.raises(refusal):
            notice_report(asked, id)


def test_children_get_a_part_of_their_own_where_they_are_spoken_to():
    assert a_notice().children == ()
    childrens = a_notice(told(addresses_children=Answer.yes)).children
    assert [each.id.removeprefix("child-") for each in childrens] == [
        "what", "data", "who", "keeping", "ask", "reach", "complain",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da"])
def test_the_fixed_words_for_children_are_very_easy_to_read(language):
    words = wording("privacy-notice", language)

    def texts(held, path):
        for key, inner in held.items():
            if isinstance(inner, dict):
                yield from texts(inner, f"{path}.{key}")
            elif key == "text":
                given = {"name": "Sund", "contact": "oss", "authority": "Datatilsynet"}
                yield words(path, **{name: given[name] for name in given if f"{{{name}}}" in inner})

    assert lix("\n\n".join(texts(words.held("child"), "child")), language) <= 30


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da"])
def test_a_whole_notice_is_no_harder_than_ordinary_prose(language):
    notice = a_notice(told(**CONSENT), language=language)
    text = "\n\n".join(each.lead for chapter in notice.chapters for each in chapter.paragraphs if each.lead)
    assert lix(text, language) <= 40
