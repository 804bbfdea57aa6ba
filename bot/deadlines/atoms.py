"""The smallest pieces a time is said with (a clock, a day, a weekday, a span of time) and how tokens are looked at."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.deadlines import words
from bot.deadlines.tokens import LINE, SPACE, Token

Tokens = list[Token]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `sure` when the hour needs no guess between morning and afternoon."""

    hour: int
    minute: int = 0
    second: int = 0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """A day, week, month or year, not yet placed in the calendar.

    kind: "rel" (n days on), "date" (month, day, year or 0), "numeric" (n/day, order unknown), "dom" (day of month),
    "week" | "weekend" | "month" | "quarter" | "year" (n of them on, with an edge), "named" (a month, with an edge).
    """

    kind: str
    n: int = 0
    month: int = 0
    day: int = 0
    year: int = 0
    edge: str = ""  # "start" | "mid" | "end" | ""
    named_next: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday, Monday 0; `shift` whole weeks after the coming one."""

    n: int
    mod: str = ""  # "" | "this" | "next" | "last"
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time; hours and less are elapsed time, days and more move the calendar."""

    seconds: float = 0
    days: float = 0
    months: int = 0
    business: bool = False
    vague: bool = False

    def back(self) -> Span:
        """The same length, backwards."""
        return Span(-self.seconds, -self.days, -self.months, self.business, self.vague)

    def plus(self, other: Span) -> Span:
        """Both together."""
        return Span(
            self.seconds + other.seconds,
            self.days + other.days,
            self.months + other.months,
            self.business or other.business,
            self.vague or other.vague,
        )


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece found at some token, up to token `end`; a weak one counts only beside a stronger one or a preposition."""

    slot: str  # "clock" | "part" | "day" | "weekday" | "zone" | "span"
    value: object
    end: int
    weak: bool = False
    part: str = ""


@dataclass
class Mention:
    """One time in the text, in pieces; token positions `first` to `last` (exclusive). `letters` are those that named its zone,
    where letters did: "gmt"."""

    first: int
    last: int
    prep: str = ""
    clock: Clock | None = None
    part: str = ""
    day: Day | None = None
    weekday: Weekday | None = None
    zone: str = ""
    letters: str = ""
    span: Span | None = None
    hour_or_day: int = 0
    weak: bool = True
    slots: list[str] = field(default_factory=list)


def low(tokens: Tokens, i: int) -> str:
    """The folded word at `i`, or "" outside the text."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def value(tokens: Tokens, i: int) -> int:
    """The number at `i`, or -1."""
    return tokens[i].value if 0 <= i < len(tokens) else -1


def gap(tokens: Tokens, i: int) -> int:
    """The white space before token `i`; outside the text as wide as a paragraph."""
    return tokens[i].gap if 0 <= i < len(tokens) else 3


def match_phrase(tokens: Tokens, i: int, table: words.Phrases) -> tuple[str, int] | None:
    """The longest phrase of the table that starts at `i`, as (its value, the token after it)."""
    for phrase, meaning in table.get(tokens[i].low, ()):
        end = i + len(phrase)
        if end <= len(tokens) and all(
            tokens[i + k].low == phrase[k] and tokens[i + k].gap < LINE for k in range(1, len(phrase))
        ):
            return str(meaning), end
    return None


def spoken_number(tokens: Tokens, i: int, *, lang: str = "") -> tuple[int, int] | None:
    """A number in words ("thirty-six", "five"), as (number, next token)."""
    if lang:
        found = words.FOREIGN_NUMBERS[lang].get(low(tokens, i))
        return (found, i + 1) if found else None
    first = words.NUMBERS.get(low(tokens, i))
    if first is None:
        return None
    after = i + 1
    if first >= 20 and first % 10 == 0:
        if low(tokens, after) == "-":
            after += 1
        ones = words.NUMBERS.get(low(tokens, after), 99)
        if 0 < ones < 10 and gap(tokens, after) <= SPACE:
            return first + ones, after + 1
    return first, i + 1
