"""Coldness: of whom at a tier 1 outlet nothing was heard for long, and who is told so, once until the next dealing.

Only what everybody on the desk may know of starts it, and it is not said to somebody who knows of a later dealing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, literal, or_, union_all
from sqlmodel import Session, col, select

from bot import clocks, outbox
from bot.authority import NEEDS, RANK, Actor, Matter, authorize
from bot.desk import Desk
from bot.models import (
    Inquiry,
    InquiryJournalist,
    Interview,
    InterviewState,
    Job,
    Journalist,
    Member,
    Outlet,
    Pitch,
    Posting,
    Recipient,
    Release,
    Sensitivity,
    Statement,
    Team,
)
from bot.relationships.changes import note
from bot.relationships.record import ContactRecord, read
from bot.relationships.visible import find, is_known, open_to_all

JOB = "contact_cold"
SNOOZE = timedelta(days=30)
AT_ONCE = 3  # Messages to one person a day: a desk with a long history begins with many.


def due(desk: Desk) -> int:
    """Tells whoever dealt last with each contact that has gone cold, in their hours; gives how many messages were put."""
    told = 0
    with desk.database.read() as session:
        teams = [one.id for one in session.exec(select(Team).where(Team.cold_days > 0))]
        found = [(one, each) for one in teams for each in _cold(session, one, desk.clock())]
    for team_id, journalist_id in found:
        with desk.database.write() as session:
            told += _tell(session, desk, session.get_one(Team, team_id), journalist_id)
    return told


def snooze(desk: Desk, *, actor: Actor, journalist_id: int) -> ContactRecord:
    """Tells nobody for thirty days that nothing is heard of them."""
    return _quiet(desk, actor, journalist_id, "snoozed", "put off that nothing was heard of them", until=desk.clock() + SNOOZE)


def mute(desk: Desk, *, actor: Actor, journalist_id: int, muted: bool = True) -> ContactRecord:
    """Tells nobody any more that nothing is heard of them, or does so again."""
    told = (
        "wants to hear no more of how long nothing was heard of them"
        if muted
        else "wants to hear again when nothing is heard of them"
    )
    return _quiet(desk, actor, journalist_id, "muted" if muted else "unmuted", told, muted=muted)


def _quiet(
    desk: Desk, actor: Actor, journalist_id: int, action: str, text: str, *, until: datetime | None = None, muted: bool = False
) -> ContactRecord:
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, journalist_id, hold=True)
        row.cold_until, row.cold_muted = until, muted
        session.add(row)
        note(session, desk, actor, row, action, text)
        if row.cold_told_at is not None:
            for job in session.exec(select(Job).where(Job.kind == JOB, col(Job.key).startswith(_key(row, row.cold_told_at)))):
                outbox.put(session, at=desk.clock(), kind=JOB, lane=job.lane, **job.arguments)
        return read(session, desk, actor, row)


def forget(session: Session, desk: Desk, journalist_ids: Collection[int]) -> None:
    """Takes the names of contacts that were erased out of the messages about them."""
    for one in session.exec(select(Posting).where(Posting.kind == JOB)):
        _, journalist, told = one.subject.split(":", 2)
        if int(journalist) in journalist_ids:
            outbox.put(
                session, at=desk.clock(), kind=JOB, lane=one.conversation, journalist=int(journalist), conversation=one.conversation, told=told
            )  # fmt: skip


def last_dealings(team_id: str) -> Select[Any]:
    """Every dealing that the whole desk may know of: with whom, when, and the member whose it was."""
    open_one = (col(Inquiry.team_id) == team_id) & col(Inquiry.restricted).is_(False)
    shut = select(Inquiry.id).where(Inquiry.team_id == team_id, col(Inquiry.restricted))
    free = col(Statement.restricted).is_(False) & or_(
        col(Statement.inquiry_id).is_(None), col(Statement.inquiry_id).not_in(shut)
    )
    said = select(Statement.id).where(Statement.team_id == team_id, free)
    theirs = func.coalesce(Inquiry.owner_id, Inquiry.logged_by)
    asked = [
        select(InquiryJournalist.journalist_id, at, theirs).join(Inquiry).where(open_one, col(at).is_not(None))  # type: ignore[call-overload]
        for at in (Inquiry.received_at, Inquiry.responded_at)
    ]
    sent = (
        select(Recipient.journalist_id, Release.sent_at, Release.sent_by).join(Release)
        .where(col(Recipient.journalist_id).is_not(None), col(Release.taken_back_at).is_(None), col(Release.statement_id).in_(said))
    )  # fmt: skip
    pitched = select(Pitch.journalist_id, Pitch.pitched_at, Pitch.pitched_by).where(
        Pitch.team_id == team_id, col(Pitch.taken_back_at).is_(None), or_(col(Pitch.statement_id).is_(None), col(Pitch.statement_id).in_(said))
    )  # fmt: skip
    spoke = select(Interview.journalist_id, Interview.starts_at, Interview.booked_by).where(
        Interview.team_id == team_id, col(Interview.journalist_id).is_not(None), Interview.state != InterviewState.CANCELLED,
        or_(col(Interview.inquiry_id).is_(None), col(Interview.inquiry_id).not_in(shut)),
    )  # fmt: skip
    every: Any = union_all(*asked, sent, pitched, spoke).subquery()
    who, at, member = every.c
    return select(who.label("journalist_id"), at.label("at"), member.label("member_id"))  # type: ignore[call-overload,no-any-return]


def _cold(session: Session, team_id: str, now: datetime) -> list[int]:
    """Contacts at tier 1 outlets whose last dealing is as long ago as the desk says, and of whom nobody was told since."""
    days = session.get_one(Team, team_id).cold_days
    every: Any = last_dealings(team_id).subquery()
    last = select(every.c.journalist_id, func.max(every.c.at).label("at")).group_by(every.c.journalist_id).subquery()
    since = or_(
        col(Journalist.cold_told_at).is_(None), col(Journalist.cold_told_at) < last.c.at,
        col(Journalist.cold_until) > col(Journalist.cold_told_at),
    )  # fmt: skip
    return [
        one or 0
        for one in session.exec(
            select(Journalist.id).join(last, last.c.journalist_id == Journalist.id).join(Outlet, col(Outlet.id) == Journalist.outlet_id)
            .where(open_to_all(team_id), Outlet.tier == literal(1), col(Journalist.do_not_contact_at).is_(None))
            .where(col(Journalist.cold_muted).is_(False), or_(col(Journalist.cold_until).is_(None), col(Journalist.cold_until) <= now))
            .where(last.c.at <= now - timedelta(days=days), since).order_by(last.c.at.desc(), col(Journalist.id))
        )
    ]  # fmt: skip


def _tell(session: Session, desk: Desk, team: Team, journalist_id: int) -> int:
    """Puts the message, in the same transaction with the note of it; 0 where it has to wait or is for nobody."""
    now = desk.clock()
    row = session.get_one(Journalist, journalist_id, with_for_update=True)
    whom = _whom(session, desk, team, row)
    if whom is None:
        return 0
    hours = clocks.hours_of(session, clocks.of(session, team.id), whom)
    today = (
        select(func.count())
        .select_from(Job)
        .where(Job.kind == JOB, Job.lane == whom.user_id, col(Job.created_at) > now - timedelta(hours=20))
    )
    if hours.audible_from(now) > now or session.exec(today).one() >= AT_ONCE:
        return 0
    row.cold_told_at, row.cold_until = now, None
    session.add(row)
    outbox.put(
        session, at=now, kind=JOB, lane=whom.user_id, key=_key(row, now), journalist=journalist_id, conversation=whom.user_id,
        told=now.isoformat(),
    )  # fmt: skip
    return 1


def _whom(session: Session, desk: Desk, team: Team, row: Journalist) -> Member | None:
    """The owner of the last dealing, else a lead; nobody where they know of a later one."""
    every: Any = last_dealings(team.id).subquery()
    asked = select(every.c.member_id).where(every.c.journalist_id == row.id).order_by(every.c.at.desc()).limit(1)
    owner = session.get(Member, session.execute(asked).scalar() or "")
    matter = Matter(team.id, Sensitivity.ROUTINE, False)
    for one in [*([owner] if owner else []), *clocks.leads(session, matter)]:
        actor = Actor.of(one)
        if actor.team_id == team.id and actor.rank >= RANK[NEEDS["work"]] and is_known(session, actor, row.id or 0):
            return one if is_cold(read(session, desk, actor, row), team) else None
    return None


def is_cold(record: ContactRecord, team: Team) -> bool:
    """Whether nothing was heard for as long as the desk says, as far as the reader knows."""
    return record.last_contact is not None and record.last_contact <= record.now - timedelta(days=team.cold_days)


def _key(row: Journalist, at: datetime) -> str:
    return f"{JOB}:{row.id}:{at.isoformat()}"
