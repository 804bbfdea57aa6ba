"""Lists of lines: what is there, filtered, a page at a time, and the three counts that Home shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot import search
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.lines.nearness import told
from bot.lines.record import LineRecord, Standing, known
from bot.models import Line, LineKind

PAGE = 6
SOON = timedelta(days=7)
Which = Literal["all", "approved", "expiring", "expired", "unapproved", "mine", "retired"]
WHICH: tuple[Which, ...] = ("all", "approved", "expiring", "expired", "unapproved", "mine", "retired")


@dataclass(frozen=True)
class Wanted:
    """Which lines: `nouns` are kinds and "house" (none: all of them), `words` must all begin a word of it, `issue` is part
    of its issue. `all` leaves retired ones out; `unapproved` are those that wait for the reader where they approve."""

    which: Which = "all"
    nouns: tuple[str, ...] = ()
    words: str = ""
    issue: str = ""
    page: int = 1


@dataclass(frozen=True)
class LinePage:
    """One page of the list: `total` in all, pages counted from 1."""

    wanted: Wanted
    records: Sequence[LineRecord]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Counts:
    """How many lines and houses are approved and hold, expire within a week, and wait for the reader's approval."""

    approved: int
    expiring: int
    waiting: int


def listing(desk: Desk, *, actor: Actor, wanted: Wanted) -> LinePage:
    """The page asked for, of what the actor may know of; what expires first comes first. A page that is not there any more
    is the last one."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = [one for one in known(session, actor, desk.clock()) if _fits(one, actor, wanted)]
    found.sort(
        key=lambda one: (one.standing == Standing.RETIRED, one.row.expires_on is None, one.row.expires_on, one.row.number)
    )
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, wanted.page), pages)
    return LinePage(wanted, found[(page - 1) * PAGE : page * PAGE], len(found), page, pages)


def counts(desk: Desk, *, actor: Actor) -> Counts:
    """What Home says of the lines that the actor may know of."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = known(session, actor, desk.clock())
    return Counts(
        sum(one.standing == Standing.APPROVED for one in found),
        sum(_expires_soon(one) for one in found),
        sum(waits_for(one, actor) for one in found),
    )


def waits_for(record: LineRecord, actor: Actor) -> bool:
    """Whether its approval is the actor's to give."""
    return record.standing == Standing.UNAPPROVED and actor.may_approve(record.row.sensitivity)


def _expires_soon(record: LineRecord) -> bool:
    last = record.row.expires_on
    return record.standing == Standing.APPROVED and last is not None and last <= record.today + SOON


def _fits(record: LineRecord, actor: Actor, wanted: Wanted) -> bool:
    return (
        _is_which(record, actor, wanted.which)
        and (not wanted.nouns or noun(record) in wanted.nouns)
        and (not wanted.issue or search.folded(wanted.issue) in search.folded(record.row.issue))
        and _has(record, wanted.words)
    )


def noun(record: LineRecord) -> str:
    """Its kind's value, or "house"."""
    return record.row.kind.value if isinstance(record.row, Line) else "house"


def _is_which(record: LineRecord, actor: Actor, which: Which) -> bool:
    if which == "expiring":
        return _expires_soon(record)
    if which == "mine":
        return record.standing != Standing.RETIRED and record.row.owner_id == actor.id
    if which == "all":
        return record.standing != Standing.RETIRED
    return record.standing == Standing(which)


def _has(record: LineRecord, words: str) -> bool:
    asked = search.folded(words).split()
    if not asked:
        return True
    there = f" {search.folded(f'{record.row.reference} {told(record)}')}"
    return all(f" {one}" in there for one in asked)


NOUNS = (*(one.value for one in LineKind), "house")
