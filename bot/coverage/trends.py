"""Trends: coverage of us by week: how much, in what tone, beside whom, and which messages came through.

Unique articles come first: an article and its copies count once a week, with the tone of the original where that was seen in the
week. All is counted from clips, matches and pull-through within the weeks; how many articles the store holds does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, or_, select

from bot import teams
from bot.authority import Actor, authorize
from bot.coverage import filters
from bot.coverage.filters import Filters, Scope
from bot.coverage.weeks import LONG, USUAL, Weeks
from bot.desk import Desk
from bot.models import Article, Clip, House, Match, PullThrough, TermKind, Tone, WatchTerm

TONES = (Tone.FAVOURABLE, Tone.MIXED, Tone.NEUTRAL, Tone.UNFAVOURABLE)
MOST_VOICES, MOST_MESSAGES = 8, 8


@dataclass(frozen=True)
class Voice:
    """In how many unique articles a name is meant, by week and in all: a peer's, or ours (all our names together)."""

    name: str
    ours: bool
    by_week: Sequence[int]
    total: int
    term: int | None = None


@dataclass(frozen=True)
class Landed:
    """In how many unique articles a message came through, by week and in all; `unconfirmed` of these rest on the machine alone."""

    message: str
    words: str
    by_week: Sequence[int]
    through: int
    unconfirmed: int


@dataclass(frozen=True)
class Trends:
    """Each sequence has a number a week, oldest first. `named` is the denominator of share of voice: unique articles that mean
    at least one of the voices. `looked` is that of pull-through: unique articles that were looked through for messages. `toned` has a
    sequence for each tone, and for what is not toned."""

    weeks: Weeks
    unique: Sequence[int]
    pickups: Sequence[int]
    toned: Mapping[Tone, Sequence[int]]
    voices: Sequence[Voice]
    named_by_week: Sequence[int]
    named: int
    messages: Sequence[Landed]
    looked_by_week: Sequence[int]

    @property
    def looked(self) -> int:
        return sum(self.looked_by_week)

    @property
    def usual(self) -> float:
        """The median week of those that are over."""
        over = sorted(self.unique[:-1])
        half = len(over) // 2
        return 0.0 if not over else over[half] if len(over) % 2 else (over[half - 1] + over[half]) / 2

    def week(self, number: int = -1, **more: Any) -> Filters:
        """The filters of a week's clips."""
        since, until = self.weeks.bounds(number % self.weeks.count)
        return Filters(since=since, until=until, scope=Scope.CLIPS, **more)


