"""Releases: approved words that went out, to whom, under which embargo, and what was promised to one alone."""

from datetime import datetime

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word
from bot.models.inquiries import Terms


class Release(SQLModel, table=True):
    """That a person sent exactly these words. One version may be sent more than once, each time to others."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    statement_id: int = Field(foreign_key="statement.id", index=True)
    version_id: int = Field(foreign_key="statementversion.id", index=True)
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
    sha256: str = Field(max_length=64)
    text: str = Field(sa_column=Column(Text, nullable=False))
    route: str = Field(max_length=20)
    terms: Terms = Field(sa_column=word(Terms))
    attribution: str = Field(default="", max_length=200)
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    embargo_until: datetime | None = Field(default=None, sa_column=instant())
    sent_by: str = Field(foreign_key="member.id")
    sent_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    corrected_by_id: int | None = Field(default=None, foreign_key="statement.id", index=True)
    taken_back_at: datetime | None = Field(default=None, sa_column=instant())


class Recipient(SQLModel, table=True):
    """Somebody who holds the words of a release. `told_at` is when they were told of its correction. `unagreed` says why words
    under embargo went to them although they had not agreed to it first; empty for everybody else."""

    id: int | None = Field(default=None, primary_key=True)
    release_id: int = Field(foreign_key="release.id", index=True)
    journalist_id: int | None = Field(default=None, foreign_key="journalist.id", index=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    name: str = Field(default="", max_length=200)
    unagreed: str = Field(default="", max_length=500)
    told_at: datetime | None = Field(default=None, sa_column=instant())
    told_by: str | None = Field(default=None, foreign_key="member.id")


class EmbargoAgreement(SQLModel, table=True):
    """That a journalist agreed to a statement's embargo before the words were shown to them. An embargo binds nobody else.

    It holds for the instant they agreed to, `embargo_until`: another one needs another word. `agreed_at` is when they said it.
    """

    __table_args__ = (UniqueConstraint("statement_id", "journalist_id"),)

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="statement.id", index=True)
    journalist_id: int = Field(foreign_key="journalist.id", index=True)
    embargo_until: datetime = Field(sa_column=instant(nullable=False))
    how: str = Field(default="", max_length=500)
    agreed_at: datetime = Field(sa_column=instant(nullable=False))
    recorded_by: str = Field(foreign_key="member.id")
    recorded_at: datetime = Field(sa_column=instant(nullable=False))
    shown_at: datetime | None = Field(default=None, sa_column=instant())


class Exclusive(SQLModel, table=True):
    """A story promised to one journalist or outlet alone until an instant. `ended_at` is set where it was ended before that."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    statement_id: int | None = Field(default=None, foreign_key="statement.id", index=True)
    subject: str = Field(max_length=250)
    journalist_id: int | None = Field(default=None, foreign_key="journalist.id", index=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    until: datetime = Field(sa_column=instant(nullable=False, index=True))
    note: str = Field(default="", max_length=500)
    promised_by: str = Field(foreign_key="member.id")
    promised_at: datetime = Field(sa_column=instant(nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=instant())
    ended_because: str = Field(default="", max_length=500)
