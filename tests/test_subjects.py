"""Subjects: all that is held about one person is handed out; erased, not a trace stays, in no table, index, job or file."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot import cli, contributors, leads
from bot.contributors import ContributorEntry
from bot.leads import LeadEntry
from bot.models import (
    AuditEntry,
    ClipLink,
    ContactImport,
    CorrectionCaseEvent,
    Debrief,
    EmbargoAgreement,
    Inquiry,
    Job,
    Journalist,
    LinkKind,
    Recipient,
    Suppression,
)
from bot.ownership import subjects
from bot.relationships.moves import references
from tests import named as rows_of
from tests.covered import add, clip
from tests.flows import actions, change, inquiry, kept_in_order, log, rows, sent
from tests.slack_desk import DINAH, GENERAL, TOBI, SlackDesk, words

__all__ = ["kept_in_order"]
EMAIL, OTHER, PHONE = "wren@gazette.example", "w.castellane@mail.example", "+44 20 7946 0018"
MAIL = f"Hello, I write for the Gazette. Are there beds? Yours, WREN  CASTELLANE {EMAIL} 020 7946 0018"
TRACES = ("castellane", EMAIL, OTHER, "79460018", "7946 0018", "wren")


def lived(slack: SlackDesk) -> None:
    """Everything that a desk may come to hold about somebody."""
    log(
        slack,
        journalists=f"Wren Castellane <{EMAIL}> {PHONE}",
        outlet="Gazette",
        topic="Beds for Wren Castellane",
        background=MAIL,
    )
    log(slack, DINAH, journalists=f"Wren Castellane <{EMAIL}>", topic="The zinnia file", restricted=["yes"])
    log(
        slack,
        topic="Food bank",
        journalists="Ash Wrenfield <ash@courier.example>",
        background="Castellane, Wren told us of it.",
    )
    sent(slack, "The shelter is open.")
    change(slack, TOBI, note=f"Called Wren Castellane on {PHONE}; Castellane will ring back.")
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "who castellane", GENERAL)
    slack.click(TOBI, "contact_edit:1")
    slack.submit(TOBI, emails=f"{EMAIL}\n{OTHER}", notes="Wren prefers text.", outlet="Courier")
    slack.world.close_view(TOBI, every=True)
    tobi = slack.actor(TOBI)
    leads.hand_in(slack.desk, actor=tobi, entry=LeadEntry("Wren Castellane wants a story", who_speaks="Wren Castellane"))
    contributors.add(slack.desk, actor=tobi, entry=ContributorEntry(("Ada Brook",), conditions="Not to Wren Castellane."))
    article = clip(
        slack, "Shelter opens", slack.clock(), outlet_name="Gazette", text="By Wren Castellane. Lantern Trust said so."
    )
    add(slack, ClipLink(clip_id=article, kind=LinkKind.JOURNALIST, subject_id=1, score=0.9, made_at=slack.clock()))
    with slack.database.write() as session:
        session.execute(text("UPDATE article SET byline = 'Wren Castellane'"))
    by = f"slack:T0LANTERN:{TOBI}"
    add(slack, ContactImport(team_id="T0LANTERN", name="castellane, wren.csv", sheet={"rows": [[2, ["Wren Castellane", EMAIL]]]}, by=by,
                             at=slack.clock(), doubtful=[{"number": 1, "journalist": 1, "row": {"name": "W. Castellane"}, "decided": ""}]))  # fmt: skip
    add(
        slack,
        Job(
            kind="told",
            lane="x",
            arguments={"said": f"to {EMAIL}"},
            due_at=slack.clock(),
            created_at=slack.clock(),
            state="done",
        ),
    )
    slack.settle()


def bytes_of(slack: SlackDesk) -> bytes:
    """Every file beside the database."""
    if not slack.database.is_sqlite:
        return b""
    file = Path(slack.database.url.database or "")
    return b"".join(one.read_bytes() for one in file.parent.iterdir() if one.is_file() and one.name.startswith(file.name))


def test_after_erasing_not_a_trace_stays_in_any_column_index_job_or_file(slack: SlackDesk) -> None:
    lived(slack)
    with slack.database.read() as session:
        subject = subjects.find(session, email=EMAIL.upper())
    assert len(subjects.traces(slack.database, subject)) > 15, "or the test would prove little"
    assert b"castellane" in bytes_of(slack).lower() or not slack.database.is_sqlite
    done = subjects.erase(slack.desk, email=OTHER)
    slack.settle()
    assert subjects.traces(slack.database, subject) == []
    held = bytes_of(slack).lower()
    assert not [one for one in TRACES if (one.encode() if one != "wren" else b"wren ") in held.replace(b"wrenfield", b"")]
    assert rows(slack, Journalist)[0].name == "Ash Wrenfield", "somebody else's name is left alone"
    assert done.gone["inquiryjournalist"] == 2
    assert len(rows(slack, Inquiry)) == 3 and inquiry(slack, 1).response == "The shelter is open.", "counts and answers stay"
    assert inquiry(slack, 1).topic == "Beds for (erased)" and "will ring back" in str(_events(slack))
    assert [(one.journalist_id, one.name) for one in rows(slack, Recipient)] == [(None, "(erased)")]
    for found in (1, 3):
        slack.command(TOBI, f"show PR-{found:04d}")
    slack.command(TOBI, "find castellane")
    assert "PR-0001" not in words(slack.private(TOBI)), "the index has forgotten them"
    (entry,) = [one for one in rows(slack, AuditEntry) if one.action == "subject.erased"]
    assert (
        entry.object == "journalist:1" and len(entry.details["sha256"]) == 2 and "castellane" not in json.dumps(entry.details)
    )
    assert len(rows(slack, Suppression)) == 2
    log(slack, topic="Back again", journalists=f"Wren Castellane <{OTHER}>")
    assert rows(slack, Journalist)[-1].email is None, "the address stays out"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whatever_names_them_by_reference_names_them_no_more_nor_do_its_words(slack: SlackDesk) -> None:
    log(slack, topic="Food bank", journalists="Ash Wrenfield <ash@courier.example>")
    log(slack, topic="Beds", journalists=f"Wren Castellane <{EMAIL}>")
    sent(slack, number=2)
    rows_of.lived(slack, 2, beside=1)
    add(
        slack,
        Journalist(team_id="T0LANTERN", name="Castellane W", key="w", merged_into_id=2, email=OTHER, created_at=slack.clock()),
    )
    assert rows_of.naming(slack, 2) == {one.table.name for one in references()}, "each table is tried"
    with slack.database.read() as session:
        subject = subjects.find(session, email=EMAIL)
    found = subjects.export(slack.database, email=OTHER)["tables"]
    assert {one.table.name for one in references()} | {"debrief", "correctioncaseevent"} <= set(found)
    assert [one["id"] for one in found["journalist"]] == [2, 3], "who was made one with them is them"
    subjects.erase(slack.desk, email=OTHER)
    assert rows_of.naming(slack, 2) == set() and subjects.traces(slack.database, subject) == []
    said = [rows(slack, table)[0] for table in (Debrief, CorrectionCaseEvent)]
    assert [said[0].lessons, said[1].text] == ["(erased) asks for figures twice.", "(erased) was rung."]
    assert [one.name for one in rows(slack, Journalist)] == ["Ash Wrenfield"] and len(rows(slack, EmbargoAgreement)) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_name_of_one_word_goes_only_where_they_are_meant(slack: SlackDesk) -> None:
    log(slack, topic="Beds", journalists="Sam <sam@gazette.example>", background="Sam asks again.")
    log(slack, topic="Sam Marsh opens a shelter", journalists="Ash Wrenfield", background="Ask samson@gazette.example.")
    subjects.erase(slack.desk, email="sam@gazette.example")
    assert inquiry(slack, 1).background == "(erased) asks again."
    assert inquiry(slack, 2).topic == "Sam Marsh opens a shelter" and "samson@" in inquiry(slack, 2).background


def _events(slack: SlackDesk) -> list[Any]:
    from bot.models import InquiryEvent

    return [one.text for one in rows(slack, InquiryEvent)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_commands_hand_out_everything_and_ask_before_erasing(
    slack: SlackDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lived(slack)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", slack.database.url.render_as_string(hide_password=False))

    def say(*said: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
        monkeypatch.setattr(sys, "argv", ["python -m bot", *said])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out + told.err

    assert say("subject", "export", EMAIL)[0] == 0
    found = json.loads(Path("subject.json").read_text())["tables"]
    assert {
        "journalist",
        "inquiry",
        "inquiryjournalist",
        "recipient",
        "article",
        "contactevent",
        "contactimport",
        "inquiryevent",
    } <= set(found)
    assert [one["topic"] for one in found["inquiry"]] == ["Beds for Wren Castellane", "The zinnia file", "Food bank"]
    assert "Ash Wrenfield" not in [one["name"] for one in found["journalist"]]
    assert say("subject", "erase", EMAIL)[0] != 0 and "subject.erased" not in actions(slack), "it is asked first"
    code, told = say("subject", "erase", EMAIL, "--yes")
    assert code == 0 and "Nothing of them stands in the database" in told
    assert say("subject", "erase", "nobody")[0] == 1
