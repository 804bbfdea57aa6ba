"""Lines: approved wording, Q&A, facts, quotes, boilerplate and holding statements, each with an owner and an expiry."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word
from bot.models.inquiries import Sensitivity, Terms


class LineKind(StrEnum):
    LINE = "line"
    Q_AND_A = "q_and_a"
    FACT = "fact"
    QUOTE = "quote"
    BOILERPLATE = "boilerplate"
    HOLDING = "holding"


class LineStatus(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"


LETTERS = {
    LineKind.LINE: "L", LineKind.Q_AND_A: "A", LineKind.FACT: "F", LineKind.QUOTE: "Q", LineKind.BOILERPLATE: "B",
    LineKind.HOLDING: "H",
}  # fmt: skip


class Line(SQLModel, table=True):
    """One piece of wording that may be used again. `text` is the wording itself: of a Q&A the answer, of a quote the exact
    words, of a fact the sentence that holds its figure. `reactive` means "if asked". `expires_on` is the last day it holds.

    The words of an approved row never change in place: an edit takes the approval away and counts `version` up.
    """

    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    number: int
    kind: LineKind = Field(sa_column=word(LineKind, index=True))
    status: LineStatus = Field(default=LineStatus.DRAFT, sa_column=word(LineStatus))
    version: int = 1
    text: str = Field(sa_column=Column(Text, nullable=False))
    issue: str = Field(default="", max_length=200)
    audience: str = Field(default="", max_length=200)
    reactive: bool = True
    question: str = Field(default="", sa_column=Column(Text, nullable=False))
    figure: str = Field(default="", max_length=100)
    unit: str = Field(default="", max_length=100)
    source: str = Field(default="", max_length=500)
    as_of: date | None = None
    speaker: str = Field(default="", max_length=200)
    said_where: str = Field(default="", max_length=500)
    scenario: str = Field(default="", max_length=200)
    sensitivity: Sensitivity = Field(default=Sensitivity.ROUTINE, sa_column=word(Sensitivity))
    restricted: bool = False
    terms: Terms = Field(default=Terms.ON_RECORD, sa_column=word(Terms))
    owner_id: str = Field(foreign_key="member.id", index=True)
    approved_by: str | None = Field(default=None, foreign_key="member.id")
    approved_at: datetime | None = Field(default=None, sa_column=instant())
    review_on: date | None = None
    expires_on: date | None = Field(default=None, index=True)
    created_by: str = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=instant(nullable=False))

    @property
    def reference(self) -> str:
        """F-0012: the kind's letter and the number, counted through all kinds."""
        return f"{LETTERS[self.kind]}-{self.number:04d}"


class House(SQLModel, table=True):
    """A message house for an issue: the core message, its pillars, a list of `{"message", "proofs": [text or reference, …]}`,
    and bridges back to them. Approved and expiring as a whole."""

    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    number: int
    status: LineStatus = Field(default=LineStatus.DRAFT, sa_column=word(LineStatus))
    version: int = 1
    issue: str = Field(max_length=200)
    core_message: str = Field(sa_column=Column(Text, nullable=False))
    pillars: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    bridges: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    sensitivity: Sensitivity = Field(default=Sensitivity.ROUTINE, sa_column=word(Sensitivity))
    restricted: bool = False
    owner_id: str = Field(foreign_key="member.id", index=True)
    approved_by: str | None = Field(default=None, foreign_key="member.id")
    approved_at: datetime | None = Field(default=None, sa_column=instant())
    review_on: date | None = None
    expires_on: date | None = Field(default=None, index=True)
    created_by: str = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=instant(nullable=False))

    @property
    def reference(self) -> str:
        """M-0002; its core message is M-0002.0 and its pillars M-0002.1 and on."""
        return f"M-{self.number:04d}"


class LineEvent(SQLModel, table=True):
    """One line of the history of a line or a house. `before` holds what an edit replaced."""

    __table_args__ = (CheckConstraint("(line_id is null) <> (house_id is null)", name="line_or_house"),)

    id: int | None = Field(default=None, primary_key=True)
    line_id: int | None = Field(default=None, foreign_key="line.id", index=True)
    house_id: int | None = Field(default=None, foreign_key="house.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
