"""Any day a text can name, tried in the order in which the readings would cover each other."""

from __future__ import annotations

from bot.deadlines import parts, words
from bot.deadlines.atoms import Atom, Day, Tokens, gap, low, match_phrase
from bot.deadlines.dates import day_month_at, month_first_at, numeric_date_at, ordinal_day_at, worded_ordinal_at
from bot.deadlines.holidays import holiday_at
from bot.deadlines.stretches import counted_day_at, named_edge_at, named_month_at, week_phrases
from bot.deadlines.tokens import SPACE
from bot.deadlines.weekdays import week_on_at, week_with_weekday, weekday_at


def day_at(tokens: Tokens, i: int, *, alone: bool = False) -> Atom | None:
    """A day, weekday or longer stretch starting at token `i`."""
    token = tokens[i]
    if token.value == 2 and (soon := match_phrase(tokens, i, parts.day_phrases())):
        return Atom("day", Day("rel", n=int(soon[0].partition(":")[0])), soon[1], part=soon[0].partition(":")[2])
    if token.value >= 0:
        return counted_day_at(tokens, i) or numeric_date_at(tokens, i) or day_month_at(tokens, i) or ordinal_day_at(tokens, i)
    word = token.low
    phrase = match_phrase(tokens, i, week_phrases())
    if phrase:
        kind, n, edge = phrase[0].split(":")
        return week_with_weekday(tokens, phrase[1], Day(kind, n=int(n), edge=edge))
    counted = counted_day_at(tokens, i)
    if counted:
        return counted
    near = match_phrase(tokens, i, parts.day_phrases())
    if (
        near
        and not (
            word == "morgen"
            and (low(tokens, i - 1) in ("am", "guten", "goede", "jeden") or low(tokens, i - 1) in words.WEEKDAYS)
        )
        and not (word == "manana" and low(tokens, i - 1) in ("la", "buena"))
    ):
        offset, _, part = near[0].partition(":")
        if tokens[near[1] - 1].low in ("before", "after") and low(tokens, near[1]).isalpha() and gap(tokens, near[1]) <= SPACE:
            # "The last day before I go" is no yesterday.
            return None
        if offset.startswith("b"):
            return Atom("day", Day("business", n=int(offset[1:])), near[1])
        return Atom("day", Day("rel", n=int(offset)), near[1], part=part)
    return (
        holiday_at(tokens, i)
        or weekday_at(tokens, i, alone=alone)
        or month_first_at(tokens, i)
        or named_edge_at(tokens, i, alone=alone)
        or worded_ordinal_at(tokens, i)
        or week_on_at(tokens, i)
        or named_month_at(tokens, i, alone=alone)
    )
