"""Coverage against its targets: `make bench ONLY=coverage DATA=folder`. What the folder does not hold is left out.

The folder's files: gofeed-testdata.tar.gz, feed_cases.jsonl, odd_dates.jsonl, ecbplus_*.jsonl, uci_headlines.jsonl. Near-duplicates are
made from the texts of ecbplus_*.jsonl; names that are words and quotes are measured on our own cases by the tests.
"""

from __future__ import annotations

import json
import os
import random
import re
import tarfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.coverage.copies import Article, copies
from bot.coverage.dates import published
from bot.coverage.entries import Refused
from bot.coverage.feeds import parse
from bot.coverage.stories import Told, stories

Row = dict[str, Any]
Line = tuple[str, str, str]
WORDS = "again local however report around street never market during seven river person early window table along".split()  # noqa: SIM905


def measure(_: Path) -> None:
    """Prints what is reached beside each target."""
    folder = Path(os.environ.get("DATA", ""))
    print(f"{'coverage':<44}{'target':>22}{'reached':>26}")
    for name, line in BENCHES.items():
        if all((folder / file).is_file() for file in name):
            for what, target, reached in line(folder):
                print(f"{what:<44}{target:>22}{reached:>26}")
        else:
            print(f"{', '.join(name):<44}{'':>22}{'not there (DATA=folder)':>26}")


def _rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _gofeed(folder: Path) -> Iterator[Line]:
    right = total = 0
    with tarfile.open(folder / "gofeed-testdata.tar.gz") as archive:
        files = {each.name: archive.extractfile(each).read() for each in archive if each.isfile()}  # type: ignore[union-attr]
    for name, body in files.items():
        told = (
            files.get(name.removesuffix(".xml") + ".json")
            if name.endswith(".xml")
            else files.get(name.replace(".json", "_expected.json"))
        )
        items = _items(told)
        if items:
            total += 1
            right += _agree(body, items)
    yield "gofeed's own feeds, items as it has them", "≥ 254 of 255", f"{right} of {total}"


def _items(told: bytes | None) -> list[Row]:
    try:
        feed = json.loads(told) if told else {}
    except ValueError:
        return []
    return feed.get("items") or feed.get("entries") or []


def _agree(body: bytes, items: list[Row]) -> bool:
    try:
        entries = parse(body)
    except Refused:
        return False
    if len(entries) != len(items):
        return False
    for entry, item in zip(entries, items, strict=True):
        links = [
            link.get("href")
            for link in item.get("links") or ()
            if isinstance(link, dict) and link.get("rel", "alternate") == "alternate"
        ]
        link = item.get("link") or item.get("url") or (links[0] if links and links[0] else None)
        date = next(
            (item[key] for key in ("publishedParsed", "pubDateParsed", "updatedParsed", "date_published") if item.get(key)),
            None,
        )
        title = item.get("title")
        if (
            (title and title.split() != entry.title.split())
            or (link and link != entry.link)
            or (date and published(date) != entry.published)
        ):
            return False
    return True


def _cases(folder: Path) -> Iterator[Line]:
    rows = _rows(folder / "feed_cases.jsonl")
    yield "feed_cases.jsonl", "≥ 106 of 107", f"{sum(_case(row) for row in rows)} of {len(rows)}"


def _case(row: Row) -> bool:
    try:
        entries = parse(row["body"].encode(), url="https://example.org/")
    except Refused:
        return False
    for at, field, value in row["expect"]:
        if field == "count":
            found: str = str(len(entries))
        else:
            found = {"URL": entries[at].link, "Title": entries[at].title, "Date": str(entries[at].published)}[field]
        if found != value:
            return False
    return True


def _dates(folder: Path) -> Iterator[Line]:
    rows = _rows(folder / "odd_dates.jsonl")
    began = time.perf_counter()
    found = [published(row["date"]) for row in rows]
    mean = (time.perf_counter() - began) / len(rows) * 1000
    yield "odd_dates.jsonl read; mean", "≥ 44 of 46; < 1 ms", f"{sum(map(bool, found))} of {len(rows)}; {mean:.2f} ms"


