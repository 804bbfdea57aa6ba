"""Sheets: a report as tidy rows: section, measure, value, n, note."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from bot.reports.measures import Measure, now
from bot.reports.record import Report
from bot.text import would_run

COLUMNS = ("section", "measure", "value", "n", "note")
Line = tuple[str, str, float | str, int | str, str]
UNITS = {"minutes": "minutes", "hours": "hours", "score": "of 8"}


def as_csv(report: Report) -> str:
    """The report as a sheet: what was counted, each late inquiry, what to look at. A number is a number, and text that a
    spreadsheet would run has an apostrophe before it."""
    sheet = io.StringIO(newline="")
    cells = csv.writer(sheet, lineterminator="\r\n")
    cells.writerow(COLUMNS)
    for line in lines(report):
        cells.writerow([f"'{cell}" if isinstance(cell, str) and would_run(cell) else cell for cell in line])
    return sheet.getvalue()


def lines(report: Report) -> Iterator[Line]:
    """Its rows."""
    yield "report", report.title, report.period.code, "", f"counted {report.at:%Y-%m-%d %H:%M} UTC"
    for one in report.measures:
        label = one.defined.label if not one.part else f"{one.defined.label}: {report.label(one)}"
        yield one.defined.section, label, _plain(one.value), _of(one), _note(report, one)
        if one.before is not None:
            before, n = one.before
            yield one.defined.section, f"{label}, period before", _plain(before), "" if n is None else n, ""
        if one.middle is not None:
            told = f"median of {one.middle_of} periods before" + (", as a share" if one.defined.unit == "part" else "")
            yield one.defined.section, f"{label}, usual", _plain(one.middle), one.middle_of, told
    for late in report.late:
        yield "outputs", f"Late: {late.reference}", "" if late.minutes is None else _plain(late.minutes), "", late.said()
    for seen in report.observations:
        yield "look at", seen.name.replace("_", " "), len(seen.behind), "", seen.text


def _of(measure: Measure) -> int | str:
    return "" if measure.n is None else measure.n


def _note(report: Report, measure: Measure) -> str:
    parts = [measure.defined.how]
    if measure.defined.unit in UNITS:
        parts.append(f"{UNITS[measure.defined.unit]}; {now(measure)}")
    if measure.by:
        parts.append("coded by " + ", ".join(report.people.get(one, "somebody") for one in measure.by))
    return "; ".join(parts)


def _plain(value: float) -> float:
    return int(value) if float(value).is_integer() else round(value, 4)
