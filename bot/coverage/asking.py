"""Asking: a line such as `"food bank" closure -football outlet:gazette tone:unfavourable since:2w clips`, read as it was meant."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from bot import facets
from bot.coverage import fulltext
from bot.coverage.filters import Filters, Scope
from bot.coverage.fulltext import Words
from bot.facets import Piece, meant, wrong
from bot.models import Journalist, Medium, Outlet, Tone, WatchTerm
from bot.text import folded, shortened, taken

LONGEST = 500
EXAMPLES = {
    "outlet": '`outlet:"Eastmarsh Gazette"`', "tier": "`tier:1`", "tone": "`tone:unfavourable`", "since": "`since:2w`",
    "until": "`until:2026-11-03`", "term": "`term:shelter`", "story": "`story:12`", "medium": "`medium:radio`",
    "journalist": "`journalist:castellane`",
}  # fmt: skip
PLAINLY = {
    "positive": "favourable",
    "good": "favourable",
    "negative": "unfavourable",
    "bad": "unfavourable",
    "none": "not_toned",
}
MEDIA = {"web": "online", "newspaper": "print", "paper": "print", "television": "tv"}
ABOUT_US = {"tone", "journalist"}  # What only a clip has.
NAMED = 5


@dataclass(frozen=True)
class Wanted:
    """What a line asks for. `plain` is the line without its last word where that said `clips` or `all`."""

    text: str
    plain: str
    words: Words
    filters: Filters


def wanted(session: Session, text: str, *, team_id: str, zone: str, today: date) -> Wanted:
    """The words and filters in a line; a bare `clips` or `all` at its end says of which articles. Invalid, in the person's
    words and with what is nearest, where something in it can't be read."""
    text = taken(text, what="The search", most=LONGEST, field="query")
    plain, scope = _scope(text)
    found = list(facets.pieces(plain, examples=EXAMPLES))
    filters = Filters()
    for piece in found:
        if piece.facet:
            filters = replace(filters, **_read(session, piece, team_id=team_id, today=today))
    if filters.since and filters.until and filters.since > filters.until:
        raise wrong("`since:` is after `until:`, and nothing lies between. Swap them, or leave one out.")
    named = {one.facet for one in found}
    words = fulltext.words(one for one in found if not one.facet)
    usual = Scope.CLIPS if named & ABOUT_US or not words.groups else Scope.ALL
    if not words.groups and not named:
        raise wrong(f"What are you looking for? Words, and facets such as {EXAMPLES['outlet']} or {EXAMPLES['since']}.")
    filters = _at_midnight(replace(filters, scope=scope or usual), zone)
    return Wanted(text, plain, words, filters)


def _scope(text: str) -> tuple[str, Scope | None]:
    words = text.split()
    if len(words) > 1 and words[-1].casefold() in list(Scope) and text.count('"') % 2 == 0:
        return text[: text.rindex(words[-1])].strip(), Scope(words[-1].casefold())
    return text, None


def _read(session: Session, piece: Piece, *, team_id: str, today: date) -> dict[str, Any]:
    facet, value = piece.facet, piece.value
    if facet in ("since", "until"):
        return {facet: facets.day(value, facet, today)}
    if facet in ("tier", "story"):
        return {facet: _number(facet, value)}
    if facet == "tone":
        return {facet: meant(Tone, PLAINLY.get(value.casefold(), value), facet)[0]}
    if facet == "medium":
        return {facet: meant(Medium, MEDIA.get(value.casefold(), value), facet)[0]}
    return {facet: NAMING[facet](session, value, team_id)}


def _number(facet: str, value: str) -> int:
    said = value.lstrip("#")
    if not said.isdecimal() or len(said) > 12 or (facet == "tier" and said not in ("1", "2", "3")):
        raise wrong(
            f"“{value[:40]}” is no {facet}. " + ("There are tiers 1, 2 and 3." if facet == "tier" else "It is a number.")
        )
    return int(said)


def _at_midnight(filters: Filters, zone: str) -> Filters:
    """Days as instants: from the first moment of the one to the last of the other."""
    since, until = filters.since, filters.until
    if since is not None:
        since = Filters(day=since).within(zone)[0]
    if until is not None:
        until = Filters(day=until).within(zone)[1]
    return replace(filters, since=since, until=until)


def _outlets(session: Session, value: str, team_id: str) -> tuple[int, ...]:
    rows = session.exec(select(Outlet.id, Outlet.name, Outlet.key).where(Outlet.team_id == team_id)).all()
    return _named("outlet", value, [(one or 0, name, key) for one, name, key in rows])


def _journalists(session: Session, value: str, team_id: str) -> tuple[int, ...]:
    who = func.coalesce(Journalist.merged_into_id, Journalist.id)
    rows = session.exec(select(who, Journalist.name, Journalist.key).where(Journalist.team_id == team_id)).all()
    return _named("journalist", value, [(one or 0, name, key) for one, name, key in rows])


def _terms(session: Session, value: str, team_id: str) -> tuple[int, ...]:
    rows = session.exec(
        select(WatchTerm.id, WatchTerm.name).where(WatchTerm.team_id == team_id).order_by(col(WatchTerm.name))
    ).all()
    return _named("watch term", value, [(one or 0, name, folded(name)) for one, name in rows])


def _named(what: str, value: str, rows: Iterable[tuple[int, str, str]]) -> tuple[int, ...]:
    """The ids of those that are called so, else of those in whose name it stands. Invalid, with the nearest, for none."""
    known, said = list(rows), folded(value)
    found = [one for one, _, key in known if key == said] or [one for one, _, key in known if said in key]
    if found:
        return tuple(dict.fromkeys(found))[:100]
    names = {key: name for _, name, key in known}
    near = [names[key] for key in difflib.get_close_matches(said, names, n=NAMED, cutoff=0.5)]
    hint = f" Near it: {', '.join(f'“{shortened(one, 60)}”' for one in near)}." if near else f" The desk knows {len(known)}."
    raise wrong(f"There is no {what} called “{value[:60]}”.{hint}")


NAMING: dict[str, Callable[[Session, str, str], tuple[int, ...]]] = {
    "outlet": _outlets, "journalist": _journalists, "term": _terms,
}  # fmt: skip
