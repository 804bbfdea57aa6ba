"""Reminders: what is due is told, once each, the most urgent first; one message an inquiry and person, however many marks.

A tick fires what is due and puts the messages into the outbox in the same transaction. An inquiry is locked meanwhile, so
of several processes one fires it, and never beside a step that answers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from bot import duties, marks, outbox, teams
from bot.clocks import goals
from bot.clocks.recipients import Recipient, heard_from, recipients
from bot.clocks.rules import Rules, of
from bot.desk import Desk
from bot.models import ClockKind, Inquiry, Member, Reminder, ReminderState, Team

BATCH = 50


@dataclass(frozen=True)
class Told:
    """What one message says: the highest mark of each clock that runs and was reached, the most pressing first. `standing`
    is False where nothing of it runs any more. `recipient` is None for one who is no longer among those it concerns."""

    inquiry: Inquiry
    team: Team
    subject: str
    marks: Sequence[Reminder]
    standing: bool
    recipient: Recipient | None


@dataclass(frozen=True)
class _Team:
    """What is the same for all of a team's reminders at one moment."""

    rules: Rules
    on_duty: Member | None

    @classmethod
    def now(cls, session: Session, desk: Desk, team_id: str) -> _Team:
        return cls(of(session, team_id), duties.on_duty(session, team_id, desk.clock()))


def fire(desk: Desk) -> int:
    """Tells what is due by now; returns how many inquiries were told of."""
    due = _due(desk)
    return sum(_fire(desk, due[first : first + BATCH]) for first in range(0, len(due), BATCH))


def _due(desk: Desk) -> Sequence[int]:
    """Inquiries with something due, the most urgent first."""
    now = desk.clock()
    with desk.database.read() as session:
        return session.exec(
            select(Reminder.inquiry_id)
            .where(Reminder.state == ReminderState.WAITING, col(Reminder.due_at) <= now)
            .group_by(col(Reminder.inquiry_id))
            .order_by(func.min(Reminder.urgency), func.min(Reminder.goal_at), col(Reminder.inquiry_id))
        ).all()


def _fire(desk: Desk, inquiry_ids: Sequence[int]) -> int:
    fired, known = 0, dict[str, _Team]()
    with desk.database.write() as session:
        for inquiry_id in inquiry_ids:
            # One that is locked is being worked on, or fired by another process: the next tick looks again.
            inquiry = session.exec(select(Inquiry).where(Inquiry.id == inquiry_id).with_for_update(skip_locked=True)).first()
            if inquiry is None:
                continue
            if inquiry.team_id not in known:
                known[inquiry.team_id] = _Team.now(session, desk, inquiry.team_id)
            fired += _fire_one(session, desk, inquiry, known[inquiry.team_id])
            marks.passed("reminder_put")
    marks.passed("reminders_fired")
    return fired


def _fire_one(session: Session, desk: Desk, inquiry: Inquiry, team: _Team) -> bool:
    now = desk.clock()
    due = [one for one in _reminders(session, inquiry.id, ReminderState.WAITING) if one.due_at <= now]
    for one in due:
        one.state, one.fired_at = ReminderState.FIRED, now
        session.add(one)
    if not due:
        return False
    session.flush()
    marks.passed("reminder_marked")
    level = max(one.level if one.escalates else goals.OWNER for one in due)
    _tell(session, desk, inquiry, team, due[-1], recipients(session, inquiry, level=level, on_duty=team.on_duty))
    return True


def _tell(session: Session, desk: Desk, inquiry: Inquiry, team: _Team, lead: Reminder, whom: Sequence[Recipient]) -> None:
    """Puts the message for each of them, now or at the end of their quiet hours; several held back become one."""
    now = desk.clock()
    answer = min(_answer_due(session, inquiry), default=None)
    urgent = lead.urgency == goals.Urgency.BREAKING
    for recipient in whom:
        at = heard_from(
            session, inquiry, recipient, rules=team.rules, urgent=urgent, on_duty=team.on_duty, answer_by=answer, at=now
        )
        what = lead.key if at <= now else f"reminder:{inquiry.reference}:held:{at.isoformat()}"
        outbox.put(
            session, at=now, due_at=max(at, now), kind="reminder", lane=recipient.conversation,
            key=f"{inquiry.team_id}:{what}:{recipient.conversation}", inquiry=inquiry.id, conversation=recipient.conversation,
            subject="",
        )  # fmt: skip


