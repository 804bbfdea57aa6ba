"""Media inquiries: logged in seconds, worked on in steps, on record for good."""

from bot.inquiries.changes import BY_HAND, ChangedMeanwhile, Changes, change, meanwhile
from bot.inquiries.finding import Found, find
from bot.inquiries.history import (
    announce,
    conversations,
    freshen_homes,
    remember,
    show_again,
    show_overdue,
    stored,
    to_withdraw,
    user_of,
)
from bot.inquiries.lists import OPEN, PAGE, InquiryPage, Which, listing, visible_to
from bot.inquiries.logging import UNKNOWN, Moment, NewInquiry, keep_link, keep_number, log, pass_on
from bot.inquiries.moments import note_of, picked, zone_of
from bot.inquiries.moments import read as read_moment
from bot.inquiries.naming import proposed
from bot.inquiries.record import InquiryRecord, assemble, assemble_all, get, number_of, read
from bot.inquiries.relations import Nearby, follow, group, merge, nearby, ungroup
from bot.inquiries.sendings import Sent, sent_for, sent_of, take_back
from bot.inquiries.snoozes import have, morning, snooze
from bot.inquiries.steps import acknowledge, advance, approved_by_some, by_stamps, close, reopen, take, void_approval
from bot.inquiries.undoing import can_be_undone, last_step, undo

__all__ = [
    "BY_HAND",
    "OPEN",
    "PAGE",
    "UNKNOWN",
    "ChangedMeanwhile",
    "Changes",
    "Found",
    "InquiryPage",
    "InquiryRecord",
    "Moment",
    "Nearby",
    "NewInquiry",
    "Sent",
    "Which",
    "acknowledge",
    "advance",
    "announce",
    "approved_by_some",
    "assemble",
    "assemble_all",
    "by_stamps",
    "can_be_undone",
    "change",
    "close",
    "conversations",
    "find",
    "follow",
    "freshen_homes",
    "get",
    "group",
    "have",
    "keep_link",
    "keep_number",
    "last_step",
    "listing",
    "log",
    "meanwhile",
    "merge",
    "morning",
    "nearby",
    "note_of",
    "number_of",
    "pass_on",
    "picked",
    "proposed",
    "read",
    "read_moment",
    "remember",
    "reopen",
    "sent_for",
    "sent_of",
    "show_again",
    "show_overdue",
    "snooze",
    "stored",
    "take",
    "take_back",
    "to_withdraw",
    "undo",
    "ungroup",
    "user_of",
    "visible_to",
    "void_approval",
    "zone_of",
]  # fmt: skip
