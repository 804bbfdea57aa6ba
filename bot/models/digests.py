"""Digests: what was said on which morning and evening, so that it is said once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant


class Digest(SQLModel, table=True):
    """A snapshot of inquiry ids; a retry renders the same ones. `kind` is morning or evening."""

    __table_args__ = (UniqueConstraint("team_id", "day", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id")
    day: date
    kind: str = "morning"
    snapshot: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(sa_column=instant(nullable=False))
