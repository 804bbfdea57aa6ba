"""Reading statements: one with its version, its inquiry and the decisions on exactly these words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot import inquiries, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotFound
from bot.inquiries import InquiryRecord
from bot.models import Decision, Inquiry, Member, Statement, StatementVersion, Status, Terms, Verdict


@dataclass(frozen=True)
class StatementRecord:
    """A statement with one of its versions (`version`), its inquiry and the decisions on that version, oldest first."""

    record: InquiryRecord
    statement: Statement
    version: StatementVersion
    decisions: Sequence[Decision] = ()
    people: dict[str, Member] | None = None

    @property
    def is_current(self) -> bool:
        return self.version.number == self.statement.current

    @property
    def approval(self) -> Decision | None:
        """The approval that holds for exactly these words, or None."""
        last = self.decisions[-1] if self.decisions else None
        holds = last is not None and last.verdict == Verdict.APPROVED and last.sha256 == self.version.sha256
        return last if holds and self.is_current else None

    def name(self, member_id: str) -> str:
        member = (self.people or {}).get(member_id)
        return member.name if member else "somebody"


def fingerprint(text: str, terms: Terms) -> str:
    """The SHA-256 (hex) over the exact text and the terms: what an approval binds to."""
    return hashlib.sha256(f"{terms.value}\n{text}".encode()).hexdigest()


def get(desk: Desk, *, actor: Actor, inquiry_id: int) -> StatementRecord | None:
    """The inquiry's newest statement in its newest version, or None where nothing was drafted."""
    authorize(actor, "look")
    with desk.database.read() as session:
        record = inquiries.read(session, actor, inquiry_id)
        return newest(session, record)


def by_version(desk: Desk, *, actor: Actor, version_id: int) -> StatementRecord:
    """The statement a version belongs to, in that version."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return find(session, actor, version_id)


def shown(session: Session, version_id: int) -> StatementRecord:
    """As `by_version`, within a session and asking nobody's permission: for work that runs without an actor."""
    version = session.get_one(StatementVersion, version_id)
    statement = session.get_one(Statement, version.statement_id)
    record = inquiries.assemble(session, session.get_one(Inquiry, statement.inquiry_id))
    return read(session, record, statement, version.number)


def read(session: Session, record: InquiryRecord, statement: Statement, number: int) -> StatementRecord:
    """The statement in one of its versions. Asks nobody's permission: `record` was read for somebody."""
    version = version_of(session, statement, number)
    decisions = session.exec(select(Decision).where(Decision.version_id == version.id).order_by(col(Decision.id))).all()
    people = teams.names(session, {version.author_id, *(one.member_id for one in decisions)})
    return StatementRecord(record, statement, version, decisions, people)


def newest(session: Session, record: InquiryRecord) -> StatementRecord | None:
    """The statement at work in its newest version, or None where nothing was drafted."""
    if record.statement is None or record.statement.current == 0:
        return None
    return read(session, record, record.statement, record.statement.current)


def version_of(session: Session, statement: Statement, number: int) -> StatementVersion:
    """One version's row."""
    return session.exec(
        select(StatementVersion).where(StatementVersion.statement_id == statement.id, StatementVersion.number == number)
    ).one()


def find(session: Session, actor: Actor, version_id: int, *, hold: bool = False) -> StatementRecord:
    """As `by_version`, within a session. With `hold` nobody else changes its inquiry until the transaction is over."""
    version = session.get(StatementVersion, version_id)
    statement = session.get(Statement, version.statement_id) if version else None
    if version is None or statement is None:
        raise NotFound("There is no such draft.")
    record = inquiries.read(session, actor, statement.inquiry_id, hold=hold)
    session.refresh(statement)
    return read(session, record, statement, version.number)


def refuse_closed(inquiry: Inquiry) -> None:
    """Conflict where the inquiry is closed."""
    if inquiry.status == Status.CLOSED:
        raise Conflict(f"{inquiry.reference} is closed. Open it again first.")


def terms_in_words(terms: Terms) -> str:
    """The terms as the history says them: "on the record"."""
    return terms.value.replace("_", " ").replace("on record", "on the record").replace("off record", "off the record")