def told(session: Session, desk: Desk, *, inquiry_id: int, conversation: str, subject: str) -> Told | None:
    """What the message to this conversation says now, or None where there is nothing to say. With a `subject` it is the
    message posted under it, whatever became of it."""
    inquiry = session.get_one(Inquiry, inquiry_id)
    fired = _reminders(session, inquiry_id, ReminderState.FIRED)
    leading = subject or (f"reminder:{fired[-1].id}" if fired else "")
    if not leading:
        return None
    standing = any(f"reminder:{one.id}" == leading for one in fired)
    officer = duties.on_duty(session, inquiry.team_id, desk.clock())
    among = recipients(session, inquiry, level=goals.LEADS, on_duty=officer)
    recipient = next((one for one in among if one.conversation == conversation), None)
    highest = {one.clock: one for one in fired}
    pressing = sorted(highest.values(), key=lambda one: (one.goal_at, one.clock))
    return Told(inquiry, teams.team_of(session, inquiry.team_id), leading, pressing, standing, recipient)


def unreached(desk: Desk, *, inquiry_id: int, conversation: str) -> None:
    """A reminder that could not reach its person goes to everybody else it may concern, once."""
    with desk.database.write() as session:
        inquiry = session.get_one(Inquiry, inquiry_id)
        fired = _reminders(session, inquiry_id, ReminderState.FIRED)
        if not fired:
            return
        team = _Team.now(session, desk, inquiry.team_id)
        others = recipients(session, inquiry, level=goals.LEADS, on_duty=team.on_duty)
        _tell(session, desk, inquiry, team, fired[-1], [one for one in others if one.conversation != conversation])


def keep_from_others(session: Session, inquiry: Inquiry) -> None:
    """Warnings still to come stay with the owner, who said that they have it; once it is due, the others hear of it."""
    session.execute(
        update(Reminder)
        .where(col(Reminder.inquiry_id) == inquiry.id, col(Reminder.state) == ReminderState.WAITING)
        .where(col(Reminder.mark).not_in([goals.DUE, goals.PASSED]))
        .values(escalates=False)
    )


def put_off(session: Session, inquiry: Inquiry, *, until: datetime) -> None:
    """Nothing of this inquiry is told before `until`, and something then is. Asks nobody's permission."""
    running = _reminders(session, inquiry.id, ReminderState.WAITING, ReminderState.FIRED)
    found = sorted(running, key=lambda one: one.goal_at)
    for one in found:
        if one.state == ReminderState.WAITING and one.due_at < until:
            one.due_at = until
            session.add(one)
    if not found:
        return
    first = found[0]
    key = f"reminder:{inquiry.reference}:snoozed:{until.strftime('%Y-%m-%dT%H:%M:%SZ')}"
    if not any(one.key == key for one in found):
        session.add(
            Reminder(
                inquiry_id=inquiry.id or 0, key=key, clock=first.clock, mark="snoozed", level=goals.OWNER, urgency=first.urgency,
                goal_at=first.goal_at, due_at=until,
            )
        )  # fmt: skip
    session.flush()


def runs_out(session: Session, inquiry: Inquiry, *, after: datetime) -> datetime | None:
    """The next instant after `after` that nobody may sleep through: when the answer is due, or their deadline."""
    hard = [*_answer_due(session, inquiry), *([inquiry.deadline_at] if inquiry.deadline_at else [])]
    return min((one for one in hard if one > after), default=None)


def _reminders(session: Session, inquiry_id: int | None, *states: ReminderState) -> list[Reminder]:
    """An inquiry's reminders in these states, in the order they are due. All are read and then sorted out: of the two
    indexes a database might else take the one that holds everybody's."""
    found = session.exec(select(Reminder).where(Reminder.inquiry_id == inquiry_id)).all()
    return sorted((one for one in found if one.state in states), key=lambda one: (one.due_at, one.id))


def _answer_due(session: Session, inquiry: Inquiry) -> list[datetime]:
    running = _reminders(session, inquiry.id, ReminderState.WAITING, ReminderState.FIRED)
    return [one.goal_at for one in running if one.clock == ClockKind.ANSWER]
