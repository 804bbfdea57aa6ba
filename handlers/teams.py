"""The team: who is on the desk, and the desk's choices."""

from __future__ import annotations

import re

from bot import statements, teams
from bot.authority import NEEDS, RANK, authorize
from bot.errors import Invalid
from bot.intake.extraction import DEFAULT_SENSITIVE_WORDS
from bot.models import Member, Role, Sensitivity
from bot.text import shortened
from bot.views import teams as views
from handlers.actors import profile
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("team_open", from_command)
    listeners.action(re.compile(r"team_person.*"), edit_person)
    listeners.action("team_choices", edit_choices)
    listeners.submission("team_person", save_person)
    listeners.submission("team_choices", save_choices)


def from_command(request: Request) -> None:
    view = _roster(request)
    request.ack()
    request.show(view)


def _roster(request: Request) -> dict[str, object]:
    members = teams.roster(request.desk, request.actor)
    team = teams.choices(request.desk, request.actor)
    away = statements.absences(request.desk, actor=request.actor)
    return views.roster(team, members, away, may_manage=request.actor.rank >= RANK[NEEDS["manage"]])


def edit_person(request: Request) -> None:
    authorize(request.actor, "manage")
    found: Member | None = None
    if request.value:
        found = teams.known(request.desk, team_id=request.actor.team_id, user_id=request.value, stale=True)
    request.ack()
    request.show(views.member(found))


def edit_choices(request: Request) -> None:
    authorize(request.actor, "manage")
    team = teams.choices(request.desk, request.actor)
    request.ack()
    request.show(views.settings(team, DEFAULT_SENSITIVE_WORDS))


def save_person(request: Request) -> None:
    """Gives the role. A person never seen before is looked up first, which is the one wait for Slack before an answer."""
    authorize(request.actor, "manage")
    form, desk = request.form, request.desk
    user_id = form.user("person") or ""
    if teams.known(desk, team_id=request.actor.team_id, user_id=user_id) is None:
        teams.meet(desk, profile(request.client, request.actor.team_id, user_id))
    level = form.option("approves")
    teams.set_role(
        desk, actor=request.actor, user_id=user_id, role=Role(form.option("role") or Role.NONE),
        approves=Sensitivity(level) if level else None,
    )  # fmt: skip
    request.ack()
    root = request.view.get("root_view_id")
    if root and root != request.view["id"]:
        request.replace(lambda: _roster(request), view_id=root)


def save_choices(request: Request) -> None:
    form = request.form
    own, harmless = _listed(form.text("sensitive_words")), set(_listed(form.text("harmless_words")))
    if unknown := sorted(harmless - set(DEFAULT_SENSITIVE_WORDS)):
        wrong = f"“{shortened(unknown[0], 60)}” is not among those that come with the desk."
        raise Invalid(wrong, harmless_words=wrong)
    kept = [word for word in DEFAULT_SENSITIVE_WORDS if word not in harmless]
    minutes, months = form.text("buffer_minutes"), form.text("answers_age_months").strip()
    cold = form.text("cold_days").strip()
    teams.choose(
        request.desk, actor=request.actor, desk_channel=form.conversation("desk_channel"),
        intake_channel=form.conversation("intake_channel"), zone=form.text("zone").strip(),
        digest_time=form.text("digest_time").strip(), digest_days=form.options("digest_days"),
        buffer_minutes=int(minutes) if minutes.isdecimal() else -1,
        sensitive_words=[*kept, *(word for word in own if word not in kept)] if own or harmless else None,
        answers_age_months=int(months) if months.isdecimal() else -1, cold_days=int(cold) if cold.isdecimal() else -1,
    )  # fmt: skip
    request.ack()
    root = request.view.get("root_view_id")
    if root and root != request.view["id"]:
        request.replace(lambda: _roster(request), view_id=root)


def _listed(text: str) -> list[str]:
    """Words that were typed with commas or line breaks between them."""
    return [word.strip() for word in text.replace("\n", ",").split(",") if word.strip()]
