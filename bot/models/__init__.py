"""Tables, one file per noun. Importing this package is what fills the metadata."""

from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

from bot.models.approvals import Absence, ApprovalChain, ApprovalRequest, Decision, Verdict  # noqa: E402  the convention comes first
from bot.models.asks import Ask, AskState  # noqa: E402
from bot.models.audit import AuditEntry  # noqa: E402
from bot.models.briefings import Briefing  # noqa: E402
from bot.models.clocks import ClockChoices, ClockKind, Holiday, MemberHours, Reminder, ReminderState  # noqa: E402
from bot.models.contacts import (  # noqa: E402
    ContactEvent,
    ContactImport,
    Journalist,
    LawfulBasis,
    Outlet,
    OutletEvent,
    OutletRole,
    Suppression,
)
from bot.models.contributors import Contributor, ContributorEvent  # noqa: E402
from bot.models.coverage import (  # noqa: E402
    Alert,
    AlertKind,
    AlertPlace,
    Article,
    ArticleKey,
    CaseState,
    Clip,
    ClipLink,
    ClipQuote,
    CorrectionCase,
    CorrectionCaseEvent,
    CoverageChannel,
    CoverageDigest,
    EngagementReport,
    LinkKind,
    Match,
    Medium,
    Prominence,
    PullThrough,
    QuoteClass,
    Score,
    Story,
    StoryPair,
    TermKind,
    Tone,
    WatchTerm,
)
from bot.models.debriefs import Debrief, Promise  # noqa: E402
from bot.models.digests import Digest  # noqa: E402
from bot.models.duties import Duty  # noqa: E402
from bot.models.events import EventGuest, EventKind, PressEvent, PressEventStep  # noqa: E402
from bot.models.feeds import Feed, FeedBody, FeedState  # noqa: E402
from bot.models.handovers import Handover  # noqa: E402
from bot.models.heart import Heartbeat  # noqa: E402
from bot.models.inquiries import (  # noqa: E402
    Channel,
    Court,
    DeadlineKind,
    Inquiry,
    InquiryEvent,
    InquiryJournalist,
    Named,
    Question,
    Resolution,
    Sensitivity,
    Status,
    Terms,
)
from bot.models.intake import Offer  # noqa: E402
from bot.models.interviews import Interview, InterviewEvent, InterviewFormat, InterviewState  # noqa: E402
from bot.models.issues import Issue  # noqa: E402
from bot.models.leads import Lead, LeadDecision  # noqa: E402
from bot.models.lines import LETTERS, House, Line, LineEvent, LineKind, LineStatus  # noqa: E402
from bot.models.llm import Generation  # noqa: E402
from bot.models.pitches import Pitch, PitchOffer, PitchOutcome  # noqa: E402
from bot.models.presslists import PressList, PressListMember  # noqa: E402
from bot.models.rehearsals import Rehearsal  # noqa: E402
from bot.models.releases import EmbargoAgreement, Exclusive, Recipient, Release  # noqa: E402
from bot.models.search import AskedVector, SearchText  # noqa: E402
from bot.models.spokespeople import Spokesperson, SpokespersonEvent  # noqa: E402
from bot.models.statements import (  # noqa: E402
    Origin,
    Statement,
    StatementEvent,
    StatementKind,
    StatementNamed,
    StatementSource,
    StatementStatus,
    StatementVersion,
)
from bot.models.suggestions import Suggestion, SuggestionState  # noqa: E402
from bot.models.teams import Member, Role, Team  # noqa: E402
from bot.models.work import Job, JobState, Lane, Posting  # noqa: E402

__all__ = [
    "LETTERS",
    "Absence",
    "Alert",
    "AlertKind",
    "AlertPlace",
    "ApprovalChain",
    "ApprovalRequest",
    "Article",
    "ArticleKey",
    "Ask",
    "AskState",
    "AskedVector",
    "AuditEntry",
    "Briefing",
    "CaseState",
    "Channel",
    "Clip",
    "ClipLink",
    "ClipQuote",
    "ClockChoices",
    "ClockKind",
    "ContactEvent",
    "ContactImport",
    "Contributor",
    "ContributorEvent",
    "CorrectionCase",
    "CorrectionCaseEvent",
    "Court",
    "CoverageChannel",
    "CoverageDigest",
    "DeadlineKind",
    "Debrief",
    "Decision",
    "Digest",
    "Duty",
    "EmbargoAgreement",
    "EngagementReport",
    "EventGuest",
    "EventKind",
    "Exclusive",
    "Feed",
    "FeedBody",
    "FeedState",
    "Generation",
    "Handover",
    "Heartbeat",
    "Holiday",
    "House",
    "Inquiry",
    "InquiryEvent",
    "InquiryJournalist",
    "Interview",
    "InterviewEvent",
    "InterviewFormat",
    "InterviewState",
    "Issue",
    "Job",
    "JobState",
    "Journalist",
    "Lane",
    "LawfulBasis",
    "Lead",
    "LeadDecision",
    "Line",
    "LineEvent",
    "LineKind",
    "LineStatus",
    "LinkKind",
    "Match",
    "Medium",
    "Member",
    "MemberHours",
    "Named",
    "Offer",
    "Origin",
    "Outlet",
    "OutletEvent",
    "OutletRole",
    "Pitch",
    "PitchOffer",
    "PitchOutcome",
    "Posting",
    "PressEvent",
    "PressEventStep",
    "PressList",
    "PressListMember",
    "Prominence",
    "Promise",
    "PullThrough",
    "Question",
    "QuoteClass",
    "Recipient",
    "Rehearsal",
    "Release",
    "Reminder",
    "ReminderState",
    "Resolution",
    "Role",
    "Score",
    "SearchText",
    "Sensitivity",
    "Spokesperson",
    "SpokespersonEvent",
    "Statement",
    "StatementEvent",
    "StatementKind",
    "StatementNamed",
    "StatementSource",
    "StatementStatus",
    "StatementVersion",
    "Status",
    "Story",
    "StoryPair",
    "Suggestion",
    "SuggestionState",
    "Suppression",
    "Team",
    "TermKind",
    "Terms",
    "Tone",
    "Verdict",
    "WatchTerm",
]  # fmt: skip
