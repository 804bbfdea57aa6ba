"""Contacts as lists and pitches see them: a journalist with their outlet, in one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.models import Journalist, Outlet
from bot.relationships.visible import visible_to
from bot.statements import LANGUAGES
from bot.text import folded


@dataclass(frozen=True)
class Contact:
    """A journalist. Region and languages are their own, else their outlet's; `emails` has the main one first."""

    id: int
    name: str
    emails: tuple[str, ...]
    phone: str
    outlet_id: int | None
    outlet: str
    tier: int | None
    kind: str
    beats: tuple[str, ...]
    region: str
    languages: tuple[str, ...]
    tags: tuple[str, ...]
    preference: str
    blocked: bool

    @property
    def called(self) -> str:
        """ "Wren Castellane, Gazette"."""
        return f"{self.name}, {self.outlet}" if self.outlet else self.name

    @property
    def order(self) -> tuple[int, str, int]:
        """The best tier first, then by name."""
        return (self.tier or 9, self.name.casefold(), self.id)

    @cached_property
    def words(self) -> dict[str, list[frozenset[str]]]:
        """What a filter is held against: the words of each value, folded, by field."""
        values = {
            "beats": self.beats, "regions": (self.region,) if self.region else (), "tags": self.tags,
            "languages": tuple(language(one) for one in self.languages),
        }  # fmt: skip
        return {field: [_words(one) for one in found] for field, found in values.items()}


@lru_cache(maxsize=4_096)
def _words(value: str) -> frozenset[str]:
    """The words of a beat, a region, a language or a tag, of which thousands of contacts have few different ones."""
    return frozenset(folded(value).split())


def language(said: str) -> str:
    """A language by its English name, where it is written as a code: "de" is German."""
    return LANGUAGES.get(said.strip().casefold(), said).partition(" · ")[0]


def everybody(session: Session, condition: ColumnElement[bool]) -> list[Contact]:
    """All contacts under a condition, the blocked among them, those merged into another left out; the best tier first."""
    asked: Any = (
        select(  # type: ignore[call-overload,misc]
            Journalist.id, Journalist.name, Journalist.email, Journalist.other_emails, Journalist.phone, Journalist.outlet_id,
            Journalist.beats, Journalist.region, Journalist.languages, Journalist.tags, Journalist.preference,
            Journalist.do_not_contact_at, Outlet.name, Outlet.tier, Outlet.kind, Outlet.region, Outlet.languages,
        )
        .outerjoin(Outlet, col(Outlet.id) == Journalist.outlet_id)
        .where(condition, col(Journalist.merged_into_id).is_(None))
    )  # fmt: skip
    return sorted((_contact(row) for row in session.exec(asked)), key=lambda one: one.order)


def _contact(row: Sequence[Any]) -> Contact:
    who, name, email, others, phone, outlet_id, beats, region, languages, tags, preference, blocked, *place = row
    outlet, tier, kind, outlet_region, outlet_languages = place
    return Contact(
        who, name, tuple(filter(None, [email, *others])), phone or "", outlet_id, outlet or "", tier, kind or "", tuple(beats),
        region or outlet_region or "", tuple(languages or outlet_languages or ()), tuple(tags), preference, blocked is not None,
    )  # fmt: skip


def readable(desk: Desk, *, actor: Actor) -> list[Contact]:
    """The contacts that an actor may know of and the desk may contact."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return [one for one in everybody(session, visible_to(actor)) if not one.blocked]
