"""Watching: what the desk reads and looks out for, as one board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot import teams
from bot.authority import Actor, authorize
from bot.coverage import outlets, sources, subscriptions, watchterms
from bot.coverage.matches import meaning
from bot.coverage.subscriptions import FeedPage, NewFeed
from bot.desk import Desk
from bot.errors import Conflict
from bot.models import WatchTerm

SHOWN = 4  # Feeds in trouble that the board shows itself.


@dataclass(frozen=True)
class Board:
    """`name` is what the team calls itself, proposed as its first term; `feeds` the page of those in trouble, with counts of
    all; `every_feed` how many there are; `tiers` how many outlets of each tier."""

    name: str
    terms: Sequence[WatchTerm]
    feeds: FeedPage
    every_feed: int
    tiers: dict[int | None, int]


def board(desk: Desk, *, actor: Actor) -> Board:
    """How it stands."""
    authorize(actor, "look")
    troubled = subscriptions.listing(desk, actor=actor, which="trouble", size=SHOWN)
    every = troubled.well + troubled.troubled + troubled.paused
    with desk.database.read() as session:
        name = teams.team_of(session, actor.team_id).name
        terms = watchterms.known(session, actor.team_id)
    return Board(name, terms, troubled, every, outlets.listing(desk, actor=actor).tiers)


def add_searches(desk: Desk, *, actor: Actor, term_id: int) -> list[str]:
    """Reads Google News' and Bing's search for a term from now on; gives the titles of the feeds that are new, Conflict where
    both are read already."""
    authorize(actor, "work")
    term = watchterms.get(desk, actor=actor, term_id=term_id).row
    with desk.database.write() as session:
        wanted = _searches(session, actor, term)
        added = [one.title for one in wanted if subscriptions.put(session, desk, actor=actor, new=one) is not None]
    if not added:
        raise Conflict("Both of its news searches are read already.")
    return added


def _searches(session: Session, actor: Actor, term: WatchTerm) -> list[NewFeed]:
    zone, meant = teams.team_of(session, actor.team_id).zone, meaning(term)
    return [
        NewFeed(sources.google_news(meant, zone), f"Google News: {term.name}", "https://news.google.com/"),
        NewFeed(sources.bing_news(meant), f"Bing news: {term.name}", "https://www.bing.com/news"),
    ]
