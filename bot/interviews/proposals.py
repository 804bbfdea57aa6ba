"""Proposals: what an inquiry itself says of the interview it asks for: how, when and how long. A person looks at it before booking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot import deadlines
from bot.inquiries import InquiryRecord, zone_of
from bot.interviews.times import LONGEST, SHORTEST
from bot.models import InterviewFormat
from bot.spokespeople import LIVE

KINDS = (
    (re.compile(r"\bpodcasts?\b", re.IGNORECASE), InterviewFormat.PODCAST),
    (
        re.compile(r"\b(?:pre-?recorded|pre-?record|as[- ]live|recorded interview)\b", re.IGNORECASE),
        InterviewFormat.PRE_RECORDED,
    ),
    (LIVE, InterviewFormat.LIVE),
)
MINUTES = re.compile(r"\b(\d{1,3})[- ]?min(?:ute)?s?\b", re.IGNORECASE)
ON = ("event", "publication")  # The parts that an interview's own time plays in a text; the deadline is another.


@dataclass(frozen=True)
class Proposal:
    """What they said. `at` is in the zone that `zone` names, None where they named no one time to come; `words` are theirs."""

    format: InterviewFormat | None = None
    minutes: str = "30"
    at: datetime | None = None
    zone: str = ""
    words: str = ""


def proposed(record: InquiryRecord, *, now: datetime) -> Proposal:
    """What an inquiry proposes, as far as its text says it without a doubt."""
    row = record.inquiry
    text = row.source_text or "\n".join([row.topic, *(one.text for one in record.questions), row.background])
    asked = "interview" in row.request_types
    kind = next((kind for words, kind in KINDS if words.search(text)), None) if asked else None
    found = MINUTES.search(text) if asked else None
    minutes = found[1] if found and SHORTEST <= int(found[1]) <= LONGEST else "30"
    times = [
        one for one in deadlines.find(text, received_at=row.received_at, zone=row.deadline_zone)
        if one.role in ON and one.grain == "minute" and one.at > now and one.at != row.deadline_at
        and deadlines.names_a_time(one.words, reference=row.received_at, zone=row.deadline_zone)
    ]  # fmt: skip
    if len({one.at for one in times}) != 1:
        return Proposal(kind, minutes)
    at = times[0].at
    return Proposal(kind, minutes, at, zone_of(at, row.deadline_zone), times[0].words)
