"""App Home: opened, it shows the board."""

from __future__ import annotations

from bot import teams
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.event("app_home_opened", opened)


def opened(request: Request) -> None:
    if request.body["event"].get("tab") == "home":
        teams.home_opened(request.desk, request.actor)
