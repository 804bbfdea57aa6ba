"""Files on screen: the field for one, what a form says while and after one is read, and what Slack did not take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.text import shortened
from bot.views.blocks import Block, bold, fallback, field, line, modal, note, rich

REASONS = {
    "missing_scope": "the desk lacks the right to files. Tell your admin: `python -m bot doctor` says which.",
    "file_not_found": "it is not there any more.", "file_deleted": "it is not there any more.",
    "file_upload_size_restricted": "it is larger than this workspace allows.",
    "storage_limit_reached": "this workspace has no room left for files.",
}  # fmt: skip


def upload(action_id: str, endings: Sequence[str], *, most: int = 1) -> Block:
    """An element for files of these endings, `most` of them."""
    return {"type": "file_input", "action_id": action_id, "filetypes": list(endings), "max_files": most}


def reading(title: str, name: str) -> Block:
    """While the file is on its way."""
    shown = [
        rich(line("Reading ", bold(shortened(name, 100)), " …")),
        note("You may close this; the answer then comes as a message."),
    ]
    return modal(title, shown)


def taken(title: str, said: str) -> Block:
    """It was read, and this came of it."""
    return modal(title, [rich(line("✅ ", said))])


def stopped(title: str, why: str) -> Block:
    """It was not taken, and another would fare no better."""
    return modal(title, [rich(line("⚠️ ", why))])


def refused(title: str, label: str, endings: Sequence[str], why: str, *, carries: Mapping[str, Any]) -> Block:
    """It was not taken; the reason, and a field for another right below."""
    shown = [rich(line("⚠️ ", why)), field(label, upload("file", endings), optional=False)]
    return modal(title, shown, callback_id="upload_again", submit="Send", close="Cancel", carries=carries)


def told(name: str, said: str) -> tuple[list[Block], str]:
    """The same as a message."""
    return [rich(line(bold(shortened(name, 100)), ": ", said))], fallback(f"{name}: {said}")


def not_got(error: str) -> str:
    """Why Slack did not hand a file over, for the person who sent it."""
    return f"Slack did not hand the file over: {REASONS.get(error, f'{error}. Try again.')}"


def not_sent(name: str, error: str) -> tuple[list[Block], str]:
    """In the place of a file that Slack did not take."""
    why = f"Slack did not take {shortened(name, 100)}: {REASONS.get(error, error)}"
    return [rich(line("⚠️ ", why))], fallback(why)
