"""The steps of an interview: booked, moved or changed, cancelled, and the last step taken back."""

from __future__ import annotations

import uuid
from typing import Any

from sqlmodel import Session, col, select

from bot import files, inquiries, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.inquiries import InquiryRecord
from bot.interviews import calls, doubts, times
from bot.interviews.calls import FORMAT
from bot.interviews.doubts import Doubtful
from bot.interviews.entry import InterviewEntry, columns_of, refuse_blocked
from bot.interviews.history import held, last, refuse_over, remember, restored, step
from bot.interviews.record import InterviewRecord, find, read
from bot.models import Interview, InterviewState, Journalist, Spokesperson
from bot.text import one_line, taken

WORDS = {
    "topic": "topic", "format": "format", "place": "place", "link": "link", "rules": "ground rules", "listens_in": "who listens in",
    "spokesperson_id": "who speaks", "journalist_id": "whom it is with", "outlet_id": "outlet", "minutes": "length", "zone": "zone",
    "rules_agreed_at": "when the rules were agreed", "rules_agreed_by": "who agreed the rules",
}  # fmt: skip


def book(
    desk: Desk, *, actor: Actor, entry: InterviewEntry, inquiry: str | int | None = None, anyway: str = "", seen: str = ""
) -> InterviewRecord:
    """Books an interview, of an inquiry (reference or row's id) or of none. Invalid beside each field; Doubtful where something
    speaks against it, unless `anyway` says why it is booked all the same and `seen` names the very doubts."""
    authorize(actor, "work")
    with desk.database.write() as session:
        found = inquiries.read(session, actor, inquiry, hold=True) if inquiry is not None else None
        authorize(actor, "work", found.matter if found else None)
        columns = columns_of(session, desk, actor, entry, found, None)
        why = _weighed(session, desk, actor, columns, found, None, anyway, seen)
        number = teams.next_number(session, actor.team_id, "last_interview")
        row = Interview(
            team_id=actor.team_id, number=number, inquiry_id=found.inquiry.id if found else None,
            uid=f"{uuid.uuid4()}@pressdesk", booked_by=actor.id, booked_at=desk.clock(), **columns,
        )  # fmt: skip
        remember(session, desk, actor, row, found, "booked", f"booked {{it}}: {_what(session, columns)}{why}")
        return read(session, row)


def change(
    desk: Desk, *, actor: Actor, interview_id: int, entry: InterviewEntry, anyway: str = "", seen: str = ""
) -> InterviewRecord:
    """Moves an interview, or changes anything else of it; Invalid and Doubtful as in `book`. The same again changes nothing.
    Conflict where it was cancelled. One that is over is booked anew by a time to come."""
    with desk.database.write() as session:
        record, inquiry = held(session, actor, interview_id)
        refuse_over(record)
        refuse_blocked(record.journalist, "whom")
        row = record.interview
        columns = columns_of(session, desk, actor, entry, inquiry, row)
        new = {**columns, "state": InterviewState.BOOKED}
        told = [name for name, value in columns.items() if getattr(row, name) != value]
        if not told:
            return record
        why = _weighed(session, desk, actor, columns, inquiry, row.id, anyway, seen)
        moved = "starts_at" in told
        if moved:
            text = f"moved {{it}} from {times.said(row.starts_at, row.zone)} to {times.said(columns['starts_at'], columns['zone'])}{why}"
        else:
            text = f"changed {{it}}: {', '.join(WORDS[name] for name in told if name in WORDS)}{why}"
        return step(session, desk, actor, record, inquiry, "moved" if moved else "changed", text, new)


def cancel(desk: Desk, *, actor: Actor, interview_id: int, because: str) -> InterviewRecord:
    """Calls an interview off: it leaves every calendar, and nobody is reminded. Conflict where it is off already."""
    because = one_line(taken(because, what="The reason", most=500, field="because", blank=False))
    with desk.database.write() as session:
        record, inquiry = held(session, actor, interview_id)
        refuse_over(record)
        new = {"state": InterviewState.CANCELLED, "cancelled_because": because}
        return step(session, desk, actor, record, inquiry, "cancelled", f"cancelled {{it}}: {because}", new)


