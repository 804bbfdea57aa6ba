"""Durable work: jobs written in the same transaction as the change that calls for them, and the lanes they run in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class Job(SQLModel, table=True):
    """One piece of work. Jobs of one lane run one at a time, oldest first. `arguments` holds ids, never foreign text."""

    __table_args__ = (UniqueConstraint("key"), Index("ix_job_lane_state", "state", "lane", "id"))

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    key: str | None = None
    lane: str
    arguments: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: JobState = Field(default=JobState.WAITING, sa_column=word(JobState))
    attempts: int = 0
    due_at: datetime = Field(sa_column=instant(nullable=False))
    error: str = ""
    created_at: datetime = Field(sa_column=instant(nullable=False))
    finished_at: datetime | None = Field(default=None, sa_column=instant())


class Lane(SQLModel, table=True):
    """One queue, as a rule one Slack conversation. Whoever holds it runs its oldest job; a lease that lapsed is free."""

    name: str = Field(primary_key=True)
    free_at: datetime = Field(sa_column=instant(nullable=False))
    holder: str | None = None
    lease_until: datetime | None = Field(default=None, sa_column=instant())


class Posting(SQLModel, table=True):
    """A message of ours in Slack, so that it can be updated in place, threaded under, or taken away."""

    __table_args__ = (UniqueConstraint("kind", "subject", "conversation"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: str
    conversation: str
    channel: str
    ts: str
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
    posted_at: datetime = Field(sa_column=instant(nullable=False))
