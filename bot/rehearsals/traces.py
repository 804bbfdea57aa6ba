"""Traces: what a step leaves to be shown, and its entry in the audit, which names nobody's words."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from bot import audit, outbox
from bot.desk import Desk
from bot.inquiries import user_of
from bot.models import Rehearsal


def show(session: Session, desk: Desk, row: Rehearsal, part: str, **arguments: Any) -> None:
    """Asks for a part of it to be shown in its person's direct messages as things now are."""
    user = user_of(row.member_id)
    outbox.put(session, at=desk.clock(), kind=f"rehearsal_{part}", lane=user, rehearsal=row.id, conversation=user, **arguments)


def show_readers(session: Session, desk: Desk, row: Rehearsal) -> None:
    """Asks for what others were let see to be shown to them as things now are."""
    for one in row.shown_to:
        user = user_of(one)
        outbox.put(session, at=desk.clock(), kind="rehearsal_shown", lane=user, rehearsal=row.id, conversation=user)


def take_away(session: Session, desk: Desk, row: Rehearsal, user: str) -> None:
    """Has all that was posted of it to a person taken away, but for its first message to whose it is."""
    outbox.put(session, at=desk.clock(), kind="rehearsal_away", lane=user, rehearsal=row.id, conversation=user)


def on_record(session: Session, desk: Desk, row: Rehearsal, action: str, **details: Any) -> None:
    session.add(row)
    session.flush()
    audit.write(
        session,
        at=desk.clock(),
        actor=row.member_id,
        action=f"rehearsal.{action}",
        object=f"rehearsal:{row.id}",
        details=details,
    )
