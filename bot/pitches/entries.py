"""Entries: a pitch as somebody means to make it, looked at before it is on record, and put there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import audit
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.models import Journalist, Pitch, PitchOffer, StatementStatus
from bot.pitches import followups, guard
from bot.pitches.guard import Clash
from bot.pitches.people import met, named
from bot.presslists import Contact
from bot.statements import ExclusiveRecord, StatementRecord
from bot.statements.exclusives import promised_elsewhere
from bot.statements.record import find_statement, remember
from bot.text import folded, one_line, taken

SUBJECT, NOTE = 250, 2_000
AFTER = (4, 3, 5)  # Working days until the reminder; the first is the usual.
MOST = 500
TWICE = timedelta(minutes=1)  # A form that Slack sent twice is one pitch.
TOLD = 5


@dataclass(frozen=True)
class NewPitch:
    """A pitch as a person means it. `picked` are contacts by id, `lines` name others one a line, `list_id` a press list.

    `after` is in how many working days to be reminded, 0 for never; `at` when it was pitched, None for just now. `leave` leaves
    out whom `because` would have to explain: those who were pitched lately.
    """

    subject: str
    picked: Sequence[int] = ()
    lines: str = ""
    list_id: int | None = None
    statement_id: int | None = None
    note: str = ""
    offer: PitchOffer = PitchOffer.OPEN
    after: int = AFTER[0]
    at: datetime | None = None
    leave: bool = False
    because: str = ""


@dataclass(frozen=True)
class Check:
    """What a pitch would be: to whom, who of them is `new` to the desk, and what stands against it. `crowded` are outlets where
    more than one is pitched; `promised` what of the story was promised to others alone."""

    people: Sequence[Contact]
    new: Sequence[str] = ()
    clashes: Sequence[Clash] = ()
    crowded: Sequence[tuple[str, Sequence[str]]] = ()
    promised: Sequence[ExclusiveRecord] = ()
    statement: StatementRecord | None = None
    from_list: bool = False

    @property
    def count(self) -> int:
        return len(self.people) + len(self.new)

    @property
    def twice(self) -> list[Clash]:
        """What needs a reason, or the person left out."""
        return [one for one in self.clashes if not one.colleague]

    @property
    def binds(self) -> bool:
        """Whether only a reason lets it go ahead."""
        return bool(self.promised) or any(one.alone for one in self.clashes)

    @property
    def unapproved(self) -> bool:
        """Whether the statement's words may not leave yet."""
        ready = (StatementStatus.APPROVED, StatementStatus.SENT)
        return self.statement is not None and self.statement.statement.status not in ready

    @property
    def to_confirm(self) -> bool:
        """Whether a person should see it before it is on record."""
        against = self.new or self.clashes or self.crowded or self.promised or self.unapproved
        return self.from_list or self.count > 1 or bool(against)

    @property
    def seen(self) -> str:
        """What it is known again by: another one is looked at anew."""
        said = [
            sorted(one.id for one in self.people),
            sorted(self.new),
            sorted((one.pitch_id, one.contact_id) for one in self.clashes),
        ]
        said.append(sorted(one.exclusive.id or 0 for one in self.promised))
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def check(desk: Desk, *, actor: Actor, entry: NewPitch) -> Check:
    """What the pitch would be, before anything is written. Invalid beside each field, NotAllowed where somebody must not be
    contacted."""
    authorize(actor, "work")
    with desk.database.read() as session:
        return _check(session, desk, actor, entry, _subject(entry))


def log(desk: Desk, *, actor: Actor, entry: NewPitch, seen: str = "") -> list[Pitch]:
    """Puts a pitch on record, a row for each journalist. `seen` is of the check that the person was shown: Conflict where
    another one is true by now. Invalid (field `because`) where it needs a reason and has none."""
    authorize(actor, "work")
    note = taken(entry.note, what="The note", most=NOTE, field="note")
    because = one_line(taken(entry.because, what="The reason", most=500, field="because"))
    now = desk.clock()
    if entry.at is not None and entry.at > now:
        raise Invalid("It can't have been pitched later than now.", at="That moment is still to come.")
    with desk.database.write() as session:
        subject = _subject(entry)
        found = _check(session, desk, actor, entry, subject, hold=True)
        done = _just_done(session, actor, subject, now)
        if not found.new and {one.id for one in found.people} <= {one.journalist_id for one in done}:
            return done
        if found.to_confirm and found.seen != seen:
            raise Conflict("Something changed meanwhile. Look at it once more.")
        learn = found.statement is None or not found.statement.matter.restricted
        named_now = [*_left(found, entry, because), *met(session, desk, actor, found.new, learn=learn)]
        people = {one.id: one for one in named_now}.values()  # Two lines may name one who is new.
        rows = [
            Pitch(
                team_id=actor.team_id, subject=subject, key=folded(subject)[:SUBJECT], statement_id=entry.statement_id,
                journalist_id=one.id, outlet_id=one.outlet_id, note=note, offer=entry.offer, pitched_by=actor.id,
                pitched_at=entry.at or now, follow_up_at=followups.next_at(session, actor.id, entry.at or now, entry.after),
                because=because if _needs(found, one) else "",
            )
            for one in people
        ]  # fmt: skip
        if not rows:
            raise Invalid("Nobody is left.", because="Everybody was pitched lately. Say why they are pitched all the same.")
        session.add_all(rows)
        session.flush()
        _on_record(session, desk, actor, found, rows, because)
        return rows


