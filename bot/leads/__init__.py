"""Leads: what colleagues think is a story, how newsworthy our rules find it, and the answer they get within five working days."""

from bot.leads.changes import LONGEST, WORKING_DAYS, LeadEntry, decide, edit, entry_of, hand_in, undo
from bot.leads.clocks import due
from bot.leads.record import PAGE, LeadPage, LeadRecord, Which, get, listing, read
from bot.leads.worth import MOST, RULES, Score, Story, score

__all__ = [
    "LONGEST", "MOST", "PAGE", "RULES", "WORKING_DAYS", "LeadEntry", "LeadPage", "LeadRecord", "Score", "Story", "Which", "decide", "due", "edit",
    "entry_of", "get", "hand_in", "listing", "read", "score", "undo",
]  # fmt: skip
