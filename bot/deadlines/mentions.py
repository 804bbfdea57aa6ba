"""Pieces put together into whole mentions of a time: "by 5 p.m. Central on Friday, Feb. 27" is one of them."""

from __future__ import annotations

from bot.deadlines import evidence, parts, words, zones
from bot.deadlines.atoms import Atom, Clock, Day, Mention, Span, Tokens, Weekday, gap, low, match_phrase, value
from bot.deadlines.halves import half_at
from bot.deadlines.pieces import _SHOWS, piece_at
from bot.deadlines.prepositions import BY, leaned_on, set_preposition
from bot.deadlines.stretches import week_phrases
from bot.deadlines.tokens import LINE, SPACE

# No inquiry names more times than this; a text that does is noise, and its cost stays bounded.
MOST_MENTIONS = 150
_CONNECTORS = words.bag(
    ", - – — ( ) @ at on the of in for by before b4 around about approximately approx circa um a las alle "
    "ore le il el am den de di del al les om op vor bis as dem der no later than latest sharp local prompt + "
    "news show programme program bulletin slot edition broadcast exactly is until till ideally avant antes "
    "entro voor uiterlijk : prima each to vers gegen dalle late en ao alla |"
)
_CLOCK_ONLY_AFTER = words.bag("for by before b4 until till no later than avant antes entro voor to is")
# "demain avant 18h", "Tuesday by 5": the preposition stands inside the mention.
_INNER = words.bag("by before b4 until till avant antes entro bis vor voor prima uiterlijk")
_OPENING = words.bag("late in the of a at am de di")


def find_mentions(tokens: Tokens, *, alone: bool = False) -> list[Mention]:
    """All mentions in reading order, never overlapping, at most MOST_MENTIONS."""
    found: list[Mention] = []
    i = 0
    while i < len(tokens) and len(found) < MOST_MENTIONS:
        mention = _mention_at(tokens, i, alone=alone, before=found[-1] if found else None)
        if mention is None:
            i += 1
        else:
            if not (found and (mention.last <= found[-1].last or _explains(tokens, found[-1], mention))):
                found.append(mention)
            i = max(mention.last, i + 1)
    return found


_SAID_AGAIN = words.bag(
    "that so ie say which means meaning call make well er um uh like know you is it i . e ( , - – around about"
)


def _explains(tokens: Tokens, before: Mention, mention: Mention) -> bool:
    """ "by Thursday dinner time, that's, you know, twelve-ish": the clock makes the one before exact, and joins it."""
    between = [low(tokens, j) for j in range(before.last, mention.first)]
    again = {"that", "ie", "say", "call", "which", "meaning", "means", "e"} & set(between)
    if not again or len(between) > 8 or not all(word in _SAID_AGAIN for word in between):
        return False
    if (
        mention.clock is None
        or mention.day
        or mention.weekday
        or before.clock
        or not (before.day or before.weekday or before.part)
    ):
        return False
    if mention.prep in BY:
        return False
    before.clock, before.zone, before.last = mention.clock, before.zone or mention.zone, mention.last
    before.part = "" if mention.clock.sure or before.part == "dinner" else before.part
    return True


_ASKED_OF = words.bag("is would does could do make for")


def _asked_for(tokens: Tokens, mention: Mention) -> bool:
    """ "Would half five give you enough time?", "Can you turn it round for 4?": a bare hour that is asked about."""
    lead = low(tokens, mention.first - 1)
    if not mention.clock or len(mention.slots) > 1 or lead not in _ASKED_OF:
        return False
    if lead == "for":
        return bool(_WANTED & {low(tokens, j) for j in range(mention.first - 8, mention.first - 1)})
    right = [low(tokens, j) for j in range(mention.last, mention.last + 6)]
    return evidence.after("offered", right)


_WANTED = words.bag("turn turned round around back line comment reply answer quote response something ready filed done")


def _mention_at(tokens: Tokens, i: int, *, alone: bool, before: Mention | None = None) -> Mention | None:
    first = piece_at(tokens, i, None, alone=alone)
    if first is None or first.slot == "zone":
        return None
    mention = Mention(first=i, last=i)
    _add(mention, first)
    inner = ""
    for _ in range(7):
        k = _past_connectors(tokens, mention.last, mention.first)
        if k >= len(tokens) or gap(tokens, k) >= LINE:
            break
        atom = _next_atom(tokens, mention, k, alone=alone)
        if atom is None:
            break
        inner = next((low(tokens, j) for j in range(mention.last, k) if low(tokens, j) in _INNER), inner)
        _add(mention, atom)
    set_preposition(tokens, mention)
    if inner and mention.prep not in BY:
        mention.prep = inner
    stands = not mention.weak or alone or leaned_on(mention) or _asked_for(tokens, mention)
    return mention if stands or (before and _explains(tokens, before, mention)) else None


