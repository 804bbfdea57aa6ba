"""Addresses that may be fetched: pages of the public web, and what FEED_ALLOW names; never this machine or the network round it.

Sources of the rules: the registries of special-purpose addresses (IANA, RFC 6890), RFC 6598 (carriers), RFC 6052 (NAT64), RFC 3056
(6to4), RFC 4380 (Teredo), and how browsers read hosts that end in a number (https://url.spec.whatwg.org/#concept-host-parser).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

import idna

from bot.errors import DeskError
from bot.settings import Settings

PORTS = {"http": 80, "https": 443}
USUAL_PORTS = {80, 443, 8080, 8443}
LONGEST = 2_000

IP = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_HERE = tuple(ip_network(one) for one in ("127.0.0.0/8", "0.0.0.0/8", "::1/128", "::/128"))
_PRIVATE = tuple(
    ip_network(one) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10")
)
_NEIGHBOURS = tuple(ip_network(one) for one in ("169.254.0.0/16", "fe80::/10"))
_SPECIAL = tuple(
    ip_network(one)
    for one in (
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "3fff::/20",
    )
)  # fmt: skip
_PUBLIC_SIX = IPv6Network("2000::/3")
_SIX_TO_FOUR, _NAT64 = IPv6Network("2002::/16"), IPv6Network("64:ff9b::/96")
# Where clouds keep the keys of their machines. No intranet is there, so nothing allows it.
_KEYS = {
    ip_address(one)
    for one in ("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254")
}
_KEY_HOSTS = {"metadata", "metadata.google.internal", "instance-data", "metadata.azure.internal"}
_INSIDE = (
    "localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa", "test", "invalid", "onion",
)  # fmt: skip
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)


class Forbidden(DeskError):
    """The address is not fetched; `str()` says why, and what an administrator can do about it."""


@dataclass(frozen=True)
class Place:
    """Where an address leads: `url` as it is asked for, in ASCII and without a fragment."""

    url: str
    scheme: str
    host: str
    port: int


@dataclass(frozen=True)
class Allowed:
    """What FEED_ALLOW names: hosts (`feeds.example`, `feeds.example:8090`) and networks (`10.1.0.0/16`)."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> Allowed:
        """What the settings allow."""
        hosts, networks = set(), []
        for each in (one.strip().lower() for one in settings.feed_allow.split(",")):
            try:
                networks.append(ip_network(each, strict=False))
            except ValueError:
                hosts.add(each.strip("[]") if each.count(":") != 1 else each)
        return cls(frozenset(hosts - {""}), tuple(networks))

    def names(self, host: str, port: int) -> bool:
        """Whether the host itself is named, or an address whose network is."""
        return bool({host, f"{host}:{port}"} & self.hosts) or ((ip := _ip(host)) is not None and self.holds(ip))

    def holds(self, ip: IP) -> bool:
        """Whether a network that is named holds the address."""
        return any(ip in network for network in self.networks if network.version == ip.version)


def place(address: str, *, allowed: Allowed) -> Place:
    """Where an address leads, as far as that can be told without looking its host up; Forbidden where it may not be asked."""
    try:
        parts = urlsplit(address.strip())
        written, port = parts.hostname or "", parts.port
    except ValueError:
        raise Forbidden(f"{_shown(address)} is no address of a page.") from None
    if len(address) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", address.strip()):
        raise Forbidden(
            f"{_shown(address)} is no address of a page: it is too long, or has spaces or other odd characters in it."
        )
    if parts.scheme not in PORTS:
        raise Forbidden(f"{_shown(address)} does not begin with http:// or https://, and nothing else is fetched.")
    if "@" in parts.netloc:
        raise Forbidden("The address has a user name or a password in it. Addresses are shown to colleagues; use one without.")
    if not written:
        raise Forbidden(f"{_shown(address)} names no host.")
    host = _host(written)
    port = port or PORTS[parts.scheme]
    if not allowed.names(host, port):
        _check_name(host)
        if port not in USUAL_PORTS:
            raise Forbidden(
                f"{host} is to be asked at port {port}, where websites are not. If a feed of yours is there, an administrator can "
                f"allow {host}:{port} with FEED_ALLOW."
            )
    netloc = f"[{host}]" if ":" in host else host
    if port != PORTS[parts.scheme]:
        netloc += f":{port}"
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe=_QUERY)}" if parts.query else ""
    )
    return Place(f"{parts.scheme}://{netloc}{target}", parts.scheme, host, port)


