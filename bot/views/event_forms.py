"""The forms of events: the event itself, its checklist, one thing on it, whom to invite, and calling it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.authority import NEEDS, RANK, Actor
from bot.events import checklists
from bot.events.entries import ALL_DAY, LENGTHS, EventEntry
from bot.events.guestlists import Guest
from bot.events.record import EventRecord
from bot.models import Spokesperson
from bot.views.blocks import (
    Block,
    actions,
    bold,
    button,
    choice,
    choices,
    escaped,
    field,
    line,
    modal,
    note,
    person,
    persons,
    rich,
    sure,
    typed,
)
from bot.views.events import KIND, item_line, length

RUN = "10:30 Welcome – Mara Quill\n10:35 Statement – Dinah Osei\n10:50 Questions"
MOVED = "Moved, what is not done on the checklist moves with it, and at another hour the run of show."


def form(entry: EventEntry, spokespeople: Sequence[Spokesperson], *, zone: str, event: int = 0) -> Block:
    """The form of a new event, or of one that is edited or moved."""
    known = {one.name: str(one.id) for one in spokespeople}
    chosen = [known[name] for name in entry.speakers if name in known]
    others = "\n".join(name for name in entry.speakers if name not in known)
    blocks = [
        field("What is it?", choice("kind", {kind.value: label for kind, label in KIND.items()}, entry.kind.value), optional=False),
        field("Title", typed("title", entry.title, most=250, example="Winter shelter report: launch"), optional=False),
        field("When does it begin?", typed("when", entry.when, most=200, example="10 December 10:30, or: next Thursday at noon"),
              optional=False, hint=MOVED if event else "With an end, too: 10 December, 2-3pm."),
        field("How long?", choice("minutes", _lengths(entry.minutes), str(entry.minutes)), optional=False),
        field("Time zone", typed("zone", entry.zone or zone, most=60), hint="Where it takes place: Europe/London, or a city."),
        field("Venue", typed("venue", entry.venue, most=500, example="Pier Street house, Northcoast; or a link")),
    ]  # fmt: skip
    if spokespeople:
        people = {str(one.id): f"{one.name}{f', {one.title}' if one.title else ''}" for one in spokespeople}
        blocks.append(field("Speakers", choices("speakers", people, chosen), hint="From the register of spokespeople."))
    label = "Other speakers" if spokespeople else "Speakers"
    blocks += [
        field(label, typed("other_speakers", others, lines=True), hint="One name a line."),
        field("Run of show", typed("run", entry.run, lines=True, example=RUN), hint="One line each: time, what, who."),
        field("Owner", person("owner", entry.owner_id.rpartition(":")[2] or None), optional=False),
        field("Who may know", choices("confidential", {"yes": "Confidential: only the people named below"}, ["yes"] if entry.confidential else [], boxes=True)),
        field("Named people", persons("named", [one.rpartition(":")[2] for one in sorted(entry.named)]), hint="You and the owner are always among them."),
    ]  # fmt: skip
    return modal(
        "Edit or move it" if event else "Plan an event", blocks, callback_id="event_save", submit="Save" if event else "Plan it",
        close="Cancel", carries={"e": event},
    )  # fmt: skip


def checklist(record: EventRecord, actor: Actor, now: datetime, said: str = "") -> Block:
    """All that has to be done, each with its tick."""
    may_work = actor.rank >= RANK[NEEDS["work"]] and record.is_on
    blocks: list[Block] = [rich(line(bold(said)))] if said else []
    blocks.append(rich(line(bold(f"{record.reference}  "), record.event.title)))
    blocks.append(note("Days are working days from the event’s, holidays left out. What is past due is asked for once a day."))
    if not record.event.checklist:
        blocks.append(rich(line("Nothing is on the list yet.")))
    for one in record.event.checklist:
        value = f"{record.id}:{one['id']}"
        blocks.append(rich(line(*item_line(record, one, now))))
        if may_work:
            label, way = ("Not done", "0") if one["done"] else ("Done", "1")
            tick = button(label, f"event_tick:{value}", f"{value}:{way}", style=None if one["done"] else "primary")
            blocks.append(actions(tick, button("Change…", f"event_item:{value}", value), block_id=f"event_item_steps:{value}"))
    foot = [button("← Event", f"event_back:{record.id}", str(record.id))]
    if may_work:
        foot.insert(0, button("Add something…", f"event_item:{record.id}:0", f"{record.id}:0"))
    return modal(f"Checklist {record.reference}", [*blocks, actions(*foot, block_id="event_checklist_foot")])


def item_form(record: EventRecord, item: Mapping[str, Any] | None, actor: Actor) -> Block:
    """One thing to do, new or changed."""
    owner = (item or {}).get("owner") or record.event.owner_id or actor.id
    blocks = [
        field("What has to be done?", typed("what", (item or {}).get("what", ""), most=200), optional=False),
        field("By when?", typed("due", checklists.said(item["days"]) if item else "", most=100, example="T-5, or: the day before"),
              optional=False, hint="T-5 is the fifth working day before it; also “3 days before”, “the day after”, or a date."),
        field("Whose is it?", person("owner", owner.rpartition(":")[2]), optional=False),
    ]  # fmt: skip
    if item is not None:
        value = f"{record.id}:{item['id']}"
        ask = sure("Take it off the list?", "It can be undone from the event.", "Take it off")
        blocks.append(actions(button("Take it off the list", f"event_item_drop:{value}", value, style="danger", sure=ask)))
    return modal(
        "On the checklist", blocks, callback_id="event_item_save", submit="Save", close="Cancel",
        carries={"e": record.id, "i": item["id"] if item else 0},
    )  # fmt: skip


def invite_form(record: EventRecord, lists: Mapping[str, str], *, door: bool = False) -> Block:
    """Whom to put on the guest list; at the `door`, who came without being on it."""
    blocks = []
    if lists and not door:
        blocks.append(
            field("A press list", choice("list", lists, example="Choose"), hint="Whoever must not be contacted is left out.")
        )
    blocks.append(
        field(
            "By name", typed("others", "", lines=True, example="Wren Castellane, Eastmarsh Gazette\n, Tide FM"), optional=bool(lists) and not door,
            hint="One a line: “Name, Outlet”. For an outlet as such: “, Outlet”.",
        )
    )  # fmt: skip
    return modal(
        "Somebody came" if door else "Invite", blocks, callback_id="event_invite", submit="They came" if door else "Invite",
        close="Cancel", carries={"e": record.id, "d": int(door)},
    )  # fmt: skip


def guest_form(record: EventRecord, guest: Guest) -> Block:
    """What somebody sends or needs, and taking them off the list."""
    value = f"{record.id}:{guest.id}"
    ask = sure("Take them off the guest list?", "What they answered goes, too. You can invite them again.", "Take them off")
    return modal(
        "Guest",
        [
            rich(line(bold(guest.label))),
            field("Note", typed("note", guest.row.note, most=200, example="Camera and two, arrives at ten")),
            actions(button("Take them off the list", f"event_uninvite:{value}", value, style="danger", sure=ask)),
        ],
        callback_id="event_guest_save", submit="Save", close="Cancel", carries={"e": record.id, "g": guest.id},
    )  # fmt: skip


def cancel_form(record: EventRecord) -> Block:
    """The question before an event is called off."""
    expected = [one.name for one in record.guests if one.row.answer in ("yes", "maybe") and not one.blocked]
    rings = f" The desk tells no journalist: ring {escaped(', '.join(expected[:12]))}." if expected else ""
    return modal(
        f"Call off {record.reference}",
        [
            rich(line(bold(record.event.title))),
            note(f"Its reminders stop, and whoever took its calendar file gets one that takes it out.{rings} It can be put on again."),
            field("Why?", typed("because", "", most=500)),
        ],
        callback_id="event_cancel", submit="Call it off", close="Keep it", carries={"e": record.id},
    )  # fmt: skip


def _lengths(minutes: int) -> dict[str, str]:
    found = {str(one): length(one) for one in sorted({*LENGTHS, *([minutes] if minutes > 0 else [])})}
    return {**found, str(ALL_DAY): "All day"}
