"""Measures the reader of times on labelled cases.

A press case (it has a `sentence` and a window `lo..hi`, null where there is no deadline) is in its window when
`deadline()` hands back an instant inside it, ends included; late when the instant lies after `hi`; false when a case
without a deadline gets an instant.

A span case (it has an `input` and an `expected`) counts only when it is `core`. `resolve()` of the input at `ref` is
compared with `expected` and each of `alts` at the case's grain: second and minute to the minute, hour to the hour,
day to the date, year to the year, "time" to the hour and minute alone. Where `expected` has an offset, instants are
compared; else wall clocks, because the libraries these cases come from ignore zones. Noon in an expected day is only
a library's stand-in for "some time that day", which the comparison at day grain leaves out. A case of kind "deadline"
whose bound is a midnight ("by end of year" → 1 January 00:00) also accepts the day before it, since the same bound is
shown to people as the last day that counts. Late is an instant after all accepted ones, out of all cases.

Times are milliseconds of the processor, once a case, the first with all that is made ready once: what else the machine
does adds nothing to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from bot.deadlines.finder import deadline, resolve

Case = dict[str, Any]


def measure(path: str | Path) -> dict[str, Any]:
    """Shares for one file: file, cases, in_window, late, false (of the none_cases), none_cases, p95_ms, max_ms."""
    rows: list[Case] = json.loads(Path(path).read_text(encoding="utf-8"))
    spans = bool(rows) and "input" in rows[0]
    cases = [row for row in rows if row.get("core")] if spans else rows
    judge = judge_span if spans else judge_press
    verdicts, times = _timed(cases, judge)
    none_cases = 0 if spans else sum(1 for case in cases if case["lo"] is None)
    real = len(cases) - none_cases
    return {
        "file": Path(path).name,
        "cases": len(cases),
        "in_window": verdicts.count("in") / real if real else 0.0,
        "late": verdicts.count("late") / real if real else 0.0,
        "false": verdicts.count("false") / none_cases if none_cases else 0.0,
        "none_cases": none_cases,
        "p95_ms": _percentile(times, 0.95),
        "max_ms": max(times, default=0.0),
    }


def run(paths: Iterable[str | Path], *, as_json: bool) -> None:
    """Measures each file and prints a table, or one JSON object a line."""
    results = [measure(path) for path in paths]
    if as_json:
        for result in results:
            print(json.dumps(result))
        return
    print(f"{'file':<24}{'cases':>6}{'in window':>11}{'late':>8}{'false':>14}{'p95 ms':>9}{'max ms':>9}")
    for r in results:
        false = f"{round(r['false'] * r['none_cases'])} of {r['none_cases']}" if r["none_cases"] else "-"
        print(
            f"{r['file']:<24}{r['cases']:>6}{r['in_window']:>11.1%}{r['late']:>8.1%}{false:>14}{r['p95_ms']:>9.2f}{r['max_ms']:>9.2f}"
        )


def judge_press(case: Case) -> str:
    """ "in", "early", "late" or "missed" for a case with a window; "false" or "none" for one without."""
    found = deadline(case["sentence"], received_at=datetime.fromisoformat(case["ref"]), zone=case["org_tz"])
    if case["lo"] is None:
        return "false" if found.at is not None else "none"
    if found.at is None:
        return "missed"
    if found.at < datetime.fromisoformat(case["lo"]):
        return "early"
    return "late" if found.at > datetime.fromisoformat(case["hi"]) else "in"


def judge_span(case: Case) -> str:
    """ "in", "late", "early" or "missed" by the rule at the top of this module."""
    reference = datetime.fromisoformat(case["ref"])
    found = resolve(case["input"], reference=reference, day_first=bool(case["dmy"]))
    if found is None:
        return "missed"
    wanted = {case["expected"], *case["alts"]}
    if case["grain"] == "time":
        clock = found.strftime("%H:%M")
        return "in" if any(text[:5] == clock for text in wanted) else "early"
    moments = [datetime.fromisoformat(text) for text in wanted]
    ours = [found if moment.tzinfo else found.replace(tzinfo=None) for moment in moments]
    if any(_same(our, moment, case) for our, moment in zip(ours, moments, strict=True)):
        return "in"
    return "late" if all(our > moment for our, moment in zip(ours, moments, strict=True)) else "early"


def _same(ours: datetime, moment: datetime, case: Case) -> bool:
    if moment.tzinfo:
        ours = ours.astimezone(moment.tzinfo)
    if case["kind"] == "deadline" and (moment.hour, moment.minute) == (0, 0) and (moment - timedelta(days=1) <= ours <= moment):
        return True
    cut = {"year": 4, "day": 10, "hour": 13}.get(case["grain"], 16)
    return ours.isoformat()[:cut] == moment.isoformat()[:cut]


def _timed(cases: list[Case], judge: Callable[[Case], str]) -> tuple[list[str], list[float]]:
    verdicts: list[str] = []
    times: list[float] = []
    for case in cases:
        begun = process_time()
        verdicts.append(judge(case))
        times.append((process_time() - begun) * 1000)
    return verdicts, times


def _percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] if times else 0.0
