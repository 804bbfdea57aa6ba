"""The audit: who did what to what, in one unbroken chain."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from bot.db import instant


class AuditEntry(SQLModel, table=True):
    """Append-only: the database refuses UPDATE and DELETE. `details` holds ids, words of ours and hashes, no foreign text."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor: str
    action: str
    object: str = Field(index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)
