"""Lists: the rows behind a number of a report, each in a line. What is restricted by now is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from bot import inquiries, teams
from bot.authority import Actor, authorize
from bot.coverage import case_grounds
from bot.coverage.titles import plain
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import (
    Article,
    Ask,
    Clip,
    ClipQuote,
    CorrectionCase,
    EngagementReport,
    Inquiry,
    Journalist,
    Outlet,
    Pitch,
    PullThrough,
    Statement,
    StatementVersion,
)
from bot.reports.facts import AT_ONCE
from bot.reports.figures import coded
from bot.reports.measures import Noun
from bot.reports.record import Report, by_key, restored
from bot.statements import KINDS
from bot.text import one_line, shortened

MOST = 60  # Rows in one list; the sheet has all numbers, search the rest.
HIDDEN = "under embargo"


@dataclass(frozen=True)
class Row:
    """One line: what it is called, what it says, and where it leads ("" for nowhere). Foreign text in it is as it came."""

    name: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class Behind:
    """The rows behind one number. `total` counts those left out of `rows` for length, too."""

    title: str
    how: str
    rows: Sequence[Row]
    total: int


def behind(desk: Desk, *, actor: Actor, source: str, name: str) -> Behind:
    """The rows behind a measure (its key) or an observation (its name after "!") of a report. `source` is the key of a period,
    counted now, or "report:12", as that one was posted. NotFound where the report has no such number."""
    authorize(actor, "look")
    report = posted(desk, actor=actor, report_id=int(source[7:])) if source.startswith("report:") else by_key(desk, actor=actor, key=source)  # fmt: skip
    title, how, noun, ids = _asked(report, name)
    with desk.database.read() as session:
        rows = _rows(session, desk, actor, noun, ids)
    return Behind(title, how, rows[:MOST], len(rows))


def posted(desk: Desk, *, actor: Actor, report_id: int) -> Report:
    """A report as it was posted. NotFound where it is another team's."""
    authorize(actor, "look")
    with desk.database.read() as session:
        row = session.get(EngagementReport, report_id)
        if row is None or row.team_id != actor.team_id:
            raise NotFound("There is no such report.")
        return restored(session, team_id=row.team_id, kept=row.snapshot)


def _asked(report: Report, name: str) -> tuple[str, str, Noun, Sequence[int]]:
    if name.startswith("!"):
        for seen in report.observations:
            if seen.name == name[1:]:
                return seen.text, "", seen.noun, seen.behind
    for one in report.measures:
        if one.key == name:
            label = one.defined.label if not one.part else f"{one.defined.label}: {report.label(one)}"
            return label, one.defined.how, one.defined.noun, one.behind
    raise NotFound("That number is not in the report any more. Open it anew.")


def _rows(session: Session, desk: Desk, actor: Actor, noun: Noun, ids: Sequence[int]) -> list[Row]:
    made: Mapping[Noun, Callable[[Session, Sequence[Any]], Iterable[Row]]] = {
        "inquiry": lambda session, rows: _inquiries(session, desk, rows), "statement": lambda session, rows: _statements(session, desk, rows),
        "ask": _asks, "clip": _clips, "quote": _quotes, "pull": _pulls, "case": _cases, "article": _articles,
        "pitch": lambda session, rows: _pitches(session, desk, rows),
    }  # fmt: skip
    tables: Mapping[Noun, Any] = {
        "inquiry": Inquiry, "statement": Statement, "ask": Ask, "clip": Clip, "quote": ClipQuote, "pull": PullThrough,
        "case": CorrectionCase, "article": Article, "pitch": Pitch,
    }  # fmt: skip
    found: dict[int, Any] = {}
    for at in range(0, len(ids), AT_ONCE):
        table = tables[noun]
        found |= {one.id: one for one in session.exec(select(table).where(table.id.in_(ids[at : at + AT_ONCE])))}
    return list(made[noun](session, [found[one] for one in ids if one in found]))


def _inquiries(session: Session, desk: Desk, rows: Sequence[Inquiry]) -> Iterable[Row]:
    for record in inquiries.assemble_all(session, (one for one in rows if not one.restricted)):
        one = record.inquiry
        topic = HIDDEN if one.embargo_words else shortened(one_line(one.topic), 150)
        yield Row(one.reference, f"{topic} · {shortened(record.who, 120)}")


