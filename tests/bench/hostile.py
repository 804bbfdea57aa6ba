"""Hostile feeds and addresses: what each costs, and whether it is refused. Feeds are read as the desk reads them, in a process of
their own; nothing is asked of any address."""

from __future__ import annotations

import ipaddress
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from bot.coverage import addresses, readings
from bot.coverage.addresses import Allowed, Forbidden
from bot.coverage.entries import Refused

Line = tuple[str, str, str]
XML = b"<?xml version='1.0'?>"
ADDRESSES = (
    "http://127.0.0.1/", "http://127.8.9.10:8080/", "http://0.0.0.0/", "http://[::1]/", "http://[::]/", "http://10.0.0.1/",
    "http://172.16.0.1/", "http://192.168.1.1/", "http://[fd12:3456::1]/", "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[2002:7f00:1::]/", "http://[64:ff9b::10.0.0.1]/",
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://017700000001/", "http://0177.0.0.1/", "http://127.1/",
    "http://127.0.0.1./", "http://１２７.０.０.１/", "http://127。0。0。1/", "http://localhost/", "http://mara@127.0.0.1/",
    "http://gazette.example\\@127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "http://gazette.example:22/", "ftp://gazette.example/",
    "http://[::127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://100.64.0.1/", "http://198.18.0.1/", "http://[ff02::1]/",
)  # fmt: skip


def bodies() -> dict[str, bytes]:
    """Feeds that are meant to hurt."""

    def rss(inside: bytes, *, before: bytes = b"") -> bytes:
        return XML + before + b"<rss><channel>" + inside + b"</channel></rss>"

    laughs = b"".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 5}'>".encode() for n in range(1, 30))
    return {
        "billion laughs": rss(b"<title>&a29;</title>", before=b"<!DOCTYPE l [<!ENTITY a0 'ha'>" + laughs + b"]>"),
        "quadratic entities": rss(b"<title>" + b"&a;" * 50_000 + b"</title>", before=b"<!DOCTYPE l [<!ENTITY a '" + b"x" * 50_000 + b"'>]>"),
        "file entity": rss(b"<item><title>&a;</title></item>", before=b"<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
        "entity from the net": rss(b"<item><title>&a;</title></item>", before=b"<!DOCTYPE l SYSTEM 'http://192.0.2.1/x.dtd'>"),
        "300,000 items": rss(b"<item><title>x</title></item>" * 300_000),
        "200,000 deep": rss(b"<a>" * 200_000 + b"</a>" * 200_000),
        "title of 30 MB": rss(b"<item><title>" + b"x" * 30_000_000 + b"</title></item>"),
        "title of 4.9 MB": rss(b"<item><title>" + b"x" * 4_900_000 + b"</title></item>"),
        "title of entities": rss(b"<item><title>" + b"&amp;" * 900_000 + b"</title></item>"),
        "title of tags": rss(b"<item><title><![CDATA[" + b"<b>" * 900_000 + b"]]></title></item>"),
        "title of open marks": rss(b"<item><title>" + b"<" * 500_000 + b"</title></item>"),
        "20,000 attributes": rss(b"<item " + b" ".join(b"a%d='x'" % n for n in range(20_000)) + b"/>"),
        "JSON 200,000 deep": b'{"items":' + b"[" * 200_000,
        "JSON of 250,000 items": b'{"items":[' + b",".join(b'{"title":"%d"}' % n for n in range(250_000)) + b"]}",
        "nothing closed": b"<rss><channel>" + b"<item><title>x" * 100_000,
        "XHTML 900 deep, 300 times": b"<feed>" + (b"<entry><content type='xhtml'>" + b"<div>" * 900 + b"x" + b"</div>" * 900 + b"</content></entry>") * 300 + b"</feed>",
    }  # fmt: skip


def reached(_: Path) -> Iterator[Line]:
    """The rows of the table of targets. What is not refused is read in part, at the same cost at most."""
    refused, slowest, name, all_bodies = 0, 0.0, "", bodies()
    readings.entries(XML + b"<rss><channel><item><title>x</title></item></channel></rss>")
    for told, body in all_bodies.items():
        began = time.perf_counter()
        try:
            readings.entries(body)
        except Refused:
            refused += 1
        took = time.perf_counter() - began
        if took > slowest:
            slowest, name = took, told
    readings._readers().close()  # Only of ended processes can it be told what they took.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield (
        f"hostile feeds, {len(all_bodies)} kinds: refused; the slowest",
        "all refused or cut; < 10 s",
        f"{refused}; {slowest:.1f} s",
    )
    yield f"  the slowest was {name}; memory", "< 512 MB", f"{most:,.0f} MB"
    yield f"hostile addresses, {len(ADDRESSES)} forms: refused", "all", f"{sum(map(_is_refused, ADDRESSES))}"


def _is_refused(address: str) -> bool:
    """By its form, or by where it leads where it names an address itself."""
    try:
        place = addresses.place(address, allowed=Allowed())
        ipaddress.ip_address(place.host)
        addresses.checked(place.host, place.port, [place.host], allowed=Allowed())
    except (Forbidden, ValueError) as why:
        return isinstance(why, Forbidden)
    return False
