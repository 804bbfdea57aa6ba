"""What tests of the clock do again and again: let it tick, and read what people were reminded of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot import schedule
from bot.models import ClockChoices, Reminder, ReminderState, Team
from tests.slack_desk import DESK, MARA, TEAM, SlackDesk, buttons

LONDON = ZoneInfo("Europe/London")


def tick(slack: SlackDesk) -> None:
    """One tick, and all it sets off."""
    schedule.tick(slack.desk)
    slack.settle()


def tick_at(slack: SlackDesk, at: datetime) -> None:
    """The tick of that moment."""
    slack.clock.set(at)
    tick(slack)


def london(text: str) -> datetime:
    """An instant on London's wall clock, such as "2026-11-23 18:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def reminded(slack: SlackDesk, user: str, channel: str | None = None, number: int = 1) -> list[dict[str, Any]]:
    """The reminders of PR-number in somebody's direct messages (or a channel), settled ones not counted."""
    said = slack.said(user, channel or slack.dm(user))
    return [one for one in said if "reminder_have" in buttons(one) and f"PR-{number:04d}" in str(one["blocks"])]


def marks(slack: SlackDesk, number: int = 1, **states: Any) -> dict[str, datetime]:
    """When each mark of an inquiry falls, in UTC, as `acknowledge 50%`; only those in `state` where one is given."""
    with slack.database.read() as session:
        found = session.exec(select(Reminder).where(Reminder.inquiry_id == number).order_by(col(Reminder.due_at)))
        wanted = states.get("state")
        return {f"{one.clock.value} {one.mark}": one.due_at for one in found if wanted is None or one.state == wanted}


def all_reminders(slack: SlackDesk) -> list[Reminder]:
    with slack.database.read() as session:
        return list(session.exec(select(Reminder).order_by(col(Reminder.id))))


def walk(slack: SlackDesk, *, late: timedelta = timedelta(seconds=20)) -> None:
    """Goes from mark to mark: a second before each nothing of it is told, `late` after it is."""
    while ahead := [one for one in all_reminders(slack) if one.state == ReminderState.WAITING]:
        soonest = min(ahead, key=lambda one: one.due_at)
        if slack.clock() < soonest.due_at:
            tick_at(slack, soonest.due_at - timedelta(seconds=1))
            assert next(one for one in all_reminders(slack) if one.id == soonest.id).state == ReminderState.WAITING
        tick_at(slack, max(slack.clock(), soonest.due_at + late))
        told = next(one for one in all_reminders(slack) if one.id == soonest.id)
        assert told.state == ReminderState.FIRED and told.fired_at is not None
        assert timedelta(0) <= told.fired_at - told.due_at <= timedelta(seconds=60)


def choose(slack: SlackDesk, **values: Any) -> None:
    """Sets the team's clocks, or with `zone` its zone, past the form."""
    with slack.database.write() as session:
        team = session.get_one(Team, TEAM)
        team.zone = values.pop("zone", team.zone)
        session.add(team)
        row = session.get(ClockChoices, TEAM) or ClockChoices(team_id=TEAM)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
    tick(slack)


def channel_says(slack: SlackDesk, text: str) -> list[dict[str, Any]]:
    """Messages of the desk channel with that text in their notification."""
    return [one for one in slack.said(MARA, DESK) if text in one.get("text", "")]
