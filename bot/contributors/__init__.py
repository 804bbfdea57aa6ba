"""Contributors: the people in our stories, what they agreed to, and everything of ours that names them."""

from bot.contributors.changes import MEDIA, ContributorEntry, add, entry_of, forget, remove, renew, save, undo, withdraw
from bot.contributors.clocks import due
from bot.contributors.places import Place, places
from bot.contributors.record import (
    PAGE,
    SOON,
    UNDO_FOR,
    ContributorPage,
    ContributorRecord,
    State,
    agreed,
    get,
    listing,
    read,
    state,
)

__all__ = [
    "MEDIA", "PAGE", "SOON", "UNDO_FOR", "ContributorEntry", "ContributorPage", "ContributorRecord", "Place", "State", "add", "agreed", "due", "entry_of", "forget",
    "get", "listing", "places", "read", "remove", "renew", "save", "state", "undo", "withdraw",
]  # fmt: skip
