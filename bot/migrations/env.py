"""What Alembic runs: it is handed a connection in `attributes` and works on that alone."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import String
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import bot.models  # noqa: F401  filling the metadata is what it is for
from bot.db import UTCDateTime
from bot.migrations.search_index import of_the_models


def rendered(kind: str, item: Any, _autogenerating: AutogenContext) -> Any:
    """Column types of ours in SQLAlchemy's own terms: a revision must not change when our code does."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString | String) and type(item) in (AutoString, String):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=rendered,
    include_object=of_the_models,
    transactional_ddl=True,
)

with context.begin_transaction():
    context.run_migrations()
