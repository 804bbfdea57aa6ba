"""Rehearsing: the hostile questions of a matter, with their cleared answers and bridges, for whoever tries the interview out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.authority import Actor, authorize
from bot.briefings import occasions
from bot.briefings.assembling import assemble
from bot.briefings.library import Message
from bot.briefings.occasions import Occasion
from bot.briefings.shapes import Question
from bot.desk import Desk


@dataclass(frozen=True)
class Questions:
    """What an interviewer asks and what an answer is held against."""

    occasion: Occasion
    likely: Sequence[Question]
    hostile: Sequence[Question]
    messages: Sequence[Message]
    bridges: Sequence[str]


def questions_for(desk: Desk, *, actor: Actor, reference: str | int) -> Questions:
    """The questions of I-0004, PR-12 or an inquiry's row id, as far as the actor may know. NotFound where they may not."""
    authorize(actor, "look")
    with desk.database.read() as session:
        occasion = occasions.find(session, actor, reference)
        made = assemble(session, desk, actor=actor, occasion=occasion, for_all=False)
    bridges = [one.text for one in made.library.bridges]
    return Questions(occasion, made.likely, made.hostile, made.library.messages, bridges)
