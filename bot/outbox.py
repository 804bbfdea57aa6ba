"""The outbox: what must happen after a change, written with the change itself.

A use case never posts, mails or calls a model. It puts a job here, in its own transaction, and `work` does it: either both
are on record or neither is. Where a job goes is a *conversation*: a channel id, or a user id for their direct messages.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

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
    if key is not None:
        if session.exec(select(Job.id).where(Job.key == key)).first() is not None:
            return
    elif _waits(session, kind=kind, lane=lane, arguments=arguments):
        return
    session.add(Job(kind=kind, key=key, lane=lane, arguments=arguments, due_at=due_at or at, created_at=at))
    session.flush()


def _waits(session: Session, *, kind: str, lane: str, arguments: dict[str, Any]) -> bool:
    waiting = select(Job).where(Job.kind == kind, Job.lane == lane, Job.state == JobState.WAITING)
    return any(job.arguments == arguments for job in session.exec(waiting))

