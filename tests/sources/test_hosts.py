"""Addresses lead to hosts that we list or that a contact's sources are on; what looks like one of ours is told."""

from copy import copy
from pathlib import Path

import pytest
from forgetting import forget
from projects import CONFIRMED, COUNTRY, lay, only

from booklet.errors import Severity
from booklet.facts.insert import ContactFact, Insert
from booklet.machine.store import FOLDER, open_store
from booklet.make.build import open_sources
from booklet.sources import countries, hosts
from booklet.sources.countries import examine_country, read_insert
from booklet.sources.folders import Folders, open_folders
from booklet.sources.hosts import host_findings, list_hosts
from booklet.sources.load import Sources
from booklet.values import replace


@pytest.fixture(scope="module")
def listed() -> frozenset[str]:
    return list_hosts(open_folders())


def with_web(folder: Path, web: str) -> Insert:
    lay(folder, {"XX.yaml": CONFIRMED})
    found = read_insert(folder / "XX.yaml", "XX.yaml")
    contacts: tuple[ContactFact, ...] = (replace(found.contacts[0], web=web),)
    return replace(found, contacts=contacts)


def test_our_own_countries_lead_to_hosts_that_we_list(listed: frozenset[str], sources: Sources) -> None:
    assert len(listed) > 120
    assert [finding for code in sources.countries() for finding in host_findings(sources.insert(code), listed)] == []


def test_countries_are_read_for_their_hosts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = lay(tmp_path, {COUNTRY: CONFIRMED, COUNTRY.replace("XX", "XY"): CONFIRMED.replace("XX", "XY")})
    read: list[object] = []

    def counted(folders: Folders) -> frozenset[str]:
        read.append(folders)
        return list_hosts(folders)

    monkeypatch.setattr("booklet.sources.load.list_hosts", counted)
    sources = open_sources(project)
    told = [copy(sources).insert_notes(country) for country in ("XX", "XY", "XX", "KE")]
    assert len(read) == 1 and told[0] == told[2] and told[0]


def test_hosts_are_found_for_the_next_command_until_a_country_says_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    found: list[tuple[set[str], int]] = []
    for host in ("first.example", "first.example", "other.example"):
        own = lay(tmp_path / "own", {COUNTRY: CONFIRMED.replace("line.example/\n", f"{host}/\n")})
        forget(countries, hosts)
        with open_store():
            found.append(({*list_hosts(Folders(own))}, examine_country.cache_info().misses))
    first, other = {"first.example", "rumour.example"}, {"other.example", "rumour.example"}
    assert found == [(first, 1), (first, 0), (other, 1)]


def test_a_host_that_a_source_is_on_is_listed(tmp_path: Path, listed: frozenset[str]) -> None:
    assert list(host_findings(with_web(tmp_path, "https://www.line.example/chat"), listed)) == []


def test_another_host_is_told(tmp_path: Path, listed: frozenset[str]) -> None:
    found = only(host_findings(with_web(tmp_path, "https://elsewhere.example/"), listed))
    assert (found.code, found.severity) == ("unlisted-host", Severity.WARNING)


def test_a_host_that_looks_like_one_of_ours_is_told(tmp_path: Path, listed: frozenset[str]) -> None:
    assert only(host_findings(with_web(tmp_path, "https://chi1dline.org.uk/"), listed)).code == "look-alike"
