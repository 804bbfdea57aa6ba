"""Our own deterministic reader of times in press inquiries: no network, no model, linear in the length of the text."""

from bot.deadlines.calendars import day_first_in
from bot.deadlines.finder import deadline, embargo, find, names_a_time, resolve
from bot.deadlines.readings import Deadline, Embargo, Reading

__all__ = ["Deadline", "Embargo", "Reading", "day_first_in", "deadline", "embargo", "find", "names_a_time", "resolve"]
