"""Rehearsals: begun by a command or a button, then talked through in a person's direct messages."""

from __future__ import annotations

from bot import rehearsals, teams
from bot.authority import NEEDS, RANK
from bot.intake import extract
from bot.views import rehearsals as views
from bot.views.inquiry_forms import trouble
from handlers import incoming
from handlers.actors import meet
from handlers.carried import carried
from handlers.requests import Listeners, Request

BEGUN = "Your rehearsal waits in your direct messages with me. Only you see it."


def register(listeners: Listeners) -> None:
    listeners.action("rehearse_start", start)
    listeners.action("rehearsal_skip", skip)
    listeners.action("rehearsal_stop", stop)
    listeners.action("rehearsal_no_model", without_model)
    listeners.action("rehearsal_keep", open_keep)
    listeners.action("rehearsal_forget", forget)
    listeners.action("rehearsal_show", show)
    listeners.submission("rehearsal_keep", keep)


def from_command(request: Request) -> None:
    """`/press rehearse PR-12`, an interview or a topic begins one; bare, it says what can be rehearsed."""
    words = incoming.words(request.body.get("text") or "")[1:]
    if not words:
        found = rehearsals.choices(request.desk, actor=request.actor)
        request.ack()
        return request.say("Rehearse an interview", views.menu(found, request.desk.settings.press_command))
    _begin(request, incoming.plain(" ".join(words)))


def start(request: Request) -> None:
    """The button on a briefing; its value is a reference."""
    _begin(request, request.value)


def _begin(request: Request, reference: str) -> None:
    rehearsals.start(request.desk, actor=request.actor, reference=reference)
    request.ack()
    request.say(BEGUN)


def skip(request: Request) -> None:
    rehearsal_id, number = (int(part) for part in request.value.split(":"))
    rehearsals.skip(request.desk, actor=request.actor, rehearsal_id=rehearsal_id, number=number)
    request.ack()


def stop(request: Request) -> None:
    rehearsals.stop(request.desk, actor=request.actor, rehearsal_id=int(request.value))
    request.ack()


def without_model(request: Request) -> None:
    rehearsals.without_model(request.desk, actor=request.actor, rehearsal_id=int(request.value))
    request.ack()


def open_keep(request: Request) -> None:
    found = rehearsals.get(request.desk, actor=request.actor, rehearsal_id=int(request.value))
    request.ack()
    request.show(views.keeping(found))


def keep(request: Request) -> None:
    users, team_id = request.form.users("people")[: rehearsals.MOST_SHOWN], request.actor.team_id
    meet(request.desk, request.client, team_id, users)
    found = rehearsals.keep(
        request.desk,
        actor=request.actor,
        rehearsal_id=carried(request)["r"],
        shown_to=[f"slack:{team_id}:{user}" for user in users],
    )
    names = ", ".join(one.name for one in found.people)
    said = f"Kept. {names} can see it." if names else "Kept, for you alone."
    request.ack(response_action="update", view=trouble(said, "Kept"))


def forget(request: Request) -> None:
    rehearsals.forget(request.desk, actor=request.actor, rehearsal_id=int(request.value))
    request.ack()


def show(request: Request) -> None:
    found = rehearsals.get(request.desk, actor=request.actor, rehearsal_id=int(request.value))
    request.ack()
    request.show(views.view(found, own=found.rehearsal.member_id == request.actor.id))


def heard(request: Request) -> bool:
    """Whether a direct message belongs to the rehearsal that runs there; what reads like an inquiry from outside does not."""
    event = request.body["event"]
    text = incoming.plain(event.get("text") or "").strip()
    if not rehearsals.runs(request.desk, actor=request.actor):
        return False
    if not text:
        request.say("I can't listen yet. Please type what you would say.")
        return True
    if request.actor.rank >= RANK[NEEDS["log"]] and _is_inquiry(request, text):
        request.say(
            "This reads like a media inquiry, so it is no answer to my question. If it is one, log it below; the rehearsal goes on."
        )
        return False
    return rehearsals.say(request.desk, actor=request.actor, ts=event["ts"], text=text)


def amended(request: Request) -> bool:
    """Whether the message that was edited or deleted was an answer in a rehearsal, which then follows."""
    event = request.body["event"]
    if event.get("subtype") == "message_deleted":
        return rehearsals.amend(request.desk, actor=request.actor, ts=event.get("deleted_ts") or "", text="")
    if event.get("subtype") == "message_changed":
        now = event.get("message") or {}
        text = "" if now.get("subtype") == "tombstone" else incoming.plain(now.get("text") or "").strip()
        return rehearsals.amend(request.desk, actor=request.actor, ts=now.get("ts") or "", text=text)
    return False


def _is_inquiry(request: Request, text: str) -> bool:
    team = teams.choices(request.desk, request.actor)
    found = extract(text, received_at=request.desk.clock(), zone=team.zone)
    return found.is_inquiry and bool(found.emails or found.phones or found.outlet)
