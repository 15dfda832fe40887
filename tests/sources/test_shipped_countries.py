"""Our country files say what the snapshots of the facts say, number by number, and print nothing these do not trust."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from booklet.facts.insert import ContactFact, Insert
from booklet.facts.practice import STATE_RUN
from booklet.sources.folders import open_folders
from booklet.sources.load import Sources

FACTS = open_folders().own / "tools" / "facts"
SNAPSHOT = FACTS / "helplines.yaml"

STATE_LINES = {
    **{"NO": "alarm-phone", "BD": "child-helpline", "PE": "linea-anna", "CO": "linea-141", "AR": "linea-102"},
    **{"FR": "children-in-danger", "KE": "childline", "IN": "childline", "LK": "childline-sri-lanka"},
}
"""Lines that are a part of the state or of child protection, or tell others what they hear."""

Facts = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def facts() -> Facts:
    """The entries of the snapshot by country."""
    return {country["country"]: country["entries"] for country in load("helplines")}


def load(name: str) -> Any:
    text = (FACTS / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@pytest.fixture(scope="module")
def corrections() -> dict[str, dict[str, Any]]:
    """What was found later, by country and contact."""
    found: dict[str, dict[str, Any]] = load("corrections")
    return found


def new_contacts(corrections: dict[str, dict[str, Any]], code: str) -> Iterator[dict[str, Any]]:
    """Yield the places that a correction adds to a country."""
    yield from (change["new"] for change in corrections.get(code, {}).values() if "new" in change)


def inserts(facts: Facts, sources: Sources) -> list[tuple[Insert, list[dict[str, Any]]]]:
    return [(sources.insert(code), entries) for code, entries in facts.items()]


def test_every_country_of_the_snapshot_is_shipped(facts: Facts, sources: Sources) -> None:
    assert len(facts) == 135
    assert set(sources.countries()) == {*facts, "001"}


def test_shipped_numbers_are_those_of_the_snapshot_and_of_its_corrections(
    facts: Facts, corrections: dict[str, dict[str, Any]], sources: Sources
) -> None:
    for insert, entries in inserts(facts, sources):
        shipped = {number.printed for contact in insert.contacts for number in contact.numbers}
        later = {
            phone["printed"] for new in new_contacts(corrections, insert.country) for phone in new.get("numbers", ())
        }
        first = {phone["printed"] for entry in entries for phone in entry.get("phones", [])}
        assert shipped == first | later, insert.country


def test_every_other_number_and_address_stands_in_the_snapshots_too(
    facts: Facts, corrections: dict[str, dict[str, Any]], sources: Sources
) -> None:
    for insert, entries in inserts(facts, sources):
        said = " ".join(f"{entry.get('other_contact', '')} {entry.get('note', '')}" for entry in entries)
        sites = {entry.get("website", "") for entry in entries}
        changes = corrections.get(insert.country, {})
        said += " ".join(str(change.get("set", {})) for change in changes.values())
        sites |= {new.get("web", "") for new in new_contacts(corrections, insert.country)}
        for contact in insert.contacts:
            others = (contact.abroad, contact.whatsapp, *contact.sms)
            assert [text for text in others if text not in said] == [], contact.id
            assert contact.web in {*sites, ""}, contact.id


def test_every_correction_is_in_its_contact_with_its_sources(
    corrections: dict[str, dict[str, Any]], sources: Sources
) -> None:
    shown = {"yes": True, "": False, "unknown": False}
    for code, changes in corrections.items():
        contacts = {contact.id: contact for contact in sources.insert(code).contacts}
        for name, change in changes.items():
            contact = contacts[name]
            for key in ("free", "private"):
                if key in change.get("set", {}):
                    assert getattr(contact, key) is shown[change["set"][key]], (code, name)
            assert any(source.dated or source.is_open for source in contact.sources), (code, name)
            known = {source.address for source in contact.sources}
            assert {one.get("url") or one["reference"] for one in change.get("sources", ())} <= known
            assert not {one for one in change.get("same", ())} - {name} & contacts.keys(), (code, name)


def test_no_service_stands_twice_in_a_file(facts: Facts, sources: Sources) -> None:
    for insert, _ in inserts(facts, sources):
        lines = [contact for contact in insert.contacts if contact.kind != "emergency"]
        numbers = [re.sub(r"\D", "", number.dial) for contact in lines for number in contact.numbers]
        assert len(numbers) == len(set(numbers)), insert.country
    for code, kept in {
        "IE": "childline",
        "FR": "children-in-danger",
        "PH": "makabata",
        "RU": "children-trust-line",
    }.items():
        contact = next(one for one in sources.insert(code).contacts if one.id == kept)
        assert len(contact.numbers) > 1, code


def test_every_sure_fact_of_practice_stands_with_its_contact(sources: Sources) -> None:
    collected = [fact for country in load("practice") for service in country["services"] for fact in service["facts"]]
    shipped = [fact for contact in contacts_of(sources) for fact in contact.practice]
    assert {fact.confidence for fact in shipped} == {"high", "medium", "low"}
    assert 280 < len(shipped) < len(collected) == 360
    assert all(fact.sources for fact in shipped)


def contacts_of(sources: Sources) -> Iterator[ContactFact]:
    yield from (contact for code in sources.countries() for contact in sources.insert(code).contacts)


@pytest.mark.parametrize(("code", "name"), STATE_LINES.items())
def test_a_line_of_the_state_is_never_taken_for_one_that_nobody_is_connected_to(
    code: str, name: str, sources: Sources
) -> None:
    contact = next(one for one in sources.insert(code).contacts if one.id == name)
    answers = set(contact.known("answers"))
    assert answers & STATE_RUN or "passes-on" in contact.known("tells") or not answers


def test_a_crisis_line_is_never_called_a_child_helpline(sources: Sources) -> None:
    kinds = {contact.id: contact.kind for code in ("GB", "US") for contact in sources.insert(code).contacts}
    assert kinds["shout"] == kinds["crisis-text-line"] == kinds["988"] == kinds["hopeline"] == "crisis"
    lines = {contact.id: contact.sms for contact in sources.insert("US").contacts}
    assert lines["crisis-text-line"] == ("741741", "HOME")


def test_where_facts_say_that_the_young_can_be_charged_the_helpline_comes_first(sources: Sources) -> None:
    assert {code for code in sources.countries() if sources.insert(code).may_punish} == {"IN", "KE", "MY", "TZ", "UG"}


def test_lines_on_the_law_rest_on_sure_facts_and_promise_nothing(sources: Sources) -> None:
    promise = re.compile(r"\b(never|not|no one|nobody)\b.*\b(punish|charge|arrest|trouble)", re.I)
    laws = {code: sources.insert(code).legal for code in sources.countries()}
    drafted = [code for code, law in laws.items() if law.lines]
    assert drafted == ["EG", "FR", "GB", "IN", "KE", "MX", "PH", "TH", "TZ", "US"]
    for code, law in laws.items():
        for line in law.lines:
            assert line.facts and all(fact.is_sure for fact in law.facts_of(line)), (code, line.key)
            assert "en" in line.texts and not any(promise.search(text) for text in line.texts.values()), (
                code,
                line.key,
            )


def test_addresses_with_a_question_mark_stand_in_quotation_marks() -> None:
    for path in (open_folders().own / "translations" / "countries").glob("*.yaml"):
        assert not re.search(r"url: https?://[^\s',}]*\?", path.read_text(encoding="utf-8")), path.name


def test_a_contact_is_as_sure_as_the_entry_it_is_from(facts: Facts, sources: Sources) -> None:
    for insert, entries in inserts(facts, sources):
        if insert.country in {"IE", "FR", "PH", "RU"}:
            continue  # two entries of one service are one contact there
        of_number = {phone["printed"]: entry for entry in entries for phone in entry.get("phones", [])}
        twice = [phone["printed"] for entry in entries for phone in entry.get("phones", [])]
        for contact in insert.contacts:
            for number in contact.numbers:
                if twice.count(number.printed) == 1 and number.printed in of_number:
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
