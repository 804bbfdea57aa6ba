"""Digests: each morning, what is due, overdue, answered yesterday, and for whom it waits. Restricted matters stay out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import inquiries, marks, outbox, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.inquiries import InquiryRecord
from bot.models import Court, Digest, Inquiry, Team

LATE = timedelta(hours=6)  # A digest later than this is no morning digest; the next day's says it all.


@dataclass(frozen=True)
class Morning:
    """What a digest says. Each list is in the order of urgency; `waiting` counts open inquiries by whose court they are in."""

    day: date
    team: Team
    overdue: Sequence[InquiryRecord]
    due_today: Sequence[InquiryRecord]
    later: Sequence[InquiryRecord]
    undated: Sequence[InquiryRecord]
    answered: Sequence[InquiryRecord]
    waiting: dict[Court, int]

    @property
    def quiet(self) -> bool:
        return not (self.overdue or self.due_today or self.later or self.undated or self.answered)


def due(desk: Desk) -> int:
    """Puts today's digest of every team whose hour has come into its desk channel, once; returns how many were put."""
    put = 0
    with desk.database.read() as session:
        teams_here = session.exec(select(Team).where(col(Team.desk_channel).is_not(None))).all()
        waiting = [team.id for team in teams_here if _is_waiting(session, desk, team)]
    for team_id in waiting:
        with desk.database.write() as session:
            # Another process may be at the same; whoever has the team's row first says it.
            team = session.exec(select(Team).where(Team.id == team_id).with_for_update()).one()
            if not _is_waiting(session, desk, team):
                continue
            day = _local(desk, team).date()
            digest = keep(session, desk, team, day)
            marks.passed("digest_snapshot")
            outbox.put(
                session, at=desk.clock(), kind="digest", lane=team.desk_channel or "",
                key=f"digest:{team.id}:{day.isoformat()}", digest=digest.id,
            )  # fmt: skip
            put += 1
    marks.passed("digests_put")
    return put


def _local(desk: Desk, team: Team) -> datetime:
    return desk.clock().astimezone(ZoneInfo(team.zone))


def _is_waiting(session: Session, desk: Desk, team: Team) -> bool:
    """Whether the team's hour has come and nothing was said yet today."""
    local = _local(desk, team)
    opens = datetime.combine(local.date(), time.fromisoformat(team.digest_time), tzinfo=ZoneInfo(team.zone))
    if team.desk_channel is None or local.strftime("%a").lower() not in team.digest_days or not opens <= local < opens + LATE:
        return False
    said = select(Digest.id).where(Digest.team_id == team.id, Digest.day == local.date(), Digest.kind == "morning")
    return session.exec(said).first() is None


def keep(session: Session, desk: Desk, team: Team, day: date) -> Digest:
    """The snapshot of a morning: ids, so that a retry says the same again."""
    morning = _gather(session, desk, team, day)
    lists = ("overdue", "due_today", "later", "undated", "answered")
    ids = {name: [one.inquiry.id for one in getattr(morning, name)] for name in lists}
    digest = Digest(team_id=team.id, day=day, snapshot=ids, created_at=desk.clock())
    session.add(digest)
    session.flush()
    return digest


def kept(session: Session, digest: Digest) -> Morning:
    """A snapshot as it is shown: what became restricted since is left out."""
    team = teams.team_of(session, digest.team_id)

    def records(name: str) -> list[InquiryRecord]:
        rows = [session.get(Inquiry, one) for one in digest.snapshot.get(name, [])]
        return inquiries.assemble_all(session, (row for row in rows if row is not None and not row.restricted))

    return _morning(digest.day, team, *(records(name) for name in ("overdue", "due_today", "later", "undated", "answered")))


def now(desk: Desk, *, actor: Actor) -> Morning:
    """The digest as it would be at this moment, for one who asks."""
    authorize(actor, "look")
    with desk.database.read() as session:
        team = teams.team_of(session, actor.team_id)
        return _gather(session, desk, team, desk.clock().astimezone(ZoneInfo(team.zone)).date())


def _gather(session: Session, desk: Desk, team: Team, day: date) -> Morning:
    zone = ZoneInfo(team.zone)
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    yesterday = datetime.combine(day - timedelta(days=1), time(), tzinfo=zone)
    public = select(Inquiry).where(Inquiry.team_id == team.id, col(Inquiry.restricted).is_(False))
    still = public.where(col(Inquiry.status).in_(inquiries.OPEN)).order_by(col(Inquiry.deadline_at))
    open_ones = inquiries.assemble_all(session, session.exec(still))
    answered = public.where(col(Inquiry.responded_at) >= yesterday, col(Inquiry.responded_at) < desk.clock())
    at = desk.clock()
    dated = [one for one in open_ones if one.inquiry.deadline_at is not None]
    return _morning(
        day,
        team,
        [one for one in dated if one.overdue(at)],
        [one for one in dated if not one.overdue(at) and one.inquiry.deadline_at < midnight],  # type: ignore[operator]
        [one for one in dated if one.inquiry.deadline_at >= midnight],  # type: ignore[operator]
        [one for one in open_ones if one.inquiry.deadline_at is None],
        inquiries.assemble_all(session, session.exec(answered.order_by(col(Inquiry.responded_at)))),
    )


def _morning(day: date, team: Team, *lists: list[InquiryRecord]) -> Morning:
    overdue, due_today, later, undated, answered = lists
    courts = Counter(one.inquiry.court for one in (*overdue, *due_today, *later, *undated))
    return Morning(day, team, overdue, due_today, later, undated, answered, dict(courts))
