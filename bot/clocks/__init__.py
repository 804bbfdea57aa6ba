"""Clocks: by when an inquiry is acknowledged and answered, and who is reminded of it. Nobody misses a deadline in silence."""

from bot.clocks.goals import DUE, PASSED
from bot.clocks.holidays import add as add_holidays
from bot.clocks.holidays import take as take_holidays
from bot.clocks.hours import Hours
from bot.clocks.plans import follow_rules, plan
from bot.clocks.recipients import Recipient, leads
from bot.clocks.reminders import Told, fire, keep_from_others, put_off, runs_out, told, unreached
from bot.clocks.rules import NUMBERS, TIMES, Rules, choose, choose_own, get, hours_of, of, own_hours, upcoming

__all__ = [
    "DUE", "NUMBERS", "PASSED", "TIMES", "Hours", "Recipient", "Rules", "Told", "add_holidays", "choose", "choose_own", "fire", "follow_rules",
    "get", "hours_of", "keep_from_others", "leads", "of", "own_hours", "plan", "put_off", "runs_out", "take_holidays", "told", "unreached",
    "upcoming",
]  # fmt: skip
