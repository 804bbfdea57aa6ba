"""Layouts: the exact text of a statement put together from its parts, and which line of it is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.models import StatementKind, StatementVersion
from bot.statements.kinds import KINDS, Part
from bot.text import shortened

BOILERPLATE = "boilerplate"  # The part that holds the words of a boilerplate line …
BOILERPLATE_LINE = "boilerplate_line"  # … and the one that holds its reference.
AFTER_ENDS = {"notes", "contact"}
IMMEDIATE = "For immediate release"
Style = Literal["kind", "embargo", "headline", "subheading", "heading", "text", "ends"]


@dataclass(frozen=True)
class Piece:
    """A stretch of the text that stands alone, between blank lines."""

    text: str
    style: Style = "text"


def compose(
    kind: StatementKind, parts: Mapping[str, str], *, organisation: str, until: datetime | None = None, zone: str = ""
) -> str:
    """The exact text, plain, its pieces a blank line apart. `until` and `zone` are those of the embargo, if any."""
    return joined(layout(kind, parts, organisation=organisation, until=until, zone=zone))


def layout(
    kind: StatementKind, parts: Mapping[str, str], *, organisation: str, until: datetime | None = None, zone: str = ""
) -> list[Piece]:
    """The same in pieces; what is empty is left out."""
    template, given = KINDS[kind], {name: text.strip() for name, text in parts.items()}
    if template.is_plain:
        return [Piece(given.get(template.parts[0].name, ""))]
    found = [Piece(text, "kind") for text in template.opening]
    if template.embargo_line:
        found.append(Piece(embargo_line(until, zone) if until else IMMEDIATE, "embargo"))
    if given.get("dateline") and given.get("lead"):
        given["lead"] = f"{given.pop('dateline')} – {given['lead']}"
    for one in template.parts:
        if one.name not in AFTER_ENDS:
            found += _part(one, given)
    if template.ends:
        found.append(Piece("ENDS", "ends"))
    for one in template.parts:
        if one.name == "contact" and template.boilerplate and given.get(BOILERPLATE):
            found += [Piece(f"ABOUT {organisation.upper()}", "heading"), Piece(given[BOILERPLATE])]
        if one.name in AFTER_ENDS:
            found += _part(one, given)
    return found


def pieces_of(version: StatementVersion, kind: StatementKind, *, organisation: str) -> list[Piece]:
    """A version's text in pieces. Where its parts no longer give exactly its text, such as after the organisation was
    renamed, the text itself, cut at blank lines."""
    until, zone = version.embargo_until, version.embargo_zone
    found = layout(kind, version.parts, organisation=organisation, until=until, zone=zone)
    return found if joined(found) == version.text else [Piece(one) for one in version.text.split("\n\n")]


def excerpt(version: StatementVersion, kind: StatementKind, most: int) -> str:
    """The beginning of what a version says, without what every statement of its kind begins with."""
    said = [version.parts[one.name] for one in KINDS[kind].parts if one.counted and one.name in version.parts]
    return shortened("\n".join(said) or version.text, most)


def joined(pieces: Sequence[Piece]) -> str:
    """The text that pieces make."""
    return "\n\n".join(one.text for one in pieces)


def embargo_line(until: datetime, zone: str) -> str:
    """EMBARGOED until 00:01 GMT, Tuesday 3 March 2026."""
    return f"EMBARGOED until {moment(until, zone)}"


def moment(at: datetime, zone: str) -> str:
    """An instant on the wall clock of its zone: 00:01 GMT, Tuesday 3 March 2026."""
    local = at.astimezone(ZoneInfo(zone or "UTC"))
    name = local.strftime("%Z")
    return local.strftime(f"%H:%M {f'UTC{name}' if name[:1] in '+-' else name}, %A %-d %B %Y")


def _part(one: Part, given: Mapping[str, str]) -> list[Piece]:
    text = given.get(one.name, "")
    if not text:
        return []
    if one.heading:
        return [Piece(one.heading, "heading"), Piece(text)]
    styles: dict[str, Style] = {"headline": "headline", "subheading": "subheading"}
    return [Piece(text, styles.get(one.name, "text"))]
