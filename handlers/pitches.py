"""Pitches: logged after a look at whom they go to, followed up, answered, where they ran, and each step taken back."""

from __future__ import annotations

import re
from typing import Any

from bot import pitches, presslists, statements, teams
from bot.authority import authorize
from bot.errors import Invalid
from bot.models import PitchOffer, PitchOutcome
from bot.pitches import Check, NewPitch
from bot.text import shortened
from bot.views import pitch_forms as forms
from bot.views import pitches as views
from handlers import incoming
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"pitch_(?:new|open|statement|list:\d+|open:\d+)"), begin)
    listeners.submission("pitch_save", save)
    listeners.action(re.compile(r"pitches_turn:\w+"), turn)
    listeners.action(re.compile(r"pitch_story:\d+"), open_story)
    listeners.action(re.compile(r"pitch_look:\d+"), look)
    listeners.action(re.compile(r"pitch_followed:\w+"), followed)
    listeners.action(re.compile(r"pitch_outcome:\d+:\w+"), outcome)
    listeners.action(re.compile(r"pitch_ran_open:\d+"), ran_form)
    listeners.submission("pitch_ran", ran)
    listeners.action(re.compile(r"pitch_note_open:\d+"), note_form)
    listeners.submission("pitch_note", note)
    listeners.action(re.compile(r"pitch_take_back:\d+"), take_back)
    listeners.action(re.compile(r"pitch_undo:\d+"), undo)
    listeners.action(re.compile(r"pitch_(?:yes|no|unsay):\d+"), decide)


def from_command(request: Request) -> None:
    """`/press pitch`: the log. `/press pitch new`: the form. `/press pitch castellane`: what was pitched to them or of that."""
    text = incoming.plain((request.body.get("text") or "").strip()[len("pitch") :]).translate(incoming.QUOTES).strip(' "')[:200]
    if text.casefold() == "new":
        authorize(request.actor, "work")
        return put(request, _form(request, NewPitch("")))
    put(request, views.board(pitches.board(request.desk, actor=request.actor, words=text), request.actor))


def turn(request: Request) -> None:
    page, _, words = request.value.partition(":")
    found = pitches.board(request.desk, actor=request.actor, words=words, page=int(page))
    put(request, views.board(found, request.actor))


def begin(request: Request) -> None:
    """The form: for anybody, for the contact whose card it came from, for a press list, or of a statement. What it came from
    stays under it."""
    authorize(request.actor, "work")
    kind = request.action["action_id"]
    if kind == "pitch_new":
        return put(request, _form(request, NewPitch("")))
    if kind.startswith("pitch_list"):
        entry = NewPitch("", list_id=int(request.value))
    elif kind == "pitch_statement":
        found = statements.by_id(request.desk, actor=request.actor, statement_id=int(request.value))
        entry = NewPitch(shortened(found.subject, 250), statement_id=int(request.value))
    else:
        entry = NewPitch("", picked=(int(request.value),))
    view = _form(request, entry)
    request.ack()
    request.show(view)


def new_view(request: Request, *, subject: str, note: str = "") -> dict[str, Any]:
    """The form with a story in it, for whoever may pitch."""
    authorize(request.actor, "work")
    return _form(request, NewPitch(subject, note=note))


def _form(request: Request, entry: NewPitch, found: Check | None = None) -> dict[str, Any]:
    desk, actor = request.desk, request.actor
    return forms.form(
        entry, presslists.readable(desk, actor=actor), presslists.listing(desk, actor=actor), pitches.offered(desk, actor=actor, besides=entry.statement_id),
        found=found,
        zone=teams.choices(desk, actor).zone,
    )  # fmt: skip


def _entry(request: Request) -> NewPitch:
    form = request.form
    numbers = {name: form.option(name) or "" for name in ("list", "statement", "after")}
    return NewPitch(
        form.text("subject"), tuple(int(one) for one in form.options("picked")), form.text("lines"),
        list_id=int(numbers["list"]) if numbers["list"] else None, note=form.text("note"),
        statement_id=int(numbers["statement"]) if numbers["statement"] else None, offer=PitchOffer(form.option("offer") or "open"),
        after=int(numbers["after"] or pitches.AFTER[0]), at=form.moment("at"), leave=form.option("again") == forms.LEAVE,
        because=form.text("because"),
    )  # fmt: skip


