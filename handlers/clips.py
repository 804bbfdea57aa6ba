"""Clips: one as a modal, and what a person says of it."""

from __future__ import annotations

import re

from bot.authority import NEEDS, RANK
from bot.coverage import clip_records, clips, codings, ties
from bot.errors import Invalid, NotFound
from bot.models import Tone
from bot.views import clips as views
from bot.views.blocks import Block
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"clip_open:\d+.*"), open_clip)
    listeners.action(re.compile(r"clip_tone_open:\d+"), open_tone)
    listeners.submission("clip_tone", tone)
    listeners.action(re.compile(r"clip_code_open:.+"), open_code)
    listeners.submission("clip_code", code)
    listeners.action(re.compile(r"clip_uncode:.+"), uncode)
    listeners.action(re.compile(r"clip_score_again:\d+"), score_again)
    listeners.action(re.compile(r"clip_not_us:\d+"), not_us)
    listeners.action(re.compile(r"clip_restore:\d+"), restore)
    listeners.action(re.compile(r"clip_(?:alone|copy):\d+"), copy)
    listeners.action(re.compile(r"clip_link_(?:yes|no|undo):\d+"), decide)


def clip_view(request: Request, clip_id: int, said: str = "") -> Block:
    """The clip's modal as this person may use it."""
    record = clip_records.get(request.desk, actor=request.actor, clip_id=clip_id)
    return views.clip(record, may_work=request.actor.rank >= RANK[NEEDS["work"]], said=said)


def open_clip(request: Request) -> None:
    view = clip_view(request, int(request.value.partition(":")[0]))
    request.ack()
    request.show(view)


def open_tone(request: Request) -> None:
    record = clip_records.get(request.desk, actor=request.actor, clip_id=int(request.value))
    request.ack()
    request.show(views.tone_form(record))


def tone(request: Request) -> None:
    """A person's tone, or the machine's again."""
    chosen, clip_id = request.form.option("tone"), int(carried(request)["c"])
    if chosen is None:
        raise Invalid("Choose one.", tone="Choose one.")
    count = codings.tone(
        request.desk, actor=request.actor, clip_id=clip_id, tone=None if chosen == views.MACHINE else Tone(chosen)
    )  # fmt: skip
    request.ack()
    _show_under(request, clip_id, "Saved." if count == 1 else f"Saved, for {count} clips: the copies too.")


def open_code(request: Request) -> None:
    clip_id, _, reference = request.value.partition(":")
    record = clip_records.get(request.desk, actor=request.actor, clip_id=int(clip_id))
    message = next((one for one in record.messages if one.reference == reference), None)
    if message is None:
        raise NotFound("That message is in no house that holds today.")
    request.ack()
    request.show(views.code_form(record, message))


def code(request: Request) -> None:
    form, told = request.form, carried(request)
    presence, prominence, accuracy = (int(form.option(name) or -1) for name in ("presence", "prominence", "accuracy"))
    codings.code(
        request.desk, actor=request.actor, clip_id=int(told["c"]), message=told["m"], values=(presence, prominence, accuracy)
    )  # fmt: skip
    request.ack()
    _show_under(request, int(told["c"]), "Coded. The machine’s proposal is kept beside it.")


def uncode(request: Request) -> None:
    clip_id, _, reference = request.value.partition(":")
    codings.code(request.desk, actor=request.actor, clip_id=int(clip_id), message=reference, values=None)
    request.ack()
    request.replace(clip_view(request, int(clip_id), "Your word is taken back."))


def score_again(request: Request) -> None:
    codings.score_again(request.desk, actor=request.actor, clip_id=int(request.value))
    request.ack()
    request.replace(clip_view(request, int(request.value), "It is read again. Open the clip anew in a moment."))


def not_us(request: Request) -> None:
    """It is not about us: it leaves every count and list, its copies too. The button in its place takes that back."""
    clips.not_us(request.desk, actor=request.actor, clip_id=int(request.value))
    request.ack()
    request.replace(clip_view(request, int(request.value), "It counts nowhere any more, nor do its copies."))


def restore(request: Request) -> None:
    clips.is_us(request.desk, actor=request.actor, clip_id=int(request.value))
    request.ack()
    request.replace(clip_view(request, int(request.value), "It counts again."))


def copy(request: Request) -> None:
    """It is no copy, or may be one again: it is compared and scored anew."""
    is_copy = request.action["action_id"].startswith("clip_copy:")
    codings.copy(request.desk, actor=request.actor, clip_id=int(request.value), copy=is_copy)
    request.ack()
    said = "It may be found to be a copy again." if is_copy else "It counts as an article of its own, and is read by itself."
    request.replace(clip_view(request, int(request.value), said))


def decide(request: Request) -> None:
    """Confirms a link, refuses it, or leaves it to the machine again."""
    word = request.action["action_id"].partition(":")[0].rpartition("_")[2]
    yes = {"yes": True, "no": False, "undo": None}[word]
    clip_id = ties.decide(request.desk, actor=request.actor, link_id=int(request.value), yes=yes)
    request.ack()
    said = {"yes": "Confirmed.", "no": "It does not belong to that.", "undo": "Left to the machine again."}[word]
    request.replace(clip_view(request, clip_id, said))


def _show_under(request: Request, clip_id: int, said: str) -> None:
    """The clip anew, where its modal lies under the form that was sent."""
    under = request.view.get("previous_view_id")
    if under:
        request.replace(lambda: clip_view(request, clip_id, said), view_id=under)
