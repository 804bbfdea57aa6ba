"""Kinds of statement: what each is made of, what belongs round it, and how long it should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.models import StatementKind

LONGEST = 3_000  # What fits a Slack text box, so that every part can always be edited there.


@dataclass(frozen=True)
class Part:
    """One box of a kind's form. With a `heading` it stands under that in the text, without one as it is. What is not
    `counted` (notes, contacts) does not count towards the length."""

    name: str
    label: str
    heading: str = ""
    hint: str = ""
    example: str = ""
    most: int = LONGEST
    required: bool = True
    counted: bool = True

    @property
    def lines(self) -> bool:
        """Whether it takes more than one line."""
        return self.most > 300


@dataclass(frozen=True)
class Kind:
    """A template. `length` is the least and the most words it should have. `embargo_line` says whether its text begins with
    the embargo or "For immediate release", `boilerplate` whether an "About" belongs under it, `opening` what it says of
    itself, `ends` whether ENDS stands under what may be published."""

    kind: StatementKind
    label: str
    parts: tuple[Part, ...]
    length: tuple[int, int]
    guide: str
    opening: tuple[str, ...] = ()
    embargo_line: bool = False
    boilerplate: bool = False
    ends: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether its text is its one box, word for word."""
        return len(self.parts) == 1


HEADLINE = Part("headline", "Headline", hint="What happened, in one line.", most=250)
NOTES = Part(
    "notes", "Notes to editors", "NOTES TO EDITORS", hint="Sources of figures, spellings, where pictures are. One a line.",
    required=False, counted=False,
)  # fmt: skip
CONTACT = Part(
    "contact", "Media contact", "MEDIA CONTACT", hint="Who answers the phone, and on which number until when.",
    example="Press office, 01632 960 001, press@example.org", most=1_000, counted=False,
)  # fmt: skip
PICTURES = Part(
    "opportunities", "Photo and interview opportunities", "PHOTO AND INTERVIEW OPPORTUNITIES",
    hint="Who can be seen and spoken to, when, and what may be filmed.", required=False,
)  # fmt: skip


def _text(hint: str) -> tuple[Part, ...]:
    return (Part("text", "Statement", hint=hint),)


def _asked(name: str, label: str, hint: str, *, required: bool = True) -> Part:
    return Part(name, label, label.upper(), hint=hint, required=required)


KINDS: dict[StatementKind, Kind] = {one.kind: one for one in (
    Kind(StatementKind.HOLDING, "Holding statement", _text("What we know, what we are doing, and when we will say more."),
         (0, 60), "Short and true now; it may go out before the answer is ready."),
    Kind(StatementKind.REACTIVE, "Reactive statement", _text("What nothing backs, mark [VERIFY: …]."),
         (0, 150), "The answer first, then the reason."),
    Kind(StatementKind.PROACTIVE, "Proactive statement", _text("What nothing backs, mark [VERIFY: …]."),
         (0, 250), "One message, the fact behind it, and what happens next."),
    Kind(
        StatementKind.PRESS_RELEASE, "Press release",
        (
            HEADLINE,
            Part("subheading", "Second line", hint="What the headline left out.", most=250, required=False),
            Part("dateline", "Place and date", example="Eastmarsh, 3 March 2026", most=100),
            Part("lead", "First paragraph", hint="Who, what, when, where and why, in two sentences.", most=1_000),
            Part("body", "The rest", hint="The most important first: an editor cuts from the end."),
            Part("quote", "Quote", hint="Word for word as the speaker approved it, with name and title.", required=False),
            NOTES, CONTACT,
        ),
        (300, 500), "The news in the first paragraph.", ("PRESS RELEASE",), embargo_line=True, boilerplate=True, ends=True,
    ),
    Kind(
        StatementKind.MEDIA_ADVISORY, "Media advisory",
        (
            HEADLINE,
            _asked("what", "What", "What happens, in two sentences."), _asked("who", "Who", "Who is there and may be quoted."),
            _asked("when", "When", "Day, date, from when to when, and the zone."),
            _asked("where", "Where", "The address, and how to get in."), _asked("why", "Why", "Why it is news."),
            PICTURES, NOTES, CONTACT,
        ),
        (100, 250), "An invitation: enough to send somebody, not enough to stay away.", ("MEDIA ADVISORY",),
        embargo_line=True, boilerplate=True, ends=True,
    ),
    Kind(
        StatementKind.OP_NOTE, "Operational note",
        (
            HEADLINE,
            _asked("what", "What", "What happens."), _asked("when", "When", "Day, date, from when to when, and the zone."),
            _asked("where", "Where", "The address, and where to wait."),
            _asked("arrangements", "Arrangements", "Accreditation, parking, power, what must not be filmed.", required=False),
            PICTURES, CONTACT,
        ),
        (50, 250), "For planning desks alone.", ("OPERATIONAL NOTE", "For planning only. Not for publication."),
    ),
    Kind(
        StatementKind.Q_AND_A, "Q&A sheet",
        (
            Part("headline", "Subject", most=250),
            Part("background", "In one paragraph", hint="What a spokesperson must know first.", required=False),
            Part("questions", "Questions and answers", "QUESTIONS AND ANSWERS", hint="Each question on a line, its answer below.",
                 example="Q: Will the shelter close?\nA: No. It stays open until 31 March."),
            Part("more_questions", "More of them", "FURTHER QUESTIONS", required=False),
        ),
        (0, 1_000), "The worst question first.", ("Q&A",),
    ),
    Kind(
        StatementKind.OP_ED, "Op-ed outline",
        (
            Part("headline", "Working title", most=250), Part("author", "By", "BY", hint="Name and title.", most=250),
            _asked("argument", "Argument", "The one sentence a reader should remember."),
            _asked("points", "Points", "Three at most, each with what backs it."),
            _asked("objections", "Objections", "What the other side says, and our answer.", required=False),
            _asked("ending", "Ending", "What should be done, and by whom."),
        ),
        (150, 400), "An outline; the piece itself has 600 to 800 words.", ("OP-ED OUTLINE",),
    ),
    Kind(
        StatementKind.CORRECTION, "Correction request",
        (
            Part("piece", "Where it stood", "WHERE IT STOOD", hint="Outlet, headline, date and link.", most=1_000),
            _asked("published", "What was published", "Word for word."),
            _asked("wrong", "What is wrong", "One point a line."),
            Part("right", "What is right", "WHAT IS RIGHT", hint="The fact and its source."),
            Part("wanted", "What we ask for", "WHAT WE ASK FOR", example="A correction online today, and a note in tomorrow's paper."),
            CONTACT,
        ),
        (0, 300), "Friendly, exact and quick. Only what is wrong, not what is unkind.", ("REQUEST FOR CORRECTION",),
    ),
)}  # fmt: skip


def missing(kind: StatementKind, parts: Mapping[str, str]) -> list[Part]:
    """The required parts that are empty."""
    return [one for one in KINDS[kind].parts if one.required and not parts.get(one.name, "").strip()]


def length(kind: StatementKind, parts: Mapping[str, str]) -> int:
    """How many words it has, of those that the guide counts."""
    return sum(len(parts.get(one.name, "").split()) for one in KINDS[kind].parts if one.counted)
