"""Trends on screen: rows of bars in text, each with its numbers beside it, and what each is a share of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.coverage import charts
from bot.coverage.sheets import ENDINGS
from bot.coverage.trends import TONES, Landed, Trends
from bot.coverage.weeks import LONG, USUAL
from bot.models import Tone
from bot.text import one_line, shortened
from bot.views.blocks import Block, Part, actions, bold, bullets, button, header, line, note, rich, section
from bot.views.coverage_digests import TONE, list_button
from bot.views.sparklines import sparkline

ENOUGH = 10  # Of fewer than this no percentage is said.


def glance(counted: Trends) -> list[Block]:
    """This week so far and the weeks before it, with the lists behind this week's numbers and the ways to take all along."""
    weeks = counted.weeks
    this, copies = counted.unique[-1], counted.pickups[-1]
    also = f" + {copies} pickup{'s' * (copies != 1)}" if copies else ""
    return [
        header("Coverage of us"),
        section(
            f"*This week so far:* {this} article{'s' * (this != 1)}{also}. The median of the {weeks.count - 1} weeks before: {counted.usual:g}."
        ),
        *_lists(counted),
        note(f"{weeks.count} weeks, from the one of {weeks.mondays[0]:%-d %B}; the last is not over. An article and its copies count once."),
        rich(*_rows(counted)),
        _ways(counted),
    ]  # fmt: skip


def glance_text(counted: Trends) -> str:
    """Its notification."""
    return f"Coverage this week so far: {counted.unique[-1]} articles."


def _lists(counted: Trends) -> list[Block]:
    """The lists behind this week's numbers."""
    numbers = [(f"All {counted.unique[-1] + counted.pickups[-1]}", counted.week())] if counted.unique[-1] else []
    for tone in (Tone.UNFAVOURABLE, Tone.FAVOURABLE):
        if number := counted.toned[tone][-1]:
            numbers.append((f"{number} {tone.value}", counted.week(tone=tone)))
    buttons = [list_button(label, number, wanted) for number, (label, wanted) in enumerate(numbers)]
    return [actions(*buttons, block_id="coverage_week")] if buttons else []


def _rows(counted: Trends) -> Iterator[Block]:
    yield line(bold("How much"))
    yield bullets([_numbers("Articles", counted.unique), _numbers("Pickups", counted.pickups)])
    toned = sum(counted.unique) - sum(counted.toned[Tone.NOT_TONED])
    yield line(bold("Tone toward us"), f"  of {toned} articles that are toned; not toned: {sum(counted.toned[Tone.NOT_TONED])} of {sum(counted.unique)}")  # fmt: skip
    if toned:
        yield bullets(
            [_numbers(TONE[tone].capitalize(), counted.toned[tone], _part(sum(counted.toned[tone]), toned)) for tone in TONES]
        )
    yield from _voices(counted)
    yield from _messages(counted)


def _voices(counted: Trends) -> Iterator[Block]:
    if not counted.voices:
        yield line(bold("Share of voice"), "  needs peers to stand beside: `/press watch` adds them.")
        return
    yield line(bold("Share of voice"), f"  of {counted.named} articles that mean at least one of these")
    yield bullets(
        [
            _numbers("Us" if one.ours else shortened(one.name, 40), one.by_week, _part(one.total, counted.named))
            for one in counted.voices
        ]
    )


def _messages(counted: Trends) -> Iterator[Block]:
    if not counted.messages:
        return
    yield line(bold("Messages that came through"), f"  of {counted.looked} articles looked through for them")
    yield bullets(
        [
            [*_numbers(one.message, one.by_week, _part(one.through, counted.looked)), _of_message(one)]
            for one in counted.messages
        ]
    )


def _of_message(one: Landed) -> str:
    said = f"; confirmed by nobody: {_part(one.unconfirmed, one.through)}"
    return said + (f"\n“{shortened(one_line(one.words), 100)}”" if one.words else "")


def _numbers(label: str, numbers: Sequence[int], told: str = "") -> list[Part]:
    return [f"{label}: {sparkline(numbers)}  {' · '.join(map(str, numbers))}" + (f"  ({told})" if told else "")]


def _part(some: int, of: int) -> str:
    share = f", {100 * some / of:.0f} %" if of >= ENOUGH else ""
    return f"{some} of {of}{share}"


def _ways(counted: Trends) -> Block:
    here = counted.weeks.count
    other = LONG if here == USUAL else USUAL
    return actions(
        button(f"{other} weeks", "coverage_trends", str(other)),
        button("Chart", f"coverage_trends_file:{charts.ENDING}", str(here)),
        *(button(label, f"coverage_trends_file:{ending}", str(here)) for ending, label in ENDINGS.items()),
        button("Search…", "coverage_search_open"),
        block_id="coverage_trends",
    )
