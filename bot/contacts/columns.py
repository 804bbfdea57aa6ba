"""Columns: what the columns of a spreadsheet of journalists mean, guessed from their headings and from what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.text import folded

# What a column may be, as people choose it; the order in which a doubtful heading is decided.
FIELDS = {
    "name": "Name", "first_name": "First name", "last_name": "Last name", "email": "E-mail", "phone": "Phone",
    "outlet": "Outlet", "role": "Job title", "beats": "Beats", "region": "Region", "languages": "Languages",
    "tier": "Tier", "kind": "Kind of outlet", "tags": "Tags", "preference": "How they like to be reached", "notes": "Notes",
}  # fmt: skip
_HEADINGS = {
    "first_name": "first name|firstname|first|forename|given name|christian name|vorname|prenom|nombre",
    "last_name": "last name|lastname|last|surname|family name|second name|nachname|nom|nom de famille|apellido|apellidos",
    "name": "name|full name|contact|contact name|journalist|reporter|journalist name|person|who|name of journalist|display name",
    "email": "email|e mail|mail|email address|e mail address|emails|email 1|primary email|work email|email 2|other email|courriel|correo",
    "phone": "phone|tel|telephone|mobile|cell|phone number|mobile number|telephone number|direct line|mob|tel no|telefon|telephone mobile|work phone|handy",
    "outlet": "outlet|publication|media|media outlet|organisation|organization|company|paper|newspaper|title name|programme|station|publisher|medium|employer|redaktion",
    "role": "role|job title|position|job|title|job role|function|funktion|poste",
    "beats": "beat|beats|topic|topics|covers|coverage|subject|subjects|interests|specialism|specialisms|area of interest|focus|ressort",
    "region": "region|location|area|country|city|county|patch|where|based in|town",
    "languages": "language|languages|lang|sprache|langue|idioma",
    "tier": "tier|priority|rank|level|importance",
    "kind": "type|kind|media type|outlet type|category|channel",
    "tags": "tag|tags|list|lists|group|groups|label|labels|segment",
    "preference": "preferred contact|preference|preferences|how to reach|best way to contact|contact preference|prefers|how they like to be reached",
    "notes": "notes|note|comments|comment|remarks|remark|other|misc|info|background|bemerkung|history|last contact",
}
HEADINGS = {word: field for field, words in _HEADINGS.items() for word in words.split("|")}
_ADDRESS = re.compile(r"[^\s<>,;()|/]+@[^\s<>,;()|/]+\.\w+")
_NUMBER = re.compile(r"^\+?[\d\s().\-/]{7,}(?:\s*(?:x|ext\.?)\s*\d+)?$")


def meant(heading: str) -> str | None:
    """The field that a heading names; None where it names none."""
    words = folded(heading).replace("_", " ").strip()
    if words in HEADINGS:
        return HEADINGS[words]
    bare = re.sub(r"\b(?:the|of|contact|journalist|s|no|nr|\d+)\b", " ", words)
    bare = " ".join(bare.split())
    if bare in HEADINGS:
        return HEADINGS[bare]
    return next(
        (field for word, field in HEADINGS.items() if len(word) > 4 and re.search(rf"\b{re.escape(word)}\b", words)), None
    )


def headings(rows: Sequence[Sequence[str]]) -> int | None:
    """The place of the row that names the columns, among the first ten: a title or a date may stand above it. None where
    there is none, and the first row is a person already."""
    best = max(range(min(len(rows), 10)), key=lambda place: (_told(rows[place]), -place), default=None)
    return best if best is not None and _told(rows[best]) else None


def _told(row: Sequence[str]) -> int:
    """How many columns a row names: none where it holds an address or a number, or names one of several cells."""
    cells = [cell for cell in row if cell.strip()]
    if any(_ADDRESS.search(cell) or _NUMBER.match(cell.strip()) for cell in cells):
        return 0
    told = len({field for cell in cells if (field := meant(cell))})
    return told if told >= 2 or (told == 1 and len(cells) == 1 and len(row) == 1) else 0


def mapping(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """The field of each column that is understood, by its place. A column without a known heading is told by what stands in
    it; two columns of names are one of first names and one of last ones."""
    found = {place: field for place, heading in enumerate(headings) if heading.strip() and (field := meant(heading))}
    width = max([len(headings), *(len(row) for row in rows)], default=0)
    for place in range(width):
        if place in found or not (cells := [row[place].strip() for row in rows if place < len(row) and row[place].strip()]):
            continue
        if _most(cells, _ADDRESS.search):
            found[place] = "email"
        elif _most(cells, _NUMBER.match):
            found[place] = "phone"
    if "name" not in found.values() and "last_name" not in found.values() and not any(heading.strip() for heading in headings):
        _by_place(found, rows, width)
    return dict(sorted(found.items()))


def _by_place(found: dict[int, str], rows: Sequence[Sequence[str]], width: int) -> None:
    """Without headings: the first column of words is who, the second for whom they write."""
    wanted = ["name", "outlet"]
    for place in range(width):
        if wanted and place not in found and any(place < len(row) and row[place].strip() for row in rows):
            found[place] = wanted.pop(0)


def _most(cells: Sequence[str], looks: object) -> bool:
    return sum(bool(looks(cell)) for cell in cells) > len(cells) / 2  # type: ignore[operator]
