"""The full-text index over articles, their headlines and texts: FTS5 on SQLite, a tsvector on PostgreSQL.

Triggers of the database keep it, so an article that is stored, restored or forgotten by whatever way is searched from then on or
no more; a change of anything but title and text costs nothing. Unlike the index over inquiries it is handed texts as they came:
folding (small letters, no accents, signs as white space) is the database's own, and what is looked for is folded by the very same:
FTS5's tokenizer, and `searchindex_folded`. Words stand there as they are, without stems: names are what is looked for here.

On SQLite it holds no copy of the text (external content); on PostgreSQL it is a table of its own, for a column of `article` would
be put into the index again with each change of a row.
"""

from __future__ import annotations

from alembic import op

INDEX = "searchindex_articles"  # Begins like the other, by which Alembic and backups know what is derived.
TITLE_WEIGHT = 5.0
LONGEST = 200_000  # Characters of a text that are indexed on PostgreSQL: a tsvector holds a megabyte.

_PUT = f"INSERT INTO {INDEX} (rowid, title, text) VALUES (new.id, new.title, new.text)"
_DROP = f"INSERT INTO {INDEX} ({INDEX}, rowid, title, text) VALUES ('delete', old.id, old.title, old.text)"
SQLITE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5 (title, text, content='article', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2')",
    f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('rank', 'bm25({TITLE_WEIGHT}, 1.0)')",
    f"CREATE TRIGGER article_put AFTER INSERT ON article BEGIN {_PUT}; END",
    f"CREATE TRIGGER article_drop AFTER DELETE ON article BEGIN {_DROP}; END",
    f"CREATE TRIGGER article_change AFTER UPDATE OF id, title, text ON article BEGIN {_DROP}; {_PUT}; END",
)

# Signs as PostgreSQL's parser would read something into them: addresses, paths, signs of numbers, hyphenated words.
_SIGNS = r"-_./:@#&%+=~*|\^<>(){}[],;!?\"''" + "‐‑‒–—―‘’‚“”„«»‹›…·•$£€§©®™°"
_MARKS = "[\\u0300-\\u036f]"
FOLDED = f"""
    CREATE FUNCTION searchindex_folded(raw text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT lower(translate(
            CASE WHEN octet_length(raw) = char_length(raw) THEN raw
                ELSE regexp_replace(normalize(raw, NFKD), '{_MARKS}', '', 'g') END,
            '{_SIGNS}', '{" " * (len(_SIGNS) - 1)}'))
    $$"""
_VECTOR = " || ".join(
    f"setweight(to_tsvector('simple', searchindex_folded({what})), '{weight}')"
    for what, weight in (("new.title", "A"), (f"left(new.text, {LONGEST})", "D"))
)
POSTGRES = (
    FOLDED,
    f"CREATE TABLE {INDEX} (article_id bigint PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, words tsvector NOT NULL)",
    # A list of new words that wait is read through by every search, so it is kept short.
    f"CREATE INDEX {INDEX}_words ON {INDEX} USING gin (words) WITH (gin_pending_list_limit = 1024)",
    f"""
    CREATE FUNCTION {INDEX}_put() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO {INDEX} VALUES (new.id, {_VECTOR})
        ON CONFLICT (article_id) DO UPDATE SET words = excluded.words;
        RETURN NULL;
    END $$""",
    f"CREATE TRIGGER article_put AFTER INSERT ON article FOR EACH ROW EXECUTE FUNCTION {INDEX}_put()",
    f"""CREATE TRIGGER article_change AFTER UPDATE OF title, text ON article FOR EACH ROW
        WHEN (old.title IS DISTINCT FROM new.title OR old.text IS DISTINCT FROM new.text) EXECUTE FUNCTION {INDEX}_put()""",
)  # fmt: skip


def create_article_index() -> None:
    """Makes the index. A later revision that rebuilds `article` on SQLite must make the triggers again."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)
