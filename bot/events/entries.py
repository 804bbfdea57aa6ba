"""Entries: what the form of an event holds, checked: when it is in words, how long, where, who speaks, what happens when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlmodel import Session, col, select

from bot import deadlines
from bot.authority import NEEDS, RANK, Actor
from bot.errors import Invalid
from bot.events import runs, spans
from bot.events.record import day_of
from bot.models import EventKind, Member, PressEvent, Spokesperson
from bot.text import one_line, taken

LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 480)
ALL_DAY = 0
DAY = 24 * 60
SPEAKERS = 20


@dataclass(frozen=True)
class EventEntry:
    """An event as somebody means to have it. `when` is in their words; `minutes` 0 is all day. `speakers` are names; `run` is
    text, a line for each thing that happens. `owner_id` and `named` are member ids."""

    kind: EventKind = EventKind.PRESS_CONFERENCE
    title: str = ""
    when: str = ""
    minutes: int = 60
    zone: str = ""
    venue: str = ""
    speakers: Sequence[str] = ()
    run: str = ""
    owner_id: str = ""
    confidential: bool = False
    named: frozenset[str] = frozenset()


def entry_of(event: PressEvent) -> EventEntry:
    """The event as its form shows it."""
    return EventEntry(
        event.kind, event.title, when_said(event), ALL_DAY if event.all_day else event.minutes, event.zone, event.venue,
        tuple(event.speakers), runs.written(event.run), event.owner_id, event.confidential, frozenset(event.named),
    )  # fmt: skip


def when_said(event: PressEvent) -> str:
    """When it begins, in words that read back as the same."""
    return said_at(event.starts_at, event.zone, event.all_day)


def said_at(at: datetime, zone: str, all_day: bool) -> str:
    """An instant as the form writes it."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%-d %B %Y}" if all_day else f"{local:%-d %B %Y %H:%M}"


def checked(
    session: Session, actor: Actor, entry: EventEntry, *, now: datetime, zone: str, before: PressEvent | None = None
) -> dict[str, Any]:
    """The columns of an entry; Invalid with every field that is wrong. `zone` is the desk's. A time that lies in the past is
    refused unless it stood there already."""
    wrong: dict[str, str] = {}

    def take(name: str, text: str, what: str, most: int, *, blank: bool = True) -> str:
        try:
            return one_line(taken(text, what=what, most=most, field=name, blank=blank))
        except Invalid as problem:
            wrong.update(problem.fields)
            return ""

    columns: dict[str, Any] = {
        "kind": entry.kind, "title": take("title", entry.title, "The title", 250, blank=False),
        "venue": take("venue", entry.venue, "The venue", 500),
    }  # fmt: skip
    columns["zone"] = _zone(entry.zone, zone, wrong)
    said = take("when", entry.when, "When it is", 200, blank=False)
    if said and "zone" not in wrong:
        columns |= _start(entry, said, columns["zone"], now, before, wrong)
    speakers = list(dict.fromkeys(one_line(one) for one in entry.speakers if one.strip()))
    if len(speakers) > SPEAKERS or any(len(one) > 200 for one in speakers):
        wrong["other_speakers"] = f"At most {SPEAKERS} names of up to 200 characters fit. One a line."
    columns["speakers"] = speakers
    try:
        text = taken(entry.run, what="The run of show", most=3_000, field="run")
        begins = columns.get("starts_at") if not columns.get("all_day") else None
        columns["run"] = runs.read(
            text, starts_at=begins, zone=columns["zone"], minutes=columns.get("minutes", 60), speakers=speakers
        )
    except Invalid as problem:
        wrong.update(problem.fields)
    columns |= _people(session, actor, entry, wrong)
    if wrong:
        raise Invalid("Something in the form needs a look.", **wrong)
    return columns


def registered(session: Session, team_id: str) -> list[Spokesperson]:
    """The spokespeople who may be chosen."""
    asked = select(Spokesperson).where(Spokesperson.team_id == team_id, col(Spokesperson.active).is_(True))
    return list(session.exec(asked.order_by(col(Spokesperson.name)).limit(100)))


