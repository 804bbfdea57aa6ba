"""Names that are words too: whether one mention is the organisation's name, by how it is written and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coverage.vocabulary import commonness, stem

ENOUGH = 1.0  # From here on the mention is taken for the name.
NEAR = 250  # Characters round a mention that are its surroundings.

_DOES = (
    "said|says|warned|warns|called|calls|urged|urges|launched|launches|told|tells|has|is|was|welcomed|welcomes|published|publishes|"
    "runs|ran|estimates|estimated|found|argued|argues|reported|reports|campaigns|campaigned|provides|helps|helped|supports|supported|"
    "surveyed|criticised|condemned|offers|announced|announces|plans|raised|believes|wants|added|claims|claimed|accused|advises|"
    "analysed|revealed|reveals|backed|opened|opens|appointed|hopes|works|described|polled|which|who|also"
)
_AFTER = re.compile(rf"(?:['’]s?\s|,?\s(?:{_DOES})\b|\s(?:UK|England|Scotland|Cymru|Wales|NI)\b|\s\()")
_APPOSED = re.compile(r",\s(?:which|who|the|a|an)\b")
_VERB_AFTER = re.compile(
    r",?\s(?:said|says|warned|warns|urged|urges|told|tells|estimates|argued|argues|published|surveyed|campaigns|condemned|welcomed|announced|launched)\b"
)
_OFFICE_AFTER = re.compile(
    r"(?:['’]s)?\s(?:(?:chief|policy|campaigns?|deputy|interim|press)\s)?(?:executive|director|spokes\w+|chair\w*|trustees?|volunteers?|staff|campaigners?|charity|helpline|shops?|report|campaign|survey|research|advisers?|supporters?)\b",
    re.I,
)
_KIND_BEFORE = re.compile(
    r"\b(?:charit(?:y|ies)|organi[sz]ations?|groups?|campaigners?(?:\sat|\sfrom)?|non-?profits?|NGOs?|helpline|director of|chief executive of|head of|"
    r"chair of|spokes\w+ for|spokes\w+ from|works? for|worked (?:for|at)|volunteers? (?:at|for|with)|donat\w+ to|figures from|research by|report by|"
    r"according to|survey by|analysis by|partners?(?:hip)? with|support from|run by|by|from|told|at|for|and|with|contact|call)[\s,:]*(?:called\s|the\s)?$", re.I,
)  # fmt: skip
_STRONG_BEFORE = re.compile(
    r"\b(?:charit(?:y|ies)|non-?profits?|NGOs?|director of|chief executive of|head of (?:policy|campaigns?|research)?\s?(?:at|for)?|chair of|spokes\w+ for|spokes\w+ from|"
    r"volunteers? (?:at|for|with)|donat\w+ to|according to|research by|report by|survey by|figures from|analysis by|works? for|worked (?:for|at)|told)[\s,:]*$", re.I,
)  # fmt: skip
_DETERMINED = re.compile(r"\b(?:an?|the|this|that|their|his|her|its|my|your|our|no|any|some|every|of|open|to|in)\s$", re.I)
_ABOUT = re.compile(
    r"\b(?:charit\w+|campaigners?|donat\w+|fundrais\w+|trustees?|volunteers?|chief executive|spokes\w+|helpline|non-?profit)\b",
    re.I,
)
# What may stand before or after in a longer name that is another's: Mind Games, Scope Ratings, Bomb Shelter, Crisis Group.
_CAPITAL = r"[A-Z][\w’'&-]*"
_OF_ANOTHER = re.compile(
    rf"\s(?!(?:UK|England|Scotland|Cymru|Wales|NI|CEO|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b){_CAPITAL}"
)
_WORD_BEFORE = re.compile(rf"({_CAPITAL})\s$")
_STARTS = re.compile(r"(?:^|[.!?:\n“\"‘•–—-]\s*)$")


def is_word(name: str) -> bool:
    """Whether a name could be an ordinary word: a single one with a capital at its beginning only."""
    return re.fullmatch(r"[A-Z][a-z'’]{1,11}", name.strip()) is not None


def is_common(name: str) -> bool:
    """Whether the name is a word of everyday news."""
    return stem(name.strip().lower()) in commonness()


def context(words: Sequence[str], text: str) -> float:
    """What the watch term's context words add when the text has some of them."""
    hits = sum(
        re.search(rf"(?<!\w){re.escape(word.strip())}", text, re.IGNORECASE) is not None for word in words if word.strip()
    )
    return min(0.5 * hits, 0.8)


def weight(text: str, start: int, end: int, *, headline: int = 0) -> float:
    """How much speaks for the name in this mention; ENOUGH is enough, and the term's context may be added."""
    word, before, after = text[start:end], text[max(start - 60, 0) : start], text[end : end + 60]
    if not word[:1].isupper():
        return -9.0
    line_end = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else len(text)]
    shouted = line.isupper()
    titled = start < headline or _in_capitals(line)
    first = _STARTS.search(before) is not None
    weighed = 0.0 if shouted else 0.3 if titled or first else 1.0
    another = _OF_ANOTHER.match(after) or (
        (found := _WORD_BEFORE.search(before)) and not first and not _ordinary(found[1], before)
    )
    if not titled and another and not _OFFICE_AFTER.match(after):
        weighed -= 1.2
    if _STRONG_BEFORE.search(before):
        weighed += 1.0
    elif _KIND_BEFORE.search(before) and not titled:
        weighed += 0.3
    elif _DETERMINED.search(before) and not re.search(r"\b(?:of|in|to)\s$", before, re.I):
        weighed -= 0.8
    if _OFFICE_AFTER.match(after):
        weighed += 0.5
    if _VERB_AFTER.match(after) or _APPOSED.match(after):
        weighed += 0.7
    elif _AFTER.match(after):
        weighed += 0.2
    if re.search(r"\b(?:never|don['’]t|do not|would you|please)\s$", before, re.I):
        weighed -= 1.0
    if _ABOUT.search(text[max(start - NEAR, 0) : end + NEAR]):
        weighed += 0.3
    return weighed


def _ordinary(word: str, before: str) -> bool:
    """Whether the capital of the word before is a sentence's or that of an office or country, not a part of a longer name."""
    return bool(re.search(rf"(?:^|[.!?\n]\s*){re.escape(word)}\s$", before)) or word in (
        "Charity",
        "I",
        "UK",
        "CEO",
        "British",
        "And",
    )


def _in_capitals(line: str) -> bool:
    """Whether a line is set like a title, each word with a capital."""
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", line) if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
