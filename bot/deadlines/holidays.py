"""Days known by a name and not by a date, where the date is the same every year (and Thanksgiving)."""

from __future__ import annotations

from functools import cache

from bot.deadlines.atoms import Atom, Day, Tokens, match_phrase
from bot.deadlines.words import Phrases, compile_rows

_FIXED = {
    "1:1": "new year's day|new year day|new years day|neujahr|jour de l'an|ano nuevo|capodanno|nieuwjaar",
    "1:26": "australia day",
    "2:14": "valentine day|valentines day",
    "3:17": "st patrick day|st . patrick day|saint patrick day|paddy day|st patricks day",
    "4:25": "anzac day",
    "6:19": "juneteenth",
    "7:1": "canada day",
    "7:4": "independence day|the fourth of july|july fourth|fourth of july",
    "7:14": "bastille day|quatorze juillet",
    "8:15": "ferragosto",
    "10:31": "halloween|hallowe'en",
    "11:5": "bonfire night|guy fawkes night",
    "11:11": "veterans day|veteran day|armistice day|remembrance day",
    "12:24": "christmas eve|xmas eve|heiligabend|heilig abend|nochebuena|la vigilia di natale|kerstavond",
    "12:25": "christmas day|christmas|xmas|xmas day|weihnachten|noel|navidad|natale|kerst|kerstmis|natal",
    "12:26": "boxing day|st stephen day|saint stephen day|st . stephen day|st stephens day",
    "12:31": "new year's eve|new year eve|new years eve|nye|hogmanay|silvester|saint - sylvestre|nochevieja|oudjaarsdag|reveillon",
    "thanksgiving": "thanksgiving|thanksgiving day",
}


@cache
def holidays() -> Phrases:
    """Phrases naming a day, by first word; the value is "month:day" or a name of its own."""
    return compile_rows(_FIXED)


def holiday_at(tokens: Tokens, i: int) -> Atom | None:
    """A named day at `i`, with a capital as names have."""
    found = match_phrase(tokens, i, holidays())
    if not found or not tokens[i].text[0].isupper():
        return None
    if found[0] == "thanksgiving":
        return Atom("day", Day("nth", n=4, month=11, day=3, edge="0"), found[1], weak=True)
    month, day = map(int, found[0].split(":"))
    return Atom("day", Day("date", month=month, day=day), found[1], weak=True)
