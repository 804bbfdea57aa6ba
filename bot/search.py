"""Search: which inquiries speak of given words, and which the most. One behaviour on SQLite's FTS5 and PostgreSQL's tsvector.

Words are folded on both sides, what is written and what is looked for: small letters, no accents, white space between. So a
person's words are never a query language, and no text is an error. The index answers one question, where a word stands; who
may know of an inquiry is part of the same SQL, and how rare a word is gets counted among those inquiries alone: nothing that
an actor may not know of moves a rank or a count.
"""

from __future__ import annotations

import heapq
import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, column, func, table, text, true
from sqlmodel import Session, col, select

from bot.db import Database
from bot.models import AskedVector, Inquiry, InquiryEvent, InquiryJournalist, Journalist, Outlet, Question, Release, SearchText
from bot.thesaurus import like, root

Conditions = Sequence[ColumnElement[bool]]

# Which column a word may stand in; the letters are PostgreSQL's weights (bot/migrations/search_index.py).
COLUMNS = {"topic": "A", "questions": "B", "answer": "C", "about": "D"}
ASKED = ("topic", "questions")
SAID = ("topic", "questions", "answer")
EVERYWHERE = tuple(COLUMNS)
# PostgreSQL's indexes of these choices of columns, which need no weights; any other is looked up in the last, by weight.
VECTORS = {ASKED: "words_asked", SAID: "words_said", EVERYWHERE: "words"}

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
COMPANIONS = 8  # Words that go with one asked for among the nearest stand in for it, so many of them,
STANDS_IN = 1.5  # and count so much of it, times how much the two go together, 0 to 1.
LENGTH_COUNTS = 0.25  # How much a long record is held back (b of BM25).
FADES = 540.0  # Days after which an inquiry counts as old: its rank has then lost half of
AGE_COUNTS = 0.1  # this share.
LONGEST = 60_000  # Characters of one column: the whole then stays far below a tsvector's megabyte.

# Where each of several groups of words stands, in one query.
SQLITE = """
    SELECT word.key, (
        SELECT group_concat(rowid) FROM (SELECT rowid FROM searchindex WHERE searchindex MATCH word.value LIMIT :most)
    ) FROM json_each(:asked) AS word"""
POSTGRES = """
    SELECT word.key, (
        SELECT string_agg(CAST(there.inquiry_id AS text), ',') FROM (
            SELECT inquiry_id FROM searchtext
            WHERE {vector} @@ (to_tsquery('simple', word.value) || to_tsquery('english', word.value)) LIMIT :most
        ) AS there
    ) FROM json_each_text(CAST(:asked AS json)) AS word"""

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
    return _telling(*(folded(one) for one in texts))


def _telling(*texts: str) -> list[str]:
    """As `words`, of texts that are folded already."""
    found = list(dict.fromkeys(word[:100] for one in texts for word in one.split()))
    return [word for word in found if word not in _SAYS_NOTHING] or found


def index(session: Session, inquiry: Inquiry) -> None:
    """Writes the inquiry's words as they now are; the database puts them into the index in the same transaction. Its vector
    goes where its text may no longer leave the house."""
    assert inquiry.id is not None
    kept = session.get(SearchText, inquiry.id) or SearchText(inquiry_id=inquiry.id, topic="", questions="", answer="", about="")
    asked = session.exec(select(Question.text).where(Question.inquiry_id == inquiry.id).order_by(col(Question.number)))
    kept.topic, kept.questions = folded(inquiry.topic), folded("\n".join(asked))[:LONGEST]
    given = session.exec(
        select(Release.text).where(Release.inquiry_id == inquiry.id, col(Release.taken_back_at).is_(None))
    ).all()
    kept.answer = folded("\n".join(dict.fromkeys([inquiry.response or "", *given])))[:LONGEST]
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
    look = _Look.among(session, known, among, within)
    places = look.up([[word] for word in asked] + [[one for one in like(word) if one not in asked] for word in asked])
    standing, others = places[: len(asked)], places[len(asked) :]
    found = _Scores()
    whole = sum(look.rarity(stands) for stands in standing) or 1.0
    for word, stands, besides in zip(asked, standing, others, strict=True):
        tells, likewise = look.rarity(stands), LIKE * look.rarity(besides)
        found.add([word], stands.there, tells, share=tells / whole)
        found.add(like(word), besides.there - stands.there, likewise, share=LIKE * tells / whole)
    akin = _akin(session, asked, found.scores, within)
    for word, stands in zip(akin, look.up([[word] for word in akin]), strict=True):
        found.add([word], stands.there, akin[word] * look.rarity(stands))
    asked_tells = {root(word): look.rarity(stands) for word, stands in zip(asked, standing, strict=True)}
    return _ranked(session, found, asked_tells, within, at, most)


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
    first = _best(scores, FIRST)
    texts = {row.inquiry_id: row for row in session.exec(select(SearchText).where(col(SearchText.inquiry_id).in_(first)))}
    whole = sum(scores[one] for one in first)
    shares: dict[str, float] = defaultdict(float)
    for one in first:
        row = texts.get(one)
        for word in set(_telling(*(getattr(row, name) for name in within if name != "about"))) if row else ():
            shares[word] += scores[one] / whole
    beginnings = {word[:5] for word in asked}
    new = [word for word in shares if word[:5] not in beginnings and not word.isdigit() and shares[word] > 1.5 / FIRST]
    return {word: AKIN * shares[word] for word in sorted(new, key=lambda word: (-shares[word], word))[:MOST_AKIN]}


