"""App Home: a board of what is mine, what is due, and what waits for me."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.inquiries import InquiryPage, InquiryRecord
from bot.statements import StatementRecord
from bot.text import shortened
from bot.views.blocks import Block, actions, bold, button, divider, header, home, line, note, rich, section
from bot.views.inquiries import row

SHOWN = 6


def board(
    *,
    mine: InquiryPage,
    due: InquiryPage,
    waiting: Sequence[StatementRecord],
    unassigned: InquiryPage,
    now: datetime,
    unreviewed: Sequence[Block] = (),
    command: str,
    lines: Sequence[Block] = (),
    statements: Sequence[Block] = (),
    promises: Sequence[Block] = (),
    foot: Sequence[Block] = (),
    may_log: bool = True,
) -> Block:
    """The board of one person; `lines` is the section of lines, `promises` what they owe journalists, `statements` that of statements that
    answer no inquiry, `foot` says who is on duty and how the desk is."""
    log = [button("Log an inquiry", "inquiry_new", style="primary")] if may_log else []
    blocks: list[Block] = [
        actions(
            *log, button("Open inquiries", "list_open:open", "open"),
            button("Answered", "list_open:answered", "answered"), button("Search", "find_open"), button("The team", "team_open"),
            button("Help", "help_open"),
        )
    ]  # fmt: skip
    blocks.append(header(f"Waiting for my approval: {len(waiting)}"))
    for found in waiting[:SHOWN]:
        blocks += _waiting(found)
    if not waiting:
        blocks.append(section("Nothing waits for you."))
    blocks += unreviewed
    blocks += _list("Mine", mine.records, mine.total, "You have nothing open.", now)
    blocks += promises
    blocks += _list("Nobody's yet", unassigned.records, unassigned.total, "Everything open has an owner.", now)
    blocks += _list("Due", due.records, due.total, "Nothing is open. A quiet desk.", now)
    blocks += [*statements, *lines, divider(), *foot, note(f"`{command} help` says what else there is.")]
    return home(blocks)


def _waiting(found: StatementRecord) -> list[Block]:
    return [
        rich(
            line(bold(f"{found.reference}  "), shortened(found.subject, 200)),
            line(shortened(found.version.text, 300)),
        ),
        actions(button("Look and decide", f"approval_look:{found.version.id}", str(found.version.id), style="primary")),
    ]


def _list(title: str, records: Sequence[InquiryRecord], total: int, none: str, now: datetime) -> list[Block]:
    blocks: list[Block] = [divider(), header(f"{title}: {total}")]
    for number, record in enumerate(records[:SHOWN]):
        blocks += row(record, now)
        blocks[-1]["accessory"]["action_id"] = f"inquiry_show:{title[:4].strip()}:{number}"
    if not records:
        blocks.append(section(none))
    if total > SHOWN:
        blocks.append(note(f"…and {total - SHOWN} more."))
    return blocks


def stranger(reason: str, *, staff: bool) -> Block:
    """Home of somebody who may not look; who is on the staff can pass things on."""
    return home([header("Pressdesk"), rich(line(reason)), *(passing_on() if staff else [])])


def passing_on() -> list[Block]:
    """What anybody on the staff can do."""
    return [
        actions(
            button("A journalist called me", "call_open", style="primary"), button("I have a story", "lead_new"),
            button("What the terms mean", "primer_open"), block_id="passing_on",
        )
    ]  # fmt: skip
