"""Changes: a spokesperson put on the register, edited, retired, and each step taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, select

from bot import audit
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.models import InterviewFormat, Member, Spokesperson, SpokespersonEvent
from bot.spokespeople.availability import away_words, days_away
from bot.spokespeople.record import SpokespersonRecord, find, read
from bot.spokespeople.zones import zone_named
from bot.text import folded, one_line, taken

ITEMS = 30
WORDS = {
    "name": "name", "member_id": "account", "title": "title", "topics": "topics", "not_for": "what they are not for",
    "languages": "languages", "zone": "time zone", "available": "hours", "away": "days away", "trained_on": "training",
    "trained_in": "what they are trained in", "deputy_id": "deputy", "active": "whether they speak",
}  # fmt: skip


@dataclass(frozen=True)
class SpokespersonEntry:
    """A spokesperson as somebody means to have them. `away` are lines of days in words; `trained_in` formats of interviews."""

    name: str
    member_id: str | None = None
    title: str = ""
    topics: Sequence[str] = ()
    not_for: Sequence[str] = ()
    languages: Sequence[str] = ()
    zone: str = ""
    available: str = ""
    away: str = ""
    trained_on: date | None = None
    trained_in: Sequence[str] = ()
    deputy_id: int | None = None


def entry_of(row: Spokesperson) -> SpokespersonEntry:
    """The spokesperson as their form shows them."""
    return SpokespersonEntry(
        row.name, row.member_id, row.title, tuple(row.topics), tuple(row.not_for), tuple(row.languages), row.zone, row.available,
        "\n".join(away_words(row.away)), row.trained_on, tuple(row.trained_in), row.deputy_id,
    )  # fmt: skip


def add(desk: Desk, *, actor: Actor, entry: SpokespersonEntry) -> SpokespersonRecord:
    """Puts somebody on the register. Invalid beside each field."""
    authorize(actor, "work")
    with desk.database.write() as session:
        columns = _checked(session, desk, actor, entry, None)
        row = Spokesperson(team_id=actor.team_id, added_by=actor.id, added_at=desk.clock(), **columns)
        session.add(row)
        session.flush()
        _note(session, desk, actor, row, "added", "put them on the register")
        return read(session, desk, row)


def save(desk: Desk, *, actor: Actor, spokesperson_id: int, entry: SpokespersonEntry) -> SpokespersonRecord:
    """Keeps what somebody says of a spokesperson; Invalid beside each field. The same again changes nothing."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, spokesperson_id, hold=True)
        _set(session, desk, actor, row, "edited", "", _checked(session, desk, actor, entry, row))
        return read(session, desk, row)


def retire(desk: Desk, *, actor: Actor, spokesperson_id: int) -> SpokespersonRecord:
    """Takes somebody off the register: they are offered for nothing new. What is booked stays."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, spokesperson_id, hold=True)
        _set(session, desk, actor, row, "retired", "took them off the register", {"active": False})
        return read(session, desk, row)


def bring_back(desk: Desk, *, actor: Actor, spokesperson_id: int) -> SpokespersonRecord:
    """Puts somebody who was retired on the register again."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, spokesperson_id, hold=True)
        _set(session, desk, actor, row, "brought_back", "put them on the register again", {"active": True})
        return read(session, desk, row)


