"""What may be printed of a contact, and when a country counts as confirmed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, UNCONFIRMED, lay

from booklet.insert import Check, Insert
from booklet.sources.countries import read_insert
from booklet.sources.load import Sources


def insert(folder: Path, text: str = CONFIRMED) -> Insert:
    lay(folder, {"XX.yaml": text})
    return read_insert(folder / "XX.yaml", "XX.yaml")


def test_a_contact_is_printed_if_its_file_trusts_it_and_names_a_source(tmp_path: Path) -> None:
    lead = insert(tmp_path).lead
    printable = {
        (confidence, bool(sources)): replace(lead, confidence=confidence, sources=sources).is_printable
        for confidence in ("high", "medium", "low")
        for sources in ((), lead.sources)
    }
    assert [key for key, is_printable in printable.items() if is_printable] == [("high", True), ("medium", True)]


def test_the_surest_contact_of_a_kind_comes_first_and_a_weak_one_not_at_all(tmp_path: Path) -> None:
    found = insert(tmp_path)
    contacts = tuple(
        replace(found.lead, id=confidence + str(number), confidence=confidence)
        for number, confidence in enumerate(("medium", "low", "high", "high"))
    )
    kind = replace(found, contacts=contacts).of_kind("helpline")
    assert [contact.id for contact in kind] == ["high2", "high3", "medium0"]
    assert [contact.id for contact in found.of_kind("support")] == ["friends"]


def test_a_country_is_confirmed_when_somebody_called_every_number_it_prints(tmp_path: Path) -> None:
    assert insert(tmp_path).is_confirmed
    assert not insert(tmp_path, UNCONFIRMED).is_confirmed


def test_a_number_that_is_never_printed_need_not_be_called(tmp_path: Path) -> None:
    assert "rumour" in CONFIRMED
    assert insert(tmp_path).is_confirmed
    assert not insert(tmp_path, CONFIRMED.replace("confidence: low", "confidence: medium")).is_confirmed


def test_an_insert_of_addresses_has_nothing_to_confirm(tmp_path: Path, sources: Sources) -> None:
    found = insert(tmp_path)
    contacts = tuple(replace(contact, numbers=(), checked=None) for contact in found.contacts)
    assert replace(found, contacts=contacts).is_confirmed
    assert sources.world.is_confirmed


@pytest.mark.parametrize("country", ["EG", "GB", "KE", "PH", "TH"])
def test_none_of_our_countries_claims_a_call_that_nobody_made(country: str, sources: Sources) -> None:
    found = sources.insert(country)
    assert [contact.id for contact in found.contacts if contact.checked] == []
    assert not found.is_confirmed


def test_one_call_does_not_confirm_another(tmp_path: Path) -> None:
    found = insert(tmp_path)
    check = Check("A. Tester", date(2026, 11, 20))
    for called in range(2):
        contacts = tuple(
            replace(contact, checked=check if number == called else None)
            for number, contact in enumerate(found.contacts[:2])
        )
        assert not replace(found, contacts=contacts).is_confirmed
