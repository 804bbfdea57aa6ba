"""Lines out into files and in again: to the letter, with a look first, nothing by halves, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import lines
from bot.cli import app
from bot.lines.sheets import rows_in
from bot.models import Line, LineStatus
from bot.ownership.export import export
from tests.flows import actions, kept_in_order, rows
from tests.slack_desk import DINAH, TEAM, TOBI, SlackDesk, words
from tests.wordings import approve, write

__all__ = ["kept_in_order"]

TRICKY = "=1+1 is no sum.\n\n'Quoted', \"twice\"; ## no heading\n> no quote\n- text: no field  \nlast line"


def written(slack: SlackDesk, form: str, *, restricted: bool = False) -> str:
    with slack.database.read() as session:
        return lines.write_out(session, team_id=TEAM, form=form, at=slack.clock(), restricted=restricted)


def take(slack: SlackDesk, text: str, name: str = "lines.csv", user: str = TOBI, **how: bool) -> lines.Carried:
    return lines.take_in(slack.desk, actor=slack.actor(user), text=text, name=name, **{"apply": True, **how})


def filled(slack: SlackDesk) -> None:
    write(slack, "fact")
    write(slack, "q_and_a", question="@channel: open?\nReally?", text=TRICKY)
    write(slack, text="'=quoted already", audience="+44 people", user=DINAH)
    write(slack, "quote", speaker="-- Dinah Osei", text="We stay, “whatever comes”.")
    write(slack, text="Nobody may read the zinnia plan.", user=DINAH, restricted=["yes"])
    write(slack, "house")
    approve(slack, DINAH, "F-0001")


@pytest.mark.parametrize("form", lines.FORMS)
def test_what_goes_out_comes_in_again_to_the_letter(slack: SlackDesk, form: str) -> None:
    filled(slack)
    before, name = written(slack, form), f"lines.{form}"
    assert "zinnia" not in before and "zinnia" in written(slack, form, restricted=True)
    assert set(rows_in(before, name)[1][1].values()) >= {TRICKY, "@channel: open?\nReally?"}
    again = take(slack, before, name)
    assert [what for _, _, what in again.rows] == ["left"] * 5 and written(slack, form) == before
    with slack.database.write() as session:
        for table in ("lineevent", "line", "house"):
            session.connection().exec_driver_sql(f"delete from {table}")
    assert [what for _, _, what in take(slack, before, name, approve=False).rows] == ["added"] * 5
    assert {one.status for one in rows(slack, Line)} == {LineStatus.DRAFT}, "a file approves nothing"
    take(slack, before, name, user=DINAH, approve=True)
    assert [one.reference for one in rows(slack, Line) if one.status == LineStatus.APPROVED] == ["F-0001"]
    after, told = (rows_in(one, name) for one in (written(slack, form), before))
    passing = {"approved_at", "version"}
    assert [{k: v for k, v in row.items() if k not in passing} for _, row in after] == [
        {k: v for k, v in row.items() if k not in passing} for _, row in told
    ]


def test_no_cell_begins_like_a_formula(slack: SlackDesk) -> None:
    filled(slack)
    for row in csv.reader(io.StringIO(written(slack, "csv"), newline="")):
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_a_look_tells_what_would_happen_and_keeps_nothing(slack: SlackDesk) -> None:
    filled(slack)
    changed = written(slack, "csv").replace("Shelter register", "The register") + '"","line","","New","","Brand new words."\r\n'
    before = actions(slack)
    look = take(slack, changed, apply=False)
    assert not look.applied and "1 would be added, 1 would be changed, 4 would be left" in look.said()
    assert "Line 2: F-0001 changed: source" in look.said() and actions(slack) == before
    assert take(slack, changed).applied and actions(slack)[len(before) :] == ["line.edited", "line.written"]
    assert rows(slack, Line)[0].status == LineStatus.DRAFT


def test_one_wrong_row_keeps_the_whole_file_out_and_is_named_by_its_line(slack: SlackDesk) -> None:
    text = (
        'kind,text,issue,expires_on,figure,source,as_of\nline,"two\nlines",Beds,,,,\nline,More,,soon,,,\n'
        "fact,It is 12.,,,13,Register,2026-01-01\n,x,,,,,\n"
    )
    found = take(slack, text)
    assert rows(slack, Line) == []
    assert [at for at, _ in found.errors] == [4, 5, 6]
    assert "“soon” is no day" in found.said() and "another number than the figure" in found.said()
    assert "there is no column “colour”" in take(slack, "kind,text,colour\n").said()
    assert take(slack, "# Lines\n\n## new\n\nwhat is this\n", "a.md").errors[0][0] == 5


def test_files_go_out_and_come_in_through_slack(slack: SlackDesk) -> None:
    filled(slack)
    slack.command(TOBI, "lines")
    reply = slack.private(TOBI)
    slack.click(TOBI, "lines_export", message=reply)
    sent = [file for one in slack.said(TOBI, slack.dm(TOBI)) for file in one.get("files") or []]
    assert {one["name"] for one in sent} == {"lines.csv", "lines.md"}
    changed = written(slack, "csv").replace("Shelter register", "The register").encode()
    for look, said, source in ((["look"], "1 would be changed", "Shelter register"), ([], "1 changed", "The register")):
        slack.world.close_view(TOBI, every=True)
        slack.click(TOBI, "lines_import", message=reply)
        file = slack.world.upload(TOBI, "lines.csv", changed).data["file"]["id"]
        slack.submit(TOBI, file=[file], look=look)
        slack.clock.advance(seconds=2)
        slack.settle()
        assert said in words(slack.world.view(TOBI)) and rows(slack, Line)[0].source == source


def test_the_command_line_writes_and_takes_in(slack: SlackDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(slack)
    monkeypatch.setenv("DATABASE_URL", slack.database.url.render_as_string(hide_password=False))
    run = CliRunner().invoke
    assert run(app, ["lines", "export", str(tmp_path / "out")]).exit_code == 0
    file = tmp_path / "out" / "lines.csv"
    file.write_text(
        file.read_text(encoding="utf-8-sig").replace("Shelter register", "The register"), encoding="utf-8", newline=""
    )
    look = run(app, ["lines", "import", str(file), "--by", TOBI])
    assert "1 would be changed" in look.output and "Add --apply" in look.output
    assert "1 changed" in run(app, ["lines", "import", str(file), "--by", TOBI, "--apply"]).output
    assert rows(slack, Line)[0].source == "The register"


def test_the_whole_export_holds_lines_and_of_restricted_ones_not_a_trace(slack: SlackDesk, tmp_path: Path) -> None:
    filled(slack)
    write(slack, text="Nobody may read the zinnia plan either.", user=DINAH, restricted=["yes"], sensitivity="crisis")
    approve(slack, DINAH, "L-0006")
    for folder, restricted in (("out", False), ("all", True)):
        export(slack.database, tmp_path / folder, settings=slack.settings, at=slack.clock(), restricted=restricted)
    whole, told = ("".join(one.read_text() for one in (tmp_path / folder).rglob("*.*")) for folder in ("all", "out"))
    assert "zinnia" in whole and "line:6" in whole
    assert "zinnia" not in told and "line:5" not in told and "line:6" not in told and '"lineevent":5' not in told
    assert "1,240 nights" in told and "1,240 nights" in (tmp_path / "out" / "lines.md").read_text()
