"""Summaries: what the articles of a story tell, in one to three sentences, each resting on articles that say it.

They are asked for before the digest's hour, story by story and not article by article, and again only when a story changed:
three tenths of its articles are others, or its tone or best tier is another one. Without a model, or where no sentence holds,
a story has its headline, its outlets and its counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from bot import grounding, marks
from bot.coverage import digests, showable, snapshots
from bot.coverage.showable import ShownClip
from bot.coverage.snapshots import ToldStory
from bot.coverage.titles import plain
from bot.desk import Desk
from bot.grounding import Sentence, Source
from bot.llm import Answer, ModelFailed
from bot.models import CoverageChannel, Story
from bot.text import one_line, shortened
from prompts import Item, PromptError, fill, load

PROMPT = "coverage_story"
ARTICLES, BEGINNING = 6, 900  # Of a story, how many articles are sent, and how many characters of each.
FEWEST_WORDS = 40  # What has fewer is summed up by its headline.
SENTENCES, LONGEST = 3, 400
CHANGED = 0.3
PATIENCE = 3  # Stories in a row without an answer after which the rest is not asked for.
# What a summary is held to: figures, names, days, quotes and whether it is said at all. How surely it is said is a matter of wording.
SPARED = {"hedge", "absolute", "expired", "courtesy_claim"}


class StorySentence(Answer):
    """One sentence and the numbers of the articles it rests on."""

    text: str
    articles: list[int]


class StoryAnswer(Answer):
    """What the model is asked for, as `prompts/coverage_story.md` describes it."""

    sentences: list[StorySentence]


@dataclass(frozen=True)
class Asked:
    """A story whose summary is to be written: the articles that are sent, by number from 1, and what it will have been made of."""

    story_id: int
    clips: Sequence[ShownClip]
    made_of: dict[str, Any]


def write(desk: Desk, *, channel_id: int) -> int:
    """Writes the summaries that a channel's next digest lacks; gives how many stories the model was asked about."""
    if not desk.llm.configured:
        return 0
    with desk.database.read() as session:
        waiting = _waiting(session, desk, session.get_one(CoverageChannel, channel_id))
    asked = failures = 0
    for one in waiting:
        if failures >= PATIENCE:
            break
        try:
            answer = _ask(desk, one)
        except (ModelFailed, PromptError):
            failures += 1
            continue
        asked, failures = asked + 1, 0
        marks.passed("coverage_summary_written")
        _keep(desk, one, checked(answer, one.clips, today=desk.clock().date()))
    return asked


def checked(answer: StoryAnswer, clips: Sequence[ShownClip], *, today: date) -> list[dict[str, Any]]:
    """The sentences that the articles they name bear out, as `{"text", "clips"}`; `clips` are those that were sent."""
    kept = []
    for sentence in answer.sentences[:SENTENCES]:
        text = _cleaned(sentence.text)
        numbers = [one for one in dict.fromkeys(sentence.articles) if 1 <= one <= len(clips)]
        if not text or len(text) > LONGEST or not numbers or len(numbers) != len(set(sentence.articles)):
            continue
        sources = [Source(str(number), "fact", told(clip)) for number, clip in enumerate(clips, 1)]
        (verdict,) = grounding.check([Sentence(text, tuple(map(str, numbers)))], sources=sources, today=today)
        if not set(verdict.rules) - SPARED:
            kept.append({"text": text, "clips": [clips[one - 1].id for one in numbers]})
    return kept


def told(clip: ShownClip) -> str:
    """What is sent of an article: its outlet, its headline and how it begins."""
    begins = shortened(plain(clip.article.text), BEGINNING)
    return f"{shortened(clip.outlet, 80)}: {shortened(one_line(plain(clip.article.title)), 200)}\n{begins}".strip()


def is_stale(story: Story, made_of: dict[str, Any]) -> bool:
    """Whether a summary has to be written anew, or was never."""
    before = story.summary_of
    if not before or before.get("prompt") != made_of["prompt"] or before.get("class") != made_of["class"]:
        return True
    old, new = set(before.get("clips", [])), set(made_of["clips"])
    return len(old ^ new) >= CHANGED * max(1, len(old))


def _waiting(session: Session, desk: Desk, channel: CoverageChannel) -> list[Asked]:
    """The first stories of the coming digest whose summary is stale."""
    since, _ = digests.window(session, desk, channel)
    stories = snapshots.grouped(showable.between(session, channel.team_id, since, desk.clock()))
    found = []
    for one in stories[: digests.IN_THREAD]:
        if one.story is None:
            continue
        whole = ToldStory(one.story, sorted(showable.of_story(session, one.id), key=lambda clip: clip.weight))
        asked = Asked(one.id, _originals(whole.clips), _made_of(whole))
        words = sum(len(told(clip).split()) for clip in asked.clips)
        if words >= FEWEST_WORDS and is_stale(one.story, asked.made_of):
            found.append(asked)
    return found


def _made_of(story: ToldStory) -> dict[str, Any]:
    tier = min((one.clip.tier for one in story.clips if one.clip.tier), default=0)
    originals = sorted({one.original for one in story.clips})
    return {"clips": originals, "class": [story.tone.value, tier], "prompt": load(PROMPT).version}


def _originals(clips: Sequence[ShownClip]) -> list[ShownClip]:
    """The first articles, none of them a copy of another, nor in a colleague's words."""
    best: dict[int, ShownClip] = {}
    for one in clips:
        if not showable.is_in_our_words(one.article):
            best.setdefault(one.original, one)
    return list(best.values())[:ARTICLES]


def _ask(desk: Desk, asked: Asked) -> StoryAnswer:
    prompt = fill(load(PROMPT), articles=[Item(str(number), told(clip)) for number, clip in enumerate(asked.clips, 1)])
    return desk.llm.ask(
        prompt, shape=StoryAnswer, seconds=desk.settings.llm_timeout, subject=f"story:{asked.story_id}"
    )  # fmt: skip


def _keep(desk: Desk, asked: Asked, sentences: list[dict[str, Any]]) -> None:
    with desk.database.write() as session:
        story = session.get_one(Story, asked.story_id, with_for_update=True)
        story.summary, story.summary_of = sentences, asked.made_of
        session.add(story)


def _cleaned(text: str) -> str:
    """On one line, without signs that are not seen or turn the direction of what is read."""
    return one_line("".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc") or sign.isspace()))
