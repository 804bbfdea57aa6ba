"""Reposting: every card put into Slack again, through the outbox, such as after a move into another workspace."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot import audit, inquiries, outbox, statements
from bot.desk import Desk
from bot.models import Inquiry, Statement, StatementStatus, StatementVersion
from bot.ownership.restoring import OPERATOR


def repost(desk: Desk, *, closed_too: bool = False) -> int:
    """Asks for the card of every open inquiry (of each, with `closed_too`) where it belongs, and for every request for
    approval that still waits; gives the number of messages. A card that is still up is brought up to date in place.
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
        audit.write(session, at=at, actor=OPERATOR, action="desk.reposted", object="desk", details={"messages": put})
    return put


def _approvals(session: Session, desk: Desk, inquiry: Inquiry) -> int:
    record = inquiries.assemble(session, inquiry)
    waits: Statement | None = record.statement
    version: StatementVersion | None = record.version
    if waits is None or version is None or waits.status != StatementStatus.PENDING_APPROVAL:
        return 0
    asked = statements.approvers_for(session, record.matter)
    for one in asked:
        outbox.put(
            session, at=desk.clock(), kind="approval", lane=one.user_id, version=version.id, conversation=one.user_id
        )  # fmt: skip
    return len(asked)
