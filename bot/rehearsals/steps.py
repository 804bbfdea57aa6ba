"""Steps: a rehearsal begins, its questions are answered, and it ends."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col, select

from bot import outbox, statements
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict
from bot.models import Member, Posting, Rehearsal, Sensitivity
from bot.rehearsals import grounds, questions, record
from bot.rehearsals.feedback import feedback
from bot.rehearsals.keeping import forgotten
from bot.rehearsals.record import About, RehearsalRecord
from bot.rehearsals.traces import on_record, show, show_readers
from bot.text import taken

LONGEST = 6_000  # Characters of an answer: some seven minutes.
STOP = re.compile(r"\W*(?:stop|end|quit|finish|enough|i'?m done)\W*", re.IGNORECASE)
SKIP = re.compile(r"\W*(?:skip|pass|next(?: one)?)\W*", re.IGNORECASE)


def start(desk: Desk, *, actor: Actor, reference: str) -> RehearsalRecord:
    """Begins a rehearsal in the actor's direct messages. Conflict where one runs there already."""
    authorize(actor, "pass_on")
    now = desk.clock()
    with desk.database.read() as session:
        about = record.about(session, actor, reference)
        row = Rehearsal(
            team_id=actor.team_id, member_id=actor.id, topic=about.topic, started_at=now, heard_at=now, by_model=may_leave(desk, about),
            inquiry_id=about.inquiry.id if about.inquiry else None, interview_id=about.interview.id if about.interview else None,
        )  # fmt: skip
        ground, asked = grounds.read(session, desk, actor, row), grounds.asked(session, row)
    row.questions = questions.plan(
        desk, actor=actor, reference=about.reference, ground=ground, asked=asked,
        sensitivity=about.inquiry.sensitivity if about.inquiry else Sensitivity.ROUTINE,
    )  # fmt: skip
    with desk.database.write() as session:
        session.get_one(Member, actor.id, with_for_update=True)
        if record.running(session, actor) is not None:
            raise Conflict("You are in a rehearsal already, in your direct messages with me. Say *stop* there first.")
        on_record(session, desk, row, "started")
        show(session, desk, row, "intro")
        show(session, desk, row, "question", number=0)
        return record.assemble(session, desk, row)


def may_leave(desk: Desk, about: About) -> bool:
    """Whether a model may be asked for questions: never on what is restricted, not on the record or under embargo."""
    if not desk.llm.configured:
        return False
    return about.inquiry is None or (not about.inquiry.restricted and statements.may_leave(desk, about.inquiry))


def without_model(desk: Desk, *, actor: Actor, rehearsal_id: int) -> RehearsalRecord:
    """From now on no model is asked for questions."""
    with desk.database.write() as session:
        found = record.find(session, desk, actor, rehearsal_id, hold=True)
        found.rehearsal.by_model = False
        session.add(found.rehearsal)
        show(session, desk, found.rehearsal, "intro")
        return found


def say(desk: Desk, *, actor: Actor, ts: str, text: str) -> bool:
    """What somebody wrote to the bot while a rehearsal runs: "stop", "skip", or an answer; what comes before the next
    question stands belongs to the answer before. False where none runs. The same `ts` again does nothing."""
    with desk.database.write() as session:
        row = record.running(session, actor, hold=True)
        if row is None:
            return False
        if _lost(session, desk, actor, row) or any(ts in one["said"] for one in row.turns):
            return True
        row.heard_at = desk.clock()
        if STOP.fullmatch(text):
            _end(session, desk, row)
        elif SKIP.fullmatch(text):
            _turn(
                session,
                desk,
                row,
                {"question": row.questions[len(row.turns)], "answer": "", "said": {ts: ""}, "feedback": None},
            )
        else:
            text = taken(text, what="The answer", most=LONGEST, blank=False)
            place = len(row.turns)
            if place and row.turns[-1]["answer"] and not _is_up(session, row, place):
                _reword(session, desk, actor, row, place - 1, row.turns[-1]["said"] | {ts: text})
            else:
                _turn(
                    session,
                    desk,
                    row,
                    {"question": row.questions[place], **_judged(session, desk, actor, row, place, {ts: text})},
                )
        session.add(row)
        return True


def skip(desk: Desk, *, actor: Actor, rehearsal_id: int, number: int) -> None:
    """Passes over a question; nothing where it is not the one that waits."""
    with desk.database.write() as session:
        found = record.find(session, desk, actor, rehearsal_id, hold=True)
        if found.asking == number:
            found.rehearsal.heard_at = desk.clock()
            _turn(
                session,
                desk,
                found.rehearsal,
                {"question": found.rehearsal.questions[number], "answer": "", "said": {}, "feedback": None},
            )