def _next_atom(tokens: Tokens, mention: Mention, k: int, *, alone: bool) -> Atom | None:
    """The next piece, from the first connector on that fits; "of next week" needs its "of" left alone."""
    if mention.weekday and not mention.day and mention.clock is None and k == mention.last and value(tokens, k) > 0:
        number = _bare_day_number(tokens, k)
        if number:
            return number
    atom = piece_at(tokens, k, mention, alone=alone)
    if atom is None or not _fits(mention, atom):
        return None
    if atom.slot in ("day", "weekday") and any(low(tokens, j) == ":" for j in range(mention.last, k)):
        return None
    between = {low(tokens, j) for j in range(mention.last, k)}
    if between & _CLOCK_ONLY_AFTER and (atom.slot not in ("clock", "part") or mention.clock):
        return None
    if atom.slot == "span" and not (low(tokens, k - 1) == "+" or (mention.day and low(tokens, k - 1) == "in")):
        return None
    if atom.weak and atom.slot == "clock" and k == mention.last and not alone and atom.part != "bare" and mention.span:
        return None
    return atom


def _bare_day_number(tokens: Tokens, k: int) -> Atom | None:
    """ "Monday 21", "domingo 7": a day of the month, or perhaps an hour, which the calendar decides."""
    number = tokens[k].value
    after = low(tokens, k + 1)
    if (
        not 1 <= number <= 31
        or len(tokens[k].text) > 2
        or after in (":", ".", "h", "am", "pm", "/", "-", "uhr", "o'clock", "noon", "u", "uur")
        or (after in ("a", "p") and gap(tokens, k + 1) < SPACE)
    ):
        return None
    if (
        (after in words.ORDINAL_ENDS and gap(tokens, k + 1) < SPACE)
        or after in words.MONTHS
        or (after in ("de", "of") and low(tokens, k + 2) in words.MONTHS)
    ):
        return None
    return Atom("day", Day("dom", n=number, edge="bare"), k + 1)


def _past_connectors(tokens: Tokens, i: int, first: int) -> int:
    """The token after the connectors at `i`; a closing bracket connects only what the mention itself opened."""
    k = i
    while k < len(tokens) and k < i + 5 and gap(tokens, k) <= SPACE:
        word = tokens[k].low
        if tokens[k].text == "AT" and not low(tokens, k + 1).isalnum():
            break
        if word in ("on", "of", ",") and (named := _past_named_day(tokens, k)):
            return named
        if word == ")" and not any(tokens[j].low == "(" for j in range(max(0, first - 1), k)):
            break
        if word == "a" and low(tokens, k + 1) in ("week", "fortnight"):
            break
        if word == "a" and k == i and half_at(tokens, k):
            break
        show = word == "today" and low(tokens, k + 1) in _SHOWS
        if not show and (word not in _CONNECTORS or _opens_phrase(tokens, k)):
            break
        k += 1
    return k


def _past_named_day(tokens: Tokens, k: int) -> int:
    """The token after the name and the comma in "midday on Election Day, Nov. 3", or 0."""
    j = k + 1
    while j < k + 4 and gap(tokens, j) <= SPACE and low(tokens, j).isalpha() and tokens[j].text[0].isupper():
        j += 1
    named = low(tokens, j - 1) in ("day", "eve", "night") and k + 1 < j and low(tokens, j) == ","
    return j + 1 if named else 0


def _opens_phrase(tokens: Tokens, k: int) -> bool:
    if tokens[k].low not in _OPENING:
        return False
    return bool(match_phrase(tokens, k, parts.part_phrases()) or match_phrase(tokens, k, week_phrases()))


def _fits(mention: Mention, atom: Atom) -> bool:
    if atom.slot == "day":
        if mention.day is None:
            return not (
                mention.part and atom.part and mention.part not in (atom.part, "midnight", "COB", "EOD", "last thing")
            ) and not (mention.span and mention.clock is None and not isinstance(atom.value, Day))
        return (
            mention.day.kind == "rel"
            and isinstance(atom.value, Day)
            and atom.value.kind in ("date", "numeric", "dom")
            and not atom.part
        )
    if atom.slot == "weekday":
        return mention.weekday is None
    if atom.slot == "part":
        return (not mention.part and mention.span is None) or (
            mention.part in ("tonight", "evening") and atom.value == mention.part
        )
    if atom.slot == "span":
        return mention.span is None
    if atom.slot == "zone" and mention.zone in (zones.DESK, zones.SENDER):
        return atom.value not in (zones.DESK, zones.SENDER)
    return not getattr(mention, atom.slot)


def _add(mention: Mention, atom: Atom) -> None:
    mention.last = atom.end
    mention.slots.append(atom.slot)
    mention.weak = mention.weak and atom.weak
    found = atom.value
    if atom.slot == "span" and isinstance(found, tuple):
        mention.span, anchor = found
        if isinstance(anchor.value, Day):
            mention.day = anchor.value
        else:
            mention.weekday = anchor.value
        mention.slots.append("anchor")
    elif isinstance(found, Clock):
        mention.clock = found
    elif isinstance(found, Weekday):
        mention.weekday = found
        mention.part = mention.part or atom.part
    elif isinstance(found, Span):
        mention.span = found
    elif isinstance(found, Day):
        if mention.day and mention.day.kind == "rel":
            mention.hour_or_day = 0
        mention.day = found
        if found.edge == "bare" and found.n <= 12:
            mention.hour_or_day = found.n
        mention.part = mention.part or atom.part
    elif atom.slot == "part":
        mention.part = mention.part or str(found)
    else:
        mention.zone, mention.letters = str(found), atom.part
