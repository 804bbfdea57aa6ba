"""Statements: drafted, approved, locked to their exact words, marked sent.

An approval binds to the SHA-256 of the text and the terms that the approver was shown. Any edit makes a new version, which
nobody has approved. The desk sends nothing to a journalist: a person copies the approved words out and says how they went.
"""

from bot.statements.approvals import approve, approvers_for, asked, send_back, submit, waiting_for
from bot.statements.drafts import LONGEST, save
from bot.statements.record import Content, StatementRecord, by_id, by_version, conversations, get, read, shown
from bot.statements.sending import ROUTES, approved, copy_out, mark_sent
from bot.statements.suggestions import ask_model, assemble, may_ask_model, shared_words, write_draft

__all__ = [
    "LONGEST", "ROUTES", "Content", "StatementRecord", "approve", "approved", "approvers_for", "ask_model", "asked", "assemble",
    "by_id", "by_version", "conversations", "copy_out", "get", "mark_sent", "may_ask_model", "read", "save", "send_back", "shared_words", "shown",
    "submit", "waiting_for", "write_draft",
]  # fmt: skip
