"""Reading statements: one with its version, what it is about, and the decisions on exactly these words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import audit, inquiries, outbox, teams
from bot.authority import Actor, Matter, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotFound
from bot.inquiries import InquiryRecord, Sent
from bot.models import (
    ApprovalRequest,
    Decision,
    Inquiry,
    InquiryEvent,
    Member,
    Posting,
    Sensitivity,
    Statement,
    StatementEvent,
    StatementNamed,
    StatementSource,
    StatementStatus,
    StatementVersion,
    Status,
    Team,
    Terms,
    Verdict,
)
from bot.text import shortened

APPROVING = (Verdict.APPROVED, Verdict.CONDITIONAL, Verdict.RELEASED)


@dataclass(frozen=True)
class Content:
    """Everything that an approval binds to. `embargo_until` is an instant, `embargo_zone` the zone it was said in."""

    text: str
    terms: Terms = Terms.ON_RECORD
    attribution: str = ""
    audience: str = ""
    embargo_words: str = ""
    embargo_until: datetime | None = None
    embargo_zone: str = ""

    @classmethod
    def of(cls, version: StatementVersion) -> Content:
        return cls(
            text=version.text, terms=version.terms, attribution=version.attribution, audience=version.audience,
            embargo_words=version.embargo_words, embargo_until=version.embargo_until, embargo_zone=version.embargo_zone,
        )  # fmt: skip

    @property
    def sha256(self) -> str:
        """The SHA-256 (hex) of all of it: what an approval binds to."""
        until = self.embargo_until.astimezone(UTC).isoformat() if self.embargo_until else ""
        said = [self.text, self.terms.value, self.attribution, self.audience, self.embargo_words, until, self.embargo_zone]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True)
class StatementRecord:
    """A statement in one of its versions, with the decisions on that version, oldest first, and the rows it cites.

    `record` is the inquiry it answers, or None where it stands on its own; `named` are the member ids that a restricted one
    of its own names; `request` is how this version was put to its approvers, or None; `sent` is what of it went out.
    """

    statement: Statement
    version: StatementVersion
    team: Team
    record: InquiryRecord | None = None
    decisions: Sequence[Decision] = ()
    request: ApprovalRequest | None = None
    sources: Sequence[StatementSource] = ()
    people: dict[str, Member] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    sent: Sequence[Sent] = ()

    @property
    def corrected_by(self) -> str:
        """The reference of the statement that corrected its words, S-0031; "" where they stand."""
        return next((one.corrected_by for one in self.sent if one.corrected_by), "")

    @property
    def inquiry(self) -> Inquiry | None:
        return self.record.inquiry if self.record else None

    @property
    def inquiry_id(self) -> int | None:
        return self.statement.inquiry_id

    @property
    def matter(self) -> Matter:
        """What it is to authority: the inquiry's matter, or its own."""
        if self.record is not None:
            return self.record.matter
        one = self.statement
        return Matter(one.team_id, one.sensitivity, one.restricted, self.named, one.reference)

    @property
    def reference(self) -> str:
        """What people call it: the inquiry's PR-N, or its own S-N."""
        return self.record.inquiry.reference if self.record else self.statement.reference

    @property
    def subject(self) -> str:
        """One line on what it is about: its own title, or the inquiry's topic."""
        return self.statement.title or (self.record.inquiry.topic if self.record else "")

    @property
    def sensitivity(self) -> Sensitivity:
        return self.matter.sensitivity

    @property
    def deadline_at(self) -> datetime | None:
        return self.record.inquiry.deadline_at if self.record else None

    @property
    def is_current(self) -> bool:
        return self.version.number == self.statement.current

    @property
    def approval(self) -> Decision | None:
        """The last word that approved exactly this content, while the statement stands approved or sent; else None."""
        if not self.is_current or self.statement.status not in (StatementStatus.APPROVED, StatementStatus.SENT):
            return None
        given = [one for one in self.decisions if one.verdict in APPROVING]
        last = given[-1] if given else None
        return last if last is not None and last.sha256 == self.version.sha256 == Content.of(self.version).sha256 else None

    @property
    def words_given(self) -> tuple[Decision, ...]:
        """What approvers said for exactly this content since it was last void or sent back, each person's last word."""
        given: dict[str, Decision] = {}
        for one in self.decisions:
            if one.verdict in (Verdict.VOIDED, Verdict.SENT_BACK):
                given.clear()
            elif one.verdict in APPROVING and one.sha256 == self.version.sha256:
                given[one.member_id] = one
        return tuple(given.values())

    @property
    def approved_by(self) -> tuple[str, ...]:
        """The names of all whose word it stands approved on, in the order they gave it; of an emergency release, who released
        it."""
        if self.approval is None:
            return ()
        released = self.approval.verdict == Verdict.RELEASED
        return tuple(self.name(one.member_id) for one in ([self.approval] if released else self.words_given))

    @property
    def is_closed(self) -> bool:
        """Whether the inquiry it answers is closed."""
        return self.record is not None and self.record.inquiry.status == Status.CLOSED

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


