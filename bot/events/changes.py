"""Changes: an event is planned, edited, moved, called off, put on again, and each step taken back."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot import clocks, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotFound
from bot.events import checklists, runs
from bot.events.entries import EventEntry, checked, moved_by, said_at, when_said
from bot.events.history import held, remember, step, told_calendars
from bot.events.record import EventRecord, day_of, read
from bot.inquiries.history import restored
from bot.models import EventKind, PressEvent, Statement
from bot.statements.lists import visible_to as statements_visible_to
from bot.text import one_line, taken

# What a calendar shows: a change of one of these needs a new file.
IN_CALENDARS = ("title", "starts_at", "minutes", "all_day", "zone", "venue", "cancelled_at")
WORDS = {
    "kind": "kind", "title": "title", "minutes": "length", "zone": "zone", "venue": "venue", "speakers": "speakers", "run": "run of show",
    "owner_id": "owner", "confidential": "who may know", "named": "who may know",
}  # fmt: skip


def add(desk: Desk, *, actor: Actor, entry: EventEntry) -> EventRecord:
    """Plans an event, with the checklist of its kind. Invalid beside each field."""
    authorize(actor, "work")
    with desk.database.write() as session:
        rules = clocks.of(session, actor.team_id)
        columns = checked(session, actor, entry, now=desk.clock(), zone=rules.hours.zone)
        row = PressEvent(
            team_id=actor.team_id, number=teams.next_number(session, actor.team_id, "last_event"), uid=f"{uuid.uuid4()}@pressdesk", added_by=actor.id,
            added_at=desk.clock(), **columns,
        )  # fmt: skip
        row.checklist = checklists.planned(
            row.kind, rules.hours, day=day_of(row), owner_id=row.owner_id, today=rules.hours.day_of(desk.clock())
        )
        session.add(row)
        remember(session, desk, actor, row, "planned", f"planned it for {when_said(row)}")
        return read(session, row, actor)


def save(desk: Desk, *, actor: Actor, event_id: int, entry: EventEntry) -> EventRecord:
    """Keeps what somebody says of an event. Put on another day, what is not done moves with it; at another hour, so does the run
    of show, unless that was changed, too. Conflict where it was called off; the same again changes nothing."""
    with desk.database.write() as session:
        row = held(session, actor, event_id)
        _refuse_cancelled(row)
        rules = clocks.of(session, row.team_id)
        columns = checked(session, actor, entry, now=desk.clock(), zone=rules.hours.zone, before=row)
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        if not changed:
            return read(session, row, actor)
        if {"starts_at", "zone"} & changed.keys():
            changed |= _run_moved(row, columns)
        if moved_by(row, columns):
            day = columns["starts_at"].astimezone(ZoneInfo(columns["zone"])).date()
            changed["checklist"] = checklists.moved(row.checklist, rules.hours, day=day, today=rules.hours.day_of(desk.clock()))
        if {"named", "owner_id"} & changed.keys():
            changed["checklist"] = _owned(changed.get("checklist", row.checklist), row, columns)
        return _apply(session, desk, actor, row, "moved" if "starts_at" in changed else "edited", changed)


def cancel(desk: Desk, *, actor: Actor, event_id: int, because: str = "") -> EventRecord:
    """Calls it off. Whoever has it in their calendar gets the file that takes it out."""
    because = one_line(taken(because, what="The reason", most=500, field="because"))
    with desk.database.write() as session:
        row = held(session, actor, event_id)
        _refuse_cancelled(row)
        changed = {"cancelled_at": desk.clock(), "cancelled_because": because}
        return _apply(session, desk, actor, row, "cancelled", changed, f"called it off{f': {because}' if because else ''}")


def reinstate(desk: Desk, *, actor: Actor, event_id: int) -> EventRecord:
    """Puts an event that was called off on again, as it was."""
    with desk.database.write() as session:
        row = held(session, actor, event_id)
        if row.cancelled_at is None:
            raise Conflict(f"{row.reference} is on.")
        return _apply(
            session, desk, actor, row, "reinstated", {"cancelled_at": None, "cancelled_because": ""}, "put it on again"
        )


def undo(desk: Desk, *, actor: Actor, event_id: int, step_id: int) -> EventRecord:
    """Takes back the newest change of the event itself. Conflict where another one is the newest by now."""
    with desk.database.write() as session:
        row = held(session, actor, event_id)
        last = read(session, row, actor).undoable
        if last is None or last.id != step_id:
            raise Conflict("This event was changed meanwhile. Open it again.")
        old = {name: restored(value) for name, value in (last.before or {}).items() if name != "sequence"}
        if "kind" in old:
            old["kind"] = EventKind(old["kind"])
        if "checklist" in old:
            old["checklist"] = checklists.restored(old["checklist"], row.checklist)
        last.undone = True
        session.add(last)
        return _apply(session, desk, actor, row, "undone", old, f"took back: {last.action}", undoable=False)


def link(desk: Desk, *, actor: Actor, event_id: int, statement_id: int) -> EventRecord:
    """Notes which statement is the event's advisory or release. NotFound where the actor may know one of them alone."""
    with desk.database.write() as session:
        row = held(session, actor, event_id)
        asked = select(Statement).where(Statement.id == statement_id, statements_visible_to(actor))
        found = session.exec(asked).first()
        if found is None:
            raise NotFound("There is no such statement.")
        if row.statement_id == statement_id:
            return read(session, row, actor)
        return step(session, desk, actor, row, "linked", f"its advisory is {found.reference}", statement_id=statement_id)