def _best(scores: dict[int, float], most: int) -> list[int]:
    """The best, the best first; of the same score the newer one, whatever else is looked at."""
    return heapq.nlargest(most, scores, key=lambda one: (scores[one], one))


def _ranked(
    session: Session, found: _Scores, tells: Mapping[str, float], within: Sequence[str], at: datetime, most: int
) -> list[Near]:  # fmt: skip
    """The best, with what stands in for words they lack, their topic, age and length reckoned in."""
    moment = func.coalesce(Inquiry.responded_at, Inquiry.received_at)
    best = col(Inquiry.id).in_(_best(found.scores, 2 * most))
    rows = session.execute(
        select(Inquiry.id, moment, SearchText.length, *(getattr(SearchText, name) for name in COLUMNS if name != "about"))
        .join(SearchText)
        .where(best)
        .order_by(col(Inquiry.id))
    ).all()
    typical = sum(row.length for row in rows) / (len(rows) or 1) or 1
    texts = ["\n".join(getattr(row, name) for name in within if name != "about") for row in rows]
    near = []
    for (inquiry_id, when, length, topic, *_), besides in zip(rows, _standing_in(texts, tells), strict=True):
        days = max(0.0, (at - when).total_seconds() / 86_400)
        fresh = 1 - AGE_COUNTS * (1 - 0.5 ** (days / FADES))
        score = (found.scores[inquiry_id] + found.in_topic(topic)) / (1 - LENGTH_COUNTS + LENGTH_COUNTS * length / typical)
        near.append(Near(inquiry_id, (score + besides) * fresh, min(1.0, found.shares[inquiry_id]), found.words[inquiry_id]))
    return sorted(near, key=lambda one: (-one.score, -one.inquiry_id))[:most]


def _standing_in(texts: Sequence[str], tells: Mapping[str, float]) -> list[float]:
    """What each text gains by words that go with an asked one that it lacks: in these texts, which are the nearest, both stand
    together often and apart seldom. So one name of a thing stands in for another."""
    masks: dict[str, int] = defaultdict(int)  # In which texts each word stands, a bit a text.
    for place, one in enumerate(texts):
        for word in {root(word) for word in _telling(one)}:
            masks[word] |= 1 << place
    often = {word: mask for word, mask in masks.items() if 2 <= mask.bit_count() <= len(texts) / 2}
    gained = [0.0] * len(texts)
    for word, weight in tells.items():
        own = masks.get(word, 0)
        if not weight or own.bit_count() < 2:
            continue
        together = [
            (both / math.sqrt(own.bit_count() * mask.bit_count()), other, mask)
            for other, mask in often.items()
            if other != word and (both := (own & mask).bit_count()) > 1
        ]
        lacking = ~own
        for alike, _, mask in heapq.nlargest(COMPANIONS, together):
            # The nearest companion of those a text has counts, and no other.
            for place in _places(mask & lacking):
                gained[place] += STANDS_IN * weight * alike
            lacking &= ~mask
    return gained


