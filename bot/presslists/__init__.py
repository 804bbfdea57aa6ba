"""Press lists: saved filters of contacts, and hand-picked ones.

Who must not be contacted is in none, whatever the filter says or a person picked, and each reader's list holds only contacts
that they may know of.
"""

from bot.presslists.carrying import made, send
from bot.presslists.changes import add, bring_back, delete, leave_out, save, take_in, undo
from bot.presslists.contacts import Contact, everybody, readable
from bot.presslists.filters import FIELDS, TIERLESS, Filter
from bot.presslists.naming import meant
from bot.presslists.record import LONGEST, ListRecord, Preview, Summary, get, listing, members, offered, preview

__all__ = [
    "FIELDS", "LONGEST", "TIERLESS", "Contact", "Filter", "ListRecord", "Preview", "Summary", "add", "bring_back", "delete", "everybody", "get", "leave_out",
    "listing", "made", "meant", "members", "offered", "preview", "readable", "save", "send", "take_in", "undo",
]  # fmt: skip
