"""Statements: drafted, approved, locked to their exact words, marked sent.

An approval binds to the SHA-256 of the text and the terms that the approver was shown. Any edit makes a new version, which
nobody has approved. The desk sends nothing to a journalist: a person copies the approved words out and says how they went.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot import drafting, inquiries, marks, outbox, recall, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.drafting import Source
from bot.errors import Conflict, Invalid, NotAllowed, NotFound
from bot.inquiries import InquiryRecord
from bot.models import (
    Decision,
    Inquiry,
    InquiryEvent,
    Member,
    Origin,
    Statement,
    StatementStatus,
    StatementVersion,
    Status,
    Terms,
    Verdict,
)
from bot.recall import PastAnswer
from bot.text import taken

SHARED = 3  # Lines of one issue that are offered for an inquiry of it.
LONGEST = 3_000  # What fits a Slack text box, so that it can always be edited there.
ROUTES = {
    "email": "E-mail", "phone": "Phone", "in_person": "In person", "social": "Social media", "web_form": "Web form",
    "briefing": "Press briefing",
}  # fmt: skip


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


def save(
    desk: Desk, *, actor: Actor, inquiry_id: int, text: str, seen: int, origin: Origin = Origin.TYPED,
    sources: Sequence[str] = (),
) -> StatementRecord:  # fmt: skip
    """Keeps `text` as the newest version; the same words as before change nothing. An approval of the older one is void.

    `seen` is the version number the writer had before them (0 for none): Conflict where somebody saved since.
    """
    text = taken(text, what="The statement", most=LONGEST, field="text", blank=False)
    with desk.database.write() as session:
        return _save(session, desk, actor, inquiry_id=inquiry_id, text=text, seen=seen, origin=origin, sources=sources)


def _save(
    session: Session, desk: Desk, actor: Actor, *, inquiry_id: int, text: str, seen: int, origin: Origin, sources: Sequence[str]
) -> StatementRecord:
    record = inquiries.read(session, actor, inquiry_id, hold=True)
    authorize(actor, "work", record.matter)
    _open(record.inquiry)
    statement = _working_statement(session, desk, record)
    if statement.current != seen:
        newest = _version(session, statement, statement.current)
        raise Conflict(
            f"{record.name(newest.author_id)} saved version {newest.number} while you were typing. Nothing was "
            "overwritten. Copy your words, close this, and open the draft again."
        )
    newest_record = _read(session, record, statement, statement.current) if statement.current else None
    sha256 = fingerprint(text, record.inquiry.terms)
    if newest_record is not None and newest_record.version.sha256 == sha256:
        return newest_record
    voided = _void(session, desk, newest_record, actor)
    version = StatementVersion(
        statement_id=statement.id or 0, number=statement.current + 1, text=text, terms=record.inquiry.terms,
        sha256=sha256, origin=origin, sources=list(sources), author_id=actor.id, created_at=desk.clock(),
    )  # fmt: skip
    statement.current, statement.status = version.number, StatementStatus.DRAFT
    record.inquiry.status = Status.DRAFTING
    session.add_all([version, statement])
    said = f"drafted version {version.number}" if version.number == 1 else f"edited the draft: version {version.number}"
    if voided:
        said += f". The approval of version {version.number - 1} is void"
    inquiries.remember(
        session, desk, record.inquiry, actor_id=actor.id, action="voided" if voided else "drafted", text=said,
        details={"version": version.number, "sha256": sha256, "origin": origin.value},
    )  # fmt: skip
    return _read(session, inquiries.assemble(session, record.inquiry), statement, version.number)


def submit(desk: Desk, *, actor: Actor, inquiry_id: int, version_id: int) -> StatementRecord:
    """Asks those who may approve it. DeskError where nobody may: nothing then waits on nobody."""
    with desk.database.write() as session:
        found = _current(session, actor, inquiry_id, version_id)
        authorize(actor, "work", found.record.matter)
        _open(found.record.inquiry)
        if found.statement.status == StatementStatus.PENDING_APPROVAL:
            return found
        if found.statement.status != StatementStatus.DRAFT:
            raise Conflict("This version is approved already.")
        if found.version.terms != found.record.inquiry.terms:
            raise Conflict("The terms changed since this was written. Save the draft again, then ask for approval.")
        asked = approvers_for(session, found.record)
        if not asked:
            raise NotAllowed(_nobody_approves(found.record))
        found.statement.status = StatementStatus.PENDING_APPROVAL
        found.record.inquiry.status = Status.PENDING_APPROVAL
        session.add(found.statement)
        inquiries.remember(
            session, desk, found.record.inquiry, actor_id=actor.id, action="submitted",
            text=f"asked {_and([one.name for one in asked])} to approve version {found.version.number}",
            details={"version": found.version.number, "sha256": found.version.sha256},
        )  # fmt: skip
        _show_approvers(session, desk, found, asked)
        return found


def approve(desk: Desk, *, actor: Actor, version_id: int, sha256: str) -> StatementRecord:
    """Approves exactly the words whose hash was shown. Conflict where they are no longer the newest, or no longer wait."""
    with desk.database.write() as session:
        found = _awaiting(session, actor, version_id, sha256)
        if found.approval is not None:
            return found
        _decide(session, desk, found, actor, Verdict.APPROVED, "")
        found.statement.status, found.record.inquiry.status = StatementStatus.APPROVED, Status.APPROVED
        session.add(found.statement)
        event = inquiries.remember(
            session, desk, found.record.inquiry, actor_id=actor.id, action="approved",
            text=f"approved version {found.version.number}, {_terms(found.version.terms)}",
            details={"version": found.version.number, "sha256": sha256, "own_words": found.version.author_id == actor.id},
        )  # fmt: skip
        _show_approvers(session, desk, found, approvers_for(session, found.record))
        _tell_author(session, desk, found, actor, event)
        return _read(session, found.record, found.statement, found.version.number)


def send_back(desk: Desk, *, actor: Actor, version_id: int, sha256: str, reason: str) -> StatementRecord:
    """Sends the words back to be drafted again, with a reason that its writer reads."""
    reason = taken(reason, what="The reason", most=2_000, field="reason", blank=False)
    with desk.database.write() as session:
        found = _awaiting(session, actor, version_id, sha256)
        if found.approval is not None:
            raise Conflict(f"{found.name(found.approval.member_id)} approved it already.")
        _decide(session, desk, found, actor, Verdict.SENT_BACK, reason)
        found.statement.status, found.record.inquiry.status = StatementStatus.DRAFT, Status.DRAFTING
        session.add(found.statement)
        event = inquiries.remember(
            session, desk, found.record.inquiry, actor_id=actor.id, action="sent_back",
            text=f"sent version {found.version.number} back: {reason}", details={"version": found.version.number},
        )  # fmt: skip
        _show_approvers(session, desk, found, approvers_for(session, found.record))
        _tell_author(session, desk, found, actor, event)
        return _read(session, found.record, found.statement, found.version.number)


def copy_out(desk: Desk, *, actor: Actor, inquiry_id: int) -> StatementRecord:
    """The approved words, to be copied; that they were taken out is on record. NotAllowed where nothing is approved."""
    with desk.database.write() as session:
        found = _approved(session, actor, inquiry_id)
        inquiries.remember(
            session, desk, found.record.inquiry, actor_id=actor.id, action="copied",
            text=f"opened the approved words of version {found.version.number} to copy them",
            details={"version": found.version.number, "sha256": found.version.sha256},
        )  # fmt: skip
        return found


def mark_sent(
    desk: Desk, *, actor: Actor, inquiry_id: int, version_id: int, route: str, attribution: str = "", note: str = ""
) -> StatementRecord:
    """Stamps the answer: the exact approved words, how they went and on which terms. They are frozen from here on."""
    if route not in ROUTES:
        raise Invalid("Say how it went out.", route="Choose how it went out.")
    note = taken(note, what="The note", most=2_000, field="note")
    attribution = taken(attribution, what="The attribution", most=200, field="attribution")
    with desk.database.write() as session:
        found = _approved(session, actor, inquiry_id)
        _same_version(found, version_id)
        inquiry = found.record.inquiry
        before = {
            name: inquiries.stored(getattr(inquiry, name))
            for name in ("status", "responded_at", "responded_by", "response", "response_route", "response_terms",
                         "response_attribution",                         "response_version_id")
        }  # fmt: skip
        inquiry.responded_at, inquiry.responded_by = desk.clock(), actor.id
        inquiry.response, inquiry.response_route = found.version.text, route
        inquiry.response_attribution = attribution or None
        inquiry.response_terms, inquiry.response_version_id = found.version.terms, found.version.id
        inquiry.status = Status.RESPONDED
        found.statement.status = StatementStatus.SENT
        session.add(found.statement)
        inquiries.remember(
            session, desk, inquiry, actor_id=actor.id, action="sent", before=before,
            text=f"sent version {found.version.number} by {ROUTES[route].lower()}, {_terms(found.version.terms)}"
            + (f". {note}" if note else ""),
            details={"version": found.version.number, "sha256": found.version.sha256, "route": route},
        )  # fmt: skip
        return found


def get(desk: Desk, *, actor: Actor, inquiry_id: int) -> StatementRecord | None:
    """The inquiry's newest statement in its newest version, or None where nothing was drafted."""
    authorize(actor, "look")
    with desk.database.read() as session:
        record = inquiries.read(session, actor, inquiry_id)
        return _newest(session, record)


