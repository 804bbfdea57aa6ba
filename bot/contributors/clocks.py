"""Clocks of consents: what ran out today flags what names the person; what ends in two weeks is asked for again."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import Session, col, select

from bot import clocks, lines, outbox
from bot.authority import NEEDS, RANK, Actor
from bot.contributors.changes import look_again
from bot.contributors.record import SOON
from bot.desk import Desk
from bot.models import Contributor, Member, Role, Team

LATE = timedelta(days=30)  # For so long after a last day it is still told, should the desk have been down.


def due(desk: Desk) -> int:
    """Flags what expired and asks about what ends soon, once each; returns how many consents it found."""
    now, found = desk.clock(), 0
    with desk.database.read() as session:
        if not session.exec(select(Contributor.id).where(col(Contributor.expires_on).is_not(None)).limit(1)).first():
            return 0
    with desk.database.write() as session:
        for team in session.exec(select(Team)).all():
            today = lines.today(team, now)
            ending = select(Contributor).where(
                Contributor.team_id == team.id, col(Contributor.withdrawn_at).is_(None),
                col(Contributor.expires_on) >= today - LATE, col(Contributor.expires_on) <= today + SOON,
            )  # fmt: skip
            for row in session.exec(ending).all():
                found += 1
                assert row.expires_on is not None
                if row.expires_on < today:
                    look_again(session, desk, row, mark=f"expired-{_mark(row, row.expires_on)}")
                else:
                    _ask(session, desk, row, row.expires_on)
    return found


def _ask(session: Session, desk: Desk, row: Contributor, last: date) -> None:
    """Asks whoever answers for it, in their hours; where they are not at work now, a later tick does."""
    for member in answering(session, row):
        hours = clocks.hours_of(session, clocks.of(session, row.team_id), member)
        if hours.audible_from(desk.clock()) <= desk.clock():
            outbox.put(
                session, at=desk.clock(), kind="consent_ending", lane=member.user_id,
                key=f"consent_ending:{row.id}:{_mark(row, last)}:{member.user_id}", contributor=row.id, conversation=member.user_id,
                last=last.isoformat(),
            )  # fmt: skip


def _mark(row: Contributor, last: date) -> str:
    """What tells this end of a consent from any other: ids of erased rows come again."""
    return f"{last.isoformat()}-{int(row.recorded_at.timestamp())}"


def answering(session: Session, row: Contributor) -> list[Member]:
    """Who answers for a consent: whoever recorded it; where they have left the desk, its admins."""
    recorder = session.get(Member, row.recorded_by)
    if recorder is not None and Actor.of(recorder).rank >= RANK[NEEDS["work"]]:
        return [recorder]
    asked = select(Member).where(Member.team_id == row.team_id, Member.role == Role.ADMIN, col(Member.outsider).is_(False))
    return list(session.exec(asked.order_by(col(Member.id))))
