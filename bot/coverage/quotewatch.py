"""Quote watch: what was approved for us to be quoted with, and what a clip printed of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from bot.coverage import wordings
from bot.coverage.quotes import Approved, compared
from bot.grounding.words import sentences
from bot.models import Clip, ClipQuote, Inquiry, Line, LineKind, QuoteClass, Release, Statement, TermKind, Terms, WatchTerm
from bot.text import shortened

MOST_RELEASES = 2_000
LONGEST = 20_000  # Characters of one article that are looked through.
RUN = 3  # Words in a row that an article shares with approved words before they are compared.
KINDS = {"exact", "trimmed", "altered"}


@dataclass(frozen=True)
class Printed:
    """Words in quotation marks that an article attributes to us. `reference` and `approved` are empty where none are near."""

    words: str
    speaker: str
    kind: QuoteClass
    reference: str = ""
    approved: str = ""


@dataclass(frozen=True)
class Book:
    """Everything approved and public at an instant, with its words in runs, and who speaks for us."""

    approved: Sequence[Approved] = ()
    runs: Sequence[frozenset[tuple[str, ...]]] = ()
    people: Sequence[Approved] = field(default_factory=tuple)

    def near(self, article: str) -> list[Approved]:
        """What shares a few words in a row with the article; every speaker besides, or their words would be nobody's."""
        theirs = _runs(article)
        near = [one for one, runs in zip(self.approved, self.runs, strict=True) if runs & theirs]
        return near + list(self.people)


def book(session: Session, team_id: str, *, own: Sequence[WatchTerm], at: datetime) -> Book:
    """The quotes on file that were approved for the record and are restricted to nobody, in force or not, and whatever of
    ours went out on the record and under no running embargo. `own` are the watch terms that are ours: what we are called."""
    called = {one.name: tuple(one.aliases) for one in own if one.kind == TermKind.SPOKESPERSON}
    names = [name for one in own if one.kind == TermKind.US for name in (one.name, *one.aliases)]
    spoken = [*_quotes(session, team_id, called), *_sent(session, team_id, called, names, at)]
    ways = {one.speaker: one.aliases for one in spoken} | called
    people = [Approved("", name, aliases, "") for name, aliases in ways.items() if name]
    if names:
        people.append(Approved("", names[0], _ways(names), ""))
    return Book(spoken, [_runs(one.text) for one in spoken], people)


def printed(text: str, approved: Book) -> list[Printed]:
    """The quotes of an article that are ours, in its order."""
    article = text[:LONGEST]
    near = approved.near(article)
    texts = {one.id: one.text for one in near if one.id}
    found = []
    for one in compared(article, near):
        if not one.speaker_is_ours and one.kind not in KINDS:
            continue
        reference = one.approved_id or ""
        speaker = one.speaker or next((row.speaker for row in near if row.id and row.id == reference), "")
        found.append(
            Printed(one.printed, shortened(speaker, 200), QuoteClass(one.kind), reference, passage(texts.get(reference, ""), one.printed))
        )  # fmt: skip
    return found


