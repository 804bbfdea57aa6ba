"""Finding inquiries by words and facets: `shelter beds outlet:"Eastmarsh Gazette" status:open since:2w`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, or_
from sqlmodel import Session, col, select

from bot import search, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid, NotFound
from bot.inquiries.lists import OPEN, PAGE, InquiryPage, visible_to
from bot.inquiries.record import assemble_all, number_of
from bot.models import Inquiry, InquiryJournalist, Journalist, Member, Outlet, Resolution, Status, Terms
from bot.text import folded, taken

LONGEST = 500
SPAN = {"d": 1, "w": 7, "m": 30, "y": 365}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

# A facet without a value; a facet with its value, quoted or not; quoted words; a word.
_PART = re.compile(r'(?P<bare>[^\W\d_]+):(?=\s|$)|(?:(?P<facet>[^\W\d_]+):(?!//))?(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S+))')
_DAY = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)? ?(?P<m>[a-z]{3})[a-z]*\.?,? ?(?P<y>\d{4})?")


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
    for part in _PART.finditer(text):
        facet = (part["facet"] or part["bare"] or "").lower()
        value = (part["quoted"] if part["quoted"] is not None else part["plain"] or "").strip()
        if not facet:
            kept.append(value)
        elif facet not in FACETS:
            raise _wrong(_unknown(facet, value))
        elif not value:
            raise _wrong(f"`{facet}:` needs a value right behind it, such as {EXAMPLES[facet]}.")
        else:
            facets.append((facet, value))
    if not facets and not any(search.folded(one) for one in kept):
        raise _wrong(f"What are you looking for? Words, and facets such as {EXAMPLES['outlet']} or {EXAMPLES['since']}.")
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
        day = _day(value, facet, desk.clock().astimezone(zone).date())
        if facet == "since":
            return col(Inquiry.received_at) >= datetime.combine(day, time(), tzinfo=zone)
        return col(Inquiry.received_at) < datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
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
        raise _wrong(f"Nobody called “{value[:60]}” has been seen on the desk. Try part of a name, `me` or `nobody`.")
    return col(Inquiry.owner_id).in_(theirs)


def _status(session: Session, actor: Actor, value: str) -> ColumnElement[bool]:
    if value.casefold() == "open":
        return col(Inquiry.status).in_(OPEN)
    return col(Inquiry.status).in_(_meant(Status, value, "status", also="open"))


def _resolution(session: Session, actor: Actor, value: str) -> ColumnElement[bool]:
    return col(Inquiry.resolution).in_(_meant(Resolution, value, "resolution"))


def _terms(session: Session, actor: Actor, value: str) -> ColumnElement[bool]:
    return col(Inquiry.terms).in_(_meant(Terms, value, "terms"))


def _meant(kind: type[StrEnum], value: str, facet: str, also: str = "") -> list[StrEnum]:
    """The words of a kind that a value means: the one it is, else those it is a part of."""
    said = "_".join(re.findall(r"[^\W_]+", re.sub(r"\b(on|off) the\b", r"\1", value.casefold())))
    exact = [one for one in kind if one.value == said]
    found = exact or [one for one in kind if said and said in one.value]
    if not found:
        known = ", ".join([*([also] if also else []), *(one.value.replace("_", " ") for one in kind)])
        raise _wrong(f"“{value[:60]}” is no {facet}. There are: {known}. Put more than one word in quotes.")
    return found


def _day(value: str, facet: str, today: date) -> date:
    """A day as people write it: 2026-11-03, 3.11.2026, 3 Nov, today, yesterday, or so far back: 3d, 2w, 6m, 1y."""
    said = value.casefold().strip()
    back = re.fullmatch(r"(\d{1,4}) ?([dwmy]|days?|weeks?|months?|years?)", said)
    try:
        if back:
            return today - timedelta(days=int(back[1]) * SPAN[back[2][0]])
        if said in ("today", "yesterday"):
            return today - timedelta(days=said == "yesterday")
        if numbers := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", said):
            return date(int(numbers[3]), int(numbers[2]), int(numbers[1]))
        if (written := _DAY.fullmatch(said)) and written["m"] in MONTHS:
            day = date(int(written["y"] or today.year), MONTHS.index(written["m"]) + 1, int(written["d"]))
            return day if written["y"] or day <= today else day.replace(year=today.year - 1)
        return date.fromisoformat(said)
    except (ValueError, OverflowError):
        raise _wrong(
            f"“{value[:60]}” is no day that `{facet}:` can read. Try 2026-11-03, “3 Nov”, yesterday, 2w or 6m."
        ) from None


def _unknown(facet: str, value: str) -> str:
    near = difflib.get_close_matches(facet, FACETS, n=1, cutoff=0.6)
    hint = f" Did you mean `{near[0]}:`?" if near else f' To look for it as words, put it in quotes: "{facet}:{value[:40]}".'
    return f"There is no facet `{facet[:40]}:`.{hint} There are: {', '.join(f'{one}:' for one in FACETS)}."


def _wrong(text: str) -> Invalid:
    return Invalid(text, query=text)


CHOOSING: dict[str, Callable[[Session, Actor, str], ColumnElement[bool]]] = {
    "outlet": _outlet, "journalist": _journalist, "owner": _owner, "status": _status, "resolution": _resolution,
    "terms": _terms,
}  # fmt: skip
FACETS = (*CHOOSING, "since", "until")
EXAMPLES = {
    "outlet": '`outlet:"Eastmarsh Gazette"`', "journalist": "`journalist:castellane`", "owner": "`owner:me`",
    "status": "`status:open`", "resolution": '`resolution:"provided statement"`', "terms": '`terms:"off record"`',
    "since": "`since:2w`", "until": "`until:2026-11-03`",
}  # fmt: skip
