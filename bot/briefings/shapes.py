"""Shapes of a briefing: parts of rows, each with where it is known from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.text import one_line, shortened

LONGEST = 400  # Characters of a row: more is not read on a phone.

RowKind = Literal["", "message", "proof", "question", "answer", "uncleared", "bridge", "words"]


@dataclass(frozen=True)
class Row:
    """One thing said. `sources` are references (F-0012, PR-0003) or what it is known from in words ("the invitation").
    A question is followed by its `answer`, or that it is `uncleared`, and by its `bridge`; a `message` by its proofs; `words`
    stand as a quotation."""

    text: str
    sources: tuple[str, ...] = ()
    kind: RowKind = ""

    def kept(self) -> dict[str, Any]:
        """As the record keeps it."""
        return {"text": self.text, "sources": list(self.sources), "kind": self.kind}


@dataclass(frozen=True)
class Part:
    """A section with its rows, in order."""

    title: str
    rows: tuple[Row, ...]

    def kept(self) -> dict[str, Any]:
        return {"title": self.title, "rows": [one.kept() for one in self.rows]}


@dataclass(frozen=True)
class Question:
    """A question that may come. `answer` is a cleared one word for word, or "" where there is none; `bridge` leads back to a
    message. `sources` say where the question comes from, `answer_sources` and `bridge_sources` what those rest on."""

    text: str
    sources: tuple[str, ...]
    answer: str = ""
    answer_sources: tuple[str, ...] = ()
    bridge: str = ""
    bridge_sources: tuple[str, ...] = ()

    def rows(self) -> list[Row]:
        """The question and what to do with it."""
        found = [Row(self.text, self.sources, "question")]
        if self.answer:
            found.append(Row(self.answer, self.answer_sources, "answer"))
        else:
            found.append(Row("No cleared answer: do not improvise.", (), "uncleared"))
        return found + ([Row(self.bridge, self.bridge_sources, "bridge")] if self.bridge else [])


def row(text: str, *sources: str, kind: RowKind = "", most: int = LONGEST) -> Row:
    """A row on one line, cut to what a phone shows."""
    return Row(shortened(one_line(text), most), tuple(dict.fromkeys(one for one in sources if one)), kind)


def part(title: str, rows: Iterable[Row]) -> Part:
    return Part(shortened(one_line(title), 120), tuple(rows))


def read(kept: Sequence[dict[str, Any]]) -> list[Part]:
    """Parts as the record keeps them."""
    return [
        Part(one["title"], tuple(Row(each["text"], tuple(each["sources"]), each.get("kind", "")) for each in one["rows"]))
        for one in kept
    ]  # fmt: skip


def day(on: date | datetime, zone: str = "UTC") -> str:
    """12 Mar 2027; of an instant the day in `zone`."""
    local = on.astimezone(ZoneInfo(zone)) if isinstance(on, datetime) else on
    return f"{local.day} {local:%b %Y}"


def moment(at: datetime, zone: str) -> str:
    """The instant on the wall clock of `zone`, with its name: Wed 11 Mar 17:00 GMT."""
    local = at.astimezone(ZoneInfo(zone))
    name = local.strftime("%Z")
    return f"{local:%a} {local.day} {local:%b %H:%M} " + (f"UTC{name}" if name[:1] in "+-" else name)
