"""Feeds: where the desk reads, when it reads next, and how it went."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class FeedState(StrEnum):
    """`stopped` is by the feed itself (it is gone, or asked to be left alone), `paused` by a person."""

    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


class Feed(SQLModel, table=True):
    """One feed of a team. `etag`, `modified` and `body_sha256` are of what was last read in full.

    `failures` counts those in a row and `failing_since` is the first of them; `problem` is the reason in an officer's words, kept
    until it goes well again. `moved_to` is an address that a permanent redirect names, believed once it has done so for a week.
    """

    __table_args__ = (UniqueConstraint("team_id", "url"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    url: str = Field(max_length=2000)
    site: str = Field(default="", max_length=2000)
    title: str = Field(default="", max_length=300)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    state: FeedState = Field(default=FeedState.ACTIVE, sa_column=word(FeedState))
    interval_minutes: int = 60
    next_poll_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    polled_at: datetime | None = Field(default=None, sa_column=instant())
    read_at: datetime | None = Field(default=None, sa_column=instant())
    new_at: datetime | None = Field(default=None, sa_column=instant())
    etag: str = Field(default="", max_length=500)
    modified: str = Field(default="", max_length=100)
    body_sha256: str = Field(default="", max_length=64)
    failures: int = 0
    failing_since: datetime | None = Field(default=None, sa_column=instant())
    problem: str = Field(default="", max_length=500)
    told_at: datetime | None = Field(default=None, sa_column=instant())
    moved_to: str = Field(default="", max_length=2000)
    moved_since: datetime | None = Field(default=None, sa_column=instant())
    added_by: str = Field(foreign_key="member.id")
    added_at: datetime = Field(sa_column=instant(nullable=False))


class FeedBody(SQLModel, table=True):
    """The last body of a feed, gzipped, so that it can be parsed again. `parsed_at` is when its entries were last stored."""

    feed_id: int = Field(foreign_key="feed.id", primary_key=True, ondelete="CASCADE")
    sha256: str = Field(max_length=64)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    fetched_at: datetime = Field(sa_column=instant(nullable=False))
    parsed_at: datetime | None = Field(default=None, sa_column=instant())
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
