"""Statements: drafted, approved, locked to their exact words, marked sent.

An approval binds to the SHA-256 of the text and the terms that the approver was shown. Any edit makes a new version, which
nobody has approved. The desk sends nothing to a journalist: a person copies the approved words out and says how they went.
"""

from bot.statements.absences import AbsenceList, absences, come_back, leave
from bot.statements.approvals import approve, approvers_for, asked, send_back, submit, waiting_for
from bot.statements.beginnings import NewStatement
from bot.statements.chains import Chain, chain_of, held, releasable, step_name
from bot.statements.changes import StatementChanges, change, withdraw
from bot.statements.checks import Doubt, doubts, doubts_now, doubts_of_text, unconsented, unconsented_now, unconsented_of
from bot.statements.conditions import meet
from bot.statements.corrections import CorrectionRecord, Holder, read_correction
from bot.statements.corrections import get as correction_of
from bot.statements.corrections import remind as remind_untold
from bot.statements.corrections import start as start_correction
from bot.statements.corrections import tell as tell_holder
from bot.statements.diffs import Change, readable
from bot.statements.documents import make as make_document
from bot.statements.documents import send as send_document
from bot.statements.drafts import ENDED, LONGEST, Written, save, save_within
from bot.statements.embargoes import Agreement, agree, places
from bot.statements.embargoes import lift as lift_embargoes
from bot.statements.emergencies import (
    Emergency,
    may_review,
    release_unapproved,
    review,
    unreviewed,
    unreviewed_within,
)
from bot.statements.exclusives import ExclusiveRecord, promise
from bot.statements.exclusives import end as end_exclusive
from bot.statements.exclusives import get as exclusive
from bot.statements.exclusives import listing as exclusives
from bot.statements.exclusives import of_people as exclusives_of
from bot.statements.holds import hold, lift
from bot.statements.kinds import KINDS, Kind, Part, length, missing
from bot.statements.layouts import BOILERPLATE, BOILERPLATE_LINE, compose, embargo_line, excerpt, moment
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
from bot.statements.nudges import due
from bot.statements.overrides import fingerprint, let_stand
from bot.statements.provenance import Provenance, of_version
from bot.statements.questions import Question, put_to, question, release_of, waits_for
from bot.statements.recipients import Addressee, people
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
from bot.statements.releases import ROUTES, Leaving, Sending, copy_out, leaving, mark_sent, recipients, take_back, went_out
from bot.statements.routes import MOST, Route, Routes, route, routes, set_route
from bot.statements.seats import Seat, Step
from bot.statements.standings import Obstacle, Progress, Standing, Why
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
    "MOST",
    "PAGE",
    "ROUTES",
    "WHICH",
    "AbsenceList",
    "Addressee",
    "Agreement",
    "Chain",
    "Change",
    "Comparison",
    "Content",
    "CorrectionRecord",
    "Doubt",
    "Emergency",
    "ExclusiveRecord",
    "Holder",
    "Kind",
    "Leaving",
    "NewStatement",
    "Obstacle",
    "Original",
    "Part",
    "Progress",
    "Provenance",
    "Question",
    "Route",
    "Routes",
    "Seat",
    "Sending",
    "Standing",
    "StatementChanges",
    "StatementPage",
    "StatementRecord",
    "Step",
    "VersionList",
    "Which",
    "Why",
    "Wording",
    "Written",
    "absences",
    "agree",
    "announce",
    "approve",
    "approvers_for",
    "ask_model",
    "asked",
    "assemble",
    "boilerplates",
    "by_id",
    "by_reference",
    "by_version",
    "catch_up",
    "chain_of",
    "change",
    "come_back",
    "compare",
    "compose",
    "conversations",
    "copy_out",
    "correction_of",
    "doubts",
    "doubts_now",
    "doubts_of_text",
    "due",
    "embargo_line",
    "end_exclusive",
    "excerpt",
    "exclusive",
    "exclusives",
    "exclusives_of",
    "fingerprint",
    "get",
    "held",
    "held_until",
    "history",
    "hold",
    "leave",
    "leaving",
    "length",
    "let_stand",
    "lift",
    "lift_embargoes",
    "listing",
    "make_document",
    "mark_sent",
    "may_ask_model",
    "may_leave",
    "may_review",
    "meet",
    "missing",
    "moment",
    "of_inquiry",
    "of_version",
    "original_of",
    "people",
    "places",
    "promise",
    "put_to",
    "question",
    "read",
    "read_correction",
    "readable",
    "recipients",
    "releasable",
    "release_of",
    "release_unapproved",
    "remind_untold",
    "restore",
    "review",
    "route",
    "routes",
    "save",
    "save_within",
    "send_back",
    "send_document",
    "set_route",
    "shared_words",
    "shown",
    "start_correction",
    "step_name",
    "still_missing",
    "stop",
    "submit",
    "suggestion",
    "take_back",
    "tell_holder",
    "to_withdraw",
    "translating",
    "translations_of",
    "unconsented",
    "unconsented_now",
    "unconsented_of",
    "unreviewed",
    "unreviewed_within",
    "versions",
    "visible_to",
    "waiting_for",
    "waits_for",
    "went_out",
    "withdraw",
    "write_draft",
]
