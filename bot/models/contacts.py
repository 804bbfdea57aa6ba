"""Contacts: journalists and outlets, where they work, how they are reached, and where that is known from."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class Outlet(SQLModel, table=True):
    """An outlet. `tier` 1–3 is set by us; `key` is the name folded for comparison. `domains` are the hosts it publishes on
    (`gazette.example`), without `www.`. `deadlines` are its own, in words: "pages close 16:00"."""

    __table_args__ = (UniqueConstraint("team_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id")
    name: str = Field(max_length=200)
    key: str = Field(max_length=200)
    tier: int | None = None
    kind: str | None = None
    parent_id: int | None = Field(default=None, foreign_key="outlet.id")
    domains: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    region: str = Field(default="", max_length=200)
    languages: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    deadlines: str = Field(default="", max_length=500)


class LawfulBasis(StrEnum):
    """Why the desk may keep what it keeps of a person (GDPR, article 6)."""

    LEGITIMATE_INTEREST = "legitimate_interest"
    CONSENT = "consent"
    CONTRACT = "contract"
    PUBLIC_TASK = "public_task"


class Journalist(SQLModel, table=True):
    """A journalist as we know them; `outlet_id` is where they were last seen working.

    `email` is the main address, `other_emails` the rest, all in small letters. `preference` is how they like to be reached.
    `provenance` says where the contact comes from and `review_on` when somebody looks whether it is still right.
    `do_not_contact_at` blocks everything until an admin lifts it. `cold_told_at` is when somebody was last told that nothing had been
    heard for long, `cold_until` until when nobody is told again, `cold_muted` that nobody is at all; one that turned out to be
    another person already on record is `merged_into_id` and shown nowhere.
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    name: str = Field(max_length=200)
    key: str = Field(max_length=200, index=True)
    email: str | None = Field(default=None, index=True)
    other_emails: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    phone: str | None = None
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    beats: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    region: str = Field(default="", max_length=500)
    languages: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    tags: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    preference: str = Field(default="", max_length=500)
    notes: str = Field(default="", sa_column=Column(Text, nullable=False))
    provenance: str = Field(default="", max_length=500)
    basis: LawfulBasis = Field(default=LawfulBasis.LEGITIMATE_INTEREST, sa_column=word(LawfulBasis))
    review_on: date | None = None
    do_not_contact_at: datetime | None = Field(default=None, sa_column=instant())
    do_not_contact_by: str | None = Field(default=None, foreign_key="member.id")
    do_not_contact_because: str = Field(default="", max_length=500)
    cold_told_at: datetime | None = Field(default=None, sa_column=instant())
    cold_until: datetime | None = Field(default=None, sa_column=instant())
    cold_muted: bool = False
    merged_into_id: int | None = Field(default=None, foreign_key="journalist.id", index=True)
    import_id: int | None = Field(default=None, foreign_key="contactimport.id", index=True)
    created_at: datetime = Field(sa_column=instant(nullable=False))


class OutletRole(SQLModel, table=True):
    """What a journalist does or did at an outlet; `ended_on` is empty while they do. Days are the desk's."""

    __tablename__ = "outletrole"

    id: int | None = Field(default=None, primary_key=True)
    journalist_id: int = Field(foreign_key="journalist.id", index=True)
    outlet_id: int = Field(foreign_key="outlet.id", index=True)
    title: str = Field(default="", max_length=500)
    started_on: date | None = None
    ended_on: date | None = None


class Suppression(SQLModel, table=True):
    """An address that must not come back: the SHA-256 of the team's id and the address, and nothing that names anybody."""

    __table_args__ = (UniqueConstraint("team_id", "sha256"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    sha256: str = Field(max_length=64)
    at: datetime = Field(sa_column=instant(nullable=False))


class ContactEvent(SQLModel, table=True):
    """One line of a contact's history. `before` holds the old values of the fields it changed, so that it can be undone."""

    id: int | None = Field(default=None, primary_key=True)
    journalist_id: int = Field(foreign_key="journalist.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str = Field(max_length=30)
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    undone: bool = False


class OutletEvent(SQLModel, table=True):
    """One line of an outlet's history. `before` holds what it was, so that the change can be undone."""

    __tablename__ = "outletevent"

    id: int | None = Field(default=None, primary_key=True)
    outlet_id: int = Field(foreign_key="outlet.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str = Field(max_length=30)
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    undone: bool = False


class ContactImport(SQLModel, table=True):
    """One spreadsheet of contacts that was handed in.

    Until it is `finished_at`, `sheet` holds it as it was read (`{"headings": […], "rows": [[line, [cell, …]], …]}`) and
    `mapping` the field of each column by its place; then both are emptied. `done` counts the rows looked at so far. `refused`
    says of each row that was not taken why, `changed` what there was before (`{"journalist": id, "before": {…}}`), so that the whole
    of it can be undone, and `doubtful` are the rows that wait for a person to say who they are.
    """

    __tablename__ = "contactimport"

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    name: str = Field(max_length=300)
    sheet: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    mapping: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    rows: int = 0
    done: int = 0
    added: int = 0
    merged: int = 0
    refused: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    changed: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    doubtful: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    by: str = Field(foreign_key="member.id")
    at: datetime = Field(sa_column=instant(nullable=False))
    started_at: datetime | None = Field(default=None, sa_column=instant())
    finished_at: datetime | None = Field(default=None, sa_column=instant())
    undone_at: datetime | None = Field(default=None, sa_column=instant())