_QUERY = "/%:@!$&'()*+,;=~-._?[]|"


def checked(host: str, port: int, found: Iterable[str], *, allowed: Allowed) -> tuple[list[str], bool]:
    """The addresses a host may be reached at, and whether they are inside, on an allow-list.

    Forbidden where one of them is none of the public web's: whoever answers for the host could choose that one.
    """
    ips = [ip_address(one.split("%")[0]) for one in found]
    inside = False
    for ip in ips:
        plain = _embedded(ip)
        if plain in _KEYS or ip in _KEYS:
            raise Forbidden(
                f"{host} leads to the address where a cloud keeps its machines' keys ({ip}). That is never fetched."
            )
        reason = _reason(ip)
        if reason and not (allowed.names(host, port) or allowed.holds(ip) or allowed.holds(plain)):
            where = "is" if str(ip) == host else "leads to"
            shown = "" if str(ip) == host else f" ({ip})"
            raise Forbidden(
                f"{host} {where} {reason}{shown}. If that is your intranet, an administrator can allow it with FEED_ALLOW."
            )
        inside = inside or bool(reason)
    return [str(ip) for ip in ips], inside


def _host(written: str) -> str:
    """The host in lower-case ASCII, as it will be looked up."""
    if "%" in written:
        raise Forbidden(f"{_shown(written)} is no host: it has a zone or an escaped character in it.")
    host = written.lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii").lower()
        except (idna.IDNAError, UnicodeError):
            raise Forbidden(f"{_shown(written)} is no host name.") from None
        if "xn--" not in host:
            raise Forbidden(f"{_shown(written)} is written in letters that only look like {host}. Write it plainly.")
    if ":" in host:
        try:
            return str(IPv6Address(host))
        except ValueError:
            raise Forbidden(f"{_shown(written)} is no host.") from None
    if host.endswith("."):
        raise Forbidden(f"{_shown(written)} ends in a dot. Write the host without it.")
    last = host.rpartition(".")[2]
    if _NUMBER.fullmatch(last):
        try:
            return str(IPv4Address(host))
        except ValueError:
            raise Forbidden(f"{_shown(written)} is a number that hides an address. Write the site's name instead.") from None
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise Forbidden(f"{_shown(written)} is no host name.")
    return host


def _check_name(host: str) -> None:
    """Forbidden for names that mean this machine, a cloud's keys or something of a local network; addresses are checked as such."""
    if (ip := _ip(host)) is not None:
        checked(host, 0, [str(ip)], allowed=Allowed())
    elif host in _KEY_HOSTS:
        raise Forbidden(f"{host} is where a cloud keeps its machines' keys. That is never fetched.")
    elif "." not in host or host.endswith(tuple(f".{one}" for one in _INSIDE)):
        raise Forbidden(
            f"{host} is a name inside a private network, not one of the public web. If that is your intranet, an administrator can "
            "allow it with FEED_ALLOW."
        )


def _reason(ip: IP) -> str:
    """What is wrong with an address, in words that follow "leads to"; empty where it is one of the public web's."""
    plain = _embedded(ip)
    if _within(plain, _HERE):
        return "this machine itself"
    if _within(plain, _PRIVATE):
        return "an address inside a private network"
    if _within(plain, _NEIGHBOURS):
        return "an address that is only valid on the local network"
    if _within(plain, _SPECIAL) or (plain.version == 6 and plain not in _PUBLIC_SIX):
        return "an address that no website has"
    return ""


def _embedded(ip: IP) -> IP:
    """The IPv4 address that stands within an IPv6 one, where it does."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip in _SIX_TO_FOUR:
        return IPv4Address((int(ip) >> 80) & 0xFFFFFFFF)
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _within(ip: IP, networks: Iterable[Network]) -> bool:
    return any(ip in network for network in networks if network.version == ip.version)


def _ip(host: str) -> IP | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _shown(text: str) -> str:
    """Foreign text within a sentence of ours: printable and short."""
    plain = "".join(letter for letter in text if letter.isprintable()).strip()
    return f"“{plain[:80]}…”" if len(plain) > 80 else f"“{plain}”"
