"""Evenings: at the end of each working day, what is still open, overdue first, what was closed, and with whom it is.

The desk channel reads the public part; of what is restricted each person named reads their own, in their direct messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from bot import clocks, debriefs, duties, inquiries, outbox
from bot.clocks import Rules
from bot.debriefs import PromiseRecord
from bot.desk import Desk
from bot.inquiries import InquiryRecord
from bot.models import Digest, Inquiry, Member, Named, Team

TOMORROW = timedelta(hours=27)  # From the evening to the next.
LATE = timedelta(hours=6)  # Later than this it is no evening's any more; the next morning's digest says it all.


@dataclass(frozen=True)
class Evening:
    """What the post says: each list in the order of urgency. `own` is True for one person's restricted matters."""

    day: date
    team: Team
    overdue: Sequence[InquiryRecord]
    dated: Sequence[InquiryRecord]
    undated: Sequence[InquiryRecord]
    closed: Sequence[InquiryRecord]
    on_duty: Member | None = None
    own: bool = False
    promised: Sequence[PromiseRecord] = ()
    """What is owed to journalists by the end of tomorrow, of what everybody may know of."""

    @property
    def quiet(self) -> bool:
        return not (self.overdue or self.dated or self.undated or self.closed or self.promised)


LISTS = ("overdue", "dated", "undated", "closed")


def due(desk: Desk) -> int:
    """Puts the evening of every team whose hour has come, once a working day; returns how many were put."""
    put = 0
    with desk.database.read() as session:
        team_ids = session.exec(select(Team.id)).all()
    for team_id in team_ids:
        with desk.database.write() as session:
            put += _due(session, desk, clocks.of(session, team_id))
    return put


def _due(session: Session, desk: Desk, rules: Rules) -> bool:
    now, team = desk.clock(), rules.team
    day = rules.hours.day_of(now)
    opens = rules.hours.at(day, rules.chosen.evening_at)
    if not rules.hours.works_on(day) or not opens <= now < opens + LATE:
        return False
    said = select(Digest.id).where(Digest.team_id == team.id, Digest.day == day, Digest.kind == "evening")
    if session.exec(said).first() is not None:
        return False
    session.exec(select(Team).where(Team.id == team.id).with_for_update()).one()
    if session.exec(said).first() is not None:
        return False
    public = _gather(session, rules, day, now, col(Inquiry.restricted).is_(False))
    ids = {name: [one.id for one in rows] for name, rows in public.items()}
    digest = Digest(team_id=team.id, day=day, kind="evening", snapshot=ids, created_at=now)
    session.add(digest)
    session.flush()
    key = f"evening:{team.id}:{day.isoformat()}"
    if team.desk_channel:
        outbox.put(session, at=now, kind="evening", lane=team.desk_channel, key=key, digest=digest.id)
    for user in _people_of_restricted(session, rules, day, now):
        outbox.put(
            session,
            at=now,
            kind="evening_own",
            lane=inquiries.user_of(user),
            key=f"{key}:{user}",
            digest=digest.id,
            member=user,
        )
    return True


def kept(session: Session, digest: Digest) -> Evening:
    """The public part as it is shown: what became restricted since is left out."""
    rules = clocks.of(session, digest.team_id)
    rows = {name: [session.get(Inquiry, one) for one in digest.snapshot.get(name, [])] for name in LISTS}
    public = {name: [row for row in found if row is not None and not row.restricted] for name, found in rows.items()}
    owed = debriefs.public(session, digest.team_id, until=digest.created_at + TOMORROW)
    return replace(_evening(session, rules, digest, public), promised=owed)


def own(session: Session, digest: Digest, member: Member) -> Evening:
    """One person's restricted matters, as they are now; none for somebody who is a guest by now."""
    rules = clocks.of(session, digest.team_id)
    naming = select(Named.inquiry_id).join(Member).where(Member.id == member.id, col(Member.outsider).is_(False))
    mine = col(Inquiry.restricted).is_(True) & col(Inquiry.id).in_(naming)
    return _evening(session, rules, digest, _gather(session, rules, digest.day, digest.created_at, mine), own=True)


def _people_of_restricted(session: Session, rules: Rules, day: date, now: datetime) -> list[str]:
    found = _gather(session, rules, day, now, col(Inquiry.restricted).is_(True))
    ids = [one.id for rows in found.values() for one in rows]
    named = session.exec(select(Named.member_id).where(col(Named.inquiry_id).in_(ids)).distinct()).all()
    return sorted(named)


def _gather(session: Session, rules: Rules, day: date, now: datetime, which: Any) -> dict[str, list[Inquiry]]:
    mine = select(Inquiry).where(Inquiry.team_id == rules.team.id, which)
    still = mine.where(col(Inquiry.status).in_(inquiries.OPEN)).order_by(col(Inquiry.deadline_at), col(Inquiry.id))
    rows = session.exec(still).all()
    begun = rules.hours.at(day, "00:00")
    ended = or_(
        col(Inquiry.closed_at).between(begun, now),
        col(Inquiry.closed_at).is_(None) & col(Inquiry.responded_at).between(begun, now),
    )
    return {
        "overdue": [one for one in rows if one.deadline_at is not None and one.deadline_at < now],
        "dated": [one for one in rows if one.deadline_at is not None and one.deadline_at >= now],
        "undated": [one for one in rows if one.deadline_at is None],
        "closed": list(session.exec(mine.where(ended).order_by(col(Inquiry.number))).all()),
    }


def _evening(session: Session, rules: Rules, digest: Digest, rows: dict[str, list[Inquiry]], *, own: bool = False) -> Evening:
    lists: dict[str, Any] = {name: inquiries.assemble_all(session, rows[name]) for name in LISTS}
    return Evening(
        day=digest.day, team=rules.team, on_duty=duties.on_duty(session, rules.team.id, digest.created_at), own=own, **lists
    )