def get(desk: Desk, *, actor: Actor, inquiry_id: int) -> StatementRecord | None:
    """The inquiry's newest statement in its newest version, or None where nothing was drafted."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return newest(session, inquiries.read(session, actor, inquiry_id))


def by_id(desk: Desk, *, actor: Actor, statement_id: int) -> StatementRecord:
    """A statement in its newest version. NotFound where the actor may not know of it, or it has no words yet."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return find_statement(session, actor, statement_id)


def by_version(desk: Desk, *, actor: Actor, version_id: int) -> StatementRecord:
    """The statement a version belongs to, in that version."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return find(session, actor, version_id)


def shown(session: Session, version_id: int) -> StatementRecord:
    """As `by_version`, within a session and asking nobody's permission: for work that runs without an actor."""
    version = session.get_one(StatementVersion, version_id)
    return read(session, session.get_one(Statement, version.statement_id), version.number)


def read(session: Session, statement: Statement, number: int) -> StatementRecord:
    """The statement in one of its versions, as it now stands. Asks nobody's permission."""
    version = version_of(session, statement, number)
    inquiry = session.get(Inquiry, statement.inquiry_id) if statement.inquiry_id else None
    decisions = session.exec(select(Decision).where(Decision.version_id == version.id).order_by(col(Decision.id))).all()
    request = session.exec(select(ApprovalRequest).where(ApprovalRequest.version_id == version.id)).first()
    mentioned = {version.author_id, statement.owner_id, *(one.member_id for one in decisions)}
    mentioned |= {one.for_id for one in decisions if one.for_id} | ({request.asked_by} if request else set())
    if request is not None:
        mentioned |= {member for step in request.steps for member in step["members"]}
    return StatementRecord(
        statement=statement, version=version, team=teams.team_of(session, statement.team_id),
        record=inquiries.assemble(session, inquiry) if inquiry else None, decisions=decisions, request=request,
        sources=session.exec(
            select(StatementSource).where(StatementSource.version_id == version.id).order_by(col(StatementSource.id))
        ).all(),
        people=teams.names(session, mentioned),
        named=frozenset(session.exec(select(StatementNamed.member_id).where(StatementNamed.statement_id == statement.id))),
        sent=inquiries.sent_of(session, [statement.id])[statement.id],
    )  # fmt: skip


def newest(session: Session, record: InquiryRecord) -> StatementRecord | None:
    """The inquiry's statement at work in its newest version, or None where nothing was drafted."""
    if record.statement is None or record.statement.current == 0:
        return None
    return read(session, record.statement, record.statement.current)


def version_of(session: Session, statement: Statement, number: int) -> StatementVersion:
    """One version's row."""
    return session.exec(
        select(StatementVersion).where(StatementVersion.statement_id == statement.id, StatementVersion.number == number)
    ).one()


def find(session: Session, actor: Actor, version_id: int, *, hold: bool = False) -> StatementRecord:
    """As `by_version`, within a session. With `hold` nobody else changes it until the transaction is over."""
    version = session.get(StatementVersion, version_id)
    if version is None:
        raise NotFound("There is no such draft.")
    return _find(session, actor, version.statement_id, version.number, hold=hold)


def find_statement(session: Session, actor: Actor, statement_id: int, *, hold: bool = False) -> StatementRecord:
    """As `by_id`, within a session. With `hold` nobody else changes it until the transaction is over."""
    return _find(session, actor, statement_id, None, hold=hold)


