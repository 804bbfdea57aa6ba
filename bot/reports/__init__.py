"""Reports: the engagement report of a week or a month: outputs, out-takes, outcomes."""

from bot.reports.lists import Behind, Row, behind, posted
from bot.reports.measures import SECTIONS, Measure, earlier, now, usual
from bot.reports.observations import Observation
from bot.reports.periods import Period
from bot.reports.postings import ENDINGS, due, kept, make, may_post, post, refuse_elsewhere, send
from bot.reports.record import Report, by_key, period

__all__ = [
    "ENDINGS", "SECTIONS", "Behind", "Measure", "Observation", "Period", "Report", "Row", "behind", "by_key", "due", "earlier", "kept", "make", "may_post",
    "now", "period", "post", "posted", "refuse_elsewhere", "send", "usual",
]  # fmt: skip
