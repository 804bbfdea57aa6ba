"""Retention: what is kept for how long, and forgetting the rest. A preview first; the audit is never touched.

Forgetting is by kind. Texts go and their rows stay, so that what happened when, and who did it, remains on record; rows of
mere machinery go whole. By itself the desk forgets only the kinds that RETENTION names; a person may forget more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, null, text, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot import audit, search
from bot.db import Database
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import (
    Article,
    AuditEntry,
    Briefing,
    Clip,
    Debrief,
    Generation,
    Inquiry,
    InquiryEvent,
    Job,
    JobState,
    Offer,
    Rehearsal,
    Release,
    StatementVersion,
    Suggestion,
)
from bot.ownership.restoring import OPERATOR
from bot.text import ERASED

FORGOT = "desk.forgot"
NEVER = "never"
BY_ITSELF = "desk"  # Who forgot, where nobody typed a command.
ONE_AT_A_TIME = 7_340_148  # The number of PostgreSQL's advisory lock: two that counted the same rows would both record them.

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is kept `days` long, None for ever unless somebody says otherwise. `wanted` says which rows are older than an instant and still have what is
    to go; `forget` makes it go."""

    name: str
    what: str
    days: int | None
    table: type[Any]
    wanted: Callable[[datetime], Conditions]
    forget: Callable[[Session, Conditions], None]


@dataclass(frozen=True)
class Due:
    """What of one kind is due to go: `rows` of them, older than `days`; None days are kept for ever."""

    kind: Kind
    days: int | None
    rows: int


def kinds() -> tuple[Kind, ...]:
    """Every kind with its default age."""
    return (
        Kind("offers", "texts of messages offered for logging; the row stays", 14, Offer, _offers, _forget_offers),
        Kind("jobs", "finished work; the rows go", 30, Job, _jobs, _drop(Job)),
        Kind("keyed_jobs", "finished work that must be done only once; the rows go", 400, Job, _keyed_jobs, _drop(Job)),
        Kind("dead_jobs", "work that was given up; the rows go", 180, Job, _dead_jobs, _drop(Job)),
        Kind("generations", "notes of model calls (no text in them); the rows go", 365, Generation, _generations, _drop(Generation)),
        Kind("source_text", "the original mail of closed inquiries; the inquiry stays", 730, Inquiry, _sources, _forget_sources),
        Kind("event_text", "what the history of closed inquiries quotes; each step stays", 1825, InquiryEvent, _events, _forget_events),
        Kind("rehearsals", "rehearsals that somebody kept; answers and score go, that there was one stays", 365, Rehearsal, _rehearsals, _forget_rehearsals),
        Kind("briefings", "what briefings say; that there was one, and who read it, stays", 730, Briefing, _briefings, _forget_briefings),
        Kind("debriefs", "what was said in interviews; what was learnt stays", 1825, Debrief, _debriefs, _forget_debriefs),
        Kind("articles", "texts of articles that are no clips; title, link and date stay", None, Article, _articles, _forget_articles),
    )  # fmt: skip


def ages(chosen: Iterable[str]) -> dict[str, int | None]:
    """Days by kind: the defaults, and what `kind=days` or `kind=never` changes. DeskError where one can't be read."""
    found: dict[str, int | None] = {kind.name: kind.days for kind in kinds()}
    for one in chosen:
        name, _, days = one.partition("=")
        if name not in found or not (days == NEVER or days.isdecimal()):
            raise DeskError(f"“{one}” is no age. Say kind=days or kind=never; the kinds are {', '.join(found)}.")
        found[name] = None if days == NEVER else int(days)
    return found


def by_itself(setting: str) -> dict[str, int | None]:
    """Days by kind, of what the desk forgets each day without being told: what the setting RETENTION names, else never."""
    named = setting.replace(",", " ").split()
    chosen = ages(named)
    names = {one.partition("=")[0] for one in named}
    return {name: days if name in names else None for name, days in chosen.items()}


def sweep(desk: Desk) -> list[Due]:
    """Forgets what RETENTION names, at most once a day (UTC), and gives what went. DeskError where it can't be read."""
    days = by_itself(desk.settings.retention)
    if not any(age is not None for age in days.values()):
        return []
    now = desk.clock()
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    with desk.database.write() as session:
        _alone(session)
        done = select(AuditEntry.id).where(
            AuditEntry.action == FORGOT, AuditEntry.actor == BY_ITSELF, col(AuditEntry.at).between(today, now)
        )
        return [] if session.exec(done).first() is not None else _apply(session, at=now, days=days, actor=BY_ITSELF)


def preview(database: Database, *, at: datetime, days: Mapping[str, int | None]) -> list[Due]:
    """What would go, by kind; changes nothing."""
    with database.read() as session:
        return [_due(session, kind, days[kind.name], at) for kind in kinds()]


def apply(database: Database, *, at: datetime, days: Mapping[str, int | None]) -> list[Due]:
    """Forgets what is due, in one transaction with the audit's entry of the counts, and gives what went."""
    with database.write() as session:
        _alone(session)
        return _apply(session, at=at, days=days, actor=OPERATOR)


