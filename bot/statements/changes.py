"""Changes to what a statement is: its title, sensitivity, language and who may know of it; and giving it up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, delete

from bot import inquiries
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict
from bot.inquiries import mentions
from bot.models import Sensitivity, StatementNamed, StatementStatus
from bot.statements.drafts import ENDED
from bot.statements.record import StatementRecord, find_statement, read, refuse_closed, remember
from bot.statements.voids import void
from bot.text import one_line, taken


@dataclass(frozen=True)
class StatementChanges:
    """What a person asked for. `named` are member ids; of an inquiry's statement only the language is its own."""

    title: str = ""
    sensitivity: Sensitivity = Sensitivity.ROUTINE
    restricted: bool = False
    named: frozenset[str] = frozenset()
    language: str = "en"


def change(desk: Desk, *, actor: Actor, statement_id: int, changes: StatementChanges) -> StatementRecord:
    """Applies them in one step. Another sensitivity voids an approval: it was given for this one."""
    with desk.database.write() as session:
        found = find_statement(session, actor, statement_id, hold=True)
        authorize(actor, "work", found.matter)
        said = _apply(session, found, actor, changes)
        if not said:
            return found
        if any(one.startswith("sensitivity") for one in said):
            if void(session, desk, found, actor, reason="The sensitivity changed."):
                said.append("the approval is void")
            if found.statement.status not in ENDED:
                found.statement.status = StatementStatus.DRAFT
        session.flush()
        now = read(session, found.statement, found.statement.current)
        remember(session, desk, now, actor_id=actor.id, action="changed", text=f"changed it: {'; '.join(said)}")
        one = now.statement
        if one.restricted:
            mentions.hush(session, team_id=one.team_id, at=desk.clock(), references=[one.reference], statements=[one.id or 0])
        return now


def withdraw(desk: Desk, *, actor: Actor, statement_id: int) -> StatementRecord:
    """Gives a statement up before it was sent. Its words stay on record and can no longer be approved or sent."""
    with desk.database.write() as session:
        found = find_statement(session, actor, statement_id, hold=True)
        authorize(actor, "work", found.matter)
        refuse_closed(found)
        if found.statement.status == StatementStatus.WITHDRAWN:
            return found
        if found.statement.status == StatementStatus.SENT:
            raise Conflict("It was sent, and what was said stays said. Correct it instead.")
        void(session, desk, found, actor, reason="The statement was withdrawn.")
        found.statement.status = StatementStatus.WITHDRAWN
        session.add(found.statement)
        session.flush()
        now = read(session, found.statement, found.statement.current)
        if now.record is not None and now.record.inquiry.responded_at is None and now.statement.translation_of_id is None:
            now.record.inquiry.status = inquiries.by_stamps(now.record)
        remember(
            session, desk, now, actor_id=actor.id, action="withdrawn", text=f"withdrew {now.statement.reference}",
            details={"version": now.version.number},
        )  # fmt: skip
        return now


def _apply(session: Session, found: StatementRecord, actor: Actor, changes: StatementChanges) -> list[str]:
    """Sets the fields and says which changed."""
    one, said = found.statement, []
    if changes.language != one.language:
        one.language = changes.language
        said.append(f"language {changes.language}")
    if found.record is None:
        title = one_line(taken(changes.title, what="The title", most=250, field="title", blank=False))
        if title != one.title:
            one.title = title
            said.append(f"title “{title}”")
        if changes.sensitivity != one.sensitivity:
            one.sensitivity = changes.sensitivity
            said.append(f"sensitivity {changes.sensitivity.value}")
        said += _restrict(session, found, actor, changes)
    session.add(one)
    return said


def _restrict(session: Session, found: StatementRecord, actor: Actor, changes: StatementChanges) -> list[str]:
    one, said = found.statement, []
    named = changes.named | {actor.id, one.owner_id} if changes.restricted else frozenset[str]()
    if changes.restricted != one.restricted:
        one.restricted = changes.restricted
        said.append("restricted to the people named" if one.restricted else "no longer restricted")
    if named != found.named:
        session.execute(delete(StatementNamed).where(StatementNamed.statement_id == one.id))  # type: ignore[arg-type]
        session.add_all(StatementNamed(statement_id=one.id or 0, member_id=member) for member in sorted(named))
        if one.restricted:
            said.append(f"{len(named)} people may know")
    return said
