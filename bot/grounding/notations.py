"""Notations: how figures are written in English, and in German as far as digits go, as patterns and tables."""

from __future__ import annotations

import re

from bot.grounding.currencies import SIGN
from bot.grounding.units import UNIT

_ONES = re.findall(
    r"\S+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
)
_TENS = re.findall(r"\S+", "twenty thirty forty fifty sixty seventy eighty ninety")
VALUES = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"dozen": 12}
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "tausend": 1000, "millionen": 10**6,
    "milliarden": 10**9, "mio": 10**6, "mrd": 10**9, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000, "b": 10**9,
}  # fmt: skip
PARTS = {
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
ORDINALS = {
    word: n
    for n, word in enumerate(
        re.findall(r"\S+", "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"), 2
    )
}
MOST_DIGITS = 300
MULTIPLES = {"doubl": 2, "twice": 2, "twofold": 2, "tripl": 3, "trebl": 3, "threefold": 3, "quadrupl": 4}
BIG = r"hundred|thousand|million|billion|trillion"
_SMALL = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
_SPELLED = rf"(?:a (?=(?:{BIG}|dozen)\b)|half a (?=(?:{BIG}|dozen)\b))?(?:(?:{_SMALL}|{BIG}|dozen)\b(?:[- ](?=(?:{BIG}|dozen)\b)|(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion)),? and (?=(?:{_SMALL})\b)|[- ](?={_SMALL}\b))?)+"
_DIGITS = r"\d{1,3}(?:[,']\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3}){2,}|\d+(?:\.\d+)?"
NUMBER = re.compile(
    rf"(?<![\w.])(?-i:(?<![A-Z]-))(?P<sign>{SIGN})?\s?(?P<minus>(?<![\w.])-(?=\d)|(?<!plus or )\b(?:minus|negative) )?(?:(?P<digits>{_DIGITS})|(?P<spelled>\b(?:{_SPELLED})))(?P<half>½| and a half\b)?"
    rf"(?:(?:\s|-)?(?P<scale>(?i:hundred|thousand|million|billion|trillion|tausend|millionen|milliarden|mio|mrd)\b\.?|(?:mn|bn|tn)\b)|(?P<letter>[mkKbM](?![\w²³/])))?"
    rf"(?P<ordinal>(?:st|nd|rd|th)\b)?(?:(?P<gap>\s|-)?(?P<unit>(?:{UNIT})(?!\w))(?:[ -](?:olds?|long)\b)?)?(?P<below> below (?:zero|freezing)\b)?(?P<plus>\+)?", re.IGNORECASE,
)  # fmt: skip
FRACTION = re.compile(
    r"\b(?P<n>a|one|two|three|four|five|seven|nine|\d)[ -](?P<p>half|halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|tenths?)\b(?P<of> of\b)?"
    r"|(?<![\w/])(?P<n2>\d)/(?P<p2>\d{1,2})(?= of\b| the\b)|(?P<sign>[½¼¾⅓⅔])(?= of\b| the\b)|(?<!first )(?<!second )(?<!and a )\b(?P<bare>half)\b(?! (?:past|a (?:million|billion|dozen|thousand)|term))(?!-(?:term|price|day|hour|time))", re.IGNORECASE,
)  # fmt: skip
RATIO = re.compile(
    rf"\b(?P<a>\d{{1,3}}|{_SMALL}) (?:(?!(?:were|was|are|is|people|live|and)\b)[a-z]+ )?(?P<w>in|out of|in every|out of every) (?P<b>\d{{1,3}}(?:,\d{{3}})*|{_SMALL}|a hundred|a thousand)\b(?! (?:months|years|days|weeks)\b)(?![.,]?\d)",
    re.IGNORECASE,
)
MULTIPLE = re.compile(
    r"\b(?:halv(?:ed|ing)|doubl(?:e|ed|es|ing)|twice|two-?fold|tripl(?:e|ed|es|ing)|trebl(?:e|ed|es|ing)|three-?fold|quadrupl(?:e|ed|es|ing))\b",
    re.I,
)
VAGUE = re.compile(
    r"\b(?:(?:tens|hundreds) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions|billions)\b", re.I
)
CLOCK = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?(?:\s?-\s?| to | and )(?=\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m)|\b(?P<h2>\d{1,2})(?:[:.](?P<m2>\d{2}))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<part>half|quarter) (?P<side>past|to) (?P<h4>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"|\b(?P<h3>[01]?\d|2[0-3]):(?P<m3>[0-5]\d)\b(?!:)|\b(?P<word>noon|midday|midnight)\b|\b(?P<oc>\d{1,2}) o'clock", re.IGNORECASE,
)  # fmt: skip
ORDINAL_WORD = re.compile(rf"\b({'|'.join(ORDINALS)})\b(?! (?:of|hand)\b)", re.I)
RANGE = re.compile(r"\s?-\s?| to | or | bis ")
OF = re.compile(r" (?:out )?of (?:the |our |all |its )?")
_PERIOD = r"second|minute|hour|day|night|week|fortnight|month|quarter|year|decade"
PER = re.compile(
    rf"(?: ?/ ?| (?:per|an?|each|every) )(?P<per>{_PERIOD}|person|head|hectare|acre|tonne|ton|litre|gallon|pint|metre|yard|kilo|kilometre|mile|km|kg|family|household|child|pupil)\b"
    rf"|(?: (?!(?:for|than|after|once|twice|within|about|almost|nearly|over|under|over|as)\b)[a-z][a-z'-]*){{0,6}} (?:per|an?|each|every) (?P<per2>{_PERIOD})\b(?! (?:ago|later|earlier|before|old|after|of|and|when|from|or)\b)"
    r"|(?: [a-z][a-z'-]*){0,4} (?P<per3>annually|yearly|monthly|fortnightly|weekly|daily|nightly|hourly)\b(?! [a-z]+s\b)"
)
SECOND_PER = re.compile(rf"(?: and| per| an?| each| every| and per| /) (?P<per>{_PERIOD}|person|child|family|household)\b")
#: How often, as an adjective or adverb, and the time it is per.
PACES = {
    "annually": "year",
    "annual": "year",
    "yearly": "year",
    "monthly": "month",
    "fortnightly": "fortnight",
    "weekly": "week",
    "daily": "day",
    "nightly": "night",
    "hourly": "hour",
    "quarterly": "quarter",
}
#: A length of time of one, which is no figure unless something says how it is meant.
PERIOD = re.compile(
    r"(?:(?<=less than )|(?<=more than )|(?<=longer than )|(?<=over )|(?<=under )|(?<=within )|(?<=after )|(?<=for )|(?<=about )|(?<=around )|(?<=almost )|(?<=nearly )|(?<=at least )|(?<=up to ))"
    r"an? (?P<unit>minute|hour|day|week|fortnight|month|year|decade|century)\b(?P<half> and a half)?(?! (?:ago|earlier|later))"
    r"|\b(?P<halved>half) an? (?P<unit3>hour|day|year|decade|century)\b|(?:(?<=past )|(?<=last )|(?<=next )|(?<=a )|(?<=coming ))(?P<unit4>fortnight)\b"
    r"|\b(?:an?|one) (?P<unit2>minute|hour|day|week|month|year|decade)(?: |-)and(?: |-)a(?: |-)half\b",
    re.IGNORECASE,
)
ONCE = re.compile(r"(?:(?<=at least )|(?<=more than )|(?<=only )|(?<=just ))once\b", re.IGNORECASE)
_AGES = {word + "s": VALUES[word] for word in _ONES[2:13] if word != "six"} | {"sixes": 6}
AGE = re.compile(rf"\b(?P<side>under|over)[- ](?P<age>{'|'.join(_AGES)})\b", re.IGNORECASE)
AGES = _AGES
QUALIFIERS = {
    "about": r"about|around|roughly|some|approximately|approx\.?|circa|ca?\.|an? estimated|estimated|estimated (?:at|to be|to cost|to total|to number|to reach|to be worth)|in the region of|in the order of|something like|etwa|rund|ungefähr|more or less",
    "nearly": r"nearly|almost|just under|just below|close to|approaching|just short of|not quite|fast approaching|knapp|fast",
    "over": r"older than|more than|over|above|in excess of|upwards of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|just over|well over|just above|at more than|greater than|mehr als|über",
    "under": r"under|below|less than|fewer than|well under|younger than|weniger als|unter",
    "within": r"within",
    "upto": r"up to|at most|no more than|not more than|a maximum of|at the most|as many as|as much as|no longer than|no higher than|bis zu|höchstens",
    "atleast": r"at least|no fewer than|no less than|not less than|a minimum of|not fewer than|mindestens",
}  # fmt: skip
QUALIFIER = {
    name: re.compile(rf"(?<!\w)(?P<q>{words})(?: the| a total of| of| an?)?(?: age(?:d)?(?: of)?)?[ (-]*$", re.IGNORECASE)
    for name, words in QUALIFIERS.items()
}
AFTER = (("about", re.compile(r"^ or so\b|^[ -]?ish\b")), ("atleast", re.compile(r"^ or (?:more|over|older|above)\b")), ("upto", re.compile(r"^ or (?:less|fewer|under|younger)\b| at (?:the )?most\b")), ("atleast", re.compile(r"^ at (?:the very )?least\b")))  # fmt: skip
