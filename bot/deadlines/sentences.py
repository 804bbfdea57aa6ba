"""The sentence around a mention, the form field before it, and whether it stands all alone."""

from __future__ import annotations

from bot.deadlines import words
from bot.deadlines.atoms import Mention, Tokens, low
from bot.deadlines.tokens import LINE, NONE, PARAGRAPH, SPACE


def sentence_bounds(tokens: Tokens, first: int, last: int, covered: frozenset[int], *, reach: int = 60) -> tuple[int, int]:
    """Token positions of the sentence around a mention, at most `reach` to each side."""
    start = first
    while start > 0 and first - start < reach and not _breaks(tokens, start, covered):
        start -= 1
    end = last
    while end < len(tokens) and end - last < reach and not _breaks(tokens, end, covered):
        end += 1
    return start, end


def _breaks(tokens: Tokens, i: int, covered: frozenset[int]) -> bool:
    """True when a sentence begins at token `i`."""
    token, before = tokens[i], tokens[i - 1]
    if token.gap >= LINE or (token.gap >= SPACE and _is_address(tokens, i)):
        return True
    if before.low[0] in ".!?" and token.gap >= SPACE and (i - 1) not in covered:
        return not token.text[0].islower() or before.low[0] in "!?"
    if before.low[0] == "." and token.gap >= SPACE and token.text[0].isupper() and i not in covered and (i - 1) in covered:
        return token.low not in words.WEEKDAYS and token.low not in words.MONTHS and not token.text.isupper()
    return before.low[0] in "•▸|"


def _is_address(tokens: Tokens, i: int) -> bool:
    """Whether an e-mail address begins at token `i`."""
    for k in range(i + 1, min(i + 8, len(tokens))):
        if tokens[k].gap > NONE:
            return False
        if tokens[k].low == "@":
            return True
    return False


def field_before(tokens: Tokens, mention: Mention) -> list[str]:
    """The label of a form field before a mention on the same or the line above ("Deadline: …", "Needed by | …")."""
    k, found = mention.first - 1, []
    if low(tokens, mention.first + 1) == ":" and tokens[mention.first].value < 0:
        # The preposition of the mention is the end of the label: "Reply wanted by: 5pm".
        found = [":", tokens[mention.first].low]
    while k >= 0 and mention.first - k < 10 and tokens[k + 1].gap < PARAGRAPH:
        found.append(tokens[k].low)
        if tokens[k].gap >= LINE:
            break
        k -= 1
    return found


def by_then(tokens: Tokens, start: int, stop: int) -> bool:
    """ "… at 2.35pm. I need to know by then": that time is the deadline."""
    for i in range(start, min(stop, start + 30, len(tokens) - 1)):
        if tokens[i].low in ("vorher", "davor"):
            return True
        if (
            tokens[i].low in ("by", "before")
            and tokens[i + 1].low in ("then", "that")
            and low(tokens, i + 2) not in ("date", "time", "the", "he", "she")
        ):
            return True
    return False


_CORRECTIONS = frozenset(
    {"sorry", "correction", "mean", "meant", "scrap", "oops", "apologies", "pardon", "correct", "perdon", "scusi"}
)


def is_corrected(tokens: Tokens, mention: Mention, following: Mention) -> bool:
    """ "by 5, sorry, by 6": the next time takes back this one."""
    between = [tokens[i].low for i in range(mention.last, following.first)]
    alike = bool(mention.clock) == bool(following.clock)
    return alike and len(between) <= 8 and bool(_CORRECTIONS & set(between))


def joined_cutoff(found: list[str]) -> list[str]:
    """The words, with "cut-off", "cut off" and "drop-dead" as one."""
    for i in range(len(found) - 1):
        if found[i : i + 3] == ["drop", "-", "dead"] or found[i : i + 2] == ["drop", "dead"]:
            return [*found, "cutoff"]
        if found[i] == "cut" and (found[i + 1] == "off" or found[i + 1 : i + 3] == ["-", "off"]):
            return [*found, "cutoff"] if len(found) - i < 8 else found
    return found


_IS = frozenset({"e", "est", "ist", "es", "is", "sono", "son", "sind", "sont"})


def is_fragment(tokens: Tokens, start: int, end: int, covered: frozenset[int]) -> bool:
    """Whether a sentence is hardly more than its times: "noon Friday", "half one, or 1:30 your time"."""
    said = [tokens[i].low for i in range(start, end) if tokens[i].low[0].isalpha() and i not in covered]
    return len(said) <= 2 and not (len(said) == 2 and said[1] in _IS)
