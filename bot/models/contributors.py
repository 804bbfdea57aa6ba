"""Contributors: the people in our stories, and what they agreed to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from bot.db import instant


class Contributor(SQLModel, table=True):
    """A person whose story we tell, with what they agreed to. `names` are all the names they go by in our drafts, pseudonyms
    too. `media` are the kinds agreed (print, online, broadcast, social, own channels); withdrawn is withdrawn for all."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    names: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    scope: str = Field(default="", sa_column=Column(Text, nullable=False))
    media: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    conditions: str = Field(default="", sa_column=Column(Text, nullable=False))
    agreed_on: date | None = None
    expires_on: date | None = Field(default=None, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_column=instant())
    withdrawn_by: str | None = Field(default=None, foreign_key="member.id")
    recorded_by: str = Field(foreign_key="member.id")
    recorded_at: datetime = Field(sa_column=instant(nullable=False))


class ContributorEvent(SQLModel, table=True):
    """One line of the history of somebody's consent, in words that name nobody. `before` holds the old values of what it
    changed, so that it can be undone; on a withdrawal only for an hour."""

    id: int | None = Field(default=None, primary_key=True)
    contributor_id: int = Field(foreign_key="contributor.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str = Field(max_length=30)
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    undone: bool = False
