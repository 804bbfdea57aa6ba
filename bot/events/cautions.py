"""Cautions: what speaks against the day of an event, and words about it that were written before it was moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from bot.clocks import Hours
from bot.models import EventKind, Holiday, PressEvent, PressEventStep, Spokesperson, Statement, StatementVersion


def outdated(session: Session, statement: Statement | None, steps: Sequence[PressEventStep]) -> list[str]:
    """Words that were written before the event was moved still name the old day."""
    moves = [one.at for one in steps if one.before is not None and "starts_at" in one.before]
    if statement is None or not moves:
        return []
    asked = select(StatementVersion.created_at).where(
        StatementVersion.statement_id == statement.id, StatementVersion.number == statement.current
    )
    written = session.exec(asked).first()
    if written is None or written > max(moves):
        return []
    return [f"{statement.reference} was written before the event was moved. Check the day in it."]


def open_words(row: PressEvent, statement: Statement | None) -> list[str]:
    """Words about a confidential event that everybody on the desk may read."""
    if statement is None or not row.confidential or statement.restricted:
        return []
    return [f"{statement.reference} is not restricted: everybody on the desk may read it. Restrict it, too."]


def against(session: Session, row: PressEvent, hours: Hours, day: date) -> list[str]:
    """Days off, and speakers who are away."""
    if row.kind == EventKind.AWARENESS_DAY:
        return []
    found: list[str] = []
    off = session.exec(select(Holiday).where(Holiday.team_id == row.team_id, Holiday.day == day)).first()
    if off is not None:
        found.append(f"{day:%A %-d %B} is a day off: {off.name or 'a holiday'}.")
    elif not hours.works_on(day):
        found.append(f"{day:%-d %B} is a {day:%A}.")
    asked = select(Spokesperson).where(Spokesperson.team_id == row.team_id, col(Spokesperson.name).in_(row.speakers))
    for one in session.exec(asked) if row.speakers else ():
        if any(len(away) == 2 and away[0] <= day.isoformat() <= away[1] for away in one.away):
            found.append(f"{one.name} is away that day.")
    return found
