"""The heart: that each process still ticks."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.db import instant


class Heartbeat(SQLModel, table=True):
    """One process (`host:pid`), since when it runs and when it last looked at what is due."""

    process: str = Field(primary_key=True)
    started_at: datetime = Field(sa_column=instant(nullable=False))
    ticked_at: datetime = Field(sa_column=instant(nullable=False, index=True))
