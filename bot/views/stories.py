"""Stories on screen: the form that takes one apart or puts it together with another, and what was said of a clip."""

from __future__ import annotations

from bot.coverage.regroupings import Regrouping
from bot.views.blocks import Block, actions, button, choice, choices, field, modal, note
from bot.views.coverage_digests import headline


def form(found: Regrouping) -> Block:
    """Split or merge; the machine keeps to it."""
    articles = {str(one.article.id): f"{one.outlet or '?'}: {headline(one.article.title)}" for one in found.articles}
    others = {str(one.id): headline(one.title) for one in found.others}
    blocks: list[Block] = []
    if len(articles) > 1:
        take = choices("articles", articles)
        blocks.append(field("Take out of this story", take, hint="They become a story of their own. Copies go with them."))
    if others:
        blocks.append(field("Or make it part of", choice("into", others, example="Choose a story")))
    blocks.append(note("The desk keeps to what you say, whatever comes later. Each undoes the other."))
    submit = "Save" if len(blocks) > 1 else ""
    if not submit:
        blocks.insert(0, note("This story has one article, and there is no other story of the last seven days."))
    return modal(
        "Split or merge", blocks, callback_id="story_regroup", submit=submit, close="Cancel", carries={"story": found.story_id}
    )


def not_us(clip_id: int) -> tuple[str, list[Block]]:
    """That a clip left, with the way back."""
    text = "Noted: it is not about us, nor are its copies. It leaves digests, counts and lists."
    value = str(clip_id)
    return text, [note(text), actions(button("It is about us after all", f"story_is_us:{value}", value))]
