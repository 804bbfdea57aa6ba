"""Beginnings: a statement that is new, for an inquiry or on its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor, Matter, authorize
from bot.desk import Desk
from bot.inquiries import InquiryRecord
from bot.models import Sensitivity, Statement, StatementKind, StatementNamed, StatementStatus, StatementVersion
from bot.statements.record import Content
from bot.text import taken

TWICE = timedelta(minutes=2)  # Within this time the same form sent again is the same statement.


@dataclass(frozen=True)
class NewStatement:
    """A statement that is begun. For an inquiry its kind is enough, and whether it stands `beside` the one in work; on its
    own it has a title, a sensitivity, and those `named` (member ids) where it is restricted. A translation says which version
    of which statement it renders."""

    kind: StatementKind = StatementKind.REACTIVE
    title: str = ""
    sensitivity: Sensitivity = Sensitivity.ROUTINE
    restricted: bool = False
    named: frozenset[str] = field(default_factory=frozenset)
    language: str = "en"
    beside: bool = False
    translation_of_id: int | None = None
    translation_of_version: int | None = None


def begin(session: Session, desk: Desk, actor: Actor, new: NewStatement, record: InquiryRecord | None = None) -> Statement:
    """A new statement without words, for an inquiry or on its own. Invalid where one of its own has no title."""
    own = record is None
    title = taken(new.title, what="The title", most=250, field="title", blank=not own)
    if own:
        named = new.named | {actor.id}
        authorize(actor, "work", Matter(actor.team_id, new.sensitivity, new.restricted, named, title))
    statement = Statement(
        team_id=actor.team_id, number=teams.next_number(session, actor.team_id, "last_statement"), kind=new.kind, title=title, owner_id=actor.id,
        inquiry_id=record.inquiry.id if record else None, sensitivity=new.sensitivity, restricted=own and new.restricted,
        language=new.language, translation_of_id=new.translation_of_id, translation_of_version=new.translation_of_version,
        created_at=desk.clock(),
    )  # fmt: skip
    session.add(statement)
    session.flush()
    if own and new.restricted:
        session.add_all(StatementNamed(statement_id=statement.id or 0, member_id=one) for one in sorted(new.named | {actor.id}))
        session.flush()
    return statement


def begun_twice(
    session: Session, desk: Desk, actor: Actor, new: NewStatement, inquiry_id: int | None, content: Content
) -> Statement | None:
    """The same new statement by the same person a moment ago: a form that Slack sent twice begins one."""
    same = StatementVersion.sha256 == content.sha256
    return session.exec(
        select(Statement)
        .join(StatementVersion, col(StatementVersion.statement_id) == Statement.id)
        .where(same, Statement.team_id == actor.team_id, Statement.owner_id == actor.id, Statement.kind == new.kind)
        .where(Statement.title == new.title.strip(), Statement.inquiry_id == inquiry_id, Statement.current == 1)
        .where(Statement.translation_of_id == new.translation_of_id, Statement.status == StatementStatus.DRAFT)
        .where(col(Statement.created_at) > desk.clock() - TWICE)
    ).first()
