"""Suggestions: drafts that a model was asked for, from the asking to what became of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from bot.db import instant, word
from bot.models.statements import Origin


class SuggestionState(StrEnum):
    """`offered`: it was ready when somebody had saved other words meanwhile, and waits to be opened."""

    WRITING = "writing"
    STOPPED = "stopped"
    SAVED = "saved"
    OFFERED = "offered"


class Suggestion(SQLModel, table=True):
    """One draft that was asked for. `seen` is the version the asker had before them; `sentences` are those written so far, as
    in `StatementVersion.sentences`; `text`, `origin` and `note` are there once it is ready."""

    id: int | None = Field(default=None, primary_key=True)
    inquiry_id: int = Field(foreign_key="inquiry.id", index=True)
    member_id: str = Field(foreign_key="member.id", index=True)
    seen: int
    state: SuggestionState = Field(default=SuggestionState.WRITING, sa_column=word(SuggestionState))
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    sentences: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    origin: Origin = Field(default=Origin.MODEL, sa_column=word(Origin))
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    generation_id: int | None = Field(default=None, foreign_key="generation.id")
    version_id: int | None = Field(default=None, foreign_key="statementversion.id", index=True)
    asked_at: datetime = Field(sa_column=instant(nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=instant())
    ended_by: str | None = Field(default=None, foreign_key="member.id")