def undo(desk: Desk, *, actor: Actor, interview_id: int, event_id: int) -> InterviewRecord:
    """Takes back the newest step: the interview is as it was before, and calendars are told. Conflict where another one is the
    newest by now, or the time it would go back to is past."""
    with desk.database.write() as session:
        record, inquiry = held(session, actor, interview_id)
        event = last(record)
        if event is None or event.id != event_id:
            raise Conflict(f"{record.reference} was changed meanwhile. Open it again.")
        new = restored(event)
        whom = new.get("journalist_id", record.interview.journalist_id)
        refuse_blocked(session.get(Journalist, whom) if whom else None, "whom")
        begins, state = new.get("starts_at", record.interview.starts_at), new.get("state", record.interview.state)
        if state == InterviewState.DONE and begins > desk.clock():
            new["state"] = InterviewState.BOOKED  # It was moved to be sooner, and that was a mistake.
        elif begins <= desk.clock() and state != InterviewState.CANCELLED and new.get("state") != InterviewState.DONE:
            raise Conflict(f"{times.said(begins, record.interview.zone)} is past. Move it to another time instead.")
        event.undone = True
        session.add(event)
        text = f"took back: {event.action} {{it}}"
        return step(session, desk, actor, record, inquiry, "undone", text, new, undoable=False)


def _weighed(
    session: Session, desk: Desk, actor: Actor, columns: dict[str, Any], inquiry: InquiryRecord | None, but: int | None,
    anyway: str, seen: str,
) -> str:  # fmt: skip
    """Why it is booked in spite of what speaks against it, for the history; Doubtful where nobody says so."""
    found = doubts.found(session, desk, actor, columns, inquiry, but=but)
    if not found:
        return ""
    anyway = one_line(taken(anyway, what="The reason", most=500, field="anyway"))
    if seen != doubts.seen(found):
        raise Doubtful(found, at=columns["starts_at"], zone=columns["zone"])
    if not anyway:
        raise Invalid("Why all the same?", anyway="Say why it is booked all the same, or change it.")
    return f" (all the same: {anyway})"


def _what(session: Session, columns: dict[str, Any]) -> str:
    speaker = session.get_one(Spokesperson, columns["spokesperson_id"])
    journalist = session.get(Journalist, columns["journalist_id"]) if columns["journalist_id"] else None
    whom = f" with {journalist.name}" if journalist else ""
    return f"{speaker.name}{whom}, {FORMAT[columns['format']].lower()}, {times.said(columns['starts_at'], columns['zone'])}"


def show(desk: Desk, *, actor: Actor, interview_id: int) -> None:
    """Asks for the card to be shown as it now is: something that it speaks of was changed."""
    authorize(actor, "look")
    with desk.database.write() as session:
        calls.show_cards(session, desk, find(session, actor, interview_id))


def tell_speaker(desk: Desk, *, actor: Actor, spokesperson_id: int) -> None:
    """Invites, tells and reminds a spokesperson whose account became known after something was booked with them. Each once."""
    authorize(actor, "work")
    with desk.database.write() as session:
        asked = select(Interview).where(
            Interview.team_id == actor.team_id, Interview.spokesperson_id == spokesperson_id,
            Interview.state == InterviewState.BOOKED, col(Interview.starts_at) > desk.clock(),
        )  # fmt: skip
        for row in session.exec(asked.order_by(col(Interview.id))).all():
            record = read(session, row)
            if record.spokesperson.member_id is not None:
                calls.invite(session, desk, row, [record.spokesperson.member_id])
                calls.tell(session, desk, row, [record.spokesperson.member_id])
                calls.remind(session, desk, record)


def hand_over(desk: Desk, *, actor: Actor, interview_id: int, once: str) -> None:
    """Sends the invitation to the actor's own messages, so that they can send it on; `once` names the request."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, interview_id).interview
        files.send(
            session, at=desk.clock(), maker="invitation", conversation=actor.user_id, once=f"interview:{row.id}:{once}",
            inquiry=row.inquiry_id, interview=row.id, member=None,
        )  # fmt: skip
