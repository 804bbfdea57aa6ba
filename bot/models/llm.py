"""Generations: one row for each call of the model."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.db import instant


class Generation(SQLModel, table=True):
    """Which prompt, which model, how much and how long; never the text itself."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    prompt: str
    prompt_version: int
    prompt_sha256: str = Field(max_length=12)
    model: str
    tokens_in: int | None = None
    tokens_out: int | None = None
    milliseconds: int
    outcome: str
    subject: str | None = None