def undo(desk: Desk, *, actor: Actor, spokesperson_id: int, event_id: int) -> SpokespersonRecord:
    """Takes back the newest step. Conflict where another one is the newest by now, or it was taken back."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, spokesperson_id, hold=True)
        event = read(session, desk, row).undoable
        if event is None or event.id != event_id:
            raise Conflict(f"{row.name} was changed meanwhile. Open it again.")
        for name, value in (event.before or {}).items():
            setattr(row, name, date.fromisoformat(value) if name == "trained_on" and value else value)
        event.undone = True
        session.add(event)
        _note(session, desk, actor, row, "undone", "took the last change back")
        return read(session, desk, row)


def _checked(session: Session, desk: Desk, actor: Actor, entry: SpokespersonEntry, row: Spokesperson | None) -> dict[str, Any]:
    """The columns that an entry means."""
    member = _member(session, actor, entry.member_id)
    name = one_line(taken(entry.name, what="The name", most=200, field="name")) or (member.name if member else "")
    if not name:
        raise Invalid("Who is it?", name="Write a name, or choose somebody of this workspace below.")
    _refuse_twin(session, actor, row, name, member)
    zone = zone_named(entry.zone, member.zone if member else actor.zone)
    return {
        "name": name, "member_id": member.id if member else None,
        "title": one_line(taken(entry.title, what="The title", most=200, field="title")),
        "topics": _items(entry.topics, "topics", "topics"), "not_for": _items(entry.not_for, "not_for", "topics"),
        "languages": _items(entry.languages, "languages", "languages", most=60), "zone": zone,
        "available": one_line(taken(entry.available, what="What you wrote", most=500, field="available")),
        "away": days_away(taken(entry.away, what="What you wrote", most=2_000, field="away"), now=desk.clock(), zone=zone),
        "trained_on": entry.trained_on, "trained_in": [one for one in InterviewFormat if one in entry.trained_in],
        "deputy_id": _deputy(session, actor, entry.deputy_id, row),
    }  # fmt: skip


def _member(session: Session, actor: Actor, member_id: str | None) -> Member | None:
    member = session.get(Member, member_id) if member_id else None
    if member_id and (member is None or member.team_id != actor.team_id or member.outsider):
        raise Invalid(
            "Guests can't be told of interviews.",
            member="Guests, bots and people from other workspaces can't be told of interviews. Leave this empty for them.",
        )
    return member


def _refuse_twin(session: Session, actor: Actor, row: Spokesperson | None, name: str, member: Member | None) -> None:
    for other in session.exec(select(Spokesperson).where(Spokesperson.team_id == actor.team_id)):
        if row is not None and other.id == row.id:
            continue
        gone = "" if other.active else ", retired: bring them back there"
        if member is not None and other.member_id == member.id:
            raise Invalid("They are on the register.", member=f"{member.name} is on the register as {other.name}{gone}.")
        if folded(other.name) == folded(name):
            raise Invalid("They are on the register.", name=f"{other.name} is on the register already{gone}.")


def _items(items: Sequence[str], name: str, what: str, *, most: int = 150) -> list[str]:
    found = list(dict.fromkeys(one for one in (one_line(each) for each in items) if one))
    if len(found) > ITEMS or any(len(one) > most for one in found):
        raise Invalid("That is too much.", **{name: f"At most {ITEMS} {what}, each at most {most} characters long."})
    for one in found:
        taken(one, what="What you wrote", field=name)
    return found


def _deputy(session: Session, actor: Actor, deputy_id: int | None, row: Spokesperson | None) -> int | None:
    if deputy_id is None:
        return None
    deputy = session.get(Spokesperson, deputy_id)
    if deputy is None or deputy.team_id != actor.team_id or not (deputy.active or (row and row.deputy_id == deputy_id)):
        raise Invalid("They speak for us no more.", deputy="Choose somebody who is on the register.")
    if row is not None and deputy_id == row.id:
        raise Invalid("Nobody stands in for themselves.", deputy="Choose somebody else.")
    return deputy_id


def _set(
    session: Session, desk: Desk, actor: Actor, row: Spokesperson, action: str, text: str, columns: Mapping[str, Any]
) -> None:
    """One change with its history; nothing where all is as it was."""
    before = {name: getattr(row, name) for name, value in columns.items() if getattr(row, name) != value}
    if not before:
        return
    for name in before:
        setattr(row, name, columns[name])
    kept = {name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()}
    said = text or f"changed {', '.join(WORDS[name] for name in before)}"
    _note(session, desk, actor, row, action, said, before=kept)


def _note(
    session: Session, desk: Desk, actor: Actor, row: Spokesperson, action: str, text: str, *, before: Mapping[str, Any] | None = None
) -> None:  # fmt: skip
    session.add(row)
    event = SpokespersonEvent(
        spokesperson_id=row.id or 0, at=desk.clock(), actor_id=actor.id, action=action, text=text,
        before=dict(before) if before is not None else None,
    )  # fmt: skip
    session.add(event)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"spokesperson.{action}", object=f"spokesperson:{row.id}",
        details={"event": event.id, "changed": sorted(before or {})},
    )  # fmt: skip
