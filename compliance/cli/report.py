"""Write a report as PDF or HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.book import LANGUAGE_WITHOUT_ORGANISATION, as_judged, language_of, opened, seen
from compliance.cli.options import Call, verb
from compliance.cli.output import (
    NoSuchFolder,
    answer,
    answer_json,
    note,
    refuse_unwritable,
    suggest,
    words,
    write_file,
)
from compliance.cli.prepared import prepared
from compliance.cli.table import folded
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.matter.composed import NoticeReport, Report, ReportOnOne
    from compliance.matter.source import Source
    from compliance.memo.kind import ReportKind
    from compliance.memo.material import Material
    from compliance.model.values import Document
    from compliance.register.view import View

_WANTED = "Name a report and the file to write (-o FILE); --list shows the reports."
_ONE_OR_ALL = {
    "notice": "A notice tells of one activity: give --activity ID, or --all with -o FOLDER.",
    "dpia": "This report tells of one impact assessment: give --dpia ID, or --all with -o FOLDER.",
}
_NOT_FOR_THIS = "{option} means nothing for {kind}."
_FOLLOW_UP = "follow-up-memo"
_DONE_IN_PART = 3
_EVERY = 10


class NoticeLacks(ComplianceError):
    exit_code = 1
    sentence = "The notice of {id} cannot be published yet. It does not say: {lacks}."
    hint = "Write it into the register (compliance edit {id} …), or add --draft: the notice then says what it lacks."


class AssessmentLacks(ComplianceError):
    exit_code = 1
    sentence = "The assessment {id} does not hold all it must. The register does not say: {lacks}."
    hint = "Write it into the register (compliance edit {id} …), or add --draft: the report then says what it lacks."


class MemoAsks(ComplianceError):
    sentence = "There are {n} questions to decide, so the memo is no follow-up memo."
    hint = "compliance report decision-memo -o FILE"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the line says of the report."""

    output: str
    html: bool
    draft: bool
    force: bool
    activity: str | None = None
    person: str | None = None
    about: str | None = None
    every: bool = False
    closed: str | None = None
    dpia: str | None = None

    @property
    def record(self) -> str | None:
        """The record a report on one is asked of."""
        return self.activity or self.dpia

    def refuse_unfit(self, kind: ReportKind) -> None:
        """Raise a usage error for options that mean nothing for this kind, and where a report on one is on none."""
        from compliance.memo.kind import Matter

        given = {
            "--activity": (self.activity is not None, (Matter.notice,)),
            "--all": (self.every, (Matter.dpia, Matter.notice)),
            "--person": (self.person is not None, (Matter.tasks,)),
            "--about": (self.about is not None, (Matter.answers,)),
            "--closed": (self.closed is not None, (Matter.controls,)),
            "--dpia": (self.dpia is not None, (Matter.dpia,)),
            "--draft": (self.draft, (Matter.dpia, Matter.notice, Matter.memo)),
        }
        for option, (said, matters) in given.items():
            if said and kind.matter not in matters:
                raise click.UsageError(_NOT_FOR_THIS.format(option=option, kind=kind.code))
        if kind.matter in _ONE_OR_ALL and (self.record is None) is not self.every:
            raise click.UsageError(_ONE_OR_ALL[kind.matter])


@verb
@click.argument("kind", required=False)
@click.option("--list", "listing", is_flag=True, help="List the reports and what each is for.")
@click.option("-o", "--output", metavar="PATH", help="The file to write, .pdf or .html; - is the screen.")
@click.option("--html", is_flag=True, help="HTML, whatever the file is called.")
@click.option("--activity", metavar="ID", help="The activity a notice tells of.")
@click.option("--dpia", metavar="ID", help="The impact assessment a report on one tells of.")
@click.option("--all", "every", is_flag=True, help="One of every such record, into the folder given with -o.")
@click.option("--person", metavar="ID", help="Only this person's tasks.")
@click.option("--about", metavar="ID", help="Only what is answered about this record.")
@click.option("--closed", metavar="SECTION", help="The closed edition, exempt from access by this section of law.")
@click.option("--draft", is_flag=True, help="Write it though something is missing; every page says so.")
@click.option("--force", is_flag=True, help="Overwrite the file where it exists.")
def command(
    call: Call,
    kind: str | None,
    *,
    listing: bool,
    output: str | None,
    html: bool,
    activity: str | None,
    dpia: str | None,
    every: bool,
    person: str | None,
    about: str | None,
    closed: str | None,
    draft: bool,
    force: bool,
) -> None:
    """Write a report as PDF or HTML.

    A name that ends in .html gives one page of HTML that needs nothing but itself. A notice or an impact assessment
    that lacks something the law asks for is refused and says what, unless --draft is given.
    """
    from compliance.memo.kind import report_named

    if listing:
        _list(call)
        return
    if kind is None or output is None:
        raise click.UsageError(_WANTED)
    asked = report_named(kind)
    as_html = html or output.lower().endswith((".html", ".htm"))
    wish = _Wish(output, as_html, draft, force, activity, person, about, every, closed, dpia)
    wish.refuse_unfit(asked)
    if not every:
        refuse_unwritable(output, force=force)
    with opened(call) as register:
        view = seen(call, register)
    _write(call, asked, wish, view)  # closed by now: what lays out the pages may be other processes


