"""Imports of contacts on screen: what the columns are taken for, what would happen, what did, and who may be one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.contacts.columns import FIELDS
from bot.contacts.spreadsheets import Row
from bot.models import ContactImport
from bot.relationships.imports import Preview, undecided
from bot.relationships.plans import sheet_of
from bot.text import one_line, shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    divider,
    fallback,
    field,
    header,
    line,
    modal,
    note,
    rich,
    sure,
)
from bot.views.files import upload

TITLE = "Import contacts"
ENDINGS = ("csv", "xlsx", "txt", "tsv")
LEFT = "skip"
FIRST = 5  # Rows that are shown as they will be taken.
COLUMNS = 25  # That can be chosen for in a form.
TOLD = 8


def uploading(latest: ContactImport | None = None) -> Block:
    """The field for a spreadsheet, and the way to the one that was taken in last."""
    blocks = [
        field(
            "A CSV or Excel file", upload("file", ENDINGS), optional=False, hint="Up to 5 MB and 20,000 rows. Messy is fine."
        ),
        note("You see what it would do before anything is taken in, and can take the whole back afterwards."),
    ]
    if latest is not None:
        blocks.append(rich(line("The last one: ", bold(shortened(latest.name, 100)), ". ", *_counted(latest)[:1])))
        blocks.append(actions(button("Open it", "import_open", str(latest.id))))
    return modal(TITLE, blocks, callback_id="contacts_upload", submit="Read it", close="Cancel")


def previewed(preview: Preview | None, said: str = "") -> Block:
    """What a spreadsheet would do, with the columns to be changed."""
    if preview is None:
        return modal(TITLE, [rich(line("Nothing waits to be taken in."))])
    row, plan = preview.row, preview.plan
    same = len(plan.same)
    doubts = f"{len(plan.doubts):,} may be somebody on record: you are asked about each"
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks += [
        rich(
            line(bold(shortened(row.name, 100)), f": {row.rows:,} rows"),
            line(
                f"{len(plan.new):,} new · {same:,} on record already, their gaps are filled · {plan.twice:,} twice in the file"
            ),
            line(f"{doubts} · {len(plan.refused):,} can't be taken"),
        ),
    ]
    if plan.refused:
        blocks.append(rich(bullets([[f"Row {at}: {shortened(why, 150)}"] for at, why in plan.refused[:TOLD]])))
    first = sorted(
        [one for one, _ in plan.new] + [one for _, one, _ in plan.same] + [one.row for one in plan.doubts],
        key=lambda one: one.at,
    )
    if first:
        blocks.append(rich(line(bold("The first as they will be taken")), bullets(_taken(one) for one in first[:FIRST])))
    blocks.append(divider())
    blocks += _columns(row)
    blocks.append(actions(button("Give it up", "contacts_again")))
    return modal(
        TITLE, blocks, callback_id="contacts_take", submit="Import", close="Not now",
        carries={"i": row.id, "m": {place: name for place, name in row.mapping.items()}},
    )  # fmt: skip


def _columns(row: ContactImport) -> list[Block]:
    """A menu for each column, with what stands in it first."""
    sheet = sheet_of(row)
    width = max([len(sheet.headings), *(len(cells) for _, cells in sheet.rows[:50])], default=0)
    options = {LEFT: "Leave it out", **FIELDS}
    blocks = []
    for place in range(min(width, COLUMNS)):
        heading = sheet.headings[place] if place < len(sheet.headings) else ""
        cells = (one_line(cells[place]) for _, cells in sheet.rows[:50] if place < len(cells))
        example = next((cell for cell in cells if cell), "")
        blocks.append(
            field(
                shortened(heading or f"Column {place + 1}", 100),
                choice(f"column_{place}", options, row.mapping.get(str(place), LEFT)),
                hint=f"Such as “{shortened(example, 100)}”" if example else "Empty in the first rows.",
            )
        )
    return blocks


def _taken(one: Row) -> list[Part]:
    parts = [", ".join(one.emails), ", ".join(one.phones), one.outlet, one.role, ", ".join(one.beats)]
    return [bold(shortened(one.name, 80)), shortened("".join(f" · {part}" for part in parts if part), 250)]


def comparing() -> Block:
    """While it is looked at anew."""
    return modal(TITLE, [rich(line("Comparing …"))])


def working(row: ContactImport) -> Block:
    """While it is taken in."""
    shown = [
        rich(
            line(
                "Taking in ", bold(shortened(row.name, 100)), f": comparing {row.rows:,} rows with each other and the record …"
            )
        ),
        note("You may close this; the answer then comes as a message."),
    ]
    return modal(TITLE, shown)


def summary(row: ContactImport, said: str = "") -> Block:
    """What came of it, with the pairs that wait for a person."""
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks += [header(shortened(row.name, 140)), rich(*(line(one) for one in _counted(row)))]
    if row.refused:
        told = [[f"Row {one['at']}: {shortened(one['why'], 150)}"] for one in row.refused[:TOLD]]
        blocks.append(rich(line(bold("Not taken")), bullets(told)))
    waiting = undecided(row)
    if row.undone_at is None and waiting:
        blocks += [divider(), header(f"The same person? {len(waiting)}")]
        for one in waiting[:TOLD]:
            blocks += _pair(row, one)
    if row.undone_at is None:
        ask = sure("Take all of it back?", "What it added goes, but for whom something was done with since.", "Take it back")
        blocks.append(actions(button("Undo the whole import", "contacts_undo", str(row.id), style="danger", sure=ask)))
    return modal(TITLE, blocks)


def _counted(row: ContactImport) -> list[str]:
    if row.undone_at is not None:
        return ["Taken back."]
    return [
        f"✅ {row.rows:,} rows: {row.added:,} contacts added, {row.merged:,} were on record or in the file already",
        f"{len(undecided(row)):,} wait for you below · {len(row.refused):,} were not taken",
    ]


def _pair(row: ContactImport, one: Mapping[str, Any]) -> list[Block]:
    told, value = one["row"], f"{row.id}:{one['number']}"
    about = [part for part in (", ".join(told["emails"]), told["outlet"]) if part]
    return [
        rich(
            line(bold(shortened(told["name"], 80)), f" · {' · '.join(about)}" if about else "", f" (row {told['at']})"),
            line(f"{round(one['score'] * 100)} %: {', '.join(one['reasons'])}"),
        ),
        actions(
            button("Who is on record", f"contact_open:{one['journalist']}", str(one["journalist"])),
            button("Same person", f"import_same:{value}", value, style="primary"),
            button("Two people", f"import_two:{value}", value),
        ),
    ]


def told(row: ContactImport) -> tuple[list[Block], str]:
    """The same as a message."""
    button_to = actions(button("Open", "import_open", str(row.id)))
    said = " ".join(_counted(row))
    return [rich(line(bold(shortened(row.name, 100)), ": ", said)), button_to], fallback(said)
