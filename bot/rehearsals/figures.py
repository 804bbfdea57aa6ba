"""Figures: those of an answer that nobody approved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.grounding import numbers
from bot.grounding.quantities import Quantity
from bot.grounding.reading import Reading, read
from bot.grounding.shapes import Doubt
from bot.grounding.units import measured
from bot.grounding.words import even, stem
from bot.rehearsals.shapes import Ground, Remark
from bot.rehearsals.speech import parts, share, telling

SMALL = 10  # Smaller numbers in words are how people tell a story ("two volunteers"), and claims only where they count harm.
NEAR = 0.4  # So much of an approved row makes it the one to say instead.
_RULES = ("number", "scale", "unit", "percent_points", "wrong_source")
#: What only orders a speech.
_COUNTED = frozenset(
    stem(one) for one in ["thing", "reason", "point", "question", "way", "word", "moment", "second", "issue", "matter", "side", "example", "step", "part", "fact", "truth", "hand"]
)  # fmt: skip
#: What is a claim however few there are.
_HARM = frozenset(
    stem(one) for one in ["complaint", "death", "case", "incident", "injury", "victim", "accident", "allegation", "arrest", "dismissal", "resignation", "breach", "error", "mistake", "failure", "report", "claim", "investigation", "lawsuit", "fine", "warning", "suicide", "assault", "fire", "leak", "job", "redundancy", "closure", "offence"]
)  # fmt: skip
_LASTING = ("time", "months", "night")  # What a story lasts: "for two hours".
_EMPHASIS = re.compile(
    r"(?:100|a hundred|one hundred|110|a thousand|a million|200) ?(?:%|per ?cent|times|reasons|things)?", re.IGNORECASE
)
_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
#: Numbers that are none: idioms, and hours as they are said.
_IDIOM = re.compile(
    rf"""\b(?:24[/-]7|24\ hours\ a\ day|seven\ days\ a\ week|day\ one|number\ one|fifty[- ]fifty|one\ by\ one|two[- ]way|a\ million\ (?:things|reasons)|square\ one
    | nine\ to\ five|one\ hundred\ per\ ?cent|a\ thousand\ times|two\ or\ three|one\ or\ two|second\ to\ none|third\ party|zero\ tolerance|first\ of\ all|round\ the\ clock|one\ in\ a\ million|think\ twice|once\ or\ twice|once\ and\ for\ all|(?:not\ )?half\ as\ bad|half\ the\ (?:story|truth)|a\ double\ standard
    | (?:at|by|until|till|from|past|before|after|since|around)\ (?:half[- ]past\ |quarter[- ](?:past|to)\ )?{_WORD}(?=\ *(?:$|[,.;:!?]|in\ the\ (?:morning|afternoon|evening)|tonight|tomorrow|every|each|and\b|or\b|to\b|o'clock|sharp)))\b""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
#: What a word for an amount may stand for, the longer words first.
_SIZES = {
    "hundreds of thousands": (200_000, 999_999), "tens of thousands": (20_000, 99_999), "thousands": (2_000, 99_999),
    "hundreds": (200, 1_999), "dozens": (24, 199), "scores": (40, 199), "millions": (2_000_000, 10**9),
}  # fmt: skip


_ORDINAL = dict(
    zip(
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "twentieth", "hundredth"],
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "100"],
        strict=True,
    )
)
_EVERY = re.compile(rf"\b(?:every|each) ({'|'.join(_ORDINAL)})\b", re.IGNORECASE)
_OUT_OF = re.compile(rf"\b({_WORD}|\d+) ([a-z]+) (?:in|out of) ({_WORD}|\d+)\b", re.IGNORECASE)


def alike(text: str) -> str:
    """`text` with "every tenth household" and "one household in ten" as "one in ten household"."""
    return _OUT_OF.sub(r"\1 in \3 \2", _EVERY.sub(lambda one: f"one in {_ORDINAL[one[1].casefold()]}", text))


def remarks(answer: str, question: str, ground: Ground) -> Iterator[Remark]:
    """Each figure that no approved row has, once; the interviewer's own among them."""
    rows = [read(even(alike(one))) for one in ground.texts()]
    asked = {one.words.casefold() for one in read(even(question)).quantities}
    given: set[str] = set()
    for words in parts(answer):
        for one in _doubtful(read(even(alike(_IDIOM.sub(" ", words)))), rows):
            key = one.words.casefold()
            if key not in given:
                given.add(key)
                yield _remark(one, words, theirs=key in asked, ground=ground)


def _doubtful(spoken: Reading, rows: Sequence[Reading]) -> list[Doubt]:
    """The figures that are no approved row's. What only counts reasons or points tells nothing, nor does a rounded word for
    an amount that the rows have."""
    claimed = {one.words: one for one in spoken.quantities if not _tells_nothing(one)}
    found = [one for one in numbers.strange(spoken, rows, []) if one.rule in _RULES and one.words in claimed]
    return [one for one in found if claimed[one.words].kind != "vague" or _is_unknown(one.words, rows)]


def _tells_nothing(one: Quantity) -> bool:
    if one.kind in ("ordinal", "one", "clock") or (_EMPHASIS.fullmatch(one.words.strip()) and not one.nouns):
        return True
    if one.nouns and one.nouns[0] in _COUNTED:
        return True
    spelled = (
        not any(sign.isdigit() for sign in one.words)
        and one.kind == "number"
        and one.value < SMALL
        and not (one.qualifier and one.unit)
    )
    plain = not one.scale and (not one.unit or measured(one.value, one.unit)[0] in _LASTING)
    return spelled and plain and _HARM.isdisjoint(one.nouns)


def _is_unknown(words: str, rows: Sequence[Reading]) -> bool:
    """Whether the rows have nothing of the size that "hundreds" and the like stand for."""
    name = next((one for one in _SIZES if one in words.casefold()), "")
    low, high = _SIZES.get(name, (0, 0))
    return bool(high) and not any(low <= one.value <= high for row in rows for one in row.quantities)


def _remark(one: Doubt, words: str, *, theirs: bool, ground: Ground) -> Remark:
    if theirs:
        reason = f"“{one.words}” is the interviewer's figure and no approved one: said by you it becomes yours."
    elif one.rule in ("unit", "scale", "percent_points"):
        reason = f"“{one.words}” is not what the approved figure says: check what it counts."
    else:
        reason = f"No approved fact has “{one.words}”. Say only figures of the briefing, or promise to find out."
    near = max(ground.rows, key=lambda row: share(telling(row.text), words), default=None)
    fits = near is not None and share(telling(near.text), words) >= NEAR and any(sign.isdigit() for sign in near.text)
    return Remark("figure", False, reason, words, one.words, near.text if near is not None and fits else "")
