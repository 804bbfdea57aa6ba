"""Who is asking: every request is given its actor before a listener sees it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import teams
from bot.authority import Actor
from bot.desk import Desk
from bot.errors import DeskError, Invalid
from bot.ownership import troubles
from bot.teams import Profile

log = logging.getLogger(__name__)

MOST_NEW = 10  # Slack is asked about each, and an acknowledgement is due in three seconds.


def middleware(desk: Desk) -> Callable[..., Any]:
    """Puts the actor into the context; a payload nobody sent (a bot's, Slack's own) has none."""

    opened: set[str] = set()  # Workspaces whose desk is open; none is ever closed.

    def authenticate(body: dict[str, Any], context: BoltContext, client: WebClient, next: Callable[[], Any]) -> Any:
        team_id, user_id = context.team_id, context.user_id
        event = body.get("event") or {}
        if team_id and user_id and not event.get("bot_id"):
            try:
                with troubles.told_to_people():
                    if team_id not in opened and teams.is_open(desk, team_id):
                        opened.add(team_id)
                    at_home = team_id in opened and home_team(body) in (None, team_id)
                    context["actor"] = _actor(desk, client, team_id, user_id) if at_home else _outsider(team_id, user_id)
            except DeskError as trouble:
                if event:
                    raise  # Slack brings it again.
                context["actor"], context["trouble"] = _outsider(team_id, user_id), trouble
        return next()

    return authenticate


def _outsider(team_id: str, user_id: str) -> Actor:
    """Somebody whose workspace is another, or has no desk."""
    return Actor(f"slack:{team_id}:{user_id}", team_id, user_id, "Somebody from elsewhere", "UTC")


def _actor(desk: Desk, client: WebClient, team_id: str, user_id: str) -> Actor | None:
    """Who it is, as last seen or as Slack says now. None where Slack does not answer and they were never seen: nobody then
    may do anything."""
    member = teams.known(desk, team_id=team_id, user_id=user_id)
    if member is None:
        try:
            member = teams.meet(desk, profile(client, team_id, user_id))
        except (SlackApiError, OSError) as problem:
            log.warning("Slack did not say who %s is: %s", user_id, type(problem).__name__)
            member = teams.known(desk, team_id=team_id, user_id=user_id, stale=True)
    return Actor.of(member) if member else None


def meet(desk: Desk, client: WebClient, team_id: str, user_ids: Iterable[str]) -> None:
    """Looks up those of the people who were never seen here, so that they can be named and given things to do. Invalid where they
    are too many to look up before the acknowledgement is due."""
    new = [
        one for one in dict.fromkeys(user_ids) if teams.known(desk, team_id=team_id, user_id=one, stale=True) is None
    ]  # fmt: skip
    if len(new) > MOST_NEW:
        raise Invalid(
            f"{len(new)} of these people are new to the press desk, and it can look up {MOST_NEW} at a time. Choose fewer, save, "
            "and add the others then."
        )
    for user_id in new:
        teams.meet(desk, profile(client, team_id, user_id))


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
