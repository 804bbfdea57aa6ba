"""Keeping: a rehearsal that is over is kept if its person says so, for whom they choose, and else forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlmodel import Session, col, select

from bot.authority import Actor, Matter
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.inquiries import user_of
from bot.models import Inquiry, Member, Named, Rehearsal
from bot.rehearsals import record
from bot.rehearsals.record import RehearsalRecord
from bot.rehearsals.traces import on_record, show, show_readers, take_away

SILENCE = timedelta(days=1)  # After so long without a word, or without a choice, it is forgotten.
MOST_SHOWN = 10


def keep(desk: Desk, *, actor: Actor, rehearsal_id: int, shown_to: Collection[str]) -> RehearsalRecord:
    """Keeps a rehearsal that is over, for the person themself and for those members whom they choose; again, it changes who.

    Invalid where one of these is a guest or may not know of the inquiry."""
    with desk.database.write() as session:
        found = record.find(session, desk, actor, rehearsal_id, hold=True)
        row = found.rehearsal
        if found.running:
            raise Conflict("It still runs. Say *stop* in it first.")
        chosen = [one for one in dict.fromkeys(shown_to) if one != actor.id][:MOST_SHOWN]
        for one in chosen:
            _check_reader(session, actor, row, one)
        gone = [one for one in row.shown_to if one not in chosen]
        row.kept_at, row.shown_to = row.kept_at or desk.clock(), chosen
        on_record(session, desk, row, "kept", people=chosen)
        show(session, desk, row, "intro")
        show(session, desk, row, "sheet")
        show_readers(session, desk, row)
        for one in gone:
            take_away(session, desk, row, user_of(one))
        return record.assemble(session, desk, row)


def forget(desk: Desk, *, actor: Actor, rehearsal_id: int) -> None:
    """Forgets a rehearsal, kept or not: questions, answers, feedback and score, and takes back what was posted of it."""
    with desk.database.write() as session:
        found = record.find(session, desk, actor, rehearsal_id, hold=True)
        forgotten(session, desk, found.rehearsal)


def due(desk: Desk) -> int:
    """Forgets what nobody kept once a day has passed without a word; returns how many."""
    now = desk.clock()
    over = (col(Rehearsal.kept_at).is_(None), col(Rehearsal.forgotten_at).is_(None), col(Rehearsal.heard_at) <= now - SILENCE)
    with desk.database.read() as session:
        ids = list(session.exec(select(Rehearsal.id).where(*over)))
    for rehearsal_id in ids:
        with desk.database.write() as session:
            row = session.exec(select(Rehearsal).where(Rehearsal.id == rehearsal_id, *over).with_for_update()).first()
            if row is not None:
                forgotten(session, desk, row)
    return len(ids)


def forgotten(session: Session, desk: Desk, row: Rehearsal) -> None:
    """Leaves of a rehearsal when it was, and nothing else."""
    now = desk.clock()
    people = [row.member_id, *row.shown_to]
    row.ended_at, row.forgotten_at, row.kept_at = row.ended_at or now, now, None
    row.questions, row.turns, row.score, row.shown_to, row.topic = [], [], {}, [], ""
    row.inquiry_id = row.interview_id = None
    on_record(session, desk, row, "forgotten")
    for one in people:
        take_away(session, desk, row, user_of(one))
    show(session, desk, row, "intro")


def _check_reader(session: Session, actor: Actor, row: Rehearsal, member_id: str) -> None:
    member = session.get(Member, member_id)
    if member is None or member.outsider or member.team_id != actor.team_id:
        raise Invalid("Only members of this workspace can be shown it.", people="Choose members of this workspace.")
    inquiry = session.get(Inquiry, row.inquiry_id) if row.inquiry_id else None
    if inquiry is None:
        return
    named = session.exec(select(Named.member_id).where(Named.inquiry_id == inquiry.id))
    if not Matter.of(inquiry, list(named)).known_to(Actor.of(member)):
        wrong = f"{member.name} may not know of {inquiry.reference}, which is restricted."
        raise Invalid(wrong, people=wrong)
