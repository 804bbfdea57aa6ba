"""Filters: which contacts a saved list finds. Within a field any of the values will do; every field that has some must fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from bot.presslists.contacts import Contact, language
from bot.text import folded

TIERLESS = "none"  # Outlets that nobody gave a tier.
WORDED = ("beats", "regions", "languages", "tags")
FIELDS = {"beats": "Beats", "tiers": "Outlet tier", "regions": "Region", "languages": "Languages", "kinds": "Kind of outlet",
          "tags": "Tags"}  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """What is wanted, by field. A worded value fits one that has all of its words: “health” finds “Health and care”."""

    beats: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Sequence[str]]) -> Filter:
        """As a list keeps it, or a form gives it."""
        return cls(**{one.name: tuple(dict.fromkeys(kept.get(one.name, ()))) for one in fields(cls)})

    @property
    def kept(self) -> dict[str, Any]:
        """As a list keeps it: fields that want something."""
        return {one.name: list(values) for one in fields(self) if (values := getattr(self, one.name))}

    @cached_property
    def _words(self) -> dict[str, list[frozenset[str]]]:
        found = {name: getattr(self, name) for name in WORDED if getattr(self, name)}
        found = {name: [language(one) if name == "languages" else one for one in values] for name, values in found.items()}
        return {name: [frozenset(folded(one).split()) for one in values] for name, values in found.items()}

    def finds(self, one: Contact) -> bool:
        """Whether it finds somebody. One that wants nothing finds nobody: it is of a list picked by hand."""
        if not self.kept:
            return False
        if self.tiers and (str(one.tier) if one.tier else TIERLESS) not in self.tiers:
            return False
        if self.kinds and one.kind not in self.kinds:
            return False
        return all(any(want <= there for want in wanted for there in one.words[name]) for name, wanted in self._words.items())

    def said(self) -> str:
        """In words: "Beats: health or housing · Outlet tier: 1 or 2"."""
        told = []
        for name, label in FIELDS.items():
            if values := getattr(self, name):
                shown = ["no tier" if one == TIERLESS else one for one in values]
                told.append(f"{label}: {' or '.join(shown)}")
        return " · ".join(told)
