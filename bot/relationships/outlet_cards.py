"""Outlet cards: all of one outlet: what it is, who works there, and every dealing with it that the reader may know of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from bot import inquiries, teams
from bot.authority import Actor, authorize
from bot.coverage import outlet_history, outlets
from bot.desk import Desk
from bot.errors import Conflict, NotFound
from bot.models import Article, Clip, Inquiry, Journalist, Member, Outlet, OutletEvent, Recipient, Release, Statement
from bot.relationships.lists import Entry, entry
from bot.relationships.record import Asked, Ran, on_time
from bot.relationships.visible import visible_to
from bot.statements.lists import visible_to as statements_visible_to
from bot.text import folded

MOST = 100  # Inquiries and people.
FOUND = 5


@dataclass(frozen=True)
class OutletCard:
    """An outlet with its people and history, each kind the newest first; `clips` counts all of them, `ran` are the newest."""

    row: Outlet
    parent: Outlet | None
    parts: Sequence[Outlet]
    people: Sequence[Entry]
    asked: Sequence[Asked]
    ran: Sequence[Ran]
    clips: int
    last_sent: datetime | None
    events: Sequence[OutletEvent] = ()
    members: Mapping[str, Member] = field(default_factory=dict)

    @property
    def last_contact(self) -> datetime | None:
        """When somebody there last asked us, was answered, or was sent something."""
        asked = [one for each in self.asked for one in (each.row.received_at, each.row.responded_at) if one]
        return max([*asked, *([self.last_sent] if self.last_sent else [])], default=None)

    @property
    def punctual(self) -> tuple[int, int]:
        """How many of its inquiries were answered on time, of those that were due."""
        due = [one.on_time for one in self.asked if one.on_time is not None]
        return sum(due), len(due)

    @property
    def undoable(self) -> OutletEvent | None:
        return outlet_history.undoable(self.events)

    def name(self, member_id: str) -> str:
        member = self.members.get(member_id)
        return member.name if member else "somebody"


def get(desk: Desk, *, actor: Actor, outlet_id: int) -> OutletCard:
    """One outlet. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return _read(session, actor, _find(session, actor, outlet_id), desk.clock())


def found(desk: Desk, *, actor: Actor, words: str) -> list[tuple[Outlet, bool]]:
    """The outlets whose name has all of the words, each with whether it is called just so or publishes there; those first."""
    authorize(actor, "look")
    key, host = folded(words), outlets.domain(words if "//" in words else f"https://{words.strip()}") if words.strip() else ""
    if not key:
        return []
    with desk.database.read() as session:
        shut = outlets.hidden(session, actor.team_id)
        rows = session.exec(select(Outlet).where(Outlet.team_id == actor.team_id).order_by(col(Outlet.key))).all()
        named = [(row, row.key == key or bool(host and host in row.domains)) for row in rows]
        meant = [(row, just) for row, just in named if just or all(part in row.key for part in key.split())]
        meant = [(row, just) for row, just in meant if row.id not in shut or _known(session, actor, row.id or 0)]
    return sorted(meant, key=lambda one: (not one[1], one[0].tier or 9, one[0].key))[:FOUND]


