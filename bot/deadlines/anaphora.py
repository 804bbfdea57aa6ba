"""Days told by another time in the text: "the show is on Thursday and we lock at 3pm that day", "noon the day before"."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from bot.deadlines.atoms import Day, Mention, Tokens, gap, match_phrase
from bot.deadlines.tokens import LINE
from bot.deadlines.words import Phrases, compile_rows

_SAME = {
    "0": "that day|that same day|the same day|same day|on the day|that morning|that afternoon|that evening|that night|ce jour - la|le jour meme|le meme jour"
    "|am selben tag|an dem tag|an diesem tag|ese dia|ese mismo dia|el mismo dia|quel giorno|lo stesso giorno|die dag|diezelfde dag|dezelfde dag|nesse dia|no mesmo dia",
    "-1": "the day before|the previous day|the day prior|the night before|the evening before|the afternoon before|la veille|am vortag|am tag davor|el dia antes|el dia anterior"
    "|la vispera|il giorno prima|la sera prima|de dag ervoor|de avond ervoor|na vespera|no dia anterior",
    "1": "the day after|the next day|the following day|the morning after|le lendemain|am tag danach|am folgetag|al dia siguiente|il giorno dopo|de dag erna|no dia seguinte",
}


@cache
def _phrases() -> Phrases:
    return compile_rows(_SAME)


def lean(tokens: Tokens, mention: Mention, anchor: date | None) -> None:
    """Gives a mention the day it leans on, where its own words or those right after it say so and there is one."""
    if anchor is None or mention.weekday or mention.span or not (mention.day is None or mention.day.kind == "rel"):
        return
    table = _phrases()
    starts = [mention.last] if mention.day is None else list(range(max(0, mention.first - 1), mention.last))
    for i in starts:
        if i >= len(tokens) or gap(tokens, i) >= LINE:
            continue
        found = match_phrase(tokens, i, table)
        if found:
            day = anchor + timedelta(days=int(found[0]))
            mention.day = Day("date", month=day.month, day=day.day, year=day.year)
            mention.last = max(mention.last, found[1])
            return
