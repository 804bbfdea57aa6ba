"""The full-text index over `searchtext`: FTS5 on SQLite, a tsvector on PostgreSQL, kept in step by the database itself.

The words come folded (bot/search.py): small letters without accents, white space between them. English endings are cut off
besides; words of other languages are then found as they stand.

PostgreSQL's index doesn't know in which column a word stands: each row found is read again to see that, which takes most of a
search in a large archive. So the two choices of columns that every new inquiry is compared by have an index of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alembic import op

COLUMNS = ("topic", "questions", "answer", "about")
INDEX = "searchindex"

_NEW = ", ".join(f"new.{name}" for name in COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in COLUMNS)
_NAMES = ", ".join(COLUMNS)
_PUT = f"INSERT INTO {INDEX} (rowid, {_NAMES}) VALUES (new.inquiry_id, {_NEW})"
_DROP = f"INSERT INTO {INDEX} ({INDEX}, rowid, {_NAMES}) VALUES ('delete', old.inquiry_id, {_OLD})"
SQLITE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5 ({_NAMES}, content='searchtext', content_rowid='inquiry_id', "
    "tokenize='porter unicode61', prefix='3')",
    f"CREATE TRIGGER searchtext_put AFTER INSERT ON searchtext BEGIN {_PUT}; END",
    f"CREATE TRIGGER searchtext_drop AFTER DELETE ON searchtext BEGIN {_DROP}; END",
    f"CREATE TRIGGER searchtext_change AFTER UPDATE ON searchtext BEGIN {_DROP}; {_PUT}; END",
)

# The columns of `searchtext` that each tsvector covers.
VECTORS = {"words": COLUMNS, "words_said": ("topic", "questions", "answer"), "words_asked": ("topic", "questions")}


def _vector(columns: Sequence[str]) -> str:
    """Four weights tell the columns apart. Each word stands there as it is, for every language, and as its English stem."""
    return " || ".join(
        f"setweight(to_tsvector('{language}', {name}), '{'ABCD'[COLUMNS.index(name)]}')"
        for name in columns
        for language in ("simple", "english")
    )


POSTGRES = (
    *(f"ALTER TABLE searchtext ADD COLUMN {name} tsvector GENERATED ALWAYS AS ({_vector(columns)}) STORED"
      for name, columns in VECTORS.items()),
    # Without `fastupdate = off`, new words wait in a list that every search reads through, up to four megabytes of it.
    *(f"CREATE INDEX {INDEX}_{name} ON searchtext USING gin ({name}) WITH (fastupdate = off)" for name in VECTORS),
)  # fmt: skip


def create_search_index() -> None:
    """Makes the index. A later revision that rebuilds `searchtext` on SQLite must make the triggers again."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)


def of_the_models(_object: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
    """For Alembic: whether a thing in the database is one the models speak of, which the index is not."""
    return not ((name or "").startswith(INDEX) or (kind == "column" and name in VECTORS))
