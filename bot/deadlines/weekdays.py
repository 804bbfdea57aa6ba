"""Weekdays as people say them: Friday, next Tuesday, Monday week, a week on Friday, Wednesday of next week."""

from __future__ import annotations

from bot.deadlines import parts, words
from bot.deadlines.atoms import Atom, Day, Tokens, Weekday, gap, low, match_phrase, value
from bot.deadlines.stretches import week_phrases
from bot.deadlines.tokens import NONE, SPACE

_NEXT_BEFORE = frozenset({"next", "following"})
COMING_BEFORE = words.bag(
    "this coming upcoming ce diesen dieser kommenden kommender nachsten nachster este proximo questo prossimo deze komende "
    "aanstaande volgende proxima esta"
)
# Germans write these with a capital; in lower case, and where a sentence begins, they are English or Romance words.
_GERMAN_SHORT = words.bag("so do die")
_THIS_BEFORE = words.bag("this ce diesen dieser este esta questo deze")
_COMING_AFTER = frozenset({"prochain", "prossimo", "prossima", "proximo", "coming"})
LAST_BEFORE = words.bag("last previous past letzten vergangenen vorigen pasado scorso afgelopen vorige")
_LAST_AFTER = frozenset({"last", "dernier", "pasado", "scorso", "scorsa", "jongstleden"})


