"""Reposting: every card put into Slack again, through the outbox, such as after a move into another workspace."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import audit, inquiries, outbox, statements
from bot.desk import Desk
from bot.events import history as event_history
from bot.models import Inquiry, PressEvent, Statement, StatementStatus
from bot.ownership.restoring import OPERATOR
from bot.statements import StatementRecord


def repost(desk: Desk, *, closed_too: bool = False) -> int:
    """Asks for the card of every open inquiry (of each, with `closed_too`) where it belongs, of every statement in work that
    answers none, of every event to come, and for every request for approval that still waits; gives the number of messages. A card that is still up
    is brought up to date in place.
    """
    at = desk.clock()
    with desk.database.write() as session:
        wanted = select(Inquiry).order_by(col(Inquiry.id))
        put = 0
        for inquiry in session.exec(wanted if closed_too else wanted.where(col(Inquiry.status).in_(inquiries.OPEN))).all():
            for place in inquiries.conversations(session, inquiry):
                # A key of its own: whether a like one waits already is then not looked up among thousands.
                key = f"repost:{at.isoformat()}:{inquiry.id}:{place}"
                outbox.put(session, at=at, kind="card", lane=place, key=key, inquiry=inquiry.id, conversation=place)
                put += 1
            put += _approvals(session, desk, inquiry)
        put += _statements(session, at) + _events(session, at)
        audit.write(session, at=at, actor=OPERATOR, action="desk.reposted", object="desk", details={"messages": put})
    return put


def _statements(session: Session, at: datetime) -> int:
    """The cards of statements that answer no inquiry and are in work."""
    working = select(Statement).where(
        col(Statement.inquiry_id).is_(None), col(Statement.current) > 0, col(Statement.status).not_in(statements.ENDED)
    )
    put = 0
    for statement in session.exec(working.order_by(col(Statement.id))).all():
        for place in statements.conversations(session, statement):
            key = f"repost:{at.isoformat()}:{statement.reference}:{place}"
            outbox.put(
                session, at=at, kind="statement_card", lane=place, key=key, statement=statement.id, conversation=place
            )  # fmt: skip
            put += 1
        put += _asked(session, at, statements.read(session, statement, statement.current))
    return put


def _events(session: Session, at: datetime) -> int:
    """The cards of events to come."""
    coming = select(PressEvent).where(
        col(PressEvent.cancelled_at).is_(None), col(PressEvent.starts_at) > at - timedelta(days=1)
    )
    put = 0
    for event in session.exec(coming.order_by(col(PressEvent.id))).all():
        for place in event_history.places(session, event):
            key = f"repost:{at.isoformat()}:{event.reference}:{place}"
            outbox.put(
                session, at=at, kind=event_history.CARD, lane=place, key=key, pressevent=event.id, conversation=place
            )  # fmt: skip
            put += 1
    return put


def _approvals(session: Session, desk: Desk, inquiry: Inquiry) -> int:
    working = select(Statement).where(Statement.inquiry_id == inquiry.id, Statement.status == StatementStatus.PENDING_APPROVAL)
    rows = session.exec(working.order_by(col(Statement.id))).all()
    return sum(_asked(session, desk.clock(), statements.read(session, one, one.current)) for one in rows)


def _asked(session: Session, at: datetime, found: StatementRecord) -> int:
    """The requests for approval of one statement."""
    if found.statement.status != StatementStatus.PENDING_APPROVAL:
        return 0
    asked = [one.actor for one in statements.releasable(session, found, at).asked]
    for one in asked:
        outbox.put(
            session, at=at, kind="approval", lane=one.user_id, version=found.version.id, conversation=one.user_id
        )  # fmt: skip
    return len(asked)