def _stories(file: str, target: str) -> Callable[[Path], Iterator[Line]]:
    def bench(folder: Path) -> Iterator[Line]:
        rows = _rows(folder / file)
        began = time.perf_counter()
        found = stories([Told(str(row["id"]), row.get("text") or row["title"]) for row in rows])
        took = time.perf_counter() - began
        score = _bcubed([found[str(row["id"])] for row in rows], [row["story"] for row in rows])
        yield f"stories in {file}, BCubed F1", target, f"{score:.3f} ({took:.1f} s)"

    return bench


def _bcubed(found: list[str], true: list[str]) -> float:
    both, of_found, of_true = Counter(zip(found, true, strict=True)), Counter(found), Counter(true)
    precision = sum(n * n / of_found[a] for (a, _), n in both.items()) / len(found)
    recall = sum(n * n / of_true[b] for (_, b), n in both.items()) / len(found)
    return 2 * precision * recall / (precision + recall)


def _copies(folder: Path) -> Iterator[Line]:
    originals = _originals(_rows(folder / "ecbplus_train.jsonl") + _rows(folder / "ecbplus_dev.jsonl"))
    articles, true = _copied(originals, random.Random(11))
    began = time.perf_counter()
    found = copies(articles)
    took = time.perf_counter() - began
    groups, wanted = ({key: root or key for key, root in found.items()}, true)
    ours, theirs = _pairs(groups), _pairs(wanted)
    yield "near-duplicates, precision", "≥ .995", f"{len(ours & theirs) / max(len(ours), 1):.4f}"
    yield "near-duplicates, recall", "≥ .98", f"{len(ours & theirs) / len(theirs):.4f}"
    yield "near-duplicates, a second", "≥ 1,500", f"{len(articles) / took:,.0f}"


def _originals(rows: list[Row]) -> list[str]:
    """Texts of some length that share nothing, put together from short ones on the same event."""
    by: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by[row["story"]].append(row["text"])
    found: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for texts in by.values():
        for at in range(0, len(texts), 5):
            text = " ".join(texts[at : at + 5])
            words = re.findall(r"\w+", text.lower())
            runs = set(zip(*(words[n:] for n in range(5)), strict=False))
            if len(words) >= 60 and len(runs & seen) < 5:
                found.append(text)
            seen |= runs
    return found


def _copied(originals: list[str], chance: random.Random) -> tuple[list[Article], dict[str, str]]:
    articles, true = [], {}
    start = datetime(2026, 1, 1, tzinfo=UTC)
    changes: list[Callable[[str], str]] = [
        lambda text: f"{text} Read more in The Beacon.",
        lambda text: (
            f"{text} Sign up to our newsletter for the best of the day in your inbox each morning, and follow us for more."
        ),
        lambda text: text[: chance.randint(180, 300)].rsplit(" ", 1)[0] + " …",
        lambda text: text,
        lambda text: " ".join(text.split()[: int(len(text.split()) * chance.uniform(0.3, 0.8))]),
        lambda text: " ".join(chance.choice(WORDS) if chance.random() < 0.05 else word for word in text.split()),
    ]
    for at, text in enumerate(originals):
        when = start + timedelta(hours=chance.uniform(0, 20))
        articles.append(Article(f"{at}", text[:60], text, when))
        true[f"{at}"] = f"{at}"
        for kind, change in enumerate(changes):
            articles.append(
                Article(
                    f"{at}.{kind}",
                    " ".join(chance.sample(WORDS, 6)),
                    change(text),
                    when + timedelta(hours=chance.uniform(1, 40)),
                )
            )
            true[f"{at}.{kind}"] = f"{at}"
    return articles, true


def _pairs(groups: dict[str, str]) -> set[tuple[str, str]]:
    members: dict[str, list[str]] = defaultdict(list)
    for key, group in groups.items():
        members[group].append(key)
    return {(a, b) for each in members.values() for a in each for b in each if a < b}


BENCHES: dict[tuple[str, ...], Callable[[Path], Iterator[Line]]] = {
    ("gofeed-testdata.tar.gz",): _gofeed,
    ("feed_cases.jsonl",): _cases,
    ("odd_dates.jsonl",): _dates,
    ("ecbplus_train.jsonl", "ecbplus_dev.jsonl"): _copies,
    ("ecbplus_dev.jsonl",): _stories("ecbplus_dev.jsonl", "≥ .88"),
    ("uci_headlines.jsonl",): _stories("uci_headlines.jsonl", "≥ .82"),
}
