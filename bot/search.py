"""Search: which inquiries speak of given words, and which the most. One behaviour on SQLite's FTS5 and PostgreSQL's tsvector.

Words are folded on both sides, what is written and what is looked for: small letters, no accents, white space between. So a
person's words are never a query language, and no text is an error. The index answers one question, where a word stands; who
may know of an inquiry is part of the same SQL, and how rare a word is gets counted among those inquiries alone: nothing that
an actor may not know of moves a rank or a count.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, column, func, literal, table, true, union_all
from sqlmodel import Session, col, select

from bot.db import Database
from bot.models import AskedVector, Inquiry, InquiryEvent, InquiryJournalist, Journalist, Outlet, Question, SearchText
from bot.thesaurus import like, root

Conditions = Sequence[ColumnElement[bool]]

# Which column a word may stand in; the letters are PostgreSQL's weights (bot/migrations/search_index.py).
COLUMNS = {"topic": "A", "questions": "B", "answer": "C", "about": "D"}
ASKED = ("topic", "questions")
SAID = ("topic", "questions", "answer")
EVERYWHERE = tuple(COLUMNS)

MOST_WORDS = 24  # Distinct words of one text that are looked at.
MOST_NEAR = 40
TOO_COMMON = 0.35  # A word that stands in more of all inquiries than this tells nothing,
MOST_PLACES = 500  # nor one in more than so many, which bounds what a search costs.
FEWEST = 500  # With fewer inquiries than this it can't be counted yet which words are rare.
TOPIC_COUNTS = 0.6  # What a word in the topic adds to what it counts elsewhere.
LIKE = 0.8  # What another word for the same thing (bot/thesaurus.py) counts beside the word itself.
FIRST = 20  # From so many of the nearest it is learnt
MOST_AKIN = 15  # which words go with those asked for, at most so many,
AKIN = 0.8  # and what these count beside them.
LENGTH_COUNTS = 0.25  # How much a long record is held back (b of BM25).
FADES = 540.0  # Days after which an inquiry counts as old: its rank has then lost half of
AGE_COUNTS = 0.1  # this share.
LONGEST = 60_000  # Characters of one column: the whole then stays far below a tsvector's megabyte.

_WORD = re.compile(r"[^\W_]+")
# Scripts that put no space between words: each sign is a word of its own.
_UNSPACED = re.compile(
    r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff])"
)
# The commonest words of a few languages, which say nothing of what a text is about.
_EMPTY = """
    a about after all also am an and any are as at be been before being but by can could did do does for from had has have
    he her him his how i if in into is it its just like may me might more most my no not of on one or our out over please said
    say she should so some than thank thanks that the their them there these they this those to up us very was we were what
    when where which while who why will with would you your yours
    aber als am an auch auf aus bei bin bis das dass dem den der des die ein eine einen einer eines er es fur hat ich ihr im in
    ist kann mit nach nicht noch oder sich sie sind so uber um und uns von vor war was wie wir wird wurde zu zum zur
    au aux avec ce ces cette comme dans de des du elle en est et il ils je la le les leur lui mais ne nous ou par pas pour que
    qui sa se ses son sont sur un une vous
    al como con cual de del donde el ella en entre es esta este ha hay la las lo los mas no para pero por que se ser sin su sus
    un una y ya"""
_SAYS_NOTHING = frozenset(_EMPTY.split())


@dataclass(frozen=True)
class Near:
    """An inquiry near a text. `share` is how much of the text's telling words, or words like them, it has, 0 to 1;
    `words` how many of them."""

    inquiry_id: int
    score: float
    share: float
    words: int


@dataclass(frozen=True)
class Places:
    """Where a word stands: in how many inquiries that may be known, and in which of those looked for."""

    known: int = 0
    there: frozenset[int] = frozenset()


def folded(text: str) -> str:
    """The words of a text for comparison: small letters without accents, one space between, signs left out."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(_UNSPACED.sub(r" \1 ", unicodedata.normalize("NFC", plain))))


def words(*texts: str) -> list[str]:
    """The distinct words of texts in their order, folded; those that say nothing only where there are no others."""
    found = list(dict.fromkeys(word[:100] for text in texts for word in folded(text).split()))
    return [word for word in found if word not in _SAYS_NOTHING] or found


def index(session: Session, inquiry: Inquiry) -> None:
    """Writes the inquiry's words as they now are; the database puts them into the index in the same transaction. Its vector
    goes where its text may no longer leave the house."""
    assert inquiry.id is not None
    kept = session.get(SearchText, inquiry.id) or SearchText(inquiry_id=inquiry.id, topic="", questions="", answer="", about="")
    asked = session.exec(select(Question.text).where(Question.inquiry_id == inquiry.id).order_by(col(Question.number)))
    kept.topic, kept.questions = folded(inquiry.topic), folded("\n".join(asked))[:LONGEST]
    kept.answer = folded(inquiry.response or "")[:LONGEST]
    kept.about = folded("\n".join(_about(session, inquiry)))[:LONGEST]
    kept.length = sum(text.count(" ") + 1 for text in (kept.topic, kept.questions, kept.answer) if text)
    session.add(kept)
    vector = None if inquiry.may_leave else session.get(AskedVector, inquiry.id)
    if vector is not None:
        session.delete(vector)
    session.flush()


