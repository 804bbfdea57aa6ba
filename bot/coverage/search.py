"""Search: articles and clips by words and filters, copies folded into what they are copies of; and the list behind any number.

The newest `WINDOW` articles that have the words are looked at, and the newest `WINDOW` that have all of them in their headline,
which come first (of the last `TITLED` stored where the words are common). So a search costs about the same in a thousand articles as in a million; what is older is reached by `until:`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor, authorize
from bot.coverage import asking, filters, fulltext, mutes
from bot.coverage.asking import Wanted
from bot.coverage.filters import Filters, Scope
from bot.coverage.fulltext import Place, Words
from bot.desk import Desk
from bot.models import Article, Clip, Medium, Outlet, Story, Tone

PAGE = 8
WINDOW = 500
TITLED = 500_000  # Of so many articles stored last the headlines are looked through where the words are common.
LONGEST_LIST = 5_000


@dataclass(frozen=True)
class Hit:
    """One unique article. `pickups` are the copies of it that were found too; `clip` is the id of the clip it is, if it is one."""

    article: int
    clip: int | None
    title: str
    address: str
    outlet: str
    medium: Medium
    tier: int | None
    tone: Tone
    by_hand: bool
    at: datetime
    pickups: int
    muted: bool


@dataclass(frozen=True)
class Found:
    """A page. `total` counts unique articles and `pickups` their copies; where there are `more` than are looked at, both are of
    the newest. `plain` is what was asked for without the word that says of which articles; `loosely` how the search was widened,
    as nothing had all of it. With `as_list` it is the list behind a number, and `text` its written filters."""

    text: str
    plain: str
    filters: Filters
    hits: Sequence[Hit]
    total: int
    pickups: int
    page: int
    more: bool = False
    newest: bool = False
    loosely: str = ""
    as_list: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def find(desk: Desk, *, actor: Actor, text: str, page: int = 1, newest: bool = False) -> Found:
    """The articles that a line asks for (bot/coverage/asking.py): those with all words in the headline first, or with `newest`
    by time alone. Where nothing has all of it, a wider search. Invalid says what in the line can't be read."""
    authorize(actor, "look")
    with desk.database.read() as session:
        asked, zone = _asked(session, desk, actor, text)
        places, more, loosely = _looked_for(session, actor.team_id, zone, asked, newest=newest)
        return _page(session, places, Found(text, asked.plain, asked.filters, [], 0, 0, page, more, newest, loosely))


