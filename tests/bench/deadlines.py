"""How long the reader of times takes, as a ratio to cutting the same text at its blanks. `python -m tests.bench.deadlines`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter

from bot.deadlines import deadline
from tests.bench.tables import ms, percentile, ratio, show

DATA = Path(__file__).parents[1] / "data"
RECEIVED = datetime.fromisoformat("2026-06-16T09:05:00+01:00")
REPEATS = 3
Case = tuple[str, datetime, str]


def measure() -> None:
    """Prints one line a kind of text: sentences, whole mails, and 10,000 hostile characters."""
    rows = []
    for name, cases in _kinds().items():
        reading = [_fastest(lambda c=case: deadline(c[0], received_at=c[1], zone=c[2])) for case in cases]  # type: ignore[misc]
        bare = [_fastest(lambda c=case: c[0].split()) for case in cases]  # type: ignore[misc]
        rows.append(
            [
                name,
                str(len(cases)),
                *(ms(percentile(reading, at)) for at in (50, 95, 100)),
                ratio(sum(reading), sum(bare)),
            ]
        )
    show("The reader of times, against str.split of the same text", ["text", "cases", "p50", "p95", "max", "ratio"], rows)


def _kinds() -> dict[str, list[Case]]:
    return {
        "sentences": _labelled("deadlines.json"),
        "whole mails": _labelled("deadlines_mails.json"),
        "10 kB, hostile": [((piece * 10_000)[:10_000], RECEIVED, "Europe/London") for piece in HOSTILE],
    }


HOSTILE = (
    "12 ",
    "1.",
    "by 5 ",
    "Friday ",
    "the a an ",
    "On a wrote:\n--\n",
    "From: a\n",
    "> On a wrote:\n> > x\n",
    "a@",
    "ten to five ",
)


def _labelled(name: str) -> list[Case]:
    rows = json.loads((DATA / name).read_text(encoding="utf-8"))
    return [(row["sentence"], datetime.fromisoformat(row["ref"]), row["org_tz"]) for row in rows]


def _fastest(call: Callable[[], object]) -> float:
    """Milliseconds of the fastest of a few calls, since a busy machine only ever adds."""
    times = []
    for _ in range(REPEATS):
        begun = perf_counter()
        call()
        times.append((perf_counter() - begun) * 1000)
    return min(times)


if __name__ == "__main__":
    measure()
