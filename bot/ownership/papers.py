"""Papers: one inquiry with all that belongs to it, read once, for its page and its Markdown files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import inquiries
from bot.inquiries import InquiryRecord, Sent
from bot.models import (
    Decision,
    Inquiry,
    InquiryEvent,
    InquiryJournalist,
    Member,
    Recipient,
    Statement,
    StatementVersion,
    Verdict,
)
from bot.ownership.cells import Secrets
from bot.statements import ROUTES, recipients
from bot.views import words

BEFORE = 5
VERDICT = {
    Verdict.APPROVED: "approved", Verdict.CONDITIONAL: "approved with a condition", Verdict.SENT_BACK: "sent back",
    Verdict.HELD: "held", Verdict.LIFTED: "no longer held", Verdict.VOIDED: "voided",
    Verdict.RELEASED: "released without an approver",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One version of a statement and the decisions on it, oldest first."""

    version: StatementVersion
    decisions: Sequence[Decision]
    sent: bool


@dataclass(frozen=True)
class Went:
    """One release and who holds its words; `corrected_by` is the reference of what put them right, or ""."""

    sent: Sent
    recipients: Sequence[Recipient]


@dataclass(frozen=True)
class Paper:
    """An inquiry as it is written down. `before` are earlier inquiries of the same people; `asked_by` is who asks."""

    record: InquiryRecord
    statements: Sequence[Said]
    releases: Sequence[Went]
    before: Sequence[Inquiry]
    others: Mapping[int, str]
    people: Mapping[str, Member]
    several_teams: bool
    secrets: Secrets

    @property
    def inquiry(self) -> Inquiry:
        return self.record.inquiry

    @property
    def name(self) -> str:
        """The name of its files: PR-0147; with several workspaces in one database, theirs before it."""
        return f"{self.inquiry.team_id}-{self.inquiry.reference}" if self.several_teams else self.inquiry.reference

    @property
    def asked_by(self) -> str:
        names = ", ".join(one.name for one in self.record.journalists) or "unknown"
        return f"{names} ({self.record.outlet.name})" if self.record.outlet else names

    def person(self, member_id: str | None) -> str:
        member = self.people.get(member_id or "")
        return (member.name or member.user_id) if member else "nobody"

    def at(self, instant: datetime | None) -> str:
        """An instant on the desk's wall clock, with its zone; "" for none."""
        if instant is None:
            return ""
        return f"{instant.astimezone(ZoneInfo(self.record.team.zone)):%Y-%m-%d %H:%M %Z}"

    def event(self, event: InquiryEvent) -> str:
        """A line of the history, with the reference of another inquiry where that may be known."""
        return event.text.replace("{other}", self.others.get(event.about_id or 0, "another inquiry"))

    def release(self, went: Went) -> str:
        """One release in a line: which statement, how, when, by whom, to whom, and what became of it."""
        one = went.sent.release
        whom = "; ".join(
            it.name
            + (f" (had not agreed to the embargo: {it.unagreed})" if it.unagreed else "")
            + (f" (told of the correction {self.at(it.told_at)})" if it.told_at else "")
            for it in went.recipients
        )
        embargo = f", under embargo until {self.at(one.embargo_until)}" if one.embargo_until else ""
        corrected = f", corrected by {went.sent.corrected_by}" if went.sent.corrected_by else ""
        note = f". {one.note}" if one.note else ""
        return (
            f"{went.sent.reference}, {ROUTES.get(one.route, one.route).lower()}, {self.at(one.sent_at)}, by "
            f"{self.person(one.sent_by)}, to {whom or 'the public'}{embargo}{corrected}{note}"
        )

    def decision(self, decision: Decision) -> str:
        reason = "".join(f": {said}" for said in (decision.reason, decision.condition) if said)
        return f"{VERDICT[decision.verdict]} by {self.person(decision.member_id)}, {self.at(decision.at)}{reason}"

    def facts(self) -> list[tuple[str, str]]:
        """What is known of it, by name; what is empty is left out."""
        one = self.inquiry
        facts = [
            ("Status", words.STATUS[one.status].split(" ", 1)[1]),
            ("Who asks", self.asked_by),
            ("Received", self.at(one.received_at)),
            ("Logged", f"{self.at(one.logged_at)} by {self.person(one.logged_by)}"),
            ("Reached us by", words.CHANNEL[one.channel]),
            ("Asks for", ", ".join(words.REQUEST_TYPE.get(kind, kind) for kind in one.request_types)),
            ("Deadline, in their words", one.deadline_words),
            ("Deadline", self.at(one.deadline_at)),
            ("Embargo, in their words", one.embargo_words or ""),
            ("Sensitivity", words.SENSITIVITY[one.sensitivity] + (", restricted" if one.restricted else "")),
            ("Terms", words.TERMS[one.terms]),
            ("Owner", self.person(one.owner_id) if one.owner_id else ""),
            ("Backup", self.person(one.backup_id) if one.backup_id else ""),
            ("With", words.COURT[one.court]),
            ("Acknowledged", self._stamp(one.acknowledged_at, one.acknowledged_by)),
            ("Answered", self._stamp(one.responded_at, one.responded_by)),
            ("Resolution", words.RESOLUTION[one.resolution] if one.resolution else ""),
            ("Closed", self.at(one.closed_at)),
            ("Follows up", self.others.get(one.parent_id or 0, "")),
        ]
        return [(name, text) for name, text in facts if text]

    def _stamp(self, at: datetime | None, by: str | None) -> str:
        return f"{self.at(at)} by {self.person(by)}" if at else ""