def approved(desk: Desk, *, actor: Actor, inquiry_id: int, version_id: int) -> StatementRecord:
    """The approved words that are about to be marked sent; Conflict where they are no longer these."""
    with desk.database.read() as session:
        found = _approved(session, actor, inquiry_id)
        _same_version(found, version_id)
        return found


def asked(desk: Desk, *, actor: Actor, inquiry_id: int) -> list[str]:
    """The names of those who may approve words for this inquiry."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return [one.name for one in approvers_for(session, inquiries.read(session, actor, inquiry_id))]


def waiting_for(desk: Desk, *, actor: Actor) -> list[StatementRecord]:
    """What waits for this person's approval, the most pressing first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        rows = session.exec(
            select(Inquiry)
            .where(inquiries.visible_to(actor), Inquiry.status == Status.PENDING_APPROVAL)
            .order_by(col(Inquiry.deadline_at))
        ).all()
        found = [_newest(session, inquiries.assemble(session, row)) for row in rows if actor.may_approve(row.sensitivity)]
        return [one for one in found if one and one.statement.status == StatementStatus.PENDING_APPROVAL]


def may_ask_model(desk: Desk, *, actor: Actor, inquiry_id: int) -> bool:
    """Whether a model may see this inquiry's questions: one is configured, it is not restricted, and on the record."""
    record = inquiries.get(desk, actor=actor, reference=inquiry_id)
    return desk.llm.configured and record.inquiry.may_leave


