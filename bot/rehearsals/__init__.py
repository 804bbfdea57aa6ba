"""Rehearsals: an interview tried out in somebody's direct messages, with feedback by rules; theirs alone, and forgotten
unless they keep it."""

from bot.rehearsals.feedback import feedback
from bot.rehearsals.interviewer import put_next
from bot.rehearsals.keeping import MOST_SHOWN, SILENCE, due, forget, keep
from bot.rehearsals.record import Choices, RehearsalRecord, assemble, choices, get, is_known, runs
from bot.rehearsals.scores import POINTS, Point, Sheet, points, sheet
from bot.rehearsals.shapes import RULES, Closed, Feedback, Ground, Message, Remark
from bot.rehearsals.steps import amend, say, skip, start, stop, without_model

__all__ = [
    "MOST_SHOWN", "POINTS", "RULES", "SILENCE", "Choices", "Closed", "Feedback", "Ground", "Message", "Point", "RehearsalRecord", "Remark", "Sheet", "amend", "assemble",
    "choices", "due", "feedback", "forget", "get", "is_known", "keep", "points", "put_next", "runs", "say", "sheet", "skip", "start", "stop", "without_model",
]  # fmt: skip
