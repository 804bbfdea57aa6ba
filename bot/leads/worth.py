"""Worth: how newsworthy a lead is, by rules that anybody can check: each gives points and the words it read them from.

The rules are the news values of the trade (Galtung and Ruge 1965, as revised by Harcup and O'Neill, "What is news?", 2017): they read
words and judge no truth. A person decides; the score says what an editor would ask for first. A word that is denied ("not the first") gives
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.leads import days
from bot.leads.patterns import (
    AFTER,
    ANYBODY,
    CONFLICT,
    DATE,
    DENIED,
    FIGURE,
    LOCAL_WORD,
    MONTHS,
    NAMED,
    NOBODY,
    NOVEL,
    NOW,
    PEG,
    PEOPLE,
    PICTURES,
    PLACE,
    SHARE,
    SOMEBODY,
    TRAILING,
    WILLING,
)
from bot.text import one_line, shortened

SOON, JUST, AHEAD = timedelta(days=60), timedelta(days=7), timedelta(days=35)


@dataclass(frozen=True)
class Story:
    """A lead as the rules read it. `calendar` are days of the desk's own calendar, each with its name."""

    what: str
    why_now: str = ""
    who_cares: str = ""
    who_speaks: str = ""
    today: date = date.min
    calendar: Sequence[tuple[str, date]] = ()

    @property
    def told(self) -> str:
        """What it is about: everything but who could speak."""
        return "\n".join(part for part in (self.what, self.why_now, self.who_cares) if part)


@dataclass(frozen=True)
class Reading:
    """Points, and the words they were read from; none are no points."""

    points: int = 0
    words: str = ""


@dataclass(frozen=True)
class Rule:
    """A news value: its name, the most points it gives, what it looks for, and what would earn it where it is missing."""

    name: str
    most: int
    looks_for: str
    missing: str
    read: Callable[[Story], Reading]


@dataclass(frozen=True)
class Score:
    """The sum, with each rule that gave points (its name, the points, the words) and the names of those that gave none."""

    total: int
    reasons: tuple[tuple[str, int, str], ...]
    missing: tuple[str, ...] = ()

    @property
    def kept(self) -> dict[str, object]:
        """As a lead's row keeps it."""
        return {"total": self.total, "reasons": [list(one) for one in self.reasons]}


def score(story: Story) -> Score:
    """How newsworthy a lead is, from 0 to 100, with its reasons, most points first."""
    given = [(rule, rule.read(story)) for rule in RULES]
    reasons = [(rule.name, min(rule.most, one.points), shortened(one_line(one.words), 80)) for rule, one in given if one.points]
    reasons.sort(key=lambda one: -one[1])
    missing = tuple(rule.name for rule, one in given if not one.points)
    return Score(sum(points for _, points, _ in reasons), tuple(reasons), missing)


def _said(pattern: re.Pattern[str], text: str) -> str:
    """The first words of a text that fit and are not denied by one of the four before them."""
    for found in pattern.finditer(text):
        before = re.split(r"[.;!?\n]", text[: found.start()])[-1].split()[-4:]
        if found[0].strip() and not DENIED.search(" ".join(before).casefold()):
            return found[0]
    return ""


def _timely(story: Story) -> Reading:
    for found in DATE.finditer(story.told):
        day = _day(found, story.today)
        if day is not None and -JUST <= day - story.today <= SOON:
            return Reading(10, found[0])
    said = _said(NOW, story.told)
    if said:
        return Reading(10, said)
    return Reading(4, story.why_now) if len(story.why_now.split()) >= 3 else Reading()


def _day(found: re.Match[str], today: date) -> date | None:
    """The day that was written; without a year the one nearest to today."""
    if found[5]:
        parts = [(int(found[5]), int(found[6]), int(found[7]))]
    else:
        month = next(at for at, name in enumerate(MONTHS, 1) if name.startswith((found[2] or found[3]).lower()))
        years = [int(found[8])] if found[8] else [today.year - 1, today.year, today.year + 1]
        parts = [(year, month, int(found[1] or found[4])) for year in years]
    given = [one for one in map(_real, parts) if one is not None]
    return min(given, key=lambda one: abs(one - today), default=None)


