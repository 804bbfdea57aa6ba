"""Intake: a message offered for logging. Its text is kept only until it is logged or waved away."""

from datetime import datetime

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant


class Offer(SQLModel, table=True):
    """One message, told by its channel and time: a repeated delivery is nothing.

    `state` is open, logged or dismissed; `asked_in` is the channel the question was put to, where that is another one.
    """

    __table_args__ = (UniqueConstraint("team_id", "channel", "ts"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    channel: str
    ts: str
    thread_ts: str | None = None
    from_user: str = ""
    text: str | None = Field(default=None, sa_column=Column(Text))
    link: str | None = None
    asked_in: str | None = None
    state: str = "open"
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id")
    created_at: datetime = Field(sa_column=instant(nullable=False))
