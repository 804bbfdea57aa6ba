"""The clocks of correction cases: by when the next step falls due, and whom to remind of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import clocks, inquiries, outbox
from bot.clocks import Hours
from bot.desk import Desk
from bot.models import CaseState, CorrectionCase, Member

OPEN = (CaseState.OPEN, CaseState.ASKED, CaseState.ANSWERED)
TO_ASK = timedelta(hours=1)  # Of work: an error that stands is copied by the hour.
JOURNALIST_HAS = timedelta(hours=24)
WORKING_DAYS = {1: 3, 2: 5, 3: 10}  # What each further rung of the ladder has for its answer.
TO_DECIDE = 1  # Working days after an answer.
AGAIN = timedelta(days=1)
MOST_REMINDERS = 30


def due(session: Session, case: CorrectionCase, at: datetime) -> datetime | None:
    """By when the next step of a case falls due, reckoned from `at` in its owner's week; None once it is closed."""
    owner = session.get_one(Member, case.owner_id)
    hours = clocks.hours_of(session, clocks.of(session, case.team_id), owner)
    if case.state == CaseState.OPEN:
        return working_hour_after(hours, at)
    if case.state == CaseState.ASKED:
        days = WORKING_DAYS.get(case.rung)
        return hours.end_of_work_after(at, days) if days else hours.audible_from(at + JOURNALIST_HAS)
    return hours.end_of_work_after(at, TO_DECIDE) if case.state == CaseState.ANSWERED else None


def working_hour_after(hours: Hours, at: datetime) -> datetime:
    """An hour of work after `at`: what is left of it today, and the rest from the next working morning on."""
    day = hours.day_of(at)
    opens, shuts = hours.at(day, hours.work_from), hours.at(day, hours.work_to)
    if hours.works_on(day) and at < opens:
        return opens + TO_ASK
    if hours.works_on(day) and at < shuts:
        if at + TO_ASK <= shuts:
            return at + TO_ASK
        return hours.at(hours.working_day_after(day), hours.work_from) + (TO_ASK - (shuts - at))
    return hours.at(hours.working_day_after(day), hours.work_from) + TO_ASK


def remind(desk: Desk) -> int:
    """Asks the owners of cases whose next step is due, once a day and in their hours; gives how many it asked."""
    now, asked = desk.clock(), 0
    with desk.database.read() as session:
        late = select(CorrectionCase.id).where(col(CorrectionCase.state).in_(OPEN), col(CorrectionCase.due_at) <= now)
        ids = list(session.exec(late))
    if not ids:
        return 0
    with desk.database.write() as session:
        for case in session.exec(select(CorrectionCase).where(col(CorrectionCase.id).in_(ids))):
            owner = session.get_one(Member, case.owner_id)
            hours = clocks.hours_of(session, clocks.of(session, case.team_id), owner)
            if case.due_at is None or case.due_at > now or hours.audible_from(now) > now:
                continue
            number = 1 + (now - case.due_at) // AGAIN
            if number <= MOST_REMINDERS:
                asked += 1
                place = inquiries.user_of(case.owner_id)
                outbox.put(
                    session, at=now, kind="case_due", lane=place, key=f"case_due:{case.id}:{case.due_at.isoformat()}:{number}",
                    case=case.id, conversation=place, number=number,
                )  # fmt: skip
    return asked
