"""Contacts: journalists and the outlets they ask for."""

from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant


class Outlet(SQLModel, table=True):
    """An outlet. `tier` 1–3 is set by us; `key` is the name folded for comparison. `domains` are the hosts it publishes on
    (`gazette.example`), without `www.`."""

    __table_args__ = (UniqueConstraint("team_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id")
    name: str = Field(max_length=200)
    key: str = Field(max_length=200)
    tier: int | None = None
    kind: str | None = None
    parent_id: int | None = Field(default=None, foreign_key="outlet.id")
    domains: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Journalist(SQLModel, table=True):
    """A journalist as we know them; `outlet_id` is where they were last seen working."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    name: str = Field(max_length=200)
    key: str = Field(max_length=200, index=True)
    email: str | None = Field(default=None, index=True)
    phone: str | None = None
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id")
    created_at: datetime = Field(sa_column=instant(nullable=False))
