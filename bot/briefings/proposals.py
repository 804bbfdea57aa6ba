"""Proposals: questions and bridges that a model puts forward, each held against what is on record before a person sees it.

An answer is never the model's: it names the approved row that answers, and that row stands there word for word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import drafting
from bot.briefings import grounds, occasions, shapes
from bot.briefings.assembling import HOSTILE, LIKELY
from bot.briefings.library import Library
from bot.briefings.library import read as read_library
from bot.briefings.occasions import Occasion
from bot.briefings.shapes import Part, Question, Row
from bot.briefings.versions import show_again, tell
from bot.desk import Desk
from bot.drafting.sentences import checked as checked_sentence
from bot.drafting.sentences import harmless
from bot.grounding import Source, calendars, claims, names, numbers
from bot.grounding.reading import Reading
from bot.grounding.reading import read as read_text
from bot.grounding.words import even
from bot.lines import Material
from bot.llm import Answer, ModelFailed
from bot.models import Briefing
from bot.text import folded, one_line, shortened
from prompts import Item, PromptError, fill, load

MOST = 3  # More of each kind beside those that the rules found: the page stays one that is read.
SHOWN = 12  # Rows that the model is offered: the nearest.
LONGEST = 300
PROPOSED = "proposed by the model"


class Proposal(Answer):
    """One question as the model is asked for it."""

    question: str
    hostile: bool
    answer_id: str
    bridge: str
    bridge_ids: list[str]


class Proposals(Answer):
    """What the model is asked for, as `prompts/briefing_questions.md` describes it."""

    questions: list[Proposal]


@dataclass(frozen=True)
class Asked:
    """What it is asked with and checked against."""

    organisation: str
    questions: Sequence[str]
    library: Library

    @property
    def sources(self) -> list[Material]:
        """The rows it is shown, the least near first, as what does not fit is left out from the front."""
        return list(reversed(self.library.near[:SHOWN]))


def propose(desk: Desk, *, briefing_id: int) -> None:
    """Asks the model and adds what holds to the version, unless somebody signed it off meanwhile. Never raises for a model that
    does not answer: the version then says so."""
    with desk.database.read() as session:
        row = session.get_one(Briefing, briefing_id)
        occasion = occasions.of_rows(session, inquiry_id=row.inquiry_id, interview_id=row.interview_id)
        asked = Asked(occasion.team.name, _questions(occasion), read_library(session, desk, occasion))
        there = shapes.read(row.parts)
        stopped = bool(row.signed_off_at or row.model_note) or not occasion.may_leave or not asked.sources
    if stopped:
        return
    try:
        found, note = _ask(desk, asked, f"briefing:{briefing_id}"), ""
    except (ModelFailed, PromptError) as failure:
        found, note = [], getattr(failure, "plain", "This is too long for the model to read.")
    kept = checked(found, asked, there)
    if not note:
        note = f"The model proposed {len(found)} questions; {sum(map(len, kept))} hold and are marked."
    _write(desk, briefing_id, kept, note)


def checked(found: Sequence[Proposal], asked: Asked, there: Sequence[Part]) -> tuple[list[Question], list[Question]]:
    """What holds, likely and hostile: questions without a figure, day or name of the model's own, with the row they name as
    their answer and their bridge only where it says what its rows say."""
    seen = {folded(row.text) for one in there for row in one.rows if row.kind == "question"}
    material = [read_text(even(text)) for text in (*asked.questions, *(one.text for one in asked.sources), asked.organisation)]
    kept: tuple[list[Question], list[Question]] = ([], [])
    for number, one in enumerate(found[:20]):
        text, into = harmless(one.question), kept[one.hostile]
        if len(into) >= MOST or folded(text) in seen or not _is_fair(text, material, asked.organisation, asked.library.today):
            continue
        seen.add(folded(text))
        into.append(_question(text, one, asked, number))
    return kept


def _questions(occasion: Occasion) -> list[str]:
    """What may be sent: the topic and the questions as a person confirmed them, nothing of their background."""
    return [occasion.topic, *(one.text for one in (occasion.inquiry.questions if occasion.inquiry else ()))]


def _ask(desk: Desk, asked: Asked, subject: str) -> list[Proposal]:
    prompt = fill(
        load("briefing_questions"), organisation=one_line(asked.organisation),
        questions=[Item(str(number), text) for number, text in enumerate(asked.questions, 1)],
        sources=[Item(one.reference, f"({one.kind})\n{one.text}") for one in asked.sources],
    )  # fmt: skip
    return desk.llm.ask(prompt, shape=Proposals, seconds=desk.settings.llm_timeout, subject=subject).questions


def _is_fair(text: str, material: Sequence[Reading], organisation: str, today: date) -> bool:
    """Whether a question puts nothing into the world: no figure, day, contact, name or grave word that stands nowhere."""
    if not text.endswith("?") or not 10 <= len(text) <= LONGEST:
        return False
    said = read_text(even(text))
    known = {one.same for each in material for one in each.contacts}
    return not (
        [one for one in said.contacts if one.same not in known] or numbers.strange(said, material, [])
        or names.strange(said, material, organisation=organisation) or calendars.strange(said, material, today=today)
        or claims.loaded(said, material)
    )  # fmt: skip


def _question(text: str, one: Proposal, asked: Asked, number: int) -> Question:
    row = next((each for each in asked.sources if each.reference == one.answer_id), None)
    bridge = _bridge(one, asked) or asked.library.bridge(number)
    return Question(
        text, (PROPOSED,), shortened(one_line(row.text), 350) if row else "", (row.reference,) if row else (),
        bridge=bridge.text, bridge_sources=bridge.sources,
    )  # fmt: skip


def _bridge(one: Proposal, asked: Asked) -> Row | None:
    """The model's bridge where it says nothing but what its rows say."""
    if not one.bridge.strip():
        return None
    rows = [Source(each.reference, each.kind, each.text, each.speaker, each.expires_on) for each in asked.sources]
    sentence = drafting.Sentence(text=one.bridge, source_ids=one.bridge_ids, kind="message")
    said = checked_sentence(sentence, rows=rows, organisation=asked.organisation, today=asked.library.today)
    if said.rules or not said.sources or len(said.text) > LONGEST:
        return None
    return Row(said.text, (*said.sources, PROPOSED), "bridge")


def _write(desk: Desk, briefing_id: int, kept: tuple[list[Question], list[Question]], note: str) -> None:
    with desk.database.write() as session:
        row = session.get_one(Briefing, briefing_id, with_for_update=True)
        if row.signed_off_at is not None:
            return
        occasion = occasions.of_rows(session, inquiry_id=row.inquiry_id, interview_id=row.interview_id)
        more = dict(zip((LIKELY, HOSTILE), kept, strict=True))
        parts = [
            replace(one, rows=(*one.rows, *(each for question in more.get(one.title, []) for each in question.rows())))
            for one in shapes.read(row.parts)
        ]  # fmt: skip
        row.parts, row.model_note = [one.kept() for one in parts], shortened(note, 300)
        # What it rested on when it was made is kept as it was, so that no change in between is lost.
        row.rests_on = {**grounds.read(session, desk, occasion, parts), **row.rests_on}
        row.sources_sha256 = grounds.sha256(row.rests_on)
        session.add(row)
        session.flush()
        show_again(session, desk, row)
        tell(session, desk, row, "proposed", member_id=row.made_by)
