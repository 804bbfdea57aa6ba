"""Negations: what the cited rows deny a sentence denies, and nothing else; nor does it put a word's opposite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.grounding.shapes import Doubt
from bot.grounding.vocabulary import OPPOSITES, PLAIN
from bot.grounding.words import is_near, is_same, likes, stem, stems

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

_TOKEN = re.compile(
    r"(?P<idle>\bno\.(?=\s)|\b(?:not only|not just|not least|not merely|not simply|no doubt|no matter|whether or not|or not|not-for-profit|non-profit|no sooner|without (?:any |a )?doubt|without exception|no exceptions?|under (?:any|no) circumstances|not to mention|if not|"
    r"no (?:more|fewer|less|later|earlier|longer|higher) than|not (?:more|less|fewer|later|earlier) than|nothing but)\b)"
    r"|(?P<no>\b(?:no longer|yet to(?= [a-z])|zero|exclud(?:e|es|ed)|no-one|no one|cannot|can not|not|nobody|none|nothing|nowhere|never|neither|nor|no|without|\w+n't|hardly|scarcely|barely|"
    r"fail(?:s|ed|ing)? to|failure to|unable to|den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing) to|refus(?:es|ed|ing)|declin(?:e|es|ed|ing) to|reject(?:s|ed|ing)?|"
    r"far from|too \w+(?= to\b)|rul(?:ed?|es|ing)(?: \w+)? out|nicht|kein\w*|nie|niemals|ohne)\b)"
    r"|(?P<end>[,;:.!?()]| - |\b(?:and|but|while|although|though|whereas|because|which|who|however|so|yet|except|unless)\b)|(?P<who>\b(?:we|they|he|she|I)\b)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<figure>\d+)",
    re.IGNORECASE,
)
_PURE = re.compile(r"not|never|cannot|nor|\w+n't", re.IGNORECASE)
_THING = re.compile(r"nothing|none|nobody|no one|no-one|never|zero", re.IGNORECASE)
_DONE = re.compile(r"refused|rejected|denied|declined|excluded|rul\w+(?: \w+)? out", re.IGNORECASE)
_SUFFERED = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly)? $", re.IGNORECASE)
#: Words that say no by what they mean. One of them in the rows backs a "not", and one in a sentence keeps one.
_EMPTY = re.compile(
    r"\b(?:un(?:known|clear|certain|able|available|likely|resolved|decided|paid)|stop\w*|halt\w*|suspen\w+|cancel\w*|clos(?:e|ed|es|ing|ure)|shut\w*|ceas\w+|paus\w+|refus\w+|declin\w+|reject\w*"
    r"|den(?:y|ies|ied)|disput\w+|oppos\w+|under ?way|ongoing|in progress|unfinished|free|gratis|skip\w*|without|block\w*|cut off|exempt\w*|lack\w*|miss(?:es|ing|ed)|absen\w+|ban(?:s|ned)?|forb\w+|prohibit\w*|prevent\w*|avoid\w*|fail\w*|empty|vacant|spare[ds]?"
    r"|impossible|exclud\w+|except|scrapp\w+|shelv\w+|abandon\w*|withdr\w+|waiv\w+|until|instead|rather than|under (?:repair|review|investigation)"
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
_GOING = re.compile(
    r"\b(?:up|down)(?: (?:by|from|on (?:last|the (?:year|previous))|sharply|slightly|again|\d|[£$€])|[.,;]|$)|\b(?:went|go|goes|going|gone|are|is|was|were|came|come) (?:up|down)\b",
    re.IGNORECASE,
)
_DENIED = r"(?:\b(?:not|no|never|nobody|none|without|yet to be|before|until|cannot)|n't)\b(?: \w+){0,3} ?$"
#: Pairs of phrases of which one says the opposite of the other.
_STATES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (r"in favour|in favor|voted? for|for it", r"voted? (?:\w+ )?against|against it|opposed|rejected"),
        (r"under ?way|ongoing|in progress|still (?:running|going on|open|being \w+)|continu(?:es|ing)", r"completed?|finished|concluded|is over|are over|(?:has|have) ended"),
        (r"pay nothing|free of charge|at no cost|for free|is free|are free|go free|travel free", r"pay (?:the )?(?:full|half)[\w ]*|have to pay|must pay|at a charge|at their own cost"),
        (r"on time|on schedule|ahead of schedule", r"late|delayed|behind schedule|overdue"),
        (r"in public|publicly|on the record", r"in private|privately|behind closed doors|off the record"),
        (r"indoors", r"outdoors"), (r"by day", r"by night"), (r"in person", r"online|remotely"),
    )
)  # fmt: skip
_KNOWING = frozenset(stem(word) for word in ("known", "found", "established", "identified", "determined", "clarified"))
_CLAUSE = re.compile(r"[,;.](?= |$)|\b(?:and|but|while|although|because)\b")
_REACH = 6
_PREFIX = re.compile(r"^(?:un(?=\w{3})|(?:in|im|il|ir|dis|non-?|mis)(?=\w{4}))")
_NO_PREFIX = "inform display discover discount discuss impact import improve invest intend inside union until disease"
_WHOLE = frozenset(stem(word) for word in _NO_PREFIX.split())
_LIGHT = frozenset(re.findall(r"\S+", "be have do make take get give go come will ha wa"))


class Denial(NamedTuple):
    """One word that says no, and the stems it reaches, in order."""

    mark: str
    head: tuple[str, ...]
    back: bool = False


@dataclass(frozen=True)
class Polarity:
    """What a text denies, what it says plainly and what it denies twice, as stems, and each of its denials."""

    denied: frozenset[str]
    plain: frozenset[str]
    undone: frozenset[str]
    denials: tuple[Denial, ...]


@lru_cache(maxsize=8192)
def polarity(text: str) -> Polarity:
    """What `text` says yes and no to. A denial reaches the next telling words of its clause; two over one word undo each other."""
    told: list[tuple[str, int]] = []
    found: list[tuple[str, list[int], int]] = []
    reaching: list[list[int]] = []
    denied = 0
    apart: list[int] | None = None  # What "without" reaches: it begins anew, and a new subject ends it.
    for token in _TOKEN.finditer(text):
        if token["no"]:
            # "Do not and never will" is one denial, and "neither … nor" are two that do not add up.
            idle = [one for one in reaching if not one] if _PURE.fullmatch(token["no"]) else []
            found = [one for one in found if not any(one[1] is other for other in idle)]
            reaching = [] if token["no"].casefold() == "nor" else [one for one in reaching if one or not idle]
            found.append((token["no"], [], len(told)))
            denied = token.end()
            if told and _SUFFERED.search(text[: token.start()]) and _DONE.fullmatch(token["no"]):
                _reach_back(found[-1], told)  # "Consent was refused" says of consent what "refused consent" does.
                continue
            if token["no"].casefold() == "without":
                reaching, apart = [], found[-1][1]
            reaching.append(found[-1][1])
        elif token["who"]:
            reaching = [one for one in reaching if one is not apart]
        elif token["end"]:
            bare = bool(token["end"] in ",.!?;" and found and not found[-1][1] and reaching)
            if bare and (_THING.fullmatch(found[-1][0]) or re.search(r"\w", text[denied : token.start()])):
                _reach_back(found[-1], told)  # "Families pay nothing; …", "The alarm did not go off, …"
                reaching = []
            reaching = [one for one in reaching if not one]
        elif token["word"] and not _is_plain(token["word"]):
            for reached in reaching:
                reached.append(len(told))
            told.append((stem(token["word"]), len(reaching)))
            reaching = [one for one in reaching if len(one) < _REACH]
    for one in found:
        if not one[1]:  # Nothing follows: it is about what stands before, as in "something that nobody should do".
            _reach_back(one, told)
            break
    parity = [(word, count % 2 == 1) for word, count in told]
    return Polarity(
        frozenset(word for word, no in parity if no),
        frozenset(word for word, no in parity if not no),
        frozenset(word for word, count in told if count and count % 2 == 0),
        tuple(
            Denial(mark, tuple(parity[at][0] for at in head if parity[at][1]), bool(head) and head[0] < begins)
            for mark, head, begins in found
        ),
    )


def _reach_back(denial: tuple[str, list[int], int], told: list[tuple[str, int]]) -> None:
    """The denial reaches the last telling words before it."""
    _, head, at = denial
    head.extend(range(max(0, at - 4), at))
    told[max(0, at - 4) : at] = [(word, count + 1) for word, count in told[max(0, at - 4) : at]]


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
        if not _is_backed(denial.head, theirs) and not _is_of(denial, cited) and not _is_meant(denial, said, cited):
            return [Doubt("negation", f"{denial.mark} {' '.join(denial.head[:3])}".strip())]
    for one in sorted(mine.undone):
        if one in theirs.denied and one not in theirs.plain:
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
    return _stated(said, cited) or _turned(said, cited, mine, theirs.denied)


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


def _is_of(denial: Denial, cited: Sequence[Reading]) -> bool:
    """Whether "no alarm" is backed by a clause of the rows that denies something of the alarm: "the alarm did not sound"."""
    if not (_THING.fullmatch(denial.mark) or denial.mark.casefold() == "no" or denial.back):
        return False
    clauses = [part for row in cited for part in _CLAUSE.split(row.bare)]
    return any(
        polarity(part).denials and any(is_same(one, stems(part)) for one in denial.head[: 1 if not denial.back else None])
        for part in clauses
    )


def _is_meant(denial: Denial, said: Reading, cited: Sequence[Reading]) -> bool:
    """Whether the sentence of the rows nearest to this one says no by a word's meaning that this one does not use."""
    parts = [part for row in cited for part in re.split(r"[.;](?= |$)", row.bare) if part.strip()]
    head = denial.head
    nearest = max(parts, key=lambda part: len(stems(part) & said.stems), default="")
    near = [part for part in parts if part is nearest or any(one not in _LIGHT and is_near(one, stems(part)) for one in head)]
    near = [part for part in near if _emptied(part) - said.stems]
    empty = frozenset().union(*(_emptied(part) for part in near)) - said.stems
    known = frozenset().union(*(stems(part) for part in near))
    if head and _PURE.fullmatch(denial.mark) and (is_same(head[0], known) or f"re{head[0]}" in known):
        return False
    return bool(empty) and not any(is_same(one, empty) for one in head)


