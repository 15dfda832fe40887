"""Our country files say what the snapshot of the facts says, number by number, and print nothing it does not trust."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from booklet.facts.insert import Insert
from booklet.sources.folders import open_folders
from booklet.sources.load import Sources

SNAPSHOT = open_folders().own / "tools" / "facts" / "helplines.yaml"

Facts = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def facts() -> Facts:
    """The entries of the snapshot by country."""
    found = yaml.load(SNAPSHOT.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {country["country"]: country["entries"] for country in found}


def inserts(facts: Facts, sources: Sources) -> list[tuple[Insert, list[dict[str, Any]]]]:
    return [(sources.insert(code), entries) for code, entries in facts.items()]


def test_every_country_of_the_snapshot_is_shipped(facts: Facts, sources: Sources) -> None:
    assert len(facts) == 135
    assert set(sources.countries()) == {*facts, "001"}


def test_shipped_numbers_are_those_of_the_snapshot(facts: Facts, sources: Sources) -> None:
    for insert, entries in inserts(facts, sources):
        shipped = {number.printed for contact in insert.contacts for number in contact.numbers}
        assert shipped == {phone["printed"] for entry in entries for phone in entry.get("phones", [])}, insert.country


def test_every_other_number_and_address_stands_in_the_snapshot_too(facts: Facts, sources: Sources) -> None:
    for insert, entries in inserts(facts, sources):
        said = " ".join(f"{entry.get('other_contact', '')} {entry.get('note', '')}" for entry in entries)
        sites = {entry.get("website", "") for entry in entries}
        for contact in insert.contacts:
            others = (contact.abroad, contact.whatsapp, *contact.sms)
            assert [text for text in others if text not in said] == [], contact.id
            assert contact.web in {*sites, ""}, contact.id


def test_a_contact_is_as_sure_as_the_entry_it_is_from(facts: Facts, sources: Sources) -> None:
    for insert, entries in inserts(facts, sources):
        of_number = {phone["printed"]: entry for entry in entries for phone in entry.get("phones", [])}
        twice = [phone["printed"] for entry in entries for phone in entry.get("phones", [])]
        for contact in insert.contacts:
            for number in contact.numbers:
                if twice.count(number.printed) == 1:
                    assert contact.confidence == of_number[number.printed]["confidence"], contact.id


def test_a_number_of_several_services_is_the_one_the_snapshot_names(facts: Facts, sources: Sources) -> None:
    checked = 0
    for insert, entries in inserts(facts, sources):
        notes = " ".join(entry.get("note", "") for entry in entries if entry["kind"] == "emergency")
        for contact in insert.contacts:
            for number in contact.numbers:
                if number.service and re.search(rf"\b{number.printed} ", notes):
                    assert re.search(rf"\b{number.printed} [a-z, ]*{number.service}", notes), (insert.country, number)
                    checked += 1
    assert checked > 150


def test_what_no_source_that_opens_supports_is_kept_and_not_printed(sources: Sources) -> None:
    contacts = [contact for code in sources.countries() for contact in sources.insert(code).contacts]
    closed = [contact for contact in contacts if not any(source.is_open for source in contact.sources)]
    assert len(closed) > 5
    assert not any(contact.is_printable for contact in closed)


@pytest.mark.slow
def test_the_files_are_what_the_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SNAPSHOT.parents[1]))
    from countries import country_texts

    folder = SNAPSHOT.parents[2] / "translations" / "countries"
    texts = country_texts()
    assert [code for code, text in texts.items() if Path(folder / f"{code}.yaml").read_text("utf-8") != text] == []
