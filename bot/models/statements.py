"""Statements: words for journalists, their versions, what each rests on, and who approved exactly which."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word
from bot.models.inquiries import Sensitivity, Terms


class StatementKind(StrEnum):
    HOLDING = "holding"
    REACTIVE = "reactive"
    PROACTIVE = "proactive"
    PRESS_RELEASE = "press_release"
    MEDIA_ADVISORY = "media_advisory"
    OP_NOTE = "op_note"
    Q_AND_A = "q_and_a"
    OP_ED = "op_ed"
    CORRECTION = "correction"


class StatementStatus(StrEnum):
    """`held` waits for an approver who said not now; `withdrawn` was given up before it was sent."""

    DRAFT = "draft"
    PENDING_APPROVAL = "pending_approval"
    HELD = "held"
    APPROVED = "approved"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    """Where a version's words came from."""

    TYPED = "typed"
    MODEL = "model"
    ASSEMBLED = "assembled"


class Statement(SQLModel, table=True):
    """A statement: for an inquiry, or on its own (a release, an advisory). Its words live in its versions.

    `number` is the N of S-N, counted per team. `current` is the number of the newest version. Without an inquiry, `title`,
    `sensitivity` and `restricted` are its own; with one they are the inquiry's.
    """

    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        CheckConstraint("inquiry_id is not null or title <> ''", name="inquiry_or_title"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    number: int
    kind: StatementKind = Field(default=StatementKind.REACTIVE, sa_column=word(StatementKind))
    title: str = Field(default="", max_length=250)
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
    status: StatementStatus = Field(default=StatementStatus.DRAFT, sa_column=word(StatementStatus, index=True))
    current: int = 0
    sensitivity: Sensitivity = Field(default=Sensitivity.ROUTINE, sa_column=word(Sensitivity))
    restricted: bool = False
    owner_id: str = Field(foreign_key="member.id", index=True)
    language: str = Field(default="en", max_length=35)
    translation_of_id: int | None = Field(default=None, foreign_key="statement.id", index=True)
    translation_of_version: int | None = None
    corrects_id: int | None = Field(default=None, foreign_key="statement.id", index=True)
    embargo_lifted_at: datetime | None = Field(default=None, sa_column=instant())
    created_at: datetime = Field(sa_column=instant(nullable=False))

    @property
    def reference(self) -> str:
        """As it is spoken on the phone: S-0012."""
        return f"S-{self.number:04d}"


class StatementNamed(SQLModel, table=True):
    """A person named on a restricted statement that belongs to no inquiry: only they know of it."""

    statement_id: int = Field(foreign_key="statement.id", primary_key=True)
    member_id: str = Field(foreign_key="member.id", primary_key=True)


class StatementVersion(SQLModel, table=True):
    """One version, never changed. `sha256` is over everything that an approval binds to (`statements.fingerprint`): text,
    terms, attribution, audience and embargo.

    `parts` are the boxes of its form by name, of which `text` is put together. `sentences` says what each sentence rests on,
    a list of `{"text", "sources", "kind"}`, with `rules` and `words` where it was marked, and `against` where it says otherwise
    than `{"reference", "text", "what", "words"}` said before; `generation_id` is the model's call that wrote the first of them.
    """

    __table_args__ = (UniqueConstraint("statement_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="statement.id", index=True)
    number: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    parts: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    terms: Terms = Field(sa_column=word(Terms))
    attribution: str = Field(default="", max_length=200)
    audience: str = Field(default="", max_length=200)
    embargo_words: str = Field(default="", max_length=200)
    embargo_until: datetime | None = Field(default=None, sa_column=instant())
    embargo_zone: str = ""
    sha256: str = Field(max_length=64)
    origin: Origin = Field(default=Origin.TYPED, sa_column=word(Origin))
    sources: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    sentences: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    generation_id: int | None = Field(default=None, foreign_key="generation.id")
    author_id: str = Field(foreign_key="member.id", index=True)
    created_at: datetime = Field(sa_column=instant(nullable=False))


class StatementSource(SQLModel, table=True):
    """A row that a version cites, as it stood when it was cited. `reference` is ours: L-0004, F-0012, M-0002.1, PR-0147."""

    __table_args__ = (UniqueConstraint("version_id", "reference"),)

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="statementversion.id", index=True)
    reference: str = Field(max_length=20, index=True)
    kind: str = Field(max_length=10)
    text: str = Field(sa_column=Column(Text, nullable=False))
    speaker: str = ""
    expires_on: str = ""
    line_id: int | None = Field(default=None, foreign_key="line.id", index=True)
    house_id: int | None = Field(default=None, foreign_key="house.id", index=True)
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)


class StatementEvent(SQLModel, table=True):
    """One line of the history of a statement that belongs to no inquiry."""

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="statement.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
