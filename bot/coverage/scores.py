"""Scores: what a clip says of us: where it speaks of us and in which tone, what it quotes, and what of ours it came of.

What waits is read, the model is asked with no session open, and what came of it is written. A clip that is scored again keeps
what people said of it. Without a model, or where it fails, a clip is not toned: nothing is guessed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session, col, select, update

from bot import marks, outbox
from bot.coverage import prominence, pulls, quotewatch, showable, ties, tones
from bot.coverage.attributions import Link, Piece, Register
from bot.coverage.matches import OURS, meaning
from bot.coverage.pulls import Message, Pull
from bot.coverage.quotewatch import Book, Printed
from bot.coverage.terms import Term
from bot.coverage.tones import ArticleTone, Asker, Question, Toned
from bot.desk import Desk
from bot.models import (
    Article,
    Clip,
    ClipQuote,
    CorrectionCase,
    Match,
    Outlet,
    Prominence,
    PullThrough,
    Score,
    Tone,
    WatchTerm,
)

log = logging.getLogger(__name__)

BATCH = 40
LONGEST = 100_000  # Characters of one article that are looked at.


@dataclass(frozen=True)
class Waiting:
    """A clip that waits, with all that its score follows from. `known` is the answer kept for its question; `original` is the
    scored clip that it is a copy of."""

    clip_id: int
    article: Article
    terms: Sequence[Term]
    piece: Piece
    question: Question | None = None
    known: Toned | None = None
    original: Clip | None = None


@dataclass(frozen=True)
class Batch:
    """Some clips that wait, and what they are held against. `broken` are those that could not be read, with what was wrong."""

    waiting: Sequence[Waiting] = ()
    broken: Mapping[int, Exception] = field(default_factory=dict)
    messages: Sequence[Message] = ()
    book: Book = field(default_factory=Book)
    register: Register = field(default_factory=lambda: Register(()))


@dataclass(frozen=True)
class Scored:
    """What came of one. `asked` is the key under which the answer is kept, "" where the model was not asked."""

    waiting: Waiting
    toned: Toned
    prominence: Prominence | None
    pulls: Sequence[Pull]
    quotes: Sequence[Printed]
    links: Sequence[Link]
    asked: str = ""


def score(desk: Desk, *, team_id: str, told: Callable[[int], None] | None = None) -> int:
    """Scores every clip that waits and puts the look for alerts; gives how many were scored. One that cannot be scored keeps
    no other from it: what was wrong with the first of these is raised when all had their turn. `told` is called with the number
    so far."""
    done, asker, broken = 0, Asker(desk, subject=f"team:{team_id}"), dict[int, Exception]()
    with desk.database.write() as session:
        ties.forget(session, team_id)
        quotewatch.forget(session, team_id)
    while True:
        with desk.database.read() as session:
            batch = _read(session, desk, team_id, but=set(broken))
        broken |= batch.broken
        if not batch.waiting and not batch.broken:
            break
        answers = asker.ask(_questions(desk, batch.waiting))
        marks.passed("clip_asked")
        for one in batch.waiting:
            try:
                found = _scored(desk, one, batch, answers)
            except Exception as problem:  # Raised below, once the others had their turn.
                broken[one.clip_id] = problem
                continue
            with desk.database.write() as session:
                _write(session, desk, found)
            marks.passed("clip_scored")
            done += 1
        if told is not None:
            told(done)
    if broken:
        log.error("Clips that could not be scored: %s", ", ".join(map(str, sorted(broken))))
        raise next(iter(broken.values()))
    return done


def _questions(desk: Desk, waiting: Sequence[Waiting]) -> dict[str, Question]:
    """What a model is to be asked, each once."""
    if not desk.llm.configured:
        return {}
    return {one.question.key(desk): one.question for one in waiting if one.question is not None and one.known is None}


def again(session: Session, desk: Desk, clip: Clip) -> None:
    """Has a clip scored again; what people said of it stays."""
    clip.scored_at = None
    session.add(clip)
    outbox.put(session, at=desk.clock(), kind="coverage_score", lane=f"scores:{clip.team_id}", team=clip.team_id)


def all_again(session: Session, *, team_id: str, since: datetime | None = None) -> None:
    """Has every clip first seen since then (all, without) wait for scoring; what people said stays."""
    chosen = [col(Clip.team_id) == team_id, *([col(Clip.seen_at) >= since] if since else [])]
    session.execute(update(Clip).where(*chosen).values(scored_at=None))


def _read(session: Session, desk: Desk, team_id: str, *, but: Collection[int]) -> Batch:
    """The next clips, originals before their copies and never together, so that a copy finds its original scored."""
    waits = (
        select(Clip, Article).join(Article, col(Article.id) == Clip.article_id)
        .where(Clip.team_id == team_id, col(Clip.scored_at).is_(None), col(Clip.id).not_in(but)).order_by(col(Clip.id)).limit(BATCH)
    )  # fmt: skip
    rows = session.exec(waits.where(col(Article.copy_of_id).is_(None))).all() or session.exec(waits).all()
    if not rows:
        return Batch()
    own = session.exec(
        select(WatchTerm).where(WatchTerm.team_id == team_id, col(WatchTerm.kind).in_(OURS)).order_by(col(WatchTerm.id))
    ).all()  # fmt: skip
    used = [one for one in own if one.active]
    published = [article.published_at for _, article in rows]
    names = [name for one in used for name in (one.name, *one.aliases)]
    waiting, broken = [], dict[int, Exception]()
    for clip, article in rows:
        try:
            waiting.append(_waiting(session, desk, clip, article, own))
        except Exception as problem:  # Raised by `score`, once the others had their turn.
            broken[clip.id or 0] = problem
    return Batch(
        waiting,
        broken,
        pulls.messages(session, team_id, at=desk.clock()),
        quotewatch.book(session, team_id, own=used, at=desk.clock()),
        ties.register(session, team_id, names=names, first=min(published), last=max(published)),
    )


def _waiting(session: Session, desk: Desk, clip: Clip, article: Article, own: Sequence[WatchTerm]) -> Waiting:
    meant = select(Match.term_id).where(Match.article_id == article.id, col(Match.dismissed_at).is_(None))
    ids = set(session.exec(meant))
    rows = [one for one in own if one.id in ids] or [one for one in own if one.active]
    terms = [meaning(one) for one in rows]
    outlet = session.get(Outlet, article.outlet_id) if article.outlet_id else None
    piece = Piece(
        article.title, article.text[:LONGEST], article.byline, article.published_at,
        frozenset(one for one in (article.outlet_id, outlet.parent_id if outlet else None) if one),
    )  # fmt: skip
    found = Waiting(clip.id or 0, article, terms, piece, original=_original(session, article))
    if found.original is not None or showable.is_in_our_words(article):
        return found
    asked = tones.question(terms, prominence.naming(piece.title, piece.text, terms))
    kept = session.get(Score, asked.key(desk)) if asked is not None and desk.llm.configured else None
    known = Toned(Tone(kept.value["tone"]), str(kept.value["evidence"])) if kept else None
    return replace(found, question=asked, known=known)


def _original(session: Session, article: Article) -> Clip | None:
    """The scored clip of the article that this one is a copy of."""
    if article.copy_of_id is None:
        return None
    asked = select(Clip).where(Clip.article_id == article.copy_of_id, col(Clip.scored_at).is_not(None))
    return session.exec(asked).first()


def _scored(desk: Desk, one: Waiting, batch: Batch, answers: Mapping[str, ArticleTone]) -> Scored:
    """The score of one clip. No session is open: a long article takes its time."""
    toned, asked = _toned(desk, one, answers)
    title, text = one.piece.title, one.piece.text
    return Scored(
        one, toned, prominence.of(title, text, one.terms), pulls.found(title, text, batch.messages, one.terms),
        quotewatch.printed(text, batch.book), batch.register.links(one.piece), asked,
    )  # fmt: skip


def _toned(desk: Desk, one: Waiting, answers: Mapping[str, ArticleTone]) -> tuple[Toned, str]:
    """Its tone, and the key of the question that it answers, "" where none was asked."""
    if one.original is not None:
        there = " ".join(one.original.evidence.split()) in " ".join(f"{one.piece.title}\n{one.piece.text}".split())
        return Toned(one.original.tone, one.original.evidence if there else ""), ""
    key = one.question.key(desk) if one.question is not None and one.known is None and answers else ""
    if one.question is None or key not in answers:
        return one.known or Toned(), ""
    return tones.checked(answers[key], one.question, one.terms), key


def _write(session: Session, desk: Desk, found: Scored) -> None:
    """Keeps a score and puts the look for alerts with it, for the process may end before the next clip."""
    clip = session.get(Clip, found.waiting.clip_id, with_for_update=True)
    if clip is None or clip.scored_at is not None:
        return
    original = found.waiting.original
    clip.tone, clip.evidence, clip.prominence = found.toned.tone, found.toned.evidence, found.prominence
    if original is not None and clip.tone_by_hand is None:
        clip.tone_by_hand, clip.tone_by = original.tone_by_hand, original.tone_by
    clip.scored_at = desk.clock()
    session.add(clip)
    # An answer that showed nothing is not kept: the next may.
    if found.asked and found.toned.tone != Tone.NOT_TONED and session.get(Score, found.asked) is None:
        value = {"tone": found.toned.tone.value, "evidence": found.toned.evidence}
        session.add(Score(key=found.asked, value=value, at=desk.clock()))
    session.flush()
    _keep_quotes(session, clip, found.quotes)
    _keep_pulls(session, clip, found.pulls)
    ties.tie(session, desk, clip, found.links)
    outbox.put(session, at=desk.clock(), kind="coverage_alert", lane=f"coverage:{clip.team_id}", team=clip.team_id)


def _keep_quotes(session: Session, clip: Clip, found: Sequence[Printed]) -> None:
    """In the order of the article, each in its place: a case may point to one."""
    kept = {one.number: one for one in session.exec(select(ClipQuote).where(ClipQuote.clip_id == clip.id))}
    for number, one in enumerate(found, 1):
        row = kept.get(number) or ClipQuote(clip_id=clip.id or 0, number=number, printed="", kind=one.kind)
        row.printed, row.speaker, row.kind, row.reference, row.approved = (
            one.words, one.speaker, one.kind, one.reference, one.approved,
        )  # fmt: skip
        session.add(row)
    pointed = select(CorrectionCase.quote_id).where(CorrectionCase.clip_id == clip.id)
    held = set(session.exec(pointed))
    for number, row in kept.items():
        if number > len(found) and row.id not in held:
            session.delete(row)


def _keep_pulls(session: Session, clip: Clip, found: Sequence[Pull]) -> None:
    """The machine's proposals; what a person coded stands beside them."""
    kept = {one.message: one for one in session.exec(select(PullThrough).where(PullThrough.clip_id == clip.id))}
    for one in found:
        reference = one.message.reference
        row = kept.pop(reference, None) or PullThrough(clip_id=clip.id or 0, house_id=one.message.house_id, message=reference)
        row.presence, row.prominence, row.accuracy, row.evidence = one.presence, one.prominence, one.accuracy, one.evidence
        session.add(row)
    for row in kept.values():
        if row.coder_id is None:
            session.delete(row)
