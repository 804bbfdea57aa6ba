"""Reminders of promises: a day and an hour before they are due, and once a day while they are late."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import clocks, inquiries, outbox
from bot.desk import Desk
from bot.models import Debrief, Interview, Member, Promise

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MOST_CHASED = 14  # Days; after that it stays on Home and in the evening's post.


def stage(row: Promise, now: datetime) -> str:
    """Which reminder is due: day, hour, late1, late2 …; "" where none is."""
    left = row.due_at - now
    if left <= timedelta(0):
        late = 1 + -left // DAY
        return f"late{late}" if late <= MOST_CHASED else ""
    return "hour" if left <= HOUR else "day" if left <= DAY else ""


def remind(desk: Desk) -> int:
    """Puts what is due, each stage once, in the hours of whoever owes it (the last hour before it counts in any); gives how many
    it put. Who has been late for a day is made known to whoever booked the interview, too."""
    now, put = desk.clock(), 0
    with desk.database.read() as session:
        open_ones = select(Promise).where(col(Promise.kept_at).is_(None), col(Promise.dropped_at).is_(None))
        due = [one.id for one in session.exec(open_ones.where(col(Promise.due_at) <= now + DAY)) if stage(one, now)]
    if not due:
        return 0
    with desk.database.write() as session:
        for promise_id in due:
            put += _remind(session, desk, session.get_one(Promise, promise_id), now)
    return put


def _remind(session: Session, desk: Desk, row: Promise, now: datetime) -> int:
    at = stage(row, now)
    given = session.exec(select(Debrief.at).where(Debrief.interview_id == row.interview_id)).first()
    # Who has just promised it for within the hour need not be told of it.
    if not at or (at in ("day", "hour") and given is not None and row.due_at - (DAY if at == "day" else HOUR) <= given):
        return 0
    whom = {row.owner_id}
    if at.startswith("late") and at != "late1":
        whom.add(session.get_one(Interview, row.interview_id).booked_by)
    put = 0
    for member_id in sorted(whom):
        member = session.get_one(Member, member_id)
        hours = clocks.hours_of(session, clocks.of(session, row.team_id), member)
        if at != "hour" and hours.audible_from(now) > now:
            continue
        put += 1
        user = inquiries.user_of(member_id)
        outbox.put(
            session, at=now, kind="promise_due", lane=user, key=f"promise_due:{row.id}:{row.due_at.isoformat()}:{at}:{user}",
            promise=row.id, conversation=user, stage=f"{row.due_at:%Y%m%d%H%M}:{at}",
        )  # fmt: skip
    return put
