"""Asking: the questions that are likely to come and the hostile ones, each with a cleared answer where one fits, and a bridge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from bot import recall
from bot.authority import Actor
from bot.briefings import answers, dealings, hostile
from bot.briefings.library import Library
from bot.briefings.occasions import Occasion
from bot.briefings.shapes import Part, Question, Row, day, part
from bot.desk import Desk
from bot.lines import Material
from bot.lines.nearness import scores
from bot.models import Inquiry, Line, LineKind, Sensitivity
from bot.recall import PastAnswer
from bot.text import folded, one_line, shortened

FEWEST, MOST = 5, 7
#: What is asked in any interview, and which of our rows answers it: the core message, or the second message.
ALWAYS = {
    "What is happening, in one sentence?": "core", "Why does this matter now?": "", "Who is affected, and how many?": "",
    "What are you doing about it?": "message", "What do you want others to do?": "", "What happens next?": "",
}  # fmt: skip
ALWAYS_FROM = "asked in any interview"


def likely(
    session: Session, occasion: Occasion, library: Library, known: ColumnElement[bool], past: Sequence[PastAnswer]
) -> list[Question]:
    """At least five: what they ask, what they and their outlet asked before, similar inquiries, our Q&A, then what is always asked."""
    found: list[Question] = []
    seen: set[str] = set()
    own = _asked_in(session, library)
    for text, *sources in _candidates(session, occasion, library, known, past):
        key = folded(text)
        always = sources == [ALWAYS_FROM]
        if key in seen or len(found) >= (FEWEST if always else MOST):
            continue
        seen.add(key)
        answer = _always(text, library) if always else answers.fitting(text, library, own)
        found.append(_question(text, tuple(sources), answer, library, len(found)))
    return found


def adverse(session: Session, occasion: Occasion, library: Library, past: Sequence[PastAnswer]) -> list[Question]:
    """At least five hostile ones out of the catalogue, filled with the topic, our figures and our words of last time."""
    facts = [one for one in library.near if one.kind == "fact"]
    said = [(shortened(one_line(one.text), 160), day(one.given_at, occasion.team.zone), one.reference) for one in past]
    chosen = hostile.chosen(
        topic=occasion.topic, grave=occasion.sensitivity != Sensitivity.ROUTINE, said=said, most=MOST,
        figures=[(one.text.rstrip("."), one.reference) for one in facts],
    )  # fmt: skip
    found = []
    for number, (text, sources, pattern) in enumerate(chosen, MOST):
        one = _question(
            text,
            sources,
            facts[0] if pattern.when == "figure" else answers.sought(pattern.seeks, library.near),
            library,
            number,
        )
        found.append(replace(one, answer=_with_its_source(session, facts[0])) if pattern.when == "figure" else one)
    return found


def questions(title: str, found: Iterable[Question]) -> Part:
    """The questions as a section."""
    return part(title, [each for one in found for each in one.rows()])


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


def _always(text: str, library: Library) -> Material | None:
    """The row that answers what is always asked."""
    wanted = ALWAYS[text]
    if wanted == "core":
        return library.core
    said = [one.source for one in library.messages] if wanted == "message" else []
    return next((one for one in library.materials if one.reference in said[1:2]), None)


def _asked_in(session: Session, library: Library) -> dict[str, str]:
    """The questions of the Q&A lines that may be used, by their references."""
    ids = [one.line_id for one in library.materials if one.line_id is not None]
    rows = session.exec(select(Line).where(col(Line.id).in_(ids), Line.kind == LineKind.Q_AND_A)).all()
    return {one.reference: one.question for one in rows}


def _question(text: str, sources: tuple[str, ...], answer: Material | None, library: Library, number: int) -> Question:
    bridge: Row = library.bridge(number)
    return Question(
        shortened(one_line(text), 300), sources, answers.said(answer) if answer else "", (answer.reference,) if answer else (),
        bridge=bridge.text, bridge_sources=bridge.sources,
    )  # fmt: skip


def _with_its_source(session: Session, one: Material) -> str:
    """A figure with where it comes from: the answer to who doubts it."""
    line = session.get(Line, one.line_id) if one.line_id else None
    if line is None or not line.source:
        return answers.said(one)
    as_of = f", as of {day(line.as_of)}" if line.as_of else ""
    return f"{answers.said(one)} (Source: {one_line(line.source)}{as_of})"