def _alone(session: Session) -> None:
    """Waits for whoever else is forgetting. On SQLite there is one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": ONE_AT_A_TIME})


def _apply(session: Session, *, at: datetime, days: Mapping[str, int | None], actor: str) -> list[Due]:
    gone = []
    for kind in kinds():
        due = _due(session, kind, days[kind.name], at)
        if due.rows and due.days is not None:
            kind.forget(session, kind.wanted(at - timedelta(days=due.days)))
        gone.append(due)
    counts = {due.kind.name: due.rows for due in gone if due.rows}
    if counts:
        audit.write(session, at=at, actor=actor, action=FORGOT, object="desk", details={"rows": counts})
    return gone


def _due(session: Session, kind: Kind, days: int | None, at: datetime) -> Due:
    if days is None:
        return Due(kind, None, 0)
    wanted = kind.wanted(at - timedelta(days=days))
    return Due(kind, days, session.exec(select(func.count()).select_from(kind.table).where(*wanted)).one())


def _offers(before: datetime) -> Conditions:
    return [col(Offer.text).is_not(None), col(Offer.created_at) < before]


def _forget_offers(session: Session, wanted: Conditions) -> None:
    session.execute(update(Offer).where(*wanted, col(Offer.state) == "open").values(state="dismissed"))
    session.execute(update(Offer).where(*wanted).values(text=None))


def _finished(before: datetime, state: JobState) -> Conditions:
    return [col(Job.state) == state, col(Job.finished_at) < before]


def _jobs(before: datetime) -> Conditions:
    return [*_finished(before, JobState.DONE), col(Job.key).is_(None)]


def _keyed_jobs(before: datetime) -> Conditions:
    return [*_finished(before, JobState.DONE), col(Job.key).is_not(None)]


def _dead_jobs(before: datetime) -> Conditions:
    return _finished(before, JobState.DEAD)


def _generations(before: datetime) -> Conditions:
    """But for those that say where kept words come from."""
    versions = select(StatementVersion.generation_id).where(col(StatementVersion.generation_id).is_not(None))
    drafts = select(Suggestion.generation_id).where(col(Suggestion.generation_id).is_not(None))
    return [col(Generation.at) < before, col(Generation.id).not_in(versions), col(Generation.id).not_in(drafts)]


def _sources(before: datetime) -> Conditions:
    return [col(Inquiry.closed_at) < before, col(Inquiry.source_text) != ""]


def _forget_sources(session: Session, wanted: Conditions) -> None:
    session.execute(update(Inquiry).where(*wanted).values(source_text=""))


def _events(before: datetime) -> Conditions:
    closed = select(Inquiry.id).where(col(Inquiry.closed_at) < before)
    return [col(InquiryEvent.inquiry_id).in_(closed), col(InquiryEvent.text) != ERASED]


def _forget_events(session: Session, wanted: Conditions) -> None:
    ids = session.exec(select(InquiryEvent.inquiry_id).where(*wanted).distinct()).all()
    # The old values a step could be undone to are quotes as well.
    session.execute(update(InquiryEvent).where(*wanted).values(text=ERASED, before=null()))
    # So are the notes that were written when words were sent.
    session.execute(update(Release).where(col(Release.inquiry_id).in_(ids), col(Release.note) != "").values(note=ERASED))
    session.expire_all()
    for inquiry_id in ids:
        search.index(session, session.get_one(Inquiry, inquiry_id))


def _rehearsals(before: datetime) -> Conditions:
    """Kept ones: the others are forgotten within a day anyway."""
    return [col(Rehearsal.kept_at) < before, col(Rehearsal.forgotten_at).is_(None)]


def _forget_rehearsals(session: Session, wanted: Conditions) -> None:
    gone: dict[str, Any] = {"questions": [], "turns": [], "score": {}, "shown_to": [], "topic": "", "kept_at": None}
    session.execute(update(Rehearsal).where(*wanted).values(**gone, forgotten_at=col(Rehearsal.kept_at)))


def _briefings(before: datetime) -> Conditions:
    return [col(Briefing.made_at) < before, col(Briefing.sources_sha256) != ""]


def _forget_briefings(session: Session, wanted: Conditions) -> None:
    session.execute(update(Briefing).where(*wanted).values(parts=[], rests_on={}, model_note="", sources_sha256=""))


def _debriefs(before: datetime) -> Conditions:
    return [col(Debrief.at) < before, col(Debrief.said) != ERASED]


def _forget_debriefs(session: Session, wanted: Conditions) -> None:
    session.execute(update(Debrief).where(*wanted).values(said=ERASED, owed="", before={}))


def _articles(before: datetime) -> Conditions:
    """But for those that a person added or that have a clip among their copies: those are compared with it."""
    clipped = select(Clip.id).where(Clip.article_id == Article.id).exists()
    copy = aliased(Article)
    copied = select(copy.id).join(Clip, col(Clip.article_id) == copy.id).where(copy.copy_of_id == Article.id).exists()
    return [
        col(Article.first_seen_at) < before, col(Article.sorted_at).is_not(None), col(Article.text).not_in(["", ERASED]),
        col(Article.added_by).is_(None), ~clipped, ~copied,
    ]  # fmt: skip


def _forget_articles(session: Session, wanted: Conditions) -> None:
    session.execute(update(Article).where(*wanted).values(text=ERASED), execution_options={"synchronize_session": False})


def _drop(table: type[Any]) -> Callable[[Session, Conditions], None]:
    def forget(session: Session, wanted: Conditions) -> None:
        session.execute(delete(table).where(*wanted))

    return forget
