"""Drafts: words that a person types, a model suggests or past answers give. Any edit is a new version, approved by nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from bot import inquiries, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.inquiries import InquiryRecord
from bot.models import Origin, Statement, StatementKind, StatementStatus, StatementVersion, Status, Terms
from bot.statements import provenance
from bot.statements.beginnings import NewStatement, begin, begun_twice
from bot.statements.kinds import KINDS, LONGEST
from bot.statements.layouts import compose
from bot.statements.record import Content, StatementRecord, find_statement, read, refuse_closed, remember
from bot.statements.voids import void
from bot.statements.wordings import Wording, checked, held_until
from bot.text import taken

ENDED = (StatementStatus.SENT, StatementStatus.WITHDRAWN)


@dataclass(frozen=True)
class Written:
    """How a version's words came to be: where from, what they rest on, and by which call of the model."""

    origin: Origin = Origin.TYPED
    sources: Sequence[str] = ()
    sentences: Sequence[dict[str, Any]] = ()
    generation_id: int | None = None


def save(
    desk: Desk, *, actor: Actor, seen: int = 0, inquiry_id: int | None = None, statement_id: int | None = None,
    new: NewStatement | None = None, wording: Wording | None = None, text: str = "", origin: Origin = Origin.TYPED,
    sources: Sequence[str] = (),
) -> StatementRecord:  # fmt: skip
    """Keeps the words as the newest version; the same ones as before change nothing. An approval of the older ones is void.

    Of `statement_id`, else of the statement that the inquiry has in work. A new one begins as
    `new` says where there is none in work, where it is to stand beside that one, or without an inquiry. `text` alone is for kinds of one box. `seen` is the version number the
    writer had before them (0 for none): Conflict where somebody saved since.
    """
    if wording is None:
        text = taken(text, what="The statement", most=LONGEST, field="text", blank=False)
    with desk.database.write() as session:
        return save_within(
            session, desk, actor, seen=seen, inquiry_id=inquiry_id, statement_id=statement_id, new=new, wording=wording,
            text=text, written=Written(origin, sources),
        )  # fmt: skip


def save_within(
    session: Session, desk: Desk, actor: Actor, *, seen: int, inquiry_id: int | None = None, statement_id: int | None = None,
    new: NewStatement | None = None, wording: Wording | None = None, text: str = "", written: Written | None = None,
) -> StatementRecord:  # fmt: skip
    """As `save`, within a session."""
    statement, record = _target(session, actor, inquiry_id, statement_id, new)
    new = new or NewStatement()
    kind, current = (statement.kind, statement.current) if statement else (new.kind, 0)
    before = read(session, statement, current) if statement and current else None
    _refuse_stale(before, seen)
    team = teams.team_of(session, actor.team_id)
    sensitivity = record.inquiry.sensitivity if record else statement.sensitivity if statement else new.sensitivity
    wording = checked(
        session, wording or _only_text(kind, before, text), kind=kind, team=team, sensitivity=sensitivity, now=desk.clock()
    )
    until, zone = held_until(wording.embargo, before=before.version if before else None, now=desk.clock(), zone=team.zone)
    content = Content(
        text=compose(kind, wording.parts, organisation=team.name, until=until, zone=zone),
        terms=record.inquiry.terms if record else Terms.ON_RECORD, attribution=wording.attribution, audience=wording.audience,
        embargo_words=wording.embargo, embargo_until=until, embargo_zone=zone,
    )  # fmt: skip
    if before is not None and before.version.sha256 == content.sha256:
        return before
    if statement is None:
        twin = begun_twice(session, desk, actor, new, inquiry_id, content)
        if twin is not None:
            return read(session, twin, twin.current)
        statement = begin(session, desk, actor, new, record)
    return _keep(session, desk, actor, statement, before, content, wording, written or Written())


def _keep(
    session: Session, desk: Desk, actor: Actor, statement: Statement, before: StatementRecord | None, content: Content,
    wording: Wording, written: Written,
) -> StatementRecord:  # fmt: skip
    voided = void(session, desk, before, actor, reason="The words were edited.")
    version = StatementVersion(
        statement_id=statement.id or 0, number=statement.current + 1, text=content.text, parts=dict(wording.parts),
        terms=content.terms, attribution=content.attribution, audience=content.audience, embargo_words=content.embargo_words,
        embargo_until=content.embargo_until, embargo_zone=content.embargo_zone, sha256=content.sha256, origin=written.origin,
        sources=list(written.sources), sentences=list(written.sentences), generation_id=written.generation_id,
        author_id=actor.id, created_at=desk.clock(),
    )  # fmt: skip
    statement.current, statement.status = version.number, StatementStatus.DRAFT
    session.add_all([version, statement])
    session.flush()
    provenance.keep(session, desk, actor, read(session, statement, version.number), before=before)
    found = read(session, statement, version.number)
    if found.inquiry is not None and statement.translation_of_id is None:
        found.inquiry.status = Status.DRAFTING
    # What begins a card is no news in its thread.
    begun = found.record is None and before is None
    action = "voided" if voided else "begun" if begun else "drafted"
    remember(
        session, desk, found, actor_id=actor.id, action=action, text=_said(found, voided),
        details={"version": version.number, "sha256": content.sha256, "origin": written.origin.value},
    )  # fmt: skip
    return found


def _said(found: StatementRecord, voided: bool) -> str:
    """What the history says. The plain answer to an inquiry is "the draft"; anything else is called by its kind."""
    number, kind = found.version.number, KINDS[found.statement.kind].label.lower()
    plain = (
        found.record is not None and found.statement.kind == StatementKind.REACTIVE and not found.statement.translation_of_id
    )
    what = "" if plain else f" of the {kind} {found.statement.reference}"
    said = f"drafted version {number}{what}" if number == 1 else f"edited the draft{what}: version {number}"
    return said + (f". The approval of version {number - 1} is void" if voided else "")


def _target(
    session: Session, actor: Actor, inquiry_id: int | None, statement_id: int | None, new: NewStatement | None
) -> tuple[Statement | None, InquiryRecord | None]:
    """The statement to write on, held, with its inquiry; None for one that has yet to begin."""
    if statement_id is not None:
        found = find_statement(session, actor, statement_id, hold=True)
        authorize(actor, "work", found.matter)
        refuse_closed(found)
        if found.statement.status in ENDED:
            raise Conflict("These words were sent or withdrawn and are frozen. Start another statement for new ones.")
        return found.statement, found.record
    if inquiry_id is None:
        authorize(actor, "work")
        return None, None
    record = inquiries.read(session, actor, inquiry_id, hold=True)
    authorize(actor, "work", record.matter)
    refuse_closed(record)
    working = record.statement
    beside = new is not None and new.beside
    return (working if working and working.status not in ENDED and not beside else None), record


def _refuse_stale(before: StatementRecord | None, seen: int) -> None:
    if (before.version.number if before else 0) == seen:
        return
    if before is None:
        raise Conflict(
            "What you had open was sent or withdrawn meanwhile. Copy your words, close this, and open the draft again."
        )
    raise Conflict(
        f"{before.name(before.version.author_id)} saved version {before.version.number} while you were typing. Nothing was "
        "overwritten. Copy your words, close this, and open the draft again."
    )


def _only_text(kind: StatementKind, before: StatementRecord | None, text: str) -> Wording:
    """Words alone, with everything else as it was."""
    template = KINDS[kind]
    if not template.is_plain:
        raise Invalid(f"A {template.label.lower()} has several parts. Open it and fill them in.")
    kept = Wording.of(before.version) if before else Wording()
    return replace(kept, parts={**kept.parts, template.parts[0].name: text})
