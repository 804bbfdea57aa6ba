"""Coverage on screen: a page of what was found, the list behind a number, and the search box."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coverage.asking import EXAMPLES, LONGEST
from bot.coverage.filters import Filters, Scope
from bot.coverage.search import LONGEST_LIST, PAGE, WINDOW, Found, Hit
from bot.coverage.sheets import ENDINGS
from bot.models import Medium
from bot.text import one_line, shortened
from bot.views.blocks import Block, Part, actions, bold, bullets, button, date, field, line, link, modal, note, rich, typed
from bot.views.coverage_digests import TONE, headline

NAME = 60
TRY = 'Fewer words, `OR` between two, other endings (`shelter*`), or a longer time may find it; "words in quotes" stand side by side.'


def form(text: str = "") -> Block:
    """The search box."""
    example = '"food bank" closure -football tone:unfavourable since:2w'
    return modal(
        "Search coverage",
        [
            field("Words and facets", typed("query", text, most=LONGEST, example=example), optional=False),
            note("Facets: " + " · ".join(EXAMPLES.values())),
            note('“Words in quotes”, `-word` to leave out, `OR`, `shelter*` for any ending. `clips` at the end: coverage of us alone.'),
        ],
        callback_id="coverage_search", submit="Search", close="Close", carries={},
    )  # fmt: skip


def results(found: Found) -> list[Block]:
    """A page of it, with the ways on."""
    blocks: list[Block] = [rich(line(*_title(found)))]
    if not found.hits:
        return [*blocks, note(_nothing(found)), *_ways(found)]
    first = (found.page - 1) * PAGE + 1
    blocks.append(rich(bullets([_row(one) for one in found.hits], numbered=True)))
    opens = [
        button(f"Open {number}", f"clip_open:{one.clip}:{number}", str(one.clip))
        for number, one in enumerate(found.hits, 1)
        if one.clip
    ]
    if opens:
        blocks.append(actions(*opens, block_id="coverage_open"))
    if found.pages > 1:
        blocks.append(note(f"{first}–{first + len(found.hits) - 1} of {found.total}"))
    if found.more:
        most = LONGEST_LIST if found.as_list else WINDOW
        blocks.append(note(f"There are more than {most:,}: these are of the newest. `until:` leads further back."))
    return [*blocks, *_ways(found)]


def results_text(found: Found) -> str:
    """Its notification."""
    return f"{_count(found)} found"


def turning(found: Found, *, page: int = 1, newest: bool | None = None, text: str | None = None) -> str:
    """The value of a button that shows another page, order or text of the same."""
    order = found.newest if newest is None else newest
    return f"{page}|{'newest' if order else 'best'}|{'list' if found.as_list else 'words'}|{text or found.text}"


def _title(found: Found) -> Sequence[Part]:
    count = _count(found)
    if found.as_list:
        return [bold(count), f"  {_said(found.filters)}"]
    asked = shortened(one_line(found.plain), 200)
    where = "coverage of us" if found.filters.of_clips else "every article"
    if found.loosely:
        return [bold(f"{found.loosely}: {count}"), f"  {asked}  (in {where})"]
    return [bold(count), f"  {asked}  (in {where})"]


def _count(found: Found) -> str:
    if not found.total:
        return "Nothing found"
    over = "more than " if found.more else ""
    copies = f" + {found.pickups} pickup{'s' * (found.pickups != 1)}" if found.pickups else ""
    return f"{over}{found.total:,} article{'s' * (found.total != 1)}{copies}"


def _said(filters: Filters) -> str:
    """What a list is of, in words."""
    parts: list[str] = []
    if filters.tone:
        parts.append(filters.tone.value.replace("_", " "))
    if filters.tier:
        parts.append(f"tier {filters.tier}")
    if filters.story:
        parts.append("one story")
    if filters.medium:
        parts.append(filters.medium.value)
    if filters.term:
        parts.append("watch term")
    if filters.message:
        parts.append(f"message {filters.message}")
    if filters.day:
        parts.append(f"{filters.day:%A %-d %B}")
    return " · ".join(parts)


def _nothing(found: Found) -> str:
    if found.as_list:
        return "Nothing is in this list any more: it was said not to be about us, muted, or moved to another story."
    narrowed = [name for name in ("since", "until", "outlet", "tier", "tone", "medium", "term") if getattr(found.filters, name)]
    also = f" It is narrowed down by {', '.join(f'`{one}:`' for one in narrowed)}." if narrowed else ""
    return TRY + also


def _row(hit: Hit) -> Sequence[Part]:
    title = shortened(headline(hit.title), 160)
    facts = [shortened(hit.outlet or "unknown outlet", NAME)]
    if hit.medium != Medium.ONLINE:
        facts.append("TV" if hit.medium == Medium.TV else hit.medium.value)
    if hit.tier:
        facts.append(f"tier {hit.tier}")
    if hit.clip:
        facts.append(TONE[hit.tone] + (" (by hand)" if hit.by_hand else ""))
    if hit.pickups:
        facts.append(f"+ {hit.pickups} pickup{'s' * (hit.pickups != 1)}")
    if hit.muted:
        facts.append("🔇 muted story")
    leads = hit.address.startswith(("https://", "http://"))
    return [link(hit.address, title) if leads else bold(title), f"\n{' · '.join(facts)} · ", date(hit.at)]


def _ways(found: Found) -> list[Block]:
    turns = [
        button(label, f"coverage_turn:{way}", turning(found, page=number))
        for label, way, number in (("← Newer" if found.newest else "← Back", "back", found.page - 1),
                                   ("Older →" if found.newest else "More →", "more", found.page + 1))
        if 1 <= number <= found.pages
    ]  # fmt: skip
    if not found.as_list:
        turns += _other_ways(found)
    if found.hits:
        turns += [button(label, f"coverage_file:{ending}", turning(found)) for ending, label in ENDINGS.items()]
    return [actions(*turns, block_id="coverage_ways")] if turns else []


def _other_ways(found: Found) -> list[Block]:
    ways = []
    if found.hits and found.total > 1:
        label, newest = ("Best first", False) if found.newest else ("Newest first", True)
        ways.append(button(label, "coverage_turn:order", turning(found, newest=newest)))
    only_clips = found.filters.tone is not None or bool(found.filters.journalist)
    if not only_clips:
        label, scope = ("Everything", Scope.ALL) if found.filters.of_clips else ("Clips only", Scope.CLIPS)
        ways.append(button(label, "coverage_turn:scope", turning(found, text=f"{found.plain} {scope.value}")))
    return ways
