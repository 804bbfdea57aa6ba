"""The piece of a time that starts at a token, whichever kind it is: span, part of the day, zone, day or clock."""

from __future__ import annotations

from functools import cache

from bot.deadlines import parts, words, zones
from bot.deadlines.atoms import Atom, Mention, Tokens, gap, low, match_phrase, value
from bot.deadlines.clocks import clock_at
from bot.deadlines.days import day_at
from bot.deadlines.halves import half_at
from bot.deadlines.holidays import holidays
from bot.deadlines.spans import clock_rather, span_piece_at, span_words
from bot.deadlines.spoken import minutes_past_at
from bot.deadlines.stretches import EDGES, week_phrases
from bot.deadlines.tokens import LINE, SPACE
from bot.deadlines.weekdays import COMING_BEFORE, LAST_BEFORE

_SHOWS = frozenset({"programme", "program", "show"})


_NAMING = frozenset({"today", "tonight", "tomorrow"})


def _names_something(tokens: Tokens, i: int) -> bool:
    """ "Midlands Today FM", "USA Today": with a capital in mid-sentence it is part of a name."""
    token = tokens[i]
    if not token.text[0].isupper() or token.text.isupper() or i == 0 or gap(tokens, i) > SPACE:
        return False
    owner, after = tokens[i - 1], tokens[i + 1] if i + 1 < len(tokens) else None
    named = (
        owner.text[0].isupper()
        and owner.low.isalpha()
        and owner.low not in words.bag("by before until cob eod due deadline needed")
    )
    return named or (after is not None and after.text in ("FM", "TV", "Radio", "Online", "News"))


def piece_at(tokens: Tokens, i: int, mention: Mention | None, *, alone: bool) -> Atom | None:
    token = tokens[i]
    if token.value < 0 and token.low not in first_words():
        return None
    if token.low in _SHOWS or (token.low == "today" and low(tokens, i + 1) in _SHOWS and token.text[0].isupper()):
        return None
    if token.low in _NAMING and _names_something(tokens, i):
        return None
    past = minutes_past_at(tokens, i)
    if past:
        return past
    joins = mention is None or low(tokens, i - 1) == "+" or (mention.day is not None and low(tokens, i - 1) == "in")
    span = span_piece_at(tokens, i, mention, alone=alone) if joins else None
    if span and not clock_rather(tokens, i):
        return span
    part = _part_atom(tokens, i, mention, alone=alone)
    if part:
        return part
    has_clock = mention is not None and (mention.clock is not None or mention.part != "")
    if has_clock and (
        zone := zone_at(tokens, i, after_clock=True, meridiem=bool(mention and mention.clock and mention.clock.sure))
    ):
        return zone
    return day_at(tokens, i, alone=alone) or clock_at(tokens, i, alone=alone) or zone_at(tokens, i, after_clock=False)


def _part_atom(tokens: Tokens, i: int, mention: Mention | None, *, alone: bool) -> Atom | None:
    if (
        tokens[i].low == "close"
        and low(tokens, i - 1) in ("by", "before", "at")
        and (low(tokens, i + 1) in ("on", "today", "tomorrow", ".", ",", "") or low(tokens, i + 1) in words.WEEKDAYS)
    ):
        return Atom("part", "COB", i + 1)
    if (
        tokens[i].low == "end"
        and low(tokens, i + 1) == "of"
        and (low(tokens, i + 2) in words.WEEKDAYS or low(tokens, i + 2) in ("tomorrow", "play"))
        and not (mention and mention.part)
    ):
        return Atom("part", "EOD", i + 2)
    if tokens[i].low in ("12", "twelve") and low(tokens, i + 1) == "midnight":
        return Atom("part", "midnight", i + 2)
    if tokens[i].low == "morgen" and mention and mention.weekday:
        return Atom("part", "morning", i + 1)
    if (
        mention
        and (mention.weekday or mention.day)
        and not mention.clock
        and i == mention.last
        and (half := half_at(tokens, i))
    ):
        return Atom("part", "morning" if half[0] == "am" else "afternoon", half[1])
    found = match_phrase(tokens, i, parts.part_phrases())
    if not found:
        return None
    name, end = found
    word = tokens[i].low
    if word in ("cob", "cop", "eob", "sob") and end == i + 1:
        lower = tokens[i].text.islower()
        if (value(tokens, end) >= 0 and gap(tokens, end) == 0) or (
            lower and not alone and low(tokens, i - 1) not in ("by", "at", "before", "until") and not mention
        ):
            return None
        return Atom("part", name, end)
    if low(tokens, i - 1) in ("good", "buona", "guten", "goede", "bonne", "goeden", "boa", "buenas", "fine"):
        return None
    return Atom("part", name, end, weak=name not in ("COB", "EOD", "first thing", "last thing"))


