"""The demo's press conference: ten working days ahead, part of its checklist done, the first answers in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot.authority import Actor
from bot.clocks import Hours
from bot.desk import Desk
from bot.events import changes, guests, tasks
from bot.events.checklists import day_at
from bot.events.entries import EventEntry
from bot.events.record import EventRecord
from bot.models import EventKind

MARA, TOBI, DINAH = "U0MARA", "U0TOBI", "U0DINAH"
WEEK = ("mon", "tue", "wed", "thu", "fri")
AHEAD = 10
INVITED = "Wren Castellane, Eastmarsh Gazette\nInes Halloway, Northcoast Tonight\nBram Ostrander, The Quarterly Ledger\nOdile Farrant, Tide FM\n, Saltmarsh Post"
RUN = """09:45 Doors open, coffee – Tobi Fenwick
10:30 Welcome – Mara Quill
10:35 What the report says – Dinah Osei
10:50 Questions
11:15 One-to-ones and pictures in the kitchen – Dinah Osei"""


def fill(desk: Desk, actor: Callable[[str], Actor], *, today: date) -> None:
    """Plans it by the desk's clock."""
    tobi = actor(TOBI)
    hours = Hours("Europe/London", WEEK, "20:00", "07:00")
    day = day_at(hours, today, AHEAD)
    record = changes.add(
        desk, actor=tobi,
        entry=EventEntry(
            EventKind.PRESS_CONFERENCE, "A winter on the streets: the report", f"{day:%-d %B %Y} 10:30", 60, "Europe/London",
            "Pier Street house, Northcoast", ("Dinah Osei", "Mara Quill"), RUN, tobi.id,
        ),
    )  # fmt: skip
    for item in (1, 2, 3):
        tasks.tick(desk, actor=tobi, event_id=record.id, item_id=item)
    invited = guests.invite(desk, actor=tobi, event_id=record.id, typed=INVITED).record
    _answered(desk, tobi, invited)
    sunday = day + timedelta(days=6 - day.weekday())
    changes.add(
        desk, actor=actor(MARA),
        entry=EventEntry(EventKind.AWARENESS_DAY, "Shelter Sunday", f"{sunday:%-d %B %Y}", 0, "Europe/London", owner_id=actor(MARA).id),
    )  # fmt: skip
    changes.add(
        desk, actor=actor(MARA),
        entry=EventEntry(
            EventKind.EVENT, "The new director is introduced", f"{day_at(hours, today, 14):%-d %B %Y} 18:00", 90, "Europe/London",
            "Pier Street house, Northcoast", owner_id=actor(MARA).id, confidential=True, named=frozenset({actor(DINAH).id}),
        ),
    )  # fmt: skip


def _answered(desk: Desk, who: Actor, record: EventRecord) -> None:
    said = {"Wren Castellane": ("yes", "With a photographer"), "Ines Halloway": ("maybe", ""), "Bram Ostrander": ("no", "")}
    for guest in record.guests:
        answer, note = said.get(guest.name, ("", ""))
        if answer:
            guests.call(desk, actor=who, event_id=record.id, guest_id=guest.id)
            guests.answer(desk, actor=who, event_id=record.id, guest_id=guest.id, said=answer)
        if note:
            guests.annotate(desk, actor=who, event_id=record.id, guest_id=guest.id, note=note)
