"""Endpoints: where a model is, whether that is on our own ground, and how much was asked of it today."""

from __future__ import annotations

import ipaddress
from datetime import datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.models.llm import Generation

#: RFC 1918, RFC 4193 and this machine: addresses that no stranger's server has.
_OWN = tuple(
    ipaddress.ip_network(one) for one in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
UNTOLD = 2_000  # Tokens that a call counts as whose endpoint did not say how many it took: a prompt of usual length.
FREE = ("rate_limited", "unavailable", "unreachable", "denied", "rejected")  # Nothing was read, so nothing was spent.


def host(url: str) -> str:
    """The host in an endpoint's address, empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_local(url: str) -> bool:
    """Whether the endpoint is this machine or an address of a private network. Names other than localhost are not looked up:
    what a name means can change between the question and the call."""
    name = host(url)
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost"
    return any(address in network for network in _OWN if network.version == address.version)


def spent(session: Session, *, now: datetime, zone: str) -> int:
    """The tokens of all calls since midnight in `zone`, as the endpoint counted them; `UNTOLD` for one that it did not count."""
    local = now.astimezone(ZoneInfo(zone))
    midnight = datetime.combine(local.date(), time(), tzinfo=local.tzinfo)
    today = (Generation.at >= midnight, col(Generation.outcome).not_in(FREE))
    told = select(func.sum(func.coalesce(Generation.tokens_in, 0) + func.coalesce(Generation.tokens_out, 0))).where(*today)
    untold = select(func.count()).select_from(Generation).where(*today, col(Generation.tokens_in).is_(None))
    return int(session.exec(told).one() or 0) + UNTOLD * session.exec(untold).one()
