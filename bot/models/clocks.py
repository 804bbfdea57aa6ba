"""Clocks: by when an inquiry is acknowledged and answered, the reminders of it, and the hours they keep."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class ClockKind(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"


class ReminderState(StrEnum):
    """`silent`: its clock stopped before it was due. `over`: its clock stopped after it was told. `skipped`: it was past
    when it was made."""

    WAITING = "waiting"
    FIRED = "fired"
    SILENT = "silent"
    OVER = "over"
    SKIPPED = "skipped"


def _working_week() -> list[str]:
    return ["mon", "tue", "wed", "thu", "fri"]


class ClockChoices(SQLModel, table=True):
    """A team's clocks and hours; the defaults are desk.md's. Times of day are on the team's own wall clock.

    `planned` is the fingerprint of the rules that the open inquiries' reminders were last made by.
    """

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    acknowledge_breaking: int = 15
    acknowledge_today: int = 60
    answer_asap: int = 120
    answer_undated: int = 3
    warn_at: list[int] = Field(default_factory=lambda: [50, 80], sa_column=Column(JSON, nullable=False))
    working_days: list[str] = Field(default_factory=_working_week, sa_column=Column(JSON, nullable=False))
    work_from: str = "09:00"
    work_to: str = "18:00"
    quiet_from: str = "20:00"
    quiet_to: str = "07:00"
    evening_at: str = "17:30"
    heart_at: str = "09:00"
    planned: str = ""


class MemberHours(SQLModel, table=True):
    """One person's own quiet hours and working days, on their own wall clock. Who has no row keeps the team's."""

    member_id: str = Field(primary_key=True, foreign_key="member.id")
    quiet_from: str
    quiet_to: str
    working_days: list[str] = Field(sa_column=Column(JSON, nullable=False))


class Holiday(SQLModel, table=True):
    """A day on which the desk does not work."""

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    day: date = Field(primary_key=True)
    name: str = Field(default="", max_length=200)


class Reminder(SQLModel, table=True):
    """One mark of one clock of one inquiry. `goal_at` is when the clock runs out, `due_at` when this mark is reached.

    `level` says whom it reaches: 1 the owner, 2 the backup too, 3 the leads as well. `urgency` orders what is due at once,
    0 first. `escalates` is False where the owner said that they have it.
    """

    __table_args__ = (UniqueConstraint("inquiry_id", "key"), Index("ix_reminder_state_due", "state", "due_at"))

    id: int | None = Field(default=None, primary_key=True)
    inquiry_id: int = Field(foreign_key="inquiry.id", index=True)
    key: str
    clock: ClockKind = Field(sa_column=word(ClockKind))
    mark: str
    level: int
    urgency: int
    escalates: bool = True
    goal_at: datetime = Field(sa_column=instant(nullable=False))
    due_at: datetime = Field(sa_column=instant(nullable=False))
    state: ReminderState = Field(default=ReminderState.WAITING, sa_column=word(ReminderState))
    fired_at: datetime | None = Field(default=None, sa_column=instant())
