"""Web addresses of country files: whole, safe to print, and those of the site they seem to be."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from booklet.errors import Finding, Severity, Where

LONGEST = 200

SHORTENERS = frozenset(
    {
        *("bit.ly", "buff.ly", "cutt.ly", "dub.co", "goo.gl", "is.gd", "lnkd.in", "linktr.ee", "ow.ly", "qr.io"),
        *("qrco.de", "rb.gy", "rebrand.ly", "s.id", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "v.gd"),
    }
)
"""Hosts whose addresses lead anywhere their owner likes tomorrow."""

_ADDRESS = re.compile(r"https?://[!-~]+")

_HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def address_findings(address: str, where: Where) -> Iterator[Finding]:
    """Report what is wrong with an address; nothing is looked up."""
    parts = _split(address)
    if parts is None:
        hint = "write https:// and the host's name, in letters a to z (punycode where it has others)"
        yield Finding("wrong-address", where, f'"{address}" is no web address', hint)
        return
    host = host_of(address)
    if host.removeprefix("www.") in SHORTENERS:
        hint = "write the address it leads to"
        yield Finding("short-address", where, f'"{host}" shortens addresses: it can lead elsewhere tomorrow', hint)
    if parts.scheme == "http":
        message, hint = f'"{address}" is not encrypted', "look whether it answers with https://, and write that"
        yield Finding("plain-address", where, message, hint, Severity.NOTE)
    if "xn--" in host:
        message = f'"{host}" is read as "{_decoded(host)}", which can look like another site'
        yield Finding("look-alike", where, message, "compare it letter by letter", Severity.WARNING)


def host_of(address: str) -> str:
    """Return the host of an address, in small letters.

    >>> host_of("https://www.Childline.org.uk/help")
    'www.childline.org.uk'
    """
    return (urlsplit(address).hostname or "").lower()


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address a reader can type: a named host, and neither a user, a port nor brackets."""
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address) or set(address) & set("<>\"\\^`{|}[]()'"):
        return None
    try:
        parts = urlsplit(address)
        is_plain = parts.username is None and parts.port is None and parts.hostname is not None
    except ValueError:
        return None
    return parts if is_plain and _HOST.fullmatch(parts.netloc.lower()) else None


def _decoded(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


_TWINS = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "-": ""})


def look_alike(host: str, known: frozenset[str]) -> str:
    """Return a known host that another one could be taken for, or nothing.

    >>> look_alike("childl1ne.org.uk", frozenset({"childline.org.uk"}))
    'childline.org.uk'
    >>> look_alike("childline.org.uk", frozenset({"childline.org.uk"}))
    ''
    """
    plain = host.removeprefix("www.")
    if plain in known:
        return ""
    return next((other for other in sorted(known) if _shape(other) == _shape(plain)), "")


def _shape(host: str) -> str:
    """Return how a host looks at a glance: `rn` as `m`, 1 as l, 0 as o, hyphens unseen."""
    return host.replace("rn", "m").replace("vv", "w").translate(_TWINS)
