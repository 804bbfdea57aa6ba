"""One message per second per channel. Source: https://docs.slack.dev/apis/web-api/rate-limits"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.sandbox.errors import ApiError

if TYPE_CHECKING:
    from bot.sandbox.world import World


def take_message(world: World, channel: str) -> None:
    """Use up one message of this channel's second. Raises ratelimited (429) with Retry-After in whole seconds."""
    strictness = world.strictness
    if not strictness.rate_limit:
        return
    now = world.clock()
    recent = [at for at in world.buckets.get(channel, []) if 0 <= now - at < 1.0]
    if len(recent) >= max(1, strictness.rate_burst):
        world.buckets[channel] = recent
        wait = max(1, math.ceil(1.0 - (now - recent[0])))
        raise ApiError("ratelimited", status=429, headers={"retry-after": str(wait)})
    world.buckets[channel] = [*recent, now]
