"""`python -m tests.evals`: asks the configured endpoint and prints a table. Without one it says so and ends well.

The material is invented and stands in `cases.py`. What is judged: that an answer comes in its shape, that nothing in a draft is
unmarked which its rows do not say, how many of its sentences hold, and how much of what a mail asks is found.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import SQLModel

from bot import llm
from bot.db import Database
from bot.desk import Desk, now
from bot.drafting import draft
from bot.intake import extract
from bot.intake.refinement import Refinement, may_be_shown
from bot.models import Origin
from bot.settings import Settings
from prompts import fill, load
from tests.evals.cases import DRAFTS, READINGS

TODAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Result:
    """One case: whether it holds, and in a few words what came of it."""

    name: str
    good: bool
    said: str
    seconds: float


def main() -> None:
    settings = Settings()
    if not settings.llm_configured:
        print("No model is configured (LLM_BASE_URL and LLM_MODEL), so there is nothing to measure. That is fine.")
        return
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/evals.sqlite")
        SQLModel.metadata.create_all(database.engine)
        desk = Desk(settings=settings, database=database, llm=llm.from_settings(settings, database=database, clock=now))
        results = [*_drafts(desk), *_readings(desk)]
        database.close()
    for one in results:
        print(f"{'ok ' if one.good else 'BAD'}  {one.name:<28} {one.seconds:5.1f} s  {one.said}")
    print(f"{sum(one.good for one in results)} of {len(results)} hold with {settings.llm_model}.")


def _drafts(desk: Desk) -> Iterator[Result]:
    for case in DRAFTS:
        began = time.monotonic()
        made = draft(
            desk, questions=case.questions, sources=case.rows, organisation="Harbour Trust", subject=f"eval:{case.name}",
            today=TODAY, guide="Reactive statement. The answer first, then the reason. At most 150 words.",
        )  # fmt: skip
        marked = sum(bool(one.rules) for one in made.sentences)
        held = len(made.sentences) - marked
        good = made.origin == Origin.MODEL and set(case.cites) <= set(made.sources) and marked <= held
        missing = sorted(set(case.cites) - set(made.sources))
        said = f"{held} sentences hold, {marked} marked" + (f", not cited: {', '.join(missing)}" if missing else "")
        yield Result(f"draft {case.name}", good, said if made.origin == Origin.MODEL else made.note, time.monotonic() - began)


def _readings(desk: Desk) -> Iterator[Result]:
    for case in READINGS:
        began = time.monotonic()
        shown = may_be_shown(extract(case.text, received_at=now(), zone="Europe/London"), case.text)
        try:
            found = desk.llm.ask(
                fill(load("inquiry_extraction"), text=case.text), shape=Refinement, seconds=desk.settings.llm_timeout
            )  # fmt: skip
        except llm.ModelFailed as failure:
            yield Result(f"reading {case.name}", False, failure.plain, time.monotonic() - began)
            continue
        plain = " ".join(case.text.split())
        copied = all(" ".join(one.split()) in plain for one in (*found.questions, *found.journalists))
        hits = sum(any(word in one for one in found.questions) for word in case.asks)
        good = copied and hits == len(case.asks) and found.outlet == case.outlet and shown
        said = f"{hits} of {len(case.asks)} questions, outlet {found.outlet!r}" + ("" if copied else ", not word for word")
        yield Result(f"reading {case.name}", good, said, time.monotonic() - began)


if __name__ == "__main__":
    assert Path("prompts").exists(), "Run it in the project's folder."
    main()
