"""Reminders: the advisory on its day, and what of a checklist is past due, once a day in the messages of whoever owns it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
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


def staff(session: Session, events: Iterable[PressEvent]) -> dict[str, Member]:
    """Everybody whose something on the checklists is, and whose the events are, by id, as far as they may still look at the desk."""
    ids = {owner for row in events for owner in (row.owner_id, *(one["owner"] for one in row.checklist))}
    rows = session.exec(select(Member).where(col(Member.id).in_(ids))).all() if ids else []
    return {one.id: one for one in rows if able(one)}


def of(event: PressEvent, member: Member, day: str, *, able_ids: Container[str]) -> list[dict[str, Any]]:
    """What somebody is reminded of on a day: what was due before it, and the advisory that is due on it; what they have done
    since stays. What is of somebody who has left the desk (not among `able_ids`) comes to the event's owner."""
    return [
        one for one in event.checklist
        if (one["owner"] if one["owner"] in able_ids else event.owner_id) == member.id
        and (one["due"] < day or (one["due"] == day and one["kind"] == ADVISORY)) and (not one["done"] or one["done"][:10] >= day)
    ]  # fmt: skip


def _waiting(session: Session, desk: Desk) -> Iterator[tuple[int, str, str]]:
    now = desk.clock()
    rows = session.exec(
        select(PressEvent).where(col(PressEvent.cancelled_at).is_(None), col(PressEvent.starts_at) > now - LOOKS_BACK)
    ).all()
    # Nobody's day is more than a day ahead of UTC: what is due later than that needs no look at anybody's hours.
    soon = (now + timedelta(days=1)).date().isoformat()
    rows = [row for row in rows if any(not one["done"] and one["due"] <= soon for one in row.checklist)]
    people = staff(session, rows)
    for member in people.values():
        hours = clocks.hours_of(session, clocks.of(session, member.team_id), member)
        if hours.audible_from(now) > now:
            continue
        day = hours.day_of(now).isoformat()
        theirs = [row for row in rows if row.team_id == member.team_id and (not row.confidential or member.id in row.named)]
        wanted = [row for row in theirs if any(not one["done"] for one in of(row, member, day, able_ids=people))]
        keys = {_key(row.id, member.user_id, day): row for row in wanted}
        put = set(session.exec(select(Job.key).where(col(Job.key).in_(keys)))) if keys else set()
        yield from ((row.id or 0, inquiries.user_of(member.id), day) for key, row in keys.items() if key not in put)


def _key(event_id: int | None, user: str, day: str) -> str:
    return f"{DUE}:{event_id}:{user}:{date.fromisoformat(day).isoformat()}"
