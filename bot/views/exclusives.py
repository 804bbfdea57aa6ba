"""Exclusives on screen: the form that promises a story to one alone, the list, and how one is ended early."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.statements import Addressee, ExclusiveRecord, StatementRecord
from bot.text import shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    button,
    choice,
    date,
    field,
    header,
    line,
    modal,
    note,
    rich,
    section,
    typed,
)
from bot.views.blocks import moment as picker


def promising(
    people: Sequence[Addressee], found: StatementRecord | None, running: Sequence[ExclusiveRecord], now: datetime
) -> Block:
    """The form. Without a statement the story is named by its subject."""
    options = {one.address: shortened(one.name, 75) for one in people[:100]}
    blocks: list[Block] = [rich(line(bold(f"{found.statement.reference}  "), found.subject))] if found else []
    if found is None:
        blocks.append(field("Which story?", typed("subject", most=250, example="The winter survey"), optional=False))
    if options:
        blocks.append(field("To whom?", choice("to", options)))
    blocks += [
        field(
            "Somebody else",
            typed("others", most=500, example="Name, Outlet"),
            hint="“Name, Outlet”, or “, Outlet” for all of an outlet.",
        ),
        field("Until", picker("until"), optional=False, hint="It ends by itself then."),
        field("Note", typed("note", most=500), hint="What was agreed."),
    ]
    ours = [one for one in running if found is not None and one.exclusive.statement_id == found.statement.id]
    blocks += [part for one in ours for part in row(one, now)]
    return modal(
        "Promise an exclusive", blocks, callback_id="exclusive_promise", submit="Promise", close="Cancel",
        carries={"s": found.statement.id if found else None},
    )  # fmt: skip


def listing(found: Sequence[ExclusiveRecord], now: datetime, *, may_promise: bool) -> list[Block]:
    """The promises, those that run first; an empty list offers to promise one to those who may."""
    running = sum(one.runs(now) for one in found)
    blocks: list[Block] = [header(f"Exclusives: {running} running")]
    blocks += [part for one in found for part in row(one, now)]
    if not found:
        blocks.append(section("No story is promised to anybody."))
    return [*blocks, *([actions(button("Promise an exclusive", "exclusive_new", "0", style="primary"))] if may_promise else [])]


def row(one: ExclusiveRecord, now: datetime) -> list[Block]:
    """One promise; a running one with the button that ends it early."""
    blocks: list[Block] = [rich(line(*about(one, now)))]
    if one.runs(now):
        blocks.append(actions(button("End it early…", f"exclusive_end:{one.exclusive.id}", str(one.exclusive.id))))
    return blocks


def about(one: ExclusiveRecord, now: datetime) -> list[Part]:
    """A promise in one line: what, to whom, until when, and whether it still binds."""
    promise = one.exclusive
    what = f"{one.statement.reference} " if one.statement else ""
    parts: list[Part] = [
        bold(f"⭐ {what}{shortened(promise.subject, 150)}"),
        f" · {one.whom} alone until ",
        date(promise.until),
    ]
    if promise.ended_at is not None:
        return [*parts, " · ended early ", date(promise.ended_at), f": {shortened(promise.ended_because, 200)}"]
    return parts if one.runs(now) else [*parts, " · over"]


def ending(one: ExclusiveRecord, now: datetime) -> Block:
    return modal(
        "End the exclusive", [rich(line(*about(one, now))), field("Why?", typed("reason", most=500), optional=False),
                              note("They are not told by the desk: tell them yourself.")],
        callback_id="exclusive_end", submit="End it", close="Cancel", carries={"e": one.exclusive.id},
    )  # fmt: skip
