"""What Slack says about the app itself: it was removed, or its token no longer holds."""

from __future__ import annotations

import logging
from typing import Any

from handlers.requests import Listeners

log = logging.getLogger(__name__)


def register(listeners: Listeners) -> None:
    listeners.notice("app_uninstalled", gone)
    listeners.notice("tokens_revoked", gone)


def gone(event: dict[str, Any]) -> None:
    """Nothing can be said in Slack any more, so the log says it; what waits stays on record until the app is back."""
    log.error("Slack says %s: the desk can no longer post. Install it again; nothing that waits is lost.", event["type"])