class Shelf:
    """Reads papers from a session. `left_out` are ids of inquiries that nothing here may tell of."""

    def __init__(self, session: Session, left_out: Collection[int], secrets: Secrets) -> None:
        self._session, self._left_out, self._secrets = session, left_out, secrets
        self._people = {one.id: one for one in session.exec(select(Member))}
        self._references = {
            one: f"PR-{number:04d}"
            for one, number in session.exec(select(Inquiry.id, Inquiry.number))
            if one is not None and one not in left_out
        }
        self._several = len(set(session.exec(select(Inquiry.team_id).distinct()))) > 1
        self.ids: list[int] = [
            one for one in session.exec(select(Inquiry.id).order_by(col(Inquiry.received_at).desc(), col(Inquiry.id).desc()))
            if one is not None and one not in left_out
        ]  # fmt: skip

    def paper(self, inquiry_id: int) -> Paper:
        """The inquiry with all that belongs to it."""
        record = inquiries.assemble(self._session, self._session.get_one(Inquiry, inquiry_id))
        found = Paper(
            record=record, statements=self._statements(inquiry_id),
            releases=self._releases(record), before=self._before(record), others=self._references,
            people=self._people, several_teams=self._several, secrets=self._secrets,
        )  # fmt: skip
        self._session.expunge_all()
        return found

    def _statements(self, inquiry_id: int) -> list[Said]:
        versions = self._session.exec(
            select(StatementVersion).join(Statement).where(Statement.inquiry_id == inquiry_id)
            .order_by(col(StatementVersion.statement_id), col(StatementVersion.number))
        ).all()  # fmt: skip
        decided = select(Decision).where(col(Decision.version_id).in_([one.id for one in versions])).order_by(col(Decision.id))
        decisions = self._session.exec(decided).all()
        sent = self._session.get_one(Inquiry, inquiry_id).response_version_id
        return [Said(one, [it for it in decisions if it.version_id == one.id], one.id == sent) for one in versions]

    def _releases(self, record: InquiryRecord) -> list[Went]:
        held = recipients(self._session, [one.release.id for one in record.sent])
        return [Went(one, held.get(one.release.id or 0, [])) for one in record.sent]

    def _before(self, record: InquiryRecord) -> list[Inquiry]:
        theirs = select(InquiryJournalist.inquiry_id).where(
            col(InquiryJournalist.journalist_id).in_([one.id for one in record.journalists])
        )
        earlier = self._session.exec(
            select(Inquiry)
            .where(col(Inquiry.id).in_(theirs), Inquiry.team_id == record.inquiry.team_id)
            .where(col(Inquiry.received_at) < record.inquiry.received_at)
            .order_by(col(Inquiry.received_at).desc())
        )
        return [one for one in earlier if one.id not in self._left_out][:BEFORE]
