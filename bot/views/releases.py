"""Releases on screen: the approved words to copy, and how they went out."""

from __future__ import annotations

from bot.models import Channel
from bot.statements import ROUTES, StatementRecord
from bot.views import words
from bot.views.blocks import Block, actions, button, choice, code, field, modal, note, quote, rich, section, typed


def copying(found: StatementRecord) -> Block:
    """The approved words, word for word, to be copied."""
    return modal(
        "Approved words",
        [
            rich(code(found.version.text)),
            note(
                f"{words.TERMS[found.version.terms]} · version {found.version.number} · fingerprint `{found.version.sha256[:12]}`"
            ),
            section("The desk sends nothing to a journalist. Copy the words into your own mail, then mark them sent."),
            actions(button("Mark sent…", "statement_sent", f"{found.inquiry_id}:{found.version.id}", style="primary")),
        ],
    )


def sent(found: StatementRecord) -> Block:
    email = "email" if found.inquiry and found.inquiry.channel == Channel.EMAIL else None
    return modal(
        "Mark sent",
        [
            rich(quote(found.version.text)),
            note(f"*{words.TERMS[found.version.terms]}*. These exact words are frozen as what we said."),
            field("How did it go out?", choice("route", ROUTES, email), optional=False),
            field("Attribute it to", typed("attribution", most=200, example="a spokesperson, or a name and title")),
            field("Note", typed("note", lines=True, most=2_000), hint="To whom, or what else was agreed."),
        ],
        callback_id="statement_sent", submit="Mark sent", close="Cancel",
        carries={"i": found.inquiry_id, "version": found.version.id},
    )  # fmt: skip
