"""Media inquiries: logged in seconds, worked on in steps, on record for good."""

from bot.inquiries.history import announce, conversations, freshen_homes, remember, stored, user_of
from bot.inquiries.logging import Moment, NewInquiry, log
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
    "BY_HAND", "OPEN", "PAGE", "Changes", "InquiryPage", "InquiryRecord", "Moment", "NewInquiry", "Which", "acknowledge",
    "advance", "announce", "assemble", "change", "close", "conversations", "freshen_homes", "get", "listing", "log",
    "number_of", "read", "remember", "reopen", "stored", "take", "undo", "user_of", "visible_to", "void_approval",
]  # fmt: skip