def listed(desk: Desk, *, actor: Actor, written: str, page: int = 1) -> Found:
    """The list behind a number: what its written filters are of, the newest first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        wanted = _led_on(session, filters.read(written))
        places, more = _all(session, actor.team_id, teams.team_of(session, actor.team_id).zone, wanted)
        return _page(session, places, Found(written, written, wanted, [], 0, 0, page, more, newest=True, as_list=True))


def article_ids(desk: Desk, *, actor: Actor, text: str, as_list: bool, newest: bool = False) -> list[int]:
    """The ids of all that `find` or `listed` look at, in their order, the copies too: what a file is made of."""
    authorize(actor, "look")
    with desk.database.read() as session:
        if as_list:
            zone = teams.team_of(session, actor.team_id).zone
            places, _ = _all(session, actor.team_id, zone, _led_on(session, filters.read(text)))
        else:
            asked, zone = _asked(session, desk, actor, text)
            places, _, _ = _looked_for(session, actor.team_id, zone, asked, newest=newest)
    return [one.article for one in places]


def _asked(session: Session, desk: Desk, actor: Actor, text: str) -> tuple[Wanted, str]:
    zone = teams.team_of(session, actor.team_id).zone
    today = desk.clock().astimezone(ZoneInfo(zone)).date()
    asked = asking.wanted(session, text, team_id=actor.team_id, zone=zone, today=today)
    return replace(asked, filters=_led_on(session, asked.filters)), zone


def _led_on(session: Session, wanted: Filters) -> Filters:
    """A story that became part of another leads to that one."""
    story = mutes.present(session, wanted.story) if wanted.story else None
    return replace(wanted, story=story.id) if story is not None else wanted


def _looked_for(
    session: Session, team_id: str, zone: str, asked: Wanted, *, newest: bool
) -> tuple[list[Place], bool, str]:  # fmt: skip
    if not asked.words.groups:
        return *_all(session, team_id, zone, asked.filters), ""
    places, more = _having(session, team_id, zone, asked.words, asked.filters, newest=newest)
    if places:
        return places, more, ""
    for how, words, wider in _wider(asked):
        places, more = _having(session, team_id, zone, words, wider, newest=newest)
        if places:
            return places, more, how
    return [], False, ""


def _wider(asked: Wanted) -> list[tuple[str, Words, Filters]]:
    """What is tried in turn where nothing has all of it, each with what is then said of it."""
    everything = asked.filters.scoped(Scope.ALL)
    found = []
    if asked.filters.of_clips and asked.filters.tone is None and not asked.filters.journalist:
        found.append(("Not in coverage of us, but elsewhere", asked.words, everything))
    found.append(("Nothing has these very words; with other endings", asked.words.beginnings, asked.filters))
    if len(asked.words.groups) > 1:
        found.append(("Nothing has all of it; with some of it", asked.words.any, asked.filters))
    return found


def _having(
    session: Session, team_id: str, zone: str, words: Words, wanted: Filters, *, newest: bool
) -> tuple[list[Place], bool]:  # fmt: skip
    look = partial(
        fulltext.newest, session, words, filters.conditions(wanted, team_id=team_id, zone=zone), of_clips=wanted.of_clips,
        among=filters.narrow(wanted),
    )  # fmt: skip
    ids = fulltext.ids_between(session, team_id, *wanted.within(zone))
    every = look(most=WINDOW + 1, ids=ids)
    more = len(every) > WINDOW
    if newest or not every:
        return every[:WINDOW], more
    least, greatest = min(one.article for one in every), max(one.article for one in every)
    back = max(greatest - TITLED, ids[0] or 0) if more else least
    titled = look(most=WINDOW, ids=(back, greatest), in_title=True)
    first = {one.article for one in titled}
    return [*titled, *(one for one in every[:WINDOW] if one.article not in first)], more


def _all(session: Session, team_id: str, zone: str, wanted: Filters) -> tuple[list[Place], bool]:
    """What the filters alone are of, the newest first."""
    seen = col(Clip.seen_at) if wanted.of_clips else col(Article.first_seen_at)
    asked = (
        select(Article.id, filters.root(), Article.first_seen_at)
        .join(Clip, col(Clip.article_id) == Article.id, isouter=not wanted.of_clips)
        .where(*filters.conditions(wanted, team_id=team_id, zone=zone))
        .order_by(seen.desc(), col(Article.id).desc())
        .limit(LONGEST_LIST + 1)
    )
    found = [Place(one or 0, original, at) for one, original, at in session.exec(asked)]
    return found[:LONGEST_LIST], len(found) > LONGEST_LIST


def _page(session: Session, places: Sequence[Place], found: Found) -> Found:
    """Folds copies into what they are copies of, in the order of the first of each, and reads the rows of one page."""
    groups: dict[int, list[Place]] = {}
    for one in places:
        groups.setdefault(one.root, []).append(one)
    total = len(groups)
    page = max(1, min(found.page, -(-total // PAGE) or 1))
    shown = list(groups.values())[(page - 1) * PAGE : page * PAGE]
    # The original stands for its copies where it was found; else the one that came first.
    chosen = [
        next((one for one in group if one.article == one.root), min(group, key=lambda one: one.article)) for group in shown
    ]
    rows = _rows(session, [one.article for one in chosen])
    hits = [_hit(rows[one.article], len(group) - 1) for one, group in zip(chosen, shown, strict=True)]
    return replace(found, hits=hits, total=total, pickups=len(places) - total, page=page)


Row = tuple[Article, Clip | None, Outlet | None, datetime | None]


def _rows(session: Session, ids: Sequence[int]) -> dict[int, Row]:
    asked = (
        select(Article, Clip, Outlet, Story.muted_at)
        .join(Clip, (col(Clip.article_id) == Article.id) & col(Clip.not_us_at).is_(None), isouter=True)
        .join(Outlet, col(Outlet.id) == Article.outlet_id, isouter=True)
        .join(Story, col(Story.id) == Article.story_id, isouter=True)
        .where(col(Article.id).in_(ids))
    )
    return {article.id or 0: (article, clip, outlet, muted) for article, clip, outlet, muted in session.exec(asked)}


def _hit(row: Row, pickups: int) -> Hit:
    article, clip, outlet, muted = row
    return Hit(
        article=article.id or 0, clip=clip.id if clip else None, title=article.title, address=article.address,
        outlet=outlet.name if outlet else "", medium=article.medium,
        tier=(clip.tier if clip else None) or (outlet.tier if outlet else None),
        tone=clip.tone_now if clip else Tone.NOT_TONED, by_hand=bool(clip and clip.tone_by_hand),
        at=article.published_at, pickups=pickups, muted=muted is not None,
    )  # fmt: skip
