"""Quantities: the figures of a text, in digits or words, each with its unit, its "about" or "up to", and what it counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from bot.grounding.currencies import SIGNS
from bot.grounding.notations import (
    AFTER,
    AGE,
    AGES,
    BIG,
    CLOCK,
    FRACTION,
    MOST_DIGITS,
    MULTIPLE,
    MULTIPLES,
    NUMBER,
    OF,
    ONCE,
    ORDINAL_WORD,
    ORDINALS,
    PACES,
    PARTS,
    PER,
    PERIOD,
    QUALIFIER,
    RANGE,
    RATIO,
    SCALES,
    SECOND_PER,
    VAGUE,
    VALUES,
)
from bot.grounding.shapes import Span
from bot.grounding.units import CURRENCIES, canonical, measured
from bot.grounding.vocabulary import PLAIN
from bot.grounding.words import content, stem


class Quantity(NamedTuple):
    """A figure: exact `value`, `unit` by its one name, `per` what, its `qualifier`, and the stems of what it counts.

    `kind` is number, percent (a fraction in words), ordinal, multiple, vague or clock (minutes since midnight).
    """

    words: str
    span: Span
    value: Fraction
    unit: str = ""
    per: str = ""
    qualifier: str = ""
    nouns: tuple[str, ...] = ()
    kind: str = "number"
    scale: str = ""
    plural: bool = False
    after: tuple[str, ...] = ()


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of `text`, in order, none inside another."""
    found: list[Quantity] = []
    for pattern, read in (
        (CLOCK, _clock), (AGE, _age), (PERIOD, _period), (ONCE, _once), (RATIO, _ratio), (FRACTION, _fraction), (NUMBER, _plain), (MULTIPLE, _multiple), (VAGUE, _vague), (ORDINAL_WORD, _ordinal),
    ):  # fmt: skip
        for one in pattern.finditer(text):
            quantity = read(one) if not any(q.span.start < one.end() and one.start() < q.span.end for q in found) else None
            if quantity is not None:
                found.append(_told(quantity, text))
    found.sort(key=lambda quantity: quantity.span)
    return tuple(_ranged(found, text))


