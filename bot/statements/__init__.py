"""Statements: drafted, approved, locked to their exact words, marked sent.

An approval binds to the SHA-256 of the text and the terms that the approver was shown. Any edit makes a new version, which
nobody has approved. The desk sends nothing to a journalist: a person copies the approved words out and says how they went.
"""

from bot.statements.approvals import approve, approvers_for, asked, send_back, submit, waiting_for
from bot.statements.beginnings import NewStatement
from bot.statements.changes import StatementChanges, change, withdraw
from bot.statements.checks import Doubt, doubts
from bot.statements.diffs import Change, readable
from bot.statements.documents import make as make_document
from bot.statements.documents import send as send_document
from bot.statements.drafts import ENDED, LONGEST, Written, save, save_within
from bot.statements.kinds import KINDS, Kind, Part, length, missing
from bot.statements.layouts import BOILERPLATE, BOILERPLATE_LINE, compose, embargo_line, moment
from bot.statements.lists import (
    PAGE,
    WHICH,
    StatementPage,
    Which,
    by_reference,
    history,
    listing,
    of_inquiry,
    translations_of,
    visible_to,
)
from bot.statements.record import (
    Content,
    StatementRecord,
    announce,
    by_id,
    by_version,
    conversations,
    get,
    read,
    shown,
    to_withdraw,
)
from bot.statements.sending import ROUTES, approved, copy_out, mark_sent
from bot.statements.suggestions import (
    ask_model,
    assemble,
    may_ask_model,
    may_leave,
    shared_words,
    stop,
    suggestion,
    write_draft,
)
from bot.statements.translations import LANGUAGES, Original, catch_up, original_of, translating
from bot.statements.versions import Comparison, VersionList, compare, restore, versions
from bot.statements.wordings import Wording, boilerplates, held_until, still_missing

__all__ = [
    "BOILERPLATE",
    "BOILERPLATE_LINE",
    "ENDED",
    "KINDS",
    "LANGUAGES",
    "LONGEST",
    "PAGE",
    "ROUTES",
    "WHICH",
    "Change",
    "Comparison",
    "Content",
    "Doubt",
    "Kind",
    "NewStatement",
    "Original",
    "Part",
    "StatementChanges",
    "StatementPage",
    "StatementRecord",
    "VersionList",
    "Which",
    "Wording",
    "Written",
    "announce",
    "approve",
    "approved",
    "approvers_for",
    "ask_model",
    "asked",
    "assemble",
    "boilerplates",
    "by_id",
    "by_reference",
    "by_version",
    "catch_up",
    "change",
    "compare",
    "compose",
    "conversations",
    "copy_out",
    "doubts",
    "embargo_line",
    "get",
    "held_until",
    "history",
    "length",
    "listing",
    "make_document",
    "mark_sent",
    "may_ask_model",
    "may_leave",
    "missing",
    "moment",
    "of_inquiry",
    "original_of",
    "read",
    "readable",
    "restore",
    "save",
    "save_within",
    "send_back",
    "send_document",
    "shared_words",
    "shown",
    "still_missing",
    "stop",
    "submit",
    "suggestion",
    "to_withdraw",
    "translating",
    "translations_of",
    "versions",
    "visible_to",
    "waiting_for",
    "withdraw",
    "write_draft",
]  # fmt: skip
