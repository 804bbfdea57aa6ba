"""Asking: the questions that are likely to come and the hostile ones, each with a cleared answer where one fits, and a bridge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from bot import recall, search
from bot.authority import Actor
from bot.briefings import dealings, hostile
from bot.briefings.library import Library
from bot.briefings.occasions import Occasion
from bot.briefings.shapes import Part, Question, Row, day, part
from bot.desk import Desk
from bot.lines import Material
from bot.lines.nearness import scores
from bot.models import Inquiry, Line, LineKind, Sensitivity
from bot.recall import PastAnswer
from bot.text import folded, one_line, shortened
from bot.thesaurus import like, root

FEWEST, MOST = 5, 7
FITS = 0.3  # How near a line must be to a question to be put beside it as its answer.
ALWAYS = (
    "What is happening, in one sentence?", "Why does this matter now?", "Who is affected, and how many?", "What are you doing about it?",
    "What do you want others to do?", "What happens next?",
)  # fmt: skip
ALWAYS_FROM = "asked in any interview"


def likely(
    session: Session, occasion: Occasion, library: Library, known: ColumnElement[bool], past: Sequence[PastAnswer]
) -> list[Question]:
    """At least five: what they ask, what they and their outlet asked before, similar inquiries, our Q&A, then what is always asked."""
    found: list[Question] = []
    seen: set[str] = set()
    for text, *sources in _candidates(session, occasion, library, known, past):
        key = folded(text)
        always = sources == [ALWAYS_FROM]
        if key in seen or len(found) >= (FEWEST if always else MOST):
            continue
        seen.add(key)
        found.append(_answered(text, tuple(sources), library, len(found)))
    return found


def adverse(occasion: Occasion, library: Library, past: Sequence[PastAnswer]) -> list[Question]:
    """At least five hostile ones out of the catalogue, filled with the topic, our figures and our words of last time."""
    figures = [(one.text.rstrip("."), one.reference) for one in library.near if one.kind == "fact"]
    said = [(shortened(one_line(one.text), 160), day(one.given_at, occasion.team.zone), one.reference) for one in past]
    chosen = hostile.chosen(
        topic=occasion.topic, grave=occasion.sensitivity != Sensitivity.ROUTINE, figures=figures, said=said, most=MOST
    )
    found = []
    for number, (text, sources, pattern) in enumerate(chosen):
        answer = _sought(pattern.seeks, library)
        found.append(_question(text, sources, answer, library, number + 1))
    return found


def questions(title: str, found: Iterable[Question]) -> Part:
    """The questions as a section."""
    return part(title, [each for one in found for each in one.rows()])


def fitting(text: str, among: Sequence[Material]) -> Material | None:
    """The one whose words are near enough to a question to answer it; None where none is."""
    ranked = scores([text], [f"{one.about}\n{one.text}" for one in among])
    least = 1 if len(search.words(text)) < 3 else 2
    fit = [(rank.score, one) for rank, one in zip(ranked, among, strict=True) if rank.score >= FITS and rank.words >= least]
    return max(fit, key=lambda pair: pair[0])[1] if fit else None


def before(session: Session, desk: Desk, occasion: Occasion, actor: Actor) -> list[PastAnswer]:
    """What was said before on what they ask, that may be said again; nothing without an inquiry."""
    if occasion.inquiry_id is None:
        return []
    found = recall.before(session, desk, actor=actor, inquiry_id=occasion.inquiry_id)
    return [one for one in found if not (one.old or one.expired or one.corrected_by or one.embargo_until)]


def _candidates(
    session: Session, occasion: Occasion, library: Library, known: ColumnElement[bool], past: Sequence[PastAnswer]
) -> Iterator[tuple[str, ...]]:
    own = occasion.inquiry
    if own is not None:
        yield from ((one.text, own.inquiry.reference) for one in own.questions)
    yield from _near(dealings.earlier_questions(session, occasion, known), occasion, 2)
    ids = [one.inquiry_id for one in past if one.inquiry_id is not None]
    rows = session.exec(select(Inquiry).where(known, col(Inquiry.id).in_(ids), col(Inquiry.embargo_words).is_(None))).all()
    yield from _near(dealings.questions_of(session, rows), occasion, 2)
    yield from _of_library(session, library)
    yield from ((one, ALWAYS_FROM) for one in ALWAYS)


def _near(asked: Sequence[tuple[str, str]], occasion: Occasion, most: int) -> list[tuple[str, str]]:
    """Those that speak of the topic, the nearest first."""
    ranked = scores(occasion.texts, [text for text, _ in asked])
    near = sorted(zip(ranked, asked, strict=True), key=lambda pair: -pair[0].score)
    return [one for rank, one in near if rank.score > 0][:most]


def _of_library(session: Session, library: Library) -> list[tuple[str, str]]:
    ids = [one.line_id for one in library.near if one.line_id is not None]
    rows = session.exec(select(Line).where(col(Line.id).in_(ids), Line.kind == LineKind.Q_AND_A)).all()
    return [(one.question, one.reference) for one in rows][:2]


def _answered(text: str, sources: tuple[str, ...], library: Library, number: int) -> Question:
    return _question(shortened(one_line(text), 300), sources, fitting(text, library.materials), library, number)


def _question(text: str, sources: tuple[str, ...], answer: Material | None, library: Library, number: int) -> Question:
    bridge: Row = library.bridge(number)
    said = _words(answer) if answer else ""
    return Question(
        text, sources, said, (answer.reference,) if answer else (), bridge=bridge.text, bridge_sources=bridge.sources
    )  # fmt: skip


def _words(one: Material) -> str:
    spoken = f"“{one.text}” – {one.speaker}" if one.kind == "quote" and one.speaker else one.text
    return shortened(one_line(spoken), 350)


def _sought(seeks: str, library: Library) -> Material | None:
    """Of the lines near the topic the first with two of the words an answer to such a question has. Offered wrongly, a line is
    worse than none."""
    wanted = {root(word): {root(one) for one in like(word)} | {root(word)} for word in search.words(seeks)}
    best, most = None, 1
    for one in library.near:
        there = {root(word) for word in search.words(one.text)}
        count = sum(bool(words & there) for words in wanted.values())
        if count > most and one.kind != "quote":
            best, most = one, count
    return best
