"""The desk behind HTTP: gunicorn with threads, since a sync Bolt app under an asynchronous server would block it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.errors import DeskError

if TYPE_CHECKING:
    from bot.settings import Settings


def serve(settings: Settings, *, host: str, port: int, threads: int) -> None:
    """Serves until told to stop. DeskError where what it needs is not there."""
    # Told here, where a person reads it, and not in gunicorn's child, where it would be a traceback.
    if settings.slack_signing_secret is None:
        raise DeskError("SLACK_SIGNING_SECRET is not set: over HTTP it is how the desk knows that Slack is calling.")
    if settings.slack_bot_token is None:
        raise DeskError("SLACK_BOT_TOKEN is not set. `python -m bot doctor` says where to find it.")
    try:
        from gunicorn.app.base import BaseApplication
    except ImportError:
        raise DeskError("gunicorn is not installed: pip install 'pressdesk[web]'.") from None
    from bot.app import wsgi

    class Server(BaseApplication):
        """gunicorn, told by us and not by a file of its own."""

        def load_config(self) -> None:
            told = {
                "bind": f"{host}:{port}", "worker_class": "gthread", "workers": 1, "threads": threads, "timeout": 30,
                "control_socket_disable": True,  # It would lie in the home folder, for whoever shares it to steer.
            }  # fmt: skip
            for name, value in told.items():
                self.cfg.set(name, value)

        def load(self) -> Callable[..., Any]:
            return wsgi(settings)

    Server().run()