def passage(approved: str, printed: str) -> str:
    """Of approved words the sentences that the printed ones are nearest to; all of a short text."""
    if len(approved) <= 400:
        return approved
    theirs = set(wordings.words(printed))
    told = sentences(approved)
    shared = [len(theirs & set(wordings.words(one))) for one in told]
    best = max(range(len(told)), key=lambda at: shared[at])
    near = [at for at in range(len(told)) if abs(at - best) <= 2 and shared[at] >= max(2, shared[best] // 3)]
    return " ".join(told[min(near) : max(near) + 1]) if near else told[best]


def _quotes(session: Session, team_id: str, called: dict[str, tuple[str, ...]]) -> Iterable[Approved]:
    rows = session.exec(
        select(Line).where(
            Line.team_id == team_id, Line.kind == LineKind.QUOTE, Line.terms == Terms.ON_RECORD,
            col(Line.restricted).is_(False), col(Line.approved_at).is_not(None),
        ).order_by(col(Line.id))
    )  # fmt: skip
    for row in rows:
        speaker = _name(row.speaker)
        yield Approved(row.reference, speaker, called.get(speaker, ()), row.text.strip().strip('“”"'))


def _sent(
    session: Session, team_id: str, called: dict[str, tuple[str, ...]], names: Sequence[str], at: datetime
) -> Iterable[Approved]:  # fmt: skip
    for release, statement in public(session, team_id, at=at):
        said = release.attribution
        ours = not said or "spokes" in said.casefold() or any(name.casefold() in said.casefold() for name in names)
        speaker = (names[0] if names else said) if ours else _name(said)
        ways = _ways(names) if ours else called.get(speaker, ())
        yield Approved(statement.reference, speaker, ways, release.text)


def public(session: Session, team_id: str, *, at: datetime) -> list[tuple[Release, Statement]]:
    """What went out on the record, was not taken back, is restricted to nobody and under no embargo at `at`, newest first."""
    restricted = select(Inquiry.id).where(Inquiry.team_id == team_id, col(Inquiry.restricted).is_(True))
    rows = session.exec(
        select(Release, Statement).join(Statement, col(Statement.id) == Release.statement_id)
        .where(Release.team_id == team_id, Release.terms == Terms.ON_RECORD, col(Release.taken_back_at).is_(None))
        .where(col(Statement.restricted).is_(False))
        .where(or_(col(Statement.inquiry_id).is_(None), col(Statement.inquiry_id).not_in(restricted)))
        .where(or_(col(Release.embargo_until).is_(None), col(Release.embargo_until) <= at))
        .order_by(col(Release.id).desc()).limit(MOST_RELEASES)
    )  # fmt: skip
    return [(release, statement) for release, statement in rows]


def shown(session: Session, team_id: str, quotes: Sequence[ClipQuote]) -> list[ClipQuote]:
    """The quotes as they may be shown now: of words that became restricted since, without their reference and wording."""
    shut = withheld(session, team_id, {one.reference for one in quotes if one.reference})
    return [
        ClipQuote(**one.model_dump() | {"reference": "", "approved": ""}) if one.reference in shut else one for one in quotes
    ]  # fmt: skip


def withheld(session: Session, team_id: str, references: set[str]) -> set[str]:
    """Those of the references, PR-0147, S-0012 or Q-0003, that are restricted now."""
    if not references:
        return set()
    restricted = select(Inquiry.id).where(Inquiry.team_id == team_id, col(Inquiry.restricted).is_(True))
    statements = session.exec(
        select(Statement).where(
            Statement.team_id == team_id,
            or_(col(Statement.restricted).is_(True), col(Statement.inquiry_id).in_(restricted)),
        )
    )  # fmt: skip
    lines = session.exec(select(Line).where(Line.team_id == team_id, col(Line.restricted).is_(True)))
    inquiries = session.exec(select(Inquiry).where(Inquiry.team_id == team_id, col(Inquiry.restricted).is_(True)))
    return references & {one.reference for rows in (statements, lines, inquiries) for one in rows}


def forget(session: Session, team_id: str) -> int:
    """Takes from the quotes on record the words that became restricted since; gives from how many."""
    rows = session.exec(select(ClipQuote).join(Clip).where(Clip.team_id == team_id, ClipQuote.reference != "")).all()
    shut = withheld(session, team_id, {one.reference for one in rows})
    gone = [one for one in rows if one.reference in shut]
    for one in gone:
        one.reference = one.approved = ""
        session.add(one)
    return len(gone)


def _name(speaker: str) -> str:
    """The name in "Mara Quill, director"."""
    return speaker.partition(",")[0].strip()


def _ways(names: Sequence[str]) -> tuple[str, ...]:
    """What a spokesperson without a name is called."""
    ways = [f"{one} {name}" for name in names for one in ("spokesperson for", "spokesman for", "spokeswoman for")]
    return (*names, *ways, *(f"{name} {one}" for name in names for one in ("spokesperson", "spokesman", "spokeswoman")))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = wordings.words(text)
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))