def weekday_at(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    word, mod, k = tokens[i].low, "", i
    if compound := parts.weekday_parts().get(word):
        return Atom("weekday", Weekday(compound[0]), i + 1, part=compound[1])
    if word in _NEXT_BEFORE or word in COMING_BEFORE or word in LAST_BEFORE:
        mod = (
            "next"
            if word in _NEXT_BEFORE
            else ("last" if word in LAST_BEFORE else ("this" if word in _THIS_BEFORE else "coming"))
        )
        k += 1
        if low(tokens, k) == "week" and mod == "next":
            return None
        word = low(tokens, k)
        if gap(tokens, k) > SPACE:
            return None
        if low(tokens, k + 1) in words.MONTHS and value(tokens, k) > 0:
            return None
    number = words.WEEKDAYS.get(word)
    short = number is None
    if short:
        number = words.SHORT_WEEKDAYS.get(word)
    if short and word in _GERMAN_SHORT and not (tokens[k].text[0].isupper() and k and tokens[k - 1].low not in (".", "!", "?")):
        number = None
    if number is None or (tokens[k].text.isupper() and len(word) <= 3 and short):
        return None
    end = k + 1
    full = low(tokens, end) == "-" and low(tokens, end + 1) == "feira"
    if full:
        end += 2
    elif low(tokens, end) == "feira":
        end += 1
    elif (
        word in ("segunda", "terca", "quarta", "quinta", "sexta")
        and not tokens[k].text[0].isupper()
        and low(tokens, k - 1) not in ("na", "ate", "de", "nesta", "a", "proxima")
    ):
        return None
    if low(tokens, end) == "." and gap(tokens, end) == NONE and len(word) <= 5:
        end += 1
    if short and not _number_follows(tokens, end, word) and not (alone and word in ("sa", "su")):
        return None
    if (
        word in words.SHY_WEEKDAYS
        and tokens[k].text.islower()
        and not mod
        and not alone
        and not full
        and not _shy_fits(tokens, k, end)
    ):
        return None
    if mod == "this" and word in words.SHY_WEEKDAYS and tokens[k].text.islower() and not _shy_fits(tokens, k, end):
        return None
    return _after_weekday(tokens, end, number, mod)


def _number_follows(tokens: Tokens, end: int, word: str) -> bool:
    k = end + 1 if low(tokens, end) == "," else end
    if low(tokens, k) in ("den", "le", "il", "el"):
        k += 1
    dated = value(tokens, k + 0) > 0 and (
        low(tokens, k + 1) in words.MONTHS or low(tokens, k + 1) in (".", "/") or low(tokens, k + 1) in ("de", "uhr", "h")
    )
    return dated and word not in ("so_",)


def _shy_fits(tokens: Tokens, k: int, end: int) -> bool:
    before, after = low(tokens, k - 1), low(tokens, end)
    if after in ("in", "on", "with", "there", "for", "down", "around", "through", "idle", "and") and tokens[k].low == "sat":
        return False
    return (
        before in ("by", "on", "before", "until", "till", "this", "next", "cob", "eod")
        or value(tokens, end) >= 0
        or after in ("at", "noon", "morning", "lunchtime", "evening", "afternoon", "night", "by")
        or value(tokens, k - 1) >= 0
        or before in ("pm", "am", "noon", "h")
    )


def _after_weekday(tokens: Tokens, end: int, number: int, mod: str) -> Atom:
    shift = 0
    word = low(tokens, end)
    if gap(tokens, end) <= SPACE:
        if word == "week" and low(tokens, end + 1) not in ("of", "long"):
            shift, end = 1, end + 1
        elif word == "fortnight":
            shift, end = 2, end + 1
        elif word == "after" and low(tokens, end + 1) == "next":
            mod, shift, end = "next", 1, end + 2
        elif word in _COMING_AFTER:
            mod, end = mod or "coming", end + 1
        elif word in _LAST_AFTER and low(tokens, end + 1) not in ("thing", "minute", "delai", "carat", "limite"):
            mod, end = "last", end + 1
        elif word == "en" and low(tokens, end + 1) in ("huit", "quinze"):
            shift, end = (1 if low(tokens, end + 1) == "huit" else 2), end + 2
        elif word == "que" and low(tokens, end + 1) == "viene":
            mod, end = "coming", end + 2
        elif word == "in" and low(tokens, end + 1) == "einer" and low(tokens, end + 2) == "woche":
            shift, end = 1, end + 3
        else:
            k = end + 1 if word in ("of", "in") else end
            phrase = match_phrase(tokens, k, week_phrases()) if k < len(tokens) and gap(tokens, k) <= SPACE else None
            if phrase and phrase[0] in ("week:1:start", "week:0:"):
                return Atom("weekday", Weekday(number, "next" if phrase[0] == "week:1:start" else "this"), phrase[1])
    return Atom("weekday", Weekday(number, mod, shift), end)


def week_with_weekday(tokens: Tokens, end: int, day: Day) -> Atom:
    """ "next week Wednesday", "next week on Tuesday", "volgende week maandag"."""
    if day.kind == "week" and day.edge in ("start", "") and end < len(tokens):
        k = end + 1 if low(tokens, end) in ("on", ",", "le", "am", "op", "il", "el") else end
        number = words.WEEKDAYS.get(low(tokens, k)) if gap(tokens, k) <= SPACE else None
        if number is not None:
            return Atom("weekday", Weekday(number, "next" if day.n else "this"), k + 1)
    return Atom("day", day, end, weak=True)


def week_on_at(tokens: Tokens, i: int) -> Atom | None:
    """ "a week on Friday", "a week today", "week Monday"; "two weeks from" is a span and handled there."""
    k, weeks = i, 1
    word = low(tokens, k)
    if word in ("a", "one", "two", "three"):
        weeks = {"two": 2, "three": 3}.get(word, 1)
        k += 1
    if low(tokens, k) not in ("week", "weeks", "fortnight"):
        return None
    weeks *= 2 if low(tokens, k) == "fortnight" else 1
    k += 1
    if gap(tokens, k) > SPACE or k >= len(tokens):
        return None
    on = low(tokens, k) in ("on", "from", "this", "next")
    if on:
        k += 1
    number = words.WEEKDAYS.get(low(tokens, k))
    if number is not None and (on or k > i + 1 or low(tokens, i) == "week"):
        if low(tokens, k) in words.SHY_WEEKDAYS and tokens[k].text.islower():
            return None
        return Atom("weekday", Weekday(number, "", weeks), k + 1)
    if low(tokens, k) in ("today", "tomorrow") and k > i + 1:
        return Atom("day", Day("rel", n=7 * weeks + (low(tokens, k) == "tomorrow")), k + 1)
    return None
