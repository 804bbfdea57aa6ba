"""Teams and their members: one team is one Slack workspace with its desk's choices."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from bot.db import instant, word
from bot.models.inquiries import Sensitivity


class Role(StrEnum):
    NONE = "none"
    VIEWER = "viewer"
    OFFICER = "officer"
    APPROVER = "approver"
    ADMIN = "admin"


class Team(SQLModel, table=True):
    """The desk of one workspace. `id` is Slack's team id; times of day are the desk's own wall clock."""

    id: str = Field(primary_key=True)
    name: str = ""
    bot_user_id: str | None = None
    desk_channel: str | None = None
    intake_channel: str | None = None
    zone: str = "Europe/London"
    digest_time: str = "08:30"
    digest_days: list[str] = Field(
        default_factory=lambda: ["mon", "tue", "wed", "thu", "fri"], sa_column=Column(JSON, nullable=False)
    )
    buffer_minutes: int = 30
    answers_age_months: int = 12
    cold_days: int = 60
    sensitive_words: list[str] | None = Field(default=None, sa_column=Column(JSON))
    last_number: int = 0
    last_statement: int = 0
    last_line: int = 0
    last_house: int = 0
    last_case: int = 0
    last_lead: int = 0
    last_interview: int = 0
    last_event: int = 0
    created_at: datetime = Field(sa_column=instant(nullable=False))


class Member(SQLModel, table=True):
    """A person of the workspace. `id` is `slack:<team>:<user>`; rights are keyed on it, never on a name."""

    id: str = Field(primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    user_id: str = Field(index=True)
    name: str = ""
    zone: str = "UTC"
    email: str | None = None
    role: Role = Field(default=Role.NONE, sa_column=word(Role))
    approves: Sensitivity | None = Field(default=None, sa_column=word(Sensitivity, nullable=True))
    outsider: bool = False
    workspace_admin: bool = False
    home_opened_at: datetime | None = Field(default=None, sa_column=instant())
    seen_at: datetime = Field(sa_column=instant(nullable=False))