def stop(desk: Desk, *, actor: Actor, rehearsal_id: int) -> None:
    """Ends a rehearsal; one that has ended stays as it is."""
    with desk.database.write() as session:
        found = record.find(session, desk, actor, rehearsal_id, hold=True)
        if found.running:
            found.rehearsal.heard_at = desk.clock()
            _end(session, desk, found.rehearsal)


def amend(desk: Desk, *, actor: Actor, ts: str, text: str) -> bool:
    """An answer's message was edited, or deleted where `text` is empty: its feedback and the score follow. False where the
    message was no answer."""
    with desk.database.write() as session:
        mine = select(Rehearsal).where(Rehearsal.member_id == actor.id, col(Rehearsal.forgotten_at).is_(None))
        for row in session.exec(mine.with_for_update()).all():
            for place, turn in enumerate(row.turns):
                if turn["said"].get(ts):
                    said = {key: words for key, words in turn["said"].items() if key != ts}
                    if text:
                        said = turn["said"] | {ts: taken(text, what="The answer", most=LONGEST, blank=False)}
                    if said != turn["said"]:
                        _reword(session, desk, actor, row, place, said)
                    return True
        return False


def ask_next(session: Session, desk: Desk, row: Rehearsal) -> None:
    """Has the next question put: a model writes it first, in a lane of its own, where one may."""
    place = len(row.turns)
    if row.by_model:
        outbox.put(session, at=desk.clock(), kind="rehearsal_next", lane=f"rehearsal:{row.id}", rehearsal=row.id, number=place)
    else:
        show(session, desk, row, "question", number=place)


def _turn(session: Session, desk: Desk, row: Rehearsal, turn: dict[str, Any]) -> None:
    """A question is done with: what is said of the answer, then the next question or the end."""
    place = len(row.turns)
    row.turns = [*row.turns, turn]
    session.add(row)
    show(session, desk, row, "question", number=place)
    if turn["answer"]:
        show(session, desk, row, "feedback", number=place)
    if len(row.turns) < len(row.questions):
        ask_next(session, desk, row)
    else:
        _end(session, desk, row)


def _end(session: Session, desk: Desk, row: Rehearsal) -> None:
    if not any(one["answer"] for one in row.turns):
        forgotten(session, desk, row)
        return
    place = len(row.turns)
    row.ended_at = desk.clock()
    row.questions = row.questions[:place]
    _score(session, desk, row)
    on_record(session, desk, row, "ended")
    for part in ("intro", "sheet"):
        show(session, desk, row, part)
    show(session, desk, row, "question", number=place)


def _score(session: Session, desk: Desk, row: Rehearsal) -> None:
    found = record.assemble(session, desk, row).sheet
    row.score = {"points": list(found.points), "answered": found.answered, "seconds": found.seconds, "got": found.got}
    session.add(row)


def _reword(session: Session, desk: Desk, actor: Actor, row: Rehearsal, place: int, said: dict[str, str]) -> None:
    """An answer in other words, or in none."""
    turns = [dict(one) for one in row.turns]
    turns[place] |= _judged(session, desk, actor, row, place, said)
    row.turns = turns
    flag_modified(row, "turns")
    row.heard_at = max(row.heard_at, desk.clock())
    session.add(row)
    show(session, desk, row, "feedback", number=place)
    if row.ended_at is not None:
        _score(session, desk, row)
        show(session, desk, row, "sheet")
        show_readers(session, desk, row)


def _judged(session: Session, desk: Desk, actor: Actor, row: Rehearsal, place: int, said: dict[str, str]) -> dict[str, Any]:
    """An answer with what is said of it."""
    answer = "\n".join(words for _, words in sorted(said.items()) if words)
    ground = grounds.read(session, desk, actor, row)
    found = feedback(answer, question=row.questions[place], ground=ground).kept() if answer else None
    return {"answer": answer, "said": said, "feedback": found}


def _lost(session: Session, desk: Desk, actor: Actor, row: Rehearsal) -> bool:
    """Whether the person may no longer know of what they rehearse: then it is over, and forgotten."""
    if record.is_known(session, actor, row):
        return False
    forgotten(session, desk, row)
    return True


def _is_up(session: Session, row: Rehearsal, place: int) -> bool:
    """Whether a question stands in their messages."""
    return session.exec(select(Posting.id).where(Posting.subject == f"rehearsal:{row.id}:question:{place}")).first() is not None
