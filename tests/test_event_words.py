"""What people write about an event, read without a desk: its run of show, when and how long, by when something is due."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.clocks import Hours
from bot.errors import Invalid
from bot.events import checklists, runs, spans


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("• 9.05 Doors open", ("09:05", "Doors open", "")),
        ("1. 14h15 – Minister speaks | Minister, then Dinah", ("14:15", "Minister speaks", "Minister, then Dinah")),
        ("2:45 Tour of the kitchen; Tobi", ("14:45", "Tour of the kitchen", "Tobi")),
        ("2.30 p.m. to 2.45 p.m.: One-to-ones", ("14:30", "One-to-ones", "")),
        ("1500hrs Ends", ("15:00", "Ends", "")),
        ("T-30 Doors open", ("13:30", "Doors open", "")),
        ("Photo call at 3:15pm", ("15:15", "Photo call", "")),
        ("14:30 Dinah Osei: what the report says", ("14:30", "what the report says", "Dinah Osei")),
        ("14:30 Answers by Dinah Osei, director", ("14:30", "Answers", "Dinah Osei, director")),
        ("[14:30] GMT Tour / Tobi", ("14:30", "Tour", "Tobi")),
        ("14:30,Tour,Tobi", ("14:30", "Tour", "Tobi")),
        ("noon Photo call [everybody]", ("12:00", "Photo call", "everybody")),
        ("at 4 Coffee\twith all", ("16:00", "Coffee", "with all")),
    ],
)
def test_a_run_of_show_is_read_as_people_write_it(line: str, entry: tuple[str, str, str]) -> None:
    names = ["Dinah Osei"]
    (found,) = runs.read(line, starts_at=datetime(2026, 12, 14, 14, 0, tzinfo=UTC), zone="Europe/London", speakers=names)
    assert (found["at"], found["what"], found["who"]) == entry
    assert runs.read(runs.written([found]), speakers=names) == [found]


@pytest.mark.parametrize(
    ("when", "begins", "minutes"),
    [
        ("14 December, 2-3pm", datetime(2026, 12, 14, 14, 0, tzinfo=UTC), 60),
        ("14 December 2026 10:30 to noon", datetime(2026, 12, 14, 10, 30, tzinfo=UTC), 90),
        ("between 9.30 and 10.15 on 14 Dec", datetime(2026, 12, 14, 9, 30, tzinfo=UTC), 45),
        ("14 December from 10:30", datetime(2026, 12, 14, 10, 30, tzinfo=UTC), None),
        ("14.12.2026 22:00 - 1:00", datetime(2026, 12, 14, 22, 0, tzinfo=UTC), 180),
    ],
)
def test_how_long_it_takes_may_stand_beside_when_it_begins(when: str, begins: datetime, minutes: int | None) -> None:
    _, at, length = spans.read(when, reference=datetime(2026, 11, 23, 16, 40, tzinfo=UTC), zone="Europe/London")
    assert (at, length) == (begins, minutes)


@pytest.mark.parametrize("line", ["34 beds, a tour", "Welcome", "10:75 Late", "10:30"])
def test_a_line_without_a_time_or_a_thing_is_refused(line: str) -> None:
    with pytest.raises(Invalid) as refused:
        runs.read(line)
    assert line in refused.value.fields["run"]


@pytest.mark.parametrize(
    ("said", "days"),
    [("T-5", -5), ("t + 1", 1), ("the day before", -1), ("3 days before", -3), ("2 working days after", 2), ("on the day", 0), ("D-2", -2),
     ("a week before", -5), ("10 December", -2), ("15 December 2026", 1)],
)  # fmt: skip
def test_when_something_is_due_is_said_as_people_say_it(said: str, days: int) -> None:
    hours = Hours("Europe/London", ("mon", "tue", "wed", "thu", "fri"), "20:00", "07:00")
    now = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
    assert checklists.read_days(said, hours, day=date(2026, 12, 14), reference=now) == days
    due = checklists.day_at(hours, date(2026, 12, 14), days)
    assert checklists.days_between(hours, date(2026, 12, 14), due) == days
