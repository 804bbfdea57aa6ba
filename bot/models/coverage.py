"""Coverage: articles, the stories they tell, what they mean to us, and the clips that come of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.db import instant, word


class Medium(StrEnum):
    ONLINE = "online"
    PRINT = "print"
    RADIO = "radio"
    TV = "tv"
    PODCAST = "podcast"


class TermKind(StrEnum):
    """What a watch term is to us. What names `us`, a campaign or a spokesperson is a clip; peers and topics are context."""

    US = "us"
    CAMPAIGN = "campaign"
    SPOKESPERSON = "spokesperson"
    PEER = "peer"
    TOPIC = "topic"


class Tone(StrEnum):
    """Toward us."""

    FAVOURABLE = "favourable"
    NEUTRAL = "neutral"
    UNFAVOURABLE = "unfavourable"
    MIXED = "mixed"
    NOT_TONED = "not_toned"


class Prominence(StrEnum):
    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    PASSING = "passing"


class Story(SQLModel, table=True):
    """Articles about one event. `merged_into_id` is where a story went that became part of another, so old links still lead.

    `title` is its best article's. `summary` is a list of `{"text", "clips"}`, one a sentence, with the ids of the clips it
    rests on; `summary_of` says of which clips, tones and tiers it was made.
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    title: str = Field(default="", max_length=1000)
    first_seen_at: datetime = Field(sa_column=instant(nullable=False))
    last_seen_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    merged_into_id: int | None = Field(default=None, foreign_key="story.id", index=True)
    muted_at: datetime | None = Field(default=None, sa_column=instant())
    muted_by: str | None = Field(default=None, foreign_key="member.id")
    summary: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    summary_of: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    summary_generation_id: int | None = Field(default=None, foreign_key="generation.id")


