"""A desk that has a model and no Slack: for what drafts and reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from bot.db import Database
from bot.desk import Desk
from bot.llm import OpenAIModel
from bot.settings import Settings
from tests.fakes.model import ModelServer


@contextmanager
def modelled(server: ModelServer, folder: Path, at: datetime, **settings: Any) -> Iterator[Desk]:
    """The desk on a database of its own in `folder`, its model behind `server`, its clock standing at `at`."""
    database = Database(f"sqlite:///{folder}/desk.sqlite")
    SQLModel.metadata.create_all(database.engine)
    model = OpenAIModel(
        base_url=server.url, key=None, models={"default": "m"}, longest=20, database=database, clock=lambda: at,
        sleep=lambda seconds: None,
    )  # fmt: skip
    yield Desk(settings=Settings(_env_file=None, **settings), database=database, llm=model, clock=lambda: at)
    database.close()
