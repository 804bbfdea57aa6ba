"""Alerts on screen: why, of which story, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coverage.filters import Filters
from bot.coverage.showable import ShownClip, unique
from bot.models import Alert, AlertKind, ClipQuote, Story
from bot.text import shortened
from bot.views.blocks import Block, Part, actions, bold, bullets, button, line, note, quote, rich, section
from bot.views.coverage_digests import SAID, TONE, headline, list_button, outlet, printed

KIND = {
    AlertKind.NEGATIVE_TIER_1: "🔴 Negative coverage in tier 1", AlertKind.MISQUOTE: "❗ Misquoted",
    AlertKind.SPIKE: "📈 More coverage than usual", AlertKind.FIRST_COVERAGE: "📰 First coverage",
}  # fmt: skip
LISTED = 3


def alert(raised: Sequence[Alert], clips: Sequence[ShownClip], misquote: ClipQuote | None = None) -> list[Block]:
    """The message of a story's alerts. `clips` are the story's that may be shown, the best first; `misquote` is what a correction
    may be asked of."""
    best = clips[0]
    parts: list[Block] = [line(bold(KIND[one.kind]), f"\n{shortened(one.reason, 500)}") for one in raised]
    parts.append(line(bold(headline(best.article.title))))
    if misquote is not None:
        parts.append(quote(printed(misquote)))
    elif best.clip.evidence:
        parts.append(quote(shortened(best.clip.evidence, SAID)))
    parts.append(bullets([_row(one) for one in clips[:LISTED]]))
    value = str(best.story.id if best.story else 0)
    steps = [button("Open", f"clip_open:{best.id}", str(best.id), style="primary")]
    if len(clips) > 1:
        steps.append(list_button(f"All {len(clips)}", 0, Filters(story=int(value), quiet=True)))
    if misquote is not None:
        steps.append(button("Correction case…", f"case_new:{misquote.clip_id}", f"{misquote.clip_id}:{misquote.id}"))
    steps.append(button("Not us", f"story_not_us:{best.id}", str(best.id)))
    steps.append(button("Mute", f"story_mute:{value}", value))
    return [rich(*parts), actions(*steps, block_id=f"alert:{value}")]


def alert_text(raised: Sequence[Alert], clips: Sequence[ShownClip]) -> str:
    """Its notification: the kind and how many, no headline."""
    count = unique(clips)
    return f"{', '.join(KIND[one.kind] for one in raised)} ({count} article{'s' * (count != 1)})."


def line_of(raised: Alert) -> tuple[list[Block], str]:
    """What came later of a story that was told of, in the thread of its message."""
    return [rich(line(bold(KIND[raised.kind]), f"\n{shortened(raised.reason, 500)}"))], f"{KIND[raised.kind]}: there is more."


def silenced(story: Story, by: str) -> tuple[list[Block], str]:
    """What stands in the message once its story is muted or has nothing left that is about us."""
    if story.muted_at is None:
        return over()
    value = str(story.id)
    return [
        note(f"🔇 Muted{f' by {by}' if by else ''}: nothing more is said of this story."),
        actions(button("Unmute", f"story_unmute:{value}", value), block_id=f"alert:{value}"),
    ], "Muted."  # fmt: skip


def over() -> tuple[list[Block], str]:
    """What stands in the place of an alert that may not be shown any more."""
    return [section("This alert is over: what it told of is not about us, or may not be shown here.")], "This alert is over."


def _row(clip: ShownClip) -> Sequence[Part]:
    tier = f" · tier {clip.clip.tier}" if clip.clip.tier else ""
    return [outlet(clip), f" · {TONE[clip.tone]}{tier}"]
