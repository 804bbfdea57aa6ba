"""Pitches: stories offered to journalists."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class PitchOutcome(StrEnum):
    SENT = "sent"
    TALKING = "talking"
    PASSED = "passed"
    RAN = "ran"


class PitchOffer(StrEnum):
    """How a story is offered: to whoever wants it, under an embargo they agree to first, or to them alone."""

    OPEN = "open"
    EMBARGO = "embargo"
    EXCLUSIVE = "exclusive"


class Pitch(SQLModel, table=True):
    """A story offered to one journalist; `key` is the subject folded, which pitches of one story have in common.

    `because` says why it was pitched although they were pitched lately. `follow_up_at` is when the one reminder of it comes, and
    `reminded_at` when it came; after two follow-ups there is none. `before` holds the old values of the fields that the last
    step changed, for undo.
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    subject: str = Field(max_length=250)
    key: str = Field(max_length=250)
    statement_id: int | None = Field(default=None, foreign_key="statement.id", index=True)
    journalist_id: int = Field(foreign_key="journalist.id", index=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    offer: PitchOffer = Field(default=PitchOffer.OPEN, sa_column=word(PitchOffer))
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    because: str = Field(default="", max_length=500)
    outcome: PitchOutcome = Field(default=PitchOutcome.SENT, sa_column=word(PitchOutcome))
    outcome_at: datetime | None = Field(default=None, sa_column=instant())
    clip_id: int | None = Field(default=None, foreign_key="clip.id", index=True)
    follow_ups: int = 0
    follow_up_at: datetime | None = Field(default=None, sa_column=instant(index=True))
    reminded_at: datetime | None = Field(default=None, sa_column=instant())
    pitched_by: str = Field(foreign_key="member.id", index=True)
    pitched_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    taken_back_at: datetime | None = Field(default=None, sa_column=instant())
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
