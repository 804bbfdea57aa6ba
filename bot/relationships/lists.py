"""Lists: contacts by name, e-mail address, outlet or beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.models import ContactEvent, Journalist, Outlet
from bot.relationships.visible import BECAME, visible_to
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


def entry(one: Journalist, outlet: Outlet | None) -> Entry:
    """A contact as lists show it."""
    name, tier = (outlet.name, outlet.tier) if outlet else ("", None)
    return Entry(one.id or 0, one.name, name, tier, one.email or "", tuple(one.beats), one.do_not_contact_at is not None)


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
    ranked, also = [], _also(session, actor.team_id)
    for one, name, outlet, tier, email, others, beats, blocked in session.exec(asked):
        names, mails = also.get(one, ([], []))
        rank = _rank(whole, parts, words.casefold(), [name, *names], outlet or "", [email or "", *others, *mails], beats)
        if rank is not None:
            shown = Entry(one, name, outlet or "", tier, email or "", tuple(beats), blocked is not None)
            ranked.append((rank, tier or 9, name.casefold(), one, shown))
    if "@" in words and any(each[0] == 0 for each in ranked):
        ranked = [each for each in ranked if each[0] == 0]  # An address means one person.
    return [shown for *_, shown in sorted(ranked, key=lambda each: each[:4])]


def _also(session: Session, team_id: str) -> dict[int, tuple[list[str], list[str]]]:
    """The names and addresses of contacts that were made one with another, by the one that stayed."""
    found: dict[int, tuple[list[str], list[str]]] = {}
    rows = session.exec(
        select(Journalist.merged_into_id, Journalist.name, Journalist.email, Journalist.other_emails)
        .join(ContactEvent, (col(ContactEvent.journalist_id) == Journalist.id) & (col(ContactEvent.action) == BECAME))
        .where(Journalist.team_id == team_id, col(Journalist.merged_into_id).is_not(None))
    )  # fmt: skip
    for one, name, email, others in rows:
        names, mails = found.setdefault(one or 0, ([], []))
        names.append(name)
        mails += [mail for mail in (email, *others) if mail]
    return found


def _rank(
    whole: str, parts: Sequence[str], typed: str, names: Sequence[str], outlet: str, emails: Sequence[str], beats: Sequence[str]
) -> int | None:
    """How near a contact is to what was typed, 0 the nearest; None where it is not meant."""
    if not parts:
        return 3
    keys = [folded(name) for name in names]
    if typed in emails or whole in keys:
        return 0
    if any(all(part in key for part in parts) for key in keys):
        return 1
    key = " ".join(keys)
    there = f"{key} {folded(outlet) if outlet else ''} {' '.join(folded(one) for one in beats)} {' '.join(emails)}"
    if typed in there or all(part in there for part in parts):
        return 2
    return None