def _list(call: Call) -> None:
    from compliance.language.wording import wording
    from compliance.memo.kind import report_kinds

    language = call.language or LANGUAGE_WITHOUT_ORGANISATION
    rows = []
    for kind in report_kinds():
        said = wording(kind.code, language)
        rows.append({"code": kind.code, "title": said("title"), "reader": said("reader"), "about": said("about")})
    if call.json:
        answer_json(rows)
        return
    for row in rows:
        answer(row["code"])
        answer(folded("  {title}. {reader}: {about}".format(**row)))
    suggest("compliance report article-30 -o article-30.pdf")


def _write(call: Call, kind: ReportKind, wish: _Wish, view: View) -> None:
    from compliance.matter.source import Source
    from compliance.memo.kind import Matter

    if kind.matter is Matter.memo:
        _write_memo(call, kind, wish, view)
        return
    source = Source(view, call.as_of, kind, language_of(call, view))
    if wish.every:
        _write_all(call, source, wish)
        return
    report = _composed(call, source, wish)
    write_file(wish.output, _bytes_of(report, view, wish), force=wish.force)
    _say(call, report, wish)


def _composed(call: Call, source: Source, wish: _Wish) -> Report:
    from compliance.matter.answers import answers_report
    from compliance.matter.competence import competence_report
    from compliance.matter.controls import statement_of_applicability
    from compliance.matter.council import council_report
    from compliance.matter.record import record_report
    from compliance.matter.retention import retention_plan
    from compliance.matter.review import review_report
    from compliance.matter.systems import system_map
    from compliance.matter.tasks import tasks_report
    from compliance.memo.kind import Matter

    def judged() -> Material:
        return as_judged(call, source.view)

    composing: dict[Matter, Callable[[], Report]] = {
        Matter.answers: lambda: answers_report(source, judged(), wish.about),
        Matter.competence: lambda: competence_report(source),
        Matter.controls: lambda: statement_of_applicability(source, wish.closed),
        Matter.council: lambda: council_report(source, judged()),
        Matter.record: lambda: record_report(source),
        Matter.retention: lambda: retention_plan(source),
        Matter.review: lambda: review_report(source, judged()),
        Matter.systems: lambda: system_map(source),
        Matter.tasks: lambda: tasks_report(source, judged(), wish.person),
    }
    if source.kind.matter in composing:
        return composing[source.kind.matter]()
    one = _on_one(source)(source, wish.record or "")
    if one.draft and not wish.draft:
        refusal = NoticeLacks if source.kind.matter is Matter.notice else AssessmentLacks
        raise refusal(id=one.about[0], lacks="; ".join(one.lacks))
    return one


def _on_one(source: Source) -> Callable[[Source, str], ReportOnOne]:
    """What composes a report on one record."""
    from compliance.matter.dpia import dpia_report
    from compliance.matter.notice import notice_report
    from compliance.memo.kind import Matter

    return notice_report if source.kind.matter is Matter.notice else dpia_report


def _each(source: Source) -> Sequence[Document]:
    """The records there is such a report on."""
    from compliance.matter.notice import told_to_people
    from compliance.memo.kind import Matter
    from compliance.model.assessment import Dpia

    return told_to_people(source) if source.kind.matter is Matter.notice else source.reading.all(Dpia)


