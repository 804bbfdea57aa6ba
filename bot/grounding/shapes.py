"""What grounding is asked with and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

SourceKind = Literal["fact", "message", "quote"]
SentenceKind = Literal["fact", "message", "quote", "courtesy"]

#: Every rule a sentence can break, by the name it is reported under.
RULES = (
    "number", "scale", "unit", "percent_points", "date", "weekday", "name", "quote_words", "quote_speaker", "expired", "uncited",
    "wrong_source", "negation", "hedge", "absolute", "url", "contact", "courtesy_claim", "unknown_id",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """An approved row. `speaker` is who may be quoted with a quote's words; `expires` is the last day on which it holds."""

    id: str
    kind: SourceKind
    text: str
    speaker: str = ""
    expires: date | None = None


@dataclass(frozen=True)
class Sentence:
    """One sentence of a draft and the ids of the rows it rests on."""

    text: str
    source_ids: tuple[str, ...] = ()
    kind: SentenceKind = "fact"


@dataclass(frozen=True)
class Verdict:
    """The rules that a sentence breaks, and the words each of them stumbled on, in the same order; both empty where it holds."""

    rules: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.rules


class Doubt(NamedTuple):
    """One rule that is broken, and the words it stumbled on."""

    rule: str
    words: str


class Span(NamedTuple):
    """Where something stands in a text: from `start` to before `end`."""

    start: int
    end: int
