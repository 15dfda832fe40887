"""What a file says that it covers: the numbers its product prints, and a hash of all facts that its readers see."""

from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, law, lay, signed_law, uncalled

from booklet.facts.selection import select
from booklet.make.build import open_sources
from booklet.make.coverage import facts_of, numbers_of
from booklet.sources.countries import parse_country
from booklet.sources.load import Sources
from booklet.values import replace

EMERGENCY = """\
  - id: danger
    kind: emergency
    name: {en: Danger}
    numbers: [{printed: 020 7946 0111, service: police}]
    sources: [{url: https://gazette.example/9, reference: the gazette of Exampleland}]
    confidence: high
law: {}
"""


def test_a_card_has_the_number_of_the_lead_a_poster_that_of_emergencies_too_all_else_every_one(
    sources: Sources,
) -> None:
    insert = parse_country(CONFIRMED.replace("law: {}\n", EMERGENCY), COUNTRY, "XX")
    selection = select(insert, sources.world, "14-17")
    lead, danger, friends = (
        ("example-line", "0808 157 0192"), ("danger", "020 7946 0111"), ("friends", "020 7946 0018")
    )  # fmt: skip
    assert list(numbers_of("card", selection)) == [lead]
    assert list(numbers_of("poster", selection)) == [lead, danger]
    for product in ("booklet", "insert", "sticker"):
        assert set(numbers_of(product, selection)) == {lead, danger, friends}
    alone = replace(selection, emergency=None)
    assert list(numbers_of("poster", alone)) == [lead]


KNOWN = "practice: [{about: answers, value: trained, sources: [{url: https://line.example/who}], confidence: high}]"


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> str:
    return facts(tmp_path_factory.mktemp("today"), CONFIRMED)


def facts(folder: Path, text: str, brand: str = "name: Us\n") -> str:
    return facts_of("XX", "14-17", open_sources(lay(folder, {COUNTRY: text, "brand.yaml": brand})))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("law: {}", signed_law("ai: {en: A fake picture of you is a crime.}")),
        ("free: yes", f"free: yes\n    {KNOWN}"),
        ("0808 157 0192", "0808 157 0193"),
        ("free: yes", "free: no"),
        ("{en: Example Friends}", "{en: Other Friends}"),
        ("web: https://line.example/", "web: https://line.example/help"),
        ("hours: {always: unknown}", "hours: {daily: '09:00-17:00'}"),
    ],
)
def test_facts_are_others_when_anything_that_readers_see_is(old: str, new: str, today: str, tmp_path: Path) -> None:
    assert old in CONFIRMED and facts(tmp_path, CONFIRMED.replace(old, new)) != today


def test_facts_are_the_same_whoever_called_and_whatever_is_not_printed(today: str, tmp_path: Path) -> None:
    assert facts(tmp_path / "a", uncalled(CONFIRMED).replace("020 7946 0999", "020 7946 0998")) == today
    unsigned = CONFIRMED.replace("law: {}", law("ai: {en: A fake picture of you is a crime.}"))
    unsure = unsigned.replace("free: yes", f"free: yes\n    {KNOWN.replace('high', 'medium')}")
    assert facts(tmp_path / "b", unsure) == today
    stated, partner = facts(tmp_path, CONFIRMED, "name: Us\ncontact: help.example\n").split("-")
    assert stated == today.partition("-")[0] and partner != today.partition("-")[2]
