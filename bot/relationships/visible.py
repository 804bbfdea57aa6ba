"""Visible: which contacts somebody may know of. Whoever is known from a restricted matter alone exists only for those named on it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from bot import inquiries
from bot.authority import Actor
from bot.errors import NotFound
from bot.models import (
    ContactEvent,
    EmbargoAgreement,
    Exclusive,
    Inquiry,
    InquiryJournalist,
    Interview,
    Journalist,
    Pitch,
    Recipient,
    Release,
    Statement,
)
from bot.statements.lists import visible_to as statements_visible_to

ADDED = "added"
MERGED = "merged"
BECAME = "became"


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition every list of contacts carries."""
    return _visible(actor.team_id, inquiries.visible_to(actor), statements_visible_to(actor))


def open_to_all(team_id: str) -> ColumnElement[bool]:
    """Contacts that everybody on the desk may know of."""
    shut = select(Inquiry.id).where(Inquiry.team_id == team_id, col(Inquiry.restricted))
    free = and_(
        col(Statement.team_id) == team_id,
        col(Statement.restricted).is_(False),
        or_(col(Statement.inquiry_id).is_(None), col(Statement.inquiry_id).not_in(shut)),
    )
    return _visible(team_id, and_(col(Inquiry.team_id) == team_id, col(Inquiry.restricted).is_(False)), free)


def _visible(team_id: str, inquiry: ColumnElement[bool], statement: ColumnElement[bool]) -> ColumnElement[bool]:
    """Somebody with a tie that may be known, without any, or whom the desk put on record by hand, from a spreadsheet or by making
    two of them one. Who became somebody else is nobody."""
    ties = [_ties(inquiry, statement), _ties(None, None)]
    there, every = (or_(*(col(Journalist.id).in_(one) for one in found)) for found in ties)
    by_hand = select(ContactEvent.journalist_id).where(
        col(ContactEvent.action).in_((ADDED, MERGED)), col(ContactEvent.undone).is_(False)
    )
    known: ColumnElement[bool] = or_(there, ~every, col(Journalist.id).in_(by_hand), col(Journalist.import_id).is_not(None))
    return and_(col(Journalist.team_id) == team_id, col(Journalist.merged_into_id).is_(None), known)


def _ties(inquiry: ColumnElement[bool] | None, statement: ColumnElement[bool] | None) -> list[Any]:
    """The ids of journalists that something is tied to, by each kind of tie."""
    asked: Any = select(InquiryJournalist.journalist_id)
    held: Any = select(Recipient.journalist_id).where(col(Recipient.journalist_id).is_not(None))
    agreed: Any = select(EmbargoAgreement.journalist_id)
    promised: Any = select(Exclusive.journalist_id).where(col(Exclusive.journalist_id).is_not(None))
    pitched: Any = select(Pitch.journalist_id)
    spoke: Any = select(Interview.journalist_id).where(col(Interview.journalist_id).is_not(None))
    if inquiry is not None and statement is not None:
        asked = asked.join(Inquiry).where(inquiry)
        held = held.join(Release).join(Statement, col(Statement.id) == Release.statement_id).where(statement)
        agreed = agreed.join(Statement).where(statement)
        free = select(Statement.id).where(statement)
        promised = promised.where(or_(col(Exclusive.statement_id).is_(None), col(Exclusive.statement_id).in_(free)))
        pitched = pitched.where(or_(col(Pitch.statement_id).is_(None), col(Pitch.statement_id).in_(free)))
        matters = select(Inquiry.id).where(inquiry)
        spoke = spoke.where(or_(col(Interview.inquiry_id).is_(None), col(Interview.inquiry_id).in_(matters)))
    return [asked, held, agreed, promised, pitched, spoke]


def find(session: Session, actor: Actor, journalist_id: int, *, hold: bool = False) -> Journalist:
    """One contact. NotFound where the actor may not know of it. With `hold` nobody else changes it meanwhile."""
    asked = select(Journalist).where(Journalist.id == journalist_id, visible_to(actor))
    row = session.exec(asked.with_for_update() if hold else asked).first()
    if row is None:
        raise NotFound("There is no such contact.")
    return row


def is_known(session: Session, actor: Actor, journalist_id: int) -> bool:
    """Whether the actor may know of a contact."""
    return session.exec(select(Journalist.id).where(Journalist.id == journalist_id, visible_to(actor))).first() is not None
