"""Notices: puts the desk's views into Slack and keeps them current. The only poster besides private replies.

Each function here does one kind of job from the outbox. It reads what is true now, so a job that waited shows today's card.
What Slack refuses for good falls back to the direct messages of whoever owns the inquiry, with the reason.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlmodel import Session, select

from bot import debriefs, digests, heart, inquiries, interviews, likeness, lines, marks, outbox, statements, teams
from bot.alert_posts import AlertPosts
from bot.approval_posts import ApprovalPosts
from bot.authority import NEEDS, RANK, Actor
from bot.briefing_posts import BriefingPosts
from bot.case_posts import CasePosts
from bot.clipping_posts import ClippingPosts
from bot.contact_posts import ContactPosts
from bot.contributor_posts import ContributorPosts
from bot.coverage import cases, channels, ties
from bot.coverage_posts import CoveragePosts
from bot.db import insist
from bot.debrief_posts import DebriefPosts
from bot.desk import Desk
from bot.errors import DeskError
from bot.event_posts import EventPosts
from bot.feed_posts import FeedPosts
from bot.gathering import Gathering
from bot.interview_posts import InterviewPosts
from bot.lead_posts import LeadPosts
from bot.letters import Letters
from bot.line_posts import LinePosts
from bot.mailroom import Mailroom
from bot.models import Digest, Inquiry, InquiryEvent, Member, Offer, Posting
from bot.pitch_posts import PitchPosts
from bot.rehearsal_posts import RehearsalPosts
from bot.release_posts import ReleasePosts
from bot.report_posts import ReportPosts
from bot.rounds import Rounds
from bot.statement_posts import StatementPosts
from bot.views import approval_news
from bot.views import clips as clip_views
from bot.views import contributors as contributor_views
from bot.views import debriefs as debrief_views
from bot.views import digests as digest_views
from bot.views import heart as heart_views
from bot.views import home as home_views
from bot.views import inquiries as inquiry_views
from bot.views import intake as intake_views
from bot.views import interviews as interview_views
from bot.views import lines as line_views
from bot.views import statement_cards as statement_views
from bot.views.blocks import Block, escaped, note
from bot.watch_posts import WatchPosts
from bot.work import Done, GiveUp, Performer, Postpone
from bot.writing import Writing

log = logging.getLogger(__name__)

# One message per second and channel (https://docs.slack.dev/apis/web-api/rate-limits).
REST = timedelta(seconds=1.05)
GONE = {"message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed", "file_not_found"}
UNREACHABLE = {
    "channel_not_found", "is_archived", "not_in_channel", "restricted_action", "user_not_found", "cannot_dm_bot", "user_disabled",
}  # fmt: skip
LOCKED_OUT = {"token_revoked", "invalid_auth", "not_authed", "account_inactive", "token_expired"}
LOCKED_OUT_WAIT = 30.0
OUTAGE_WAIT = 15.0


@dataclass
class Notices:
    """Everything the desk posts. `client` is Slack's Web API."""

    desk: Desk
    client: WebClient
    _direct: dict[str, str] = field(default_factory=dict)

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {
            "card": self.card, "line": self.history_line, "withdraw": self.withdraw,
            "told": self.told, "offer": self.offer, "home": self.home, "digest": self.digest,
            "likeness": self.likeness,
            **Writing(self.desk, self._keep, self._posting).performers(),
            **Rounds(self.desk, self._keep, self._posting).performers(),
            **ApprovalPosts(self.desk, self._keep, self._posting).performers(),
            **StatementPosts(self.desk, self._keep, self._posting, self._call, self._away).performers(),
            **ReleasePosts(self.desk, self._keep, self._posting).performers(),
            **RehearsalPosts(self.desk, self._keep, self._posting, self._call, self._away).performers(),
            **ReportPosts(self.desk, self._keep, self._posting).performers(),
            **LinePosts(self.desk, self._keep, self._posting).performers(),
            **AlertPosts(self.desk, self._keep, self._posting).performers(),
            **CasePosts(self.desk, self._keep, self._posting).performers(),
            **BriefingPosts(self.desk, self._keep, self._posting).performers(),
            **DebriefPosts(self.desk, self._keep, self._posting).performers(),
            **EventPosts(self.desk, self._keep, self._posting, self._call, self._away).performers(),
            **PitchPosts(self.desk, self._keep, self._posting).performers(),
            **CoveragePosts(self.desk, self._keep, self._posting).performers(),
            **FeedPosts(self.desk, self._keep).performers(),
            **Gathering(self.desk).performers(),
            **WatchPosts(self.desk, self.client, self._call, self._keep).performers(),
            **ClippingPosts(self.desk, self.client, self._call, self._keep).performers(),
            **ContactPosts(self.desk, self.client, self._call, self._keep, self._posting).performers(),
            **ContributorPosts(self.desk, self._keep, self._posting).performers(),
            **LeadPosts(self.desk, self._keep, self._posting).performers(),
            **InterviewPosts(self.desk, self._keep, self._posting).performers(),
            **Letters(self.desk).performers(),
            **Mailroom(
                self.desk, self.client, self._call, self._keep, self._posting, self._note, self._channel_of
            ).performers(),
        }  # fmt: skip

    def card(self, *, inquiry: int, conversation: str, stranded: str = "") -> Done:
        """The inquiry's card in one conversation, posted once and then updated in place."""
        with self.desk.database.read() as session:
            record = inquiries.assemble(session, session.get_one(Inquiry, inquiry))
            belongs = conversation in inquiries.conversations(session, record.inquiry)
            unreviewed = statements.unreviewed_within(session, record.inquiry.team_id, inquiry_id=inquiry)
            ran, wrong = ties.ran(session, record.inquiry), cases.of_inquiry(session, record.inquiry)
            named, gone = statements.unconsented_of(session, self.desk.clock(), inquiry_id=inquiry)
            booked = interviews.of_inquiry(session, inquiry)
        if not belongs and (record.inquiry.restricted or not stranded):
            return Done()
        *card, buttons = inquiry_views.card(record, self.desk.clock())
        blocks = [
            *approval_news.warning(unreviewed),
            *contributor_views.flag(sent=gone, named=named),
            *card,
            *interview_views.on_inquiry(booked),
            *clip_views.on_card(ran),
            *clip_views.on_inquiry(wrong),
            buttons,
        ]
        if stranded:
            blocks.insert(0, note(f"⚠️ This belongs in the desk channel, and Slack says: {escaped(stranded)}."))
        return self._keep("card", f"inquiry:{inquiry}", conversation, blocks, inquiry_views.card_text(record), inquiry)

    def history_line(self, *, event: int, conversation: str) -> Done:
        """One line of the log, in the thread of the card."""
        with self.desk.database.read() as session:
            happened = session.get_one(InquiryEvent, event)
            record = inquiries.assemble(session, session.get_one(Inquiry, happened.inquiry_id))
            belongs = conversation in inquiries.conversations(session, record.inquiry)
            parent = self._posting(session, "card", f"inquiry:{record.inquiry.id}", conversation)
        if parent is None or not belongs:
            return Done()
        blocks, text = inquiry_views.history_line(record, happened)
        return self._keep("line", f"event:{event}", conversation, blocks, text, record.inquiry.id, thread=parent.ts)

    def told(self, *, event: int, conversation: str) -> Done:
        """One line of the log, to one person who should not have to look for it."""
        with self.desk.database.read() as session:
            happened = session.get_one(InquiryEvent, event)
            record = inquiries.assemble(session, session.get_one(Inquiry, happened.inquiry_id))
            member = session.get(Member, f"slack:{record.inquiry.team_id}:{conversation}")
        if member is None or member.outsider or not record.matter.known_to(Actor.of(member)):
            return Done()
        blocks, text = inquiry_views.told(record, happened)
        return self._keep("told", f"event:{event}", conversation, blocks, text, record.inquiry.id)

    def withdraw(self, *, inquiry: int, conversation: str) -> Done:
        """Takes away whatever a conversation shows of an inquiry it may no longer know of: card, thread and all."""
        with self.desk.database.read() as session:
            row = session.get_one(Inquiry, inquiry)
            if conversation in inquiries.conversations(session, row):
                return Done()
            shown = [one for one in inquiries.to_withdraw(session, row) if one.conversation == conversation]
        for posting in sorted(shown, key=lambda one: one.kind == "card"):
            self._call(self._away(posting), gone_is_fine=True)
            with self.desk.database.write() as session:
                session.delete(session.get_one(Posting, posting.id))
        return Done()

    def offer(self, *, offer: int) -> Done:
        """The quiet question under a message, and later its answer."""
        with self.desk.database.read() as session:
            found = session.get_one(Offer, offer)
            row = session.get(Inquiry, found.inquiry_id) if found.inquiry_id else None
            place = found.asked_in or found.channel
            earlier = self._posting(session, "offer", f"offer:{offer}", place)
            sender = session.get(Member, f"slack:{found.team_id}:{found.from_user}") if found.asked_in else None
        if found.channel.startswith("command:") or (earlier is None and found.state != "open"):
            return Done()
        # A restricted inquiry leaves no reference where others read.
        blocks, text = intake_views.offer(
            found, row.reference if row and not row.restricted else None, sender.name if sender else ""
        )
        alone = found.asked_in or found.channel.startswith("D")
        return self._keep(
            "offer", f"offer:{offer}", place, blocks, text, None, thread=None if alone else found.thread_ts or found.ts
        )

    def home(self, *, member: str) -> Done:
        """A person's Home as it is now."""
        with self.desk.database.read() as session:
            found = session.get_one(Member, member)
        actor = Actor.of(found)
        try:
            view = home_views.board(
                mine=inquiries.listing(self.desk, actor=actor, which="mine", size=home_views.SHOWN),
                due=inquiries.listing(self.desk, actor=actor, which="open", size=home_views.SHOWN),
                waiting=statements.waiting_for(self.desk, actor=actor),
                unreviewed=approval_news.board(statements.unreviewed(self.desk, actor=actor)),
                unassigned=inquiries.listing(self.desk, actor=actor, which="unassigned", size=home_views.SHOWN),
                promises=debrief_views.home(debriefs.owed_by(self.desk, actor=actor), self.desk.clock()),
                now=self.desk.clock(),
                command=self.desk.settings.press_command,
                lines=line_views.board(lines.counts(self.desk, actor=actor), actor),
                statements=statement_views.board(statements.listing(self.desk, actor=actor, which="work", own=True)),
                foot=heart_views.foot(heart.look(self.desk, actor=actor)),
                may_log=actor.rank >= RANK[NEEDS["log"]],
            )
        except DeskError as reason:
            view = home_views.stranger(str(reason), staff=not actor.outsider)
        self._call(lambda: self.client.views_publish(user_id=found.user_id, view=view))
        return Done()

    def digest(self, *, digest: int) -> Done:
        """The morning's digest, in the desk channel."""
        with self.desk.database.read() as session:
            kept = session.get_one(Digest, digest)
            morning = digests.kept(session, kept)
        if morning.team.desk_channel is None:
            return Done()
        text = digest_views.digest_text(morning)
        return self._keep("digest", f"digest:{digest}", morning.team.desk_channel, digest_views.digest(morning), text, None)

    def likeness(self, *, inquiry: int) -> Done:
        """An inquiry's embedding."""
        likeness.keep(self.desk, inquiry_id=inquiry)
        return Done()

    def _keep(
        self,
        kind: str,
        subject: str,
        conversation: str,
        blocks: list[Block],
        text: str,
        inquiry: int | None,
        *,
        thread: str | None = None,
    ) -> Done:
        """Updates the message if it is up, posts it if not; where it is gone, posts it again."""
        with self.desk.database.read() as session:
            posting = self._posting(session, kind, subject, conversation)
        if posting is not None:
            update = partial(self.client.chat_update, channel=posting.channel, ts=posting.ts, text=text, blocks=blocks)
            if self._call(update, gone_is_fine=True) is not None:
                marks.passed(f"{kind}_updated")
                return Done()
        channel = self._channel_of(conversation, inquiry)
        marks.passed(f"{kind}_posting")
        said = self._call(
            lambda: self.client.chat_postMessage(
                channel=channel, text=text, blocks=blocks, thread_ts=thread, unfurl_links=False, unfurl_media=False,
                metadata={"event_type": "pressdesk", "event_payload": {"kind": kind, "subject": subject}},
            ),
            conversation=conversation, inquiry=inquiry,
        )  # fmt: skip
        marks.passed(f"{kind}_posted")

        self._note(kind, subject, conversation, said["channel"], said["ts"], inquiry)
        return Done(rest=REST)

    def _note(self, kind: str, subject: str, conversation: str, channel: str, ts: str, inquiry: int | None) -> None:
        """Keeps where a message is; of a file, which one it is. It is up: forgotten, it would be posted again."""

        def note() -> None:
            with self.desk.database.write() as session:
                # First, since it locks the inquiry: after the posting's own row two of one inquiry would wait for each other.
                self._take_back_if_closed(session, inquiry, conversation)
                kept = self._posting(session, kind, subject, conversation) or Posting(
                    kind=kind, subject=subject, conversation=conversation, channel=channel, ts="", posted_at=self.desk.clock()
                )
                kept.channel, kept.ts, kept.inquiry_id = channel, ts, inquiry
                session.add(kept)
                marks.passed(f"{kind}_keeping")

        insist(note)
        marks.passed(f"{kind}_kept")

    def _away(self, posting: Posting) -> Callable[[], Any]:
        """What takes a message or a file away."""
        if posting.kind == "file":
            return partial(self.client.files_delete, file=posting.ts)
        return partial(self.client.chat_delete, channel=posting.channel, ts=posting.ts)

    def _take_back_if_closed(self, session: Session, inquiry: int | None, conversation: str) -> None:
        """Where the inquiry became restricted, or somebody was taken off it, while the message was on its way."""
        row = session.get(Inquiry, inquiry, with_for_update=True) if inquiry is not None else None
        if row is not None and row.restricted and conversation not in inquiries.conversations(session, row):
            outbox.put(
                session, at=self.desk.clock(), kind="withdraw", lane=conversation, inquiry=inquiry, conversation=conversation
            )

    def _posting(self, session: Session, kind: str, subject: str, conversation: str) -> Posting | None:
        same = (Posting.kind == kind, Posting.subject == subject, Posting.conversation == conversation)
        return session.exec(select(Posting).where(*same)).first()

    def _channel_of(self, conversation: str, inquiry: int | None) -> str:
        """The channel id; for a user id, of their direct messages."""
        if not conversation.startswith(("U", "W")):
            return conversation
        if conversation not in self._direct:
            opened = self._call(
                lambda: self.client.conversations_open(users=conversation), conversation=conversation, inquiry=inquiry
            )
            self._direct[conversation] = opened["channel"]["id"]
        return self._direct[conversation]

    def _call(
        self, call: Callable[[], Any], *, gone_is_fine: bool = False, conversation: str = "", inquiry: int | None = None
    ) -> Any:
        """Slack's answer; None where the message is gone and that is fine. Otherwise says what the job must do: wait or give up."""
        try:
            return call()
        except SlackApiError as problem:
            error, status = _trouble(problem)
            if status >= 500:
                raise Postpone(OUTAGE_WAIT, f"Slack is not well: {error}") from None
            if error == "ratelimited":
                raise Postpone(float(problem.response.headers.get("Retry-After", 1)), "Slack asked for a pause") from None
            if error in LOCKED_OUT:
                log.error(
                    "Slack does not know our token any more (%s). The work waits; `python -m bot doctor` says more.", error
                )
                raise Postpone(LOCKED_OUT_WAIT, f"Slack refuses the token: {error}") from None
            if gone_is_fine and error in GONE | UNREACHABLE:
                return None
            if error in UNREACHABLE:
                self._strand(conversation, inquiry, error)
                raise GiveUp(f"{conversation}: {error}") from None
            if error in ("internal_error", "fatal_error", "service_unavailable", "request_timeout"):
                raise
            raise GiveUp(f"{error}: {problem.response.get('errors') or problem.response.get('response_metadata')}") from None
        except (URLError, TimeoutError, ConnectionError) as problem:
            raise Postpone(2.0, f"Slack did not answer: {type(problem).__name__}") from None

    def _strand(self, conversation: str, inquiry: int | None, error: str) -> None:
        """A channel that cannot be posted to: the card goes to its owner, else to whoever logged it, with the reason. Where
        coverage went there, it goes there no more."""
        if not conversation or conversation.startswith(("U", "W")):
            return
        with self.desk.database.write() as session:
            channels.lost(session, self.desk, conversation=conversation, why=error)
            if inquiry is None:
                return
            row = session.get_one(Inquiry, inquiry)
            if row.restricted:
                return
            keeper = inquiries.user_of(row.owner_id or row.logged_by)
            outbox.put(
                session, at=self.desk.clock(), kind="card", lane=keeper, inquiry=inquiry, conversation=keeper, stranded=error
            )


def _trouble(problem: SlackApiError) -> tuple[str, int]:
    """Slack's name for what went wrong and the HTTP status. A page instead of an answer, as in an outage, has no name."""
    response: Any = problem.response
    if response is None:
        return "no answer", 0
    status = getattr(response, "status_code", None) or (response.get("status") if isinstance(response, dict) else None)
    return str(response.get("error") or "no answer"), int(status or 0)


def first_words(desk: Desk, client: WebClient) -> None:
    """Learns from Slack whose workspace this is."""
    who = client.auth_test()
    teams.open_team(desk, team_id=who["team_id"], name=who.get("team") or "", bot_user_id=who.get("user_id"))
