"""What may be printed of a contact."""

from pathlib import Path

import pytest
from projects import CONFIRMED, lay

from booklet.facts.insert import ContactFact, Insert
from booklet.sources.countries import read_insert
from booklet.sources.load import Sources
from booklet.values import replace


def insert(folder: Path, text: str = CONFIRMED) -> Insert:
    lay(folder, {"XX.yaml": text})
    return read_insert(folder / "XX.yaml", "XX.yaml")


@pytest.fixture
def line(tmp_path: Path) -> ContactFact:
    """A contact of high confidence with a source, as if nobody had called."""
    return replace(insert(tmp_path).contacts[0], checked=None)


def test_a_contact_is_printed_if_its_file_trusts_it_and_names_a_source(line: ContactFact) -> None:
    printable = {
        (confidence, bool(sources)): replace(line, confidence=confidence, sources=sources).is_printable
        for confidence in ("high", "medium", "low")
        for sources in ((), line.sources)
    }
    assert [key for key, is_printable in printable.items() if is_printable] == [("high", True), ("medium", True)]


def test_what_is_withheld_or_withdrawn_is_kept_and_not_printed(tmp_path: Path) -> None:
    for key, value in (("withheld", "for parents"), ("withdrawn", "2026-10-01")):
        text = CONFIRMED.replace("  - id: friends\n", f"  - id: friends\n    {key}: {value}\n")
        found = insert(tmp_path, text)
        assert [contact.id for contact in found.contacts] == ["example-line", "friends", "rumour"]
        assert found.of_kind("support") == ()


def test_the_surest_contact_of_a_kind_comes_first_and_a_weak_one_not_at_all(tmp_path: Path) -> None:
    found = insert(tmp_path)
    contacts = tuple(
        replace(found.contacts[0], id=confidence + str(number), confidence=confidence)
        for number, confidence in enumerate(("medium", "low", "high", "high"))
    )
    kind = replace(found, contacts=contacts).of_kind("helpline")
    assert [contact.id for contact in kind] == ["high2", "high3", "medium0"]
    assert [contact.id for contact in found.of_kind("support")] == ["friends"]


def test_none_of_our_countries_claims_a_call_that_nobody_made(sources: Sources) -> None:
    checked = [
        (country, contact.id)
        for country in sources.countries()
        for contact in sources.insert(country).contacts
        if contact.checked
    ]
    assert checked == []
