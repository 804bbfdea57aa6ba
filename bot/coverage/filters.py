"""Filters: which articles and clips a number, a list or a search is of. One value, one way to write it, one SQL condition.

Whoever shows a number opens the list behind it with a button whose action id is `coverage_list:<n>` and whose value is
`Filters(…).written()`, such as `day=2026-11-25;tone=unfavourable;tier=1`. `/press coverage` shows that list, unique articles
first and their pickups counted apart. Who counts asks for the same rows:

    select(Clip).join(Article, col(Article.id) == Clip.article_id).where(*filters.conditions(wanted, team_id=…, zone=…))

What a person said is not about us is in no list and no number.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select

from bot.errors import NotFound
from bot.models import (
    Article,
    Clip,
    ClipLink,
    Inquiry,
    LinkKind,
    Match,
    Medium,
    Outlet,
    Pitch,
    PullThrough,
    Statement,
    Story,
    Tone,
)


class Scope(StrEnum):
    """`clips` are coverage of us, `all` is every article that was read."""

    CLIPS = "clips"
    ALL = "all"


@dataclass(frozen=True)
class Filters:
    """Each narrows down; what is None or empty does not. `day` is a local day of the team's zone, [`since`, `until`) are instants
    of when articles were first seen. `term` and `journalist` and `outlet` are ids of which any may hold, `tone` is the person's
    else the machine's, `message` a message's reference (M-0002.1) that came through.

    `quiet` leaves out, as digests do, what is muted, and what is linked to a restricted matter.
    """

    day: date | None = None
    since: datetime | None = None
    until: datetime | None = None
    tone: Tone | None = None
    tier: int | None = None
    story: int | None = None
    medium: Medium | None = None
    term: tuple[int, ...] = ()
    outlet: tuple[int, ...] = ()
    journalist: tuple[int, ...] = ()
    message: str = ""
    scope: Scope | None = None
    quiet: bool = False

    @property
    def of_clips(self) -> bool:
        """Whether only coverage of us is meant. Where nobody said so, a watch term's list is of every article."""
        return self.scope == Scope.CLIPS or (self.scope is None and not self.term)

    def written(self) -> str:
        """As one line that `read` reads again."""
        return ";".join(f"{one.name}={_plain(value)}" for one in fields(self) if (value := getattr(self, one.name)))

    def within(self, zone: str) -> tuple[datetime | None, datetime | None]:
        """The instants from which and before which they are, the day reckoned in."""
        since, until = self.since, self.until
        if self.day is not None:
            begins, ends = (_midnight(self.day + timedelta(days=more), zone) for more in (0, 1))
            since, until = max(begins, since or begins), min(ends, until or ends)
        return since, until

    def scoped(self, scope: Scope) -> Filters:
        return replace(self, scope=scope)


def read(text: str) -> Filters:
    """The filters in a line that `written` wrote. NotFound, in words for a person, where it cannot be read."""
    found: dict[str, Any] = {}
    try:
        for part in filter(None, text.split(";")):
            name, _, value = part.partition("=")
            found[name] = READING[name](value)
        return Filters(**found)
    except (KeyError, ValueError) as problem:
        raise NotFound("This list can't be opened any more. Look for it with `/press coverage` and words.") from problem


def conditions(wanted: Filters, *, team_id: str, zone: str) -> list[ColumnElement[bool]]:
    """The conditions of a query over `Article` with `Clip` joined to it: an outer join unless `wanted.of_clips`. `zone` is the
    team's, in which a day is a day."""
    about_us = col(Clip.not_us_at).is_(None)
    if wanted.of_clips:
        found = [col(Clip.id).is_not(None), about_us, col(Clip.team_id) == team_id]
    else:
        found = [about_us, col(Article.team_id) == team_id]
    return [*found, *_times(wanted, zone), *_of_article(wanted), *_of_clip(wanted), *(quiet() if wanted.quiet else [])]


def narrow(wanted: Filters) -> Any:
    """The ids of the few articles among which a search need only look, as a query an index answers; None where they are many."""
    return select(Article.id).where(col(Article.outlet_id).in_(wanted.outlet)) if wanted.outlet else None