def compounds(found: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """What two figures of one dimension make together, as in "4 minutes and 30 seconds"."""
    made = []
    for one, after in pairwise(found):
        (dimension, value), (other, rest) = measured(one.value, one.unit), measured(after.value, after.unit)
        if (
            one.unit != after.unit
            and dimension == other
            and re.fullmatch(r",? (?:and )?", text[one.span.end : after.span.start])
        ):
            size = measured(Fraction(1), after.unit)[1]
            made.append(one._replace(value=(value + rest) / size, unit=after.unit, nouns=after.nouns))
        elif (
            one.kind == after.kind == "number"
            and 0 < one.value < after.value
            and OF.fullmatch(text[one.span.end : after.span.start])
        ):
            made.append(one._replace(value=100 * one.value / after.value, unit="%", kind="percent", nouns=()))
    return tuple(made)


def _told(quantity: Quantity, text: str) -> Quantity:
    """With its qualifier, what it is per, and what it counts; the qualifier is part of its span."""
    if quantity.kind in ("ordinal", "vague"):
        return quantity
    start, end = quantity.span
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    matches = [
        (len(found["q"]), name, found.start("q")) for name, pattern in QUALIFIER.items() if (found := pattern.search(before))
    ]
    _, qualifier, begins = max(matches, default=(0, "", len(before)))
    begins += start - len(before)
    qualifier = qualifier or ("atleast" if quantity.words.endswith("+") else "")
    for name, pattern in AFTER:
        if qualifier in ("", "within") and pattern.search(after):
            qualifier = name
    per = PER.match(after)
    paced = (per["per"] or per["per2"] or PACES[per["per3"]]) if per else ""
    if per and (second := SECOND_PER.match(after[per.end() :])):
        paced += " " + second["per"]
    return quantity._replace(
        span=Span(begins, end),
        qualifier=qualifier,
        per=paced,
        nouns=_counted(after),
        plural=_is_plural(after),
        after=tuple(content(re.split(r"[,;:()]|\.(?= |$)|\b(?:and|but|while)\b", after)[0])[:4]),
    )


def _counted(after: str) -> tuple[str, ...]:
    """The stems of the next words, up to the first plain one."""
    nouns: list[str] = []
    for word in re.split(r"[ -]", after.removeprefix(" of the").removeprefix(" of").strip())[:4]:
        bare = word.rstrip(".,;:!?)")
        if not bare.isalpha() or bare.casefold() in PLAIN:
            break
        nouns.append(stem(bare))
        if bare != word:
            break
    return tuple(nouns)


def _is_plural(after: str) -> bool:
    """Whether the words right after a figure, as many as it can count, end in a plural."""
    found = re.match(r" (?:[a-z-]+ )?[a-z]{2,}(?<!s)s\b(?! (?:the|a|an|and|that|our|its|their)\b)", after)
    return found is not None and found[0].split()[0] not in PLAIN


def _ranged(found: list[Quantity], text: str) -> list[Quantity]:
    """Each figure of "3 to 4 million", "£3-4" or "11 of the 31 days" with the scale, unit and things that they share."""
    for index, (one, after) in enumerate(pairwise(found)):
        if one.kind != "number" or after.kind != "number":
            continue
        one, between = found[index], text[one.span.end : after.span.start]
        spans = RANGE.fullmatch(between) or (
            between == " and " and re.search(r"\bbetween(?: \w+){0,2} ?$", text[: one.span.start], re.I)
        )
        lent = after.unit or not text[: one.span.start].endswith("by ")
        if spans and lent and (not one.unit or not after.unit or one.unit == after.unit):
            scaled = one.value * SCALES.get(after.scale, 1) if not one.scale and one.value < 1000 else one.value
            found[index] = one._replace(
                words=text[one.span.start : after.span.end] if "old" in after.words else one.words,
                value=scaled if scaled <= after.value else one.value, unit=one.unit or after.unit, nouns=one.nouns or after.nouns,
            )  # fmt: skip
            if one.unit in CURRENCIES and not text[: one.span.start].endswith("by "):
                found[index + 1] = after._replace(unit=after.unit or one.unit)
        elif not one.unit and OF.fullmatch(between):
            found[index] = one._replace(unit=after.unit, nouns=(), plural=False)
    return found


def _plain(one: re.Match[str]) -> Quantity | None:
    spelled = one["spelled"]
    value = (_spelled(spelled) if spelled else _digits(one["digits"])) + (Fraction(1, 2) if one["half"] else 0)
    scale = (one["scale"] or one["letter"] or "").casefold().rstrip(".")
    unit_words = one["unit"] or ""
    unit = canonical(unit_words)
    if one["letter"] and unit_words and not one["gap"]:
        return None
    if spelled and one["gap"] == "-" and unit_words and len(unit_words) < 3:
        unit = ""
    if one["ordinal"]:
        return Quantity(one[0].strip(), Span(*one.span()), value, unit="ordinal", kind="ordinal")
    if spelled and spelled.casefold().strip() == "one" and not unit and not scale:
        return Quantity(one[0].strip(), Span(*one.span()), value, kind="one")
    words_scale = scale or (re.search(rf"(?:{BIG})", spelled, re.I) or [""])[0] if spelled else scale
    sign = SIGNS.get((one["sign"] or "").upper(), "")
    number = value * SCALES.get(scale, 1) * (-1 if one["minus"] or one["below"] else 1)
    return Quantity(one[0].strip(), Span(*one.span()), number, unit=sign or unit, scale=words_scale.casefold())


def _digits(digits: str) -> Fraction:
    return Fraction(re.sub(r"[,' ]", "", digits)[:MOST_DIGITS])


def _spelled(words: str) -> Fraction:
    """The value of "two hundred and fifty thousand"."""
    total = current = Fraction(0)
    for word in re.split(r"[-,\s]+", words.casefold().strip()):
        if word == "half":
            current += Fraction(1, 2)
        elif word == "dozen":
            current = (current or Fraction(1)) * 12
        elif word in VALUES:
            current += VALUES[word]
        elif word == "hundred":
            current = (current or Fraction(1)) * 100
        elif word in SCALES:
            total, current = total + (current or 1) * SCALES[word], Fraction(0)
    return total + current


def _ratio(one: re.Match[str]) -> Quantity | None:
    a, b = (_digits(part) if part[0].isdigit() else _spelled(part.removeprefix("a ")) for part in (one["a"], one["b"]))
    if not 0 < a < b or (b > 12 and b % 10):
        return None
    return Quantity(one[0], Span(*one.span()), 100 * a / b, unit="%", kind="percent")


def _age(one: re.Match[str]) -> Quantity:
    return Quantity(one[0], Span(one.start("age"), one.end()), Fraction(AGES[one["age"].casefold()]))


def _period(one: re.Match[str]) -> Quantity:
    """One year, or one and a half, or half of one; as so many months where it is not whole."""
    unit, value = (one["unit"] or one["unit2"] or one["unit3"] or one["unit4"]).casefold(), Fraction(1)
    if one["half"] or one["unit2"]:
        value = Fraction(3, 2)
    elif one["halved"]:
        value = Fraction(1, 2)
    return Quantity(one[0], Span(*one.span()), value, unit=unit)


def _once(one: re.Match[str]) -> Quantity:
    return Quantity(one[0], Span(*one.span()), Fraction(1), unit="times", kind="multiple")


def _fraction(one: re.Match[str]) -> Quantity | None:
    if one["sign"] or one["n2"]:
        value = (
            Fraction(unicodedata.numeric(one["sign"])).limit_denominator(4)
            if one["sign"]
            else Fraction(int(one["n2"]), int(one["p2"]) or 1)
        )
        return Quantity(one[0], Span(*one.span()), 100 * value, unit="%", kind="percent") if value < 1 else None
    if one["bare"]:
        return Quantity(one[0], Span(*one.span()), Fraction(50), unit="%", kind="percent")
    part = PARTS[one["p"].casefold().removesuffix("s") if one["p"].casefold() != "halves" else "half"]
    n = (
        1
        if one["n"].casefold() in ("a", "one")
        else int(_digits(one["n"]))
        if one["n"].isdigit()
        else VALUES[one["n"].casefold()]
    )
    tail = one.string[one.end() : one.end() + 12]
    if n >= part or (
        n == 1
        and not one["of"]
        and not re.match(
            r"[ ](?:more|less|fewer|higher|lower|the|up|down|are|were|is|was|have|had|come|came|said)\b|[.,;]|$", tail
        )
    ):
        return None
    return Quantity(one[0], Span(*one.span()), Fraction(100 * n, part), unit="%", kind="percent")


def _multiple(one: re.Match[str]) -> Quantity:
    if one[0].casefold().startswith("halv"):
        return Quantity(one[0], Span(*one.span()), Fraction(50), unit="%", kind="percent")
    value = next(value for begin, value in MULTIPLES.items() if one[0].casefold().replace("-", "").startswith(begin))
    return Quantity(one[0], Span(*one.span()), Fraction(value), unit="times", kind="multiple")


def _vague(one: re.Match[str]) -> Quantity:
    return Quantity(one[0], Span(*one.span()), Fraction(0), unit=one[0].casefold(), kind="vague")


def _ordinal(one: re.Match[str]) -> Quantity:
    return Quantity(one[0], Span(*one.span()), Fraction(ORDINALS[one[0].casefold()]), unit="ordinal", kind="ordinal")


def _clock(one: re.Match[str]) -> Quantity | None:
    if one["word"]:
        return Quantity(
            one[0], Span(*one.span()), Fraction(0 if one["word"].casefold() == "midnight" else 720), unit="clock", kind="clock"
        )
    if one["part"]:
        hour = int(_digits(one["h4"])) if one["h4"].isdigit() else VALUES[one["h4"].casefold()]
        minutes = 60 * hour + (30 if one["part"].casefold() == "half" else 15) * (1 if one["side"].casefold() == "past" else -1)
        return Quantity(one[0], Span(*one.span()), Fraction(minutes), unit="clock12", kind="clock")
    hour = int(one["h"] or one["h2"] or one["h3"] or one["oc"])
    minute = int(one["m"] or one["m2"] or one["m3"] or 0)
    half = one["half"] or (re.search(r"([ap])\.?m\b", one.string[one.end() :]) or ["", ""])[1] if one["h"] else one["half"]
    if hour > 23 or minute > 59:
        return None
    ends = re.search(r"(\d{1,2})(?:[:.]\d{2})?\s?[ap]\.?m\b", one.string[one.end() :]) if one["h"] else None
    if ends and half and half.casefold() == "p" and hour % 12 > int(ends[1]) % 12:
        half = "a"  # "11 to 8pm" begins in the morning.
    exact = bool(half) or hour > 12
    minutes = (hour % 12 + (12 if half and half.casefold() == "p" else 0)) * 60 + minute if half else hour * 60 + minute
    return Quantity(one[0].strip(), Span(*one.span()), Fraction(minutes), unit="clock" if exact else "clock12", kind="clock")
