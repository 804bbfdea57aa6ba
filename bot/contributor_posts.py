"""Contributor posts: a consent that ended flags all that names the person, and tells whoever answers for it.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs. What is said of somebody's
consent goes into the direct messages of officers and up, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot import clocks, consents, contributors, inquiries, lines, outbox, teams
from bot.authority import NEEDS, RANK, Actor
from bot.contributors import ContributorRecord
from bot.contributors.clocks import answering
from bot.contributors.places import statements_naming
from bot.desk import Desk
from bot.models import Contributor, ContributorEvent, Member, Posting
from bot.statements.record import announce
from bot.views import contributors as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class ContributorPosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"consent_look": self.look, "consent_news": self.news, "consent_ending": self.ending}

    def look(self, *, contributor: int, mark: str, event: int | None = None) -> Done:
        """Has all that names them shown anew, and puts the news to whoever answers for it. `mark` only tells this look from others."""
        with self.desk.database.write() as session:
            row = session.get(Contributor, contributor)
            if row is None:
                return Done()
            step = session.get(ContributorEvent, event) if event else None
            names = [*row.names, *((step.before if step else None) or {}).get("names", [])]
            for found in statements_naming(session, team_id=row.team_id, names=names):
                inquiries.show_again(session, self.desk, found.version)
                if found.inquiry is not None:
                    inquiries.announce(session, self.desk, found.inquiry)
                else:
                    announce(session, self.desk, found.statement)
            self._tell(session, row)
        return Done()

    def _tell(self, session: Session, row: Contributor) -> None:
        """The news once for each end of the consent, whichever step is looked at and however often, in the morning where it ran out by
        night; what was told of it before is shown as it now stands."""
        team = teams.team_of(session, row.team_id)
        ended = not consents.holds(row, lines.today(team, self.desk.clock()))
        told = select(Posting).where(Posting.kind == "consent_news", col(Posting.subject).like(f"consent:{row.id}:%"))
        for one in session.exec(told).all():
            outbox.put(
                session, at=self.desk.clock(), kind="consent_news", lane=one.conversation, contributor=row.id,
                mark=one.subject.rpartition(":")[2], conversation=one.conversation,
            )  # fmt: skip
        mark = _end(row)
        for member in self._answering(session, row) if ended else []:
            now, hours = self.desk.clock(), clocks.hours_of(session, clocks.of(session, row.team_id), member)
            outbox.put(
                session, at=now, due_at=now if row.withdrawn_at else hours.audible_from(now), kind="consent_news", lane=member.user_id,
                key=f"consent_news:{row.id}:{mark}:{member.user_id}", contributor=row.id, mark=mark, conversation=member.user_id,
            )  # fmt: skip

    def _answering(self, session: Session, row: Contributor) -> Sequence[Member]:
        """Whoever recorded it, and the owners of all that names them."""
        owners = {one.owner_id for one in contributors.places(session, team_id=row.team_id, names=row.names)}
        members = [session.get(Member, one) for one in sorted(owners)]
        found = {one.id: one for one in [*answering(session, row), *(one for one in members if one is not None)]}
        return [one for one in found.values() if Actor.of(one).rank >= RANK[NEEDS["work"]]]

    def news(self, *, contributor: int, mark: str, conversation: str) -> Done:
        """That a consent ended and what names the person, as far as this reader may know of it."""
        record = self._record(contributor, conversation)
        subject = f"consent:{contributor}:{mark}"
        with self.desk.database.read() as session:
            known = self.posted(session, "consent_news", subject, conversation) is not None
            if known and session.get(Contributor, contributor) is None:
                return self.keep("consent_news", subject, conversation, *views.erased(), None)
        if record is None or (record.holds and not known):
            return Done()
        blocks, text = views.ended(record)
        return self.keep("consent_news", subject, conversation, blocks, text, None)

    def ending(self, *, contributor: int, conversation: str, last: str) -> Done:
        """That a consent ends soon; silent where it was renewed or withdrawn meanwhile."""
        record, subject = self._record(contributor, conversation), f"consent_ending:{contributor}:{last}"
        with self.desk.database.read() as session:
            known = self.posted(session, "consent_ending", subject, conversation) is not None
            if known and session.get(Contributor, contributor) is None:
                return self.keep("consent_ending", subject, conversation, *views.erased(), None)
        if record is None or not record.holds or record.row.expires_on is None or record.row.expires_on.isoformat() != last:
            return Done()
        blocks, text = views.ending(record)
        return self.keep("consent_ending", subject, conversation, blocks, text, None)

    def _record(self, contributor: int, conversation: str) -> ContributorRecord | None:
        """The consent for whoever reads that conversation; None where it was erased, or they are no officer any more."""
        with self.desk.database.read() as session:
            row = session.get(Contributor, contributor)
            reader = session.get(Member, f"slack:{row.team_id}:{conversation}") if row is not None else None
            if row is None or reader is None or Actor.of(reader).rank < RANK[NEEDS["work"]]:
                return None
            return contributors.read(session, self.desk, Actor.of(reader), row)


def _end(row: Contributor) -> str:
    """What tells this end of a consent from any other: ids of erased rows come again."""
    how = f"withdrawn-{int(row.withdrawn_at.timestamp())}" if row.withdrawn_at else f"expired-{row.expires_on}"
    return f"{how}-{int(row.recorded_at.timestamp())}"
