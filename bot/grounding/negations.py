"""Negations: what the cited rows deny a sentence denies, and nothing else; nor does it put a word's opposite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.grounding import opposites
from bot.grounding.denials import PURE, THING, Denial, Polarity, polarity
from bot.grounding.shapes import Doubt
from bot.grounding.words import content, is_near, is_same, likes, stem, stems

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

#: Words that say no by what they mean. One of them in the rows backs a "not", and one in a sentence keeps one.
_EMPTY = re.compile(
    r"\b(?:un(?:known|clear|certain|able|available|likely|resolved|decided|paid)|stop\w*|halt\w*|suspen\w+|cancel\w*|clos(?:e|ed|es|ing|ure)|shut\w*|ceas\w+|paus\w+|refus\w+|declin\w+|reject\w*"
    r"|den(?:y|ies|ied)|disput\w+|oppos\w+|under ?way|ongoing|in progress|unfinished|turn(?:s|ed|ing)? (?:\w+ ){0,3}?(?:away|down)|continu\w+|last (?:saw|seen|spoke|heard|met)|first (?:in|of|to|time)|(?:is|was|are|were) (?:taken|full)(?! (?:at|in|on|to|by|from|up|into|for)\b)|sold out|booked up|fully booked|stay(?:s|ed)? (?:at|the same)|free|gratis|skip\w*|without|block(?:s|ed|ing)|await\w*|wait\w*(?=\W+(?:\w+\W+){0,4}?for )|cut off|exempt\w*|lack\w*|miss(?:es|ing|ed)|absen\w+|ban(?:s|ned)?|forb\w+|prohibit\w*|prevent\w*|avoid\w*|fail\w*|empty|vacant|spare[ds]?"
    r"|impossible|exclud\w+|scrapp\w+|shelv\w+|abandon\w*|withdr\w+|waiv\w+|until|instead|rather than|under (?:repair|review|investigation)"
    r"|out of (?:order|use|action|service)|pending|open question|keep\w* away|stay\w* away|safe|harmless|voluntary|optional|independent\w*|confidential\w*|private|secret|anonymous\w*"
    r"|unchanged|unharmed|unhurt|uninjured|unscathed|intact|off limits|barred|end(?:ed|s)?|reopen\w*|postpone\w*|delay\w*|outside|other than|beyond)\b",
    re.IGNORECASE,
)
_TWICE = re.compile(
    r"\b(?:not|never|no longer|nobody|no one|none|\w+n't|without)(?: \w+){0,2}? (?P<no>refus|reject|den[yi]|declin|fail|exclud|rul|clos|stop|suspen|cancel|ban|unknown|unclear|oppos|shut|free|exempt|lack)\w*",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"\b(?:nobody|none|no one|nothing)(?: \w+){0,2} (?:not|never)\b|\b(?:not|never)(?: \w+)? (?:not|never)\b|\w+n't not\b",
    re.IGNORECASE,
)
_KNOWING = frozenset(stem(word) for word in ("known", "found", "established", "identified", "determined", "clarified"))
_CLAUSE = re.compile(r"[,;.](?= |$)|\b(?:and|but|while|although|because)\b")
_OPEN = re.compile(
    r"\b(?P<what>cause|reason|motive|origin|outcome|result|number|extent|date|culprit)\b[\w ]{0,30}? (?:is|are|was|were|remains?) (?:still |as yet )?(?P<open>unknown|unclear|undecided|uncertain|open|disputed)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"[.;](?= |$)|, (?:of (?:which|whom|them)|and|but|while) ")
_LIGHT = frozenset(re.findall(r"\S+", "be have do make take get give go come will ha wa"))


def strange(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """Where a sentence says no to what the rows say yes to, or yes to what they say no to; at most one doubt."""
    if twice := _twice(said, cited):
        return twice
    mine = polarity(said.bare)
    rows = [polarity(row.bare) for row in cited]
    theirs = Polarity(
        frozenset().union(*(row.denied for row in rows)), frozenset().union(*(row.plain for row in rows)),
        frozenset().union(*(row.undone for row in rows)),
        tuple(one for row in rows for one in row.denials),
    )  # fmt: skip
    for denial in mine.denials:
        if _is_same_verb(denial, theirs) or _is_less(denial, cited) or _is_before(denial, said, theirs):
            continue
        if not _is_backed(denial.head, theirs) and not _is_of(denial, cited) and not _is_meant(denial, said, cited):
            return [Doubt("negation", f"{denial.mark} {' '.join(denial.head[:3])}".strip())]
    for one in sorted(mine.undone):
        lacking = any(re.search(rf"\b(?:lack|absence|want) of (?:\w+ )?{one}", row.bare, re.IGNORECASE) for row in cited)
        if one in theirs.denied and one not in theirs.plain and not lacking:
            return [Doubt("negation", f"{one}, denied twice")]
    kept = _paired(theirs.denials, mine.denials)
    known = frozenset().union(*(row.stems for row in cited))
    empty = [one for one in _emptied(said.bare) if not is_same(one, known) and one[:4] not in {other[:4] for other in known}]
    for number, denial in enumerate(theirs.denials):
        if empty and not any(is_same(one, frozenset(denial.head)) for one in empty):
            continue
        if _is_lost(denial.head[:3], mine, theirs, kept.get(number)) or any(
            _is_with(denial.mark, row.text, said.text) for row in cited
        ):
            return [Doubt("negation", f"without “{denial.mark}”: {' '.join(denial.head[:3])}".strip())]
    if not mine.denials and not _emptied(said.bare) and (told := _told(said, cited) or _settled(said, cited)):
        return [Doubt("negation", told)]
    return opposites.strange(said, cited, mine, theirs.denied)


def _told(said: Reading, cited: Sequence[Reading]) -> str:
    """The verb that a sentence says of something and the rows of nothing: "received £5" for "received no payment"."""
    spoken = [stem(word) for row in cited for word in re.findall(r"[a-z]+", row.bare)]
    for row in cited:
        for one in re.finditer(r"\b(?:has|have|had) (?P<verb>[a-z]{3,}) no (?P<what>[a-z]+)", row.bare):
            verb = stem(one["verb"])
            if verb in said.telling and spoken.count(verb) == 1 and stem(one["what"]) not in said.stems:
                return one["verb"]
    return ""


def _settled(said: Reading, cited: Sequence[Reading]) -> str:
    """What the rows say is not known and a sentence, that has no such word, tells."""
    for row in cited:
        for one in _OPEN.finditer(row.bare):
            if stem(one["what"]) in said.telling and not re.search(
                r"\b(?:whether|ask\w*|investigat\w*|looking into|may|might|could)\b", said.bare
            ):
                return f"{one['what']}, which is {one['open']}"
    return ""


def _twice(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """Where "did not refuse" stands for the rows' "refused", or the other way round."""
    if (undone := _UNDONE.search(said.bare)) and not any(_UNDONE.search(row.bare) for row in cited):
        return [Doubt("negation", undone[0])]
    mine = {one["no"].casefold(): one[0] for one in _TWICE.finditer(said.bare)}
    theirs = {one["no"].casefold() for row in cited for one in _TWICE.finditer(row.bare)}
    denied = {one for row in cited for one in polarity(row.bare).denied}
    for no, words in mine.items():
        if (
            no not in theirs
            and not any(one.startswith(no) for one in denied)
            and any(re.search(rf"\b{no}", row.bare, re.IGNORECASE) for row in cited)
        ):
            return [Doubt("negation", words)]
    return []


