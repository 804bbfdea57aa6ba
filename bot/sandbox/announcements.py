"""The demo's statements that nobody asked for: a press release under embargo, and a holding statement for a bad night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot import statements
from bot.authority import Actor
from bot.desk import Desk
from bot.models import Sensitivity, StatementKind
from bot.statements import BOILERPLATE_LINE, NewStatement, Wording

MARA, TOBI = "U0MARA", "U0TOBI"


def fill(desk: Desk, actor: Callable[[str], Actor], *, day: date) -> None:
    """Drafts both by the desk's clock; the release is held until the first minute of that day."""
    mara, tobi = actor(MARA), actor(TOBI)
    said = f"{day:%-d %B %Y}"
    kept = statements.boilerplates(desk, team_id=mara.team_id, sensitivity=Sensitivity.ROUTINE)
    parts = _release(said) | ({BOILERPLATE_LINE: next(iter(kept))} if kept else {})
    wording = Wording(parts, audience="Regional media", embargo=f"00:01 GMT, {day:%A} {said}")
    release = statements.save(
        desk, actor=tobi, new=NewStatement(StatementKind.PRESS_RELEASE, "Volunteers of the winter"), wording=wording
    )
    shorter = parts | {"lead": parts["lead"].replace("They cook, drive and sit", "They cook, drive, wash up and sit")}
    statements.save(
        desk, actor=mara, statement_id=release.statement.id, seen=1,
        wording=Wording(shorter, audience="Regional media", embargo=wording.embargo),
    )  # fmt: skip
    statements.save(
        desk, actor=mara, wording=Wording({"text": _HOLDING}),
        new=NewStatement(StatementKind.HOLDING, "If the shelter is full on a cold night", sensitivity=Sensitivity.SENSITIVE),
    )  # fmt: skip


def _release(day: str) -> dict[str, str]:
    return {
        "headline": "212 volunteers carry Harbour Light Trust through the winter",
        "subheading": "The night shelter has 34 beds and a door that opens at midnight",
        "dateline": f"Northcoast, {day}",
        "lead": "212 people volunteer with Harbour Light Trust this winter. They cook, drive and sit up at night so that the night "
        "shelter is open every night until 31 March.",
        "body": "The night shelter has 34 beds. Nobody who comes to the door before midnight is turned away.\n\n"
        "Nobody needs papers to stay the night. The shelter asks for a first name, and that is all.\n\n"
        "[VERIFY: how many of the volunteers are new this year]",
        "quote": "“A door that opens at midnight is worth more than a plan for the spring,” said Dinah Osei, executive director.",
        "notes": "Pictures of volunteers, with their consent, are at the press office.\nThe shelter register is open to reporters by appointment.",
        "contact": "Mara Quill, press office, 01632 960 100, press@harbourlight.example.org",
    }


_HOLDING = (
    "We know that more people came to the night shelter tonight than it has beds. Nobody was turned away, and everybody is warm. "
    "We will say more tomorrow morning."
)
