"""Search in a large store of articles: how long each kind of question takes, whether a known article comes up, and the trends.

`make bench ONLY=articlesearch`; ARTICLES=100000 makes a smaller store, DATA=folder gives real text to make it from. Words are taken
from articles of the store at random, so that they are as common and as rare as they are there. `cpu` leaves out what else this machine did
meanwhile, and PostgreSQL's own work.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import select

from bot.authority import Actor
from bot.coverage import fulltext, search, trends
from bot.coverage.fulltext import Term, Words
from bot.db import Database
from bot.desk import Desk
from bot.models import Article, Member
from tests.bench import articles
from tests.bench.tables import ms, percentile, show

TURNS, KNOWN, SEED = 60, 100, 5
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Known:
    """An article of the store: its title and text, in words."""

    id: int
    title: list[str]
    text: list[str]


@dataclass(frozen=True)
class Store:
    """`often` counts in how many of a sample of articles a word stands."""

    desk: Desk
    actor: Actor
    known: Sequence[Known]
    often: Counter[str]


def measure(urls: Mapping[str, str]) -> None:
    """Fills a store in each database and prints the tables."""
    for name, url in urls.items():
        database = Database(url)
        seconds = articles.fill(database)
        print(f"\n{articles.ARTICLES:,} articles stored and indexed in {name}: {articles.ARTICLES / seconds:,.0f} a second.")
        ask(name, database)
        database.close()


def ask(name: str, database: Database) -> None:
    """The tables of a store that is filled."""
    store = _store(database)
    rows = [[what, *_row(store, question)] for what, question in QUESTIONS.items()]
    show(
        f"{name}: articles by words, the newest {search.WINDOW} of each",
        ("", "n", "p50", "p95", "cpu p95", "worst", "none found"),
        rows,
    )
    rows = [[what, f"{_first_ten(store, question):.2f}"] for what, question in RECALLED.items()]
    show(f"{name}: a known article among the first 10", ("asked for by", "share"), rows)
    for weeks in (8, 26):
        began = time.perf_counter()
        found = trends.trends(store.desk, actor=store.actor, weeks=weeks)
        print(f"  trends of {weeks} weeks with {sum(found.unique)} articles: {ms((time.perf_counter() - began) * 1000)}")


def _store(database: Database) -> Store:
    desk, chance = articles.prepare(database), random.Random(SEED)
    with database.read() as session:
        actor = Actor.of(session.exec(select(Member)).one())
        ids = chance.sample(range(1, articles.ARTICLES + 1), 2_000)
        rows = [session.get_one(Article, one) for one in ids]
        found = [Known(row.id or 0, _words(row.title), _words(row.text)) for row in rows]
    return Store(desk, actor, found, Counter(word for one in found for word in {*one.title, *one.text}))


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _row(store: Store, question: Callable[[Store, Known, random.Random], str]) -> list[str]:
    chance, taken, worked, none = random.Random(SEED), list[float](), list[float](), 0
    asked = [question(store, one, chance) for one in store.known[: TURNS + 1]]
    for typed in asked:
        began, busy = time.perf_counter(), time.thread_time()
        found = search.find(store.desk, actor=store.actor, text=typed)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - busy) * 1000)
        none += not found.hits
    taken, worked = taken[1:], worked[1:]  # The first is compiled.
    return [
        str(len(taken)), ms(percentile(taken, 50)), ms(percentile(taken, 95)), ms(percentile(worked, 95)), ms(max(taken)), str(none)
    ]  # fmt: skip


def _first_ten(store: Store, question: Callable[[Store, Known, random.Random], str]) -> float:
    """Of known articles whose headline no other has: one that a hundred have is nobody's known article."""
    chance, found, asked = random.Random(SEED), 0, 0
    for one in store.known:
        if asked == KNOWN or not _is_alone(store, one):
            continue
        asked += 1
        typed = question(store, one, chance)
        pages = [search.find(store.desk, actor=store.actor, text=typed, page=page).hits for page in (1, 2)]
        found += one.id in [hit.article for hits in pages for hit in hits][:10]
    return found / max(asked, 1)


def _is_alone(store: Store, one: Known) -> bool:
    same = Words(((Term(" ".join(one.title)),),))
    with store.desk.database.read() as session:
        return len(fulltext.newest(session, same, [], of_clips=False, most=2, in_title=True)) == 1


def _some(words: Sequence[str], count: int, chance: random.Random, *, shortest: int = 4) -> list[str]:
    long = sorted({word for word in words if len(word) >= shortest}) or ["shelter"]
    return chance.sample(long, min(count, len(long)))


def _run(words: Sequence[str], count: int, chance: random.Random) -> str:
    start = chance.randrange(max(1, len(words) - count))
    return '"' + " ".join(words[start : start + count]) + '"'


def _rarest(store: Store, words: Sequence[str], count: int) -> list[str]:
    return sorted({word for word in words if len(word) > 3}, key=lambda word: (store.often[word], word))[:count]


QUESTIONS: dict[str, Callable[[Store, Known, random.Random], str]] = {
    "phrase of 3": lambda store, one, chance: _run(one.text, 3, chance),
    "AND, 2 words": lambda store, one, chance: " ".join(_some(one.text, 2, chance)),
    "AND, 3 words": lambda store, one, chance: " ".join(_some(one.text, 3, chance)),
    "rare word": lambda store, one, chance: _rarest(store, one.text, 1)[0],
    "OR, 3 words": lambda store, one, chance: " OR ".join(_some(one.text, 3, chance)),
    "prefix of 4": lambda store, one, chance: f"{_some(one.text, 1, chance)[0][:4]}*",
    "AND, last two weeks": lambda store, one, chance: " ".join(_some(one.text, 2, chance)) + " since:2w",
    "AND, one outlet": lambda store, one, chance: " ".join(_some(one.text, 2, chance)) + ' outlet:"Paper 7"',
    "AND, clips": lambda store, one, chance: " ".join(_some(one.text, 2, chance)) + " clips",
    "worst: commonest words": lambda store, one, chance: " OR ".join(word for word, _ in chance.sample(store.often.most_common(12), 5)),
    "worst: prefix of 3": lambda store, one, chance: f"{_some(one.text, 1, chance)[0][:3]}*",
    "worst: phrase of common words": lambda store, one, chance: '"' + " ".join(word for word, _ in chance.sample(store.often.most_common(12), 2)) + '"',
    "worst: common words, one outlet": lambda store, one, chance: " ".join(word for word, _ in store.often.most_common(2)) + ' outlet:"Paper 7"',
    "worst: common words, clips": lambda store, one, chance: " ".join(word for word, _ in store.often.most_common(2)) + " clips",
}  # fmt: skip
RECALLED: dict[str, Callable[[Store, Known, random.Random], str]] = {
    "its headline": lambda store, one, chance: " ".join(one.title),
    "three telling words of its headline": lambda store, one, chance: " ".join(_rarest(store, one.title, 3)),
    "four telling words of its text": lambda store, one, chance: " ".join(_rarest(store, one.text, 4)),
    "a phrase of 6 from its text": lambda store, one, chance: _run(one.text, 6, chance),
}
