"""Quantities: the figures of a text, in digits or words, each with its unit, its "about" or "up to", and what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from bot.grounding.shapes import Span
from bot.grounding.units import CURRENCIES, SIGNS, UNIT, canonical, measured
from bot.grounding.vocabulary import PLAIN
from bot.grounding.words import stem

_ONES = re.findall(
    r"\S+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
)
_TENS = re.findall(r"\S+", "twenty thirty forty fifty sixty seventy eighty ninety")
_VALUES = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"dozen": 12}
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "tausend": 1000, "millionen": 10**6,
    "milliarden": 10**9, "mio": 10**6, "mrd": 10**9, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000, "b": 10**9,
}  # fmt: skip
_PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        re.findall(r"\S+", "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"), 2
    )
}
_MOST_DIGITS = 300
_MULTIPLES = {"doubl": 2, "twice": 2, "twofold": 2, "tripl": 3, "trebl": 3, "threefold": 3, "quadrupl": 4}
_BIG = r"hundred|thousand|million|billion|trillion"
_SMALL = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
_SPELLED = rf"(?:a (?=(?:{_BIG}|dozen)\b)|half a (?=(?:{_BIG}|dozen)\b))?(?:(?:{_SMALL}|{_BIG}|dozen)\b(?:[- ](?=(?:{_BIG}|dozen)\b)|,? and (?=(?:{_SMALL})\b(?<!and a))|[- ](?={_SMALL}\b))?)+"
_DIGITS = r"\d{1,3}(?:[,']\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3}){2,}|\d+(?:\.\d+)?"
_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.])(?-i:(?<![A-Z]-))(?P<sign>{_SIGN})?\s?(?P<minus>(?<![\w.])-(?=\d)|\b(?:minus|negative) (?=\d))?(?:(?P<digits>{_DIGITS})|(?P<spelled>\b(?:{_SPELLED})))(?P<half>½| and a half\b)?"
    rf"(?:(?:\s|-)?(?P<scale>(?i:hundred|thousand|million|billion|trillion|tausend|millionen|milliarden|mio|mrd)\b\.?|(?:mn|bn|tn)\b)|(?P<letter>[mkKbM](?![\w²³/])))?"
    rf"(?P<ordinal>(?:st|nd|rd|th)\b)?(?:(?P<gap>\s|-)?(?P<unit>(?:{UNIT})(?!\w))(?:[ -](?:olds?|long)\b)?)?(?P<plus>\+)?", re.IGNORECASE,
)  # fmt: skip
_FRACTION = re.compile(
    r"\b(?P<n>a|one|two|three|four|five|seven|nine|\d)[ -](?P<p>half|halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|tenths?)\b(?P<of> of\b)?"
    r"|(?<!first )(?<!second )(?<!and a )\b(?P<bare>half)\b(?! (?:past|a (?:million|billion|dozen|thousand)|term))(?!-(?:term|price|day|hour|time))", re.IGNORECASE,
)  # fmt: skip
_RATIO = re.compile(
    rf"\b(?P<a>\d{{1,3}}|{_SMALL}) (?P<w>in|out of|in every|out of every) (?P<b>\d{{1,3}}(?:,\d{{3}})*|{_SMALL}|a hundred|a thousand)\b(?! (?:months|years|days|weeks)\b)(?![.,]?\d)",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(?:doubl(?:e|ed|es|ing)|twice|two-?fold|tripl(?:e|ed|es|ing)|trebl(?:e|ed|es|ing)|three-?fold|quadrupl(?:e|ed|es|ing))\b",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:(?:tens|hundreds) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions|billions)\b", re.I
)
_CLOCK = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?(?:\s?-\s?| to | and )(?=\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m)|\b(?P<h2>\d{1,2})(?:[:.](?P<m2>\d{2}))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<h3>[01]?\d|2[0-3]):(?P<m3>[0-5]\d)\b(?!:)|\b(?P<word>noon|midday|midnight)\b|\b(?P<oc>\d{1,2}) o'clock", re.IGNORECASE,
)  # fmt: skip
_ORDINAL_WORD = re.compile(rf"\b({'|'.join(_ORDINALS)})\b(?! (?:of|hand)\b)", re.I)
_RANGE = re.compile(r"\s?-\s?| to | or | bis ")
_OF = re.compile(r" (?:out )?of (?:the |our |all |its )?")
_PER = re.compile(
    r"(?: ?/ ?| (?:per|an?|each|every) )(?P<per>second|minute|hour|day|night|week|month|year|person|head|tonne|litre|kilometre|mile|km|kg|family|household|child|pupil)\b"
)
QUALIFIERS = {
    "about": r"about|around|roughly|some|approximately|approx\.?|circa|ca?\.|an? estimated|estimated|estimated (?:at|to be)|in the region of|in the order of|something like|etwa|rund|ungefähr|more or less",
    "nearly": r"nearly|almost|just under|just below|close to|approaching|just short of|not quite|fast approaching|knapp|fast",
    "over": r"more than|over|above|in excess of|upwards of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|just over|well over|just above|at more than|greater than|mehr als|über",
    "under": r"under|below|less than|fewer than|well under|weniger als|unter",
    "upto": r"up to|at most|no more than|not more than|a maximum of|at the most|as many as|as much as|no longer than|no higher than|bis zu|höchstens",
    "atleast": r"at least|no fewer than|no less than|not less than|a minimum of|not fewer than|mindestens",
}  # fmt: skip
_QUALIFIER = {
    name: re.compile(rf"(?<!\w)(?P<q>{words})(?: the| a total of| of| an?)?[ (]*$", re.IGNORECASE)
    for name, words in QUALIFIERS.items()
}
_AFTER = (("about", re.compile(r"^ or so\b|^[ -]?ish\b")), ("atleast", re.compile(r"^ or (?:more|over|older|above)\b")), ("upto", re.compile(r"^ or (?:less|fewer|under|younger)\b| at (?:the )?most\b")), ("atleast", re.compile(r"^ at (?:the very )?least\b")))  # fmt: skip


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


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of `text`, in order, none inside another."""
    found: list[Quantity] = []
    for pattern, read in (
        (_CLOCK, _clock), (_RATIO, _ratio), (_FRACTION, _fraction), (_NUMBER, _plain), (_MULTIPLE, _multiple), (_VAGUE, _vague), (_ORDINAL_WORD, _ordinal),
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
    return tuple(made)


def _told(quantity: Quantity, text: str) -> Quantity:
    """With its qualifier, what it is per, and what it counts; the qualifier is part of its span."""
    if quantity.kind in ("ordinal", "vague"):
        return quantity
    start, end = quantity.span
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    matches = [
        (len(found["q"]), name, found.start("q")) for name, pattern in _QUALIFIER.items() if (found := pattern.search(before))
    ]
    _, qualifier, begins = max(matches, default=(0, "", len(before)))
    begins += start - len(before)
    qualifier = qualifier or ("atleast" if quantity.words.endswith("+") else "")
    for name, pattern in _AFTER:
        if not qualifier and pattern.search(after):
            qualifier = name
    per = _PER.match(after)
    return quantity._replace(
        span=Span(begins, end),
        qualifier=qualifier,
        per=per["per"] if per else "",
        nouns=_counted(after),
        plural=_is_plural(after),
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
        spans = _RANGE.fullmatch(between) or (between == " and " and re.search(r"\bbetween\b", text[: after.span.start], re.I))
        lent = after.unit or not text[: one.span.start].endswith("by ")
        if spans and lent and (not one.unit or not after.unit or one.unit == after.unit):
            scaled = one.value * _SCALES.get(after.scale, 1) if not one.scale and one.value < 1000 else one.value
            found[index] = one._replace(
                words=text[one.span.start : after.span.end] if "old" in after.words else one.words,
                value=scaled if scaled <= after.value else one.value, unit=one.unit or after.unit, nouns=one.nouns or after.nouns,
            )  # fmt: skip
            if one.unit in CURRENCIES and not text[: one.span.start].endswith("by "):
                found[index + 1] = after._replace(unit=after.unit or one.unit)
        elif not one.unit and _OF.fullmatch(between):
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
    words_scale = scale or (re.search(rf"(?:{_BIG})", spelled, re.I) or [""])[0] if spelled else scale
    sign = SIGNS.get((one["sign"] or "").upper(), "")
    number = value * _SCALES.get(scale, 1) * (-1 if one["minus"] else 1)
    return Quantity(one[0].strip(), Span(*one.span()), number, unit=sign or unit, scale=words_scale.casefold())


def _digits(digits: str) -> Fraction:
    return Fraction(re.sub(r"[,' ]", "", digits)[:_MOST_DIGITS])


def _spelled(words: str) -> Fraction:
    """The value of "two hundred and fifty thousand"."""
    total = current = Fraction(0)
    for word in re.split(r"[-,\s]+", words.casefold().strip()):
        if word == "half":
            current += Fraction(1, 2)
        elif word == "dozen":
            current = (current or Fraction(1)) * 12
        elif word in _VALUES:
            current += _VALUES[word]
        elif word == "hundred":
            current = (current or Fraction(1)) * 100
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], Fraction(0)
    return total + current


def _ratio(one: re.Match[str]) -> Quantity | None:
    a, b = (_digits(part) if part[0].isdigit() else _spelled(part.removeprefix("a ")) for part in (one["a"], one["b"]))
    if not 0 < a < b or (b > 12 and b % 10):
        return None
    return Quantity(one[0], Span(*one.span()), 100 * a / b, unit="%", kind="percent")


def _fraction(one: re.Match[str]) -> Quantity | None:
    if one["bare"]:
        return Quantity(one[0], Span(*one.span()), Fraction(50), unit="%", kind="percent")
    part = _PARTS[one["p"].casefold().removesuffix("s") if one["p"].casefold() != "halves" else "half"]
    n = (
        1
        if one["n"].casefold() in ("a", "one")
        else int(_digits(one["n"]))
        if one["n"].isdigit()
        else _VALUES[one["n"].casefold()]
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
    value = next(value for begin, value in _MULTIPLES.items() if one[0].casefold().replace("-", "").startswith(begin))
    return Quantity(one[0], Span(*one.span()), Fraction(value), unit="times", kind="multiple")


def _vague(one: re.Match[str]) -> Quantity:
    return Quantity(one[0], Span(*one.span()), Fraction(0), unit=one[0].casefold(), kind="vague")


def _ordinal(one: re.Match[str]) -> Quantity:
    return Quantity(one[0], Span(*one.span()), Fraction(_ORDINALS[one[0].casefold()]), unit="ordinal", kind="ordinal")


def _clock(one: re.Match[str]) -> Quantity | None:
    if one["word"]:
        return Quantity(
            one[0], Span(*one.span()), Fraction(0 if one["word"].casefold() == "midnight" else 720), unit="clock", kind="clock"
        )
    hour = int(one["h"] or one["h2"] or one["h3"] or one["oc"])
    minute = int(one["m"] or one["m2"] or one["m3"] or 0)
    half = one["half"] or (re.search(r"([ap])\.?m\b", one.string[one.end() :]) or ["", ""])[1] if one["h"] else one["half"]
    if hour > 23 or minute > 59:
        return None
    exact = bool(half) or hour > 12
    minutes = (hour % 12 + (12 if half and half.casefold() == "p" else 0)) * 60 + minute if half else hour * 60 + minute
    return Quantity(one[0].strip(), Span(*one.span()), Fraction(minutes), unit="clock" if exact else "clock12", kind="clock")
