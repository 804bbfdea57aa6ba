"""Rehearsals: an interview tried out in somebody's direct messages."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from bot.db import instant


class Rehearsal(SQLModel, table=True):
    """A rehearsal in somebody's direct messages, known to nobody else.

    `questions` are asked in their order; `turns` are those that were, `{"question", "answer", "said": {message's ts: words},
    "feedback"}`. `by_model` is whether a model may be asked for questions. Once it is over all of it is forgotten
    (`forgotten_at`), unless `kept_at` says that the spokesperson agreed; `shown_to` are the members whom they let see it.
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    member_id: str = Field(foreign_key="member.id", index=True)
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
    interview_id: int | None = Field(default=None, foreign_key="interview.id", index=True)
    topic: str = Field(default="", max_length=250)
    by_model: bool = False
    questions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    turns: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    score: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    shown_to: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    started_at: datetime = Field(sa_column=instant(nullable=False))
    heard_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    ended_at: datetime | None = Field(default=None, sa_column=instant())
    kept_at: datetime | None = Field(default=None, sa_column=instant())
    forgotten_at: datetime | None = Field(default=None, sa_column=instant())