def forget(session: Session, inquiry_id: int) -> None:
    """Takes an inquiry's words, and its vector, out of the search."""
    for kind in (SearchText, AskedVector):
        row = session.get(kind, inquiry_id)
        if row is not None:
            session.delete(row)
    session.flush()


def rebuild(database: Database) -> int:
    """Writes the words of every inquiry anew; returns how many there are."""
    with database.read() as session:
        ids = session.exec(select(Inquiry.id).order_by(col(Inquiry.id))).all()
    for start in range(0, len(ids), 200):
        with database.write() as session:
            for one in session.exec(select(Inquiry).where(col(Inquiry.id).in_(ids[start : start + 200]))).all():
                index(session, one)
    return len(ids)


def having(session: Session, text: str, *, within: Sequence[str] = EVERYWHERE) -> ColumnElement[bool]:
    """The condition that an inquiry has every word of `text`, or its beginning, whatever order they stand in."""
    wanted = list(dict.fromkeys(folded(text).split()))[:MOST_WORDS]
    return and_(*(_holds(session, [word], within, begins=len(word) > 2) for word in wanted))


def nearest(
    session: Session, texts: Iterable[str], *, known: Conditions, at: datetime, among: Conditions = (),
    within: Sequence[str] = EVERYWHERE, most: int = MOST_NEAR,
) -> list[Near]:  # fmt: skip
    """The inquiries that have most of the texts' telling words, the nearest first; newer ones a little before older ones.

    `known` says which inquiries the asker may know of: words are weighed by how rare they are among these. `among` narrows
    down which of them are looked for. Words that the first found have in common are looked for as well, at less weight: the
    record itself says what else a thing is called.
    """
    asked = words(*texts)[:MOST_WORDS]
    total = session.exec(select(func.count()).select_from(Inquiry).where(*known)).one()
    look = _Look(session, known, among, within, bound=min(int(TOO_COMMON * max(total, FEWEST)), MOST_PLACES))
    places = look.up([[word] for word in asked] + [[one for one in like(word) if one not in asked] for word in asked])
    standing, others = places[: len(asked)], places[len(asked) :]
    found = _Scores()
    whole = sum(look.rarity(stands, total) for stands in standing) or 1.0
    for word, stands, besides in zip(asked, standing, others, strict=True):
        tells, likewise = look.rarity(stands, total), LIKE * look.rarity(besides, total)
        found.add([word], stands.there, tells, share=tells / whole)
        found.add(like(word), besides.there - stands.there, likewise, share=LIKE * tells / whole)
    akin = _akin(session, asked, found.scores, within)
    for word, stands in zip(akin, look.up([[word] for word in akin]), strict=True):
        found.add([word], stands.there, akin[word] * look.rarity(stands, total))
    return _ranked(session, found, at, most)


@dataclass
class _Scores:
    """What speaks for each inquiry so far; `tells` is how much each word tells, by its root."""

    tells: dict[str, float] = field(default_factory=dict)
    scores: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    shares: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    words: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, group: Iterable[str], ids: Iterable[int], weight: float, *, share: float = 0.0) -> None:
        """What a group of words for one thing says for the inquiries that have one of them."""
        for word in group:
            self.tells.setdefault(root(word), weight)
        if weight:
            for one in ids:
                self.scores[one] += weight
                if share:
                    self.shares[one] += share
                    self.words[one] += 1

    def in_topic(self, topic: str) -> float:
        """What the words in a topic add."""
        return TOPIC_COUNTS * sum(self.tells.get(one, 0.0) for one in {root(word) for word in topic.split()})


def _akin(session: Session, asked: Sequence[str], scores: dict[int, float], within: Sequence[str]) -> dict[str, float]:
    """Words that several of the nearest have in common and that were not asked for, with what each counts, at most `AKIN`."""
    first = sorted(scores, key=lambda one: -scores[one])[:FIRST]
    texts = {row.inquiry_id: row for row in session.exec(select(SearchText).where(col(SearchText.inquiry_id).in_(first)))}
    whole = sum(scores[one] for one in first)
    shares: dict[str, float] = defaultdict(float)
    for one in first:
        row = texts.get(one)
        for word in set(words(*(getattr(row, name) for name in within if name != "about"))) if row else ():
            shares[word] += scores[one] / whole
    beginnings = {word[:5] for word in asked}
    new = [word for word in shares if word[:5] not in beginnings and not word.isdigit() and shares[word] > 1.5 / FIRST]
    return {word: AKIN * shares[word] for word in sorted(new, key=lambda word: (-shares[word], word))[:MOST_AKIN]}