def _statements(session: Session, desk: Desk, rows: Sequence[Statement]) -> Iterable[Row]:
    for one in rows:
        inquiry = session.get(Inquiry, one.inquiry_id) if one.inquiry_id else None
        if one.restricted or (inquiry is not None and inquiry.restricted):
            continue
        hidden = _embargoed(session, desk, one) or (inquiry is not None and inquiry.embargo_words)
        title = HIDDEN if hidden else one.title or (inquiry.topic if inquiry else "")
        yield Row(one.reference, " · ".join(part for part in (KINDS[one.kind].label, shortened(one_line(title), 150)) if part))


def _embargoed(session: Session, desk: Desk, one: Statement) -> bool:
    """Whether its newest words are under an embargo that still runs."""
    current = (StatementVersion.statement_id == one.id, StatementVersion.number == one.current)
    until = session.exec(select(StatementVersion.embargo_until).where(*current)).first()
    return until is not None and desk.clock() < until


def _pitches(session: Session, desk: Desk, rows: Sequence[Pitch]) -> Iterable[Row]:
    for one in rows:
        statement = session.get(Statement, one.statement_id) if one.statement_id else None
        about = session.get(Inquiry, statement.inquiry_id) if statement and statement.inquiry_id else None
        if (statement and statement.restricted) or (about and about.restricted):
            continue
        journalist = session.get_one(Journalist, one.journalist_id)
        outlet = session.get(Outlet, one.outlet_id) if one.outlet_id else None
        subject = HIDDEN if statement and _embargoed(session, desk, statement) else shortened(one_line(one.subject), 150)
        where = f" · {outlet.name}" if outlet else ""
        yield Row(shortened(journalist.name, 100), f"{subject}{where} · {one.pitched_at:%-d %b} · {one.outcome.value}")


def _asks(session: Session, rows: Sequence[Ask]) -> Iterable[Row]:
    people = teams.names(session, {one.asked_of for one in rows})
    for one in rows:
        inquiry = session.get(Inquiry, one.inquiry_id) if one.inquiry_id else None
        if inquiry is not None and inquiry.restricted:
            continue
        question = HIDDEN if inquiry is not None and inquiry.embargo_words else shortened(one_line(one.question), 150)
        who = people[one.asked_of].name if one.asked_of in people else "somebody"
        yield Row(inquiry.reference if inquiry else "", f"{who}: {question} · {one.state.value}")


def _clips(session: Session, rows: Sequence[Clip]) -> Iterable[Row]:
    for one in rows:
        article = session.get_one(Article, one.article_id)
        tier = f" · tier {one.tier}" if one.tier else ""
        hand = " (by hand)" if one.tone_by_hand else ""
        yield _article(session, article, f"{tier} · {one.tone_now.value.replace('_', ' ')}{hand}")


def _articles(session: Session, rows: Sequence[Article]) -> Iterable[Row]:
    return (_article(session, one, "") for one in rows)


def _article(session: Session, article: Article, more: str) -> Row:
    outlet = session.get(Outlet, article.outlet_id) if article.outlet_id else None
    name = outlet.name if outlet else "Outlet not known"
    title = shortened(plain(article.title), 150) or "No title"
    return Row(name, f"{title} · {article.published_at:%-d %b}{more}", article.address)


def _quotes(session: Session, rows: Sequence[ClipQuote]) -> Iterable[Row]:
    for one in rows:
        source = _clips(session, [session.get_one(Clip, one.clip_id)])
        row = next(iter(source))
        kind = one.kind.value.replace("_", " ")
        yield Row(shortened(one.speaker, 100) or row.name, f"“{shortened(one_line(one.printed), 200)}” · {kind} · {row.name}", row.address)  # fmt: skip


def _pulls(session: Session, rows: Sequence[PullThrough]) -> Iterable[Row]:
    people = teams.names(session, {one.coder_id for one in rows if one.coder_id})
    for one in rows:
        row = next(iter(_clips(session, [session.get_one(Clip, one.clip_id)])))
        presence, prominence, accuracy = coded(one)
        coder = people.get(one.coder_id or "")
        by = coder.name if coder else "the machine alone"
        yield Row(one.message, f"presence {presence}, prominence {prominence}, accuracy {accuracy}, by {by} · {row.name}: {row.text}", row.address)  # fmt: skip


def _cases(session: Session, rows: Sequence[CorrectionCase]) -> Iterable[Row]:
    outlets = {
        one.id: one.name
        for one in session.exec(select(Outlet).where(col(Outlet.id).in_([case.outlet_id for case in rows if case.outlet_id])))
    }
    closed = case_grounds.closed(session, rows)
    for one in rows:
        if one.id in closed:
            continue
        outlet = outlets.get(one.outlet_id, "outlet not known")
        yield Row(one.reference, f"{outlet} · {one.state.value} · {shortened(one_line(one.error), 150)}")
