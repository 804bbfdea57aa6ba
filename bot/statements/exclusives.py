"""Exclusives: a story promised to one journalist or outlet alone until an instant. Whoever breaks one says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from bot import audit, inquiries, search, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.models import Exclusive, Inquiry, Journalist, Outlet, Statement
from bot.statements.layouts import moment
from bot.statements.lists import visible_to
from bot.statements.recipients import Addressee, chosen, refuse_blocked
from bot.statements.record import StatementRecord, find_statement, remember
from bot.text import one_line, taken
from bot.thesaurus import root

SAME_STORY = 0.5  # The share of a subject's words that a statement must have to be about the same story.
LISTED = 20


@dataclass(frozen=True)
class ExclusiveRecord:
    """A promise with whom it was made to, and the statement it is about, or None where only a subject was named."""

    exclusive: Exclusive
    whom: str
    statement: Statement | None
    promised_by: str

    def runs(self, now: datetime) -> bool:
        """Whether it still binds: it ends by itself at its instant."""
        return self.exclusive.ended_at is None and now < self.exclusive.until

    def kept_by(self, one: Addressee) -> bool:
        """Whether words that go to this person are no breach: it was promised to them, or to their outlet."""
        promise = self.exclusive
        if promise.journalist_id is not None:
            return one.journalist_id == promise.journalist_id
        return one.outlet_id is not None and one.outlet_id == promise.outlet_id


def promise(
    desk: Desk, *, actor: Actor, statement_id: int | None = None, subject: str = "", picked: str = "", typed: str = "",
    until: datetime | None, note: str = "",
) -> ExclusiveRecord:  # fmt: skip
    """Promises a story, a statement's or one named by its subject, to one alone until an instant. Invalid beside each field;
    Conflict where it is promised to somebody else, or the words went to others already."""
    now = desk.clock()
    subject = one_line(taken(subject, what="The subject", most=250, field="subject"))
    note = taken(note, what="The note", most=500, field="note")
    if until is None or until <= now:
        raise Invalid("Until when? An exclusive ends at an instant to come.", until="Choose a moment to come.")
    with desk.database.write() as session:
        found = find_statement(session, actor, statement_id, hold=True) if statement_id is not None else None
        authorize(actor, "work", found.matter if found else None)
        if found is None and not subject:
            raise Invalid("Which story? Name it in a few words.", subject="Name the story in a few words.")
        people = chosen(session, desk, actor, found, picked=[picked] if picked else [], typed=typed)
        refuse_blocked(people)
        if len(people) != 1:
            raise Invalid("An exclusive is promised to one.", others="Choose one, or write one line: “Name, Outlet”.")
        whom = people[0]
        if found is not None:
            _refuse_given_away(session, found, whom, now)
        row = Exclusive(
            team_id=actor.team_id, statement_id=statement_id, subject=subject or (found.subject if found else ""),
            journalist_id=whom.journalist_id, outlet_id=None if whom.journalist_id else whom.outlet_id, until=until, note=note,
            promised_by=actor.id, promised_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        said = f"promised {found.statement.reference if found else 'a story'} to {whom.name} alone"
        _remember(session, desk, actor, row, found, "exclusive_promised", said + (f". {note}" if note else ""))
        return _records(session, [row])[0]


def end(desk: Desk, *, actor: Actor, exclusive_id: int, reason: str) -> ExclusiveRecord:
    """Ends a promise before its instant, with a reason. Conflict where it has ended."""
    reason = taken(reason, what="The reason", most=500, field="reason", blank=False)
    with desk.database.write() as session:
        row = session.get(Exclusive, exclusive_id, with_for_update=True)
        if row is None or row.team_id != actor.team_id:
            raise NotFound("There is no such exclusive.")
        found = find_statement(session, actor, row.statement_id, hold=True) if row.statement_id else None
        authorize(actor, "work", found.matter if found else None)
        record = _records(session, [row])[0]
        if not record.runs(desk.clock()):
            raise Conflict("This exclusive has ended already.")
        row.ended_at, row.ended_because = desk.clock(), reason
        session.add(row)
        _remember(
            session, desk, actor, row, found, "exclusive_ended", f"ended the exclusive of {record.whom} early: {reason}"
        )  # fmt: skip
        return record


def get(desk: Desk, *, actor: Actor, exclusive_id: int) -> ExclusiveRecord:
    """One promise. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        rows = [row for row in session.exec(_known(actor)) if row.id == exclusive_id]
        if not rows:
            raise NotFound("There is no such exclusive.")
        return _records(session, rows)[0]


