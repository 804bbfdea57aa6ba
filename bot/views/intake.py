"""The quiet offer to log a message, and the menu of the command."""

from __future__ import annotations

from bot.models import Offer
from bot.views.blocks import Block, actions, button, escaped, fallback, header, note, section


def offer(found: Offer, reference: str | None, passed_on_by: str = "") -> tuple[list[Block], str]:
    """The question under a message; once logged or waved away it says so in one line."""
    if found.state == "logged":
        text = f"✅ Logged as {reference}." if reference else "✅ Logged."
        return [section(text)], text
    if found.state == "dismissed":
        text = "Not logged."
        return [note(text)], text
    text = f"{passed_on_by} passed on a message. Is it a media inquiry?" if passed_on_by else "Is this a media inquiry?"
    value = str(found.id)
    return [
        section(escaped(text)),
        actions(
            button("Log as media inquiry", "offer_log", value, style="primary"), button("It is not", "offer_dismiss", value),
            block_id=f"offer:{value}",
        ),
    ], fallback(text)  # fmt: skip


def menu(command: str) -> list[Block]:
    """What the bare command shows."""
    return [
        header("The press desk"),
        actions(
            button("Log an inquiry", "inquiry_new", style="primary"), button("Mine", "list_open:mine", "mine"),
            button("Open", "list_open:open", "open"), button("Overdue", "list_open:overdue", "overdue"),
            button("Digest", "digest_open"),
        ),
        actions(
            button("A journalist called me", "call_open"), button("I have a story", "lead_new"), button("What the terms mean", "primer_open"),
        ),
        note(f"`{command} new` with a pasted mail behind it logs it in seconds. `{command} help` lists everything."),
    ]  # fmt: skip


HELP: dict[str, list[tuple[str, str]]] = {
    "Inquiries": [
        ("new", "log a media inquiry"),
        ("new <pasted text>", "the same, filled from the text"),
        ("list", "open inquiries; also `list answered`, `list unassigned`, `list all`"),
        ("mine", "what I own or back up"),
        ("overdue", "what is past its deadline"),
        ("show PR-12", "one inquiry with its history"),
        (
            "find <words>",
            "search; also `outlet:`, `journalist:`, `owner:`, `status:`, `resolution:`, `terms:`, `since:`, `until:`",
        ),
        ("said <words>", "what we said last time, with date and approver"),
        ("called", "a journalist reached you: what to say, and how to pass it on; for anybody on the staff"),
    ],
    "Words": [
        ("release [title]", "start a press release, an advisory, any statement that answers no inquiry"),
        ("statements", "every statement; also `statements draft`, `pending`, `approved`, `sent`; `show S-12` shows one"),
        ("lines <words>", "approved wording; also `lines expiring`, `lines unapproved`, `lines quotes`, `lines L-0004`"),
        ("fact <words>", "figures with their source and date"),
        ("house <words>", "message houses"),
        ("exclusives", "stories promised to one alone, and until when"),
        ("primer", "what on the record, on background, off the record, embargo and exclusive mean"),
    ],
    "People": [
        (
            "who <name>",
            "a journalist's card with every dealing; also an e-mail address, an outlet or a beat; bare: everybody; `who about <topic>`: who may care for it; `who import`: a spreadsheet",
        ),
        ("lists <name>", "press lists: saved filters and hand-picked ones"),
        ("pitch", "the pitch log; `pitch new` logs one, `pitch <words>` looks for a story or a name"),
        ("lead", "a story for the press desk, from anybody on the staff: answered within five working days"),
        ("leads", "story leads and what the desk said; also `leads yes`, `not now`, `no`, `all`"),
        ("consent <name>", "what the people in our stories agreed to, until when, and what names them; bare: the ledger"),
    ],
    "Interviews and events": [
        ("speakers", "who may speak for us: on what, in which languages, when, and who stands in"),
        ("interview PR-12", "book an interview; bare: one without an inquiry"),
        ("interviews", "what is coming; also `interviews past`, `interviews I-4`"),
        ("brief PR-12", "the briefing, also of an interview: brief I-4"),
        (
            "rehearse I-4",
            "hostile questions in your direct messages, for your eyes only; also `rehearse PR-12`, `rehearse night shelter`; bare: what there is",
        ),
        ("debrief I-4", "what came of an interview; alone: what waits, and what we promised"),
        (
            "events",
            "press conferences, events and release dates with checklist, guests and call round; also `events new <title>`, `events E-3`, `events past`",
        ),
        (
            "calendar",
            "what is ahead: releases, embargoes, events, interviews, awareness days; also `calendar month`, `calendar quarter`",
        ),
    ],
    "Coverage": [
        (
            "coverage <words>",
            "articles; also `outlet:`, `tier:`, `tone:`, `since:`, `until:`, `term:`, `story:`, `medium:`, `journalist:`; bare: trends",
        ),
        ("digest now", "coverage since the last digest; also `digest yesterday`, `digest week`, `digest settings`"),
        ("watch", "feeds, watch terms, outlets with their tiers; `watch gazette.example` adds a feed, `watch <words>` a term"),
        ("clip <address>", "make a clip of a page; `clip radio`, `clip tv`, `clip print` by hand"),
        ("cases", "correction cases: what was printed wrong and what came of it; also `cases all`, `cases C-3`"),
        ("report", "the engagement report: `report week`, `last week`, `month`, `last month`, `2026-10`, `2026-W47`"),
    ],
    "The desk": [
        ("digest", "how the desk stands"),
        ("status", "whether the desk ticks: next due, what waits, what is stuck"),
        ("duty", "who is on duty, and the rota"),
        ("handover", "hand over to the next officer, who accepts it"),
        ("team", "who is on the desk, its channels, clocks and hours"),
        ("help", "this"),
    ],
}


def help_page(command: str, note_first: str = "") -> list[Block]:
    """Every subcommand in a line, by what it is about."""
    groups = []
    for title, rows in HELP.items():
        lines = "\n".join(f"`{command} {escaped(usage)}` — {escaped(what)}" for usage, what in rows)
        groups.append(section(f"*{title}*\n{lines}"))
    more = (
        "Any message: *⋮ → Log as media inquiry*. Or write to me here or mention me with the text. Slash commands do not work "
        "in threads; the shortcut and the buttons do."
    )
    return [*([section(note_first)] if note_first else []), header("What the press desk can do"), *groups, note(more)]
