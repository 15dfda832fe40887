"""Hosts that addresses may lead to: those of our own contacts, and those of a contact's own sources."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from booklet.errors import Finding, Severity
from booklet.facts.insert import ContactFact, Insert
from booklet.sources.addresses import find_look_alike, host_of
from booklet.sources.countries import read_country
from booklet.sources.folders import Folders


def list_hosts(folders: Folders) -> frozenset[str]:
    """Return the hosts of all contacts that we ship, without `www.`; the files are read once, until one changes."""
    paths = sorted((folders.own / "translations/countries").glob("*.yaml"))
    return _read_hosts(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@lru_cache(maxsize=2)
def _read_hosts(files: tuple[tuple[Path, int, int], ...]) -> frozenset[str]:
    inserts = (read_country(path, path.name)[0] for path, _, _ in files)
    return frozenset(
        _strip_host(contact.web) for insert in inserts if insert for contact in insert.contacts if contact.web
    )


def host_findings(insert: Insert, listed: frozenset[str]) -> Iterator[Finding]:
    """Report hosts that look like a listed one, and those that no source of their contact is on."""
    for contact in insert.contacts:
        host = _strip_host(contact.web)
        if not host or host in listed:
            continue
        twin = find_look_alike(host, listed)
        if twin:
            message = f'"{host}" looks like "{twin}"'
            yield Finding("look-alike", contact.where, message, "compare it letter by letter", Severity.WARNING)
        elif host not in _source_hosts(contact):
            message = f'no source of "{contact.id}" is on {host}'
            hint = "add a source on that site, so that others can compare the address"
            yield Finding("unlisted-host", contact.where, message, hint, Severity.WARNING)


def _source_hosts(contact: ContactFact) -> set[str]:
    return {_strip_host(source.address) for source in contact.sources if source.is_open}


def _strip_host(address: str) -> str:
    return host_of(address).removeprefix("www.")
