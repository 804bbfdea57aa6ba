"""Spokespeople: who may speak for us, on what, in which languages, when, and who stands in for them."""

from bot.spokespeople.availability import away_words, days_away, is_away, off_hours
from bot.spokespeople.changes import SpokespersonEntry, add, bring_back, entry_of, retire, save, undo
from bot.spokespeople.matching import LIVE, UNLIKE, Match, absent, matches, ranked, weigh, wish_of
from bot.spokespeople.record import PAGE, SpokespersonPage, SpokespersonRecord, active, everybody, find, get, listing, read
from bot.spokespeople.zones import zone_named

__all__ = [
    "LIVE",
    "PAGE",
    "UNLIKE",
    "Match",
    "SpokespersonEntry",
    "SpokespersonPage",
    "SpokespersonRecord",
    "absent",
    "active",
    "add",
    "away_words",
    "bring_back",
    "days_away",
    "entry_of",
    "everybody",
    "find",
    "get",
    "is_away",
    "listing",
    "matches",
    "off_hours",
    "ranked",
    "read",
    "retire",
    "save",
    "undo",
    "weigh",
    "wish_of",
    "zone_named",
]
