"""Embargoes: words that may not be published before an instant. Each binds only who agreed to it first, and lifts by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from bot import audit, inquiries, outbox, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed
from bot.models import EmbargoAgreement, Inquiry, Journalist, Member, Statement, StatementStatus, StatementVersion
from bot.statements.recipients import Addressee, chosen, refuse_blocked
from bot.statements.record import StatementRecord, conversations, find_statement, remember
from bot.text import taken

LIFTS = (StatementStatus.APPROVED, StatementStatus.SENT)
BY_ITSELF = "desk"


@dataclass(frozen=True)
class Agreement:
    """That somebody agreed; `holds` says whether to the embargo as it now is."""

    row: EmbargoAgreement
    journalist: str
    recorded_by: str
    holds: bool


def running(version: StatementVersion, now: datetime) -> bool:
    """Whether the words are under embargo at that instant; at the very instant it ends they no longer are."""
    return version.embargo_until is not None and now < version.embargo_until


def agreements(session: Session, found: StatementRecord) -> list[Agreement]:
    """Who agreed to the embargo on a statement, in the order they did."""
    asked = (
        select(EmbargoAgreement, Journalist.name).join(Journalist).where(EmbargoAgreement.statement_id == found.statement.id)
    )
    rows = session.exec(asked.order_by(col(EmbargoAgreement.agreed_at), col(EmbargoAgreement.id))).all()
    people = teams.names(session, {row.recorded_by for row, _ in rows})
    return [Agreement(row, name, _name(people, row.recorded_by), holds(row, found.version)) for row, name in rows]


def holds(row: EmbargoAgreement, version: StatementVersion) -> bool:
    """Whether what was agreed is the embargo that the version has: another instant voids it."""
    return row.embargo_until == version.embargo_until


def agree(
    desk: Desk, *, actor: Actor, statement_id: int, picked: str = "", typed: str = "", how: str, at: datetime | None = None
) -> tuple[StatementRecord, Addressee]:
    """Records that a journalist agreed to the embargo before they were shown the words: how, and when (now, unless told).

    Invalid beside each field. Conflict where there is no embargo, or the words were shown to them before they agreed.
    """
    how = taken(how, what="How they agreed", most=500, field="how", blank=False)
    now = desk.clock()
    at = at or now
    if at > now:
        raise Invalid("They can't have agreed later than now.", agreed_at="That moment is still to come.")
    with desk.database.write() as session:
        found = find_statement(session, actor, statement_id, hold=True)
        authorize(actor, "work", found.matter)
        until = found.version.embargo_until
        if until is None or now >= until:
            raise Conflict(f"{found.statement.reference} is under no embargo.")
        people = chosen(session, desk, actor, found, picked=[picked] if picked else [], typed=typed)
        refuse_blocked(people)
        if len(people) != 1 or people[0].journalist_id is None:
            wrong = "Choose one journalist, or write one line “Name, Outlet”: an embargo is agreed with a person."
            raise Invalid(wrong, others=wrong)
        who = people[0]
        row = _row(session, found, who.journalist_id or 0) or EmbargoAgreement(
            statement_id=statement_id, journalist_id=who.journalist_id or 0, embargo_until=until, agreed_at=at,
            recorded_by=actor.id, recorded_at=now,
        )  # fmt: skip
        if row.id is not None and holds(row, found.version):
            return found, who
        row.embargo_until, row.how, row.agreed_at, row.shown_at = until, how, at, None
        row.recorded_by, row.recorded_at = actor.id, now
        session.add(row)
        session.flush()
        remember(
            session, desk, found, actor_id=actor.id, action="embargo_agreed",
            text=f"recorded that {who.name} agreed to the embargo on {found.statement.reference} first: {how}",
            details={"journalist": who.journalist_id, "until": until.isoformat()},
        )  # fmt: skip
        return found, who


def refuse_unagreed(session: Session, found: StatementRecord, people: Sequence[Addressee], at: datetime) -> None:
    """NotAllowed where words under embargo would reach, at that instant, somebody who had not agreed to it by then."""
    for _, why in unagreed(session, found, people, at):
        raise NotAllowed(why)


def unagreed(
    session: Session, found: StatementRecord, people: Sequence[Addressee], at: datetime
) -> list[tuple[Addressee, str]]:
    """Those whom words under embargo would reach at that instant without their having agreed to it by then, each with a
    sentence that says so."""
    if not running(found.version, at):
        return []
    told = []
    for one in people:
        row = _row(session, found, one.journalist_id) if one.journalist_id else None
        if row is None or not holds(row, found.version):
            why = f"{one.name} has not agreed to the embargo. Record that they agreed first, then they may have the words."
            told.append((one, why))
        elif row.agreed_at > at:
            why = f"{one.name} agreed after the time you give. Words under embargo go only to who agreed first."
            told.append((one, why))
    return told


def agreed(session: Session, found: StatementRecord, one: Addressee) -> bool:
    """Whether somebody agreed to the embargo as it now is."""
    row = _row(session, found, one.journalist_id) if one.journalist_id else None
    return row is not None and holds(row, found.version)


def note_shown(session: Session, found: StatementRecord, one: Addressee, at: datetime) -> None:
    """Notes when the words were first taken out for somebody who agreed."""
    row = _row(session, found, one.journalist_id) if one.journalist_id else None
    if row is not None and row.shown_at is None:
        row.shown_at = at
        session.add(row)


def lift(desk: Desk) -> int:
    """Lifts every embargo whose instant has come, each once: the news of it goes into the thread and to the owner. Gives how
    many there were. What was missed while the desk was down is lifted when it comes back."""
    now, lifted = desk.clock(), 0
    with desk.database.read() as session:
        due = [one.id for one, _ in _over(session, now)]
    for statement_id in due:
        with desk.database.write() as session:
            session.exec(select(Statement.id).where(Statement.id == statement_id).with_for_update()).all()
            for statement, version in _over(session, now, statement_id):
                lifted += 1
                _lift(session, desk, statement, version, now)
    return lifted


def _over(session: Session, now: datetime, statement_id: int | None = None) -> list[tuple[Statement, StatementVersion]]:
    """Statements under an embargo that is over and was not lifted yet, with their newest version."""
    until, at = col(StatementVersion.embargo_until), col(Statement.embargo_lifted_at)
    asked = (
        select(Statement, StatementVersion)
        .join(StatementVersion, col(StatementVersion.statement_id) == Statement.id)
        .where(StatementVersion.number == Statement.current, col(Statement.status).in_(LIFTS))
        .where(until <= now, or_(at.is_(None), at < until))
    )
    return list(session.exec(asked.where(Statement.id == statement_id) if statement_id else asked))


def _lift(session: Session, desk: Desk, statement: Statement, version: StatementVersion, now: datetime) -> None:
    assert version.embargo_until is not None
    statement.embargo_lifted_at = now
    session.add(statement)
    audit.write(
        session, at=now, actor=BY_ITSELF, action="statement.embargo_lifted", object=f"statement:{statement.id}",
        details={"until": version.embargo_until.isoformat()},
    )  # fmt: skip
    owner = session.get(Member, statement.owner_id)
    for place in dict.fromkeys([*places(session, statement), owner.user_id if owner else ""]):
        if place:
            outbox.put(
                session, at=now, kind="embargo_lifted", lane=place,
                key=f"embargo_lifted:{statement.id}:{version.embargo_until.isoformat()}:{place}", statement=statement.id,
                conversation=place,
            )  # fmt: skip


def places(session: Session, statement: Statement) -> list[str]:
    """Where a statement is spoken of: in the thread of its inquiry's card, or of its own."""
    inquiry = session.get(Inquiry, statement.inquiry_id) if statement.inquiry_id else None
    return inquiries.conversations(session, inquiry) if inquiry else conversations(session, statement)


def _row(session: Session, found: StatementRecord, journalist_id: int | None) -> EmbargoAgreement | None:
    same = (EmbargoAgreement.statement_id == found.statement.id, EmbargoAgreement.journalist_id == journalist_id)
    return session.exec(select(EmbargoAgreement).where(*same)).first()


def _name(people: dict[str, Member], member_id: str) -> str:
    member = people.get(member_id)
    return member.name if member else "somebody"
