"""The clock of leads: one that nobody answered within five working days turns red, and whoever is on duty is asked for it."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot import clocks, duties, outbox, teams
from bot.authority import RANK
from bot.desk import Desk
from bot.models import Lead, Member, Role

MOST_CHASES = 10


def due(desk: Desk) -> int:
    """Turns what is late red and chases it once each working day; returns how many are late."""
    now = desk.clock()
    with desk.database.read() as session:
        ids = list(session.exec(select(Lead.id).where(col(Lead.decision).is_(None), col(Lead.due_at) <= now)))
    if not ids:
        return 0
    with desk.database.write() as session:
        for lead in session.exec(select(Lead).where(col(Lead.id).in_(ids), col(Lead.decision).is_(None))).all():
            channel = teams.team_of(session, lead.team_id).desk_channel
            if channel:
                outbox.put(
                    session, at=now, kind="lead_card", lane=channel, key=f"lead_red:{lead.id}:{lead.due_at.isoformat()}",
                    lead=lead.id, conversation=channel,
                )  # fmt: skip
            for member in chased(session, desk, lead):
                _chase(session, desk, lead, member)
    return len(ids)


def _chase(session: Session, desk: Desk, lead: Lead, member: Member) -> None:
    """One message a day, in their hours; after ten the red card has to do."""
    now = desk.clock()
    hours = clocks.hours_of(session, clocks.of(session, lead.team_id), member)
    if hours.audible_from(now) > now:
        return
    day = hours.day_of(now)
    number = (day - hours.day_of(lead.due_at)).days
    if number <= MOST_CHASES:
        outbox.put(
            session, at=now, kind="lead_chase", lane=member.user_id, key=f"lead_chase:{lead.id}:{day.isoformat()}:{member.user_id}",
            lead=lead.id, conversation=member.user_id, number=number,
        )  # fmt: skip


def chased(session: Session, desk: Desk, lead: Lead) -> list[Member]:
    """Whoever is on duty; else approvers and admins; else, on a desk of officers alone, those."""
    on_duty = duties.on_duty(session, lead.team_id, desk.clock())
    if on_duty is not None:
        return [on_duty]
    staff = select(Member).where(Member.team_id == lead.team_id, col(Member.outsider).is_(False)).order_by(col(Member.id))
    members = session.exec(staff).all()
    leads = [one for one in members if RANK[one.role] >= RANK[Role.APPROVER]]
    return leads or [one for one in members if one.role == Role.OFFICER]
