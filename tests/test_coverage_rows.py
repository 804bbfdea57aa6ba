"""`python -m bot coverage …`: files in, JSON lines out, in their order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.errors import DeskError

TEXT = (
    "The harbour charity moved thirty families into homes before the winter, its director told the council on Monday evening."
)


def ran(tmp_path: Path, command: str, *contents: Any) -> list[dict[str, Any]]:
    """What a command prints for files of these contents: text as it is, a list as JSON Lines, anything else as JSON."""
    files = []
    for at, content in enumerate(contents):
        files.append(tmp_path / f"{at}.json")
        lines = [json.dumps(each) for each in content] if isinstance(content, list) else [json.dumps(content["json"])]
        files[-1].write_text(content if isinstance(content, str) else "\n".join(lines))
    done = CliRunner().invoke(app, ["coverage", command, *map(str, files)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_dates_copies_stories_and_matches_are_added_to_each_row(tmp_path: Path) -> None:
    assert ran(tmp_path, "dates", [{"date": "30.10.23"}, {"date": "soon"}]) == [
        {"date": "30.10.23", "parsed": "2023-10-30T00:00:00+00:00"}, {"date": "soon", "parsed": None}
    ]  # fmt: skip
    rows = [{"id": 2, "text": TEXT, "published": "2026-11-02"}, {"id": 1, "text": TEXT, "published": "2026-11-01"}]
    assert [row["copy_of"] for row in ran(tmp_path, "dedupe", rows)] == [1, None]
    assert [
        row["story"] for row in ran(tmp_path, "stories", [*rows, {"id": 3, "title": "Cup won by Lund", "ts": 1_700_000_000}])
    ] == [1, 1, 3]
    terms = {"json": [{"id": "t", "name": "Lund United"}, {"id": "u", "name": "Holm"}]}
    assert [row["matches"] for row in ran(tmp_path, "match", terms, [{"id": 1, "title": "Lund United win"}, {"id": 2}])] == [
        ["t"],
        [],
    ]


def test_quotes_are_printed_for_each_item(tmp_path: Path) -> None:
    approved = [{"id": "a", "speaker": "Ida Holm", "aliases": [], "text": "We are glad. We go on."}]
    item = {"id": 7, "approved": approved, "article": "“We are glad,” said Ida Holm."}
    assert ran(tmp_path, "quotes", {"json": [item]}) == [
        {"id": 7, "quotes": [{"printed": "We are glad,", "speaker_is_ours": True, "class": "trimmed", "approved_id": "a"}]}
    ]


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"date": "2020"}\nnonsense\n')
    with pytest.raises(DeskError, match="Line 2"):
        CliRunner().invoke(app, ["coverage", "dates", str(file)], catch_exceptions=False)
