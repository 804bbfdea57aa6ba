"""Statements: words for a journalist, their versions, and who approved exactly which."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word
from bot.models.inquiries import Terms


class StatementStatus(StrEnum):
    DRAFT = "draft"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    SENT = "sent"


class Origin(StrEnum):
    """Where a version's words came from."""

    TYPED = "typed"
    MODEL = "model"
    ASSEMBLED = "assembled"


class Verdict(StrEnum):
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    VOIDED = "voided"


class Statement(SQLModel, table=True):
    """A statement drafted for an inquiry; its words live in its versions. `current` is the number of the newest."""

    id: int | None = Field(default=None, primary_key=True)
    inquiry_id: int = Field(foreign_key="inquiry.id", index=True)
    status: StatementStatus = Field(default=StatementStatus.DRAFT, sa_column=word(StatementStatus))
    current: int = 0
    created_at: datetime = Field(sa_column=instant(nullable=False))


class StatementVersion(SQLModel, table=True):
    """One version, never changed. `sha256` is over text and terms: what an approval binds to."""

    __table_args__ = (UniqueConstraint("statement_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="statement.id", index=True)
    number: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    terms: Terms = Field(sa_column=word(Terms))
    sha256: str = Field(max_length=64)
    origin: Origin = Field(default=Origin.TYPED, sa_column=word(Origin))
    sources: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    author_id: str = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=instant(nullable=False))


class Decision(SQLModel, table=True):
    """An approver's word on one version's exact text and terms."""

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="statementversion.id", index=True)
    sha256: str = Field(max_length=64)
    verdict: Verdict = Field(sa_column=word(Verdict))
    member_id: str = Field(foreign_key="member.id")
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    at: datetime = Field(sa_column=instant(nullable=False))
