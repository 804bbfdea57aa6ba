"""Lines on screen: the list, one line with what can be done to it, its forms, and what its owner is asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from bot.authority import NEEDS, RANK, Actor
from bot.lines import (
    FORMS,
    WHICH,
    Counts,
    LineEntry,
    LinePage,
    LineRecord,
    NearLine,
    Standing,
    Wanted,
    Which,
    last_step,
    noun,
    today,
)
from bot.models import Line, LineKind, LineStatus
from bot.text import one_line, shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    choices,
    divider,
    escaped,
    field,
    header,
    line,
    modal,
    note,
    person,
    quote,
    rich,
    section,
    sure,
    typed,
)
from bot.views.files import upload

KIND = {
    LineKind.LINE: "Line to take", LineKind.Q_AND_A: "Q&A", LineKind.FACT: "Fact", LineKind.QUOTE: "Quote",
    LineKind.BOILERPLATE: "Boilerplate", LineKind.HOLDING: "Holding statement",
}  # fmt: skip
NOUN = {**words.by_value(KIND), "house": "Message house"}
NEW = {
    "line": "New line", "q_and_a": "New Q&A", "fact": "New fact", "quote": "New quote", "boilerplate": "New boilerplate",
    "holding": "New holding line", "house": "New house",
}  # fmt: skip
STANDING = {
    Standing.APPROVED: "✅ Approved", Standing.UNAPPROVED: "✏️ Not approved", Standing.EXPIRED: "⌛ Expired",
    Standing.RETIRED: "🗄️ Retired",
}  # fmt: skip
SHOWS: dict[Which, str] = {
    "all": "All", "approved": "Approved", "expiring": "Expiring this week", "expired": "Expired", "unapproved": "Not approved",
    "mine": "Mine", "retired": "Retired",
}  # fmt: skip
HOLDS = {"fact": 90}  # Days that a new one is proposed to hold; a figure ages sooner than words.
HOLDS_ELSE = 180
RESTRICTED = {"yes": "Restricted: known to its owner, whoever wrote it and its approvers; in no draft, digest or export"}


def day(on: date) -> str:
    """A day as people write it, with its year: there is no zone in it, so everybody reads the same."""
    return f"{on:%-d %b %Y}"


def listed(page: LinePage, actor: Actor) -> list[Block]:
    """A page of the list, with what else can be shown and the buttons for a new one."""
    wanted = page.wanted
    what = f"{NOUN[wanted.nouns[0]]}s" if len(wanted.nouns) == 1 else "Lines"
    about = f" with “{shortened(one_line(wanted.words), 60)}”" if wanted.words else ""
    which = "" if wanted.which == "all" else f", {SHOWS[wanted.which].lower()}"
    blocks: list[Block] = [header(f"{what.replace('Line to takes', 'Lines to take')}{which}{about}: {page.total}")]
    for number, record in enumerate(page.records):
        blocks += row(record, number)
    if not page.records:
        blocks.append(section(_nothing(wanted)))
    turns = [
        button(label, f"lines_turn:{way}", _carried(wanted, wanted.which, number))
        for label, way, number in (("← Back", "back", page.page - 1), ("More →", "more", page.page + 1))
        if 1 <= number <= page.pages
    ]
    if turns:
        blocks += [note(f"Page {page.page} of {page.pages}"), actions(*turns)]
    blocks += [divider(), actions(*(_filter(wanted, which) for which in WHICH if which != wanted.which))]
    if may_work(actor):
        blocks.append(actions(*_news(wanted), button("Export", "lines_export"), button("Import…", "lines_import")))
    return blocks


def _nothing(wanted: Wanted) -> str:
    if wanted.words or wanted.issue:
        return "Nothing has all of these words. Fewer or other ones may find it."
    if wanted.which == "all":
        return "Nothing is filed here yet. The first one is written in a minute, and approved with one click."
    return {"expiring": "Nothing expires this week.", "expired": "Nothing has expired.", "unapproved": "Nothing waits for approval.",
            "mine": "You own none."}.get(wanted.which, "There is none.")  # fmt: skip


def _filter(wanted: Wanted, which: Which) -> Block:
    return button(SHOWS[which], f"lines_turn:{which}", _carried(wanted, which, 1))


def _carried(wanted: Wanted, which: Which, page: int) -> str:
    return json.dumps([which, wanted.nouns, shortened(wanted.words, 300), page], ensure_ascii=False)


def carried(value: str) -> Wanted:
    """What a button of the list asks for."""
    which, nouns, asked, page = json.loads(value)
    return Wanted(which=which, nouns=tuple(nouns), words=asked, page=page)


def _news(wanted: Wanted) -> list[Block]:
    if len(wanted.nouns) == 1:
        (kind,) = wanted.nouns
        return [button(NEW[kind], "house_new" if kind == "house" else f"line_new:{kind}", kind, style="primary")]
    return [button("New…", "line_choose", style="primary")]


def row(record: LineRecord, number: int) -> list[Block]:
    """One line in a list."""
    show = button("Show", f"line_show:{number}", record.address)
    return [
        rich(line(*title(record)), line(shortened(one_line(record.text), 250))),
        section(status(record), accessory=show),
    ]


def title(record: LineRecord) -> list[Part]:
    """Reference, kind and what it is about."""
    lock = "🔒 " if record.row.restricted else ""
    parts: list[Part] = [bold(f"{lock}{record.row.reference}  "), NOUN[noun(record)]]
    about = _about(record)
    return [*parts, f" · {shortened(about, 150)}"] if about else parts


def _about(record: LineRecord) -> str:
    one = record.row
    if not isinstance(one, Line):
        return one.issue
    own = {LineKind.FACT: f"{one.figure} {one.unit}".strip(), LineKind.QUOTE: one.speaker, LineKind.Q_AND_A: one.question,
           LineKind.HOLDING: one.scenario, LineKind.LINE: "if asked" if one.reactive else "proactive"}.get(one.kind, "")  # fmt: skip
    return " · ".join(one_line(part) for part in (one.issue, own) if part)


def status(record: LineRecord) -> str:
    """Whether it holds, until when, by whose approval, in our own words."""
    one = record.row
    parts = [f"*{STANDING[record.standing]}*"]
    if one.expires_on:
        parts.append(f"{'held' if record.standing == Standing.EXPIRED else 'holds'} until {day(one.expires_on)}")
    if one.approved_by and one.approved_at:
        parts.append(f"approved by {escaped(record.name(one.approved_by))}, {day(today(record.team, one.approved_at))}")
    if one.sensitivity.value != "routine":
        parts.append(words.SENSITIVITY[one.sensitivity].lower())
    parts.append(f"owner {escaped(record.name(one.owner_id))}")
    return " · ".join(parts)


def shown(record: LineRecord, actor: Actor, said: str = "") -> Block:
    """One line, with its history and what this person can do to it."""
    one = record.row
    assert isinstance(one, Line)
    blocks = [rich(line(said))] if said else []
    blocks += [*words_of(record), *facts_of(record), *foot(record, actor)]
    return modal(f"{KIND[one.kind]} {one.reference}", blocks, carries={"a": record.address})


def words_of(record: LineRecord) -> list[Block]:
    """The words themselves, as they may be copied."""
    one = record.row
    parts: list[Block] = []
    if isinstance(one, Line) and one.question:
        parts.append(line(bold("Q: "), one.question))
    spoken = f" — {one.speaker}" if isinstance(one, Line) and one.kind == LineKind.QUOTE else ""
    marks = ("“", "”") if spoken else ("", "")
    return [rich(line(*title(record)), *parts, quote(f"{marks[0]}{record.text}{marks[1]}{spoken}"))]


def facts_of(record: LineRecord) -> list[Block]:
    """What is known of it besides its words."""
    one = record.row
    known: list[tuple[str, str]] = []
    if isinstance(one, Line):
        known = [
            ("Figure", f"{one.figure} {one.unit}".strip()), ("Source", one.source), ("As of", day(one.as_of) if one.as_of else ""),
            ("Said", one.said_where), ("Audience", one.audience),
            ("Terms", words.TERMS[one.terms] if one.terms.value != "on_record" else ""),
        ]  # fmt: skip
    if one.review_on:
        known.append(("Reviewed on", day(one.review_on)))
    told: list[list[Part]] = [[bold(f"{name}: "), text] for name, text in known if text]
    return [rich(bullets(told))] if told else []


def foot(record: LineRecord, actor: Actor) -> list[Block]:
    """Status, steps and the last lines of the history."""
    one = record.row
    blocks: list[Block] = [note(status(record))]
    if one.restricted:
        blocks.append(note("🔒 Known to its owner, whoever wrote it and those who may approve it."))
    if record.standing == Standing.EXPIRED:
        blocks.append(note("⌛ No draft takes it and none that cites it can be approved, until it has a new last day."))
    if may_work(actor):
        blocks.append(actions(*_steps(record, actor)))
    history = [
        [f"{record.name(event.actor_id)} {shortened(event.text, 200)}, {day(today(record.team, event.at))}"]
        for event in record.events[-6:]
    ]
    return [*blocks, divider(), rich(bullets(history))] if history else blocks


def _steps(record: LineRecord, actor: Actor) -> list[Block]:
    one, seen = record.row, f"{record.address}:{record.row.version}"
    found: list[Block] = []
    if record.standing == Standing.UNAPPROVED:
        if actor.may_approve(one.sensitivity):
            found.append(button("Approve", "line_approve", seen, style="primary"))
        else:
            found.append(button("Ask for approval", "line_ask", record.address, style="primary"))
    if one.status != LineStatus.RETIRED:
        found.append(button("Edit", "line_edit", record.address))
        if record.standing in (Standing.APPROVED, Standing.EXPIRED):
            found.append(button("Still right: extend", "line_extend", record.address))
    if (last := last_step(record)) is not None:
        undoing = {"edited": "Undo the last edit", "extended": "Undo the new date", "retired": "Bring it back"}[last.action]
        found.append(button(undoing, "line_undo", record.address))
    if one.status != LineStatus.RETIRED:
        ask = sure("Retire it?", "No draft takes it any more. It stays on record, and undo brings it back.", "Retire")
        found.append(button("Retire", "line_retire", record.address, sure=ask))
    return found


def may_work(actor: Actor) -> bool:
    return actor.rank >= RANK[NEEDS["work"]]


def choose() -> Block:
    """What kind the new one is."""
    kinds = [
        section(
            f"*{label}*\n{what}", accessory=button("Write one", "house_new" if kind == "house" else f"line_new:{kind}", kind)
        )
        for kind, label, what in (
            ("line", "Line to take", "Approved wording for an issue: if asked, or to be said unasked"),
            ("q_and_a", "Q&A", "A question we get, and our answer"),
            ("fact", "Fact", "A figure with its source and as-of date"),
            ("quote", "Quote", "The exact words of somebody who approved them"),
            ("boilerplate", "Boilerplate", "Who we are, in one paragraph"),
            ("holding", "Holding statement", "For the first minutes of a scenario"),
            ("house", "Message house", "Core message, three to five pillars, proof points, bridges"),
        )
    ]
    return modal("New", kinds)


def form(
    entry: LineEntry, *, today: date, address: str = "", seen: int = 0, reference: str = "", turn: int = 0, said: str = "",
    ask: int = 0,
) -> Block:  # fmt: skip
    """The form of a line, new or (with an `address`) as it now is. `ask` is the question to a colleague whose answer it files."""

    def put(label: str, element: Block, *, hint: str = "", needed: bool = False) -> Block:
        return field(label, element, hint=hint, optional=not needed, block_id=f"{element['action_id']}:{turn}")

    fields = [*_own_fields(entry, put), *_shared_fields(entry, put, today=today, new=not address)]
    blocks = [rich(line(said))] if said else []
    if address:
        blocks.append(note("An edit of the words takes their approval away; a new date, owner or review day does not."))
    return modal(
        f"Edit {reference}" if address else NEW[entry.kind.value], [*blocks, *fields], callback_id="line_save", submit="Save",
        close="Cancel", carries={"a": address, "seen": seen, "k": entry.kind.value, "t": turn, "q": ask},
    )  # fmt: skip


def _own_fields(entry: LineEntry, put) -> list[Block]:  # type: ignore[no-untyped-def]
    """What only lines of its kind have."""
    text = typed("text", entry.text, lines=True)
    issue = put("Issue", typed("issue", entry.issue, most=200, example="Night shelter"), needed=entry.kind == LineKind.LINE)
    if entry.kind == LineKind.LINE:
        told = {"reactive": "If asked (reactive)", "proactive": "To be said unasked (proactive)"}
        return [
            put("Line", text, needed=True), issue, put("When", choice("reactive", told, "reactive" if entry.reactive else "proactive")),
            put("Audience", typed("audience", entry.audience, most=200, example="Local media, donors")),
        ]  # fmt: skip
    if entry.kind == LineKind.Q_AND_A:
        return [
            put("Question", typed("question", entry.question, lines=True), needed=True),
            put("Answer", text, needed=True),
            issue,
        ]
    if entry.kind == LineKind.FACT:
        return [
            put("Figure", typed("figure", entry.figure, most=100, example="1,240"), needed=True),
            put("Unit", typed("unit", entry.unit, most=100, example="nights, %, people")),
            put("Source", typed("source", entry.source, most=500, example="Shelter register"), needed=True),
            put("As of", picked("as_of", entry.as_of), needed=True),
            put("The sentence that holds it", text, needed=True, hint="As it may be said. Drafts cite this sentence."), issue,
        ]  # fmt: skip
    if entry.kind == LineKind.QUOTE:
        return [
            put("Speaker", typed("speaker", entry.speaker, most=200, example="Dinah Osei, executive director"), needed=True),
            put("The exact words", text, needed=True, hint="Without quotation marks. No draft changes a letter of them."),
            put("Where it was said", typed("said_where", entry.said_where, most=500)), issue,
        ]  # fmt: skip
    if entry.kind == LineKind.HOLDING:
        scenario = typed("scenario", entry.scenario, most=200, example="Injury of a volunteer")
        return [put("Scenario", scenario, needed=True), put("Holding statement", text, needed=True), issue]
    return [put("Boilerplate", text, needed=True), issue]


def _shared_fields(entry: LineEntry, put, *, today: date, new: bool) -> list[Block]:  # type: ignore[no-untyped-def]
    terms = {key: label for key, label in words.by_value(words.TERMS).items()}
    return [
        *day_fields(entry, put, today=today, new=new, days=HOLDS.get(entry.kind.value, HOLDS_ELSE)),
        put("Sensitivity", choice("sensitivity", words.by_value(words.SENSITIVITY), entry.sensitivity.value)),
        put("Terms", choice("terms", terms, entry.terms.value)),
        put("Who may know", choices("restricted", RESTRICTED, ["yes"] if entry.restricted else [], boxes=True)),
    ]


def day_fields(entry, put, *, today: date, new: bool, days: int) -> list[Block]:  # type: ignore[no-untyped-def]
    """Until when it holds, when it is reviewed, who owns it: of lines and houses alike."""
    until = entry.expires_on or (today + timedelta(days=days) if new else None)
    return [
        put("Last day it holds", picked("expires_on", until), hint="Its owner is asked a week and a day before."),
        put("Review on", picked("review_on", entry.review_on)),
        put("Owner", person("owner", entry.owner_id.rsplit(":", 1)[-1] or None)),
    ]


def picked(action_id: str, on: date | None) -> Block:
    """A day to pick."""
    block: Block = {"type": "datepicker", "action_id": action_id}
    if on is not None:
        block["initial_date"] = on.isoformat()
    return block


def extend(record: LineRecord, actor: Actor) -> Block:
    """Until when it holds now."""
    one = record.row
    first = max(record.today, one.expires_on or record.today) + timedelta(days=HOLDS_ELSE)
    blocks = [*words_of(record), note(status(record)), field("Last day it holds", picked("expires_on", first), optional=False)]
    stays = actor.may_approve(one.sensitivity) or (actor.id == one.owner_id and record.standing == Standing.APPROVED)
    if one.approved_by and not stays:
        blocks.append(note("⚠️ From you a new date means that the words need approving again."))
    return modal(
        f"Extend {one.reference}", blocks, callback_id="line_extend", submit="Extend", close="Cancel",
        carries={"a": record.address, "seen": one.version},
    )  # fmt: skip


LOOK = {"look": "Only look: tell what it would add, change and leave"}


def import_form() -> Block:
    """A file of lines to take in."""
    return modal(
        "Import lines",
        [
            field("A CSV or Markdown file", upload("file", FORMS), optional=False, hint="The one that Export gives has all columns."),
            field("First", choices("look", LOOK, ["look"], boxes=True)),
            note("Words that come in are approved by nobody yet. With an error in it, nothing of a file is taken in."),
        ],
        callback_id="lines_import", submit="Send", close="Cancel", carries={},
    )  # fmt: skip


def asked(record: LineRecord, about: str, *, waits: bool) -> tuple[list[Block], str]:
    """What somebody is asked of a line: to approve it, to review it, or whether it still holds. Once settled, what became
    of it. The notification names it and quotes nothing."""
    one, reference = record.row, record.row.reference
    if not waits:
        return [
            rich(line(f"✅ {reference}: {STANDING[record.standing].split(' ', 1)[1].lower()} now. Nothing more to do here."))
        ], (f"{reference}: settled.")
    seen = f"{record.address}:{one.version}"
    look, edit = button("Look", f"line_show:{record.address}", record.address), button("Edit", "line_edit", record.address)
    if about == "approve":
        blocks = [*words_of(record), *facts_of(record), note(status(record))]
        return [*blocks, actions(button("Approve", "line_approve", seen, style="primary"), edit, look)], (
            f"{reference} waits for your approval."
        )
    asks = f"{reference} is due for review." if about == "review" else _expiring(record)
    return [
        rich(line(bold(f"⏰ {asks}"))), *words_of(record), note(status(record)),
        actions(button("Still right: extend", "line_extend", record.address, style="primary"), edit,
                button("Retire", "line_retire", record.address), look),
    ], asks  # fmt: skip


def _expiring(record: LineRecord) -> str:
    last = record.row.expires_on
    assert last is not None
    if record.standing == Standing.EXPIRED:
        return f"{record.row.reference} expired on {day(last)}. Is it still right?"
    left = (last - record.today).days
    when = {0: "today is its last day", 1: "tomorrow is its last day"}.get(left, f"{left} days are left")
    return f"{record.row.reference} holds until {day(last)}: {when}. Is it still right?"


def near(found: Sequence[NearLine], title_: str, *, most: int = 400) -> list[Block]:
    """Lines near something, each with whether it holds; nothing where none is near."""
    blocks: list[Block] = [section(f"*{title_}*")] if found else []
    for one in found:
        blocks += [rich(line(*title(one.record)), quote(shortened(one.record.text, most))), note(status(one.record))]
    return blocks


def near_text(found: Sequence[NearLine]) -> str:
    """The same as a notification: references and whether they hold."""
    told = [f"{one.record.row.reference} ({STANDING[one.record.standing].split(' ', 1)[1].lower()})" for one in found]
    return f"Near this: {', '.join(told)}"


def board(found: Counts, actor: Actor) -> list[Block]:
    """The section of Home."""
    fresh = [button("New…", "line_choose")] if may_work(actor) else []
    return [
        divider(), header("Lines"),
        section(f"*{found.approved}* approved · *{found.expiring}* expire{'s' if found.expiring == 1 else ''} this week · "
                f"*{found.waiting}* await{'s' if found.waiting == 1 else ''} your approval"),
        actions(
            button("All lines", "lines_turn:home", _carried(Wanted(), "all", 1)),
            button("Expiring", "lines_turn:home_expiring", _carried(Wanted(), "expiring", 1)),
            button("Not approved", "lines_turn:home_unapproved", _carried(Wanted(), "unapproved", 1)),
            *fresh,
        ),
    ]  # fmt: skip
