"""Web addresses of country files: complete, safe to print, and those of the site that they seem to name."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from booklet.errors import Finding, Severity, Where
from booklet.sources.elsewhere import find_elsewhere
from booklet.text.markup import parse_markup
from booklet.words.folding import TWINS, fold_digits

LONGEST = 200

_ADDRESS = re.compile(r"https?://[!-~]+")

_SAID = re.compile(r"(?<![\w.-])((?:[\w-]+\.)+[^\W\d_]{2,})(?![\w-])\.?([/?#][^\s\])]*)?")
"""A host in words, in letters of any script, and what stands behind it."""

_FULL_STOPS = str.maketrans({"\u3002": ".", "\uff61": "."})
"""Full stops that browsers read as the dots of a host (UTS #46)."""

_HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def address_findings(address: str, where: Where) -> Iterator[Finding]:
    """Report what is wrong with an address; nothing is looked up."""
    parts = _split(address)
    if parts is None:
        hint = "write https:// and the host's name, in letters a to z (punycode where it has others)"
        yield Finding("wrong-address", where, f'"{address}" is no web address', hint)
        return
    host = host_of(address)
    if sent := find_elsewhere(host, _rest(parts)):
        yield Finding(sent.code, where, sent.message, sent.hint)
    if parts.scheme == "http":
        message, hint = f'"{address}" is not encrypted', "look whether it answers with https://, and write that"
        yield Finding("plain-address", where, message, hint, Severity.NOTE)
    yield from _find_foreign_letters(host, where)


def says_address(markup: str) -> bool:
    """Tell whether words contain an address.

    >>> says_address("[Take It Down](https://takeitdown.ncmec.org)"), says_address("Tell an adult you trust.")
    (True, False)
    """
    return any(_SAID.search(text) for text in _readings(markup))


def check_said_addresses(markup: str, known: frozenset[str], where: Where) -> Iterator[Finding]:
    """Report faults of the addresses in words: those that may lead elsewhere tomorrow, or look like others."""
    yield from dict.fromkeys(finding for text in _readings(markup) for finding in _check_said(text, known, where))


def find_refused_addresses(text: str, where: Where) -> Iterator[Finding]:
    """Yield what is wrong with the addresses in words that may have none that lead who knows where: errors alone."""
    said = check_said_addresses(text, frozenset(), where)
    yield from (finding for finding in said if finding.severity is Severity.ERROR)


@lru_cache(maxsize=4096)
def _readings(markup: str) -> tuple[str, ...]:
    """Return words as written, as printed, and the targets of their links, without characters that are not seen."""
    if markup.isascii() and "." not in markup and "%" not in markup:
        return ()
    rich = parse_markup(markup)
    said = dict.fromkeys((markup, rich.text, *(span.target for span in rich.spans)))
    return tuple(fold_digits(unquote(text)).translate(_FULL_STOPS) for text in said)


def _check_said(text: str, known: frozenset[str], where: Where) -> Iterator[Finding]:
    for found in _SAID.finditer(text):
        host = found[1].lower().removeprefix("www.")
        if sent := find_elsewhere(host, found[2] or ""):
            yield Finding(sent.code, where, sent.message, sent.hint)
        elif twin := find_look_alike(host, known):
            message = f'"{host}" looks like "{twin}"'
            yield Finding("look-alike", where, message, "compare it letter by letter", Severity.WARNING)
        else:
            yield from _find_foreign_letters(host, where)


def _find_foreign_letters(host: str, where: Where) -> Iterator[Finding]:
    """Report a host written in punycode, or with letters of scripts other than Latin."""
    shown = _decode_host(host)
    if shown.isascii():
        return
    mixed = any(_is_mixed(label) for label in shown.split("."))
    what = "mixes letters of several scripts" if mixed else "can look like another site"
    message = f'"{host}" is read as "{shown}", which {what}' if shown != host else f'"{host}" {what}'
    yield Finding("look-alike", where, message, "compare it letter by letter", Severity.WARNING)


def _is_mixed(label: str) -> bool:
    """Tell whether a part of a host mixes letters of Latin with those of another script.

    >>> _is_mixed("сhildline"), _is_mixed("детям"), _is_mixed("müller")
    (True, False, False)
    """
    names = [unicodedata.name(letter, "") for letter in label if letter.isalpha()]
    return len({name.startswith("LATIN") for name in names}) > 1


def host_of(address: str) -> str:
    """Return the host of an address, in small letters.

    >>> host_of("https://www.Childline.org.uk/help")
    'www.childline.org.uk'
    """
    return (urlsplit(address).hostname or "").lower()


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address that a reader can type: a named host, without user, port or brackets."""
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address) or set(address) & set("<>\"\\^`{|}[]()'"):
        return None
    parts = urlsplit(address)
    return parts if _HOST.fullmatch(parts.netloc.lower()) else None


def _rest(parts: SplitResult) -> str:
    """Return what follows the host of an address."""
    return urlunsplit(("", "", parts.path, parts.query, parts.fragment))


def _decode_host(host: str) -> str:
    if not host.isascii():
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


_TWINS = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "-": ""})


def find_look_alike(host: str, known: frozenset[str]) -> str:
    """Return a known host that a host could be mistaken for, "" if there is none.

    >>> find_look_alike("childl1ne.org.uk", frozenset({"childline.org.uk"}))
    'childline.org.uk'
    >>> find_look_alike("childline.org.uk", frozenset({"childline.org.uk"}))
    ''
    """
    plain = _decode_host(host.removeprefix("www."))
    if plain in known:
        return ""
    return _index_by_shape(known).get(_shape(plain), "")


@cache
def _index_by_shape(known: frozenset[str]) -> dict[str, str]:
    """Return hosts by how they look at a glance, the first of those that look alike."""
    return {_shape(host): host for host in sorted(known, reverse=True)}


def _shape(host: str) -> str:
    """Return how a host looks at a glance: `rn` as `m`, 1 as l, 0 as o, hyphens unseen."""
    return host.translate(TWINS).replace("rn", "m").replace("vv", "w").translate(_TWINS)
