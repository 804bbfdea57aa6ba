"""Lines: approved wording, Q&A, facts, quotes, boilerplate, holding statements and message houses, until the day they expire."""

from bot.lines.carrying import FORMS, Carried, handed_in, made, take_in, write_out
from bot.lines.entries import LONGEST, Entry, HouseEntry, LineEntry, Pillar, checked, entry_of, pillar, pillar_text
from bot.lines.lists import NOUNS, WHICH, Counts, LinePage, Wanted, Which, counts, listing, noun, waits_for
from bot.lines.materials import Material, materials, nearest, standings, usable
from bot.lines.nearness import NearLine, for_everybody, near, near_inquiry
from bot.lines.record import (
    ASKED,
    LineRecord,
    Row,
    Standing,
    assemble,
    by_reference,
    get,
    known,
    matter,
    row_at,
    standing,
    today,
)
from bot.lines.reminders import remind, still_asks
from bot.lines.steps import approve, ask, extend, last_step, retire, save, undo, written

__all__ = [
    "ASKED", "FORMS", "LONGEST", "NOUNS", "WHICH", "Carried", "Counts", "Entry", "HouseEntry", "LineEntry", "LinePage", "LineRecord", "Material", "NearLine",
    "Pillar", "Row", "Standing", "Wanted", "Which", "approve", "ask", "assemble", "by_reference", "checked", "counts", "entry_of", "extend",
    "for_everybody", "get", "handed_in", "known", "last_step", "listing", "made", "materials", "matter", "near", "near_inquiry", "nearest", "noun", "pillar",
    "pillar_text", "remind", "retire", "row_at", "save", "standing", "standings", "still_asks", "take_in", "today", "undo", "usable", "waits_for", "write_out", "written",
]  # fmt: skip
