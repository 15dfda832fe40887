"""Hosts that addresses may lead to: those of our own contacts, and those of a contact's own sources."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from booklet.errors import Finding, Severity
from booklet.facts.insert import ContactFact, Insert
from booklet.machine.store import kept
from booklet.sources.addresses import find_look_alike, host_of
from booklet.sources.countries import examine_country
from booklet.sources.folders import Folders
from booklet.sources.yamlfile import read_text


def list_hosts(folders: Folders) -> frozenset[str]:
    """Return the hosts of all contacts that we ship, without `www.`; the files are read once, until one changes."""
    paths = sorted((folders.own / "translations/countries").glob("*.yaml"))
    return _read_hosts(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@lru_cache(maxsize=2)
def _read_hosts(files: tuple[tuple[Path, int, int], ...]) -> frozenset[str]:
    return frozenset(_find_hosts(tuple((read_text(path, path.name), path.name) for path, _, _ in files)))


@kept("hosts")
def _find_hosts(texts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the hosts of the contacts of country files, each file given as its text and its name."""
    inserts = (examine_country(text, name, name.partition(".")[0])[0] for text, name in texts)
    found = {_strip_host(contact.web) for insert in inserts if insert for contact in insert.contacts if contact.web}
    return tuple(sorted(found))


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
