"""A memo made by hand, whole and credible, for the tests of the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from compliance.followup.accounts import Account, AccountState, FollowUpGrade
from compliance.followup.pace import Pace
from compliance.memo.composed import (
    AdviceGiven,
    AreaState,
    Box,
    Citation,
    ComposedMemo,
    ComposedOption,
    ComposedQuestion,
    Figure,
    FigurePart,
    FindingCounts,
    FindingGroup,
    Head,
    InShort,
    KeyFigure,
    Measured,
    Method,
    Named,
    RiskRow,
    Stated,
    UnitLoad,
    YearCost,
)
from compliance.model.decision import Choice, Consequences, Effect, Theme
from compliance.model.organisation import RiskLevel


def a_memo(**changed: Any) -> ComposedMemo:
    """The sample memo, with some parts replaced."""
    return ComposedMemo(**({**_parts(), **changed}))


def _parts() -> dict[str, Any]:
    return {
        "language": "nb",
        "draft": False,
        "head": a_head(),
        "in_short": an_in_short(),
        "questions": tuple(a_question(number) for number in range(1, 4)),
        "earlier": earlier(),
        "earlier_grade": FollowUpGrade(decisions=3, done=2, done_on_time=2, late=1, goals_measured=2, goals_reached=1),
        "areas": areas(),
        "trend": (measured(date(2026, 4, 30), 17, 40, 12, 29), measured(date(2026, 11, 20), 9, 31, 14, 17)),
        "risks": (a_risk(),),
        "units": units(),
        "findings": findings(),
        "counts": FindingCounts(asked=18, tables=2, waiting=3, line=86, total=109),
        "figures": (
            Figure(
                id="lawful_basis",
                value=58,
                unit="formål",
                numerator=58,
                denominator=71,
                percent=81,
                source="Formål med grunnlag som er skrevet ned.",
                parts=(
                    FigurePart(id="in_order", count=58),
                    FigurePart(id="unlawful", count=2),
                    FigurePart(id="not_written_down", count=11),
                ),
            ),
        ),
        "method": Method(rules_applied=45, country="NO", unverified=("OSL 18 kap.", "ISO/IEC 27001 9.3")),
    }


def a_head(**changed: Any) -> Head:
    given: dict[str, Any] = {
        "memo_id": "MEM-0002",
        "title": "Fem vedtak for tryggere behandling av innbyggernes opplysninger",
        "organisation": "Sund kommune",
        "case_no": "26/01482",
        "access_marking": ("offentleglova § 14",),
        "as_of": date(2026, 11, 20),
        "entry": 412,
        "head": "7f3a91c208de44b1" * 4,
        "register_id": "sund",
        "rules_digest": "ab" * 32,
        "program": "compliance 0.1.0",
        "prepared_by": Named(id="PER-2", name="Informasjonssikkerhetsansvarlig"),
        "addressed_to": Named(id="PER-1", name="kommunedirektøren"),
        "advice": (AdviceGiven(by="Personvernombudet", on=date(2026, 11, 18), text="slutter seg til alle"),),
        "answer_by": date(2026, 12, 1),
        "answer_by_reason": "fordi avtalen med Nordlys Drift fornyes 15. desember",
    }
    return Head(**{**given, **changed})


def an_in_short(**changed: Any) -> InShort:
    given: dict[str, Any] = {
        "at_stake": (
            Stated(
                text="Kommunen kan i dag ikke vise at den har lov til to av tolv måter den bruker barns opplysninger "
                "på."
            ),
            Stated(text="Helseopplysninger om 1 900 innbyggere kan nås utenfra med bare et passord."),
            Stated(text="Begge deler kan rettes før påske."),
        ),
        "figures": (
            KeyFigure(
                figure_id="lawful_basis",
                shown="58 av 71",
                label="formål har lovlig grunnlag.",
                before="I mai: 49 av 68.",
            ),
            KeyFigure(
                figure_id="supplier_contracts",
                shown="22 av 36",
                label="avtaler med leverandører er gyldige og fullstendige.",
                before="I mai: 24 av 36.",
            ),
            KeyFigure(
                figure_id="earlier_done",
                shown="2 av 3",
                label="vedtak fra i vår er gjennomført.",
                before="Første måling.",
            ),
        ),
        "if_nothing": (
            Stated(text="Gjør vi ingenting, fortsetter to ulovlige behandlinger."),
            Stated(text="Avtalen med Nordlys Drift løper ut 15. desember 2026."),
        ),
        "the_rest": Stated(text="De andre 86 funnene er gitt til linjen og krever ikke noe av deg."),
    }
    return InShort(**{**given, **changed})


def an_option(identity: str, **changed: Any) -> ComposedOption:
    given: dict[str, Any] = {
        "id": identity,
        "title": "Alle 640 brukere",
        "description": "Kodebrikke eller telefon til alle, også leverandørene. Opplæring på 20 minutter.",
        "total": 480_000,
        "yearly": tuple(YearCost(year=2027 + n, amount=240_000 if n == 0 else 80_000) for n in range(4)),
        "effects": (Effect(indicator="Brukere med to trinn", before=212, after=640, when=date(2027, 4, 1)),),
        "risk_after": RiskLevel.low,
        "person_days": 30,
    }
    return ComposedOption(**{**given, **changed})


def zero_option(question: str = "") -> ComposedOption:
    return an_option(
        "nothing",
        title="Ingenting",
        is_zero_option=True,
        unlawful_because=("SEC-MFA-001",),
        total=0,
        description="Loven krever sikring som svarer til risikoen. "
        "1 900 journaler forblir åpne for den som får tak i et passord.",
        yearly=tuple(YearCost(year=2027 + n, amount=0) for n in range(4)),
        effects=(),
        risk_after=RiskLevel.critical,
        person_days=None,
    )


def a_question(number: int, **changed: Any) -> ComposedQuestion:
    identity = f"QUE-000{number}"
    box = lambda part, choice, option=None: Box(name=f"{identity}.{part}", choice=choice, option_id=option)  # noqa: E731
    options = (
        zero_option(),
        an_option(
            "all",
            recommended=True,
            box=box("recommended", Choice.recommended, "all"),
            consequences=Consequences(
                residents="Ingen merker noe til vanlig. Nødtilgang på legevakten beholdes.",
                staff="Ett trinn mer ved innlogging utenfra.",
            ),
        ),
        an_option(
            "some",
            title="Bare leverandørene",
            description="Stenger den døren som ble brukt i mars. 410 ansatte står igjen.",
            total=95_000,
            yearly=tuple(YearCost(year=2027 + n, amount=50_000 if n == 0 else 15_000) for n in range(4)),
            risk_after=RiskLevel.high,
            box=box("option-some", Choice.option, "some"),
            person_days=8,
        ),
    )
    given: dict[str, Any] = {
        "number": number,
        "id": identity,
        "title": "To-trinns innlogging til helseopplysninger",
        "question": "Skal alle som når helseopplysninger utenfra, logge inn med to trinn?",
        "background": "Hjemmetjenesten, legevakten og tre leverandører kan i dag åpne journaler hjemmefra "
        "med bare et passord. "
        "428 av 640 brukere mangler det andre trinnet. "
        "I mars kom en uvedkommende inn med et stjålet passord; vi oppdaget det etter elleve dager.",
        "why_leader": "Tiltaket gjelder flere enheter og koster mer enn IT-sjefen kan vedta.",
        "theme": Theme.security,
        "options": options,
        "recommended_option": "all",
        "reasons": "Ja, for alle 640. I dag gjør 212 det, og resten kan være på plass før påske.",
        "owner": Named(id="PER-7", name="IT-sjef", unit="Økonomi og IT"),
        "deadline": date(2027, 3, 31),
        "goal": Pace(indicator="Brukere med to trinn", unit="brukere", baseline=212, target=640, due=date(2027, 4, 1)),
        "funding_ref": "IT-budsjettet 2027, ramme 3.2",
        "finding_ids": tuple(f"f{n}" for n in range(9)),
        "rules": ("SEC-MFA-001",),
        "records": (Named(id="SYS-0001", name="Gerica"), Named(id="SYS-0002", name="Hjemmesystemet")),
        "boxes": (box("postpone", Choice.postpone), box("reject", Choice.reject)),
        "reason_place": f"{identity}.reason",
        "until_place": f"{identity}.until",
    }
    return ComposedQuestion(**{**given, **changed})


def earlier() -> tuple[Account, ...]:
    return (
        Account(
            question_id="QUE-0101",
            name="Gjenoppretting av journalsystemet",
            option="Prøve gjenoppretting to ganger i året",
            owner="IT-sjef",
            decided_on=date(2026, 5, 12),
            deadline=date(2026, 9, 1),
            state=AccountState.done_on_time,
            done_on=date(2026, 8, 28),
            verified=True,
            goal=Pace(indicator="timer", target=8, measured=6, baseline=30, unit="timer", reached=True),
        ),
        Account(
            question_id="QUE-0102",
            name="Personvernerklæringer",
            option="Fortelle innbyggerne hvordan vi bruker opplysningene",
            owner="Kommunikasjonssjef",
            decided_on=date(2026, 5, 12),
            deadline=date(2026, 10, 1),
            state=AccountState.late,
            days_late=50,
            goal=Pace(
                indicator="erklæringer",
                target=71,
                measured=44,
                baseline=20,
                unit="erklæringer",
                reached=False,
                on_pace=False,
                expected=71,
            ),
        ),
        Account(
            question_id="QUE-0103",
            name="Stedfortreder for ombudet",
            option="Oppnevne stedfortreder for personvernombudet",
            owner="HR-sjef",
            decided_on=date(2026, 5, 12),
            deadline=date(2026, 6, 15),
            state=AccountState.done_late,
            days_late=3,
            done_on=date(2026, 6, 18),
        ),
        Account(
            question_id="QUE-0104",
            name="Kameraer på ungdomsskolen",
            owner="Skolesjef",
            decided_on=date(2026, 5, 12),
            state=AccountState.postponed,
            postponed_until=date(2027, 2, 1),
        ),
    )


def areas() -> tuple[AreaState, ...]:
    table = [
        ("law", "Lovlig grunnlag", "stop", "Må rettes", 2, 11, 3, 4, "58 av 71 formål", "Bedre: 6 færre"),
        (
            "information",
            "Informasjon til innbyggerne",
            "lacking",
            "Mangler",
            0,
            27,
            1,
            0,
            "44 av 71 behandlinger",
            "Bedre: 15 færre",
        ),
        (
            "retention",
            "Lagring og sletting",
            "lacking",
            "Mangler",
            0,
            19,
            0,
            12,
            "102 av 133 datakategorier",
            "Uendret",
        ),
        ("suppliers", "Leverandører", "stop", "Ikke dokumentert", 14, 6, 0, 3, "22 av 36 avtaler", "Verre: 2 flere"),
        ("security", "Sikkerhet", "none", "Ikke vurdert", 0, 0, 0, 0, "21 av 29 tiltak", "Første måling"),
        ("governance", "Styring og ansvar", "fine", "I orden", 0, 0, 2, 0, "", "Uendret"),
    ]
    return tuple(
        AreaState(
            id=i,
            label=label,
            mark=mark,
            word=word,
            blockers=b,
            undocumented=0,
            majors=ma,
            minors=mi,
            unknown=u,
            in_order=x or "–",
            change=c,
        )
        for i, label, mark, word, b, ma, mi, u, x, c in table
    )


def measured(day: date, *counts: int) -> Measured:
    names = ("blocker", "major", "minor", "unknown")
    return Measured(as_of=day, parts=tuple(FigurePart(id=i, count=n) for i, n in zip(names, counts, strict=True)))


def a_risk() -> RiskRow:
    return RiskRow(
        id="RISK-0017",
        name="Driftsstans i vannforsyningen",
        before=RiskLevel.critical,
        after=RiskLevel.high,
        limit=RiskLevel.moderate,
        why_not_lower="Reserveløsningen er på plass først i juni.",
        accepted_until=date(2027, 6, 30),
        question=3,
        recommended=RiskLevel.low,
    )


def units() -> tuple[UnitLoad, ...]:
    return (
        UnitLoad(unit="Helse og omsorg", blockers=3, majors=21, minors=4, unknown=9, open_tasks=7, late_tasks=2),
        UnitLoad(unit="Oppvekst", blockers=0, majors=30, minors=2, unknown=11, open_tasks=4, late_tasks=0),
        UnitLoad(unit="Uten enhet", blockers=0, majors=5, minors=0, unknown=1, open_tasks=0, late_tasks=0),
    )


def findings() -> tuple[FindingGroup, ...]:
    return tuple(
        FindingGroup(
            rule=rule,
            area="law",
            severity="blocker",
            result="gap",
            decides="leader",
            mark=mark,
            question=question,
            place="asked" if question else "line",
            statement=statement,
            remedy="Velg et grunnlag som holder, eller stans.",
            subjects=tuple(Named(id=f"ACT-{n:04}", name=f"Behandling nummer {n}") for n in range(1, many + 1)),
            finding_ids=tuple(f"{rule}-{n}" for n in range(many)),
            citations=(Citation(text="GDPR 6(1)(f)", verified=True), Citation(text="OSL 18 kap.", verified=False)),
        )
        for rule, mark, question, statement, many in [
            (
                "ROPA-LEGAL-002",
                "stop",
                1,
                "Som myndighet støtter vi oss på berettiget interesse. Det har vi ikke lov til.",
                2,
            ),
            ("PROC-DPA-001", "stop", 2, "Leverandøren behandler opplysninger for oss uten avtale.", 14),
            ("RET-NONE-001", "lacking", None, "Det er ikke bestemt hvor lenge opplysningene skal lagres.", 60),
            ("RET-ARCH-001", "unknown", None, "Vi vet ikke om opplysningene skal bevares for ettertiden.", 12),
        ]
    )
