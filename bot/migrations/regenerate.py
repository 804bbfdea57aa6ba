"""Writes revision 0001 anew from the models: `python -m bot.migrations.regenerate`, until the first release.

Afterwards tables of people's own hold data, and a change is a new revision.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.db import Database
from bot.migrations import FOLDER, config

VERSIONS = FOLDER / "versions"
FIRST = VERSIONS / "0001_first_tables.py"
APPEND_ONLY = ("auditentry",)


def main() -> None:
    """Replaces the first revision; refuses where there are later ones."""
    others = sorted(file.name for file in VERSIONS.glob("*.py") if file != FIRST)
    if others:
        sys.exit(f"Later revisions build on 0001 ({', '.join(others)}): write a new one instead.")
    FIRST.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        empty = Database(f"sqlite:///{Path(folder) / 'empty.sqlite'}")
        with empty.engine.connect() as connection:
            command.revision(config(connection), message="First tables", rev_id="0001", autogenerate=True)
        empty.close()
    protections = "".join(f'    protect("{table}")\n' for table in APPEND_ONLY)
    written = [line for line in FIRST.read_text().splitlines(keepends=True) if "# ###" not in line]
    FIRST.write_text("".join(written).rstrip() + "\n" + protections + "    create_search_index()\n    create_article_index()\n")
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent))
    if ruff:
        for verb in (["format"], ["check", "--fix"]):
            subprocess.run([ruff, *verb, "--quiet", str(FIRST)], check=True)
    print(f"Wrote {FIRST.name}.")


if __name__ == "__main__":
    main()
