"""Contacts: journalists and the outlets they work for."""

from bot.contacts.people import (
    LONGEST_KEY,
    Person,
    journalist,
    not_held,
    of_address,
    other_numbers,
    outlet,
    person,
    survivor,
    works_at,
)
from bot.contacts.suppressions import permitted, suppress, suppressed

__all__ = [
    "LONGEST_KEY",
    "Person",
    "journalist",
    "not_held",
    "of_address",
    "other_numbers",
    "outlet",
    "permitted",
    "person",
    "suppress",
    "suppressed",
    "survivor",
    "works_at",
]
