"""Follow-ups: one reminder a few working days after a pitch, to whoever pitched; after two follow-ups it stops."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import audit, clocks, duties, inquiries, marks, outbox
from bot.authority import NEEDS, RANK, Actor, authorize
from bot.coverage import ties
from bot.desk import Desk
from bot.errors import Conflict, NotAllowed, NotFound
from bot.models import Journalist, Member, Pitch, PitchOutcome, Posting
from bot.pitches.record import PitchRecord, read, visible_to

MOST_FOLLOW_UPS = 2
AGAIN_AFTER = 4  # Working days from one follow-up to the next reminder.
STEP = ("follow_ups", "follow_up_at", "reminded_at")


def next_at(session: Session, member_id: str, at: datetime, days: int) -> datetime | None:
    """When to remind somebody: the morning of the `days`-th working day after `at` in their week, holidays left out; None
    for 0."""
    if not days:
        return None
    member = session.get_one(Member, member_id)
    hours = clocks.hours_of(session, clocks.of(session, member.team_id), member)
    day = hours.day_of(at)
    for _ in range(days):
        day = hours.working_day_after(day)
    return hours.at(day, hours.work_from)


def follow_up(desk: Desk, *, actor: Actor, pitch_ids: Sequence[int]) -> list[PitchRecord]:
    """Notes that somebody followed up on these pitches. Conflict where there were two already; of several those that can
    be followed up are."""
    authorize(actor, "work")
    with desk.database.write() as session:
        asked = select(Pitch).where(col(Pitch.id).in_(pitch_ids), visible_to(actor)).order_by(col(Pitch.id))
        rows = session.exec(asked.with_for_update()).all()
        if not rows:
            raise NotFound("There is no such pitch any more.")
        held = select(Journalist.id).where(col(Journalist.id).in_({one.journalist_id for one in rows}))
        blocked = set(session.exec(held.where(col(Journalist.do_not_contact_at).is_not(None))))
        done = {one.id for one in rows if _followed_today(session, one, desk.clock())}
        fit = [
            one
            for one in rows
            if one.taken_back_at is None and one.outcome == PitchOutcome.SENT and one.follow_ups < MOST_FOLLOW_UPS
            and one.journalist_id not in blocked and one.id not in done
        ]  # fmt: skip
        if not fit and not done and all(one.journalist_id in blocked for one in rows):
            raise NotAllowed("They must not be contacted. An admin can lift that on their card: `/press who`.")
        if not fit and not done:
            full = any(one.follow_ups >= MOST_FOLLOW_UPS for one in rows)
            raise Conflict("Two follow-ups are enough. Note how it ended." if full else "It is answered, or was taken back.")
        for row in fit:
            row.before = {name: inquiries.stored(getattr(row, name)) for name in STEP}
            row.follow_ups += 1
            rest = row.follow_ups < MOST_FOLLOW_UPS
            row.follow_up_at = next_at(session, row.pitched_by, desk.clock(), AGAIN_AFTER) if rest else None
            session.add(row)
            audit.write(
                session, at=desk.clock(), actor=actor.id, action="pitch.followed_up", object=f"pitch:{row.id}",
                details={"follow_ups": row.follow_ups},
            )  # fmt: skip
            show_reminder(session, desk, row)
        session.flush()
        return [read(session, desk, actor, one) for one in rows]


def _followed_today(session: Session, row: Pitch, now: datetime) -> bool:
    """Whether the last step was a follow-up of today: then the click came twice."""
    last = row.before is not None and "follow_ups" in row.before and row.follow_up_at is not None
    return last and row.follow_up_at == next_at(session, row.pitched_by, now, AGAIN_AFTER)


def remind(desk: Desk) -> int:
    """Reminds of pitches without an answer whose day has come, once each and in the hours of whoever pitched; one message for
    each story. Gives how many pitches it reminded of."""
    now = desk.clock()
    with desk.database.read() as session:
        ids = list(session.exec(select(Pitch.id).where(*_due(now)).order_by(col(Pitch.id))))
    if not ids:
        return 0
    reminded = 0
    with desk.database.write() as session:
        held = select(Pitch).where(col(Pitch.id).in_(ids), *_due(now)).order_by(col(Pitch.id)).with_for_update()
        for row in session.exec(held).all():
            who = _whom(session, row, now)
            if who is None or clocks.hours_of(session, clocks.of(session, row.team_id), who).audible_from(now) > now:
                continue
            row.reminded_at, row.follow_up_at = now, None
            session.add(row)
            reminded += 1
            _put(
                session, desk, row, who.user_id, key=f"pitch_due:{row.team_id}:{who.user_id}:{story_of(row)}:{now.isoformat()}"
            )
        marks.passed("pitches_reminded")
    return reminded


def _due(now: datetime) -> tuple[Any, ...]:
    """Of whoever must not be contacted by now nobody is reminded."""
    blocked = select(Journalist.id).where(col(Journalist.do_not_contact_at).is_not(None))
    return (
        Pitch.outcome == PitchOutcome.SENT, col(Pitch.taken_back_at).is_(None), col(Pitch.follow_up_at) <= now,
        Pitch.follow_ups < MOST_FOLLOW_UPS, col(Pitch.journalist_id).not_in(blocked),
    )  # fmt: skip


def told(session: Session, desk: Desk, *, member_id: str, story: str, at: datetime) -> list[PitchRecord]:
    """The pitches that one reminder was of, as far as its reader may know of them, in the order they were made."""
    member = session.get_one(Member, member_id)
    actor = Actor.of(member)
    if member.outsider or actor.rank < RANK[NEEDS["look"]]:
        return []
    asked = select(Pitch).where(visible_to(actor), Pitch.reminded_at == at).order_by(col(Pitch.id))
    rows = [one for one in session.exec(asked) if story_of(one) == story and one.taken_back_at is None]
    return [read(session, desk, actor, one) for one in rows]


def story_of(row: Pitch) -> str:
    """What pitches of one story by one person are known by."""
    return hashlib.sha256(f"{row.pitched_by}:{row.key}".encode()).hexdigest()[:16]


def show_reminder(session: Session, desk: Desk, row: Pitch) -> None:
    """Asks for the reminder of a pitch to be shown as things now are."""
    if row.reminded_at is None:
        return
    subject = f"{story_of(row)}:{row.reminded_at.isoformat()}"
    for one in session.exec(select(Posting).where(Posting.kind == "pitch_due", Posting.subject == subject)):
        _put(session, desk, row, one.conversation)


def forget(session: Session, desk: Desk, journalist_ids: Collection[int]) -> None:
    """Takes the names of contacts that are being erased out of the messages about pitches to them."""
    for row in session.exec(select(Pitch).where(col(Pitch.journalist_id).in_(journalist_ids))).all():
        show_reminder(session, desk, row)
        ties.show_proposals(session, desk, row.id or 0)


def _put(session: Session, desk: Desk, row: Pitch, conversation: str, key: str | None = None) -> None:
    assert row.reminded_at is not None
    outbox.put(
        session, at=desk.clock(), kind="pitch_due", lane=conversation, key=key, member=f"slack:{row.team_id}:{conversation}",
        story=story_of(row), reminded=row.reminded_at.isoformat(),
    )  # fmt: skip


def _whom(session: Session, row: Pitch, now: datetime) -> Member | None:
    """Whoever pitched, while they are on the desk; else whoever is on duty."""
    who = session.get(Member, row.pitched_by)
    if who is not None and not who.outsider and Actor.of(who).rank >= RANK[NEEDS["work"]]:
        return who
    return duties.on_duty(session, row.team_id, now)
