"""Who may do what. One question, asked when a thing is shown and again when it is submitted; it fails closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from bot.errors import NotAllowed, NotFound
from bot.models import Inquiry, Member, Role, Sensitivity

Action = Literal["pass_on", "look", "log", "work", "approve", "manage"]

RANK = {Role.NONE: 0, Role.VIEWER: 1, Role.OFFICER: 2, Role.APPROVER: 3, Role.ADMIN: 4}
WEIGHT = {Sensitivity.ROUTINE: 1, Sensitivity.SENSITIVE: 2, Sensitivity.CRISIS: 3}
NEEDS: dict[Action, Role] = {
    "pass_on": Role.NONE, "look": Role.VIEWER, "log": Role.OFFICER, "work": Role.OFFICER, "approve": Role.APPROVER,
    "manage": Role.ADMIN,
}  # fmt: skip
DOING: dict[Action, str] = {
    "pass_on": "pass messages to the press desk", "look": "look at the press desk", "log": "log inquiries",
    "work": "work on inquiries", "approve": "approve statements", "manage": "manage the press desk",
}  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """Who acts. `id` is `slack:<team>:<user>`; `outsider` is a guest, a bot or somebody from another workspace."""

    id: str
    team_id: str
    user_id: str
    name: str
    zone: str
    role: Role = Role.NONE
    approves: Sensitivity | None = None
    outsider: bool = True

    @classmethod
    def of(cls, member: Member) -> Actor:
        return cls(
            id=member.id, team_id=member.team_id, user_id=member.user_id, name=member.name, zone=member.zone,
            role=member.role, approves=member.approves, outsider=member.outsider,
        )  # fmt: skip

    @property
    def rank(self) -> int:
        return 0 if self.outsider else RANK[self.role]

    def may_approve(self, sensitivity: Sensitivity) -> bool:
        """Whether an approver of this level may approve words on this sensitivity (desk.md, Roles)."""
        enough = self.approves is not None and WEIGHT[self.approves] >= WEIGHT[sensitivity]
        return enough and self.rank >= RANK[Role.APPROVER]

    def may_work_on(self, matter: Matter) -> bool:
        """Whether they may log, draft and work on it."""
        return self.rank >= RANK[Role.OFFICER] and matter.known_to(self)

    def may_decide(self, matter: Matter, members: Collection[str] = ()) -> bool:
        """Whether their word counts in a step of an approval chain: of a step that names `members`, theirs alone, whatever
        their role is while they are on the desk; of one that names nobody, of whoever may approve the sensitivity."""
        if self.rank < RANK[Role.VIEWER] or not matter.known_to(self):
            return False
        return self.id in members if members else self.may_approve(matter.sensitivity)

    def may_stand_in(self, absent: Actor, matter: Matter) -> bool:
        """Whether they may decide for somebody who is away. A deputy gains no right over a sensitivity: for an approver only
        another one of that level stands in, for somebody who was merely named anybody on the desk does."""
        if self.id == absent.id or self.rank < RANK[Role.VIEWER] or not matter.known_to(self):
            return False
        return self.may_approve(matter.sensitivity) or not absent.may_approve(matter.sensitivity)


@dataclass(frozen=True)
class Matter:
    """What an inquiry is to authority: whose it is, how sensitive, and who is named on it."""

    team_id: str
    sensitivity: Sensitivity
    restricted: bool
    named: Collection[str] = field(default_factory=frozenset)
    reference: str = ""

    @classmethod
    def of(cls, inquiry: Inquiry, named: Collection[str]) -> Matter:
        return cls(inquiry.team_id, inquiry.sensitivity, inquiry.restricted, frozenset(named), inquiry.reference)

    def known_to(self, actor: Actor) -> bool:
        """A restricted matter exists only for those named on it; another team's for nobody here."""
        return self.team_id == actor.team_id and (not self.restricted or actor.id in self.named)


def authorize(actor: Actor, action: Action, matter: Matter | None = None) -> None:
    """Nothing where `actor` may do `action` (to `matter`), else NotAllowed, or NotFound where they may not know of it."""
    if actor.outsider:
        raise NotAllowed(
            "The press desk is for members of this workspace; guests and people from elsewhere can't use it. "
            "Please tell somebody on the staff."
        )
    if actor.rank < RANK[NEEDS[action]]:
        raise NotAllowed(
            f"You can't {DOING[action]} yet. Ask an admin of the press desk to change your role with `/press team`."
        )
    if matter is None:
        if action == "approve":
            raise NotAllowed("There is nothing to approve.")
        return
    if not matter.known_to(actor):
        raise NotFound(f"There is no {matter.reference}.")
    if action == "approve" and not actor.may_approve(matter.sensitivity):
        raise NotAllowed(
            f"This is {matter.sensitivity.value}: it needs an approver for {matter.sensitivity.value} matters, "
            f"and you approve {actor.approves.value + ' ones' if actor.approves else 'none yet'}."
        )
