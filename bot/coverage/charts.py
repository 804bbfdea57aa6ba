"""Charts: the trends as one picture, drawn when it goes out. Needs matplotlib, which is an extra of the package.

Colours are Okabe's and Ito's, which people of any colour vision tell apart (https://jfly.uni-koeln.de/color/); each line has its
name beside it and each bar its number, so none is told by its colour alone.
"""

from __future__ import annotations

import importlib.util
import io
from typing import Any

from bot.coverage.trends import TONES, Trends
from bot.errors import DeskError
from bot.models import Tone
from bot.text import shortened

ENDING = "png"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999", "#F0E442")
TONED = {
    Tone.FAVOURABLE: ("#009E73", ""), Tone.MIXED: ("#E69F00", "//"), Tone.NEUTRAL: ("#BBBBBB", ""), Tone.UNFAVOURABLE: ("#D55E00", "xx"),
}  # fmt: skip
MOST_ALT = 1_000
DENSE = 12  # With more weeks than this, every other week has no name, and pickups are drawn without their number.


def check() -> None:
    """DeskError, with how to install it, where no picture can be drawn here."""
    if importlib.util.find_spec("matplotlib") is None:
        raise DeskError(
            'Charts need matplotlib, which is not installed. Your admin installs it with `pip install "pressdesk[charts]"`; the '
            "numbers are in the CSV and Excel files."
        )


def picture(counted: Trends) -> bytes:
    """A PNG: articles, tone, and share of voice where peers are watched."""
    check()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    panels = 3 if counted.voices else 2
    figure = Figure(figsize=(9, 2.7 * panels), dpi=130, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(panels, 1, sharex=True)
    _volume(axes[0], counted)
    _tone(axes[1], counted)
    if counted.voices:
        _voices(axes[2], counted)
    _weeks(axes[-1], counted)
    kept = io.BytesIO()
    figure.savefig(kept, format="png")
    return kept.getvalue()


def alt(counted: Trends) -> str:
    """What the picture shows, in numbers, for whoever does not see it."""
    parts = [f"Coverage by week from {counted.weeks.mondays[0]:%-d %B %Y}, {counted.weeks.count} weeks, the last not over."]
    parts.append(f"Unique articles: {_numbers(counted.unique)}. Pickups: {_numbers(counted.pickups)}.")
    tones = ", ".join(f"{tone.value} {sum(counted.toned[tone])}" for tone in TONES)
    parts.append(f"Tone in all: {tones}, not toned {sum(counted.toned[Tone.NOT_TONED])}.")
    if counted.voices:
        said = ", ".join(f"{one.name} {one.total}" for one in counted.voices)
        parts.append(f"Share of voice, of {counted.named} articles that mean at least one: {said}.")
    return shortened(" ".join(parts), MOST_ALT)


def _volume(axis: Any, counted: Trends) -> None:
    at = range(counted.weeks.count)
    axis.bar(at, counted.unique, color=COLOURS[0], width=0.7)
    axis.bar(
        at, counted.pickups, bottom=counted.unique, color="white", edgecolor=COLOURS[0], hatch="//", linewidth=0.8, width=0.7
    )
    for week in at:
        unique, pickups = counted.unique[week], counted.pickups[week]
        also = f" + {pickups}" if pickups and counted.weeks.count <= DENSE else ""
        axis.annotate(f"{unique}{also}", (week, unique + pickups), ha="center", va="bottom", fontsize=8)
    _frame(axis, "Unique articles (filled) and pickups (hatched) by week; the last is not over")


def _tone(axis: Any, counted: Trends) -> None:
    bottom = [0] * counted.weeks.count
    for tone, (colour, hatch) in TONED.items():
        numbers = counted.toned[tone]
        axis.bar(range(len(numbers)), numbers, bottom=bottom, color=colour, hatch=hatch, edgecolor="white", linewidth=0.5, width=0.7,
                 label=f"{tone.value} {sum(numbers)}")  # fmt: skip
        bottom = [below + one for below, one in zip(bottom, numbers, strict=True)]
    axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False, fontsize=8, reverse=True)
    _frame(axis, f"Tone toward us; not toned: {sum(counted.toned[Tone.NOT_TONED])} of {sum(counted.unique)}")


def _voices(axis: Any, counted: Trends) -> None:
    """Each line ends in its name; names that would lie on one another are moved apart."""
    last = counted.weeks.count - 1
    shares = [
        [100 * one / of if of else 0.0 for one, of in zip(voice.by_week, counted.named_by_week, strict=True)]
        for voice in counted.voices
    ]
    free = 0.0
    order = sorted(range(len(shares)), key=lambda number: shares[number][-1])
    for number in order:
        voice, colour = counted.voices[number], COLOURS[number % len(COLOURS)]
        # A week in which nobody was named has no shares.
        shown = [share if of else float("nan") for share, of in zip(shares[number], counted.named_by_week, strict=True)]
        axis.plot(range(last + 1), shown, color=colour, linewidth=2.4 if voice.ours else 1.4, marker="o", markersize=3)
        free = max(shares[number][-1], free)
        axis.annotate(f"{_literal(shortened(voice.name, 24))} {voice.total}", (last + 0.25, free), va="center", fontsize=8, color=colour, annotation_clip=False)  # fmt: skip
        free += 11
    axis.set_ylim(-5, max(105, free))
    axis.set_yticks([0, 50, 100])
    _frame(axis, f"Share of voice, % of {counted.named} unique articles that mean at least one")


def _frame(axis: Any, title: str) -> None:
    from matplotlib.ticker import MaxNLocator

    axis.set_title(title, loc="left", fontsize=10)
    axis.spines[["top", "right"]].set_visible(False)
    axis.tick_params(labelsize=8)
    if isinstance(locator := axis.yaxis.get_major_locator(), MaxNLocator):
        locator.set_params(integer=True)  # There are no halves of articles.
    axis.margins(y=0.18)


def _weeks(axis: Any, counted: Trends) -> None:
    step = 2 if counted.weeks.count > DENSE else 1
    at = list(range(counted.weeks.count - 1, -1, -step))
    axis.set_xticks(at, [f"{counted.weeks.mondays[week]:%-d %b}" for week in at])
    axis.set_xlim(-0.6, counted.weeks.count - 0.4)


def _literal(text: str) -> str:
    """A name in which a dollar sign begins no formula."""
    return text.replace("$", r"\$")


def _numbers(numbers: Any) -> str:
    return ", ".join(map(str, numbers))