def trends(desk: Desk, *, actor: Actor, weeks: int = USUAL) -> Trends:
    """The trends of the last 8 weeks, or of 26."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return of_team(session, desk, team_id=actor.team_id, weeks=weeks)


def of_team(session: Session, desk: Desk, *, team_id: str, weeks: int) -> Trends:
    """As `trends`, for files that are made later."""
    stretch = Weeks(LONG if weeks > USUAL else USUAL, teams.team_of(session, team_id).zone, desk.clock())
    volume = _volume(session, team_id, stretch)
    voices, named_by_week, named = _voices(session, team_id, stretch)
    return Trends(
        weeks=stretch, unique=volume.unique, pickups=volume.pickups, toned=volume.toned, voices=voices, named_by_week=named_by_week,
        named=named, messages=_messages(session, team_id, stretch), looked_by_week=volume.looked,
    )  # fmt: skip


@dataclass(frozen=True)
class _Volume:
    unique: list[int]
    pickups: list[int]
    looked: list[int]
    toned: dict[Tone, list[int]]


def _volume(session: Session, team_id: str, weeks: Weeks) -> _Volume:
    asked: Any = (
        select(Clip.seen_at, filters.root(), Article.id, filters.tone(), Clip.scored_at)  # type: ignore[call-overload]
        .join(Article, col(Article.id) == Clip.article_id)
        .where(*_clips(team_id, weeks))
        .order_by(col(Clip.seen_at), col(Clip.id))
    )
    tones: list[dict[int, Tone]] = [{} for _ in weeks.mondays]
    looked: list[set[int]] = [set() for _ in weeks.mondays]
    pickups = [0] * weeks.count
    for at, root, article, tone, scored_at in session.exec(asked):
        week = weeks.of(at)
        pickups[week] += root in tones[week]
        if root not in tones[week] or article == root:
            tones[week][root] = Tone(tone)
        if scored_at is not None:
            looked[week].add(root)
    toned = {tone: [sum(one == tone for one in week.values()) for week in tones] for tone in (*TONES, Tone.NOT_TONED)}
    return _Volume([len(week) for week in tones], pickups, [len(week) for week in looked], toned)


def _clips(team_id: str, weeks: Weeks) -> list[Any]:
    wanted = Filters(since=weeks.since, until=weeks.until, scope=Scope.CLIPS)
    return filters.conditions(wanted, team_id=team_id, zone=weeks.zone)


def _voices(session: Session, team_id: str, weeks: Weeks) -> tuple[list[Voice], list[int], int]:
    """Ours first, then the peers by how often they are named."""
    mine = (WatchTerm.team_id == team_id, col(WatchTerm.active), col(WatchTerm.kind).in_([TermKind.US, TermKind.PEER]))
    terms = {one.id or 0: one for one in session.exec(select(WatchTerm).where(*mine))}
    if not any(one.kind == TermKind.PEER for one in terms.values()):
        return [], [0] * weeks.count, 0
    means = (
        select(Match.seen_at, filters.root(), Match.term_id)
        .join(Article, col(Article.id) == Match.article_id)
        .join(Clip, col(Clip.article_id) == Match.article_id, isouter=True)
        .where(col(Match.term_id).in_(list(terms)), Match.seen_at >= weeks.since, Match.seen_at < weeks.until)
        .where(col(Match.dismissed_at).is_(None))
        .where(or_(col(Clip.not_us_at).is_(None), col(WatchTerm.kind) != TermKind.US))
        .join(WatchTerm, col(WatchTerm.id) == Match.term_id)
    )
    seen: dict[int, list[set[int]]] = defaultdict(lambda: [set() for _ in weeks.mondays])
    for at, root, term in session.exec(means):
        # All names of ours are one voice, under 0.
        seen[0 if terms[term].kind == TermKind.US else term][weeks.of(at)].add(root)
    named = [_together(places[week] for places in seen.values()) for week in range(weeks.count)]
    ours = _voice("us", None, seen[0])
    peers = [_voice(one.name, key, seen[key]) for key, one in terms.items() if one.kind == TermKind.PEER]
    peers.sort(key=lambda one: (-one.total, one.name))
    return [ours, *peers[:MOST_VOICES]], [len(one) for one in named], len(_together(named))


def _voice(name: str, term: int | None, places: Sequence[set[int]]) -> Voice:
    return Voice(name, term is None, [len(one) for one in places], len(_together(places)), term)


def _together(sets: Iterable[set[int]]) -> set[int]:
    return set().union(*sets)


def _messages(session: Session, team_id: str, weeks: Weeks) -> list[Landed]:
    """By how many articles they came through in; none of a restricted house."""
    present = func.coalesce(PullThrough.coded_presence, PullThrough.presence)
    asked: Any = (
        select(PullThrough.message, Clip.seen_at, filters.root(), present, PullThrough.coded_presence)  # type: ignore[call-overload]
        .join(Clip, col(Clip.id) == PullThrough.clip_id)
        .join(Article, col(Article.id) == Clip.article_id)
        .join(House, col(House.id) == PullThrough.house_id)
        .where(*_clips(team_id, weeks), col(House.restricted).is_(False))
        .order_by(col(Clip.seen_at), col(Clip.id))
    )
    # By message, then by week and article: whether it came through, and whether a person said so.
    told: dict[str, dict[tuple[int, int], tuple[bool, bool]]] = defaultdict(dict)
    for message, at, root, presence, coded in session.exec(asked):
        place, said = (weeks.of(at), root), (presence > 0, coded is not None)
        through, by_hand = told[message].get(place, said)
        # Of an article and its copies a person's code counts before the machine's.
        if said[1] > by_hand:
            told[message][place] = said
        elif said[1] == by_hand:
            told[message][place] = (through or said[0], by_hand)
    texts = _texts(session, team_id)
    found = [_landed(message, texts.get(message, ""), places, weeks) for message, places in told.items()]
    return sorted((one for one in found if one.through), key=lambda one: (-one.through, one.message))[:MOST_MESSAGES]


def _landed(message: str, words: str, places: Mapping[tuple[int, int], tuple[bool, bool]], weeks: Weeks) -> Landed:
    by_week = [0] * weeks.count
    for (week, _), (through, _) in places.items():
        by_week[week] += through
    return Landed(message, words, by_week, sum(by_week), sum(through and not by_hand for through, by_hand in places.values()))


def _texts(session: Session, team_id: str) -> dict[str, str]:
    """What each message says, by its reference."""
    houses = session.exec(select(House).where(House.team_id == team_id, col(House.restricted).is_(False)))
    return {
        f"{house.reference}.{number}": text
        for house in houses
        for number, text in enumerate([house.core_message, *(str(one.get("message", "")) for one in house.pillars)])
    }
