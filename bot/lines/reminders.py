"""Reminders: the owner of a line is asked before it expires and on the day of its review, once each, within their hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from bot import clocks, outbox, teams
from bot.authority import RANK, Actor
from bot.clocks import Hours
from bot.desk import Desk
from bot.lines.record import ASKED, Row, Standing, address_of, matter, rows_of, standing, today
from bot.models import LineStatus, Member, Role, Team

BEFORE = (1, 7)  # Days before the last day, the nearer first: whoever comes late to it is asked once, not twice.
LATE = timedelta(days=7)  # For so long after the day it is still asked, should the desk have been down.
REACH = timedelta(days=21)  # From so long before the day on it is looked at: a holiday may pull the question forward.
LONGEST_REST = 10  # Days in a row without work that are looked back over.


def remind(desk: Desk) -> int:
    """Asks whoever must be asked by now and is at work, once each; returns how many questions there are."""
    now, asked = desk.clock(), 0
    with desk.database.write() as session:
        for team in session.exec(select(Team)).all():
            rules, day = clocks.of(session, team.id), today(team, now)
            for row in _coming(session, team, day):
                for member in _asked(session, row):
                    hours = clocks.hours_of(session, rules, member)
                    asked += _ask(session, row, member, hours, day, now)
    return asked


def _coming(session: Session, team: Team, day: date) -> Iterator[Row]:
    """Approved rows whose last day or review is near or just over."""
    for row in rows_of(session, team.id, status=LineStatus.APPROVED):
        if any(one is not None and day - LATE <= one <= day + REACH for one in (row.expires_on, row.review_on)):
            yield row


def _asked(session: Session, row: Row) -> list[Member]:
    """The owner; where they have left the desk, those who may approve its like."""
    owner = session.get(Member, row.owner_id)
    if owner is not None and Actor.of(owner).rank >= RANK[Role.OFFICER]:
        return [owner]
    able = [one for one in teams.approvers(session, row.team_id) if one.may_approve(row.sensitivity)]
    return [session.get_one(Member, one.id) for one in able if matter(row, one).known_to(one)]


def _ask(session: Session, row: Row, member: Member, hours: Hours, day: date, now: datetime) -> int:
    """Puts the question that is due to this person; where they are not at work now, a later tick does."""
    due = _due(row, hours, day)
    if due is None or hours.audible_from(now) > now:
        return 0
    posting = f"{ASKED}:{due}"
    outbox.put(
        session, at=now, kind=ASKED, lane=member.user_id, key=f"{posting}:{address_of(row)}:{member.user_id}",
        address=address_of(row), posting=posting, conversation=member.user_id,
    )  # fmt: skip
    return 1


def _due(row: Row, hours: Hours, day: date) -> str | None:
    """The question that is due on that day, as `7:2026-11-30` or `review:2026-11-30`; None for none."""
    last, review = row.expires_on, row.review_on
    if last is not None and day <= last + LATE:
        for before in BEFORE:
            if day >= _working_day(hours, last - timedelta(days=before)):
                return f"{before}:{last.isoformat()}"
    if review is not None and _working_day(hours, review) <= day <= review + LATE and standing(row, day) == Standing.APPROVED:
        return f"review:{review.isoformat()}"
    return None


def _working_day(hours: Hours, day: date) -> date:
    """The day itself, or the last working one before: nobody is asked on a free day, or after it."""
    days = (day - timedelta(days=number) for number in range(LONGEST_REST))
    return next((one for one in days if hours.works_on(one)), day)


def still_asks(row: Row, posting: str) -> bool:
    """Whether a question of that posting is still open: approval was not given and the words are the same; or the line
    stands, and its day was not moved since."""
    _, about, named = posting.split(":", 2)
    if about == "approve":
        return row.status == LineStatus.DRAFT and str(row.version) == named
    current = row.review_on if about == "review" else row.expires_on
    return row.status == LineStatus.APPROVED and current is not None and current.isoformat() == named
