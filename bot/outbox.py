"""The outbox: what must happen after a change, written with the change itself.

A use case never posts, mails or calls a model. It puts a job here, in its own transaction, and `work` does it: either both
are on record or neither is. Where a job goes is a *conversation*: a channel id, or a user id for their direct messages.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from bot.db import insert_unless_there
from bot.models import Job, JobState

BACKGROUND = "background"  # The lane of work that talks to no conversation.


def put(
    session: Session, *, at: datetime, kind: str, lane: str, key: str | None = None, due_at: datetime | None = None,
    **arguments: Any,
) -> None:  # fmt: skip
    """Adds a job, due now unless told otherwise. With a `key` it is done once for ever; a second put is nothing.

    A job without a key that already waits, same kind, lane and arguments, is not added again: it will read what is
    true when it runs.
    """
    job = Job(kind=kind, key=key, lane=lane, arguments=arguments, due_at=due_at or at, created_at=at)
    if key is not None:
        insert_unless_there(session, job)
    elif not _waits(session, job):
        session.add(job)
        session.flush()


def _waits(session: Session, job: Job) -> bool:
    """Whether its like waits and will go on waiting until this transaction is over, and so will see what it changed."""
    waiting = select(Job).where(Job.kind == job.kind, Job.lane == job.lane, Job.state == JobState.WAITING)
    # One that is locked is just being taken, or stands for somebody else's change: then another is put, and does no harm.
    return any(one.arguments == job.arguments for one in session.exec(waiting.with_for_update(skip_locked=True)))
