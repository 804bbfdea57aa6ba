"""Briefings: logistics, who asks, what they asked before, the questions and what we said, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from bot import inquiries, recall, statements
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.inquiries import InquiryRecord, visible_to
from bot.models import Inquiry, InquiryJournalist
from bot.recall import PastAnswer
from bot.statements import ExclusiveRecord, StatementRecord

HISTORY = 5


@dataclass(frozen=True)
class Briefing:
    """One page for whoever answers. Histories hold what this reader may know of, the newest first."""

    record: InquiryRecord
    journalist_history: Sequence[InquiryRecord]
    outlet_history: Sequence[InquiryRecord]
    past: Sequence[PastAnswer]
    statement: StatementRecord | None
    exclusives: Sequence[ExclusiveRecord] = ()


def prepare(desk: Desk, *, actor: Actor, reference: str | int) -> Briefing:
    """The briefing for an inquiry, assembled from the record alone. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    record = inquiries.get(desk, actor=actor, reference=reference)
    assert record.inquiry.id is not None
    with desk.database.read() as session:
        theirs = _history(session, actor, record, col(Inquiry.id).in_(_asked_by(record)))
        outlet = _history(session, actor, record, Inquiry.outlet_id == record.inquiry.outlet_id) if record.outlet else []
        promised = statements.exclusives_of(
            session, actor, [one.id for one in record.journalists], [record.outlet.id] if record.outlet else []
        )
    known = {one.inquiry.id for one in theirs}
    return Briefing(
        record=record,
        journalist_history=theirs,
        outlet_history=[one for one in outlet if one.inquiry.id not in known],
        past=recall.past_answers(desk, actor=actor, inquiry_id=record.inquiry.id),
        statement=statements.get(desk, actor=actor, inquiry_id=record.inquiry.id),
        exclusives=promised,
    )


def _asked_by(record: InquiryRecord) -> Any:
    ids = [one.id for one in record.journalists]
    return select(InquiryJournalist.inquiry_id).where(col(InquiryJournalist.journalist_id).in_(ids))


def _history(session: Session, actor: Actor, record: InquiryRecord, condition: Any) -> list[InquiryRecord]:
    rows = session.exec(
        select(Inquiry)
        .where(visible_to(actor), Inquiry.id != record.inquiry.id, condition)
        .order_by(col(Inquiry.received_at).desc())
        .limit(HISTORY)
    )
    return inquiries.assemble_all(session, rows)