def _needs(found: Check, one: Contact) -> bool:
    """Whether the reason is of this person."""
    return found.binds or any(clash.contact_id == one.id for clash in found.twice)


def _left(found: Check, entry: NewPitch, because: str) -> list[Contact]:
    """Whom it goes to: all, or without those who were pitched lately. Invalid where only a reason would do."""
    twice = {one.contact_id for one in found.twice}
    if entry.leave and not found.binds:
        return [one for one in found.people if one.id not in twice]
    if (found.twice or found.promised) and not because:
        raise Invalid("Say why it is pitched all the same.", because="Say why, or leave them out.")
    return list(found.people)


def _subject(entry: NewPitch) -> str:
    return one_line(taken(entry.subject, what="The subject", most=SUBJECT, field="subject", blank=False))


def _check(session: Session, desk: Desk, actor: Actor, entry: NewPitch, subject: str, *, hold: bool = False) -> Check:
    statement = find_statement(session, actor, entry.statement_id, hold=hold) if entry.statement_id else None
    authorize(actor, "work", statement.matter if statement else None)
    people, new = named(session, actor, picked=entry.picked, list_id=entry.list_id, lines=entry.lines)
    if not people and not new:
        raise Invalid("To whom?", lines="Choose to whom, write them here, or choose a press list.")
    if len(people) + len(new) > MOST:
        raise Invalid("Too many at once.", lines=f"At most {MOST} at once.")
    if entry.offer == PitchOffer.EXCLUSIVE and len(people) + len(new) > 1:
        raise Invalid(
            "An exclusive is offered to one at a time.",
            offer="An exclusive is offered to one at a time. Choose one, or another way.",
        )
    now = desk.clock()
    return Check(
        people, new,
        clashes=guard.clashes(session, actor, people, subject=subject, statement_id=entry.statement_id, now=entry.at or now),
        crowded=guard.crowded(people),
        promised=promised_elsewhere(session, actor, statement, subject, [(one.id, one.outlet_id) for one in people], now),
        statement=statement, from_list=entry.list_id is not None,
    )  # fmt: skip


def _just_done(session: Session, actor: Actor, subject: str, now: datetime) -> list[Pitch]:
    """The same pitch by the same person a moment ago: their form came twice."""
    asked = select(Pitch).where(
        Pitch.pitched_by == actor.id, Pitch.key == folded(subject)[:SUBJECT], col(Pitch.taken_back_at).is_(None)
    )  # fmt: skip
    return [one for one in session.exec(asked.order_by(col(Pitch.id))) if timedelta(0) <= now - one.pitched_at < TWICE]


def _on_record(
    session: Session, desk: Desk, actor: Actor, found: Check, rows: Sequence[Pitch], because: str
) -> None:  # fmt: skip
    """The audit, and a line in the history of the statement."""
    details = {
        "pitches": [one.id for one in rows], "journalists": [one.journalist_id for one in rows], "offer": rows[0].offer.value,
        "overridden": [one.id for one in rows if one.because], "exclusives": [one.exclusive.id for one in found.promised],
    }  # fmt: skip
    audit.write(
        session, at=desk.clock(), actor=actor.id, action="pitch.logged", object=f"pitch:{rows[0].id}", details=details
    )  # fmt: skip
    if found.statement is None:
        return
    names = [session.get_one(Journalist, one.journalist_id).name for one in rows]
    more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
    why = f", although promised or pitched already: {because}" if because and details["overridden"] else ""
    remember(
        session, desk, found.statement, actor_id=actor.id, action="pitched",
        text=f"pitched {found.statement.statement.reference} to {', '.join(names[:TOLD])}{more}{why}",
        details={"pitches": details["pitches"]},
    )  # fmt: skip