def _ranked(session: Session, found: _Scores, at: datetime, most: int) -> list[Near]:
    """The best, with their topic, age and length reckoned in."""
    best = sorted(found.scores, key=lambda one: -found.scores[one])[: 2 * most]
    moment = func.coalesce(Inquiry.responded_at, Inquiry.received_at)
    rows = session.execute(
        select(Inquiry.id, moment, SearchText.length, SearchText.topic).join(SearchText).where(col(Inquiry.id).in_(best))
    ).all()
    typical = sum(length for _, _, length, _ in rows) / (len(rows) or 1) or 1
    near = []
    for inquiry_id, when, length, topic in rows:
        days = max(0.0, (at - when).total_seconds() / 86_400)
        fresh = 1 - AGE_COUNTS * (1 - 0.5 ** (days / FADES))
        score = (
            (found.scores[inquiry_id] + found.in_topic(topic)) * fresh / (1 - LENGTH_COUNTS + LENGTH_COUNTS * length / typical)
        )
        near.append(Near(inquiry_id, score, min(1.0, found.shares[inquiry_id]), found.words[inquiry_id]))
    return sorted(near, key=lambda one: (-one.score, -one.inquiry_id))[:most]


@dataclass(frozen=True)
class _Look:
    """Looks words up: among which inquiries, in which columns, and how many of these a word may have that still tells
    something."""

    session: Session
    known: Conditions
    among: Conditions
    within: Sequence[str]
    bound: int

    def up(self, groups: Sequence[Sequence[str]]) -> list[Places]:
        """Where each group of words stands, any one of them."""
        found = [Places() for _ in groups]
        wanted = and_(true(), *self.among)
        parts: list[Any] = []
        for number, group in enumerate(groups):
            if group:
                there = select(col(Inquiry.id), wanted.label("wanted")).where(
                    *self.known, _holds(self.session, group, self.within)
                )
                some = there.limit(self.bound + 1).subquery()
                # One row a group: thousands of them would cost more to hand over than to find.
                ids = func.aggregate_strings(case((some.c.wanted, cast(some.c.id, String))), ",")
                parts.append(select(literal(number), func.count(), ids).select_from(some))
        for number, known, there_are in self.session.execute(union_all(*parts)) if parts else ():
            found[number] = Places(known, frozenset(map(int, there_are.split(","))) if there_are else frozenset())
        return found

    def rarity(self, places: Places, total: int) -> float:
        """How much a word tells: the fewer inquiries have it, the more; nothing where too many have it."""
        if not places.known or places.known > self.bound:
            return 0.0 if places.known else math.log(2 * (max(total, FEWEST) + 1))
        return math.log((max(total, FEWEST) + 1) / (places.known + 0.5))


def _holds(session: Session, group: Sequence[str], within: Sequence[str], *, begins: bool = False) -> ColumnElement[bool]:
    return col(Inquiry.id).in_(_places(session, group, within, begins=begins))


def _places(session: Session, group: Sequence[str], within: Sequence[str], *, begins: bool) -> Select[Any]:
    """The ids of the inquiries that have a word of the group, or its stem, in one of these columns; with `begins` a word that
    begins so. The one place that knows both databases."""
    everywhere = len(within) == len(COLUMNS)
    if session.get_bind().dialect.name == "sqlite":
        indexed = table("searchindex", column("rowid"))
        terms = [f'"{word}"' for word in group] + [f'"{word}" *' for word in group if begins]
        asked = ("" if everywhere else "{" + " ".join(within) + "} : ") + f"({' OR '.join(terms)})"
        matches: Any = column("searchindex").op("MATCH")(asked)
        return select(indexed.c.rowid.label("id")).select_from(indexed).where(matches)  # type: ignore[call-overload, no-any-return]
    weights = "" if everywhere else "".join(COLUMNS[one] for one in within)
    stands = " | ".join(f"'{word}':{weights}" for word in group)
    starts = " | ".join(f"'{word}':{weights}*" for word in group)
    query: Any = func.to_tsquery("simple", starts if begins else stands).op("||")(func.to_tsquery("english", stands))
    return select(col(SearchText.inquiry_id).label("id")).where(column("words").op("@@")(query))  # type: ignore[call-overload, no-any-return]


def _about(session: Session, inquiry: Inquiry) -> list[str]:
    """Who asked, the background and what people noted."""
    people = select(Journalist.name).join(InquiryJournalist).where(InquiryJournalist.inquiry_id == inquiry.id)
    outlet = session.get(Outlet, inquiry.outlet_id) if inquiry.outlet_id else None
    said = session.exec(
        select(InquiryEvent)
        .where(InquiryEvent.inquiry_id == inquiry.id, col(InquiryEvent.undone).is_(False))
        .where(col(InquiryEvent.action).in_(["changed", "closed", "sent"]))
        .order_by(col(InquiryEvent.id).desc())
        .limit(200)
    )
    return [*session.exec(people), outlet.name if outlet else "", inquiry.background, *(_note(one) for one in said)]


def _note(event: InquiryEvent) -> str:
    return event.text.partition("note: " if event.action == "changed" else ". ")[2]
