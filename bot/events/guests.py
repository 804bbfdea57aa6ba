"""Guests: who is invited, the call round one by one, what they answered, and who came on the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.authority import Actor
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed, NotFound
from bot.events.guestlists import ANSWERS, Guest, guests_of
from bot.events.history import held, remember
from bot.events.record import EventRecord, read
from bot.models import EventGuest, EventKind, Journalist, PressEvent
from bot.relationships.visible import visible_to
from bot.statements.recipients import Addressee, chosen
from bot.text import one_line, taken

MOST = 300


@dataclass(frozen=True)
class Invited:
    """What came of an invitation: the event, who is new on it, who was there already, and who was left out because nobody may
    contact them."""

    record: EventRecord
    new: tuple[str, ...] = ()
    there: int = 0
    blocked: tuple[str, ...] = ()


def invite(
    desk: Desk, *, actor: Actor, event_id: int, typed: str = "", journalist_ids: Iterable[int] = (), came: bool = False
) -> Invited:  # fmt: skip
    """Puts people on the guest list: lines of "Name, Outlet" (", Outlet" for an outlet as such), and contacts by id, such as those
    of a press list. A line with somebody who must not be contacted is refused (field `others`); of a list they are left out. With
    `came` they stand at the door."""
    with desk.database.write() as session:
        row = held(session, actor, event_id)
        if row.kind not in (EventKind.PRESS_CONFERENCE, EventKind.EVENT) or row.cancelled_at is not None:
            raise Conflict(f"Nobody can be invited to {row.reference}: it is {'off' if row.cancelled_at else 'only a date'}.")
        named = chosen(session, desk, actor, None, picked=[], typed=typed)
        for one in named:
            if one.blocked and not came:
                raise Invalid(
                    f"{one.name} must not be contacted.",
                    others=f"{one.name} must not be contacted; take the line out. An admin can lift that: `/press who`.",
                )
        listed = _contacts(session, actor, journalist_ids)
        blocked = tuple(one.name for one in listed if one.blocked)
        # Who is named and on the list, too, is one guest.
        wanted = list({_who(one): one for one in (*(one for one in listed if not one.blocked), *named)}.values())
        if not wanted and not blocked:
            raise Invalid("Whom? Write a line for each.", others="Write one line each: “Name, Outlet”.")
        before = {_who(one.row): one.row for one in guests_of(session, row)}
        new = [one for one in wanted if _who(one) not in before]
        if len(before) + len(new) > MOST:
            raise Invalid("Too many guests.", others=f"At most {MOST} fit on a guest list.")
        for one in new:
            session.add(EventGuest(
                event_id=event_id, journalist_id=one.journalist_id, outlet_id=one.outlet_id, invited_at=desk.clock(), came=came or None,
            ))  # fmt: skip
        for one in wanted if came else ():
            if there := before.get(_who(one)):
                there.came = True
                session.add(there)
        if new or came:
            said = f"{'noted at the door' if came else 'invited'}: {', '.join(one.name for one in (wanted if came else new))}"
            remember(session, desk, actor, row, "arrived" if came else "invited", said, guests=len(new))
        return Invited(read(session, row, actor), tuple(one.name for one in new), len(wanted) - len(new), blocked)


def call(desk: Desk, *, actor: Actor, event_id: int, guest_id: int, called: bool = True) -> EventRecord:
    """Notes that somebody was called, or takes it back. NotAllowed where nobody may contact them."""
    with desk.database.write() as session:
        row, guest = _held(session, actor, event_id, guest_id)
        if called and guest.blocked:
            raise NotAllowed(f"{guest.name} must not be contacted. An admin can lift that on their card: `/press who`.")
        if (guest.row.called_at is not None) == called:
            return read(session, row, actor)
        guest.row.called_at, guest.row.called_by = (desk.clock(), actor.id) if called else (None, None)
        return _noted(session, desk, actor, row, guest, "called" if called else "uncalled", f"{'called' if called else 'did not call'} {guest.label}")  # fmt: skip


def answer(desk: Desk, *, actor: Actor, event_id: int, guest_id: int, said: str) -> EventRecord:
    """Notes what somebody answered: yes, maybe, no, or "" for nothing yet."""
    if said not in ("", *ANSWERS):
        raise NotFound("There is no such answer.")
    with desk.database.write() as session:
        row, guest = _held(session, actor, event_id, guest_id)
        if guest.row.answer == said:
            return read(session, row, actor)
        guest.row.answer = said
        text = f"{guest.label} said {said}" if said else f"{guest.label} has not answered"
        return _noted(session, desk, actor, row, guest, "answered", text)


def check_in(desk: Desk, *, actor: Actor, event_id: int, guest_id: int, came: bool = True) -> EventRecord:
    """Notes that somebody came, or takes it back."""
    with desk.database.write() as session:
        row, guest = _held(session, actor, event_id, guest_id)
        if bool(guest.row.came) == came:
            return read(session, row, actor)
        guest.row.came = True if came else None
        return _noted(session, desk, actor, row, guest, "came" if came else "left_out", f"{guest.label} {'came' if came else 'is not here'}")  # fmt: skip


def annotate(desk: Desk, *, actor: Actor, event_id: int, guest_id: int, note: str) -> EventRecord:
    """Notes what somebody sends or needs: "camera and two, arrives at ten"."""
    note = one_line(taken(note, what="The note", most=200, field="note"))
    with desk.database.write() as session:
        row, guest = _held(session, actor, event_id, guest_id)
        if guest.row.note == note:
            return read(session, row, actor)
        guest.row.note = note
        return _noted(session, desk, actor, row, guest, "annotated", f"{guest.label}: {note or 'no note'}")


def uninvite(desk: Desk, *, actor: Actor, event_id: int, guest_id: int) -> EventRecord:
    """Takes somebody off the guest list, with what they answered."""
    with desk.database.write() as session:
        row, guest = _held(session, actor, event_id, guest_id)
        session.delete(guest.row)
        session.flush()
        remember(session, desk, actor, row, "uninvited", f"took {guest.label} off the guest list", guest=guest_id)
        return read(session, row, actor)


def _held(session: Session, actor: Actor, event_id: int, guest_id: int) -> tuple[PressEvent, Guest]:
    row = held(session, actor, event_id)
    found = next((one for one in guests_of(session, row) if one.id == guest_id), None)
    if found is None:
        raise NotFound("They are no longer on the guest list. Open it again.")
    return row, found


def _noted(
    session: Session, desk: Desk, actor: Actor, row: PressEvent, guest: Guest, action: str, text: str
) -> EventRecord:  # fmt: skip
    session.add(guest.row)
    remember(session, desk, actor, row, action, text, guest=guest.id)
    return read(session, row, actor)


def _contacts(session: Session, actor: Actor, ids: Iterable[int]) -> list[Addressee]:
    """The contacts with these ids, as far as the actor may know of them."""
    asked = select(Journalist).where(col(Journalist.id).in_(list(ids)[: MOST * 2]), visible_to(actor))
    return [
        Addressee(one.name, one.id, one.outlet_id, one.do_not_contact_at is not None)
        for one in session.exec(asked) if one.merged_into_id is None
    ]  # fmt: skip


def _who(one: EventGuest | Addressee) -> tuple[str, int | None]:
    """Whom a guest is: a person wherever they work now, or an outlet as such."""
    return ("j", one.journalist_id) if one.journalist_id else ("o", one.outlet_id)
