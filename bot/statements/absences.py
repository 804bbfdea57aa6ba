"""Absences: who is out of office until when, and who decides for them meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import audit, teams
from bot.authority import RANK, Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid, NotFound
from bot.models import Absence, Member, Role, Statement, StatementStatus
from bot.statements.asking import show_approvers
from bot.statements.chains import releasable
from bot.statements.record import read
from bot.text import taken

LONGEST = timedelta(days=400)


@dataclass(frozen=True)
class AbsenceList:
    """Absences that are not over, the soonest first, with everybody they mention."""

    absences: Sequence[Absence] = ()
    people: dict[str, Member] = field(default_factory=dict)

    def of(self, member_id: str) -> Absence | None:
        return next((one for one in self.absences if one.member_id == member_id), None)

    def name(self, member_id: str | None) -> str:
        member = self.people.get(member_id or "")
        return member.name if member else "nobody"


def leave(
    desk: Desk, *, actor: Actor, member_id: str, deputy_id: str | None, starts_at: datetime | None, ends_at: datetime | None,
    note: str = "",
) -> Absence:  # fmt: skip
    """Says that somebody is away, in place of what was said of them before. For oneself whoever is on the desk may, for others
    an admin. Invalid where it ends before it begins or is over, or the deputy is away themselves or not on the desk."""
    authorize(actor, "look" if member_id == actor.id else "manage")
    note = taken(note, what="The note", most=200, field="note")
    now = desk.clock()
    starts_at = starts_at or now
    if ends_at is None or ends_at <= max(starts_at, now) or ends_at - starts_at > LONGEST:
        raise Invalid("Until when?", ends_at="Choose when they are back: later than they leave, within 400 days.")
    with desk.database.write() as session:
        member = session.get(Member, member_id)
        if member is None or member.team_id != actor.team_id:
            raise NotFound("Nobody by that name has been seen in this workspace yet.")
        if deputy_id:
            _refuse_deputy(session, member, deputy_id, starts_at, ends_at)
        for one in _of(session, member_id, now):
            session.delete(one)
        absence = Absence(member_id=member_id, deputy_id=deputy_id or None, starts_at=starts_at, ends_at=ends_at, note=note)
        session.add(absence)
        session.flush()
        audit.write(
            session, at=now, actor=actor.id, action="absence.set", object=f"member:{member_id}",
            details={"deputy": deputy_id, "starts": starts_at.isoformat(), "ends": ends_at.isoformat()},
        )  # fmt: skip
        _ask_again(session, desk, actor.team_id)
        return absence


def come_back(desk: Desk, *, actor: Actor, member_id: str) -> None:
    """Says that somebody is back; nothing where they were not away."""
    authorize(actor, "look" if member_id == actor.id else "manage")
    with desk.database.write() as session:
        found = _of(session, member_id, desk.clock())
        if not found or session.get_one(Member, member_id).team_id != actor.team_id:
            return
        for one in found:
            session.delete(one)
        audit.write(session, at=desk.clock(), actor=actor.id, action="absence.ended", object=f"member:{member_id}")
        session.flush()
        _ask_again(session, desk, actor.team_id)


def absences(desk: Desk, *, actor: Actor) -> AbsenceList:
    """Who is away now or will be, of the team."""
    authorize(actor, "look")
    with desk.database.read() as session:
        wanted = (
            select(Absence).join(Member, col(Member.id) == col(Absence.member_id)).where(Member.team_id == actor.team_id)
            .where(col(Absence.ends_at) > desk.clock()).order_by(col(Absence.starts_at), col(Absence.id))
        )  # fmt: skip
        found = session.exec(wanted).all()
        mentioned = {one.member_id for one in found} | {one.deputy_id for one in found if one.deputy_id}
        return AbsenceList(found, teams.names(session, mentioned))


def _of(session: Session, member_id: str, now: datetime) -> Sequence[Absence]:
    return session.exec(select(Absence).where(Absence.member_id == member_id, col(Absence.ends_at) > now)).all()


def _refuse_deputy(session: Session, member: Member, deputy_id: str, starts_at: datetime, ends_at: datetime) -> None:
    deputy = session.get(Member, deputy_id)
    if deputy is None or deputy.team_id != member.team_id or Actor.of(deputy).rank < 1:
        raise Invalid("The deputy must be on the desk.", deputy="Choose somebody on the desk.")
    if member.approves is not None and (deputy.approves is None or Actor.of(deputy).rank < RANK[Role.APPROVER]):
        wrong = f"{deputy.name} approves nothing, so their word would not count for {member.name}'s."
        raise Invalid(wrong, deputy=f"{wrong} Choose an approver.")
    if deputy_id == member.id:
        raise Invalid("Nobody stands in for themselves.", deputy="Choose somebody else.")
    away = select(Absence).where(
        Absence.member_id == deputy_id, col(Absence.starts_at) < ends_at, col(Absence.ends_at) > starts_at
    )
    if session.exec(away).first() is not None:
        raise Invalid(f"{deputy.name} is away too.", deputy=f"{deputy.name} is out of office then too.")


def _ask_again(session: Session, desk: Desk, team_id: str) -> None:
    """Puts what is pending to whoever may decide it now."""
    pending = select(Statement).where(Statement.team_id == team_id, Statement.status == StatementStatus.PENDING_APPROVAL)
    for row in session.exec(pending).all():
        found = read(session, row, row.current)
        show_approvers(session, desk, found, [one.actor for one in releasable(session, found, desk.clock()).asked])
