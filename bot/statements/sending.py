"""Sending: the approved words are copied out by a person, who then says how they went. They are frozen from there on."""

from __future__ import annotations

from sqlmodel import Session

from bot import inquiries
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed
from bot.models import StatementStatus, Status
from bot.statements.chains import releasable
from bot.statements.record import StatementRecord, newest, refuse_closed, remember, terms_in_words
from bot.text import taken

ROUTES = {
    "email": "E-mail", "phone": "Phone", "in_person": "In person", "social": "Social media", "web_form": "Web form",
    "briefing": "Press briefing",
}  # fmt: skip


def approved(desk: Desk, *, actor: Actor, inquiry_id: int, version_id: int) -> StatementRecord:
    """The approved words that are about to be marked sent; Conflict where they are no longer these."""
    with desk.database.read() as session:
        found = _approved(session, desk, actor, inquiry_id)
        _same_version(found, version_id)
        return found


def copy_out(desk: Desk, *, actor: Actor, inquiry_id: int) -> StatementRecord:
    """The approved words, to be copied; that they were taken out is on record. NotAllowed where nothing is approved."""
    with desk.database.write() as session:
        found = _approved(session, desk, actor, inquiry_id)
        remember(
            session, desk, found, actor_id=actor.id, action="copied",
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
        found = _approved(session, desk, actor, inquiry_id)
        _same_version(found, version_id)
        inquiry = found.inquiry
        assert inquiry is not None
        before = {
            name: inquiries.stored(getattr(inquiry, name))
            for name in ("status", "responded_at", "responded_by", "response", "response_route", "response_terms",
                         "response_attribution", "response_version_id")
        }  # fmt: skip
        inquiry.responded_at, inquiry.responded_by = desk.clock(), actor.id
        inquiry.response, inquiry.response_route = found.version.text, route
        inquiry.response_attribution = attribution or None
        inquiry.response_terms, inquiry.response_version_id = found.version.terms, found.version.id
        inquiry.status = Status.RESPONDED
        found.statement.status = StatementStatus.SENT
        session.add(found.statement)
        remember(
            session, desk, found, actor_id=actor.id, action="sent", before=before,
            text=f"sent version {found.version.number} by {ROUTES[route].lower()}, {terms_in_words(found.version.terms)}"
            + (f". {note}" if note else ""),
            details={"version": found.version.number, "sha256": found.version.sha256, "route": route},
        )  # fmt: skip
        return found


def _approved(session: Session, desk: Desk, actor: Actor, inquiry_id: int) -> StatementRecord:
    record = inquiries.read(session, actor, inquiry_id, hold=True)
    authorize(actor, "work", record.matter)
    refuse_closed(record)
    found = newest(session, record)
    if found is None or found.statement.status != StatementStatus.APPROVED:
        raise NotAllowed("Only approved words can be copied out or marked sent, and these are not approved yet.")
    if found.version.terms != record.inquiry.terms:
        raise Conflict("The terms changed since the approval. Save the draft again and have it approved.")
    standing = releasable(session, found, desk.clock())
    if not standing.releasable:
        raise NotAllowed(f"These words can't leave yet. {standing.why_not}")
    return found


def _same_version(found: StatementRecord, version_id: int) -> None:
    if found.version.id != version_id:
        raise Conflict("The words changed since you opened this. Open it again and send the newest approved ones.")
