"""Lists: contacts by name, e-mail address, outlet or beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.models import Journalist, Outlet
from bot.relationships.visible import visible_to
from bot.text import folded, one_line, taken

PAGE = 8
LONGEST = 200


@dataclass(frozen=True)
class Entry:
    """A contact in a list."""

    id: int
    name: str
    outlet: str
    tier: int | None
    email: str
    beats: Sequence[str]
    blocked: bool


@dataclass(frozen=True)
class ContactPage:
    """A page of what was found, pages counted from 1; `words` are what was looked for."""

    words: str
    entries: Sequence[Entry]
    total: int
    page: int
    pages: int


def listing(desk: Desk, *, actor: Actor, words: str = "", page: int = 1) -> ContactPage:
    """The contacts that have all of the words somewhere, those of that name or address first; without words all of them."""
    authorize(actor, "look")
    words = one_line(taken(words, what="The search", most=LONGEST, field="words"))
    with desk.database.read() as session:
        found = _matching(session, actor, words)
        pages = max(1, -(-len(found) // PAGE))
        page = min(max(1, page), pages)
        rows = found[(page - 1) * PAGE : page * PAGE]
        return ContactPage(words, rows, len(found), page, pages)


def _matching(session: Session, actor: Actor, words: str) -> list[Entry]:
    asked = (
        select(
            Journalist.id, Journalist.name, Outlet.name, Outlet.tier, Journalist.email, Journalist.other_emails, Journalist.beats,
            Journalist.do_not_contact_at,
        )  # type: ignore[call-overload]
        .outerjoin(Outlet, col(Outlet.id) == Journalist.outlet_id)
        .where(visible_to(actor))
    )  # fmt: skip
    whole, parts = folded(words) if words else "", folded(words).split() if words else []
    ranked = []
    for one, name, outlet, tier, email, others, beats, blocked in session.exec(asked):
        rank = _rank(whole, parts, words.casefold(), name, outlet or "", [email or "", *others], beats)
        if rank is not None:
            entry = Entry(one, name, outlet or "", tier, email or "", tuple(beats), blocked is not None)
            ranked.append((rank, tier or 9, name.casefold(), one, entry))
    return [entry for *_, entry in sorted(ranked, key=lambda each: each[:4])]


def _rank(
    whole: str, parts: Sequence[str], typed: str, name: str, outlet: str, emails: Sequence[str], beats: Sequence[str]
) -> int | None:
    """How near a contact is to what was typed, 0 the nearest; None where it is not meant."""
    if not parts:
        return 3
    key = folded(name)
    if typed in emails or whole == key:
        return 0
    if all(part in key for part in parts):
        return 1
    there = f"{key} {folded(outlet) if outlet else ''} {' '.join(folded(one) for one in beats)} {' '.join(emails)}"
    if typed in there or all(part in there for part in parts):
        return 2
    return None
