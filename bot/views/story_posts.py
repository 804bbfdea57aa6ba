"""A story of the digest in its thread: what it says, where it stood, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coverage.filters import Filters
from bot.coverage.showable import ShownClip
from bot.coverage.snapshots import ToldStory
from bot.models import Story
from bot.text import shortened
from bot.views.blocks import Block, Part, actions, bold, bullets, button, escaped, fallback, line, note, quote, rich, section
from bot.views.coverage_digests import TITLE, TONE, facts, headline, list_button, outlet, printed, sentences

LISTED = 8


def story(told: ToldStory) -> list[Block]:
    """The post of one story."""
    parts: list[Block] = [line(bold(headline(told.title)), f"\n{facts(told)}")]
    parts += [line(*said) for said in sentences(told)]
    parts.append(bullets([_row(one) for one in told.clips[:LISTED]]))
    parts += [quote(printed(one)) for one in told.quotes[:2]]
    blocks: list[Block] = [rich(*parts)]
    if len(told.clips) > LISTED:
        blocks.append(note(f"…and {len(told.clips) - LISTED} more."))
    return [*blocks, *_steps(told)]


def story_text(told: ToldStory) -> str:
    """Its notification."""
    return fallback(f"{headline(told.title)}: {facts(told)}")


def gone(row: Story, by: str = "") -> list[Block]:
    """What stands in its place once it is muted, or part of another story, or not about us."""
    if row.muted_at is not None:
        value = str(row.id)
        return [
            note(f"🔇 Muted{f' by {escaped(by)}' if by else ''}: neither digests nor alerts speak of this story."),
            actions(button("Unmute", f"story_unmute:{value}", value), block_id=f"story:{value}"),
        ]
    return [section("There is nothing left to show of this story: it is part of another one, or not about us.")]


def _row(clip: ShownClip) -> Sequence[Part]:
    facts_of = [TONE[clip.tone]]
    if clip.clip.tier:
        facts_of.append(f"tier {clip.clip.tier}")
    if clip.clip.prominence:
        facts_of.append(f"in the {clip.clip.prominence.value}" if clip.clip.prominence.value != "passing" else "in passing")
    copy = " (a copy)" if clip.article.copy_of_id else ""
    return [outlet(clip), f": {shortened(headline(clip.article.title), TITLE)}{copy} · {' · '.join(facts_of)}"]


def _steps(told: ToldStory) -> list[Block]:
    best, value = told.clips[0].id, str(told.id)
    steps = [
        button("Open", f"clip_open:{best}", str(best)), button("Tone…", f"clip_tone_open:{best}", str(best)),
        button("Not us", f"story_not_us:{best}", str(best)), button("Correction case…", f"case_new:{best}", f"{best}:0"),
    ]  # fmt: skip
    if told.id:
        if len(told.clips) > 1:
            steps.append(list_button(f"All {len(told.clips)}", 0, Filters(story=told.id, quiet=True)))
        steps.append(button("Split or merge…", f"story_regroup_open:{value}", value))
        steps.append(button("Mute", f"story_mute:{value}", value))
    return [actions(*steps, block_id=f"story:{value}:{best}")]
