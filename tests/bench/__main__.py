"""`make bench`: every measurement, or one of them: `make bench ONLY=scale`. Measures; is no gate."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.bench import (
    acks,
    archive,
    articles,
    articlesearch,
    cards,
    contacts,
    coverage,
    databases,
    days,
    deadlines,
    feeds,
    jobs,
    likeness,
    lists,
    places,
    search,
)


def main(names: list[str]) -> None:
    """Prints the tables of what is named, else all of them, in about ten minutes on two idle cores."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        raise SystemExit(f"There is no bench “{unknown[0]}”. There are: {', '.join(BENCHES)}.")
    began = time.monotonic()
    print(f"Measured on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start.")
    for name in names or ALL:
        with tempfile.TemporaryDirectory(prefix="pressdesk-bench-") as folder:
            BENCHES[name](Path(folder))
        print(f"  ({name}: {time.monotonic() - began:.0f} s since the start, load {os.getloadavg()[0]:.1f})", flush=True)


def _acks(folder: Path) -> None:
    with ExitStack() as stack:
        acks.measure(_both(stack, folder))


def _cards(folder: Path) -> None:
    with ExitStack() as stack:
        cards.measure(*_both(stack, folder))


def _both(stack: ExitStack, folder: Path) -> list[places.Place]:
    """The bare app and the desk."""
    bare = stack.enter_context(places.bare(folder, messages=acks.MESSAGES))
    return [bare, stack.enter_context(places.desk("desk", folder, messages=acks.MESSAGES))]


def _jobs(folder: Path) -> None:
    with databases.each(folder) as urls:
        jobs.measure(urls)


def _lists(folder: Path) -> None:
    with databases.each(folder) as urls, archive.each(urls) as archives:
        lists.measure(archives)


def _search(folder: Path) -> None:
    with databases.each(folder) as urls, archive.each(urls) as archives:
        search.measure(archives)


def _feeds(folder: Path) -> None:
    with databases.each(folder) as urls:
        feeds.measure(urls)


def _articles(folder: Path) -> None:
    with databases.each(folder) as urls:
        articles.measure(urls)


def _articlesearch(folder: Path) -> None:
    with databases.each(folder) as urls:
        articlesearch.measure(urls)


def _scale(folder: Path) -> None:
    with databases.each(folder) as urls, archive.each(urls) as archives:
        lists.measure(archives)
        search.measure(archives)


BENCHES: dict[str, Callable[[Path], None]] = {
    "acks": _acks, "cards": _cards, "jobs": _jobs, "deadlines": lambda _: deadlines.measure(), "lists": _lists,
    "search": _search, "scale": _scale, "days": days.measure, "coverage": coverage.measure, "feeds": _feeds, "articles": _articles, "articlesearch": _articlesearch, "likeness": lambda _: likeness.show_one(), "contacts": contacts.measure,
}  # fmt: skip
ALL = [
    name for name in BENCHES if name not in ("lists", "search", "articles", "articlesearch")
]  # Two are in `scale`, on one archive; the last two take an hour.


if __name__ == "__main__":
    main(sys.argv[1:])
