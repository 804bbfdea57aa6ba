"""Media inquiries: logged in seconds, worked on in steps, on record for good."""

from bot.inquiries.history import announce, conversations, freshen_homes, remember, show_overdue, stored, to_withdraw, user_of
from bot.inquiries.logging import Moment, NewInquiry, log
from bot.inquiries.moments import picked, zone_of
from bot.inquiries.moments import read as read_moment
from bot.inquiries.record import (
    OPEN,
    PAGE,
    InquiryPage,
    InquiryRecord,
    Which,
    assemble,
    get,
    listing,
    number_of,
    read,
    visible_to,
)
from bot.inquiries.steps import (
    BY_HAND,
    Changes,
    acknowledge,
    advance,
    change,
    close,
    reopen,
    take,
    undo,
    void_approval,
)

__all__ = [
    "BY_HAND",
    "OPEN",
    "PAGE",
    "Changes",
    "InquiryPage",
    "InquiryRecord",
    "Moment",
    "NewInquiry",
    "Which",
    "acknowledge",
    "advance",
    "announce",
    "assemble",
    "change",
    "close",
    "conversations",
    "freshen_homes",
    "get",
    "listing",
    "log",
    "number_of",
    "picked",
    "read",
    "read_moment",
    "remember",
    "reopen",
    "show_overdue",
    "stored",
    "take",
    "to_withdraw",
    "undo",
    "user_of",
    "visible_to",
    "void_approval",
    "zone_of",
]  # fmt: skip
