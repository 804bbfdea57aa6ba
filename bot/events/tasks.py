"""Tasks: the checklist of an event, item by item: ticked, put in, changed, taken out."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session

from bot import clocks
from bot.authority import Actor
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.events import checklists
from bot.events.entries import may_work
from bot.events.history import held, step
from bot.events.record import EventRecord, day_of, read
from bot.models import PressEvent
from bot.text import one_line, taken


def tick(desk: Desk, *, actor: Actor, event_id: int, item_id: int, done: bool = True) -> EventRecord:
    """Ticks an item, or takes the tick back; the same again changes nothing."""
    with desk.database.write() as session:
        row = held(session, actor, event_id)
        item = _item(row, item_id)
        if bool(item["done"]) == done:
            return read(session, row, actor)
        now = desk.clock()
        ticked = {"done": now.isoformat() if done else None, "by": actor.id if done else None}
        if not done:
            hours = clocks.of(session, row.team_id).hours
            due = checklists.day_at(hours, day_of(row), item["days"])
            ticked["due"] = max(due, date.fromisoformat(item["due"])).isoformat()
        said = f"{'did' if done else 'has still to do'}: {item['what']}"
        # A tick is taken back by the button in its place, so the step before it can still be undone.
        return step(
            session, desk, actor, row, "ticked" if done else "unticked", said, undoable=False,
            checklist=_with(row, {**item, **ticked}),
        )  # fmt: skip


def put(
    desk: Desk, *, actor: Actor, event_id: int, item_id: int | None, what: str, due: str, owner_id: str
) -> EventRecord:  # fmt: skip
    """Puts something on the checklist, or changes it. Invalid beside each field; `due` is "T-5", words, or a date."""
    what = one_line(taken(what, what="What has to be done", most=200, field="what", blank=False))
    with desk.database.write() as session:
        row = held(session, actor, event_id)
        _refuse_over(row)
        hours, now = clocks.of(session, row.team_id).hours, desk.clock()
        days = checklists.read_days(due, hours, day=day_of(row), reference=now)
        if not may_work(session, row.team_id, owner_id) or (row.confidential and owner_id not in row.named):
            wrong = (
                "Name them on this confidential event first." if row.confidential else "Choose an officer of the press desk."
            )
            raise Invalid(wrong, owner=wrong)
        old = _item(row, item_id) if item_id else None
        if old is None and len(row.checklist) >= checklists.MOST:
            raise Conflict(f"At most {checklists.MOST} things fit on a checklist.")
        number = item_id or max((one["id"] for one in row.checklist), default=0) + 1
        made = checklists.item(
            hours, number=number, days=days, what=what, owner_id=owner_id, day=day_of(row), today=hours.day_of(now),
            kind=old["kind"] if old else "",
        )  # fmt: skip
        if old is not None:
            made |= {name: old[name] for name in ("done", "by")}
            made["due"] = old["due"] if old["days"] == days else made["due"]
        if made == old:
            return read(session, row, actor)
        said = f"{'changed' if old else 'put on the checklist'}: {what}"
        return step(session, desk, actor, row, "listed", said, checklist=_with(row, made))


def drop(desk: Desk, *, actor: Actor, event_id: int, item_id: int) -> EventRecord:
    """Takes something off the checklist; it can be undone."""
    with desk.database.write() as session:
        row = held(session, actor, event_id)
        item = _item(row, item_id)
        rest = [one for one in row.checklist if one["id"] != item_id]
        return step(session, desk, actor, row, "unlisted", f"took off the checklist: {item['what']}", checklist=rest)


def _item(row: PressEvent, item_id: int | None) -> dict[str, Any]:
    found = next((one for one in row.checklist if one["id"] == item_id), None)
    if found is None:
        raise NotFound("That is no longer on the checklist. Open it again.")
    return found


def _with(row: PressEvent, item: dict[str, Any]) -> list[dict[str, Any]]:
    """The checklist with an item in its place, in the order of the days."""
    rest = [one for one in row.checklist if one["id"] != item["id"]]
    return sorted([*rest, item], key=lambda one: (one["days"], one["id"]))


def _refuse_over(row: PressEvent) -> None:
    if row.cancelled_at is not None:
        raise Conflict(f"{row.reference} was called off. Put it on again first.")


def owned_by(session: Session, row: PressEvent, member_id: str) -> list[dict[str, Any]]:
    """What of a checklist is somebody's and not done."""
    return [one for one in row.checklist if not one["done"] and one["owner"] == member_id]
