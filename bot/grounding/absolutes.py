"""Absolutes: a sentence says "all", "never", "first" or "largest" only where the cited rows do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.grounding.shapes import Doubt, Span
from bot.grounding.words import blanked, content, is_near, stem

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

#: Words of which any backs any other in the same group.
_GROUPS = {
    "all": r"all(?! in total)|every(?:one|body|thing|where)?|each(?! other)|entire(?:ly)?|whole|(?:full|complete|total)ly|completely|in full|any(?:one|body|thing)?|throughout|nationwide|universal(?:ly)?|without exception|always|at all times|whoever|whatever|100 ?(?:%|per ?cent)|no exceptions?|in every",
    "every": r"(?:every|each|an?|per|this|last) (?:single )?(?:year|month|week|day|night|hour)|annual\w*|yearly|monthly|weekly|daily|nightly|hourly|always|round the clock",
    "day": r"(?:every|each|an?|per) (?:single )?(?:day|night)|daily|nightly|always|days? and nights?|round the clock|around the clock|all week",
    "always": r"always|at any (?:one |given )?time|day and night|around the clock|at all times|constantly|every time|invariably|without exception|permanently|for ever|forever|round the clock",
    "never": r"never|at no time|not once|not ever|under no circumstances|no one (?:\w+ )?ever|(?:not|n't) (?:\w+ )?(?:ever|once)|none|no [a-z]+ (?:has|have) ever|not .{0,40} since",
    "ever": r"ever|never|records?|record-\w+|of all time|history",
    "only": r"only|sole(?:ly)?|exclusively|alone|just|nothing but|no other|nobody else|no one else|unique(?:ly)?",
    "the only": r"(?:the|our|its|his|her|their|my) (?:very )?only|sole|no other|unique(?:ly)?|nobody else|no one else",
    "first": r"first|1st|pioneer\w*|new|never before|unprecedented",
    "unprecedented": r"unprecedented|never before|first time",
    "sure": r"guarantee\w*|certain(?:ly|ty)?|definite(?:ly)?|undoubtedly|without (?:any )?doubt|no doubt|beyond doubt|proven|proves?|assured?|bound to|will certainly|ensure[sd]?|rest assured|inevitabl[ey]|undeniabl[ey]|unquestionably|absolute(?:ly)?",
    "whole": r"eradicated|eliminated|wiped out|solved|perfect(?:ly)?|flawless(?:ly)?|impossible|zero tolerance",
    "leading": r"world-class|world-leading|leading|foremost|unrivalled|unparalleled|unmatched|second to none|number one|top",
}  # fmt: skip
_ASKED = {
    "all": r"(?:the|its|their|our) whole|whole of|all(?!(?<=in all)(?:[,.;:)]|$))(?! (?:in total|round|the same|over|along))|every(?:one|body|thing|where)?(?! (?:second |other )?(?:year|month|week|day|night|hour|time)\b)|entire(?:ly)?|(?:full|total|whol)ly|completely|without exception|nationwide",
    "every": r"every (?:single )?(?:year|month|week|hour)", "day": r"every (?:single )?(?:day|night)", "always": r"always|at all times|constantly|invariably|permanently|forever|for ever",
    "never": r"never|at no time|not once|under no circumstances|under any circumstances",
    "ever": r"ever(?! since)|of all time|in history|on record|(?:a|an all-time|new) record(?! of\b)|(?<=a )record(?= (?:year|high|low|number|sum|total|figure|level))",
    "only": r"only|solely|exclusively|nothing but|no other|unique(?:ly)?|the sole",
    "the only": r"(?:the|our|its|his|her|their|my) (?:very )?only",
    "first": r"first(?! (?:name|aid|place|half|quarter|of all|responders?|minister))",
    "unprecedented": r"unprecedented", "sure": r"guarantee\w*|certain(?=ly| to)(?:ly)?|definitely|undoubtedly|without (?:any )?doubt|beyond doubt|proven|rest assured|inevitabl[ey]|undeniabl[ey]|unquestionably|absolutely|bound to",
    "whole": _GROUPS["whole"], "leading": r"world-class|world-leading|foremost|unrivalled|unparalleled|unmatched|second to none|number one",
}  # fmt: skip
_WANTED = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w])", re.IGNORECASE) for kind, words in _ASKED.items()}
_BACKED = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w])", re.IGNORECASE) for kind, words in _GROUPS.items()}
_SUPERLATIVE = re.compile(
    r"\b(?:best|worst|(?:[a-z]{3,})(?:i|[a-z])est|more \w+ than any(?: other)?|(?:the|our|its|their) most [a-z]+|any other)\b",
    re.IGNORECASE,
)
#: "A third of all adults" says no more than "a third of the adults".
_OF_ALL = re.compile(
    r"(?:%|\bhalf|third|quarter|fifth|tenth|quarters|thirds|fifths|tenths|cent|percent) of (?P<all>all)\b", re.IGNORECASE
)
_OF = re.compile(r"\b(?:all|every|each)(?: single| of)?(?: [a-z]+){1,3}", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:all|every|each)(?: single| of)?(?: the| our| its)? (?P<what>[a-z]+)", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except\w*|exclud\w+|apart from|other than|save|bar|but|not|closed|without)\b|n't\b", re.IGNORECASE)
_EXCEPTED = re.compile(
    rf"{_WHOLE.pattern}(?: [a-z]+){{0,3}},? (?:except|excepting|excluding|apart from|other than|save for|bar|but)(?: for| on)? ",
    re.IGNORECASE,
)
_ENDING_SO = (
    "interest forest request harvest protest invest suggest honest arrest latest contest digest manifest modest guest quest conquest behest earnest"
    " tempest attest detest bequest ingest infest congest digest reforest northwest southwest disinterest inquest nest midwest divest"
)
_NO_SUPERLATIVE = frozenset(_ENDING_SO.split())  # fmt: skip
_LIKE = (
    {"largest", "biggest", "greatest", "highest", "busiest", "best", "most", "record", "peak"},
    {"smallest", "lowest", "least", "fewest", "quietest", "worst", "minimum"},
    {"best", "finest", "top"},
    {"earliest", "first"},
    {"latest", "newest", "last"},
)


#: What a superlative is of, unless that is a time or a figure, which the rows need not name.
_THING = re.compile(
    r" (?!(?:years?|months?|days?|weeks?|seasons?|times?|figures?|numbers?|levels?|totals?|results?)\b)([a-z-]+)"
)


def strange(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """The absolutes and superlatives of a sentence that the rows lack; at most one doubt."""
    text, rows = (
        blanked(said.bare, [Span(*one.span("all")) for one in _OF_ALL.finditer(said.text)]),
        " | ".join(row.text for row in cited),
    )
    for kind, pattern in _WANTED.items():
        found = pattern.search(text)
        if found and kind == "all" and (other := _of_another(text, rows)):
            return [Doubt("absolute", other)]
        if found and not _BACKED[kind].search(rows) and not (kind == "all" and _is_none_not(text[found.end() :], rows)):
            return [Doubt("absolute", found[0])]
    if unexcepted := _unexcepted(said, cited):
        return unexcepted
    lower = rows.casefold()
    for one in _SUPERLATIVE.finditer(text):
        word = one[0].casefold()
        if word in _NO_SUPERLATIVE or (one[0][0].isupper() and one.start()):
            continue
        bare = word.split()[-1] if " most " in word else word
        if not _is_backed(bare, text[one.end() : one.end() + 20], lower):
            return [Doubt("absolute", one[0])]
    return []


def _of_another(text: str, rows: str) -> str:
    """The "every call" of a sentence where the rows have "all" or "every" of other things only; empty for none."""
    theirs = [frozenset(content(one[0])) for one in _OF.finditer(rows)]
    if re.search(
        r"\b(?:all|each) (?:of )?(?:those|them|these|that|who|it|in)\b|\beveryone\b|\beverything\b", rows, re.IGNORECASE
    ):
        return ""
    for one in _OF.finditer(text):
        mine = content(one[0])
        if mine and theirs and all(told and not any(is_near(each, told) for each in mine) for told in theirs):
            return one[0]
    return ""


def _unexcepted(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """An "every day" for the rows' "every day except Sunday", without the exception."""
    if _EXCEPT.search(said.text):
        return []
    for row in cited:
        for one in _EXCEPTED.finditer(row.text):
            for mine in _WHOLE.finditer(said.text):
                if stem(mine["what"]) == stem(one["what"]):
                    return [Doubt("absolute", mine[0])]
    return []


def _is_none_not(after: str, rows: str) -> bool:
    """Whether "all shelters stay open" is said of what the rows have as "no shelter will close"."""
    thing = re.match(r"(?: of)?(?: the| our| its| their)? ([a-z]+)", after)
    return thing is not None and any(
        is_near(stem(thing[1]), frozenset([stem(one)]))
        for one in re.findall(r"\b[Nn]o ([a-z]+)(?: ([a-z]+))?", rows)
        for one in one
        if one
    )


def _is_backed(word: str, around: str, rows: str) -> bool:
    """Whether the rows have a superlative, or one that points the same way."""
    if re.search(rf"\b{re.escape(word)}\b", rows):
        return True
    alike = {other for group in _LIKE if word in group for other in group}
    told = frozenset(content((_THING.match(around) or ["", ""])[1]))
    return any(
        not told or any(is_near(one, told) for one in content(rows[max(0, found.start() - 60) : found.end() + 60]))
        for other in alike
        for found in re.finditer(rf"\b{other}\b", rows)
    )