def undo(desk: Desk, *, actor: Actor, outlet_id: int, event_id: int) -> OutletCard:
    """Takes back the newest edit. Conflict where another one is the newest by now, or its old name is another outlet's."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = _find(session, actor, outlet_id, hold=True)
        event = outlet_history.undoable(outlet_history.of(session, outlet_id))
        if event is None or event.id != event_id:
            raise Conflict("This outlet was changed meanwhile. Open it again.")
        before = dict(event.before or {})
        same = select(Outlet.id).where(Outlet.team_id == actor.team_id, Outlet.key == before["key"], Outlet.id != outlet_id)
        if session.exec(same).first() is not None:
            raise Conflict(f"There is another outlet called {before['name']} by now, so this can't be taken back.")
        if before["parent_id"] is not None and session.get(Outlet, before["parent_id"]) is None:
            before["parent_id"] = None
        renamed = row.name != before["name"]
        for name, value in before.items():
            setattr(row, name, value)
        event.undone = True
        session.add_all([row, event])
        outlet_history.note(session, desk, actor, row, "undone", "took the last change back")
        if renamed:
            outlets.remember(session, desk, outlet_id)
        return _read(session, actor, row, desk.clock())


def _find(session: Session, actor: Actor, outlet_id: int, *, hold: bool = False) -> Outlet:
    row = session.get(Outlet, outlet_id, with_for_update=hold or None)
    shut = row is not None and outlet_id in outlets.hidden(session, actor.team_id)
    if row is None or row.team_id != actor.team_id or (shut and not _known(session, actor, outlet_id)):
        raise NotFound("That outlet is not on record any more.")
    return row


def _known(session: Session, actor: Actor, outlet_id: int) -> bool:
    """Whether the actor knows of an inquiry of it."""
    asked = select(Inquiry.id).where(Inquiry.outlet_id == outlet_id, inquiries.visible_to(actor))
    return session.exec(asked).first() is not None


def _read(session: Session, actor: Actor, row: Outlet, now: datetime) -> OutletCard:
    assert row.id is not None
    shut = outlets.hidden(session, actor.team_id)
    parts = session.exec(select(Outlet).where(Outlet.parent_id == row.id).order_by(col(Outlet.key)))
    events = outlet_history.of(session, row.id)
    ran, clips = _ran(session, row)
    return OutletCard(
        row, session.get(Outlet, row.parent_id) if row.parent_id else None, [one for one in parts if one.id not in shut],
        _people(session, actor, row.id), _asked(session, actor, row.id, now), ran, clips, _last_sent(session, actor, row.id),
        events, teams.names(session, {one.actor_id for one in events}),
    )  # fmt: skip


def _people(session: Session, actor: Actor, outlet_id: int) -> list[Entry]:
    asked: Any = (
        select(Journalist, Outlet).join(Outlet, col(Outlet.id) == Journalist.outlet_id)
        .where(Journalist.outlet_id == outlet_id, visible_to(actor)).order_by(col(Journalist.key)).limit(MOST)
    )  # fmt: skip
    return [entry(one, outlet) for one, outlet in session.exec(asked)]


def _asked(session: Session, actor: Actor, outlet_id: int, now: datetime) -> list[Asked]:
    asked = select(Inquiry).where(Inquiry.outlet_id == outlet_id, inquiries.visible_to(actor))
    rows = session.exec(asked.order_by(col(Inquiry.received_at).desc(), col(Inquiry.id).desc()).limit(MOST))
    return [Asked(one, "", on_time(one, now)) for one in rows]


def _ran(session: Session, row: Outlet) -> tuple[list[Ran], int]:
    clips: Any = (
        select(Clip.id, Article).join(Article, col(Article.id) == Clip.article_id)
        .where(Article.outlet_id == row.id, col(Clip.not_us_at).is_(None), col(Article.copy_of_id).is_(None))
    )  # fmt: skip
    total = session.exec(select(func.count()).select_from(clips.subquery())).one()
    newest = session.exec(clips.order_by(col(Article.published_at).desc(), col(Article.id).desc()).limit(FOUND))
    return [Ran(clip, one.title, one.byline, one.address, one.published_at, True) for clip, one in newest], total


def _last_sent(session: Session, actor: Actor, outlet_id: int) -> datetime | None:
    return session.exec(
        select(func.max(Release.sent_at)).join(Recipient, col(Recipient.release_id) == Release.id)
        .join(Statement, col(Statement.id) == Release.statement_id)
        .where(Recipient.outlet_id == outlet_id, col(Release.taken_back_at).is_(None), statements_visible_to(actor))
    ).one()  # fmt: skip
