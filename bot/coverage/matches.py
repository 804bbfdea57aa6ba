"""Matches: which stored articles mean which watch terms of a team."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.coverage import terms
from bot.coverage.terms import Term
from bot.db import insert_unless_there
from bot.models import Article, Match, TermKind, WatchTerm
from bot.text import ERASED

OURS = frozenset({TermKind.US, TermKind.CAMPAIGN, TermKind.SPOKESPERSON})  # What means one of these is a clip.
AT_ONCE = 500  # Articles in one statement.
_BREAKS = re.compile(r"[\s‐‑'’-]+|\bNEAR(?:/\d+)?\b|\*$")


@dataclass(frozen=True)
class Sought:
    """A watch term, ready to be looked for in many texts. A text with none of `anchors` in it cannot mean the term."""

    row: WatchTerm
    term: Term
    anchors: tuple[str, ...]

    @classmethod
    def of(cls, row: WatchTerm) -> Sought:
        term = meaning(row)
        every = (term.name, *term.aliases, *term.phrases)
        return cls(row, term, tuple(dict.fromkeys(anchor for words in every if (anchor := _anchor(words)))))

    def is_meant(self, title: str, whole: str, folded: str) -> bool:
        """Whether an article means it; `whole` is the title and the text, `folded` the same with case folded."""
        return any(anchor in folded for anchor in self.anchors) and terms.means(self.term, whole, headline=len(title))


def meaning(row: WatchTerm) -> Term:
    """What is looked for, without whose it is."""
    return Term(
        str(row.id or 0), row.name, tuple(row.aliases), tuple(row.phrases), tuple(row.exclude), tuple(row.context),
        row.case_sensitive,
    )  # fmt: skip


def _anchor(words: str) -> str:
    """The longest word of a phrase, folded: where it is missing the phrase is too."""
    return max((part.casefold() for part in _BREAKS.split(words) if part), key=len, default=words.strip(" *").casefold())


def match(session: Session, team_id: str, article_ids: Sequence[int], *, only: Sequence[WatchTerm] = ()) -> list[int]:
    """Notes which of the articles mean the team's active watch terms (or `only` those), and which no longer do.

    Gives the ids of those that mean a term of ours by now, in the order given: they are to be clips. What a person
    dismissed stays dismissed and makes no clip. A match of a later version of a term than is known here is left alone.
    """
    active = select(WatchTerm).where(WatchTerm.team_id == team_id, col(WatchTerm.active)).order_by(col(WatchTerm.id))
    sought = [Sought.of(row) for row in (only or session.exec(active))]
    ours: set[int] = set()
    for start in range(0, len(article_ids), AT_ONCE):
        ours |= _match(session, team_id, article_ids[start : start + AT_ONCE], sought)
    return [one for one in article_ids if one in ours]


def _match(session: Session, team_id: str, article_ids: Sequence[int], sought: Sequence[Sought]) -> set[int]:
    known = {
        (one.article_id, one.term_id): one
        for one in session.exec(select(Match).where(col(Match.article_id).in_(article_ids)))
    }  # fmt: skip
    wanted = select(Article.id, Article.title, Article.text, Article.first_seen_at).where(
        Article.team_id == team_id, col(Article.id).in_(article_ids)
    )
    ours: set[int] = set()
    for article_id, title, text, seen_at in session.exec(wanted):
        assert article_id is not None
        whole = f"{title}\n{text}" if title else text
        folded = whole.casefold()
        for one in sought:
            assert one.row.id is not None
            there, meant = known.get((article_id, one.row.id)), one.is_meant(title, whole, folded)
            meant = meant or (there is not None and text == ERASED)  # What was found in a text that is forgotten stays.
            if there is not None and there.dismissed_at is not None:
                continue
            if meant and one.row.kind in OURS:
                ours.add(article_id)
            if meant or there is not None:
                fresh = Match(article_id=article_id, term_id=one.row.id, term_version=one.row.version, seen_at=seen_at)
                _keep(session, there, fresh, meant=meant)
    session.flush()
    return ours


def _keep(session: Session, there: Match | None, fresh: Match, *, meant: bool) -> None:
    if there is None:
        if meant:
            insert_unless_there(session, fresh)
    elif there.term_version < fresh.term_version:
        there.term_version = fresh.term_version
        session.add(there) if meant else session.delete(there)
    elif not meant and there.term_version == fresh.term_version:
        session.delete(there)  # Its text is another one than when it was matched.


def ours(session: Session, article_ids: Iterable[int]) -> set[int]:
    """Those of the articles that mean a term of ours, by what is on record and was not dismissed."""
    wanted = (
        select(Match.article_id).join(WatchTerm, col(WatchTerm.id) == Match.term_id)
        .where(col(Match.article_id).in_(list(article_ids)), col(Match.dismissed_at).is_(None), col(WatchTerm.kind).in_(OURS))
    )  # fmt: skip
    return set(session.exec(wanted))
