"""Imports of contacts through the front door: messy spreadsheets, what would happen, duplicates, undo, and the export."""

from __future__ import annotations

import csv
import io
import itertools
from typing import Any

from bot.contacts import spreadsheets
from bot.contacts.suppressions import sha256
from bot.models import ContactImport, Job, Journalist, Outlet, Suppression
from tests.covered import add
from tests.flows import actions, kept_in_order, log, rows
from tests.messy import found as found_in
from tests.messy import messy
from tests.slack_desk import GENERAL, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]
SHEET = (
    "Name;Outlet;Email;Phone;Beat;Tier\r\n"
    'Castellane, Wren;Gazette;WREN@gazette.example, wren@mail.example;;"housing; health";1\r\n'
    "ASH WRENFIELD;Courier;ash@courier.example;020 7946 0001;food;\r\n"
    "Ash Wrenfield;The Courier;;;;\r\n"
    "W. Castellane;Gazette;;;;\r\n"
    "Gone Person;Echo;gone@x.example;;;\r\n"
    ";Echo;not an address;;;\r\n"
    "=HYPERLINK(1);Écho du Nord;evil@x.example;+44 1;;\r\n"
).encode("cp1252")


def hand_in(slack: SlackDesk, content: bytes, name: str = "media list.csv") -> str:
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "who import", GENERAL)
    if "contacts_again" in buttons(slack.world.view(TOBI)):
        slack.click(TOBI, "contacts_again")
    file = slack.world.upload(TOBI, name, content).data["file"]["id"]
    slack.submit(TOBI, file=[file])
    slack.clock.advance(seconds=2)
    slack.settle()
    return shown(slack)


def shown(slack: SlackDesk) -> str:
    found = slack.world.view(TOBI)
    assert found is not None
    return words(found)


def people(slack: SlackDesk) -> dict[str, Journalist]:
    return {one.name: one for one in rows(slack, Journalist)}


def test_a_messy_sheet_is_looked_at_mapped_taken_in_and_taken_back_whole(slack: SlackDesk) -> None:
    log(slack, journalists="Wren Castellane <wren@gazette.example> 020 7946 0018")
    add(slack, Suppression(team_id=TEAM, sha256=sha256(TEAM, "gone@x.example"), at=slack.clock()))
    said = hand_in(slack, SHEET)
    assert "7 rows" in said and "2 new" in said and "1 on record already" in said and "1 twice in the file" in said
    assert "1 may be somebody on record" in said and "asked to be erased" in said and "is no e-mail address" in said
    assert len(rows(slack, Journalist)) == 1, "a look takes nothing in"
    slack.submit(TOBI, column_4="tags")
    assert "The columns are changed" in shown(slack)
    slack.submit(TOBI, column_4="beats")
    slack.submit(TOBI)
    said = shown(slack)
    assert "7 rows: 2 contacts added, 2 were on record or in the file already" in said and "2 were not taken" in said
    wren = people(slack)["Wren Castellane"]
    assert (wren.email, wren.other_emails, wren.phone) == ("wren@gazette.example", ["wren@mail.example"], "020 7946 0018")
    assert wren.beats == ["housing", "health"], "gaps are filled"
    assert "same last name and initial" in said and "W. Castellane" in said
    slack.click(TOBI, next(one for one in buttons(slack.world.view(TOBI)) if one.startswith("import_two")))
    assert "W. Castellane" in people(slack) and "Kept as two." in shown(slack)
    assert all("Castellane" not in str(one.arguments) for one in rows(slack, Job)), "jobs hold ids"
    assert rows(slack, ContactImport)[0].sheet == {}, "the sheet itself is not kept"
    slack.world.close_view(TOBI, every=True)
    log(slack, topic="Since", journalists="Ash Wrenfield <ash@courier.example>")
    slack.command(TOBI, "who import", GENERAL)
    slack.click(TOBI, "import_open")
    slack.click(TOBI, "contacts_undo")
    assert "1 stay" in shown(slack) and "Taken back." in shown(slack)
    assert set(people(slack)) == {"Wren Castellane", "Ash Wrenfield"}, "who asked meanwhile stays"
    wren = people(slack)["Wren Castellane"]
    assert (wren.other_emails, wren.beats) == ([], [])
    assert not any(one.name in ("Gazette", "Écho du Nord") for one in rows(slack, Outlet))
    assert {"contacts.read", "contacts.started", "contacts.imported", "contacts.decided", "contacts.undone"} <= set(
        actions(slack)
    )


