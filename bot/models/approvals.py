"""Approvals: whose word a statement needs, what each of them said of which exact words, and who stands in for whom."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word
from bot.models.inquiries import Sensitivity
from bot.models.statements import StatementKind


class Verdict(StrEnum):
    """`conditional` counts once its condition is said to be met; `held` binds the statement, whatever its version, until it is
    `lifted`; `released` is the emergency release without an approver."""

    APPROVED = "approved"
    CONDITIONAL = "conditional"
    SENT_BACK = "sent_back"
    HELD = "held"
    LIFTED = "lifted"
    VOIDED = "voided"
    RELEASED = "released"


class ApprovalChain(SQLModel, table=True):
    """Whose word statements of one kind (None: any) and one sensitivity need. `steps` is a list of
    `{"name": "Legal", "members": ["slack:T:U", …]}`; a step without members is anybody who may approve the sensitivity.
    `in_order` asks one step after another, else all at once; `two_pairs` says that nobody's word counts for what they wrote.
    """

    __table_args__ = (UniqueConstraint("team_id", "kind", "sensitivity"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    kind: StatementKind | None = Field(default=None, sa_column=word(StatementKind, nullable=True))
    sensitivity: Sensitivity = Field(sa_column=word(Sensitivity))
    steps: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    in_order: bool = True
    two_pairs: bool = False
    changed_by: str = Field(foreign_key="member.id")
    changed_at: datetime = Field(sa_column=instant(nullable=False))


class Decision(SQLModel, table=True):
    """One person's word on one version's exact content (`sha256`). `step` counts from 0 in the chain as it was asked.

    `overrides` are the doubts that the approver saw and overrode, `{"sentence", "rules"}`, with `reason` for why: they are
    part of what was approved. A condition holds from when `condition_met_at` is set. `fine` and `review` are what an approver
    said of an emergency release afterwards; one that was not fine no longer counts.
    """

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="statementversion.id", index=True)
    sha256: str = Field(max_length=64)
    verdict: Verdict = Field(sa_column=word(Verdict))
    step: int = 0
    member_id: str = Field(foreign_key="member.id")
    for_id: str | None = Field(default=None, foreign_key="member.id")
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    condition: str = Field(default="", sa_column=Column(Text, nullable=False))
    condition_met_by: str | None = Field(default=None, foreign_key="member.id")
    condition_met_at: datetime | None = Field(default=None, sa_column=instant())
    overrides: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    reviewed_by: str | None = Field(default=None, foreign_key="member.id")
    reviewed_at: datetime | None = Field(default=None, sa_column=instant())
    fine: bool | None = None
    review: str = Field(default="", sa_column=Column(Text, nullable=False))
    at: datetime = Field(sa_column=instant(nullable=False))


class ApprovalRequest(SQLModel, table=True):
    """That a version was put to its approvers, with the chain and the sensitivity as they then were. Asked once more, the row
    is written anew: only decisions later than the one numbered `after_id` answer it. `nudged` counts the reminders sent."""

    __table_args__ = (UniqueConstraint("version_id"),)

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="statementversion.id", index=True)
    asked_by: str = Field(foreign_key="member.id")
    asked_at: datetime = Field(sa_column=instant(nullable=False))
    steps: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    in_order: bool = True
    two_pairs: bool = False
    sensitivity: Sensitivity = Field(sa_column=word(Sensitivity))
    after_id: int = 0
    nudged: int = 0
    nudged_at: datetime | None = Field(default=None, sa_column=instant())


class Absence(SQLModel, table=True):
    """When somebody is out of office, and who decides for them meanwhile."""

    id: int | None = Field(default=None, primary_key=True)
    member_id: str = Field(foreign_key="member.id", index=True)
    deputy_id: str | None = Field(default=None, foreign_key="member.id")
    starts_at: datetime = Field(sa_column=instant(nullable=False))
    ends_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    note: str = Field(default="", max_length=200)
