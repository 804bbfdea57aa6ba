"""Clippings on screen: what became of a link, the form for print, radio and TV, and the line under a dropped link."""

from __future__ import annotations

from bot.coverage.clippings import BY_HAND, LONGEST_FORM, Clipping
from bot.models import Medium
from bot.text import one_line, shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    button,
    choice,
    date,
    fallback,
    field,
    line,
    modal,
    moment,
    note,
    quote,
    rich,
    typed,
)

MEDIUM = {
    Medium.ONLINE: "Online", Medium.PRINT: "Print", Medium.RADIO: "Radio", Medium.TV: "TV", Medium.PODCAST: "Podcast",
}  # fmt: skip


def ask() -> Block:
    """What a clip is made of."""
    blocks = [
        field("Address of the page", typed("url", most=2000, example="https://gazette.example/news/beds"), optional=False),
        note("The page is read for its headline, text, date and outlet."),
        actions(button("Print, radio or TV instead", "clip_by_hand")),
    ]
    return modal("Clip", blocks, callback_id="clip_page", submit="Clip", close="Cancel")


def reading(address: str, external_id: str) -> Block:
    """While the page is asked."""
    shown = [
        rich(line("Loading… Reading ", bold(shortened(address, 200)), ".")),
        note("You may close this; the answer then comes as a message."),
    ]
    return {**modal("Clip", shown), "external_id": external_id}


def shown(clipping: Clipping, said: str = "") -> Block:
    """A clip that was just made, or was there."""
    return modal("Clip", [*([rich(line(said))] if said else []), *_told(clipping)])


def refused(address: str, why: str) -> Block:
    """That it could not be clipped, with the address to correct."""
    again = field("Address of the page", typed("url", address, most=2000), optional=False, block_id="url:1")
    return modal("Clip", [rich(line("⚠️ ", why)), again], callback_id="clip_page", submit="Clip", close="Cancel")


def told(clipping: Clipping) -> tuple[list[Block], str]:
    """The same as a message."""
    return _told(clipping), fallback(f"Clipped: {clipping.article.title}")


def refused_told(address: str, why: str) -> tuple[list[Block], str]:
    said = f"{shortened(address, 200)} was not clipped: {why}"
    return [rich(line("⚠️ ", said))], fallback(said)


def _told(clipping: Clipping) -> list[Block]:
    one = clipping.article
    word = "✅ Clipped: " if clipping.is_new else "📎 Already a clip: "
    blocks = [rich(line(word, bold(shortened(one_line(one.title), 200))), line(*_about(clipping)))]
    if one.unread:
        blocks.append(rich(line("⚠️ ", one.unread, " Title and text can be typed in.")))
    elif one.text:
        blocks.append(rich(quote(shortened(one_line(one.text), 300))))
    return [*blocks, _steps(clipping)]


def _about(clipping: Clipping) -> list[Part]:
    one = clipping.article
    parts = [
        part
        for part in (clipping.outlet, MEDIUM[one.medium] if one.medium != Medium.ONLINE else "", one.place, one.byline)
        if part
    ]
    return [f"{' · '.join(shortened(part, 100) for part in parts)}{' · ' if parts else ''}", date(one.published_at)]


def _steps(clipping: Clipping) -> Block:
    value = str(clipping.clip.id)
    typing = "Type it in" if clipping.article.unread else "Correct"
    found = [button("Open", f"clip_open:{value}", value), button(typing, f"clip_complete:{value}", value)]
    if clipping.by_hand:
        found.append(button("Undo", f"clipping_undo:{value}", value))
    return actions(*found)


def dropped(clipping: Clipping) -> tuple[list[Block], str]:
    """The quiet line under a link that was dropped into a coverage channel."""
    if clipping.is_taken_back:
        return taken_back(clipping)
    one = clipping.article
    said = f"Clipped: {shortened(one_line(one.title), 150)}"
    parts = [
        line(
            "📎 " if clipping.by_hand else "📎 Already a clip. ", bold(said), f" · {clipping.outlet}" if clipping.outlet else ""
        )
    ]
    if one.unread:
        parts.append(line("⚠️ ", one.unread))
    return [rich(*parts), _steps(clipping)], fallback(said)


def taken_back(clipping: Clipping) -> tuple[list[Block], str]:
    """The same line once the clip is taken back."""
    said, value = f"Taken back: {shortened(one_line(clipping.article.title), 150)}", str(clipping.clip.id)
    return [rich(line(said)), actions(button("Bring it back", f"clipping_restore:{value}", value))], fallback(said)


def by_hand() -> Block:
    """The form for what no address leads to."""
    options = {one.value: MEDIUM[one] for one in BY_HAND}
    blocks = [
        field("Medium", choice("medium", options, Medium.PRINT.value), optional=False),
        field("Outlet", typed("outlet", most=200), optional=False),
        field("Headline or programme", typed("title", most=1000), optional=False),
        field("When", moment("at"), optional=False),
        field("What was said or printed", typed("text", lines=True), hint="As far as you have it, in its own words."),
        field("Journalist", typed("journalist", most=300)),
        field("Page or minute", typed("place", most=100, example="page 7, or 07:42")),
    ]
    return modal("Clip by hand", blocks, callback_id="clip_by_hand", submit="Clip", close="Cancel")


def complete(clipping: Clipping) -> Block:
    """A clip's title, text, outlet and date, to be typed in or put right."""
    one = clipping.article
    blocks: list[Block] = [rich(line(shortened(one.address, 300)))] if one.address else []
    if len(one.text) > LONGEST_FORM:
        blocks.append(note("The text is longer than a form holds and stays as it is, unless you put another one here."))
    text = one.text if len(one.text) <= LONGEST_FORM else ""
    title = "" if one.unread and one.title == one.address else one.title
    blocks += [
        field("Headline", typed("title", title, most=1000), optional=False),
        field("Outlet", typed("outlet", clipping.outlet, most=200), optional=False),
        field("When", moment("at", one.published_at)),
        field("Text", typed("text", text, lines=True)),
        field("Journalist", typed("journalist", one.byline, most=300)),
        field("Page or minute", typed("place", one.place, most=100)),
    ]
    return modal("Clip", blocks, callback_id="clip_complete", submit="Save", close="Cancel", carries={"i": clipping.clip.id})