def _apply(
    session: Session, desk: Desk, actor: Actor, row: PressEvent, action: str, changed: dict[str, Any], text: str = "", *,
    undoable: bool = True,
) -> EventRecord:  # fmt: skip
    """One step; with a new number for calendars, and the new file for whoever has the old one, where they show it otherwise."""
    shown = any(name in IN_CALENDARS for name in changed)
    if shown:
        changed = {**changed, "sequence": row.sequence + 1}
    found = step(session, desk, actor, row, action, text or _told(row, changed), undoable=undoable, **changed)
    if shown:
        told_calendars(session, desk, row)
    return found


def _told(row: PressEvent, changed: dict[str, Any]) -> str:
    if "starts_at" in changed:
        now = {name: changed.get(name, getattr(row, name)) for name in ("starts_at", "zone", "all_day")}
        return f"moved it from {when_said(row)} to {said_at(now['starts_at'], now['zone'], now['all_day'])}"
    found = dict.fromkeys(words for name, words in WORDS.items() if name in changed)
    return f"changed {', '.join(found)}" if found else "changed it"


def _run_moved(row: PressEvent, columns: dict[str, Any]) -> dict[str, Any]:
    """The run of show as much later as the event begins, where nobody changed it."""
    if columns["run"] != row.run or not row.run or row.all_day or columns["all_day"]:
        return {}
    walls = [
        at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        for at, zone in ((row.starts_at, row.zone), (columns["starts_at"], columns["zone"]))
    ]
    by = timedelta(hours=walls[1].hour - walls[0].hour, minutes=walls[1].minute - walls[0].minute)
    return {"run": runs.shifted(row.run, by)} if by else {}


def _owned(checklist: list[dict[str, Any]], row: PressEvent, columns: dict[str, Any]) -> list[dict[str, Any]]:
    """What was the old owner's, or is somebody's who may no longer know of it, is the owner's now."""
    named = columns["named"] if columns["confidential"] else None
    return [
        {**one, "owner": columns["owner_id"]}
        if not one["done"] and (one["owner"] == row.owner_id or (named is not None and one["owner"] not in named))
        else one
        for one in checklist
    ]


def _refuse_cancelled(row: PressEvent) -> None:
    if row.cancelled_at is not None:
        raise Conflict(f"{row.reference} was called off. Put it on again first.")
