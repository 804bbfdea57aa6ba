"""Briefings: what a spokesperson is given before an interview."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant


class Briefing(SQLModel, table=True):
    """One version of a spokesperson's briefing for an interview or an inquiry, as it was signed off or sent.

    `parts` are its sections in order, `{"title", "rows": [{"text", "sources", "kind"}]}`. `rests_on` holds a hash of each thing
    that it rests on, by what people call it ("F-0012", "the deadline"), and `sources_sha256` one over them all, so that a change
    asks for a new version and says of what. `model_note` says what came of asking a model, "" where none was asked.
    """

    __table_args__ = (UniqueConstraint("inquiry_id", "interview_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
    interview_id: int | None = Field(default=None, foreign_key="interview.id", index=True)
    spokesperson_id: int | None = Field(default=None, foreign_key="spokesperson.id", index=True)
    number: int
    parts: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    rests_on: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    sources_sha256: str = Field(default="", max_length=64)
    model_note: str = Field(default="", max_length=300)
    made_by: str = Field(foreign_key="member.id")
    made_at: datetime = Field(sa_column=instant(nullable=False))
    signed_off_by: str | None = Field(default=None, foreign_key="member.id")
    signed_off_at: datetime | None = Field(default=None, sa_column=instant())
    sent_at: datetime | None = Field(default=None, sa_column=instant())
    read_at: datetime | None = Field(default=None, sa_column=instant())
