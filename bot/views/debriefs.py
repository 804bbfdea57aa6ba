"""Debriefs on screen: the form of two minutes, the debrief itself, and promises with their clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.authority import Actor
from bot.debriefs import LONGEST, Board, DebriefRecord, Entry, Promised, PromiseRecord, may_give
from bot.inquiries import user_of
from bot.text import shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    date,
    divider,
    fallback,
    field,
    header,
    line,
    modal,
    moment,
    note,
    person,
    quote,
    rich,
    section,
    sure,
    typed,
)

MOST_PROMISES = 5
PROMISE = 500
WENT = {"5": "5 – very well", "4": "4 – well", "3": "3 – all right", "2": "2 – badly", "1": "1 – very badly"}


def form(record: DebriefRecord, entry: Entry, actor: Actor, *, boxes: int = 1) -> Block:
    """What was said, promised, owed, learnt. `boxes` promises can be written; a button adds another."""
    blocks: list[Block] = [rich(line(bold(f"{record.interview.reference}  "), *_who(record)))]
    blocks.append(
        field(
            "What was said?",
            typed("said", entry.said, lines=True, most=LONGEST),
            optional=False,
            hint="The gist, and anything that may be quoted.",
        )
    )
    there = {one.field: one for one in entry.promised}
    for number in range(1, boxes + 1):
        blocks += _promise_fields(number, there.get(number), actor)
    if boxes < MOST_PROMISES:
        blocks.append(actions(button("Another promise", "debrief_more", str(boxes + 1))))
    blocks += [
        field("What do they owe us?", typed("owed", entry.owed, lines=True, most=LONGEST, example="The link when it is live; a check of the quote")),
        field("What did we learn?", typed("lessons", entry.lessons, lines=True, most=LONGEST),
              hint="It stands in this spokesperson's next briefing and on the journalist's card. Write as if they will read it."),
        field("How did it go?", choice("went", WENT, str(entry.went) if entry.went else None, example="1 to 5")),
    ]  # fmt: skip
    return modal(
        f"Debrief {record.interview.reference}", blocks, callback_id="debrief_give", submit="Keep it", close="Cancel",
        carries={"r": record.interview.reference, "n": boxes},
    )  # fmt: skip


def shown(record: DebriefRecord, actor: Actor, now: datetime, said: str = "") -> Block:
    """The debrief, or that there is none yet, with its promises."""
    reference = record.interview.reference
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(rich(line(bold(f"{reference}  "), *_who(record))))
    one = record.debrief
    if one is None:
        blocks.append(section("Nobody has given a debrief yet."))
    else:
        went = f" · it went {WENT[str(one.went)]}" if one.went else ""
        blocks.append(rich(line(f"By {record.name(one.by)}, ", date(one.at), went)))
        for title, text in (("Said", one.said), ("They owe us", one.owed), ("Learnt", one.lessons)):
            if text:
                blocks.append(rich(line(bold(title)), quote(shortened(text, 2_800))))
    steps = []
    if may_give(record, actor):
        steps.append(
            button("Change it…" if one else "Give the debrief…", "debrief_edit", reference, style=None if one else "primary")
        )
        if one is not None and one.before:
            ask = sure("Undo the last change?", "The words are as they were before it. Promises stay.", "Undo")
            steps.append(button("Undo the last change", "debrief_undo", reference, sure=ask))
    blocks += [actions(*steps)] if steps else []
    if record.promises:
        blocks += [divider(), rich(line(bold(f"Promised: {len(record.promises)}")))]
        blocks += [block for each in record.promises for block in promise(each, now)]
    return modal(f"Debrief {reference}", blocks)


def board(found: Board, now: datetime) -> list[Block]:
    """What `/press debrief` says: what waits for a debrief, and what we owe."""
    blocks: list[Block] = [header("Debriefs")]
    if not found.waiting:
        blocks.append(section("Every interview that is over has its debrief."))
    for one in found.waiting:
        blocks.append(
            rich(
                line(
                    bold(f"{one.reference}  "),
                    f"{one.spokesperson.name} with {shortened(one.who, 150)}, ",
                    date(one.interview.starts_at),
                )
            )
        )
        blocks.append(actions(button("Debrief in two minutes", "debrief_open", one.reference, style="primary")))
    blocks += [divider(), rich(line(bold(f"Promised to journalists: {len(found.promises)}")))]
    if not found.promises:
        blocks.append(section("Nothing is owed to anybody."))
    for each in found.promises[:12]:
        blocks += promise(each, now)
    if len(found.promises) > 12:
        blocks.append(note(f"…and {len(found.promises) - 12} more, due later."))
    return blocks


def promise(found: PromiseRecord, now: datetime) -> list[Block]:
    """One promise with its clock and steps."""
    one, value = found.row, str(found.row.id)
    blocks: list[Block] = [
        rich(
            line(*_state(found, now), f" · {found.owner} · to {shortened(found.whom, 150)} ({found.interview.reference})"),
            quote(one.text),
        )
    ]
    whom = found.interview.journalist
    if found.is_open and whom is not None and whom.do_not_contact_at is not None:
        blocks[0]["elements"].append(line("⛔ They must not be contacted. An admin can lift that on their card, or drop this."))
    if not found.is_open:
        return [*blocks, actions(button("Undo", f"promise_reopen:{value}", value), block_id=f"promise:{value}")]
    ask = sure("Drop this promise?", "It is chased no more. Undo brings it back.", "Drop it")
    return [
        *blocks,
        actions(
            button("Done", f"promise_keep:{value}", value, style="primary"), button("Another date…", f"promise_move_open:{value}", value),
            button("Drop", f"promise_drop:{value}", value, sure=ask), block_id=f"promise:{value}",
        ),
    ]  # fmt: skip


def promised(found: PromiseRecord, now: datetime) -> tuple[list[Block], str]:
    """The promise as its owner has it in their messages. The notification names no journalist."""
    blocks = promise(found, now)
    return [rich(line("🤝 ", bold("You see to this promise"))), *blocks], fallback(
        f"{found.interview.reference}: a promise is yours to keep."
    )


def due(found: PromiseRecord, stage: str, now: datetime, *, own: bool) -> tuple[list[Block], str]:
    """The reminder; once it is done, that it is."""
    reference = found.interview.reference
    if not found.is_open:
        said = f"✅ {reference}: the promise is done with."
    elif found.late(now) and stage.startswith("late"):
        said = f"🔴 {reference}: this promise is late." if own else f"🔴 {reference}: {found.owner} is late with this promise."
    else:
        said = {
            "day": f"⏰ {reference}: promised for within a day.",
            "hour": f"⏰ {reference}: promised for within the hour.",
        }.get(stage, f"⏰ {reference}: a promise.")
    return [rich(line(bold(said))), *promise(found, now)], fallback(said)


def moving(found: PromiseRecord) -> Block:
    """Another moment for a promise."""
    return modal(
        "Another date",
        [rich(quote(found.row.text)), field("Until when, as agreed with them?", moment("due", found.row.due_at), optional=False)],
        callback_id="promise_move", submit="Move it", close="Cancel", carries={"p": found.row.id},
    )  # fmt: skip


def home(found: Sequence[PromiseRecord], now: datetime) -> list[Block]:
    """The section of Home: what this person owes; nothing where they owe nothing."""
    if not found:
        return []
    blocks: list[Block] = [divider(), header(f"I promised: {len(found)}")]
    for one in found[:5]:
        blocks += promise(one, now)
    return blocks + ([note(f"…and {len(found) - 5} more: `/press debrief`.")] if len(found) > 5 else [])


def evening(found: Sequence[PromiseRecord], now: datetime) -> list[Block]:
    """What is owed to journalists by tomorrow, in the end-of-day post."""
    if not found:
        return []
    rows: list[list[Part]] = [
        [*_state(one, now), f" · {one.owner} · {one.interview.reference}, to {shortened(one.whom, 120)}"] for one in found[:12]
    ]
    return [rich(line(bold(f"🤝 Promised to journalists, by tomorrow: {len(found)}")), bullets(rows))]


def _promise_fields(number: int, one: Promised | None, actor: Actor) -> list[Block]:
    mark = f" {number}" if number > 1 else ""
    owner = user_of(one.owner) if one else actor.user_id
    return [
        field(f"Promised{mark}", typed(f"promise_{number}", one.text if one else "", most=PROMISE, example="To send the figures for October")),
        field(f"By when{mark}?", moment(f"due_{number}", one.due_at if one else None)),
        field(f"Who sees to it{mark}?", person(f"owner_{number}", owner)),
    ]  # fmt: skip


def _who(record: DebriefRecord) -> list[Part]:
    one = record.interview
    return [f"{one.spokesperson.name} with {shortened(one.who, 200)}, ", date(one.interview.starts_at)]


def _state(found: PromiseRecord, now: datetime) -> list[Part]:
    one = found.row
    if one.kept_at is not None:
        return ["✅ Done ", date(one.kept_at)]
    if one.dropped_at is not None:
        return ["🚫 Dropped ", date(one.dropped_at)]
    return [bold("🔴 Late, was due ") if found.late(now) else bold("⏳ Due "), date(one.due_at)]