def _zone(said: str, desk_zone: str, wrong: dict[str, str]) -> str:
    """The zone somebody names: Europe/London, or the city alone."""
    name = one_line(said) or desk_zone
    if "/" in name and _is_zone(name):
        return name
    key = name.replace(" ", "_").casefold()
    for one in sorted(available_timezones()):
        if key in (one.casefold(), one.rpartition("/")[2].casefold()):
            return one
    wrong["zone"] = "That is no time zone. Write a name such as Europe/London, or a city such as New York."
    return desk_zone


def _is_zone(name: str) -> bool:
    """Whether it is the whole name of a zone: listing them all takes a moment."""
    try:
        return ZoneInfo(name).key == name
    except (LookupError, ValueError, OSError):
        return False


def _start(
    entry: EventEntry, said: str, zone: str, now: datetime, before: PressEvent | None, wrong: dict[str, str]
) -> dict[str, Any]:
    all_day = entry.minutes == ALL_DAY or entry.kind == EventKind.AWARENESS_DAY
    same = before is not None and (said, zone, all_day) == (when_said(before), before.zone, before.all_day)
    if before is not None and same:
        return {
            "starts_at": before.starts_at, "all_day": all_day, "minutes": before.minutes if all_day else entry.minutes
        }  # fmt: skip
    if spans.several_days(said):
        wrong["when"] = "That is more than one day. Plan each day as an event of its own."
        return {}
    begins, at, minutes = spans.read(said, reference=now.astimezone(ZoneInfo(zone)), zone=zone)
    if at is None:
        wrong["when"] = "That can't be read. Write it like “10 December 10:30” or “next Thursday at noon”."
        return {}
    timed = deadlines.names_a_time(begins, reference=now, zone=zone)
    if not timed and not all_day:
        if entry.kind != EventKind.RELEASE:
            wrong["when"] = "At what time? Write it like “10 December 10:30”, or choose “All day” below."
            return {}
        all_day = True
    if all_day:
        at = datetime.combine(at.astimezone(ZoneInfo(zone)).date(), time(), tzinfo=ZoneInfo(zone))
        past = at.date() < now.astimezone(ZoneInfo(zone)).date()
    else:
        past = at < now
    if past:
        wrong["when"] = f"That was {at:%A %-d %B %Y}, in the past. Write the year, too, if you mean another."
    return {"starts_at": at.astimezone(UTC), "all_day": all_day, "minutes": DAY if all_day else minutes or entry.minutes}


def _people(session: Session, actor: Actor, entry: EventEntry, wrong: dict[str, str]) -> dict[str, Any]:
    """Owner and, of a confidential one, who may know of it: whoever owns it and whoever says so are always among them."""
    owner_id = entry.owner_id or actor.id
    if not may_work(session, actor.team_id, owner_id):
        wrong["owner"] = "They can't work on events. Choose an officer of the press desk."
    named: Collection[str] = {*entry.named, actor.id, owner_id} if entry.confidential else ()
    rows = session.exec(select(Member).where(col(Member.id).in_(named))).all() if named else []
    out = [one.name for one in rows if one.outsider or one.team_id != actor.team_id]
    if out or len(rows) != len(named):
        wrong["named"] = f"{out[0] if out else 'Somebody'} is no member of this workspace and can't be named."
    return {"owner_id": owner_id, "confidential": entry.confidential, "named": sorted(named)}


def may_work(session: Session, team_id: str, member_id: str) -> bool:
    """Whether somebody is on this desk and may work."""
    member = session.get(Member, member_id)
    return member is not None and member.team_id == team_id and Actor.of(member).rank >= RANK[NEEDS["work"]]


def moved_by(before: PressEvent, columns: dict[str, Any]) -> bool:
    """Whether these columns put the event on another day."""
    return day_of(before) != columns["starts_at"].astimezone(ZoneInfo(columns["zone"])).date()
