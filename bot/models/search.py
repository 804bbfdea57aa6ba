"""Search: the words of each inquiry, folded for comparison, and the vectors of what was asked where embeddings are used.

Both are derived: `search.rebuild` writes the words anew from the record. The full-text index over `searchtext` is made and
kept in step by the database itself (bot/migrations/search_index.py).
"""

from sqlalchemy import Column, LargeBinary, Text
from sqlmodel import Field, SQLModel


class SearchText(SQLModel, table=True):
    """One inquiry's words, one kind a column. `about` is who asked, the background and the notes; `length` counts words of
    the other three."""

    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True, ondelete="CASCADE")
    topic: str = Field(sa_column=Column(Text, nullable=False))
    questions: str = Field(sa_column=Column(Text, nullable=False))
    answer: str = Field(sa_column=Column(Text, nullable=False))
    about: str = Field(sa_column=Column(Text, nullable=False))
    length: int = 0


class AskedVector(SQLModel, table=True):
    """What an inquiry asks, as its embedding: 32-bit floats, little end first, of length one. `sha256` is of the text."""

    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True, ondelete="CASCADE")
    model: str
    sha256: str = Field(max_length=64)
    vector: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
