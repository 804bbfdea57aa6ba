"""Duties: the rota, and who is on duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import audit, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid, NotFound
from bot.models import Duty, Member

LONGEST = timedelta(days=31)
SHOWN = 12


@dataclass(frozen=True)
class Turn:
    """One turn of the rota and whose it is."""

    duty: Duty
    member: Member


def on_duty(session: Session, team_id: str, at: datetime) -> Member | None:
    """Who is on duty at that moment, or None. Somebody who is no member of the workspace any more is not."""
    now = select(Duty).where(Duty.team_id == team_id, col(Duty.from_at) <= at, col(Duty.to_at) > at)
    return _first(session, session.exec(now.order_by(col(Duty.id).desc())).all())


def next_on_duty(session: Session, team_id: str, at: datetime, *, other_than: str | None = None) -> Member | None:
    """Whose turn comes next after that moment, or None."""
    coming = select(Duty).where(Duty.team_id == team_id, col(Duty.to_at) > at, col(Duty.from_at) >= at)
    if other_than:
        coming = coming.where(Duty.member_id != other_than)
    return _first(session, session.exec(coming.order_by(col(Duty.from_at), col(Duty.id).desc())).all())


def _first(session: Session, found: Sequence[Duty]) -> Member | None:
    for duty in found:
        member = session.get(Member, duty.member_id)
        if member is not None and not member.outsider:
            return member
    return None


def now(desk: Desk, *, actor: Actor) -> Member | None:
    """Who is on duty now, for whoever may look."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return on_duty(session, actor.team_id, desk.clock())


def rota(desk: Desk, *, actor: Actor) -> list[Turn]:
    """Turns that are not over, the next first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        coming = select(Duty).where(Duty.team_id == actor.team_id, col(Duty.to_at) > desk.clock())
        found = session.exec(coming.order_by(col(Duty.from_at), col(Duty.id)).limit(SHOWN)).all()
        return [Turn(duty, session.get_one(Member, duty.member_id)) for duty in found]


def enter(desk: Desk, *, actor: Actor, member_id: str, from_at: datetime | None, to_at: datetime | None) -> Duty:
    """Puts a turn into the rota. Invalid names the field that cannot be."""
    authorize(actor, "work")
    if from_at is None or to_at is None:
        missing = {name: "Choose when." for name, at in (("from_at", from_at), ("to_at", to_at)) if at is None}
        raise Invalid("From when, and until when?", **missing)
    if not from_at < to_at:
        raise Invalid("It ends before it begins.", to_at="After the beginning.")
    if to_at - from_at > LONGEST or to_at <= desk.clock():
        raise Invalid("That is no turn of duty.", to_at=f"In the future, and at most {LONGEST.days} days long.")
    with desk.database.write() as session:
        member = session.get(Member, member_id)
        if member is None or member.team_id != actor.team_id or member.outsider or Actor.of(member).rank == 0:
            raise Invalid("Only people on the desk can be on duty.", person="Give them a role first: /press team.")
        teams.team_of(session, actor.team_id)
        duty = Duty(team_id=actor.team_id, member_id=member.id, from_at=from_at, to_at=to_at, entered_by=actor.id)
        session.add(duty)
        session.flush()
        _record(session, desk, actor, "duty.entered", duty)
    return duty


def strike(desk: Desk, *, actor: Actor, duty_id: int) -> None:
    """Takes a turn out of the rota; NotFound where it is not there any more."""
    authorize(actor, "work")
    with desk.database.write() as session:
        duty = session.get(Duty, duty_id)
        if duty is None or duty.team_id != actor.team_id:
            raise NotFound("That turn is not in the rota any more.")
        _record(session, desk, actor, "duty.struck", duty)
        session.delete(duty)


def _record(session: Session, desk: Desk, actor: Actor, action: str, duty: Duty) -> None:
    said = {"member": duty.member_id, "from": duty.from_at.isoformat(), "to": duty.to_at.isoformat()}
    audit.write(session, at=desk.clock(), actor=actor.id, action=action, object=f"duty:{duty.id}", details=said)
