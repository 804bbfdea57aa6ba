"""Two bots and three workers on one PostgreSQL, killed and refused at random: the small run of `make soak`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import soak
from tests.nursery import Nursery
from tests.postgres import Postgres


@pytest.mark.skipif(
    not os.environ.get("EVERY_DATABASE"), reason="longer than a usual run has time for: EVERY_DATABASE=1 make test"
)
@pytest.mark.timeout(300)
def test_five_processes_under_random_faults_lose_double_and_miss_nothing(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.migrated()
    with Nursery() as nursery:
        found, refused = soak.crowd(inquiries=8, url=url, folder=tmp_path, nursery=nursery)
    assert (found.lost, found.doubled, found.missed) == ([], [], [])
    assert found.inquiries >= 8 and found.kills and refused
    postgres.drop(url)
