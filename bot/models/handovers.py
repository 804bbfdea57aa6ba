"""Handovers: what one officer leaves to the next."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from bot.db import instant


class Handover(SQLModel, table=True):
    """What one officer leaves to the next: open inquiries as they stood (`items`, ids in order), promises and notes."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    request_id: str = Field(unique=True)
    from_id: str = Field(foreign_key="member.id")
    to_id: str | None = Field(default=None, foreign_key="member.id")
    promised: str = Field(default="", sa_column=Column(Text, nullable=False))
    notes: str = Field(default="", sa_column=Column(Text, nullable=False))
    items: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    written_at: datetime = Field(sa_column=instant(nullable=False))
    accepted_by: str | None = Field(default=None, foreign_key="member.id")
    accepted_at: datetime | None = Field(default=None, sa_column=instant())
    reminded_at: datetime | None = Field(default=None, sa_column=instant())