def listing(desk: Desk, *, actor: Actor) -> list[ExclusiveRecord]:
    """The promises this actor may know of, the newest first: those that run, then those that ended."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = _records(session, session.exec(_known(actor).limit(200)).all())
        now = desk.clock()
        return sorted(found, key=lambda one: not one.runs(now))[:LISTED]


def of_people(
    session: Session, actor: Actor, journalist_ids: Iterable[int | None], outlet_ids: Iterable[int | None]
) -> list[ExclusiveRecord]:
    """What was ever promised to these journalists or outlets, the newest first, as far as the actor may know."""
    theirs = or_(col(Exclusive.journalist_id).in_(list(journalist_ids)), col(Exclusive.outlet_id).in_(list(outlet_ids)))
    return _records(session, session.exec(_known(actor).where(theirs).limit(LISTED)).all())


def touching(session: Session, found: StatementRecord, now: datetime) -> list[ExclusiveRecord]:
    """The promises that run and are about this statement, another one of its inquiry or issue, or its subject."""
    rows = session.exec(
        select(Exclusive, Statement, Inquiry)
        .outerjoin(Statement, col(Statement.id) == Exclusive.statement_id)
        .outerjoin(Inquiry, col(Inquiry.id) == Statement.inquiry_id)
        .where(Exclusive.team_id == found.statement.team_id, col(Exclusive.ended_at).is_(None), col(Exclusive.until) > now)
        .order_by(col(Exclusive.id))
    ).all()
    return _records(session, [row for row, statement, inquiry in rows if _about(row, statement, inquiry, found)])


def promised_elsewhere(
    session: Session, actor: Actor, found: StatementRecord | None, subject: str, people: Sequence[tuple[int, int | None]], now: datetime
) -> list[ExclusiveRecord]:  # fmt: skip
    """The running promises that offering a story, a statement's or one that is only named, to these journalists (each with
    their outlet) would break, as far as the actor may know."""
    if found is not None:
        running = touching(session, found, now)
    else:
        rows = session.exec(_known(actor).where(col(Exclusive.ended_at).is_(None), col(Exclusive.until) > now)).all()
        running = _records(session, [one for one in rows if _same_story(one.subject, subject)])
    named = [Addressee("", journalist, outlet) for journalist, outlet in people]
    return [one for one in running if not all(one.kept_by(each) for each in named)]


def clashes(session: Session, found: StatementRecord, people: Sequence[Addressee], now: datetime) -> list[ExclusiveRecord]:
    """The running promises that words to these people would break; with nobody in particular (the public), each of them."""
    return [one for one in touching(session, found, now) if not people or not all(one.kept_by(person) for person in people)]


def refuse_clash(found: Sequence[ExclusiveRecord], reason: str, *, zone: str) -> None:
    """Invalid (field `clash`) where promises would be broken and nobody says why."""
    if not found or reason:
        return
    told = "; ".join(f"promised to {one.whom} alone until {moment(one.exclusive.until, zone)}" for one in found)
    raise Invalid(
        f"This story is {told}. To go ahead all the same, open it again and say why.",
        clash=f"This story is {told}. Say why it goes to others all the same, or choose only them.",
    )


def _about(row: Exclusive, statement: Statement | None, inquiry: Inquiry | None, found: StatementRecord) -> bool:
    if statement is not None:
        if statement.id == found.statement.id or found.statement.id in (statement.corrects_id, statement.translation_of_id):
            return True
        if statement.id in (found.statement.corrects_id, found.statement.translation_of_id):
            return True
        if inquiry is None or found.inquiry is None:
            return False
        return inquiry.id == found.inquiry.id or (inquiry.issue_id is not None and inquiry.issue_id == found.inquiry.issue_id)
    return _same_story(row.subject, found.subject, found.version.text)


def _same_story(named: str, *there: str) -> bool:
    """Whether words are about the story that a subject names."""
    wanted = {root(one) for one in search.words(named)}
    found = {root(one) for one in search.words(*there)}
    return bool(wanted) and len(wanted & found) >= SAME_STORY * len(wanted)


def _refuse_given_away(session: Session, found: StatementRecord, whom: Addressee, now: datetime) -> None:
    for one in touching(session, found, now):
        if not one.kept_by(whom):
            raise Conflict(f"It is promised to {one.whom} alone already. End that exclusive first.")
    if any(inquiries.sent_of(session, [found.statement.id])[found.statement.id]):
        raise Conflict(f"{found.statement.reference} has gone out already, so it can't be promised to one alone.")


def _remember(
    session: Session, desk: Desk, actor: Actor, row: Exclusive, found: StatementRecord | None, action: str, text: str
) -> None:  # fmt: skip
    details = {"exclusive": row.id, "until": row.until.isoformat()}
    if found is not None:
        remember(session, desk, found, actor_id=actor.id, action=action, text=text, details=details)
        return
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"desk.{action}", object=f"exclusive:{row.id}", details=details
    )


def _known(actor: Actor) -> SelectOfScalar[Exclusive]:
    """The query for all promises the actor may know of: those about no statement, and about one they may know of."""
    may = select(Statement.id).where(visible_to(actor))
    condition = or_(col(Exclusive.statement_id).is_(None), col(Exclusive.statement_id).in_(may))
    return select(Exclusive).where(Exclusive.team_id == actor.team_id, condition).order_by(col(Exclusive.id).desc())


def _records(session: Session, rows: Sequence[Exclusive]) -> list[ExclusiveRecord]:
    people = teams.names(session, {one.promised_by for one in rows})
    found = []
    for row in rows:
        person = session.get(Journalist, row.journalist_id) if row.journalist_id else None
        outlet_id = row.outlet_id or (person.outlet_id if person else None)
        outlet = session.get(Outlet, outlet_id) if outlet_id else None
        whom = ", ".join(one.name for one in (person, outlet) if one is not None)
        statement = session.get(Statement, row.statement_id) if row.statement_id else None
        promised_by = people[row.promised_by].name if row.promised_by in people else "somebody"
        found.append(ExclusiveRecord(row, whom, statement, promised_by))
    return found
