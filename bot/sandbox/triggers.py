"""trigger_ids: three seconds, one use. Source: https://docs.slack.dev/interactivity/handling-user-interaction"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.errors import ApiError

_KEPT = 5000


@dataclass
class Trigger:
    """Who may be shown a modal, and the view the trigger came from."""

    user: str
    at: float
    view_id: str | None = None
    used: bool = False


class Triggers:
    """The triggers handed out, the oldest forgotten first."""

    def __init__(self, *, clock: Callable[[], float]):
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str, *, view_id: str | None = None) -> str:
        """A new trigger_id for this person's interaction."""
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(user, self._clock(), view_id)
        while len(self._triggers) > _KEPT:
            self._triggers.pop(next(iter(self._triggers)))
        return trigger_id

    def check(self, trigger_id: str, *, seconds: float) -> Trigger:
        """The trigger, still unused. Raises invalid_trigger_id, exchanged_trigger_id or expired_trigger_id."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._clock() - trigger.at >= seconds:
            raise ApiError("expired_trigger_id")
        return trigger
