"""The invented papers of Northcoast: who they are, and what kind of feed each of them has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a paper's feed is written. `snippets` is RSS with the beginning of each article, as many papers have it."""

    RSS = "rss"
    SNIPPETS = "snippets"
    ATOM = "atom"
    JSON = "json"


@dataclass(frozen=True)
class Paper:
    """One paper. `tier` is what the demo's desk makes of it; `form` is None for a paper without a feed."""

    key: str
    name: str
    host: str
    tier: int
    form: Form | None
    reporter: str

    @property
    def file(self) -> str:
        """The last part of its feed's address."""
        return f"{self.key}.json" if self.form is Form.JSON else f"{self.key}.xml"


PAPERS = {
    paper.key: paper
    for paper in (
        Paper("gazette", "Eastmarsh Gazette", "eastmarshgazette.example", 2, Form.RSS, "Wren Castellane"),
        Paper("tonight", "Northcoast Tonight", "northcoasttonight.example", 1, Form.ATOM, "Ines Halloway"),
        Paper("ledger", "The Quarterly Ledger", "quarterlyledger.example", 1, Form.RSS, "Bram Ostrander"),
        Paper("tide", "Tide FM", "tidefm.example", 2, Form.JSON, "Odile Farrant"),
        Paper("post", "Saltmarsh Post", "saltmarshpost.example", 3, Form.SNIPPETS, "Linnea Brandvold"),
        Paper("echo", "Northcoast Echo", "northcoastecho.example", 2, Form.ATOM, "Perrin Lockyer"),
        Paper("herald", "Marram Herald", "marramherald.example", 3, Form.RSS, "Sunniva Tate"),
        Paper("weekly", "Charity Worker Weekly", "charityworkerweekly.example", 2, None, "Ottoline Reyes"),
    )
}
ALERTS = "alerts.xml"