def tone() -> ColumnElement[Any]:
    """A clip's tone as it counts."""
    return func.coalesce(Clip.tone_by_hand, Clip.tone)


def root() -> ColumnElement[Any]:
    """The article that an article is a copy of, else its own id: unique articles are counted by it."""
    return func.coalesce(Article.copy_of_id, Article.id)


def quiet() -> list[ColumnElement[bool]]:
    """The conditions that leave out muted stories and what is linked to a restricted inquiry or statement."""
    muted = select(Story.id).where(col(Story.muted_at).is_not(None))
    inquiry = select(Inquiry.id).where(col(Inquiry.restricted).is_(True))
    statement = select(Statement.id).where(or_(col(Statement.restricted).is_(True), col(Statement.inquiry_id).in_(inquiry)))
    pitch = select(Pitch.id).where(col(Pitch.statement_id).in_(statement))
    closed = select(ClipLink.clip_id).where(
        col(ClipLink.refused_at).is_(None),
        or_(
            and_(col(ClipLink.kind) == LinkKind.INQUIRY, col(ClipLink.subject_id).in_(inquiry)),
            and_(col(ClipLink.kind) == LinkKind.STATEMENT, col(ClipLink.subject_id).in_(statement)),
            and_(col(ClipLink.kind) == LinkKind.PITCH, col(ClipLink.subject_id).in_(pitch)),
        ),
    )
    unmuted = or_(col(Article.story_id).is_(None), col(Article.story_id).not_in(muted))
    return [unmuted, or_(col(Clip.id).is_(None), col(Clip.id).not_in(closed))]


def _times(wanted: Filters, zone: str) -> list[ColumnElement[bool]]:
    seen: Any = col(Clip.seen_at) if wanted.of_clips else col(Article.first_seen_at)
    since, until = wanted.within(zone)
    return [*([seen >= since] if since else []), *([seen < until] if until else [])]


def _of_article(wanted: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.story is not None:
        found.append(col(Article.story_id) == wanted.story)
    if wanted.medium is not None:
        found.append(col(Article.medium) == wanted.medium)
    if wanted.outlet:
        found.append(col(Article.outlet_id).in_(wanted.outlet))
    if wanted.term:
        meant = select(Match.article_id).where(col(Match.term_id).in_(wanted.term), col(Match.dismissed_at).is_(None))
        since, until = wanted.since, wanted.until
        if since is not None and until is not None:
            # The match knows when its article was seen, and its index begins with that.
            meant = meant.where(col(Match.seen_at) >= since, col(Match.seen_at) < until)
        found.append(col(Article.id).in_(meant))
    return found


def _of_clip(wanted: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.tone is not None:
        found.append(tone() == wanted.tone)
    if wanted.tier is not None:
        of_outlet = col(Article.outlet_id).in_(select(Outlet.id).where(Outlet.tier == wanted.tier))
        found.append(or_(col(Clip.tier) == wanted.tier, and_(col(Clip.id).is_(None), of_outlet)))
    if wanted.journalist:
        linked = select(ClipLink.clip_id).where(
            col(ClipLink.kind) == LinkKind.JOURNALIST, col(ClipLink.subject_id).in_(wanted.journalist),
            col(ClipLink.refused_at).is_(None),
        )  # fmt: skip
        found.append(col(Clip.id).in_(linked))
    if wanted.message:
        found.append(col(Clip.id).in_(carrying(wanted.message)))
    return found


def carrying(message: str) -> Any:
    """The ids of the clips in which a message came through; a person's code counts before the machine's."""
    present = func.coalesce(PullThrough.coded_presence, PullThrough.presence)
    return select(PullThrough.clip_id).where(PullThrough.message == message, present > 0)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return "yes" if value is True else str(value)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return at


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


READING: dict[str, Any] = {
    "day": date.fromisoformat, "since": _instant, "until": _instant, "tone": Tone, "tier": int, "story": int, "medium": Medium,
    "term": _numbers, "outlet": _numbers, "journalist": _numbers, "message": str, "scope": Scope, "quiet": lambda text: text == "yes",
}  # fmt: skip