_MERIDIEM = words.bag("am pm m . a p")
_TIME_WORDS = words.bag("time daylight standard zeit ortszeit tijd hora ora summer")
_AFTER_PLACE = frozenset(
    {"on", "today", "tomorrow", "tonight", "please", "at", "if", "so", "and", "or", "for", *words.WEEKDAYS}
)


def zone_at(tokens: Tokens, i: int, *, after_clock: bool, meridiem: bool = False) -> Atom | None:
    """A zone at `i`: "ET", "BST", "London time", "(UK time)", "heure de Paris", "Eastern"."""
    token = tokens[i]
    name = zones.abbreviations().get(token.low)
    if (
        name
        and after_clock
        and (token.text.isupper() or token.low not in zones.SHY or (meridiem and low(tokens, i - 1) in _MERIDIEM))
    ):
        return Atom("zone", name, _past_time_word(tokens, i + 1), part=token.low)
    if token.text == "AT" and meridiem and (gap(tokens, i + 1) >= LINE or not low(tokens, i + 1).isalpha()):
        return Atom("zone", "~America/Halifax", i + 1)
    region = match_phrase(tokens, i, zones.regions())
    if region:
        end = _past_time_word(tokens, region[1])
        if end > region[1] or (after_clock and (token.text[0].isupper() or meridiem)):
            return Atom("zone", region[0], end)
    place = match_phrase(tokens, i, zones.places())
    if place:
        end = _past_time_word(tokens, place[1])
        if end > place[1] or (
            after_clock
            and place[0] not in (zones.DESK, zones.SENDER)
            and token.text[0].isupper()
            and (gap(tokens, end) >= LINE or not low(tokens, end).isalpha() or low(tokens, end) in _AFTER_PLACE)
        ):
            return Atom("zone", place[0], end)
    if token.low in ("heure", "hora", "ora", "heures"):
        k = i + 1
        while low(tokens, k) in ("de", "d", "di", "del", "do", "la", "normale", "avancee", "locale", "local"):
            if low(tokens, k) in ("locale", "local"):
                return Atom("zone", zones.DESK, k + 1)
            k += 1
        there = match_phrase(tokens, k, zones.places()) if k < len(tokens) else None
        if there:
            return Atom("zone", there[0], there[1])
    return None


def _past_time_word(tokens: Tokens, i: int) -> int:
    end = i
    while low(tokens, end) in _TIME_WORDS and gap(tokens, end) <= SPACE and end < i + 2:
        end += 1
    return end


@cache
def first_words() -> frozenset[str]:
    """Every word a piece of time can start with; all others are passed over at once."""
    starts: set[str] = set()
    for table in (parts.part_phrases(), parts.day_phrases(), holidays(), week_phrases(), zones.places(), zones.regions()):
        starts.update(table)
    numbers = (words.WEEKDAYS, words.SHORT_WEEKDAYS, words.MONTHS, words.NUMBERS, words.ORDINALS, words.ARTICLES)
    for names in (*numbers, *words.FOREIGN_NUMBERS.values()):
        starts.update(names)
    starts.update(zones.abbreviations(), EDGES, span_words(), parts.weekday_parts(), COMING_BEFORE, LAST_BEFORE)
    starts |= _OTHER_STARTS
    return frozenset(starts - {""})


_OTHER_STARTS = words.bag(
    "noon midday midi mediodia mezzogiorno noonish 12noon noontime mid high mittag mittags middag meio medio half halb quarter viertel "
    "kwart a an close week heure hora ora the le el next following last this coming upcoming at am pm p"
)
