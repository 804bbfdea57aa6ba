"""Spokespeople: who may speak for us."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from bot.db import instant


class Spokesperson(SQLModel, table=True):
    """Somebody who may speak for us. `member_id` where they are in the workspace. `topics` are cleared, `not_for` are not.

    `available` is in words ("weekdays 09:00–17:00, not Wednesdays"); `away` is a list of `[first day, last day]`, as dates.
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    member_id: str | None = Field(default=None, foreign_key="member.id", index=True)
    name: str = Field(max_length=200)
    title: str = Field(default="", max_length=200)
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    not_for: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    languages: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    zone: str = "Europe/London"
    available: str = Field(default="", max_length=500)
    away: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    trained_on: date | None = None
    trained_in: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    deputy_id: int | None = Field(default=None, foreign_key="spokesperson.id")
    active: bool = True
    added_by: str = Field(foreign_key="member.id")
    added_at: datetime = Field(sa_column=instant(nullable=False))


class SpokespersonEvent(SQLModel, table=True):
    """One line of a spokesperson's history. `before` holds the old values of what it changed, so that it can be undone."""

    id: int | None = Field(default=None, primary_key=True)
    spokesperson_id: int = Field(foreign_key="spokesperson.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str = Field(max_length=30)
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    undone: bool = False
