"""Workspaces: a desk moves into another Slack workspace. Its people are told by their e-mail addresses or by a list.

Whoever is matched keeps role and name on the record under their new id. Whoever is not stays on the record as a name without
rights. What hangs on the old workspace's conversations (our messages there, work that waits to post) is left behind; the
audit is taken along word for word.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import Table

from bot.errors import DeskError
from bot.ownership.archives import opened
from bot.ownership.rows import Row
from bot.settings import Settings
from bot.teams import Profile

LEFT_BEHIND = {"posting", "lane", "alertplace"}
UNFINISHED = {"waiting", "running"}
AUDIT = "auditentry"
CHANNEL = re.compile(r"[CGD][A-Z0-9]{4,}")


@dataclass(frozen=True)
class Workspace:
    """The new workspace as Slack tells of it, with everybody in it."""

    team_id: str
    name: str
    bot_user_id: str | None
    people: tuple[Profile, ...]


def ask_slack(client: WebClient) -> Workspace:
    """Whose token it is, and everybody there. E-mail addresses only where the scope users:read.email is granted, and only
    those that Slack calls confirmed: whoever has the address gets the rights."""
    try:
        who = client.auth_test()
        users = [user for page in client.users_list(limit=200) for user in page["members"]]
    except (SlackClientError, OSError) as failure:
        said = failure.response["error"] if isinstance(failure, SlackApiError) else "no answer"
        raise DeskError(
            f"Slack does not tell who is in the new workspace ({said}). `python -m bot doctor` says more."
        ) from None
    team_id = str(who["team_id"])
    there = (_profile(team_id, user) for user in users if not user.get("is_bot") and user.get("id") != "USLACKBOT")
    return Workspace(team_id, str(who.get("team") or ""), who.get("user_id"), tuple(one for one in there if one))


def _profile(team_id: str, user: dict[str, Any]) -> Profile | None:
    details = user.get("profile") or {}
    if user.get("deleted") or user.get("team_id") not in (None, team_id):
        return None
    sure = user.get("is_email_confirmed", True)
    return Profile(
        team_id=team_id, user_id=str(user["id"]),
        name=details.get("display_name") or user.get("real_name") or user.get("name") or str(user["id"]),
        zone=user.get("tz") or "UTC", email=details.get("email") if sure else None,
        outsider=any(user.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger")),
        workspace_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )  # fmt: skip


def from_settings(settings: Settings, file: Path, people: Path | None) -> Newcomers:
    """Who of the backup in `file` is who in the workspace of the bot token. DeskError without a token."""
    if settings.slack_bot_token is None:
        raise DeskError("SLACK_BOT_TOKEN is not set: it says which workspace the desk moves into.")
    workspace = ask_slack(WebClient(token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_base_url))
    with opened(file) as archive:
        return match(
            list(archive.rows("team")), list(archive.rows("member")), workspace, told=read_list(people) if people else {},
            desk_channel=settings.desk_channel, intake_channel=settings.intake_channel,
        )  # fmt: skip


def read_list(file: Path) -> dict[str, str]:
    """A CSV with the columns `old` and `new`: an e-mail address or a Slack user id each."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            found = csv.DictReader(lines)
            if not {"old", "new"} <= set(found.fieldnames or ()):
                raise DeskError(f"{file} needs the columns old and new, each an e-mail address or a Slack user id.")
            return {row["old"].strip(): row["new"].strip() for row in found if (row["old"] or "").strip() and row["new"]}
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise DeskError(f"{file} can't be read as a list of people: {type(problem).__name__}.") from problem