def _is_plain(word: str) -> bool:
    bare = re.sub(r"'\w+$", "", word.casefold())
    return (bare in PLAIN or len(bare) < 2) and bare not in ("any", "every", "well", "include", "included")


def _is_backed(head: tuple[str, ...], theirs: Polarity) -> bool:
    """Whether the rows deny what a denial of the sentence reaches first."""
    near = head[:3]
    if not near:
        return any(not denial.head for denial in theirs.denials)
    if any((one not in _LIGHT and is_same(one, theirs.denied)) or likes(one) & theirs.denied for one in near):
        return True
    if any(
        one not in theirs.plain and (_opposites().get(one, frozenset()) & theirs.plain or _is_prefixed(one, theirs.plain))
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
    if any(_opposites().get(one, frozenset()) & mine.plain for one in near):
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
            rf"\bwith (?:\w+ )?{re.escape(after.split()[-1])}", said, re.IGNORECASE
        ):
            return "without" not in said.casefold()
    return False


def _stated(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """A phrase whose opposite the rows have, and not itself: "voted against" for "voted in favour"."""
    rows = " | ".join(row.bare for row in cited)
    for phrase, opposite in (*_STATES, *(pair[::-1] for pair in _STATES)):
        found = phrase.search(said.bare)
        if found is None or opposite.search(said.bare) or re.search(_DENIED, said.bare[: found.start()]):
            continue
        if opposite.search(rows) and not phrase.search(rows):
            return [Doubt("negation", found[0])]
    return []


def _turned(said: Reading, cited: Sequence[Reading], mine: Polarity, denied: frozenset[str]) -> list[Doubt]:
    """A word whose opposite the rows have, and which they do not have itself."""
    theirs = frozenset().union(*(row.stems for row in cited))
    for one in sorted(stems(said.bare) - theirs):
        if one in ("up", "down") and not _GOING.search(said.text):
            continue
        against = _opposites().get(one, frozenset()) & theirs
        if against - said.stems and not likes(one) & theirs - against and not (one in mine.denied) ^ bool(against & denied):
            return [Doubt("negation", f"{one} for {min(against)}")]
        if one not in mine.denied and _is_prefixed(one, theirs) and not _is_prefixed(one, denied):
            return [Doubt("negation", one)]
    return []


def _is_prefixed(one: str, others: frozenset[str]) -> bool:
    """Whether one of two words is the other with un- or the like before it."""
    bare = one if one in _WHOLE else _PREFIX.sub("", one)
    return (bare != one and bare in others) or any(
        _PREFIX.sub("", other) == one != other for other in others - _WHOLE if other.endswith(one)
    )


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in OPPOSITES.strip().splitlines():
        one, other = (stem(word) for word in line.split())
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in found.items()}
