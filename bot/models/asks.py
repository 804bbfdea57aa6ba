"""Asks: a colleague is asked for a fact, with a time it is due; the answer is filed once approved."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class AskState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    FILED = "filed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Ask(SQLModel, table=True):
    """One question to one colleague. `line_id` is the fact that its answer was filed as; `nudged` counts the reminders."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
    question: str = Field(sa_column=Column(Text, nullable=False))
    asked_by: str = Field(foreign_key="member.id")
    asked_of: str = Field(foreign_key="member.id", index=True)
    asked_at: datetime = Field(sa_column=instant(nullable=False))
    due_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    due_words: str = Field(default="", max_length=200)
    state: AskState = Field(default=AskState.OPEN, sa_column=word(AskState, index=True))
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    answered_at: datetime | None = Field(default=None, sa_column=instant())
    line_id: int | None = Field(default=None, foreign_key="line.id", index=True)
    nudged: int = 0
    request_id: str = Field(unique=True)
