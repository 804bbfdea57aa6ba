"""Guests on screen: the call round, one by one, and the check-in list for the door."""

from __future__ import annotations

from collections.abc import Sequence

from bot.authority import NEEDS, RANK, Actor
from bot.events.guestlists import ANSWERS, Guest
from bot.events.record import EventRecord
from bot.text import shortened
from bot.views.blocks import Block, Part, actions, bold, button, date, escaped, italic, line, modal, note, rich, section
from bot.views.events import ANSWER

ROUND, DOOR = 12, 35
SAID = {"yes": "Yes", "maybe": "Maybe", "no": "No"}


def call_round(record: EventRecord, actor: Actor, *, which: str = "all", page: int = 1, said: str = "") -> Block:
    """Everybody invited, with how to reach them, whether they were called and what they answered."""
    may_work = actor.rank >= RANK[NEEDS["work"]] and record.is_on
    counts = record.counts
    left = [one for one in record.guests if one.row.called_at is None and not one.row.answer and not one.blocked]
    wanted = left if which == "left" else list(record.guests)
    blocks: list[Block] = [rich(line(bold(said)))] if said else []
    blocks.append(rich(line(bold(f"{record.reference}  "), record.event.title)))
    blocks.append(
        note(
            f"*{counts.invited}* invited · *{counts.called}* called · {counts.yes} yes · {counts.maybe} maybe · {counts.no} no · {len(left)} still to call"
        )
    )
    shown, page, pages = _page(wanted, page, ROUND)
    if not shown:
        empty = "Everybody was called." if record.guests else "Nobody is invited yet. Invite from a press list or by name."
        blocks.append(rich(line(empty)))
    for one in shown:
        blocks += _caller(record, one, which, page, may_work=may_work)
    foot = []
    if may_work:
        foot.append(
            button("Invite…", f"event_invite_open:{record.id}", str(record.id), style=None if record.guests else "primary")
        )
    if record.guests:
        other, label = ("all", "Everybody") if which == "left" else ("left", "Still to call")
        foot.append(button(label, "event_round_turn:which", f"{record.id}:{other}:1"))
    foot += _turns("event_round_turn", f"{record.id}:{which}", page, pages)
    return modal(f"Guests {record.reference}", [*blocks, actions(*foot, _back(record), block_id="event_round_foot")])


def door(record: EventRecord, actor: Actor, *, page: int = 1, said: str = "") -> Block:
    """The check-in list: who is expected, a button each."""
    may_work = actor.rank >= RANK[NEEDS["work"]] and record.is_on
    counts = record.counts
    expected = sorted(record.guests, key=lambda one: (one.row.answer == "no", one.name.casefold()))
    blocks: list[Block] = [rich(line(bold(said)))] if said else []
    blocks.append(note(f"*{counts.came} here* · {counts.yes} said yes, {counts.maybe} maybe"))
    shown, page, pages = _page(expected, page, DOOR)
    if not shown:
        blocks.append(rich(line("Nobody is on the guest list. “Somebody else came…” notes who comes to the door.")))
    for one in shown:
        value = f"{record.id}:{one.id}"
        here = "✅ *Here* · " if one.row.came else ""
        text = f"{here}*{escaped(shortened(one.name, 100))}* {escaped(shortened(one.at, 80)) if one.journalist else ''}\n{_small(one)}"
        label, way = ("Undo", "0") if one.row.came else ("Here", "1")
        step = button(label, f"event_came:{value}", f"{value}:{way}:{page}", style=None if one.row.came else "primary")
        blocks.append(section(text, step if may_work else None))
    foot = [button("Somebody else came…", f"event_walk_in:{record.id}", str(record.id))] if may_work else []
    foot += _turns("event_door_turn", str(record.id), page, pages)
    return modal(f"Check in {record.reference}", [*blocks, actions(*foot, _back(record), block_id="event_door_foot")])


def _caller(record: EventRecord, one: Guest, which: str, page: int, *, may_work: bool) -> list[Block]:
    value, back = f"{record.id}:{one.id}", f"{which}:{page}"
    head: list[Part] = [bold(one.name), f", {one.at}" if one.journalist and one.at else "", f"  {ANSWER[one.row.answer]}"]
    if one.row.called_at is not None:
        head += [" · 📞 ", date(one.row.called_at, "{date_short} {time}")]
    sections = [line(*head)]
    if one.reachable:
        sections.append(line(one.reachable))
    if one.row.note:
        sections.append(line(italic(one.row.note)))
    if one.blocked:
        return [rich(*sections, line("⛔ Do not contact."))]
    steps = []
    if may_work:
        label, way = ("Not called", "0") if one.row.called_at else ("Called", "1")
        steps = [button(label, f"event_called:{value}", f"{value}:{way}:{back}")]
        for said in ANSWERS:
            chosen = one.row.answer == said
            steps.append(
                button(
                    f"✓ {SAID[said]}" if chosen else SAID[said], f"event_answer_{said}:{value}",
                    f"{value}:{'' if chosen else said}:{back}", style="primary" if chosen else None,
                )
            )  # fmt: skip
        steps.append(button("Note…", f"event_guest:{value}", value))
    return [rich(*sections), *([actions(*steps, block_id=f"event_caller:{value}")] if steps else [])]


def _small(one: Guest) -> str:
    """What they answered, and what they send."""
    return ANSWER[one.row.answer] + (f" · {escaped(one.row.note)}" if one.row.note else "")


def _page(found: Sequence[Guest], page: int, size: int) -> tuple[Sequence[Guest], int, int]:
    pages = max(1, -(-len(found) // size))
    page = max(1, min(page, pages))
    return found[(page - 1) * size : page * size], page, pages


def _turns(action: str, value: str, page: int, pages: int) -> list[Block]:
    return [
        button(label, f"{action}:{way}", f"{value}:{number}")
        for label, way, number in (("← Back", "back", page - 1), ("More →", "more", page + 1))
        if 1 <= number <= pages
    ]


def _back(record: EventRecord) -> Block:
    return button("← Event", f"event_back:{record.id}", str(record.id))