def ask_model(desk: Desk, *, actor: Actor, inquiry_id: int, seen: int) -> None:
    """Asks for a draft. It is written as durable work and becomes the next version, unless a person saved one first."""
    with desk.database.write() as session:
        record = inquiries.read(session, actor, inquiry_id)
        authorize(actor, "work", record.matter)
        _open(record.inquiry)
        outbox.put(
            session, at=desk.clock(), kind="draft", lane=f"draft:{inquiry_id}", inquiry=inquiry_id, actor=actor.id, seen=seen
        )


def write_draft(desk: Desk, *, actor: Actor, inquiry_id: int, seen: int) -> None:
    """The work behind `ask_model`: read, call the model with no session open, write. Without an answer from it the draft
    is assembled from past answers."""
    record = inquiries.get(desk, actor=actor, reference=inquiry_id)
    if not record.inquiry.may_leave:
        return
    past = recall.past_answers(desk, actor=actor, inquiry_id=inquiry_id)
    drafted = drafting.draft(
        desk,
        questions=[one.text for one in record.questions] or [record.inquiry.topic],
        sources=_sources([one for one in past if one.may_leave]),
        organisation=record.team.name,
        subject=f"inquiry:{inquiry_id}",
        most=LONGEST,
    )
    text = drafted.text.strip() or f"[VERIFY: {drafted.note or 'nothing on record answers this'}]"
    text = taken(text, what="The statement", most=LONGEST, field="text", blank=False)
    marks.passed("draft_written")
    try:
        # The words and the news of them in one transaction: whoever asked is told, however often this is begun.
        with desk.database.write() as session:
            _save(
                session, desk, actor, inquiry_id=inquiry_id, text=text, seen=seen, origin=Origin(drafted.origin),
                sources=drafted.sources,
            )  # fmt: skip
            inquiry = session.get_one(Inquiry, inquiry_id)
            event = inquiries.remember(
                session, desk, inquiry, actor_id=actor.id, action="generated", text="asked for a draft, and it is ready"
            )
            outbox.put(
                session, at=desk.clock(), kind="told", lane=actor.user_id, key=f"told:{event.id}:{actor.user_id}", event=event.id,
                conversation=actor.user_id,
            )  # fmt: skip
    except Conflict:
        return


