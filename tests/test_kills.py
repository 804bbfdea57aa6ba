"""The desk is killed at marked places, on both databases: nothing is lost, done twice or left unsaid. `make kills` does more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import kills, newsroom
from tests.nursery import Nursery
from tests.postgres import Postgres


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


def assert_whole(found: kills.Counts, places: list[str]) -> None:
    assert found.kills == len(places) and found.inquiries and found.posts
    assert (found.lost, found.doubled, found.missed) == ([], [], [])


@pytest.mark.timeout(300)
def test_killed_at_every_eighth_place_on_sqlite(tmp_path: Path, nursery: Nursery) -> None:
    places = kills.shuffled(1, kills.MARKS, list(kills.MARKS)[::8])
    assert len(places) >= 6
    assert_whole(kills.run(places, folder=tmp_path, url=f"sqlite:///{tmp_path}/desk.sqlite", nursery=nursery), places)


@pytest.mark.timeout(300)
def test_killed_at_every_fifteenth_place_on_postgresql(tmp_path: Path, nursery: Nursery, postgres: Postgres) -> None:
    url = postgres.migrated()
    places = kills.shuffled(2, kills.MARKS, list(kills.MARKS)[1::15])
    assert_whole(kills.run(places, folder=tmp_path, url=url, nursery=nursery), places)
    postgres.drop(url)


@pytest.mark.timeout(300)
def test_killed_along_an_articles_way_on_sqlite(tmp_path: Path, nursery: Nursery) -> None:
    url = f"sqlite:///{tmp_path}/desk.sqlite"
    assert_articles(newsroom.run(news(3, 9), folder=tmp_path, url=url, nursery=nursery))


@pytest.mark.timeout(300)
def test_killed_along_an_articles_way_on_postgresql(tmp_path: Path, nursery: Nursery, postgres: Postgres) -> None:
    url = postgres.migrated()
    assert_articles(newsroom.run(news(4, 12), folder=tmp_path, url=url, nursery=nursery))
    postgres.drop(url)


def news(seed: int, step: int) -> list[str]:
    return kills.shuffled(seed, newsroom.MARKS, list(newsroom.MARKS)[seed::step])


def assert_articles(found: kills.Counts) -> None:
    assert found.kills >= 2 and found.posts
    assert (found.lost, found.doubled, found.missed) == ([], [], [])


def test_a_mark_kills_only_where_it_was_told_to(tmp_path: Path) -> None:
    import subprocess
    import sys

    passing = "from bot import marks; print('a', flush=True); marks.passed('here'); print('b', flush=True); marks.passed('here'); print('c')"
    for at, said in (("", "a\nb\nc\n"), ("here", "a\n"), ("here:2", "a\nb\n"), ("there", "a\nb\nc\n")):
        done = subprocess.run(
            [sys.executable, "-c", passing], capture_output=True, text=True, check=False,
            env={"PRESSDESK_KILL_AT": at, "PYTHONPATH": str(Path(__file__).parents[1])},
        )  # fmt: skip
        assert done.stdout == said and done.returncode == (-9 if said.count("\n") < 3 else 0)