def _find(session: Session, actor: Actor, statement_id: int, number: int | None, *, hold: bool) -> StatementRecord:
    statement = session.get(Statement, statement_id)
    if statement is None or statement.team_id != actor.team_id:
        raise NotFound("There is no such statement.")
    if statement.inquiry_id is not None and hold:
        # Its lock comes first everywhere: an inquiry and its statements change together.
        session.get_one(Inquiry, statement.inquiry_id, with_for_update=True)
    session.refresh(statement, with_for_update=True if hold else None)
    if number is None and statement.current == 0:
        raise NotFound("Nothing has been drafted yet.")
    found = read(session, statement, number or statement.current)
    if not found.matter.known_to(actor):
        raise NotFound("There is no such statement.")
    return found


def refuse_closed(found: StatementRecord | InquiryRecord) -> None:
    """Conflict where the inquiry is closed."""
    record = found if isinstance(found, InquiryRecord) else found.record
    if record is not None and record.inquiry.status == Status.CLOSED:
        raise Conflict(f"{record.inquiry.reference} is closed. Open it again first.")


def remember(
    session: Session, desk: Desk, found: StatementRecord, *, actor_id: str, action: str, text: str,
    before: dict[str, Any] | None = None, details: dict[str, Any] | None = None,
) -> InquiryEvent | StatementEvent:  # fmt: skip
    """Writes one step into the history of the inquiry, or of the statement where it has none, with its audit entry and the
    posts that show it. `text` may quote foreign text, `details` may not."""
    details = {"statement": found.statement.id, **(details or {})}
    if found.record is not None:
        return inquiries.remember(
            session, desk, found.record.inquiry, actor_id=actor_id, action=action, text=text, before=before, details=details
        )
    event = StatementEvent(
        statement_id=found.statement.id or 0, at=desk.clock(), actor_id=actor_id, action=action, text=shortened(text, 10_000)
    )
    session.add(event)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor_id, action=f"statement.{action}", object=f"statement:{found.statement.id}",
        details={"event": event.id, **details},
    )  # fmt: skip
    announce(session, desk, found.statement, event=event)
    inquiries.freshen_homes(session, desk.clock(), found.statement.team_id)
    return event


def announce(session: Session, desk: Desk, statement: Statement, *, event: StatementEvent | None = None) -> None:
    """Asks for the card of a statement of its own to be shown as it now is, and for the event's line in its thread."""
    now_in = conversations(session, statement)
    for place in sorted({one.conversation for one in to_withdraw(session, statement)} - set(now_in)):
        outbox.put(
            session, at=desk.clock(), kind="statement_withdraw", lane=place, statement=statement.id, conversation=place
        )  # fmt: skip
    for place in now_in:
        outbox.put(
            session, at=desk.clock(), kind="statement_card", lane=place, statement=statement.id, conversation=place
        )  # fmt: skip
        if event is not None and event.action != "begun":
            outbox.put(
                session, at=desk.clock(), kind="statement_line", lane=place, key=f"statement_line:{event.id}:{place}",
                event=event.id, conversation=place,
            )  # fmt: skip


def to_withdraw(session: Session, statement: Statement) -> list[Posting]:
    """What may have to be taken away from where a statement of its own no longer belongs: its cards and their threads; of a
    restricted one everything, requests for approval and files too."""
    events = session.exec(select(StatementEvent.id).where(StatementEvent.statement_id == statement.id))
    subjects = [f"statement:{statement.id}", *(f"statement_event:{one}" for one in events)]
    if statement.restricted:
        versions = session.exec(select(StatementVersion.id).where(StatementVersion.statement_id == statement.id)).all()
        subjects += [f"version:{one}" for one in versions]
    shown = list(session.exec(select(Posting).where(col(Posting.subject).in_(subjects))))
    if statement.restricted:
        files = select(Posting).where(Posting.kind == "file", col(Posting.subject).like(f"statement:{statement.id}:%"))
        shown += session.exec(files)
    return shown


def conversations(session: Session, statement: Statement) -> list[str]:
    """Where the card of a statement of its own belongs: the desk channel; of a restricted one the direct messages of those
    named; without a desk channel its owner's."""
    if statement.restricted:
        named = (
            select(Member.user_id)
            .join(StatementNamed)
            .where(StatementNamed.statement_id == statement.id, col(Member.outsider).is_(False))
        )
        return list(session.exec(named.order_by(col(Member.id))))
    return [teams.team_of(session, statement.team_id).desk_channel or inquiries.user_of(statement.owner_id)]


def terms_in_words(terms: Terms) -> str:
    """The terms as the history says them: "on the record"."""
    return terms.value.replace("_", " ").replace("on record", "on the record").replace("off record", "off the record")
