"""Inquiries: what a journalist asked, by when, on which terms, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class Status(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    TRIAGED = "triaged"
    GATHERING = "gathering"
    DRAFTING = "drafting"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    RESPONDED = "responded"
    WATCHING = "watching"
    CLOSED = "closed"


class Sensitivity(StrEnum):
    ROUTINE = "routine"
    SENSITIVE = "sensitive"
    CRISIS = "crisis"


class DeadlineKind(StrEnum):
    INSTANT = "instant"
    ASAP = "asap"
    NONE = "none"


class Terms(StrEnum):
    ON_RECORD = "on_record"
    ON_BACKGROUND = "on_background"
    DEEP_BACKGROUND = "deep_background"
    OFF_RECORD = "off_record"


class Court(StrEnum):
    """Whose court the inquiry is in: what people mean by *with*."""

    COMMS = "comms"
    PROGRAMME = "programme"
    LEADERSHIP = "leadership"
    LEGAL = "legal"
    JOURNALIST = "journalist"


class Channel(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    SLACK = "slack"
    WEB_FORM = "web_form"
    IN_PERSON = "in_person"
    SOCIAL = "social"
    REQUEST_SERVICE = "request_service"


class Resolution(StrEnum):
    DECLINED = "declined_to_comment"
    BACKGROUNDER = "provided_backgrounder"
    STATEMENT = "provided_statement"
    INTERVIEW = "scheduled_interview"
    AUDIO_VIDEO = "provided_audio_video"
    AVAILABILITY = "referred_to_availability"
    THIRD_PARTY = "referred_to_third_party"
    DROPPED = "reporter_dropped"
    UNAVAILABLE = "unavailable"
    TOO_LATE = "no_response_in_time"
    NOT_MEDIA = "not_media"
    DUPLICATE = "duplicate"
    OTHER = "other"


class Inquiry(SQLModel, table=True):
    """One media inquiry. `number` is the N of PR-N: counted per team, never reused."""

    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        UniqueConstraint("team_id", "request_id"),
        CheckConstraint("(response is null) = (responded_at is null)", name="answered_with_words"),
        CheckConstraint("(deadline_kind = 'instant') = (deadline_at is not null)", name="instant_has_time"),
        Index("ix_inquiry_source", "team_id", "source_channel", "source_ts"),
        # Each holds all that a list or a count asks of a row, so that thousands of long rows need not be read for it.
        Index("ix_inquiry_open", "team_id", "status", "restricted", "owner_id", "backup_id", "deadline_at", "deadline_kind"),
        Index("ix_inquiry_answered", "team_id", "restricted", "responded_at", "response_terms", "deadline_kind", "deadline_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    number: int
    version: int = 1
    request_id: str

    topic: str = Field(max_length=250)
    status: Status = Field(default=Status.RECEIVED, sa_column=word(Status, index=True))
    received_at: datetime = Field(sa_column=instant(nullable=False))
    logged_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    logged_by: str = Field(foreign_key="member.id")
    channel: Channel = Field(default=Channel.EMAIL, sa_column=word(Channel))
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    request_types: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))

    deadline_words: str
    deadline_kind: DeadlineKind = Field(sa_column=word(DeadlineKind))
    deadline_at: datetime | None = Field(default=None, sa_column=instant(index=True))
    deadline_zone: str = "UTC"
    deadline_note: str = ""
    embargo_words: str | None = None
    embargo_until: datetime | None = Field(default=None, sa_column=instant())
    background: str = Field(default="", sa_column=Column(Text, nullable=False))
    source_text: str = Field(default="", sa_column=Column(Text, nullable=False))
    source_channel: str | None = None
    source_ts: str | None = None
    source_link: str | None = None

    sensitivity: Sensitivity = Field(default=Sensitivity.ROUTINE, sa_column=word(Sensitivity))
    restricted: bool = Field(default=False, index=True)
    owner_id: str | None = Field(default=None, foreign_key="member.id", index=True)
    backup_id: str | None = Field(default=None, foreign_key="member.id")
    court: Court = Field(default=Court.COMMS, sa_column=word(Court))
    terms: Terms = Field(default=Terms.ON_RECORD, sa_column=word(Terms))
    terms_agreed_by: str | None = Field(default=None, foreign_key="member.id")
    terms_agreed_at: datetime | None = Field(default=None, sa_column=instant())

    acknowledged_at: datetime | None = Field(default=None, sa_column=instant())
    acknowledged_by: str | None = Field(default=None, foreign_key="member.id")
    responded_at: datetime | None = Field(default=None, sa_column=instant(index=True))
    responded_by: str | None = Field(default=None, foreign_key="member.id")
    response: str | None = Field(default=None, sa_column=Column(Text))
    response_route: str | None = None
    response_attribution: str | None = None
    response_terms: Terms | None = Field(default=None, sa_column=word(Terms, nullable=True, name="response_terms"))
    response_version_id: int | None = None
    resolution: Resolution | None = Field(default=None, sa_column=word(Resolution, nullable=True))
    closed_at: datetime | None = Field(default=None, sa_column=instant(index=True))

    issue_id: int | None = Field(default=None, foreign_key="issue.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
    duplicate_of_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)

    @property
    def reference(self) -> str:
        """As it is spoken on the phone: PR-0147."""
        return f"PR-{self.number:04d}"

    @property
    def may_leave(self) -> bool:
        """Whether a model may read its text: off-record, restricted and embargoed text never leaves the house."""
        return not self.restricted and self.terms == Terms.ON_RECORD and not self.embargo_words

    @property
    def is_open(self) -> bool:
        return self.status not in (Status.RESPONDED, Status.WATCHING, Status.CLOSED)


class Question(SQLModel, table=True):
    """One question, verbatim, numbered from 1 within its inquiry."""

    __table_args__ = (UniqueConstraint("inquiry_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    inquiry_id: int = Field(foreign_key="inquiry.id", index=True)
    number: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    answer: str | None = Field(default=None, sa_column=Column(Text))


class Named(SQLModel, table=True):
    """A person named on a restricted inquiry: only they know of it."""

    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True)
    member_id: str = Field(foreign_key="member.id", primary_key=True)


class InquiryJournalist(SQLModel, table=True):
    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True)
    journalist_id: int = Field(foreign_key="journalist.id", primary_key=True)


class InquiryEvent(SQLModel, table=True):
    """One line of an inquiry's history. `before` holds the old values of the fields it changed, so that it can be undone.

    `about_id` is another inquiry that the line speaks of: `{other}` in the text stands for its reference, which is filled in
    only while everybody may know of it.
    """

    id: int | None = Field(default=None, primary_key=True)
    inquiry_id: int = Field(foreign_key="inquiry.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    undone: bool = False
    about_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True)
