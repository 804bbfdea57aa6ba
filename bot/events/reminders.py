"""Reminders: the advisory on its day, and what of a checklist is past due, once a day in the messages of whoever owns it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot import clocks, inquiries, marks, outbox
from bot.desk import Desk
from bot.events.checklists import ADVISORY
from bot.events.history import DUE, able
from bot.models import Job, Member, PressEvent

LOOKS_BACK = timedelta(days=30)  # Thank-yous that nobody wrote in a month are not asked for any more.


def due(desk: Desk) -> int:
    """Puts today's reminders of what is due, each once; gives how many were put. Nobody is asked outside their hours."""
    with desk.database.read() as session:
        found = list(_waiting(session, desk))
    if not found:
        return 0
    with desk.database.write() as session:
        for event_id, user, day in found:
            outbox.put(
                session, at=desk.clock(), kind=DUE, lane=user, key=_key(event_id, user, day), pressevent=event_id, conversation=user,
                day=day,
            )  # fmt: skip
    marks.passed("event_reminders_put")
    return len(found)


def of(session: Session, event: PressEvent, member: Member, day: str) -> list[dict[str, Any]]:
    """What somebody is reminded of on a day: what was due before it, and the advisory that is due on it; what they have done
    since stays. What is of somebody who has left the desk comes to the event's owner."""
    return [
        one for one in event.checklist
        if _falls_to(session, event, one["owner"]) == member.id and (one["due"] < day or (one["due"] == day and one["kind"] == ADVISORY))
        and (not one["done"] or one["done"][:10] >= day)
    ]  # fmt: skip


def _waiting(session: Session, desk: Desk) -> Iterator[tuple[int, str, str]]:
    now = desk.clock()
    rows = session.exec(
        select(PressEvent).where(col(PressEvent.cancelled_at).is_(None), col(PressEvent.starts_at) > now - LOOKS_BACK)
    ).all()
    by_owner: dict[str, list[PressEvent]] = defaultdict(list)
    for row in rows:
        for owner in {_falls_to(session, row, one["owner"]) for one in row.checklist if not one["done"]}:
            by_owner[owner].append(row)
    for owner, events in sorted(by_owner.items()):
        member = session.get(Member, owner)
        if member is None or not able(member):
            continue
        hours = clocks.hours_of(session, clocks.of(session, member.team_id), member)
        if hours.audible_from(now) > now:
            continue
        day = hours.day_of(now).isoformat()
        wanted = [row for row in events if any(not one["done"] for one in of(session, row, member, day))]
        keys = {_key(row.id, member.user_id, day): row for row in wanted if not row.confidential or owner in row.named}
        put = set(session.exec(select(Job.key).where(col(Job.key).in_(keys)))) if keys else set()
        yield from ((row.id or 0, inquiries.user_of(owner), day) for key, row in keys.items() if key not in put)


def _falls_to(session: Session, event: PressEvent, owner_id: str) -> str:
    owner = session.get(Member, owner_id)
    return owner_id if owner is not None and able(owner) else event.owner_id


def _key(event_id: int | None, user: str, day: str) -> str:
    return f"{DUE}:{event_id}:{user}:{date.fromisoformat(day).isoformat()}"
