"""Events: press conferences, events and days on the forward calendar."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class EventKind(StrEnum):
    PRESS_CONFERENCE = "press_conference"
    EVENT = "event"
    AWARENESS_DAY = "awareness_day"
    RELEASE = "release"


class PressEvent(SQLModel, table=True):
    """A press conference, an event or a day on the forward calendar. `run` is the run of show, `[{"at", "what", "who"}]`;
    `checklist` is planned back from the day, `[{"id", "days", "due", "what", "owner", "done", "by", "kind"}]`: `days` are working
    days from the event's, `done` an instant or None. Confidential ones are for `named` members only. `uid` never changes and
    `sequence` counts its changes, for calendars."""

    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    number: int
    kind: EventKind = Field(sa_column=word(EventKind))
    title: str = Field(max_length=250)
    starts_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    minutes: int = 60
    all_day: bool = False
    zone: str = "Europe/London"
    venue: str = Field(default="", max_length=500)
    speakers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    run: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    checklist: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    confidential: bool = False
    named: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    statement_id: int | None = Field(default=None, foreign_key="statement.id", index=True)
    owner_id: str = Field(foreign_key="member.id")
    uid: str = Field(max_length=100)
    sequence: int = 0
    cancelled_at: datetime | None = Field(default=None, sa_column=instant())
    cancelled_because: str = Field(default="", max_length=500)
    added_by: str = Field(foreign_key="member.id")
    added_at: datetime = Field(sa_column=instant(nullable=False))

    @property
    def reference(self) -> str:
        """As it is spoken: E-0004."""
        return f"E-{self.number:04d}"


class EventGuest(SQLModel, table=True):
    """Somebody invited: whether they were called, what they said (`yes`, `no`, `maybe`) and whether they came. `note` is what
    they send or need ("camera and two"). Without journalist and outlet it is somebody who was erased."""

    __table_args__ = (UniqueConstraint("event_id", "outlet_id", "journalist_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="pressevent.id", index=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    journalist_id: int | None = Field(default=None, foreign_key="journalist.id", index=True)
    invited_at: datetime = Field(sa_column=instant(nullable=False))
    called_at: datetime | None = Field(default=None, sa_column=instant())
    called_by: str | None = Field(default=None, foreign_key="member.id")
    answer: str = Field(default="", max_length=10)
    came: bool | None = None
    note: str = Field(default="", max_length=200)


class PressEventStep(SQLModel, table=True):
    """One line of an event's history. `before` holds the old values of what it changed, so that it can be undone."""

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="pressevent.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str = Field(max_length=30)
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    undone: bool = False
