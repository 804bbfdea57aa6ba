"""Publishers: which outlet an entry is of: by the host it is on, the source an aggregator names, or the feed it came with."""

from __future__ import annotations

from sqlmodel import Session, select

from bot import contacts
from bot.coverage import canonical
from bot.coverage.entries import Entry
from bot.models import Feed, Outlet
from bot.text import one_line

LONGEST_NAME = 200


class Publishers:
    """The outlets of one team for the entries of one feed, or of none. Those that are new are made in the session."""

    def __init__(self, session: Session, *, team_id: str, feed: Feed | None) -> None:
        self._session, self._team_id, self._feed = session, team_id, feed
        # Columns and not rows: a desk may have thousands, and one feed is of few.
        domains = session.exec(select(Outlet.id, Outlet.domains).where(Outlet.team_id == team_id)).all()
        self._by_domain = {domain.lower(): outlet for outlet, each in domains if outlet for domain in each}
        self._by_name: dict[str, Outlet] = {}
        self._met: dict[int, Outlet] = {}
        self._passes_on = feed is not None and canonical.is_aggregator(feed.url)
        own = feed.outlet_id if feed is not None and not self._passes_on else None
        self._own = session.get(Outlet, own) if own is not None else None
        if self._own is not None and feed is not None:
            self._learn(self._own, canonical.host(feed.site))

    def of(self, entry: Entry) -> Outlet | None:
        """The outlet of an entry; None where nothing says whose it is."""
        host = canonical.host(entry.link) if entry.own_link and not canonical.is_aggregator(entry.link) else ""
        if found := self._on(host):
            return found
        named = one_line(entry.outlet)[:LONGEST_NAME]
        if named and (self._passes_on or self._feed is None):
            return self._on(canonical.host(entry.outlet_address)) or self._named(named)
        if self._own is not None:
            return self._own
        if host:
            found = self._named(host[:LONGEST_NAME])
            self._learn(found, host)
            return found
        return self._named(named) if named else None

    def names(self, outlet: Outlet | None) -> list[str]:
        """What the outlet may call itself in its titles."""
        feed = [self._feed.title] if self._feed is not None and not self._passes_on else []
        return [outlet.name, *outlet.domains, *feed] if outlet is not None else feed

    def _on(self, host: str) -> Outlet | None:
        """The outlet that publishes on a host or on one it is part of."""
        while host:
            if (found := self._by_domain.get(host)) is not None:
                if found not in self._met:
                    self._met[found] = self._session.get_one(Outlet, found)
                return self._met[found]
            host = host.partition(".")[2]
        return None

    def _named(self, name: str) -> Outlet:
        if name not in self._by_name:
            self._by_name[name] = contacts.outlet(self._session, team_id=self._team_id, name=name)
        return self._by_name[name]

    def _learn(self, outlet: Outlet, host: str) -> None:
        """Notes that the outlet publishes on the host, unless it is known to be another's."""
        if host and self._on(host) is None and not canonical.is_aggregator(f"https://{host}/"):
            outlet.domains = [*outlet.domains, host]
            self._by_domain[host] = outlet.id or 0
            self._session.add(outlet)
