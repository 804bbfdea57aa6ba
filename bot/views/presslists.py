"""Press lists on screen: all of them, the form with a live count, one list with its people, and how people get onto it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.authority import NEEDS, RANK, Actor
from bot.presslists import FIELDS, LONGEST, Contact, Filter, ListRecord, Preview, Summary
from bot.text import shortened
from bot.views.blocks import (
    OPTION,
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    choices,
    divider,
    field,
    header,
    line,
    modal,
    note,
    rich,
    sure,
    typed,
)

PAGE = 40  # People of one list at once; a menu holds them too.
NAMED = 15  # Names in a preview.
OFFERED = 100
EMPTY = (
    "There are no press lists yet. One is a saved filter (beat, tier, region, language, kind of outlet, tag) that finds new "
    "contacts by itself, or people you pick by hand, or both."
)


def listing(found: Sequence[Summary], actor: Actor, said: str = "", deleted: int = 0) -> Block:
    """The team's lists. `deleted` is one that was deleted just now and can be brought back."""
    blocks: list[Block] = [rich(line(said))] if said else []
    if deleted:
        blocks.append(actions(button("Bring it back", f"presslist_back:{deleted}", str(deleted))))
    if not found:
        blocks.append(rich(line(EMPTY)))
    for one in found[: OFFERED // 3]:
        about = shortened(one.filter.said() or "picked by hand", 250)
        blocks.append(rich(line(bold(shortened(one.name, 100)), f" · {_people(one.count)}"), line(about)))
        blocks.append(actions(button("Open", f"presslist_look:{one.id}", f"{one.id}:1")))
    if len(found) > OFFERED // 3:
        blocks.append(note(f"…and {len(found) - OFFERED // 3} more. Say `lists` and a part of the name."))
    if actor.rank >= RANK[NEEDS["work"]]:
        blocks.append(actions(button("New press list", "presslist_new", "0", style="primary")))
    return modal("Press lists", blocks)


def form(
    offered: Mapping[str, Mapping[str, str]], chosen: Filter, preview: Preview, *, name: str = "", record: ListRecord | None = None
) -> Block:  # fmt: skip
    """A list's name and filter. Each choice is told at once, and the count under it follows."""
    blocks: list[Block] = [
        field("Name", typed("name", name, most=LONGEST, example="Health, north east"), optional=False),
        rich(line("Who is on it? Within a field any of your choices will do; every field you fill must fit. ",
                  "Leave all of them empty for a list that you pick by hand."), block_id="presslist_how"),
    ]  # fmt: skip
    missing = []
    for each, label in FIELDS.items():
        options = {value: shortened(said, OPTION) for value, said in list(offered[each].items())[:OFFERED]}
        if options:
            element = choices(f"presslist_filter:{each}", options, getattr(chosen, each))
            blocks.append(field(label, element, dispatch=True, block_id=each))
        else:
            missing.append(label.lower())
    blocks += _found(chosen, preview, record)
    if missing:
        blocks.append(note(f"No contact has anything for: {', '.join(missing)}. It is filled in on their card."))
    return modal(
        "Press list" if record else "New press list", blocks, callback_id="presslist_save", submit="Save", close="Cancel",
        carries={"l": record.row.id if record else 0},
    )  # fmt: skip


def _found(chosen: Filter, preview: Preview, record: ListRecord | None) -> list[Block]:
    """Whom the filter finds, before it is saved."""
    if not chosen.kept:
        by_hand = "Nobody is found by a filter yet. Save it and pick people by hand." if record is None else "Picked by hand."
        return [rich(line(by_hand), block_id="presslist_count")]
    count = len(preview.people)
    told: list[Block] = [line(bold(f"Finds {_people(count)}"), _and_blocked(preview.blocked))]
    if preview.people:
        names = "; ".join(shortened(one.called, 80) for one in preview.people[:NAMED])
        told.append(line(names + (f"; and {count - NAMED} more" if count > NAMED else "")))
    return [rich(*told, block_id="presslist_count")]


def card(record: ListRecord, actor: Actor, *, page: int = 1, said: str = "") -> Block:
    """One list with its people, a page at a time."""
    row, value = record.row, str(record.row.id)
    pages = max(1, -(-len(record.people) // PAGE))
    page = min(max(1, page), pages)
    shown = record.people[(page - 1) * PAGE : page * PAGE]
    may = actor.rank >= RANK[NEEDS["work"]]
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(header(row.name))
    by_hand = f", {len(record.added)} of them by hand" if record.added and record.filter.kept else ""
    blocks.append(
        rich(
            line(bold(_people(len(record.people))), by_hand, _and_blocked(record.blocked)),
            line(record.filter.said() or "Picked by hand", f" · made by {record.made_by}"),
        )
    )
    if shown:
        blocks.append(rich(bullets([_row(one, record) for one in shown])))
    elif may:
        blocks.append(rich(line("Nobody is on it. Add people, or edit its filter.")))
    if pages > 1:
        turns = [
            button(label, f"presslist_page:{way}", f"{value}:{number}")
            for label, way, number in (("← Back", "back", page - 1), ("More →", "more", page + 1))
            if 1 <= number <= pages
        ]
        blocks += [note(f"Page {page} of {pages}"), actions(*turns)]
    return modal("Press list", [*blocks, *(_steps(record, shown, value) if may else [])])


def _row(one: Contact, record: ListRecord) -> Sequence[Part]:
    about = [one.outlet, f"tier {one.tier}" if one.tier else "", ", ".join(one.beats[:3])]
    mark = "  (by hand)" if one.id in record.added and record.filter.kept else ""
    return [bold(shortened(one.name, 100)), shortened("".join(f" · {part}" for part in about if part), 200), mark]


def _steps(record: ListRecord, shown: Sequence[Contact], value: str) -> list[Block]:
    steps = [button("Add people…", f"presslist_add:{value}", value), button("Edit…", f"presslist_edit:{value}", value)]
    if record.people:
        steps.insert(0, button("Pitch to this list…", f"pitch_list:{value}", value, style="primary"))
        steps += [button("Export CSV", f"presslist_export:{value}:csv", "csv"), button("Export Excel", f"presslist_export:{value}:xlsx", "xlsx")]  # fmt: skip
    blocks: list[Block] = [divider(), actions(*steps)]
    if shown:
        menu = {str(one.id): shortened(one.called, OPTION) for one in shown}
        blocks.append(actions(choice(f"presslist_out:{value}", menu, example="Take somebody off…")))
    if record.left_out:
        menu = {str(one.id): shortened(one.called, OPTION) for one in record.left_out[:OFFERED]}
        blocks.append(actions(choice(f"presslist_in:{value}", menu, example=f"Left out: {len(record.left_out)}. Put back…")))
    ask = sure("Delete this list?", "Its people stay on record. You can bring it back right afterwards.", "Delete")
    last = [button("Delete", f"presslist_delete:{value}", value, style="danger", sure=ask)]
    if record.row.before is not None:
        last.insert(0, button("Undo the last change", f"presslist_undo:{value}", value))
    return [*blocks, actions(*last)]


def adding(record: ListRecord, people: Sequence[Contact]) -> Block:
    """Who else is to be on it."""
    on = {one.id for one in record.people}
    menu = {str(one.id): shortened(one.called, OPTION) for one in people if one.id not in on}
    blocks = [rich(line("Onto “", bold(shortened(record.row.name, 100)), "”, beside whom its filter finds."))]
    if menu:
        hint = f"The first {OFFERED}, the best tier first." if len(menu) > OFFERED else ""
        blocks.append(field("Choose", choices("picked", dict(list(menu.items())[:OFFERED])), hint=hint))
    blocks.append(
        field("Or write them", typed("lines", lines=True, example="Wren Castellane, Gazette"),
              hint="One a line: a name, “Name, Outlet”, or an e-mail address. A column of a spreadsheet will do.")
    )  # fmt: skip
    return modal(
        "Add people", blocks, callback_id="presslist_add", submit="Add", close="Cancel", carries={"l": record.row.id}
    )  # fmt: skip


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{count:,} people" if count else "nobody"


def _and_blocked(count: int) -> str:
    if not count:
        return ""
    return f" · ⛔ {count} more must not be contacted and {'is' if count == 1 else 'are'} left out"
