"""What an answer is held against, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from bot.consents import Lapsed
from bot.grounding import Source

#: What a remark can be about, in the order in which remarks are shown: what would do harm comes first.
RULES = ("off_limits", "figure", "no_comment", "repeats", "message", "bridge", "jargon", "length")
Rule = Literal["off_limits", "figure", "no_comment", "repeats", "message", "bridge", "jargon", "length"]


class Message(NamedTuple):
    """One thing to get across: a pillar of the house or a line, with the proof points that stand behind it, as texts."""

    reference: str
    text: str
    proofs: tuple[str, ...] = ()


class Closed(NamedTuple):
    """Words that are not to be said, and why, as the end of a sentence: "is off the record"."""

    reference: str
    text: str
    why: str


@dataclass(frozen=True)
class Ground:
    """What an answer is held against. `rows` may be said as they are; `not_for` are topics that this person is not cleared
    for; `lapsed` are people of our stories who no longer agree to be in them."""

    topic: str = ""
    organisation: str = ""
    messages: Sequence[Message] = ()
    bridges: Sequence[str] = ()
    rows: Sequence[Source] = ()
    not_for: Sequence[str] = ()
    closed: Sequence[Closed] = ()
    lapsed: Sequence[Lapsed] = ()
    today: date = date.min

    def texts(self) -> list[str]:
        """Everything that was approved, as texts."""
        proofs = [proof for one in self.messages for proof in one.proofs]
        return [*(one.text for one in self.rows), *(one.text for one in self.messages), *proofs, *self.bridges]


@dataclass(frozen=True)
class Remark:
    """One thing about an answer. `good` is to keep, else to change; `quoted` are the answer's own words, where it is about
    some; `about` is what was delivered (a reference) or the words at stake; `instead` what could be said."""

    rule: Rule
    good: bool
    reason: str
    quoted: str = ""
    about: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Feedback:
    """What is said of one answer. `seconds` is how long it takes to say at 150 words a minute."""

    words: int
    seconds: int
    remarks: tuple[Remark, ...] = field(default=())

    def of(self, rule: Rule, *, good: bool | None = None) -> list[Remark]:
        """The remarks by one rule, in their order."""
        return [one for one in self.remarks if one.rule == rule and good in (None, one.good)]

    def kept(self) -> dict[str, Any]:
        """As JSON holds it; `read` gives it back."""
        return asdict(self)


def read(kept: dict[str, Any] | None) -> Feedback | None:
    """The feedback that `kept` holds; None for a question that was not answered."""
    if not kept:
        return None
    return Feedback(kept["words"], kept["seconds"], tuple(Remark(**one) for one in kept["remarks"]))
