"""Ownership: the record is theirs. Export, backup, restore, move, retention, and one machine to an SQLite file.

Nothing here keeps a list of tables: what is there is read from the database itself, so a new table is taken along by itself.
"""