def save(request: Request) -> None:
    """Puts it on record, once the person saw to whom it goes and what stands against it."""
    entry, seen = _entry(request), carried(request)["seen"]
    found = pitches.check(request.desk, actor=request.actor, entry=entry)
    if found.to_confirm and found.seen != seen:
        request.ack(response_action="update", view=_form(request, entry, found))
        return
    rows = pitches.log(request.desk, actor=request.actor, entry=entry, seen=seen)
    count = "one journalist" if len(rows) == 1 else f"{len(rows)} journalists"
    said = f"On record, for {count}. Note here what comes of it."
    if len(rows) == 1:
        return put(request, _card(request, rows[0].id or 0, said))
    record = pitches.story(request.desk, actor=request.actor, pitch_id=rows[0].id or 0)
    put(request, views.story(record, request.actor, said))


def open_story(request: Request) -> None:
    """The pitches of a story; where there is but one, that."""
    found = pitches.story(request.desk, actor=request.actor, pitch_id=int(request.value))
    only = found.total == 1
    put(request, _card(request, found.records[0].row.id or 0) if only else views.story(found, request.actor))


def _card(request: Request, pitch_id: int, said: str = "") -> dict[str, Any]:
    record = pitches.get(request.desk, actor=request.actor, pitch_id=pitch_id)
    return views.card(record, request.actor, request.desk.clock(), said)


def look(request: Request) -> None:
    put(request, _card(request, int(request.value)))


def _shown(request: Request, pitch_id: int, said: str) -> None:
    """The pitch anew where it is in front of the person; what they were told in a message follows by itself."""
    if request.in_modal:
        return put(request, _card(request, pitch_id, said))
    request.ack()


def followed(request: Request) -> None:
    ids = [int(one) for one in request.value.split(",")]
    pitches.follow_up(request.desk, actor=request.actor, pitch_ids=ids)
    _shown(request, ids[0], "Noted.")


def outcome(request: Request) -> None:
    pitch_id, _, word = request.value.partition(":")
    pitches.set_outcome(request.desk, actor=request.actor, pitch_id=int(pitch_id), outcome=PitchOutcome(word))
    _shown(request, int(pitch_id), "Noted.")


def ran_form(request: Request) -> None:
    desk, actor, pitch_id = request.desk, request.actor, int(request.value)
    clips = pitches.choices(desk, actor=actor, pitch_id=pitch_id)
    put(request, views.where_it_ran(pitches.get(desk, actor=actor, pitch_id=pitch_id), clips))


def ran(request: Request) -> None:
    pitch_id, chosen = carried(request)["p"], request.form.option("clip")
    if chosen is None:
        raise Invalid("Where did it run?", clip="Choose where it ran.")
    pitches.set_outcome(
        request.desk, actor=request.actor, pitch_id=pitch_id, outcome=PitchOutcome.RAN, clip_id=pitches.chosen_clip(chosen)
    )  # fmt: skip
    put(request, _card(request, pitch_id, "It ran. Noted."))


def note_form(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.noting(pitches.get(request.desk, actor=request.actor, pitch_id=int(request.value))))


def note(request: Request) -> None:
    pitch_id = carried(request)["p"]
    pitches.note(request.desk, actor=request.actor, pitch_id=pitch_id, text=request.form.text("note"))
    put(request, _card(request, pitch_id, "Saved."))


def take_back(request: Request) -> None:
    pitches.take_back(request.desk, actor=request.actor, pitch_id=int(request.value))
    _shown(request, int(request.value), "Taken back.")


def undo(request: Request) -> None:
    pitches.undo(request.desk, actor=request.actor, pitch_id=int(request.value))
    _shown(request, int(request.value), "Undone.")


def decide(request: Request) -> None:
    """A person's word on a clip that may have come of a pitch."""
    word = request.action["action_id"].partition(":")[0].rpartition("_")[2]
    yes = {"yes": True, "no": False, "unsay": None}[word]
    pitch_id = pitches.ran(request.desk, actor=request.actor, link_id=int(request.value), yes=yes)
    _shown(request, pitch_id, {"yes": "It ran. Noted.", "no": "Noted: not of this.", "unsay": "Undone."}[word])
