"""Leads: what colleagues think is a story."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class LeadDecision(StrEnum):
    YES = "yes"
    NOT_NOW = "not_now"
    NO = "no"


class Lead(SQLModel, table=True):
    """A story lead. `score` is how newsworthy the rules find it, `{"total", "reasons": [[rule, points, words], …]}` with the words each
    rule read; `due_at` is when whoever handed it in must have had an answer."""

    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    number: int
    what: str = Field(sa_column=Column(Text, nullable=False))
    why_now: str = Field(default="", sa_column=Column(Text, nullable=False))
    who_cares: str = Field(default="", sa_column=Column(Text, nullable=False))
    who_speaks: str = Field(default="", sa_column=Column(Text, nullable=False))
    score: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    submitted_by: str = Field(foreign_key="member.id", index=True)
    submitted_at: datetime = Field(sa_column=instant(nullable=False))
    due_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    decision: LeadDecision | None = Field(default=None, sa_column=word(LeadDecision, nullable=True))
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    decided_by: str | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=instant())

    @property
    def reference(self) -> str:
        """As it is spoken: LD-0003."""
        return f"LD-{self.number:04d}"
