"""Opening the app's Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import cast, channels, events
from bot.sandbox.results import Result, done, refused

if TYPE_CHECKING:
    from bot.sandbox.world import World


def open_home(world: World, *, user: str) -> Result:
    """app_home_opened, and the Home view as it stands then."""
    if user not in world.state.people or user == cast.BOT_USER:
        return refused("user_not_found")
    with world.change():
        channel = channels.open_im(world, cast.BOT_USER, user)
        view = world.state.homes.get(user)
        events.home_opened(world, user, channel["id"], view)
    return done(view=world.home(user))