def test_the_same_person_is_made_one_and_nothing_is_overwritten(slack: SlackDesk) -> None:
    log(slack, journalists="Wren Castellane <wren@gazette.example> 020 7946 0018", outlet="Gazette")
    hand_in(slack, b"Full name,Media outlet,Mobile\nW Castellane,Gazette,07700 900123\n")
    slack.submit(TOBI)
    slack.click(TOBI, next(one for one in buttons(slack.world.view(TOBI)) if one.startswith("import_same")))
    assert [one.phone for one in rows(slack, Journalist)] == ["020 7946 0018"] and "Made one." in shown(slack)


def test_duplicates_in_a_messy_sheet_are_found_and_no_two_people_are_made_one(slack: SlackDesk) -> None:
    sheet = messy(500)
    hand_in(slack, sheet.content)
    slack.submit(TOBI)
    row = rows(slack, ContactImport)[0]
    found = spreadsheets.read(sheet.content, "a.csv")
    assert len(found.rows) == sheet.lines and found.mapping() == {
        0: "name", 1: "outlet", 2: "email", 3: "phone", 4: "role", 5: "beats", 6: "notes"
    }  # fmt: skip
    persons = len(set(sheet.people.values()))
    assert persons * 0.98 <= row.added <= persons * 1.02 and row.refused == []
    assert len(row.doubtful) < sheet.lines * 0.06, "few are asked"
    precision, recall, with_asked = found_in(sheet)
    assert precision == 1.0 and recall > 0.7 and with_asked > 0.92


def test_files_of_every_shape_are_read(slack: SlackDesk) -> None:
    from openpyxl import Workbook

    book, kept = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for cells in (["Media list"], ["First name", "Surname", "E-mail"], ["Wren", "Castellane", "wren@gazette.example"]):
        sheet.append(cells)
    book.save(kept)
    shapes = {
        "a.xlsx": kept.getvalue(), "b.csv": "sep=|\nname|mail\nWren Castellane|wren@gazette.example".encode("utf-16"),
        "c.csv": b"Wren Castellane,wren@gazette.example\nAsh W,ash@x.example\n", "d.tsv": b"Nom\tCourriel\nWren Castellane\twren@gazette.example",
    }  # fmt: skip
    for name, content in shapes.items():
        read = spreadsheets.read(content, name)
        first = spreadsheets.rows(read, read.mapping())[0]
        assert (first.name, first.emails) == ("Wren Castellane", ("wren@gazette.example",)), name
    assert "can't be opened" in hand_in(slack, b"PK\x03\x04 nonsense", "a.xlsx")


def test_what_goes_out_runs_nowhere_and_comes_in_again_as_it_was(slack: SlackDesk) -> None:
    hand_in(slack, SHEET)
    slack.submit(TOBI)
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "who", GENERAL)
    for ending in ("csv", "xlsx"):
        slack.click(TOBI, f"contacts_export:{ending}")
        slack.world.close_view(TOBI)
    from bot.relationships import carrying

    content = carrying.made(slack.desk, member=f"slack:{TEAM}:{TOBI}", ending="csv").content
    cells = list(itertools.chain(*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))))
    assert not [one for one in cells if one.lstrip().startswith(("=", "+", "-", "@"))]
    sent = [file["name"] for one in slack.said(TOBI, slack.dm(TOBI)) for file in one.get("files") or []]
    assert sorted(sent) == ["contacts.csv", "contacts.xlsx"]
    before: list[Any] = [(one.name, one.email, one.other_emails, one.beats) for one in rows(slack, Journalist)]
    said = hand_in(slack, content, "contacts.csv")
    assert "0 new" in said
    slack.submit(TOBI)
    assert [(one.name, one.email, one.other_emails, one.beats) for one in rows(slack, Journalist)] == before
