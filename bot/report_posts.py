"""Report posts: the engagement report in its coverage channel, as it was counted.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot import reports
from bot.desk import Desk
from bot.views import reports as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class ReportPosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[..., Any]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"engagement_report": self.engagement_report}

    def engagement_report(self, *, report: int) -> Done:
        """The report; one of a period so far gives way to that of the whole."""
        with self.desk.database.read() as session:
            found, channel = reports.kept(session, report)
            earlier = self.posted(session, "engagement_report", f"report:{report}:so_far", channel)
        blocks, text = views.report(found, source=f"report:{report}"), views.report_text(found)
        if not found.whole:
            return self.keep("engagement_report", f"report:{report}:so_far", channel, blocks, text, None)
        if earlier is not None:
            self.keep("engagement_report", f"report:{report}:so_far", channel, views.over(found), text, None)
        return self.keep("engagement_report", f"report:{report}", channel, blocks, text, None)
