"""Reports on screen: what to look at, the numbers in their order, the list behind each, and the ways to take it along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import reports
from bot.reports import Behind, Measure, Report
from bot.text import shortened
from bot.views.blocks import (
    OPTION,
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    clock_time,
    fallback,
    header,
    italic,
    line,
    link,
    modal,
    note,
    rich,
    sure,
)

SHOWN = 8  # Late ones and parts of a breakdown; the document has all.
LISTED = 95  # Slack takes 100 options.
LINE = 220


def report(found: Report, *, source: str, postable: bool = False) -> list[Block]:
    """The report as a message. `source` says where its lists come from: its period's key, or "report:12" as posted."""
    counted = f"Counted {clock_time(found.at, found.period.zone)}." + (
        "" if found.whole else " The period is not over; those it is compared with are whole."
    )
    blocks: list[Block] = [header(found.title), note(counted)]
    if found.observations:
        blocks.append(rich(line(bold("What to look at")), bullets([[one.text] for one in found.observations])))
    for section, title in reports.SECTIONS.items():
        rows = list(_rows(found, section))
        if rows:
            blocks.append(rich(line(bold(title)), bullets(rows)))
        if section == "outputs" and found.late:
            told = [[shortened(one.said(), 2 * LINE)] for one in found.late[:SHOWN]]
            more = [[f"…and {len(found.late) - SHOWN} more, in the document."]] if len(found.late) > SHOWN else []
            blocks.append(rich(line(bold("Late, and why")), bullets([*told, *more])))
    return [*blocks, *_ways(found, source, postable)]


def report_text(found: Report) -> str:
    """Its notification: numbers, no topics."""
    told = [one for name in ("received", "on_time", "articles") for one in found.measures if one.name == name]
    return fallback(f"{found.title}: " + ", ".join(f"{one.defined.label.lower()} {reports.now(one)}" for one in told))


def over(found: Report) -> list[Block]:
    """In the place of a report of a period so far, once the whole one is posted."""
    return [note(f"{found.period.name} is over; its whole report is posted anew.")]


def posted(found: Report) -> str:
    return f"Posted here: {found.title}."


def behind(found: Behind) -> Block:
    """The rows behind a number, with how it is counted."""
    blocks: list[Block] = [rich(line(bold(shortened(found.title, LINE)), f": {found.total}"))]
    if found.how:
        blocks.append(rich(line(italic(f"How this is counted: {found.how}."))))
    if found.rows:
        blocks.append(rich(bullets([_row(one) for one in found.rows])))
    if found.total > len(found.rows):
        blocks.append(note(f"…and {found.total - len(found.rows)} more."))
    return modal("Behind the number", blocks)


def _rows(found: Report, section: str) -> Iterator[Sequence[Part]]:
    """A line for each number, and one for all parts of a breakdown."""
    mine = [one for one in found.measures if one.defined.section == section]
    for name in dict.fromkeys(one.name for one in mine):
        parts = [one for one in mine if one.name == name]
        if not parts[0].part:
            yield [f"{parts[0].defined.label}: ", bold(reports.now(parts[0])), _beside(parts[0])]
            continue
        told = " · ".join(f"{shortened(found.label(one), 80)} {reports.now(one)}{_coders(found, one)}" for one in parts[:SHOWN])
        more = f" · and {len(parts) - SHOWN} more" if len(parts) > SHOWN else ""
        yield [f"{parts[0].defined.label}: ", f"{told}{more}"]


def _beside(measure: Measure) -> str:
    """The period before and the usual, plainly."""
    told = []
    if measure.before is not None:
        told.append(f"before: {reports.earlier(measure)}")
    if measure.middle is not None and measure.middle_of > 1:
        told.append(f"median of {measure.middle_of}: {reports.usual(measure)}")
    return f"  ({'; '.join(told)})" if told else ""


def _coders(found: Report, measure: Measure) -> str:
    names = [found.people.get(one, "somebody") for one in measure.by]
    return f" (coded by {', '.join(names)})" if names else ""


def _row(row: reports.Row) -> Sequence[Part]:
    name = link(row.address, shortened(row.name, 100)) if row.address.startswith(("https://", "http://")) else bold(shortened(row.name, 100))  # fmt: skip
    return [name, f"  {shortened(row.text, 2 * LINE)}"]


def _ways(found: Report, source: str, postable: bool) -> list[Block]:
    options = {f"{source}|!{one.name}": one.text for one in found.observations}
    for one in found.measures:
        if one.behind:
            label = found.label(one) if not one.part else f"{one.defined.label}: {found.label(one)}"
            options[f"{source}|{one.key}"] = f"{label} ({len(one.behind)})"
    shown = {key: shortened(label, OPTION) for key, label in list(options.items())[:LISTED]}
    elements = [choice("report_list", shown, example="The list behind a number…")] if shown else []
    elements += [button(name, f"report_file:{ending}", found.period.key) for ending, name in reports.ENDINGS.items()]
    if postable:
        asked = sure("Post it here?", "Everybody in this channel will see the report.", "Post it")
        elements.append(button("Post in this channel…", "report_post", found.period.key, sure=asked))
    return [actions(*elements)]
