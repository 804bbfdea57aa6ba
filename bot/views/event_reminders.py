"""Reminders of events on screen: what somebody has still to do for one, each with its tick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.events import checklists
from bot.events.record import EventRecord
from bot.views.blocks import Block, actions, bold, button, fallback, line, note, rich
from bot.views.events import advisory_button, item_line, when

MOST = 20  # Things in one reminder, two blocks each: Slack takes 50 in a message.


def due(record: EventRecord, items: Sequence[dict[str, Any]], now: datetime) -> tuple[list[Block], str]:
    """The reminder of what somebody has to do; once all is done, that it is."""
    left = [one for one in items if not one["done"]]
    event = record.event
    name = "A confidential event" if event.confidential else event.title
    if not record.is_on:
        return [note(f"🚫 {record.reference} was called off.")], f"{record.reference} was called off."
    if not items:
        return [
            note(f"📅 {record.reference} was moved: nothing of it is due any more.")
        ], f"{record.reference}: nothing is due."
    title = f"⏰ {record.reference}  " if left else f"✅ {record.reference}, all done that was due  "
    shown = sorted(items, key=lambda one: bool(one["done"]))[:MOST]
    blocks: list[Block] = [
        rich(line(bold(title), event.title), line(*when(event))), *(each for one in shown for each in _due_item(record, one, now)),
    ]  # fmt: skip
    if len(items) > MOST:
        blocks.append(note(f"…and {len(items) - MOST} more on the checklist."))
    steps = [button("Open", f"event_open:{record.id}", str(record.id))]
    if any(one["kind"] == checklists.ADVISORY for one in left):
        steps.insert(0, advisory_button(record))
    if any(one["kind"] == checklists.CALLS for one in left):
        steps.insert(0, button("Call round", f"event_round:{record.id}", str(record.id)))
    told = f"{record.reference}, {name}: {f'{len(left)} due' if left else 'all done'}"
    return [*blocks, actions(*steps, block_id=f"event_due:{record.id}")], fallback(told)


def _due_item(record: EventRecord, item: dict[str, Any], now: datetime) -> list[Block]:
    value = f"{record.id}:{item['id']}"
    label, way = ("Not done", "0") if item["done"] else ("Done", "1")
    step = button(label, f"event_tick:{value}", f"{value}:{way}", style=None if item["done"] else "primary")
    return [rich(line(*item_line(record, item, now))), actions(step, block_id=f"event_due_item:{value}")]
