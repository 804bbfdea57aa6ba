"""Watching: whether what a briefing rests on still stands, and telling whoever made it, once."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, col, or_, select

from bot import outbox
from bot.briefings.record import BriefingRecord, read
from bot.briefings.versions import show_again, tell
from bot.desk import Desk
from bot.models import Briefing, Inquiry, Interview, InterviewState, Job, Status

KEPT_UP = timedelta(days=90)  # A briefing of an inquiry that nobody closes is not looked at for ever.
OVER = (Status.RESPONDED, Status.WATCHING, Status.CLOSED)


def due(desk: Desk) -> int:
    """Looks at the newest briefing of everything that is still to come; gives how many were found changed for the first time."""
    with desk.database.read() as session:
        found = [read(session, desk, one) for one in _live(session, desk)]
        fresh = [one for one in found if one.is_newest and one.changed and not _told(session, one)]
    if not fresh:
        return 0
    with desk.database.write() as session:
        for one in fresh:
            # The messages are shown anew for each further change; a person is told once a version.
            outbox.put(
                session, at=desk.clock(), kind="briefing_again", lane=f"briefing:{one.row.id}", key=_key(one), briefing=one.row.id
            )  # fmt: skip
            tell(session, desk, one.row, "changed", member_id=one.row.made_by)
    return len(fresh)


def again(desk: Desk, *, briefing_id: int) -> None:
    """Has every message that shows a version shown as it now stands."""
    with desk.database.write() as session:
        show_again(session, desk, session.get_one(Briefing, briefing_id))


def _live(session: Session, desk: Desk) -> list[Briefing]:
    """Versions of interviews that are to come, and of inquiries that are open."""
    now = desk.clock()
    asked = (
        select(Briefing).outerjoin(Interview, col(Interview.id) == Briefing.interview_id)
        .outerjoin(Inquiry, col(Inquiry.id) == Briefing.inquiry_id)
        .where(col(Briefing.made_at) > now - KEPT_UP)
        .where(or_(
            (col(Interview.state) == InterviewState.BOOKED) & (col(Interview.starts_at) > now),
            col(Briefing.interview_id).is_(None) & col(Inquiry.status).not_in(OVER),
        ))
    )  # fmt: skip
    newest: dict[tuple[int | None, int | None], Briefing] = {}
    for one in session.exec(asked.order_by(col(Briefing.number))):
        newest[one.interview_id, one.inquiry_id] = one
    return list(newest.values())


def _key(one: BriefingRecord) -> str:
    return f"briefing_again:{one.row.id}:{'+'.join(one.changed)[:150]}"


def _told(session: Session, one: BriefingRecord) -> bool:
    return session.exec(select(Job.id).where(Job.key == _key(one))).first() is not None
