"""Finding inquiries by words and facets: `shelter beds outlet:"Eastmarsh Gazette" status:open since:2w`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, or_
from sqlmodel import Session, col, select

from bot import search, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.facets import day, meant, pieces, wrong
from bot.inquiries.lists import OPEN, PAGE, InquiryPage, visible_to
from bot.inquiries.record import assemble_all, number_of
from bot.models import Inquiry, InquiryJournalist, Journalist, Member, Outlet, Resolution, Status, Terms
from bot.text import folded, taken

LONGEST = 500


@dataclass(frozen=True)
class Wanted:
    """What was typed: words to be there, all of them, and facets with their values."""

    text: str
    words: str
    facets: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """A page of what was found. `loosely` where nothing has every word and these have most of them."""

    wanted: Wanted
    page: InquiryPage
    loosely: bool = False


def wanted(text: str) -> Wanted:
    """The words and facets in a line. Invalid, with the nearest facet, where one is unknown or has no value."""
    text = taken(text, what="The search", most=LONGEST, field="query")
    kept: list[str] = []
    facets: list[tuple[str, str]] = []
    for piece in pieces(text, examples=EXAMPLES):
        if piece.facet:
            facets.append((piece.facet, piece.value))
        else:
            kept.append(piece.value)
    if not facets and not any(search.folded(one) for one in kept):
        raise wrong(f"What are you looking for? Words, and facets such as {EXAMPLES['outlet']} or {EXAMPLES['since']}.")
    return Wanted(text, " ".join(kept), tuple(facets))


def find(desk: Desk, *, actor: Actor, text: str, page: int = 1) -> Found:
    """The inquiries this actor may know of that have every word and fit every facet: words in the topic first, then the
    newest. Where none has every word, those that have most of them. Invalid says what in the line can't be read."""
    authorize(actor, "look")
    asked = wanted(text)
    with desk.database.read() as session:
        conditions = [visible_to(actor), *(_condition(session, desk, actor, *one) for one in asked.facets)]
        words = search.folded(asked.words)
        exact = [*conditions, _having(session, asked.words)] if words else conditions
        order = [case((search.having(session, words, within=["topic"]), 0), else_=1)] if words else []
        total = session.exec(select(func.count()).select_from(Inquiry).where(*exact)).one()
        if not total and words:
            return _loosely(session, desk, actor, asked, conditions)
        page = max(1, min(page, -(-total // PAGE) or 1))
        rows = session.exec(
            select(Inquiry).where(*exact).order_by(*order, col(Inquiry.received_at).desc(), col(Inquiry.id).desc())
            .offset((page - 1) * PAGE).limit(PAGE)
        ).all()  # fmt: skip
        return Found(asked, InquiryPage(assemble_all(session, rows), total, page))


def _loosely(session: Session, desk: Desk, actor: Actor, asked: Wanted, conditions: list[Any]) -> Found:
    near = search.nearest(session, [asked.words], known=[visible_to(actor)], among=conditions, at=desk.clock(), most=PAGE)
    rows = [session.get_one(Inquiry, one.inquiry_id) for one in near if one.words]
    return Found(asked, InquiryPage(assemble_all(session, rows), len(rows), 1), loosely=True)


def _having(session: Session, words: str) -> ColumnElement[bool]:
    """The words, or where they are a reference that inquiry."""
    there = search.having(session, words)
    try:
        return or_(there, col(Inquiry.number) == number_of(words))
    except NotFound:
        return there


def _condition(session: Session, desk: Desk, actor: Actor, facet: str, value: str) -> ColumnElement[bool]:
    if facet in ("since", "until"):
        zone = ZoneInfo(teams.team_of(session, actor.team_id).zone)
        on = day(value, facet, desk.clock().astimezone(zone).date())
        if facet == "since":
            return col(Inquiry.received_at) >= datetime.combine(on, time(), tzinfo=zone)
        return col(Inquiry.received_at) < datetime.combine(on + timedelta(days=1), time(), tzinfo=zone)
    return CHOOSING[facet](session, actor, value)


def _outlet(session: Session, actor: Actor, value: str) -> ColumnElement[bool]:
    ids = select(Outlet.id).where(Outlet.team_id == actor.team_id, col(Outlet.key).contains(folded(value), autoescape=True))
    return col(Inquiry.outlet_id).in_(ids)


def _journalist(session: Session, actor: Actor, value: str) -> ColumnElement[bool]:
    named = col(Journalist.key).contains(folded(value), autoescape=True)
    theirs = or_(named, col(Journalist.email) == value.casefold())
    ids = select(InquiryJournalist.inquiry_id).join(Journalist).where(Journalist.team_id == actor.team_id, theirs)
    return col(Inquiry.id).in_(ids)


def _owner(session: Session, actor: Actor, value: str) -> ColumnElement[bool]:
    """`me`, `nobody`, a mention, or part of a name."""
    said = value.casefold().removeprefix("@")
    if said == "me":
        return col(Inquiry.owner_id) == actor.id
    if said in ("nobody", "none"):
        return col(Inquiry.owner_id).is_(None)
    members = session.exec(select(Member).where(Member.team_id == actor.team_id)).all()
    theirs = [one.id for one in members if one.user_id.casefold() == said or folded(said) in folded(one.name)]
    if not theirs:
        raise wrong(f"Nobody called “{value[:60]}” has been seen on the desk. Try part of a name, `me` or `nobody`.")
    return col(Inquiry.owner_id).in_(theirs)


def _status(session: Session, actor: Actor, value: str) -> ColumnElement[bool]:
    if value.casefold() == "open":
        return col(Inquiry.status).in_(OPEN)
    return col(Inquiry.status).in_(meant(Status, value, "status", also="open"))


def _resolution(session: Session, actor: Actor, value: str) -> ColumnElement[bool]:
    return col(Inquiry.resolution).in_(meant(Resolution, value, "resolution"))


def _terms(session: Session, actor: Actor, value: str) -> ColumnElement[bool]:
    return col(Inquiry.terms).in_(meant(Terms, value, "terms"))


CHOOSING: dict[str, Callable[[Session, Actor, str], ColumnElement[bool]]] = {
    "outlet": _outlet, "journalist": _journalist, "owner": _owner, "status": _status, "resolution": _resolution,
    "terms": _terms,
}  # fmt: skip
EXAMPLES = {
    "outlet": '`outlet:"Eastmarsh Gazette"`', "journalist": "`journalist:castellane`", "owner": "`owner:me`",
    "status": "`status:open`", "resolution": '`resolution:"provided statement"`', "terms": '`terms:"off record"`',
    "since": "`since:2w`", "until": "`until:2026-11-03`",
}  # fmt: skip
