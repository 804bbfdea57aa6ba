"""Goals: by when an inquiry is to be acknowledged and answered, and the marks on the way there (desk.md, default clocks).

All of it follows from the record and the rules: the same inquiry gives the same goals, keys and marks, whenever it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from bot.clocks.rules import Rules
from bot.models import ClockKind, DeadlineKind, Inquiry, Reminder, Sensitivity

SOON = timedelta(hours=2)
DUE, PASSED = "due", "passed"
OWNER, BACKUP, LEADS = 1, 2, 3


class Urgency(IntEnum):
    """0 comes first. Breaking matters keep no quiet hours."""

    BREAKING = 0
    TODAY = 1
    LATER = 2


@dataclass(frozen=True)
class Goal:
    """When a clock runs out, and since when it runs. `deadline` is the journalist's own, where they named one."""

    clock: ClockKind
    at: datetime
    since: datetime
    deadline: datetime | None = None


def urgency(inquiry: Inquiry, *, since: datetime, rules: Rules) -> Urgency:
    """Breaking: a crisis, ASAP, or due within two hours of when that was known. Today: due that day, or sensitive."""
    at = inquiry.deadline_at
    if inquiry.sensitivity == Sensitivity.CRISIS or inquiry.deadline_kind == DeadlineKind.ASAP:
        return Urgency.BREAKING
    if at is not None and at - since < SOON:
        return Urgency.BREAKING
    today = at is not None and rules.hours.day_of(at) <= rules.hours.day_of(since)
    return Urgency.TODAY if today or inquiry.sensitivity == Sensitivity.SENSITIVE else Urgency.LATER


def goals(inquiry: Inquiry, *, since: datetime, rules: Rules) -> list[Goal]:
    """The clocks that run on an inquiry: none once it is answered or closed."""
    if not inquiry.is_open or inquiry.responded_at is not None or inquiry.closed_at is not None:
        return []
    answer = answer_by(inquiry, since=since, rules=rules)
    running = [Goal(ClockKind.ANSWER, _minute(answer), since, inquiry.deadline_at)]
    if inquiry.acknowledged_at is None:
        running.append(Goal(ClockKind.ACKNOWLEDGE, _minute(acknowledge_by(inquiry, since=since, rules=rules)), since))
    return running


def acknowledge_by(inquiry: Inquiry, *, since: datetime, rules: Rules) -> datetime:
    """15 minutes where it is breaking, an hour where it is for today, else by the end of the working day."""
    soon = {
        Urgency.BREAKING: since + timedelta(minutes=rules.chosen.acknowledge_breaking),
        Urgency.TODAY: since + timedelta(minutes=rules.chosen.acknowledge_today),
        Urgency.LATER: rules.hours.end_of_work(since),
    }[urgency(inquiry, since=since, rules=rules)]
    return min(soon, max(since, answer_by(inquiry, since=since, rules=rules)))


def answer_by(inquiry: Inquiry, *, since: datetime, rules: Rules) -> datetime:
    """The deadline less the buffer, which takes at most half of the time there is. ASAP: two hours; a crisis: one at most.
    None given: three working days; one where it is sensitive."""
    if inquiry.deadline_at is not None:
        left = max(inquiry.deadline_at - since, timedelta(0))
        return inquiry.deadline_at - min(timedelta(minutes=rules.buffer), left / 2)
    asap = timedelta(minutes=rules.chosen.answer_asap)
    if inquiry.sensitivity == Sensitivity.CRISIS:
        return since + asap / 2
    if inquiry.deadline_kind == DeadlineKind.ASAP:
        return since + asap
    days = 1 if inquiry.sensitivity == Sensitivity.SENSITIVE else rules.chosen.answer_undated
    return rules.hours.end_of_work_after(since, days)


def marks(inquiry: Inquiry, goal: Goal, *, rules: Rules) -> Iterator[Reminder]:
    """The reminders of one clock: a warning at each percentage, one when it is due, one when their own deadline passes."""
    urgent = urgency(inquiry, since=goal.since, rules=rules)

    def mark(name: str, at: datetime, level: int) -> Reminder:
        key = f"reminder:{inquiry.reference}:{goal.clock.value}:{name}:{_said(goal.at)}"
        return Reminder(
            inquiry_id=inquiry.id or 0,
            key=key,
            clock=goal.clock,
            mark=name,
            level=level,
            urgency=urgent,
            goal_at=goal.at,
            due_at=at,
        )

    for number, percent in enumerate(rules.chosen.warn_at):
        yield mark(f"{percent}%", goal.since + (goal.at - goal.since) * percent / 100, OWNER if number == 0 else BACKUP)
    yield mark(DUE, goal.at, LEADS)
    if goal.deadline is not None and goal.deadline > goal.at:
        yield mark(PASSED, goal.deadline, LEADS)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _said(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
