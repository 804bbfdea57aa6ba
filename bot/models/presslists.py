"""Press lists: saved filters of contacts, and hand-picked ones."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant


class PressList(SQLModel, table=True):
    """A press list. `chosen` is a saved filter: the values wanted by field (`beats`, `tiers`, `regions`, `languages`, `kinds`,
    `tags`), empty for one that is picked by hand; members are added to what it finds, or left out of it.

    `before` is what the last change replaced (`{"name": …, "chosen": {…}, "members": {"12": false}}`), for undo. One that was
    deleted keeps its row, with a key that no name has, so that it can be brought back.
    """

    __table_args__ = (UniqueConstraint("team_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    name: str = Field(max_length=200)
    key: str = Field(max_length=200)
    chosen: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    created_by: str = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=instant(nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    deleted_at: datetime | None = Field(default=None, sa_column=instant())


class PressListMember(SQLModel, table=True):
    """Somebody picked for a list by hand, or left out of it."""

    list_id: int = Field(foreign_key="presslist.id", primary_key=True)
    journalist_id: int = Field(foreign_key="journalist.id", primary_key=True)
    left_out: bool = False
