"""Patterns: the words that news values are read from (`worth`), in English."""

from __future__ import annotations

import re

MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905 (a list of twelve)
DENIED = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|without|hardly|neither|nor|isn.t|aren.t|wasn.t|weren.t|don.t|doesn.t|didn.t|won.t)\b"
)
CALLED = "(?:" + "|".join(f"{one}|{one[:3]}" for one in MONTHS) + ")"
DATE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({CALLED})\b|({CALLED})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b|(\d{{4}})-(\d\d)-(\d\d))(?:,?\s+(\d{{4}}))?",
    re.I,
)
WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
NOW = re.compile(
    rf"\b(?:today|tonight|tomorrow|yesterday|this (?:week|weekend|month|morning|evening|winter|summer|spring|autumn)|next (?:week|month|{WEEKDAY})|"
    rf"(?<!every )(?<!each ){WEEKDAY}|in (?:a|one|two|three|\d) (?:days?|weeks?)|just (?:published|released|announced|opened|won)|"
    r"breaking|launch(?:es|ed|ing)?|opens|re-?opens|has (?:just )?(?:begun|started|opened|won|closed))\b", re.I,
)  # fmt: skip
PEG = re.compile(
    r"\b(?:awareness (?:day|week|month)|(?:world|international|national|european) (?:[\w’'-]+ ){1,5}(?:day|week|month)|anniversary|jubilee|elections?|"
    r"referendum|the budget|(?:council|parliament|cabinet|committee) (?:vote|votes|meeting|session|hearing|debate)|public hearing|inquest|white paper|"
    r"christmas|easter|ramadan|diwali|new year|back to school|cold snap|heatwave|annual report)\b", re.I,
)  # fmt: skip
SHARE = re.compile(
    r"\b(?:\d+(?:[.,]\d+)?\s?(?:%|per ?cent|percent)|(?:one|two|three|four|\d+) (?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)|"
    r"half of|two thirds|(?:two|three) quarters|(?:hundreds|thousands|millions|tens of thousands) of|doubled|tripled|(?:\d+(?:[.,]\d+)?|a|two|three|half a) "
    r"(?:hundred|thousand|million|billion))\b|\d\s?%", re.I,
)  # fmt: skip
FIGURE = re.compile(
    r"(?<![\w.,:/-])[£$€]?(\d{1,3}(?:[,  ]\d{3})+|\d+)(?:\.\d+)?(?![\d:/-]|(?:st|nd|rd|th)\b|\s?(?:am|pm|a\.m|p\.m|years?[- ]old|o.clock)|-year)",
    re.I,
)
ONE = r"\b(?:an?|one|our|her|his|my|this|whose)\s+(?:[\w’'-]+\s+){0,2}"
WHO = (
    "mother|father|mum|dad|parent|son|daughter|girl|boy|baby|child|grandmother|grandfather|gran|widow|widower|survivor|patient|veteran|"
    "refugee|pensioner|carer|nurse|teacher|volunteer|student|teenager|apprentice|tenant|resident|neighbour|woman|man|couple|family"
)
SOMEBODY = re.compile(
    rf"{ONE}(?:{WHO})\b|\b(?:aged|age) \d+|\b\d+[- ]years?[- ]old|\b(?:her|his|their|my) (?:own )?(?:story|life|words|dream|recovery|first home)|"
    r"\b(?:told us|lost (?:her|his|their)|saved (?:her|his|their|a))\b", re.I,
)  # fmt: skip
PEOPLE = re.compile(
    r"\b(?:families|children|parents|mothers|fathers|survivors|patients|veterans|refugees|pensioners|carers|nurses|teachers|volunteers|young people|older people|residents|tenants|women|men|people)\b",
    re.I,
)
TRAILING = re.compile(r"(?:\s+(?:for|the|an?|of|and|or|by|in|at|to|on|with|from|each|every|is|are|was|were))+$", re.I)
AFTER = re.compile(r"(?:[ %]*[\w’'-]+){0,3}")
THING = (
    "(?:services?|centres?|wing|home|house|shelter|hostel|clinic|school|programme|project|study|report|survey|research|figures|law|treatment|therapy|way|method|"
    "app|campaign|scheme|play|film|book|song|exhibition|garden|record)"
)
NOVEL = re.compile(
    rf"\b(?:the first|first (?:ever|time|of its kind|in|to)|for the first time|never before|unprecedented|the only|unique|newly|(?:an?|our|its|their|his|her|this|the) new (?:[\w’'-]+ )?{THING}|new {THING}|breakthrough|pilot|world.?s (?:first|largest|smallest|oldest)|"
    r"a record|record (?:number|high|low|year)|records? (?:broken|set)|(?:largest|biggest|youngest|oldest|smallest|fastest) (?:\w+ )?|surpris\w+|unexpected\w*|unusual\w*|invent\w+|discover\w+)\b",
    re.I,
)
CONFLICT = re.compile(
    r"\b(?:against|protest\w*|petition\w*|ban(?:s|ned|ning)?|cuts?|cutting|clos(?:e|es|ed|ing) down|(?:to|will|may|could|must) close|closures?|court|su(?:e|es|ed|ing)|lawsuit|row|dispute\w*|crisis|"
    r"fail(?:s|ed|ing|ure|ures)?|broken promises?|scandal|threat\w*|critici[sz]\w*|refus\w+|denied|on strike|evict\w*|waiting lists?|underfunded|"
    r"injustice|discriminat\w+|shortages?|overcrowd\w+|despite|demand\w*|call(?:s|ing)? on)\b", re.I,
)  # fmt: skip
LOCAL_WORD = re.compile(
    r"\b(?:local\w*|neighbourhoods?|our town|the town|towns?|villages?|cit(?:y|ies)|boroughs?|count(?:y|ies)|districts?|parish\w*|high street|harbour|seafront|estate|region\w*)\b",
    re.I,
)
NO_PLACE = "|".join(
    [
        *MONTHS,
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "christmas",
        "easter",
        "english",
        "i",
    ]
)
PLACE = re.compile(
    rf"\b(?:in|at|near|from|around|across|outside) (?:the )?(?!(?:{NO_PLACE})\b)(?-i:[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)?)",
    re.I,
)
NOBODY = re.compile(
    r"\W*(?:nobody|no ?one|none|unknown|not sure|don.?t know|do not know|tbc|tbd|n/?a|to be (?:confirmed|found)|no idea|[?\-–—]*)\W*",
    re.I,
)
NAMED = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý][\w’'-]+")
WILLING = re.compile(
    r"\b(?:agreed|is happy to|are happy to|willing|has said yes|said yes|will speak|keen to|media.trained|wants? to)\b", re.I
)
ANYBODY = re.compile(r"(?:\b(?:every(?:one|body)|all|anyone|anybody|the|general|public|people|of us|us)\b|\W)*", re.I)
PICTURES = re.compile(
    r"\b(?:photos?|photographs?|pictures?|film\w*|video|footage|visits?|visiting|open day|ceremony|exhibition|performance|concert|parade|march|unveil\w*|"
    r"before and after|mural|procession|to (?:see|watch|film)|on camera)\b", re.I,
)  # fmt: skip
