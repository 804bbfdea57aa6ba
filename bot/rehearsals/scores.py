"""Scores: the sheet at the end. Five points an answer, each with its reason; three things to keep and three to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.rehearsals.shapes import Feedback, Ground, Remark, Rule

MOST = 5
SHOWN = 3
POINTS = (
    "2 for a message that got across, 1 for steering (a bridge that led to it, no refusal, none of their hostile words), 1 for plain words, "
    "1 for 20–45 seconds. What is off limits, or a figure that nobody approved, makes it 0: that is what would be quoted."
)
_WEIGHTS: dict[Rule, int] = {
    "off_limits": 10, "figure": 8, "no_comment": 7, "message": 6, "repeats": 5, "bridge": 4, "jargon": 3, "length": 2,
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """One thing to keep or to change: what, in how many answers, and an example with the number of its answer."""

    rule: Rule
    what: str
    times: int
    number: int
    quoted: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Sheet:
    """How a rehearsal went. `points` are by answer, None where it was passed over; `got` are the references of the messages
    that got across, with how often."""

    points: Sequence[int | None]
    answered: int
    seconds: int
    got: dict[str, int]
    missed: Sequence[str]
    keep: Sequence[Point]
    change: Sequence[Point]

    @property
    def total(self) -> int:
        return sum(one for one in self.points if one is not None)

    @property
    def most(self) -> int:
        return MOST * self.answered


def points(found: Feedback) -> int:
    """What an answer is worth, 0 to 5."""
    if found.of("off_limits", good=False) or found.of("figure", good=False):
        return 0
    steered = found.of("bridge", good=True) or (found.of("message", good=True) and not found.of("bridge", good=False))
    clean = not (found.of("no_comment", good=False) or found.of("repeats", good=False))
    return (
        2 * bool(found.of("message", good=True)) + bool(steered and clean) + (not found.of("jargon", good=False))
        + bool(found.of("length", good=True))
    )  # fmt: skip


def sheet(answers: Sequence[Feedback | None], ground: Ground) -> Sheet:
    """The sheet of a rehearsal's answers in their order."""
    given = [one for one in answers if one is not None]
    got = Counter(remark.about for one in given for remark in one.of("message", good=True))
    return Sheet(
        points=[points(one) if one is not None else None for one in answers], answered=len(given), seconds=sum(one.seconds for one in given),
        got=dict(got), missed=[one.reference for one in ground.messages if one.reference not in got],
        keep=_points(answers, good=True), change=_points(answers, good=False),
    )  # fmt: skip


def _points(answers: Sequence[Feedback | None], *, good: bool) -> list[Point]:
    """The weightiest things, each rule once, with the best example of it."""
    by_rule: dict[Rule, list[tuple[int, Remark]]] = {}
    for number, one in enumerate(answers, 1):
        seen: set[Rule] = set()
        for remark in one.remarks if one is not None else ():
            if remark.good == good and remark.rule not in seen:
                seen.add(remark.rule)
                by_rule.setdefault(remark.rule, []).append((number, remark))
    given = sum(one is not None for one in answers) or 1
    ranked = sorted(by_rule.items(), key=lambda one: -_WEIGHTS[one[0]] * (1 + len(one[1]) / given))
    found = [_point(rule, examples, answers) for rule, examples in ranked]
    if good:
        found += _clean(answers, {one.rule for one in found})
    return found[:SHOWN]


def _point(rule: Rule, examples: Sequence[tuple[int, Remark]], answers: Sequence[Feedback | None]) -> Point:
    number, remark = max(examples, key=lambda one: (bool(one[1].quoted), -len(one[1].quoted)))
    return Point(rule, remark.reason, len(examples), number, remark.quoted, remark.instead)


def _clean(answers: Sequence[Feedback | None], taken: set[Rule]) -> list[Point]:
    """What was right by not being there, for who got little else across."""
    told: dict[Rule, str] = {
        "off_limits": "Nothing was said that is off limits.", "figure": "Every figure was an approved one.", "repeats": "Their hostile words stayed theirs.",
        "jargon": "Plain words throughout.", "no_comment": "You answered: no “no comment”.",
    }  # fmt: skip
    given = [(number, one) for number, one in enumerate(answers, 1) if one is not None]
    return [
        Point(rule, what, len(given), given[0][0]) for rule, what in told.items()
        if given and rule not in taken and not any(one.of(rule, good=False) for _, one in given)
    ]  # fmt: skip