def _real(parts: tuple[int, int, int]) -> date | None:
    try:
        return date(*parts)
    except ValueError:
        return None


def _peg(story: Story) -> Reading:
    text = story.told.casefold().replace("’", "'")
    for name, day in story.calendar:
        if name.casefold().replace("’", "'") in text and -JUST <= day - story.today <= SOON:
            return Reading(10, f"{name}, {day:%-d %B}")
    for month, number, name, stems in days.DAYS:
        day = days.next_time(month, number, story.today)
        if name.casefold().replace("’", "'") in text:
            return Reading(10, f"{name}, {day:%-d %B}")
        if day - story.today <= AHEAD and any(re.search(rf"\b{re.escape(stem)}", text) for stem in stems):
            return Reading(8, f"{name} is on {day:%-d %B}")
    said = _said(PEG, story.told)
    return Reading(10, said) if said else Reading()


def _impact(story: Story) -> Reading:
    said = _said(SHARE, story.told)
    if said:
        return Reading(15, said)
    dates = [found.span() for found in DATE.finditer(story.told)]
    best = Reading()
    for found in FIGURE.finditer(story.told):
        number = int(re.sub(r"\D", "", found[1]))
        year = len(found[1]) == 4 and 1900 <= number <= 2100
        if year or any(start <= found.start() < end for start, end in dates):
            continue
        points = 15 if number >= 1_000 else 12 if number >= 100 else 8 if number >= 10 else 0
        if points > best.points:
            best = Reading(points, story.told[found.start() : found.end()] + _after(story.told, found.end()))
    return best


def _after(text: str, at: int) -> str:
    """What a figure counts: up to three words behind it."""
    found = AFTER.match(text, at)
    return TRAILING.sub("", found[0]) if found else ""


def _human(story: Story) -> Reading:
    said = _said(SOMEBODY, story.told)
    if said:
        return Reading(15, said)
    said = _said(PEOPLE, story.told)
    return Reading(7, said) if said else Reading()


def _local(story: Story) -> Reading:
    said = _said(PLACE, story.told) or _said(LOCAL_WORD, story.told)
    return Reading(10, said) if said else Reading()


def _speaker(story: Story) -> Reading:
    who = one_line(story.who_speaks)
    if NOBODY.fullmatch(who):
        return Reading()
    if NAMED.search(who) or WILLING.search(who):
        return Reading(10, who)
    return Reading(6, who)


def _audience(story: Story) -> Reading:
    who = one_line(story.who_cares)
    return Reading() if NOBODY.fullmatch(who) or ANYBODY.fullmatch(who) else Reading(5, who)


def _words(pattern: re.Pattern[str], points: int) -> Callable[[Story], Reading]:
    def read(story: Story) -> Reading:
        said = _said(pattern, story.told)
        return Reading(points, said) if said else Reading()

    return read


RULES = (
    Rule("Human interest", 15, "one person whose story it is (15), or people it happens to (7)", "Whose story is it? One person, not a group.", _human),
    Rule("Impact in numbers", 15, "a share, thousands and more (15), hundreds (12), tens (8); no dates, times or ages",
         "How many people, pounds or years? One figure with its source.", _impact),
    Rule("Timeliness", 10, "a day within a week before and sixty days after (10), or a reason why now (4)", "Why this week? Give the day.", _timely),
    Rule("Peg", 10, "something on the calendar: an awareness day, an anniversary, a vote", "Is there a day, a vote or a season it goes with?", _peg),
    Rule("Novelty", 10, "a first, an only one, something new or unexpected", "What has not been told before?", _words(NOVEL, 10)),
    Rule("Conflict", 10, "two sides, or something that is wrong", "What stands in the way, and who disagrees?", _words(CONFLICT, 10)),
    Rule("Local tie", 10, "a place", "Where is it? Name the place.", _local),
    Rule("Someone who can speak", 10, "a named or willing person (10), or a kind of person (6)", "Who could be quoted, and have they agreed?", _speaker),
    Rule("Pictures", 5, "something to see or to film", "What could be photographed?", _words(PICTURES, 5)),
    Rule("Who cares", 5, "readers of one kind, not everybody", "Which readers, exactly?", _audience),
)  # fmt: skip
MOST = sum(rule.most for rule in RULES)