def assemble(desk: Desk, *, actor: Actor, inquiry_id: int) -> drafting.Draft:
    """A draft put together verbatim from past approved answers; its text is empty, with the reason, where there are none."""
    record = inquiries.get(desk, actor=actor, reference=inquiry_id)
    authorize(actor, "work", record.matter)
    past = recall.past_answers(desk, actor=actor, inquiry_id=inquiry_id)
    return drafting.assemble(_sources(past), most=LONGEST)


def shared_words(desk: Desk, *, actor: Actor, inquiry_id: int) -> list[StatementRecord]:
    """Approved words of other inquiries of the same issue, on the same terms: one line for all of them."""
    authorize(actor, "look")
    with desk.database.read() as session:
        record = inquiries.read(session, actor, inquiry_id)
        found = [_newest(session, inquiries.assemble(session, one)) for one in record.fellows]
        terms = record.inquiry.terms
        return [one for one in found if one and one.approval and one.version.terms == terms][:SHARED]


def by_version(desk: Desk, *, actor: Actor, version_id: int) -> StatementRecord:
    """The statement a version belongs to, in that version."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return _by_version(session, actor, version_id)


def shown(session: Session, version_id: int) -> StatementRecord:
    """As `by_version`, within a session and asking nobody's permission: for work that runs without an actor."""
    version = session.get_one(StatementVersion, version_id)
    statement = session.get_one(Statement, version.statement_id)
    record = inquiries.assemble(session, session.get_one(Inquiry, statement.inquiry_id))
    return _read(session, record, statement, version.number)


def approvers_for(session: Session, record: InquiryRecord) -> list[Actor]:
    """Everybody who may approve words for this inquiry, by name."""
    able = [one for one in teams.approvers(session, record.inquiry.team_id) if one.may_approve(record.inquiry.sensitivity)]
    return sorted((one for one in able if record.matter.known_to(one)), key=lambda one: one.name.casefold())


def _sources(past: Sequence[PastAnswer]) -> list[Source]:
    """Past answers as a draft takes them: the nearest last."""
    return [Source(one.reference, one.text) for one in reversed(past)]


def _open(inquiry: Inquiry) -> None:
    if inquiry.status == Status.CLOSED:
        raise Conflict(f"{inquiry.reference} is closed. Open it again first.")


def _working_statement(session: Session, desk: Desk, record: InquiryRecord) -> Statement:
    """The statement being worked on; once one was sent, the next words are a new statement."""
    statement = record.statement
    if statement is None or statement.status == StatementStatus.SENT:
        statement = Statement(inquiry_id=record.inquiry.id or 0, created_at=desk.clock())
        session.add(statement)
        session.flush()
    return statement


def _version(session: Session, statement: Statement, number: int) -> StatementVersion:
    return session.exec(
        select(StatementVersion).where(StatementVersion.statement_id == statement.id, StatementVersion.number == number)
    ).one()


def _read(session: Session, record: InquiryRecord, statement: Statement, number: int) -> StatementRecord:
    version = _version(session, statement, number)
    decisions = session.exec(select(Decision).where(Decision.version_id == version.id).order_by(col(Decision.id))).all()
    people = teams.names(session, {version.author_id, *(one.member_id for one in decisions)})
    return StatementRecord(record, statement, version, decisions, people)


def _newest(session: Session, record: InquiryRecord) -> StatementRecord | None:
    if record.statement is None or record.statement.current == 0:
        return None
    return _read(session, record, record.statement, record.statement.current)


def _by_version(session: Session, actor: Actor, version_id: int, *, hold: bool = False) -> StatementRecord:
    version = session.get(StatementVersion, version_id)
    statement = session.get(Statement, version.statement_id) if version else None
    if version is None or statement is None:
        raise NotFound("There is no such draft.")
    record = inquiries.read(session, actor, statement.inquiry_id, hold=hold)
    session.refresh(statement)
    return _read(session, record, statement, version.number)


