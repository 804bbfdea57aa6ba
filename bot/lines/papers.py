"""Papers: lines and houses as flat rows of text, the same in CSV and Markdown, and back again without a loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from bot.errors import Invalid
from bot.lines.entries import Entry, HouseEntry, LineEntry, entry_of, pillar, pillar_text
from bot.lines.record import LineRecord
from bot.models import Line, LineKind, LineStatus, Sensitivity, Terms

# What a file may say of a row. The last three only tell; nobody is made an approver by a file.
NAMES = (
    "reference", "kind", "status", "issue", "question", "text", "figure", "unit", "source", "as_of", "speaker", "said_where", "scenario",
    "pillars", "bridges", "audience", "reactive", "sensitivity", "terms", "restricted", "owner", "review_on", "expires_on", "version",
    "approved_by", "approved_at",
)  # fmt: skip
LONG = ("question", "text", "pillars", "bridges")
YES = {"yes": True, "true": True, "no": False, "false": False, "": False}
HOUSE = "house"

Flat = dict[str, str]


@dataclass(frozen=True)
class Paper:
    """A row out of a file: where it stands there, its reference (may be ""), the entry, its status there, and the owner's
    user id ("" where the file names none)."""

    at: int
    reference: str
    entry: Entry
    status: LineStatus
    owner: str


def flat(record: LineRecord) -> Flat:
    """The row as text, by name; what it has nothing of is "". Its owner and approver are user ids."""
    row, entry = record.row, entry_of(record.row)
    told: dict[str, Any] = {one.name: getattr(entry, one.name) for one in fields(entry)}
    if isinstance(entry, HouseEntry):
        told |= {
            "kind": HOUSE, "text": entry.core_message, "bridges": "\n".join(entry.bridges),
            "pillars": "\n\n".join(pillar_text(one) for one in entry.pillars),
        }  # fmt: skip
    told |= {
        "reference": row.reference, "status": row.status, "owner": _user(row.owner_id), "version": row.version,
        "approved_by": _user(row.approved_by or ""), "approved_at": row.approved_at.isoformat() if row.approved_at else "",
    }  # fmt: skip
    if not isinstance(row, Line):
        told["reactive"] = ""
    return {name: _text(told.get(name, "")) for name in NAMES}


def paper(given: Mapping[str, str], *, at: int) -> Paper:
    """The other way round. Invalid, field by field, where something is of no known kind."""
    found = {name: (given.get(name) or "").strip() for name in NAMES}
    wrong: dict[str, str] = {}

    def one_of(name: str, kind: type[StrEnum], otherwise: str) -> Any:
        value = found[name] or otherwise
        if value not in list(kind):
            wrong[name] = f"“{value[:40]}” is none of {', '.join(kind)}"
            return kind(otherwise)
        return kind(value)

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(found[name]) if found[name] else None
        except ValueError:
            wrong[name] = f"“{found[name][:40]}” is no day; write it as 2027-03-31"
            return None

    def yes(name: str, otherwise: str) -> bool:
        value = (found[name] or otherwise).casefold()
        if value not in YES:
            wrong[name] = f"“{value[:40]}” is neither yes nor no"
        return YES.get(value, False)

    shared: dict[str, Any] = {
        "sensitivity": one_of("sensitivity", Sensitivity, "routine"), "restricted": yes("restricted", "no"),
        "review_on": day("review_on"), "expires_on": day("expires_on"),
    }  # fmt: skip
    entry: Entry
    if found["kind"] == HOUSE:
        pillars = tuple(one for one in map(pillar, _paragraphs(found["pillars"])) if one)
        bridges = tuple(one.strip() for one in found["bridges"].split("\n") if one.strip())
        entry = HouseEntry(found["issue"], found["text"], pillars, bridges, **shared)
    else:
        kind = one_of("kind", LineKind, "line") if found["kind"] else LineKind.LINE
        if not found["kind"]:
            wrong["kind"] = f"is missing; one of {', '.join(LineKind)} or {HOUSE}"
        texts = ("text", "issue", "audience", "question", "figure", "unit", "source", "speaker", "said_where", "scenario")
        words: dict[str, Any] = {name: found[name] for name in texts}
        entry = LineEntry(
            kind,
            reactive=yes("reactive", "yes"),
            as_of=day("as_of"),
            terms=one_of("terms", Terms, "on_record"),
            **words,
            **shared,
        )
    status = one_of("status", LineStatus, "draft")
    if wrong:
        raise Invalid("It can't be read.", **wrong)
    return Paper(at, found["reference"].upper(), entry, status, found["owner"])


def _paragraphs(text: str) -> list[str]:
    return [one for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value.value if isinstance(value, StrEnum) else value)


def _user(member_id: str) -> str:
    return member_id.rsplit(":", 1)[-1]