class Article(SQLModel, table=True):
    """One article as an outlet published it. All of its text is foreign.

    `published_at` is the earlier of what it claims and when it was first seen; `claimed_at` is the claim alone. `address` is
    canonical, "" for print and broadcast. `copy_of_id` is the earliest article it is a copy of; `alone` says that a person said
    it is none. `sorted_at` is when it was last compared, put into a story and matched, null while it waits for that.
    """

    __table_args__ = (
        Index("ix_article_waiting", "team_id", "sorted_at", "id"),
        Index("ix_article_seen", "team_id", "first_seen_at"),
        Index("ix_article_published", "team_id", "published_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id")
    feed_id: int | None = Field(default=None, foreign_key="feed.id", index=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    medium: Medium = Field(default=Medium.ONLINE, sa_column=word(Medium))
    address: str = Field(default="", max_length=2000)
    title: str = Field(max_length=1000)
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    byline: str = Field(default="", max_length=300)
    language: str = Field(default="", max_length=10)
    published_at: datetime = Field(sa_column=instant(nullable=False))
    claimed_at: datetime | None = Field(default=None, sa_column=instant())
    first_seen_at: datetime = Field(sa_column=instant(nullable=False))
    text_sha256: str = Field(default="", max_length=64)
    whole: bool = False
    """Whether `text` is the article and not the feed's snippet of it."""
    place: str = Field(default="", max_length=100)
    """Where in print or a programme it stood: page 7, minute 12."""
    unread: str = Field(default="", max_length=300)
    """Why its page could not be read when a person clipped it, in an officer's words."""
    added_by: str | None = Field(default=None, foreign_key="member.id")
    copy_of_id: int | None = Field(default=None, foreign_key="article.id", index=True)
    alone: bool = False
    story_id: int | None = Field(default=None, foreign_key="story.id", index=True)
    sorted_at: datetime | None = Field(default=None, sa_column=instant())


class ArticleKey(SQLModel, table=True):
    """What an article is known again by: a hash of its guid within its feed, of its canonical address, or of its title core
    with its outlet. The last holds for 72 hours from `at` and then passes to the next article of that name."""

    team_id: str = Field(foreign_key="team.id", primary_key=True)
    key: str = Field(max_length=40, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))


class StoryPair(SQLModel, table=True):
    """That a person put two articles into one story, or into two. The machine keeps to it for ever. `one_id` is the smaller."""

    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    one_id: int = Field(foreign_key="article.id")
    other_id: int = Field(foreign_key="article.id")
    together: bool
    by: str = Field(foreign_key="member.id")
    at: datetime = Field(sa_column=instant(nullable=False))


class WatchTerm(SQLModel, table=True):
    """What the desk looks out for. `version` counts its changes: a match was made by one version of it."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    kind: TermKind = Field(sa_column=word(TermKind))
    name: str = Field(max_length=200)
    aliases: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    phrases: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    exclude: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    context: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    case_sensitive: bool = False
    active: bool = True
    version: int = 1
    filled_version: int = 0
    """The version for which older articles were looked through; less than `version` while that is to be done."""
    looked: int = 0
    """How many older articles were looked through for this version so far, of `to_look`; `looked_down_to` is the last of them."""
    to_look: int = 0
    looked_down_to: int | None = None
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What the last change replaced, so that it can be undone."""
    added_by: str = Field(foreign_key="member.id")
    added_at: datetime = Field(sa_column=instant(nullable=False))


class Match(SQLModel, table=True):
    """That an article means a watch term. `seen_at` is the article's. `dismissed_by` said that it does not."""

    __table_args__ = (Index("ix_match_term_seen", "term_id", "seen_at"),)

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    term_id: int = Field(foreign_key="watchterm.id", primary_key=True)
    term_version: int
    seen_at: datetime = Field(sa_column=instant(nullable=False))
    dismissed_at: datetime | None = Field(default=None, sa_column=instant())
    dismissed_by: str | None = Field(default=None, foreign_key="member.id")


class Clip(SQLModel, table=True):
    """An article that is coverage of us: it means a term that is ours, or a person clipped it. A copy is a clip of its own.

    `tone` is the machine's and `tone_by_hand` a person's, which counts. `evidence` is the sentence the tone rests on, verbatim.
    `scored_at` is null while it waits to be scored; `not_us_at` is when a person said that it is not about us.
    """

    __table_args__ = (Index("ix_clip_seen", "team_id", "seen_at"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id")
    article_id: int = Field(foreign_key="article.id", unique=True)
    seen_at: datetime = Field(sa_column=instant(nullable=False))
    tier: int | None = None
    prominence: Prominence | None = Field(default=None, sa_column=word(Prominence, nullable=True))
    tone: Tone = Field(default=Tone.NOT_TONED, sa_column=word(Tone))
    tone_by_hand: Tone | None = Field(default=None, sa_column=word(Tone, nullable=True, name="tone_by_hand"))
    tone_by: str | None = Field(default=None, foreign_key="member.id")
    evidence: str = Field(default="", sa_column=Column(Text, nullable=False))
    scored_at: datetime | None = Field(default=None, sa_column=instant(index=True))
    added_by: str | None = Field(default=None, foreign_key="member.id")
    not_us_at: datetime | None = Field(default=None, sa_column=instant())
    not_us_by: str | None = Field(default=None, foreign_key="member.id")

    @property
    def tone_now(self) -> Tone:
        """A person's value, else the machine's."""
        return self.tone_by_hand or self.tone


class LinkKind(StrEnum):
    INQUIRY = "inquiry"
    STATEMENT = "statement"
    JOURNALIST = "journalist"
    PITCH = "pitch"


class ClipLink(SQLModel, table=True):
    """That a clip came of an inquiry, statement or pitch, or is by a journalist: automatic until a person confirms or refuses it.

    `subject_id` is the row's id. `reasons` are ours, in words, and hold nothing of the inquiry's. Nothing restricted is linked.
    """

    __table_args__ = (UniqueConstraint("clip_id", "kind", "subject_id"), Index("ix_cliplink_subject", "kind", "subject_id"))

    id: int | None = Field(default=None, primary_key=True)
    clip_id: int = Field(foreign_key="clip.id", index=True)
    kind: LinkKind = Field(sa_column=word(LinkKind))
    subject_id: int
    score: float
    reasons: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(sa_column=instant(nullable=False))
    confirmed_at: datetime | None = Field(default=None, sa_column=instant())
    refused_at: datetime | None = Field(default=None, sa_column=instant())
    decided_by: str | None = Field(default=None, foreign_key="member.id")


class PullThrough(SQLModel, table=True):
    """How far a message of a house came through in a clip: presence, prominence and accuracy, 0–2 each.

    `message` is the reference of the message (M-0002.1). The machine proposes (`presence` …), a person codes (`coded_presence`
    …), both are kept; the person's counts.
    """

    __table_args__ = (UniqueConstraint("clip_id", "message"),)

    id: int | None = Field(default=None, primary_key=True)
    clip_id: int = Field(foreign_key="clip.id", index=True)
    house_id: int = Field(foreign_key="house.id", index=True)
    message: str = Field(max_length=20)
    presence: int = 0
    prominence: int = 0
    accuracy: int = 0
    evidence: str = Field(default="", sa_column=Column(Text, nullable=False))
    coded_presence: int | None = None
    coded_prominence: int | None = None
    coded_accuracy: int | None = None
    coder_id: str | None = Field(default=None, foreign_key="member.id")
    coded_at: datetime | None = Field(default=None, sa_column=instant())


class QuoteClass(StrEnum):
    EXACT = "exact"
    TRIMMED = "trimmed"
    ALTERED = "altered"
    NEVER_SAID = "never_said"


class ClipQuote(SQLModel, table=True):
    """Words printed in quotation marks that a clip attributes to us, held against what was approved.

    `reference` is of the approved words (Q-0003, S-0012); `approved` is what they were when it was compared.
    """

    __table_args__ = (UniqueConstraint("clip_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    clip_id: int = Field(foreign_key="clip.id", index=True)
    number: int
    printed: str = Field(sa_column=Column(Text, nullable=False))
    speaker: str = Field(default="", max_length=200)
    kind: QuoteClass = Field(sa_column=word(QuoteClass))
    reference: str = Field(default="", max_length=20)
    approved: str = Field(default="", sa_column=Column(Text, nullable=False))


class Score(SQLModel, table=True):
    """What a model said of a text, kept under what was asked: `key` is over text, entity, prompt version and model."""

    key: str = Field(max_length=64, primary_key=True)
    value: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    generation_id: int | None = Field(default=None, foreign_key="generation.id")
    at: datetime = Field(sa_column=instant(nullable=False))


class CoverageChannel(SQLModel, table=True):
    """A channel that gets coverage digests, with its own zone, hour, days and sections. None is sent before one was looked at.

    Links dropped into it become clips where `takes_links`. `alerts` says whether alerts go there too.
    """

    __table_args__ = (UniqueConstraint("team_id", "channel"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    channel: str
    zone: str
    time: str = "07:30"
    days: list[str] = Field(default_factory=lambda: ["mon", "tue", "wed", "thu", "fri"], sa_column=Column(JSON, nullable=False))
    sections: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    takes_links: bool = True
    alerts: bool = True
    daily_alerts: int = 5
    weekly_report: bool = False
    monthly_report: bool = False
    previewed_at: datetime | None = Field(default=None, sa_column=instant())
    stopped_at: datetime | None = Field(default=None, sa_column=instant())
    added_by: str = Field(foreign_key="member.id")
    added_at: datetime = Field(sa_column=instant(nullable=False))


class CoverageDigest(SQLModel, table=True):
    """The digest of one channel and local date: a snapshot of ids and counts, which a retry renders again.

    It tells of what was first seen in [`since`, `until`).
    """

    __table_args__ = (UniqueConstraint("channel_id", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    channel_id: int = Field(foreign_key="coveragechannel.id")
    day: date
    since: datetime = Field(sa_column=instant(nullable=False))
    until: datetime = Field(sa_column=instant(nullable=False))
    snapshot: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(sa_column=instant(nullable=False))


class AlertKind(StrEnum):
    NEGATIVE_TIER_1 = "negative_tier_1"
    MISQUOTE = "misquote"
    SPIKE = "spike"
    FIRST_COVERAGE = "first_coverage"


class Alert(SQLModel, table=True):
    """One alert per story, kind and state. A later state of the same story edits the message and adds to its thread.

    `reason` says why in our words (a spike with its baseline). `held_until` is when the quiet hours end that it came in;
    `withheld` says why a channel never got it (muted, cap reached): it is named in that channel's digest.
    """

    __table_args__ = (UniqueConstraint("story_id", "kind", "severity"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    story_id: int = Field(foreign_key="story.id", index=True)
    clip_id: int | None = Field(default=None, foreign_key="clip.id")
    term_id: int | None = Field(default=None, foreign_key="watchterm.id")
    kind: AlertKind = Field(sa_column=word(AlertKind))
    severity: int = 1
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    raised_at: datetime = Field(sa_column=instant(nullable=False, index=True))
    held_until: datetime | None = Field(default=None, sa_column=instant())
    sent_at: datetime | None = Field(default=None, sa_column=instant())
    withheld: str = Field(default="", max_length=200)


class AlertPlace(SQLModel, table=True):
    """That the alerts of a story stand in a channel, in one message and its thread. `day` is the channel's local day on which
    the first of them came: it counts against that day's cap."""

    __table_args__ = (UniqueConstraint("story_id", "channel_id"), Index("ix_alertplace_day", "channel_id", "day"))

    id: int | None = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id")
    channel_id: int = Field(foreign_key="coveragechannel.id")
    day: date
    at: datetime = Field(sa_column=instant(nullable=False))


class CaseState(StrEnum):
    """A correction case: found, asked of the outlet, answered, and how it ended."""

    OPEN = "open"
    ASKED = "asked"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    CLARIFIED = "clarified"
    REFUSED = "refused"
    DROPPED = "dropped"


class CorrectionCase(SQLModel, table=True):
    """What an outlet got wrong, what was asked of it, how far up it went and how it ended. `number` is the N of C-N.

    `rung` is the step of the ladder: 0 the journalist, 1 the desk, 2 the readers' editor, 3 the regulator. `due_at` is when the
    next step falls due. A case on a clip that is linked to nothing restricted shows on the journalist's and outlet's record.
    `rests_on` are references (PR-0147, S-0012, Q-0003) of what its words were taken from, and of what its clip was linked to when
    it was opened: once one of them is restricted, so is the case.
    """

    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    number: int
    clip_id: int = Field(foreign_key="clip.id", index=True)
    quote_id: int | None = Field(default=None, foreign_key="clipquote.id")
    journalist_id: int | None = Field(default=None, foreign_key="journalist.id", index=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    statement_id: int | None = Field(default=None, foreign_key="statement.id")
    rests_on: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    state: CaseState = Field(default=CaseState.OPEN, sa_column=word(CaseState, index=True))
    error: str = Field(default="", sa_column=Column(Text, nullable=False))
    evidence: str = Field(default="", sa_column=Column(Text, nullable=False))
    asked: str = Field(default="", sa_column=Column(Text, nullable=False))
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    outcome: str = Field(default="", sa_column=Column(Text, nullable=False))
    rung: int = 0
    owner_id: str = Field(foreign_key="member.id", index=True)
    opened_at: datetime = Field(sa_column=instant(nullable=False))
    asked_at: datetime | None = Field(default=None, sa_column=instant())
    answered_at: datetime | None = Field(default=None, sa_column=instant())
    due_at: datetime | None = Field(default=None, sa_column=instant(index=True))
    closed_at: datetime | None = Field(default=None, sa_column=instant())

    @property
    def reference(self) -> str:
        """As it is spoken: C-0003."""
        return f"C-{self.number:04d}"


class CorrectionCaseEvent(SQLModel, table=True):
    """One step of a case. `before` holds the old values of the fields it changed, which undo goes back to."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="correctioncase.id", index=True)
    at: datetime = Field(sa_column=instant(nullable=False))
    actor_id: str = Field(foreign_key="member.id")
    action: str = Field(max_length=30)
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    undone: bool = False


class EngagementReport(SQLModel, table=True):
    """The engagement report of one channel and period, as it was posted: numbers and ids, rendered again from them."""

    __table_args__ = (UniqueConstraint("channel_id", "period", "first_day"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    channel_id: int = Field(foreign_key="coveragechannel.id")
    period: str = Field(max_length=10)
    first_day: date
    last_day: date
    snapshot: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(sa_column=instant(nullable=False))