def _current(session: Session, actor: Actor, inquiry_id: int, version_id: int) -> StatementRecord:
    found = _newest(session, inquiries.read(session, actor, inquiry_id, hold=True))
    if found is None:
        raise NotFound("Nothing has been drafted yet.")
    if found.version.id != version_id:
        raise Conflict("The draft changed since you opened it. Open it again.")
    return found


def _awaiting(session: Session, actor: Actor, version_id: int, sha256: str) -> StatementRecord:
    """The version as it waits for its approver, or a Conflict that says why it no longer does."""
    found = _by_version(session, actor, version_id, hold=True)
    authorize(actor, "approve", found.record.matter)
    _open(found.record.inquiry)
    newest = _version(session, found.statement, found.statement.current)
    if not found.is_current:
        raise Conflict(
            f"{found.record.name(newest.author_id)} edited it since: version {newest.number} is the newest. "
            "These words can no longer be approved."
        )
    if sha256 != found.version.sha256 or found.version.terms != found.record.inquiry.terms:
        raise Conflict("The words or the terms are not the ones you were shown. Look at the newest version.")
    if found.statement.status not in (StatementStatus.PENDING_APPROVAL, StatementStatus.APPROVED):
        raise Conflict("Nobody is asking for this approval any more: it went back to drafting, or was sent.")
    return found


def _approved(session: Session, actor: Actor, inquiry_id: int) -> StatementRecord:
    found = _newest(session, inquiries.read(session, actor, inquiry_id, hold=True))
    if found is not None:
        authorize(actor, "work", found.record.matter)
        _open(found.record.inquiry)
    if found is None or found.statement.status != StatementStatus.APPROVED or found.approval is None:
        raise NotAllowed("Only approved words can be copied out or marked sent, and these are not approved yet.")
    if found.version.terms != found.record.inquiry.terms:
        raise Conflict("The terms changed since the approval. Save the draft again and have it approved.")
    return found


def _same_version(found: StatementRecord, version_id: int) -> None:
    if found.version.id != version_id:
        raise Conflict("The words changed since you opened this. Open it again and send the newest approved ones.")


def _tell_author(session: Session, desk: Desk, found: StatementRecord, actor: Actor, event: InquiryEvent) -> None:
    """Tells whoever wrote the words what became of them, in their direct messages."""
    author = inquiries.user_of(found.version.author_id)
    if author != actor.user_id:
        outbox.put(
            session, at=desk.clock(), kind="told", lane=author, key=f"told:{event.id}:{author}", event=event.id,
            conversation=author,
        )  # fmt: skip


def _decide(session: Session, desk: Desk, found: StatementRecord, actor: Actor, verdict: Verdict, reason: str) -> None:
    session.add(
        Decision(
            version_id=found.version.id or 0, sha256=found.version.sha256, verdict=verdict, member_id=actor.id,
            reason=reason, at=desk.clock(),
        )
    )  # fmt: skip


def _void(session: Session, desk: Desk, found: StatementRecord | None, actor: Actor) -> bool:
    """Voids the approval that an edit overtakes, and takes an open question to the approvers off their hands."""
    if found is None or found.statement.status not in (StatementStatus.APPROVED, StatementStatus.PENDING_APPROVAL):
        return False
    was_approved = found.approval is not None
    if was_approved:
        inquiries.void_approval(session, desk, found.version, by=actor.id, reason="The words were edited.")
    _show_approvers(session, desk, found, approvers_for(session, found.record))
    return was_approved


def _show_approvers(session: Session, desk: Desk, found: StatementRecord, asked: Sequence[Actor]) -> None:
    """Shows each approver the version as it now stands, in their direct messages, and whoever was asked before."""
    inquiries.show_again(session, desk, found.record.inquiry, found.version)
    for one in asked:
        outbox.put(
            session, at=desk.clock(), kind="approval", lane=one.user_id, version=found.version.id,
            conversation=one.user_id,
        )  # fmt: skip


def _nobody_approves(record: InquiryRecord) -> str:
    level = record.inquiry.sensitivity.value
    if record.inquiry.restricted:
        return (
            f"Nobody named on {record.inquiry.reference} may approve {level} matters. Name an approver on it with "
            "*More*, then ask again."
        )
    return f"Nobody may approve {level} matters yet. An admin sets approvers with `/press team`."


def _terms(terms: Terms) -> str:
    return terms.value.replace("_", " ").replace("on record", "on the record").replace("off record", "off the record")


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