@lru_cache(maxsize=8192)
def _emptied(text: str) -> frozenset[str]:
    """The stems of the words of a text that say no by what they mean."""
    return frozenset(stem(one[0].split()[0]) for one in _EMPTY.finditer(text))


def _is_same_verb(denial: Denial, theirs: Polarity) -> bool:
    """Whether somebody denies in the rows too: "denies diverting money" for "denies the charge"."""
    return denial.mark.casefold().startswith("den") and any(one.mark.casefold().startswith("den") for one in theirs.denials)


def _is_before(denial: Denial, said: Reading, theirs: Polarity) -> bool:
    """Whether "was paid nothing" is the rows' "received no payment": what is denied stands before the word."""
    if not THING.fullmatch(denial.mark):
        return False
    before = re.search(rf"((?:\w+ ){{1,2}}){denial.mark}\b", said.bare, re.IGNORECASE)
    return before is not None and any(is_near(one, theirs.denied) for one in content(before[1]))


def _is_less(denial: Denial, cited: Sequence[Reading]) -> bool:
    """Whether "without a home" is the rows' "homeless"."""
    return denial.mark.casefold() in ("without", "no") and any(
        denial.head[:1] and other.startswith(denial.head[0]) and other.endswith("less") for row in cited for other in row.stems
    )


