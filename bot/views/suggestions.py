"""Suggestions on screen: the line in the thread that grows while a model writes, and what came of it."""

from __future__ import annotations

from bot.inquiries import InquiryRecord
from bot.models import Origin, Suggestion, SuggestionState
from bot.text import shortened
from bot.views.blocks import Block, actions, bold, button, fallback, line, note, quote, rich

NOT_APPROVED = "Draft by the model, not approved"
SHOWN = 1_500  # Characters of it in the thread; the draft itself is one click away.


def suggestion(record: InquiryRecord, row: Suggestion, *, stopped_by: str = "") -> list[Block]:
    """How the draft is coming on; once it has ended, what came of it and how to open it."""
    if row.state == SuggestionState.WRITING:
        blocks: list[Block] = [rich(line(f"✍️ {_so_far(row)}"), *_words(row))]
        return [*blocks, actions(button("Stop", "suggestion_stop", str(row.id)), block_id=f"suggestion:{row.id}")]
    if row.state == SuggestionState.STOPPED:
        why = f"by {stopped_by}" if stopped_by else f"by itself: {row.note}"
        return [rich(line(f"✋ The draft was stopped {why.rstrip('.')}. Nothing of it was kept."))]
    label = NOT_APPROVED if row.origin == Origin.MODEL else "Put together from approved words, not approved for this yet"
    said = (
        "It is the newest version."
        if row.state == SuggestionState.SAVED
        else "Other words were saved meanwhile: nothing was overwritten."
    )
    blocks = [rich(line(bold(f"✍️ {label}. "), said), *_words(row))]
    if row.note:
        blocks.append(note(shortened(fallback(row.note), 1_000)))
    open_it = (
        button("Open the draft", "statement_open", str(row.inquiry_id))
        if row.state == SuggestionState.SAVED
        else button("Open the model's draft", "suggestion_open", str(row.id))
    )
    return [*blocks, actions(open_it, block_id=f"suggestion:{row.id}")]


def suggestion_text(record: InquiryRecord, row: Suggestion) -> str:
    """Its notification: our own words alone."""
    said = {
        SuggestionState.WRITING: _so_far(row), SuggestionState.STOPPED: "The draft was stopped.",
        SuggestionState.SAVED: "The draft is ready.", SuggestionState.OFFERED: "The draft is ready and waits to be opened.",
    }[row.state]  # fmt: skip
    return f"{record.inquiry.reference}: {said}"


def _so_far(row: Suggestion) -> str:
    count = len(row.sentences)
    if not count:
        return "A draft is being written."
    return f"A draft is being written: {count} {'sentence' if count == 1 else 'sentences'} so far."


def _words(row: Suggestion) -> list[Block]:
    text = row.text or " ".join(one["text"] for one in row.sentences)
    return [quote(shortened(text, SHOWN))] if text else []
