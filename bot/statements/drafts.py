"""Drafts: words that a person types, a model suggests or past answers give. Any edit is a new version, approved by nobody."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from bot import inquiries
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict
from bot.inquiries import InquiryRecord
from bot.models import Origin, Statement, StatementStatus, StatementVersion, Status, Team
from bot.statements.approvals import approvers_for, show_approvers
from bot.statements.record import Content, StatementRecord, read, refuse_closed, remember, version_of
from bot.text import taken

LONGEST = 3_000  # What fits a Slack text box, so that it can always be edited there.


def save(
    desk: Desk, *, actor: Actor, inquiry_id: int, text: str, seen: int, origin: Origin = Origin.TYPED,
    sources: Sequence[str] = (),
) -> StatementRecord:  # fmt: skip
    """Keeps `text` as the newest version; the same words as before change nothing. An approval of the older one is void.

    `seen` is the version number the writer had before them (0 for none): Conflict where somebody saved since.
    """
    text = taken(text, what="The statement", most=LONGEST, field="text", blank=False)
    with desk.database.write() as session:
        return save_within(session, desk, actor, inquiry_id=inquiry_id, text=text, seen=seen, origin=origin, sources=sources)


def save_within(
    session: Session, desk: Desk, actor: Actor, *, inquiry_id: int, text: str, seen: int, origin: Origin, sources: Sequence[str]
) -> StatementRecord:
    record = inquiries.read(session, actor, inquiry_id, hold=True)
    authorize(actor, "work", record.matter)
    refuse_closed(record)
    statement = _working_statement(session, desk, actor, record)
    if statement.current != seen:
        latest = version_of(session, statement, statement.current)
        raise Conflict(
            f"{record.name(latest.author_id)} saved version {latest.number} while you were typing. Nothing was "
            "overwritten. Copy your words, close this, and open the draft again."
        )
    before = read(session, statement, statement.current) if statement.current else None
    content = Content(text=text, terms=record.inquiry.terms)
    if before is not None and before.version.sha256 == content.sha256:
        return before
    voided = _void(session, desk, before, actor)
    version = StatementVersion(
        statement_id=statement.id or 0, number=statement.current + 1, text=text, terms=content.terms,
        sha256=content.sha256, origin=origin, sources=list(sources), author_id=actor.id, created_at=desk.clock(),
    )  # fmt: skip
    statement.current, statement.status = version.number, StatementStatus.DRAFT
    record.inquiry.status = Status.DRAFTING
    session.add_all([version, statement])
    session.flush()
    said = f"drafted version {version.number}" if version.number == 1 else f"edited the draft: version {version.number}"
    if voided:
        said += f". The approval of version {version.number - 1} is void"
    remember(
        session, desk, read(session, statement, version.number), actor_id=actor.id,
        action="voided" if voided else "drafted", text=said,
        details={"version": version.number, "sha256": content.sha256, "origin": origin.value},
    )  # fmt: skip
    return read(session, statement, version.number)


def _working_statement(session: Session, desk: Desk, actor: Actor, record: InquiryRecord) -> Statement:
    """The statement being worked on; once one was sent, the next words are a new statement."""
    statement = record.statement
    if statement is None or statement.status in (StatementStatus.SENT, StatementStatus.WITHDRAWN):
        statement = Statement(
            team_id=record.inquiry.team_id, number=next_number(session, record.inquiry.team_id), inquiry_id=record.inquiry.id,
            owner_id=actor.id, created_at=desk.clock(),
        )  # fmt: skip
        session.add(statement)
        session.flush()
    return statement


def next_number(session: Session, team_id: str) -> int:
    """The next N of S-N, never given twice: the team's row is locked until the transaction is over."""
    team = session.get_one(Team, team_id, with_for_update=True)
    team.last_statement += 1
    session.add(team)
    session.flush()
    return team.last_statement


def _void(session: Session, desk: Desk, found: StatementRecord | None, actor: Actor) -> bool:
    """Voids the approval that an edit overtakes, and takes an open question to the approvers off their hands."""
    standing = (StatementStatus.APPROVED, StatementStatus.PENDING_APPROVAL, StatementStatus.HELD)
    if found is None or found.statement.status not in standing:
        return False
    was_approved = found.approval is not None
    if was_approved:
        inquiries.void_approval(session, desk, found.version, by=actor.id, reason="The words were edited.")
    show_approvers(session, desk, found, approvers_for(session, found.matter))
    return was_approved
