"""Full text: which articles have given words, the newest first. One behaviour on SQLite's FTS5 and PostgreSQL's tsvector.

What a person types is never a query language of the database: each word or phrase is handed over quoted, and both sides are
folded by the database itself (bot/migrations/article_index.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, column, func, table
from sqlmodel import Session, col, select

from bot import search
from bot.coverage.filters import root
from bot.facets import Piece, wrong
from bot.migrations.article_index import INDEX
from bot.models import Article, Clip

MOST_TERMS = 24
SHORTEST_BEGINNING = 3  # With fewer letters nearly everything begins so.
JOINING = ("OR", "|")
Ids = tuple[int | None, int | None]


@dataclass(frozen=True)
class Term:
    """A word, or words that stand side by side; with `begins` the last of them may go on."""

    text: str
    begins: bool = False


@dataclass(frozen=True)
class Words:
    """What an article must have: a term of each group, and none of `without`."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def beginnings(self) -> Words:
        """The same words, each of which may go on."""
        return Words(tuple(tuple(_begun(one) for one in group) for group in self.groups), self.without)

    @property
    def any(self) -> Words:
        """Any of the words."""
        return Words((tuple(one for group in self.groups for one in group),), self.without)


@dataclass(frozen=True)
class Place:
    """An article that was found: `root` is the article it is a copy of, else its own id."""

    article: int
    root: int
    seen_at: datetime


def words(pieces: Iterable[Piece]) -> Words:
    """The words of a typed line: all must be there; `OR` between two makes either enough, `-` before one leaves it out, quotes
    keep words together, and a star after three letters or more stands for any ending. Invalid where it can't be that."""
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    joined = False
    for one in pieces:
        if not one.quoted and one.value in JOINING:
            joined = bool(groups)
            continue
        term = _term(one)
        if term is None or (not one.quoted and one.value == "AND"):
            continue
        if one.minus:
            without.append(term)
        elif joined:
            groups[-1] += (term,)
        else:
            groups.append((term,))
        joined = False
    if without and not groups:
        raise wrong("Say what the articles should have too: words to be left out (`-word`) only narrow down a search.")
    if sum(map(len, groups)) + len(without) > MOST_TERMS:
        raise wrong(f"That is a lot of words: at most {MOST_TERMS} can be looked for at once.")
    return Words(tuple(groups), tuple(without))


def newest(
    session: Session, wanted: Words, conditions: Sequence[ColumnElement[bool]], *, of_clips: bool, most: int,
    ids: Ids = (None, None), among: Any = None, in_title: bool = False,
) -> list[Place]:  # fmt: skip
    """Of the articles that have the words (`in_title`: all of them in the headline) and fulfil the conditions, which may speak of
    `Clip`, the `most` that were stored last, those first that were seen last. `ids` are the least and the greatest id that come into
    question, `among` a query for the few that do, where they are known."""
    indexed = table(INDEX, column("rowid"), column("article_id"))
    key = indexed.c.rowid if _is_sqlite(session) else indexed.c.article_id
    bounds = [*([key >= ids[0]] if ids[0] is not None else []), *([key <= ids[1]] if ids[1] is not None else [])]
    if among is not None:
        # The sum keeps SQLite from asking its index for each of them; it then tells by the id alone, before it reads the article.
        bounds.append((key + 0).in_(among))
    asked: Any = (
        select(Article.id, root(), Article.first_seen_at)
        .select_from(indexed)
        .join(Article, col(Article.id) == key)
        .join(Clip, col(Clip.article_id) == col(Article.id), isouter=not of_clips)
        .where(_having(session, wanted, in_title=in_title), *bounds, *conditions)
        .order_by(key.desc())
        .limit(most)
    )
    return sorted((Place(*row) for row in session.execute(asked)), key=lambda one: (one.seen_at, one.article), reverse=True)


def ids_between(session: Session, team_id: str, since: datetime | None, until: datetime | None) -> Ids:
    """The least and greatest id of the articles first seen since then, (None, None) where it is open how far back. It keeps a
    search in the newest from reading through all that is older."""
    if since is None:
        return None, None
    seen = [col(Article.team_id) == team_id, col(Article.first_seen_at) >= since]
    if until is not None:
        seen.append(col(Article.first_seen_at) < until)
    least, greatest = session.exec(select(func.min(Article.id), func.max(Article.id)).where(*seen)).one()
    return (least, greatest) if least is not None else (1, 0)


def _term(piece: Piece) -> Term | None:
    begins = piece.value.endswith("*")
    text = piece.value.rstrip("*")
    kept = search.folded(text)
    if begins and kept and len(kept.split()[-1]) < SHORTEST_BEGINNING:
        raise wrong(
            f"“{text[:40]}*” is too short to stand for all that begins so: at least {SHORTEST_BEGINNING} letters are needed."
        )
    return Term(text, begins) if kept else None


def _begun(term: Term) -> Term:
    return replace(term, begins=len(search.folded(term.text).split()[-1]) >= SHORTEST_BEGINNING)


def _having(session: Session, wanted: Words, *, in_title: bool) -> ColumnElement[bool]:
    if _is_sqlite(session):
        return column(INDEX).op("MATCH")(_fts5(wanted, in_title=in_title))
    query = func.to_tsquery("simple", _tsquery(session, wanted, in_title=in_title))
    return column("words").op("@@")(query)


def _fts5(wanted: Words, *, in_title: bool) -> str:
    """https://www.sqlite.org/fts5.html#full_text_query_syntax: a string in quotes is a phrase, whatever is in it."""

    def said(terms: Iterable[Term]) -> str:
        return " OR ".join(f'"{one.text.replace(chr(34), " ")}"{" *" if one.begins else ""}' for one in terms)

    there = " AND ".join(f"({said(group)})" for group in wanted.groups)
    there = f"{{title}} : ({there})" if in_title else f"({there})"
    return f"{there} NOT ({said(wanted.without)})" if wanted.without else there


def _tsquery(session: Session, wanted: Words, *, in_title: bool) -> str:
    """https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY; the headline's words have weight A."""
    terms = [*(one for group in wanted.groups for one in group), *wanted.without]
    asked = select(*(func.searchindex_folded(one.text) for one in terms))  # type: ignore[call-overload]
    folded = dict(zip(terms, session.execute(asked).one(), strict=True))

    def said(group: Iterable[Term], weight: str = "") -> str:
        return " | ".join(found for one in group if (found := phrase(one, weight)))

    def phrase(one: Term, weight: str) -> str:
        tokens = [token.replace("\\", "").replace("'", "") for token in folded[one].split()]
        marks = [weight] * (len(tokens) - 1) + [("*" if one.begins else "") + weight]
        return " <-> ".join(
            f"'{token}'" + (f":{mark}" if mark else "") for token, mark in zip(tokens, marks, strict=True) if token
        )

    there = " & ".join(f"({found})" for group in wanted.groups if (found := said(group, "A" if in_title else "")))
    left_out = said(wanted.without)
    return f"{there} & !({left_out})" if left_out else there


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
