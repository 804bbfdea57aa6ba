"""The interviewer: a model's next question, or the catalogue's. What leaves is named in `disclosures`.

It is given the topic, approved rows, and the questions and answers so far but for answers in which something was off limits.
"""

from __future__ import annotations

import re

from bot.authority import Actor
from bot.desk import Desk
from bot.llm import Answer, ModelFailed
from bot.models import Inquiry, Member, Rehearsal
from bot.rehearsals import record, steps
from bot.rehearsals.record import About, RehearsalRecord
from bot.rehearsals.shapes import read
from bot.rehearsals.speech import share, telling
from bot.rehearsals.traces import show
from bot.text import one_line
from prompts import Item, PromptError, fill, load

LONGEST = 300
ROWS = 8  # Approved rows that it is shown, the nearest to the topic.
SAME = 0.85  # So much of a question that was asked before makes it the same one.
_STRANGE = re.compile(r"https?:|www\.|<|>|@|```|\[|\]|\{|\}", re.IGNORECASE)


class NextQuestion(Answer):
    """What `prompts/rehearsal_question.md` asks for."""

    question: str


def put_next(desk: Desk, *, rehearsal_id: int, number: int) -> None:
    """Has a model write question `number` where one may, and has it put either way. Done again it does nothing twice."""
    with desk.database.read() as session:
        row = session.get_one(Rehearsal, rehearsal_id)
        if row.ended_at is not None or len(row.turns) != number:
            return
        found = record.assemble(session, desk, row)
        inquiry = session.get(Inquiry, row.inquiry_id) if row.inquiry_id else None
        known = record.is_known(session, Actor.of(session.get_one(Member, row.member_id)), row)
    allowed = row.by_model and known and steps.may_leave(desk, About(row.topic, inquiry=inquiry))
    written = _written(desk, found) if allowed else ""
    with desk.database.write() as session:
        row = session.get_one(Rehearsal, rehearsal_id, with_for_update=True)
        session.refresh(row)
        if row.ended_at is not None or len(row.turns) != number:
            return
        if written:
            row.questions = [*row.questions[:number], written, *row.questions[number + 1 :]]
            session.add(row)
        show(session, desk, row, "question", number=number)


def _written(desk: Desk, found: RehearsalRecord) -> str:
    """The model's question; empty where it gave none that can be asked."""
    row, ground = found.rehearsal, found.ground
    said = [
        Item(str(number), f"Question: {turn['question']}\nAnswer: {_may_be_sent(turn)}")
        for number, turn in enumerate(row.turns, 1)
    ]
    try:
        prompt = fill(
            load("rehearsal_question"), organisation=ground.organisation, topic=ground.topic or "the organisation and its work",
            lines=[Item(one.id, one.text) for one in reversed(ground.rows[:ROWS])], said=said,
        )  # fmt: skip
        answer = desk.llm.ask(prompt, shape=NextQuestion, seconds=desk.settings.llm_timeout, subject=f"rehearsal:{row.id}")
    except (ModelFailed, PromptError):  # The catalogue's question stands then.
        return ""
    asked = [turn["question"] for turn in row.turns]
    return _askable(one_line(answer.question), asked)


def _may_be_sent(turn: dict[str, object]) -> str:
    """An answer, unless something in it was off limits: that goes to no model."""
    feedback = read(turn.get("feedback"))  # type: ignore[arg-type]
    if feedback is None:
        return "(none)"
    return "(withheld)" if feedback.of("off_limits", good=False) else str(turn["answer"])


def _askable(question: str, asked: list[str]) -> str:
    """One plain question that was not asked yet, or nothing."""
    text = question.strip().strip('"“”')
    if not text or len(text) > LONGEST or "?" not in text or _STRANGE.search(text):
        return ""
    told = telling(text)
    return "" if any(share(told, one) >= SAME and share(telling(one), text) >= SAME for one in asked) else text
