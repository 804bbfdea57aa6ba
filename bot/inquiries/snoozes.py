"""What a reminded person may say: that they have it, or that it must wait a while, and why."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot import clocks
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.inquiries.history import remember
from bot.inquiries.record import InquiryRecord
from bot.inquiries.steps import in_one_step, take
from bot.models import Member
from bot.text import taken

LONGEST = timedelta(days=14)


def have(desk: Desk, *, actor: Actor, inquiry_id: int) -> InquiryRecord:
    """Says "I have it". Whoever does not own it yet takes it; of its owner the backup hears only once it is due."""

    def step(session: Session, record: InquiryRecord) -> None:
        if record.inquiry.owner_id != actor.id:
            return
        _running(record)
        clocks.keep_from_others(session, record.inquiry)
        if record.events[-1].action != "has_it" or record.events[-1].actor_id != actor.id:
            remember(session, desk, record.inquiry, actor_id=actor.id, action="has_it", text="has it")

    record = in_one_step(desk, actor, inquiry_id, step, still_open=True)
    if record.inquiry.owner_id == actor.id:
        return record
    _running(record)
    return take(desk, actor=actor, inquiry_id=inquiry_id)


def snooze(desk: Desk, *, actor: Actor, inquiry_id: int, until: datetime, reason: str) -> InquiryRecord:
    """Nobody is reminded of it before `until`, and then its owner is. Needs a reason, which stands in its history.

    Invalid where it would sleep past the moment at which the answer is due.
    """
    reason = taken(reason, what="The reason", most=500, field="reason", blank=False)

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry, now = record.inquiry, desk.clock()
        _running(record)
        limit = clocks.runs_out(session, inquiry, after=now)
        if not now < until <= now + LONGEST:
            raise Invalid("That is no time to wait.", until="A time to come, and at most two weeks.")
        if limit is not None and until > limit:
            minutes = int((limit - now).total_seconds() // 60)
            wrong = f"It is due in {minutes} minutes. Choose less, or change the deadline."
            raise Invalid(wrong, until=wrong)
        clocks.put_off(session, inquiry, until=until)
        said = (
            f"{(until - now).total_seconds() / 60:.0f} min"
            if until - now < timedelta(hours=12)
            else f"{until:%a %d %b %H:%M} UTC"
        )
        remember(
            session, desk, inquiry, actor_id=actor.id, action="snoozed", text=f"put the reminders off ({said}): {reason}",
            details={"until": until.isoformat()},
        )  # fmt: skip

    return in_one_step(desk, actor, inquiry_id, step, still_open=True)


def morning(desk: Desk, *, actor: Actor) -> datetime:
    """The next morning on which this person can be reminded again, at the end of their quiet hours."""
    authorize(actor, "look")
    with desk.database.read() as session:
        hours = clocks.hours_of(session, clocks.of(session, actor.team_id), session.get_one(Member, actor.id))
    day = hours.working_day_after(hours.day_of(desk.clock()))
    return hours.audible_from(hours.at(day, hours.work_from))


def _running(record: InquiryRecord) -> None:
    if not record.inquiry.is_open:
        raise Conflict(f"{record.inquiry.reference} is answered or closed; nothing reminds of it any more.")
