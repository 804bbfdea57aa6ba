"""Quotes: the quoted words stand in a cited row one after another, cut at a sentence's edge at most, and are its speaker's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.grounding.shapes import Doubt, Source, Span
from bot.grounding.vocabulary import TITLES
from bot.grounding.words import even

_MARKED = re.compile(
    r"“([^“”]*)”|„([^“”„]*)[“”]|«([^«»]*)»|»([^«»]*)«|\"([^\"]*)\"|(?<!\w)‘([^‘']*(?:'\w[^‘']*)*)'(?!\w)|(?<!\w)'((?:[^']|(?<=\w)'(?=\w))*)'(?!\w)"
    r"|‹([^‹›]*)›|(?<!\w)‚([^‘‚]*)‘"
)
_OPEN = re.compile(r"[“”„«»\"]")
_WORD = re.compile(r"\[[^\]]*\]|\.\.\.|…|\d+(?:[.,:]\d+)*|%|[£$€]|[^\W\d_]+(?:['-][^\W\d_]+)*")
_SAYS = (
    r"(?:said|says|say|added|adds|told|tells|explained|explains|commented|comments|stated|states|warned|warns|noted|notes|argued|argues|continued|"
    r"concluded|insisted|insists|recalled|recalls|remarked|declared|asked|asks|called|calls|described|wrote|writes|put it|sagte|sagt|erklärte)"
)
_TAIL = re.compile(
    rf",?\s*(?:as )?(?:{_SAYS} [A-Z(].*|{_SAYS} (?:our|the|its|she|he|they) .*|[A-Z][^,.]* {_SAYS}\b[^,.]*|according to .*|(?:she|he|we|they) {_SAYS})[.]?$"
)
_HEAD = re.compile(
    rf"^(?:[A-Z][^.:]* {_SAYS}(?: [^.:]{{0,40}})?(?::|,| that)|(?:as )?[A-Z][^.:]* put it:|according to [A-Z][^,:]*,|in the words of [^,:]*,|[A-Z][^.:]*:)\s*",
    re.I,
)
_CONDITION = re.compile(
    r"^(?:if|unless|but|only|except|although|though|provided|without|not|no|until|when|as long as|or)\b", re.I
)
_TURNING = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|without|cannot|\w+n't|if|unless|may|might|could|deny|denies|hardly|doubt)\b",
    re.I,
)
_NAMED = re.compile(r"(?:(?<![\w'])[A-ZÄÖÜ][\w'-]*\.?(?:\s+(?:de|van|von|der|la|el|bin|al|ter|den)\b)*\s*)+")
_SMALL = frozenset(
    ["the", "our", "as", "and", "but", "in", "a", "for", "to", "by", "from", "when", "while", "yet", "so", "that"]
)


class Quoted(NamedTuple):
    """Words between quotation marks, and where they stand with their marks."""

    words: str
    span: Span


def quoted(text: str) -> tuple[Quoted, ...]:
    """What stands between quotation marks in `text`, of any make."""
    return tuple(
        Quoted(next(group for group in one.groups() if group is not None), Span(*one.span())) for one in _MARKED.finditer(text)
    )


def unmarked(text: str) -> Quoted:
    """The quoted part of a quote that has no marks: all but who said it."""
    head = _HEAD.match(text)
    start = head.end() if head else 0
    tail = _TAIL.search(text, start)
    end = tail.start() if tail else len(text)
    return Quoted(text[start:end], Span(start, end))


def strange(text: str, said: Sequence[Quoted], rows: Sequence[Source]) -> list[Doubt]:
    """What is wrong with the quotes of a sentence: their words, or else whose they are."""
    doubts = [Doubt("quote_words", _shown(one.words)) for one in said if not _holders([one], rows)]
    if len(said) > 1 and (doubts or all(row.kind == "quote" for row in rows)) and _holders(said, rows):
        doubts = []
    if _OPEN.search(_MARKED.sub("", text)) and not doubts:
        doubts.append(Doubt("quote_words", "a quote without an end"))
    if doubts or not said:
        return doubts
    holders = _holders(said, rows) or _holders([max(said, key=lambda one: len(one.words))], rows)
    return _misattributed(text, said, holders)


def _holders(said: Sequence[Quoted], rows: Sequence[Source]) -> list[Source]:
    """The rows in which the quoted words stand, one after another."""
    words = " ".join(one.words.strip().rstrip(",") for one in said)
    return [row for row in rows if _stands(words, row)]


def _stands(words: str, row: Source) -> bool:
    whole = even(row.text)
    parts = [one.words for one in quoted(whole)] if row.kind == "quote" else []
    if parts and sum(map(len, parts)) < len(whole) / 3:
        parts = []
    return any(_is_cut_of(words, part, row.kind == "quote") for part in (*parts, " ".join(parts) or whole, whole))


def _is_cut_of(words: str, whole: str, strict: bool) -> bool:
    """Whether `words` are a run of `whole` that begins and ends where a sentence or a clause does, or a phrase within one."""
    wanted = [word.casefold() for word in _WORD.findall(re.sub(r"^\s*(?:\.\.\.|…)|(?:\.\.\.|…)\s*$", "", words))]
    found = list(_WORD.finditer(whole))
    have = [one[0].casefold() for one in found]
    size = len(wanted)
    if not size:
        return False
    for start in range(len(have) - size + 1):
        if have[start : start + size] == wanted and (
            not strict or _is_edge(words, whole, found[start].start(), found[start + size - 1].end())
        ):
            return True
    return False


def _is_edge(words: str, whole: str, start: int, end: int) -> bool:
    before, after = whole[:start].rstrip("\"“„«'‘ "), whole[end:].lstrip("\"”'’")
    begins, ends = not before or before[-1] in ".!?…:;", not after.strip() or after[0] in ".!?…"
    if begins and ends:
        return True
    lost = re.split(r"[.!?]\s", before)[-1] if not begins else ""
    left = re.split(r"[.!?](?:\s|$)", after)[0].strip(" ,;:-") if not ends else ""
    clause = (begins or before[-1:] in ",-") and (ends or after.lstrip()[:1] in (",", ";", ":", "-"))
    if clause and not _CONDITION.match(left) and not re.match(r"(?:if|unless|when|although)\b", lost.strip(), re.I):
        return True
    phrase = words.strip()[:1].islower() and words.rstrip()[-1:] not in (".", "!", "?")
    return phrase and not _TURNING.search(lost) and not _CONDITION.match(left)


def _misattributed(text: str, said: Sequence[Quoted], holders: Sequence[Source]) -> list[Doubt]:
    """Who a sentence says said it, where that is not the speaker of the row whose words they are."""
    outside = text
    for one in reversed(said):
        outside = outside[: one.span.start] + " … " + outside[one.span.end :]
    speakers = [even(row.speaker) for row in holders if row.kind == "quote" and row.speaker]
    if not speakers:
        return []
    credited = _credited(outside)
    if credited and not any(_is_speaker(credited, speaker) for speaker in speakers):
        return [Doubt("quote_speaker", credited.strip())]
    role = re.search(
        rf"{_SAYS} (?:our|the|its) ([a-z][a-z -]+?)(?:[,.]|$)|(?:our|the|its) ([a-z][a-z -]+?) {_SAYS}", outside, re.IGNORECASE
    )
    if not credited and role:
        words = (role[1] or role[2]).casefold()
        own = " ".join(speakers).casefold()
        if not any(word[:5] in own for word in re.findall(r"[a-z]{4,}", words) if word not in ("said", "told")):
            return [Doubt("quote_speaker", words)]
    return []


def _credited(outside: str) -> str:
    """The name beside the word for saying; else the only name there is."""
    named = re.search(rf"\b(?:[Tt]he|[Oo]ur|[Ii]ts) [a-z][^,…:]*, ({_NAMED.pattern}),?\s*{_SAYS}\b", outside)
    beside = re.search(
        rf"(?:{_SAYS}|according to|words of|from|by)\s+(?:(?:our|the|its)\s+)?(?:[a-z][a-z -]*?,?\s+)?({_NAMED.pattern})",
        outside,
    )
    before = re.search(
        rf"({_NAMED.pattern})(?:\([^)]*\)\s*)?(?:,[^…,]{{0,60}}(?:,[^…,]{{0,40}})?,)?\s*(?:(?:also|then|has|later|of [\w ]+)\s+)?{_SAYS}\b",
        outside,
    )
    colon = re.search(rf"^\W*({_NAMED.pattern})[^…]*:\s*…", outside)
    found = named or beside or before or colon
    if found:
        return found[1].strip(" ,.")
    names = [
        one.strip(" ,.")
        for one in _NAMED.findall(outside)
        if one.strip(" ,.") not in ("In", "According", "As", "The", "She", "He", "They", "We", "Our", "It", "And", "But")
    ]
    return names[0] if names else ""


def _is_speaker(credited: str, speaker: str) -> bool:
    """Whether a name is the speaker's: all of it, or a title and surname, or the surname alone."""
    own = [word.casefold() for word in re.findall(r"[\w'-]+", speaker)]
    named = [word.casefold().removesuffix("'s") for word in re.findall(r"[\w'-]+", credited)]
    bare = [word for word in named if word not in TITLES and word not in _SMALL]
    if not bare:
        return True
    if named[0] in ("she", "he", "they", "we"):
        return True
    return all(word in own for word in bare)


def _shown(words: str) -> str:
    return f"the quote “{words[:60]}{'…' if len(words) > 60 else ''}”"
