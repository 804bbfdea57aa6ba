"""Duties: who is on duty when."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.db import instant


class Duty(SQLModel, table=True):
    """A turn of the rota: `member_id` is on duty from `from_at` until just before `to_at`. Where two overlap, the later
    entry counts."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    member_id: str = Field(foreign_key="member.id")
    from_at: datetime = Field(sa_column=instant(nullable=False))
    to_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    entered_by: str = Field(foreign_key="member.id")
