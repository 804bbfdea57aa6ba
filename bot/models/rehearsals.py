"""Rehearsals: an interview tried out in somebody's direct messages."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from bot.db import instant


class Rehearsal(SQLModel, table=True):
    """A rehearsal in somebody's direct messages. `turns` are `{"question", "answer", "feedback"}`; once it is over they are
    forgotten unless `kept_at` says that the spokesperson agreed."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    member_id: str = Field(foreign_key="member.id", index=True)
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
    questions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    turns: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    score: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    started_at: datetime = Field(sa_column=instant(nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=instant())
    kept_at: datetime | None = Field(default=None, sa_column=instant())