def _places(mask: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


@dataclass(frozen=True)
class _Look:
    """Looks words up in these columns: among the inquiries that may be known, for those wanted. A word that more than `bound`
    of the known have tells nothing; no more than `most` places of a word need be read to see that."""

    session: Session
    known: frozenset[int]
    wanted: frozenset[int]
    within: Sequence[str]
    bound: int
    most: int

    @classmethod
    def among(cls, session: Session, known: Conditions, among: Conditions, within: Sequence[str]) -> _Look:
        number: Any = cast(Inquiry.id, String)
        # One row of two long texts: a row an inquiry would cost more to hand over than to find.
        ids = func.aggregate_strings(number, ","), func.aggregate_strings(case((and_(true(), *among), number)), ",")
        everything = select(func.count()).select_from(Inquiry).scalar_subquery()
        known_ids, wanted_ids, total = session.execute(select(*ids, everything).where(*known)).one()  # type: ignore[call-overload]
        may_know = _numbers(known_ids)
        bound = min(int(TOO_COMMON * max(len(may_know), FEWEST)), MOST_PLACES)
        return cls(session, may_know, _numbers(wanted_ids), within, bound, most=bound + 1 + total - len(may_know))

    def up(self, groups: Sequence[Sequence[str]]) -> list[Places]:
        """Where each group of words stands, any one of them."""
        found = [Places() for _ in groups]
        for number, ids in _standing(self.session, groups, self.within, most=self.most):
            known = ids & self.known
            found[number] = Places(len(known), known & self.wanted if len(known) <= self.bound else frozenset())
        return found

    def rarity(self, places: Places) -> float:
        """How much a word tells: the fewer inquiries have it, the more; nothing where too many have it."""
        total = max(len(self.known), FEWEST)
        if not places.known or places.known > self.bound:
            return 0.0 if places.known else math.log(2 * (total + 1))
        return math.log((total + 1) / (places.known + 0.5))


def _numbers(ids: str | None) -> frozenset[int]:
    return frozenset(map(int, ids.split(","))) if ids else frozenset()


def _holds(session: Session, group: Sequence[str], within: Sequence[str], *, begins: bool = False) -> ColumnElement[bool]:
    """The condition that an inquiry has a word of the group, or its stem, in one of these columns; with `begins` a word that
    begins so."""
    if _is_sqlite(session):
        indexed = table("searchindex", column("rowid"))
        matches: Any = column("searchindex").op("MATCH")(_asked(session, group, within, begins=begins))
        return col(Inquiry.id).in_(select(indexed.c.rowid).select_from(indexed).where(matches))
    simple, english = (_asked(session, group, within, begins=begins and exact) for exact in (True, False))
    query: Any = func.to_tsquery("simple", simple).op("||")(func.to_tsquery("english", english))
    return col(Inquiry.id).in_(select(SearchText.inquiry_id).where(column(_vector(within)).op("@@")(query)))


def _standing(
    session: Session, groups: Sequence[Sequence[str]], within: Sequence[str], *, most: int
) -> Iterator[tuple[int, frozenset[int]]]:
    """The ids of the inquiries that have a word of each group, by the group's place, at most `most` of each: all in one query."""
    asked = {str(place): _asked(session, group, within) for place, group in enumerate(groups) if group}
    query = SQLITE if _is_sqlite(session) else POSTGRES.format(vector=_vector(within))
    rows = session.execute(text(query), {"asked": json.dumps(asked), "most": most})
    return ((int(place), _numbers(ids)) for place, ids in rows)


def _asked(session: Session, group: Sequence[str], within: Sequence[str], *, begins: bool = False) -> str:
    """The group as the database's own query: any of its words in any of these columns."""
    everywhere = len(within) == len(COLUMNS)
    if _is_sqlite(session):
        terms = [f'"{word}"' for word in group] + [f'"{word}" *' for word in group if begins]
        return ("" if everywhere else "{" + " ".join(within) + "} : ") + f"({' OR '.join(terms)})"
    weights = ("" if tuple(within) in VECTORS else "".join(COLUMNS[one] for one in within)) + ("*" if begins else "")
    return " | ".join(f"'{word}':{weights}" for word in group)


def _vector(within: Sequence[str]) -> str:
    return VECTORS.get(tuple(within), VECTORS[EVERYWHERE])


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


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
