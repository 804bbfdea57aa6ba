"""Interviews: who speaks to whom, when and under which rules."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class InterviewFormat(StrEnum):
    LIVE = "live"
    PRE_RECORDED = "pre_recorded"
    PRINT = "print"
    PODCAST = "podcast"


class InterviewState(StrEnum):
    BOOKED = "booked"
    CANCELLED = "cancelled"
    DONE = "done"


class Interview(SQLModel, table=True):
    """A booked interview. `starts_at` is the instant, `zone` the one it was agreed in. `uid` never changes and `sequence` counts
    its changes, for calendars. `rules` are the ground rules, recorded before it happens; `listens_in` are members' ids."""

    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    number: int
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
    journalist_id: int | None = Field(default=None, foreign_key="journalist.id", index=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    spokesperson_id: int = Field(foreign_key="spokesperson.id", index=True)
    topic: str = Field(max_length=250)
    format: InterviewFormat = Field(sa_column=word(InterviewFormat))
    starts_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    minutes: int = 30
    zone: str = "Europe/London"
    place: str = Field(default="", max_length=500)
    link: str = Field(default="", max_length=2000)
    rules: str = Field(default="", sa_column=Column(Text, nullable=False))
    rules_agreed_at: datetime | None = Field(default=None, sa_column=instant())
    rules_agreed_by: str | None = Field(default=None, foreign_key="member.id")
    listens_in: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    state: InterviewState = Field(default=InterviewState.BOOKED, sa_column=word(InterviewState, index=True))
    uid: str = Field(max_length=100)
    sequence: int = 0
    booked_by: str = Field(foreign_key="member.id")
    booked_at: datetime = Field(sa_column=instant(nullable=False))
    cancelled_because: str = Field(default="", max_length=500)

    @property
    def reference(self) -> str:
        """As it is spoken: I-0004."""
        return f"I-{self.number:04d}"


class InterviewEvent(SQLModel, table=True):
    """One line of an interview's history. `before` holds the old values of what it changed, so that it can be undone."""

    id: int | None = Field(default=None, primary_key=True)
    interview_id: int = Field(foreign_key="interview.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str = Field(max_length=30)
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    undone: bool = False