def _is_of(denial: Denial, cited: Sequence[Reading]) -> bool:
    """Whether "no alarm" is backed by a clause of the rows that denies something of the alarm: "the alarm did not sound"."""
    if not (THING.fullmatch(denial.mark) or denial.mark.casefold() == "no" or denial.back):
        return False
    clauses = [part for row in cited for part in _CLAUSE.split(row.bare)]
    return any(
        polarity(part).denials and any(is_same(one, stems(part)) for one in denial.head[: 1 if not denial.back else None])
        for part in clauses
    )


def _is_meant(denial: Denial, said: Reading, cited: Sequence[Reading]) -> bool:
    """Whether the sentence of the rows nearest to this one says no by a word's meaning that this one does not use."""
    parts = [part for row in cited for part in _PART.split(row.bare) if part.strip()]
    head = denial.head
    nearest = max(parts, key=lambda part: len(stems(part) & said.stems), default="")
    near = [part for part in parts if part is nearest or any(one not in _LIGHT and is_near(one, stems(part)) for one in head)]
    near = [part for part in near if _emptied(part) - said.stems]
    empty = frozenset().union(*(_emptied(part) for part in near)) - said.stems
    known = frozenset().union(*(stems(part) for part in near))
    first = (head[-1] if denial.back else head[0]) if head else ""
    if head and PURE.fullmatch(denial.mark) and (is_same(first, known) or f"re{first}" in known):
        return False
    return bool(empty) and not any(is_same(one, empty) for one in head)


def _is_backed(head: tuple[str, ...], theirs: Polarity) -> bool:
    """Whether the rows deny what a denial of the sentence reaches first."""
    near = head[:3]
    if not near:
        return any(not denial.head for denial in theirs.denials)
    if any((one not in _LIGHT and is_same(one, theirs.denied)) or likes(one) & theirs.denied for one in near):
        return True
    if any(
        one not in theirs.plain
        and (opposites.opposite().get(one, frozenset()) & theirs.plain or opposites.is_prefixed(one, theirs.plain))
        for one in near
    ):
        return True
    return bool(theirs.denials) and not any(is_same(one, theirs.plain) for one in near)


def _paired(theirs: Sequence[Denial], mine: Sequence[Denial]) -> dict[int, Denial]:
    """Which denial of a sentence stands for which of the rows': those with most in common first, each once."""
    ranked = sorted(
        ((len({like for one in a.head[:4] for like in likes(one)} & set(b.head[:4])), -i, -j) for i, a in enumerate(theirs) for j, b in enumerate(mine)),
        reverse=True,
    )  # fmt: skip
    pairs: dict[int, Denial] = {}
    used: set[int] = set()
    for shared, i, j in ranked:
        if shared and -i not in pairs and -j not in used:
            pairs[-i] = mine[-j]
            used.add(-j)
    return pairs


def _is_lost(near: tuple[str, ...], mine: Polarity, theirs: Polarity, kept: Denial | None) -> bool:
    """Whether a sentence says plainly what a row denies. `kept` is the sentence's own denial that stands for the row's."""
    if not near:
        return False
    first = near[0]
    if kept is not None:
        return first in kept.head and first in mine.plain and first not in theirs.plain and first not in _LIGHT
    if any(opposites.opposite().get(one, frozenset()) & mine.plain for one in near):
        return False
    said = [is_same(one, mine.plain) and one not in mine.denied for one in near]
    said[0] = said[0] or bool(likes(first) & _KNOWING & mine.plain - mine.denied - theirs.plain)
    return said[0] and (first not in theirs.plain or sum(said) > 1)


def _is_with(mark: str, row: str, said: str) -> bool:
    """Whether "without" became "with"."""
    if mark.casefold() != "without":
        return False
    for after in re.findall(r"\bwithout ((?:\w+ ){0,2}\w+)", row, re.IGNORECASE):
        if re.search(rf"\b(?:with|after|by) {re.escape(after)}", said, re.IGNORECASE) or re.search(
            rf"\bwith (?!no\b)(?:\w+ )?{re.escape(after.split()[-1])}", said, re.IGNORECASE
        ):
            return "without" not in said.casefold()
    return False
