"""Who is asking: every request is given its actor before a listener sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot import teams
from bot.authority import Actor
from bot.desk import Desk
from bot.teams import Profile


def middleware(desk: Desk) -> Callable[..., Any]:
    """Puts the actor into the context; a payload nobody sent (a bot's, Slack's own) has none."""

    def authenticate(body: dict[str, Any], context: BoltContext, client: WebClient, next: Callable[[], Any]) -> Any:
        team_id, user_id = context.team_id, context.user_id
        event = body.get("event") or {}
        if team_id and user_id and not event.get("bot_id"):
            member = teams.known(desk, team_id=team_id, user_id=user_id) or teams.meet(desk, profile(client, team_id, user_id))
            actor = Actor.of(member)
            if home_team(body) not in (None, team_id):
                actor = Actor(actor.id, team_id, user_id, actor.name, actor.zone)
            context["actor"] = actor
        return next()

    return authenticate


def home_team(body: dict[str, Any]) -> str | None:
    """The workspace the person belongs to, where the payload says so: not ours for people of Slack Connect."""
    user = body.get("user")
    event = body.get("event") or {}
    return (user.get("team_id") if isinstance(user, dict) else None) or event.get("user_team") or event.get("source_team")


def profile(client: WebClient, team_id: str, user_id: str) -> Profile:
    """What Slack says of a person. Guests, bots, the deactivated and people of other workspaces are outsiders."""
    user = client.users_info(user=user_id)["user"]
    details = user.get("profile") or {}
    foreign = user.get("team_id") not in (None, team_id)
    closed = any(user.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_bot", "is_stranger", "deleted"))
    return Profile(
        team_id=team_id,
        user_id=user_id,
        name=details.get("display_name") or user.get("real_name") or details.get("real_name") or user.get("name") or user_id,
        zone=user.get("tz") or "UTC",
        email=details.get("email"),
        outsider=closed or foreign,
        workspace_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )
