"""Debriefs: what was said in an interview, what was learnt, what is owed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from bot.db import instant


class Debrief(SQLModel, table=True):
    """What was said in an interview, what they owe us, what was learnt, and how it went (1 to 5). What was promised are its
    tasks. `before` holds what the last edit replaced, so that it can be undone."""

    id: int | None = Field(default=None, primary_key=True)
    interview_id: int = Field(foreign_key="interview.id", unique=True)
    said: str = Field(default="", sa_column=Column(Text, nullable=False))
    owed: str = Field(default="", sa_column=Column(Text, nullable=False))
    lessons: str = Field(default="", sa_column=Column(Text, nullable=False))
    went: int | None = None
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    by: str = Field(foreign_key="member.id")
    at: datetime = Field(sa_column=instant(nullable=False))


class Promise(SQLModel, table=True):
    """Something owed to a journalist after an interview, with its clock."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    interview_id: int = Field(foreign_key="interview.id", index=True)
    journalist_id: int | None = Field(default=None, foreign_key="journalist.id", index=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    owner_id: str = Field(foreign_key="member.id", index=True)
    due_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    kept_at: datetime | None = Field(default=None, sa_column=instant())
    dropped_at: datetime | None = Field(default=None, sa_column=instant())
