"""Issues: what several inquiries are about, so that they are worked on as one."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.db import instant


class Issue(SQLModel, table=True):
    """An issue or campaign. Its inquiries carry its id; on screen it goes by the topic of the oldest that all may know of."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    created_by: str = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=instant(nullable=False))
