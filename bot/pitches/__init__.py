"""Pitches: stories offered to journalists, whom they were offered to before, and what came of each.

The desk sends nothing: a person pitches, and it is on record here.
"""

from bot.pitches.entries import AFTER, Check, NewPitch, check, log
from bot.pitches.followups import MOST_FOLLOW_UPS, follow_up, forget, remind, told
from bot.pitches.guard import Clash
from bot.pitches.lists import PAGE, Board, Offered, Story, StoryRecord, board, offered, story
from bot.pitches.outcomes import chosen_clip, note, ran, set_outcome, take_back, undo
from bot.pitches.record import PitchRecord, Printed, choices, find, get, read, visible_to

__all__ = [
    "AFTER", "MOST_FOLLOW_UPS", "PAGE", "Board", "Check", "Clash", "NewPitch", "Offered", "PitchRecord", "Printed", "Story", "StoryRecord", "board", "check", "choices", "chosen_clip", "find",
    "follow_up", "forget", "get", "log", "note", "offered", "ran", "read", "remind", "set_outcome", "story", "take_back", "told", "undo", "visible_to",
]  # fmt: skip