def _bytes_of(report: Report, view: View, wish: _Wish) -> bytes:
    from compliance.report.layout import report_html
    from compliance.report.paper import report_pdf

    return report_html(report).encode() if wish.html else report_pdf(report, view, _progress)


def _progress(done: int, whole: int) -> None:
    if whole > 2:  # noqa: PLR2004 (a front and one part: done before anybody wonders)
        note(words()("Laid out {done} of {whole} parts.").format(done=done, whole=whole))


def _write_memo(call: Call, kind: ReportKind, wish: _Wish, view: View) -> None:
    from compliance.report.decision_memo import memo_pdf
    from compliance.report.pages import memo_screen

    made = prepared(call, view, draft=wish.draft)
    memo = made.composition.memo
    if kind.code == _FOLLOW_UP and memo.questions:
        raise MemoAsks(n=len(memo.questions))
    data = memo_screen(memo).encode() if wish.html else memo_pdf(memo, view)
    write_file(wish.output, data, force=wish.force)
    for objection in made.stopped:
        note(str(objection))
    _told(call, wish, {"kind": kind.code, "as_of": call.as_of, "entry": view.entry, "draft": memo.draft})


def _say(call: Call, report: Report, wish: _Wish) -> None:
    from compliance.matter.composed import NoticeReport, ReportOnOne

    head = report.head
    facts = {"kind": head.kind, "as_of": head.as_of, "entry": head.entry, "head": head.head, "draft": report.draft}
    if isinstance(report, ReportOnOne):
        facts |= {"lacks": report.lacks}
    if isinstance(report, NoticeReport):
        _warn(report)
    _told(call, wish, facts)


def _warn(report: NoticeReport) -> None:
    if report.unverified:
        said = words()("Not confirmed by a lawyer, and marked so in the text: {references}.")
        note(said.format(references="; ".join(report.unverified)))


def _told(call: Call, wish: _Wish, facts: dict[str, Any]) -> None:
    if wish.output == "-":
        return
    if call.json:
        answer_json({"file": wish.output, **facts})
        return
    said = words(call)("{file}: as of {day}, entry {entry}.")
    answer(said.format(file=wish.output, day=facts["as_of"], entry=facts["entry"]))


def _write_all(call: Call, source: Source, wish: _Wish) -> None:
    """Every report there can be; those that lack something are listed and, unless drafts are asked for, not written."""
    folder = Path(wish.output)
    records = _each(source)
    if not folder.is_dir():
        raise NoSuchFolder(folder=folder, name=f"{records[0].id if records else 'ACT-0001'}.pdf")
    compose = _on_one(source)
    every = [compose(source, record.id) for record in records]
    left = [report for report in every if report.draft and not wish.draft]
    wanted = [report for report in every if wish.draft or not report.draft]
    paths = [folder / f"{report.about[0]}.{'html' if wish.html else 'pdf'}" for report in wanted]
    for path in paths:
        refuse_unwritable(path, force=wish.force)
    written: list[dict[str, Any]] = []
    for report, path, data in zip(wanted, paths, _all_bytes(wanted, source.view, wish), strict=True):
        write_file(path, data, force=wish.force)
        written.append({"id": report.about[0], "file": path, "draft": report.draft, "lacks": report.lacks})
        if len(written) % _EVERY == 0 or len(written) == len(wanted):
            note(words()("{done} of {whole} reports.").format(done=len(written), whole=len(wanted)))
    _tell_all(call, written, left, folder)


def _all_bytes(reports: list[ReportOnOne], view: View, wish: _Wish) -> Iterator[bytes]:
    from compliance.report.layout import report_html
    from compliance.report.paper import short_pdfs

    return (report_html(each).encode() for each in reports) if wish.html else short_pdfs(reports, view)


def _tell_all(call: Call, written: list[dict[str, Any]], left: list[ReportOnOne], folder: Path) -> None:
    _ = words(call)
    if call.json:
        lacking = [{"id": each.about[0], "name": each.about[1], "lacks": each.lacks} for each in left]
        answer_json({"folder": folder, "written": written, "not_written": lacking})
    else:
        answer(_("{n} reports written to {folder}.").format(n=len(written), folder=folder))
        for each in left:
            answer(folded(f"{'  '.join(each.about)}: {'; '.join(each.lacks)}"))
        if left:
            answer(_("{n} lack something and were not written; --draft writes them too.").format(n=len(left)))
    if left:
        click.get_current_context().exit(_DONE_IN_PART)
