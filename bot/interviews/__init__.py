"""Interviews: who speaks to whom, when, under which rules."""

from bot.interviews.calls import FORMAT, conversations, invite, is_due, made, may_know, over
from bot.interviews.doubts import Doubtful
from bot.interviews.entry import InterviewEntry
from bot.interviews.history import last
from bot.interviews.proposals import Proposal, proposed
from bot.interviews.record import (
    PAGE,
    REFERENCE,
    InterviewPage,
    InterviewRecord,
    find,
    get,
    listing,
    of_inquiry,
    of_spokesperson,
    read,
    upcoming,
    visible_to,
)
from bot.interviews.steps import book, cancel, change, hand_over, show, tell_speaker, undo
from bot.interviews.times import said

__all__ = [
    "FORMAT",
    "PAGE",
    "REFERENCE",
    "Doubtful",
    "InterviewEntry",
    "InterviewPage",
    "InterviewRecord",
    "Proposal",
    "book",
    "cancel",
    "change",
    "conversations",
    "find",
    "get",
    "hand_over",
    "invite",
    "is_due",
    "last",
    "listing",
    "made",
    "may_know",
    "of_inquiry",
    "of_spokesperson",
    "over",
    "proposed",
    "read",
    "said",
    "show",
    "tell_speaker",
    "undo",
    "upcoming",
    "visible_to",
]