@dataclass
class Newcomers:
    """How rows change on the way into the new workspace. `matched` maps old member ids to the people they now are."""

    old_team: str
    workspace: Workspace
    matched: Mapping[str, Profile]
    names_only: tuple[str, ...]
    desk_channel: str | None = None
    intake_channel: str | None = None
    left_out: Counter[str] = field(default_factory=Counter)

    def moved(self, table: Table, coming: Iterable[Row]) -> Iterator[Row]:
        """The table's rows as they are in the new workspace."""
        for row in coming:
            if table.name in LEFT_BEHIND or (table.name == "job" and row.get("state") in UNFINISHED):
                self.left_out[table.name] += 1
                continue
            yield row if table.name == AUDIT else self._moved(table, row)

    def summary(self) -> dict[str, Any]:
        """For the record: from where to where, how many people were matched and how many are names."""
        return {
            "from_team": self.old_team, "to_team": self.workspace.team_id, "matched": len(self.matched),
            "names_only": len(self.names_only),
        }  # fmt: skip

    def _moved(self, table: Table, row: Row) -> Row:
        new = {name: self._value(value) for name, value in row.items()}
        for column in table.columns:
            if any(key.column.table.name == "team" for key in column.foreign_keys) and new.get(column.name) == self.old_team:
                new[column.name] = self.workspace.team_id
        if table.name == "member":
            new |= self._member(row)
        if table.name == "team":
            new |= self._team(row)
        if table.name == "coveragechannel":
            # What it is called there no channel here is: it stays as the place of old digests, and nothing is sent to it.
            new |= {"previewed_at": None, "takes_links": False, "alerts": False}
        return new

    def _value(self, value: Any) -> Any:
        """Member ids become the new ones wherever they stand whole: in references, and in JSON too, such as what undo keeps."""
        if isinstance(value, str):
            return self.matched[value].id if value in self.matched else value
        if isinstance(value, list):
            return [self._value(one) for one in value]
        if isinstance(value, dict):
            return {key: self._value(one) for key, one in value.items()}
        return value

    def _member(self, row: Row) -> Row:
        person = self.matched.get(row["id"])
        if person is None:
            return {"role": "none", "approves": None, "outsider": True, "workspace_admin": False, "email": None,
                    "home_opened_at": None}  # fmt: skip
        rights = {"role": "none", "approves": None} if person.outsider else {}
        return {"user_id": person.user_id, "name": person.name[:200], "email": person.email, "outsider": person.outsider,
                "workspace_admin": person.workspace_admin, "home_opened_at": None, **rights}  # fmt: skip

    def _team(self, row: Row) -> Row:
        channels = {name: None for name, value in row.items() if name.endswith("_channel") and CHANNEL.fullmatch(value or "")}
        return channels | {"id": self.workspace.team_id, "name": self.workspace.name, "bot_user_id": self.workspace.bot_user_id,
                           "desk_channel": self.desk_channel, "intake_channel": self.intake_channel}  # fmt: skip


def match(
    teams: Iterable[Row], members: Iterable[Row], workspace: Workspace, *, told: Mapping[str, str],
    desk_channel: str | None = None, intake_channel: str | None = None,
) -> Newcomers:  # fmt: skip
    """Who of the old members is who in the new workspace: first as the list `told` says, else by e-mail.

    DeskError where the backup is of several workspaces or of this one, the list names somebody who is not there, or two
    people would become one.
    """
    ids = [str(team["id"]) for team in teams]
    if len(ids) != 1:
        raise DeskError(f"The backup holds {len(ids)} workspaces; only a backup of one can be moved into another.")
    if ids[0] == workspace.team_id:
        raise DeskError("The backup is of this very workspace. Restore it without --workspace.")
    old = list(members)
    matched = _by_list(old, workspace, told)
    taken = {person.id for person in matched.values()}
    by_mail = _unambiguous(workspace.people)
    addresses = Counter(_folded(member["email"]) for member in old if member["email"])
    for member in old:
        mail = _folded(member["email"] or "")
        person = by_mail.get(mail)
        if (
            member["id"] not in matched
            and person
            and person.id not in taken
            and addresses[mail] == 1
            and not member["outsider"]
        ):
            matched[member["id"]] = person
    names = tuple(sorted(str(member["name"] or member["user_id"]) for member in old if member["id"] not in matched))
    return Newcomers(ids[0], workspace, matched, names, desk_channel, intake_channel)


def _by_list(old: list[Row], workspace: Workspace, told: Mapping[str, str]) -> dict[str, Profile]:
    found: dict[str, Profile] = {}
    for was, becomes in told.items():
        member = _one(
            was, [one for one in old if was == one["user_id"] or _folded(was) == _folded(one["email"] or "")], "backup"
        )
        people = [one for one in workspace.people if becomes == one.user_id or _folded(becomes) == _folded(one.email or "")]
        person = _one(becomes, people, "new workspace")
        if person.id in {one.id for one in found.values()}:
            raise DeskError(f"The list makes two people into {becomes}.")
        found[str(member["id"])] = person
    return found


def _one(asked: str, found: list[Any], where: str) -> Any:
    if len(found) != 1:
        raise DeskError(f"The list speaks of {asked}, of whom there are {len(found)} in the {where}.")
    return found[0]


def _unambiguous(people: Iterable[Profile]) -> dict[str, Profile]:
    by_mail: dict[str, list[Profile]] = {}
    for person in people:
        if person.email:
            by_mail.setdefault(_folded(person.email), []).append(person)
    return {mail: found[0] for mail, found in by_mail.items() if len(found) == 1}


def _folded(mail: str) -> str:
    return mail.strip().casefold()
