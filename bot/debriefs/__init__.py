"""Debriefs: what came of an interview, in two minutes; promises become tasks, lessons come back in the next briefing."""

from bot.debriefs.giving import LONGEST, Entry, Promised, give, undo
from bot.debriefs.lessons import Lesson, of_journalists, of_spokesperson, owed_to
from bot.debriefs.promises import drop, keep, move, reopen
from bot.debriefs.record import (
    Board,
    DebriefRecord,
    PromiseRecord,
    as_known,
    board,
    get,
    get_promise,
    may_give,
    owed_by,
    promise,
    promise_of,
    public,
    read,
)
from bot.debriefs.reminders import remind, stage

__all__ = [
    "LONGEST", "Board", "DebriefRecord", "Entry", "Lesson", "PromiseRecord", "Promised", "as_known", "board", "drop", "get", "get_promise", "give", "keep",
    "may_give", "move", "of_journalists", "of_spokesperson", "owed_by", "owed_to", "promise", "promise_of", "public", "read", "remind",
    "reopen", "stage", "undo",
]  # fmt: skip
