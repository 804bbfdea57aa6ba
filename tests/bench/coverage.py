"""Coverage against its targets: `make bench ONLY=coverage DATA=folder`, one row a target, the missed and the unmeasured too.

The folder's files: gofeed-testdata.tar.gz, feed_cases.jsonl, odd_dates.jsonl, ecbplus_*.jsonl, uci_headlines.jsonl. Near-duplicates are
made from the texts of ecbplus_*.jsonl; names that are words are measured on our own cases, tests/data/coverage. What takes a store or
a machine of its own is measured by another bench, whose `reached` gives its rows.
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
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.coverage.copies import Article, copies
from bot.coverage.dates import published
from bot.coverage.entries import Refused
from bot.coverage.feeds import parse
from bot.coverage.stories import Told, stories
from bot.coverage.terms import Term, means
from tests.bench import feeds, hostile, spikes, tokens

Row = dict[str, Any]
Line = tuple[str, str, str]
HOURS = 48  # Of the headlines' own time.
OWN = Path(__file__).parents[1] / "data" / "coverage"
WORDS = "again local however report around street never market during seven river person early window table along".split()  # noqa: SIM905


@dataclass(frozen=True)
class Aim:
    """A row of the table, or the rows that one measurement gives. Without a `bench` nobody measures it yet, or the bench named
    `elsewhere` does, which takes too long here; one with `files` needs them in the folder."""

    what: str
    target: str
    bench: Callable[[Path], Iterator[Line]] | None = None
    files: tuple[str, ...] = ()
    elsewhere: str = ""


def measure(_: Path) -> None:
    """Prints what is reached beside each target."""
    folder = Path(os.environ.get("DATA") or "nowhere")
    print(f"{'coverage':<58}{'target':>34}{'reached':>30}")
    for aim in AIMS:
        for what, target, reached in _reached(aim, folder):
            print(f"{what:<58}{target:>34}{reached:>30}", flush=True)


def _reached(aim: Aim, folder: Path) -> Iterator[Line]:
    missing = [file for file in aim.files if not (folder / file).is_file()]
    if aim.bench is None:
        there = aim.elsewhere and find_spec(f"tests.bench.{aim.elsewhere}")
        yield aim.what, aim.target, f"make bench ONLY={aim.elsewhere}" if there else "not measured"
    elif missing:
        yield aim.what, aim.target, "not measured: DATA=folder"
    else:
        yield from aim.bench(folder)


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


def _ids_kept(folder: Path) -> Iterator[Line]:
    """Headlines come hour by hour as they did, and all so far are put into stories anew: how many stay in theirs."""
    by_hour: dict[int, list[Told]] = defaultdict(list)
    for row in sorted(_rows(folder / "uci_headlines.jsonl"), key=lambda row: row["ts_ms"]):
        at = datetime.fromtimestamp(row["ts_ms"] / 1000, UTC)
        by_hour[row["ts_ms"] // 3_600_000].append(Told(str(row["id"]), row["title"], at))
    so_far, known, stayed, were = list[Told](), dict[str, str](), 0, 0
    for hour in sorted(by_hour)[:HOURS]:
        so_far += by_hour[hour]
        found = stories(so_far, known=known)
        stayed += sum(found[one] == story for one, story in known.items())
        were += len(known)
        known = found
    yield f"story ids kept, {len(so_far)} headlines in {HOURS} hours", "≥ 99 %", f"{stayed / max(were, 1):.2%}"


def _matches(_: Path) -> Iterator[Line]:
    """Names that are words too, on our own cases: what is found of what is meant, and how much of what is found is not."""
    cases = json.loads((OWN / "watch_terms.json").read_text(encoding="utf-8"))
    terms = [Term.of(row) for row in cases["terms"]]
    right = [means(one, text.format(N=one.name, c=cases["topics"][one.id])) for one in terms for text in cases["meant"]]
    wrong = [means(one, text, headline=text.find("\n") + 1) for one in terms for text in cases["not_meant"][one.id]]
    share = sum(wrong) / max(sum(wrong) + sum(right), 1)
    yield "ambiguous names (own cases): irrelevant; recall", "≤ 5 %; ≥ 95 %", f"{share:.1%}; {sum(right) / len(right):.1%}"


def _templates(_: Path) -> Iterator[Line]:
    """Texts that come again and again with other numbers, towns and names, ten minutes apart, 20, 60 and 200 times: none is a
    copy of another."""
    chance, start = random.Random(3), datetime(2026, 1, 1, tzinfo=UTC)
    shares, joined, count = [], 0, 0
    for name in _series(chance):
        for many in (20, 60, 200):
            texts = dict.fromkeys(_series(chance)[name] for _ in range(many))
            found = copies(Article(str(at), "", text, start + timedelta(minutes=10 * at)) for at, text in enumerate(texts))
            again = sum(original is not None for original in found.values())
            joined, count = joined + again, count + len(texts)
            shares.append(again / len(texts))
    yield "recurring templates joined (own cases); worst kind", "≤ 2 %", f"{joined / count:.1%}; {max(shares):.1%}"


def _series(chance: random.Random) -> dict[str, str]:
    """An instance of each kind of template."""
    pick, some = chance.choice, chance.randint
    town = pick(["Westerby", "Holm", "Lund", "Aske", "Ribe", "Vejle", "Norby", "Falk", "Mosse", "Tarn", "Ulve", "Skagen"])
    who = pick(["Anna Berg", "Carl Holt", "Mette Dahl", "Ib Krog", "Ruth Vang", "Lars Bro", "Nora Lind", "Per Munk"])
    day = pick(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
    return {
        "prices": f"House prices in {town} rose by {chance.uniform(1, 9):.1f} per cent in the year to June. The average home now costs "
        f"{some(150_000, 400_000):,} crowns, compared with {some(100_000, 150_000):,} a year earlier, the land registry said. Estate agents "
        "said that demand was strong and that they expected a busy autumn.",
        "police": f"Police in {town} are asking for witnesses after a cyclist aged {some(18, 80)} was hurt at {some(1, 12)}.{some(10, 59)} pm. "
        f"Anyone who saw what happened is asked to ring the station and give the reference {some(1_000, 9_999)}. Officers thanked those "
        "who stopped to help.",
        "weather": f"Weather for {town}: a high of {some(8, 16)} degrees and a low of {some(1, 7)}, with a {some(1, 6) * 10} per cent chance "
        "of rain. Winds will be light from the west. The outlook for the rest of the week is mild with some sunny spells in the afternoon.",
        "traffic": f"Roadworks on the {pick('AME')}{some(1, 40)} near {town} will close one lane between {some(8, 11)} pm and {some(4, 6)} am. "
        "Drivers are asked to allow extra time for their journeys and to follow the signs that are put up along the road.",
        "shares": f"Shares closed {pick(['higher', 'lower'])} on {day}, with the index at {some(40, 60) * 100}. Trading was quiet ahead of "
        "the bank's decision on rates, dealers said, and most of the moves came in the last hour of the session.",
        "court": f"{who}, {some(18, 80)}, of {town}, was fined {some(2, 6) * 50} crowns by the district court for driving without insurance. "
        f"Costs of {pick([40, 60, 85])} crowns must be paid as well. The court heard that there were no earlier convictions on record.",
        "planning": f"An application for {some(2, 9)} new homes on land off Mill Road in {town} was sent to the council this week. Residents "
        f"have until the {some(2, 28)}th to comment, and the plans can be seen in the library during opening hours or on the website.",
        "lottery": f"The winning numbers are {', '.join(str(some(1, 49)) for _ in range(6))}. Nobody won the jackpot, so it rolls over to "
        f"the draw on Saturday evening, when an estimated {some(2, 9)} million crowns will be at stake, the operator said in a statement.",
    }


ECB = ("ecbplus_train.jsonl", "ecbplus_dev.jsonl")
# In the order of what is aimed at.
AIMS = (
    Aim("gofeed's own feeds, items as it has them", "≥ 254 of 255", _gofeed, ("gofeed-testdata.tar.gz",)),
    Aim("feed_cases.jsonl", "≥ 106 of 107", _cases, ("feed_cases.jsonl",)),
    Aim("feeds nobody has seen", "≥ 98 %"),
    Aim("odd_dates.jsonl read; mean", "≥ 44 of 46; < 1 ms", _dates, ("odd_dates.jsonl",)),
    Aim("parse, store and index, a core; 500 feeds, one cycle", "≥ 2,000 entries/s; < 60 s", feeds.reached),
    Aim("near-duplicates", "P ≥ .995, R ≥ .98, ≥ 1,500/s", _copies, ECB),
    Aim("recurring templates joined (own cases); worst kind", "≤ 2 %", _templates),
    Aim("stories, BCubed F1: long, 300 characters, headline", "≥ .955, .930, .920"),
    Aim("stories in ecbplus_dev.jsonl, BCubed F1", "≥ .88", _stories("ecbplus_dev.jsonl", "≥ .88"), ECB[1:]),
    Aim(
        "stories in uci_headlines.jsonl, BCubed F1", "≥ .82", _stories("uci_headlines.jsonl", "≥ .82"), ("uci_headlines.jsonl",)
    ),
    Aim("story ids kept when sorted again each hour", "≥ 99 %", _ids_kept, ("uci_headlines.jsonl",)),
    Aim("search in 1,000,000, p95: phrase or AND, OR or prefix, worst", "≤ 10, 100, 350 ms", elsewhere="articlesearch"),
    Aim("a known article among the first 10", "≥ .95", elsewhere="articlesearch"),
    Aim("spike of 6× at ≥ 4 a day: found; false a term and month", "≥ .95; ≤ .3", spikes.reached),
    Aim("ambiguous names (own cases): irrelevant; recall", "≤ 5 %; ≥ 95 %", _matches),
    Aim("hostile feeds and addresses", "all refused, < 10 s, < 512 MB", hostile.reached),
    Aim("tokens of a day of 200 articles; second run", "≤ 60,000 in, 6,000 out; ≤ 5 %", tokens.reached),
)
