"""Which contacts a reader sees: pairs together or not at all, a helpline before the police where that is safer."""

from itertools import permutations
from pathlib import Path

import pytest
from projects import CONFIRMED, lay

from booklet.facts.insert import ContactFact, Insert
from booklet.facts.selection import MOST_ROWS, Selection, list_printed_contacts, select
from booklet.sources.countries import read_insert
from booklet.sources.load import Sources
from booklet.values import replace


@pytest.fixture
def country(tmp_path: Path) -> Insert:
    lay(tmp_path, {"XX.yaml": CONFIRMED})
    return read_insert(tmp_path / "XX.yaml", "XX.yaml")


def with_kinds(country: Insert, *kinds: str) -> Insert:
    """Return the country with its lead and a contact of each kind given: "removal<18" is for the young."""
    lead = country.contacts[0]
    return replace(country, contacts=(lead, *(_contact(lead, kind, place) for place, kind in enumerate(kinds))))


def _contact(model: ContactFact, kind: str, place: int) -> ContactFact:
    name, _, under = kind.partition("<")
    name, _, start = name.partition(">")
    return replace(model, id=f"{kind}-{place}", kind=name, ages_under=under, ages_from=start)


def rows(selection: Selection) -> list[str]:
    return [contact.id.rsplit("-", 1)[0] if "-" in contact.id else contact.id for contact in selection.rows]


def test_a_line_for_the_young_and_one_for_adults_are_printed_together(country: Insert, sources: Sources) -> None:
    found = with_kinds(country, "removal>18", "police", "removal<18", "hotline")
    assert rows(select(found, sources.world, "14-17")) == ["hotline", "removal>18", "removal<18", "police", "finder"]


def test_where_only_one_of_a_pair_has_room_neither_is_printed(country: Insert, sources: Sources) -> None:
    kinds = ("crisis", "hotline", "removal", "police", "self", "support<18", "support>18")
    selection = select(with_kinds(country, *kinds), sources.world, "14-17")
    assert rows(selection) == ["crisis", "hotline", "removal", "police", "self", "finder"]
    assert [contact.kind for contact in selection.left_out] == ["support", "support"]
    assert len(selection.rows) < MOST_ROWS


def test_a_line_for_all_ages_is_no_half_of_a_pair(country: Insert, sources: Sources) -> None:
    kinds = ("crisis", "hotline", "removal", "support<18", "support")
    assert rows(select(with_kinds(country, *kinds), sources.world, "14-17"))[3:] == ["support<18", "support", "finder"]


def test_a_line_for_all_ages_leaves_the_room_of_a_pair_to_others(country: Insert, sources: Sources) -> None:
    kinds = ("crisis", "hotline", "removal>18", "removal", "police", "self", "support")
    selection = select(with_kinds(country, *kinds), sources.world, "14-17")
    assert rows(selection) == ["crisis", "hotline", "removal>18", "police", "self", "support", "finder"]
    assert [contact.id for contact in selection.left_out] == ["removal-3"]


@pytest.mark.parametrize("kind", ["hotline", "removal"])
def test_a_country_comes_before_the_world_if_its_own_has_an_address(
    kind: str, country: Insert, sources: Sources
) -> None:
    found = with_kinds(country, kind)
    assert getattr(select(found, sources.world, "14-17"), kind).id == f"{kind}-0"
    unreachable = replace(found.contacts[1], web="")
    silent = replace(found, contacts=(found.contacts[0], unreachable))
    assert getattr(select(silent, sources.world, "14-17"), kind) in sources.world.contacts


def test_the_younger_band_reads_no_line_for_adults(country: Insert, sources: Sources) -> None:
    found = with_kinds(country, "removal>18", "removal<18", "hotline>13")
    assert rows(select(found, sources.world, "10-13")) == ["hotline>13", "removal<18", "finder"]


@pytest.mark.parametrize(
    ("may_punish", "order"),
    [(False, ["helpline", "police", "support", "finder"]), (True, ["helpline", "support", "police", "finder"])],
)
def test_where_the_law_may_punish_a_child_all_help_stands_before_the_police(
    may_punish: bool, order: list[str], country: Insert, sources: Sources
) -> None:
    found = replace(with_kinds(country, "police", "support", "helpline"), may_punish=may_punish)
    kinds = [contact.kind for contact in select(found, sources.world, "14-17").rows]
    assert [kind for kind in kinds if kind in order] == order


def test_a_crisis_line_that_is_written_to_stands_before_those_that_are_called(
    country: Insert, sources: Sources
) -> None:
    found = with_kinds(country, "crisis", "crisis")
    first, second = found.contacts[1:]
    texts = replace(second, id="texts", numbers=(), sms=("85258", "HI"))
    writes = replace(found, contacts=(found.contacts[0], replace(first, sms=("988", "")), texts))
    selection = select(writes, sources.world, "14-17")
    assert rows(selection)[:2] == ["texts", "crisis"]
    assert selection.crisis and selection.crisis.sms == ("988", "") and selection.crisis_sms is selection.crisis
    alone = select(replace(writes, contacts=(found.contacts[0], texts)), sources.world, "14-17")
    assert alone.crisis is None and alone.crisis_sms is texts


def test_a_crisis_line_that_is_open_day_and_night_stands_before_others(country: Insert, sources: Sources) -> None:
    lead, by_day, second = with_kinds(country, "crisis", "crisis").contacts
    by_day = replace(by_day, always=False)
    texts = replace(second, id="texts", numbers=(), sms=("85258", "GO"), always=True)
    for each in permutations((by_day, texts)):
        found = select(replace(country, contacts=(lead, *each)), sources.world, "14-17")
        assert (found.crisis, found.crisis_sms) == (None, texts)
    at_night = replace(second, id="night", always=True)
    assert select(replace(country, contacts=(lead, by_day, texts, at_night)), sources.world, "14-17").crisis is at_night


@pytest.mark.parametrize(
    ("kind", "band", "is_there"),
    [("self", "14-17", True), ("self", "10-13", False), ("self>10", "10-13", True), ("self>13", "10-13", False)],
)
def test_who_worries_about_own_thoughts_is_sent_to_a_place_that_takes_the_age(
    kind: str, band: str, is_there: bool, country: Insert, sources: Sources
) -> None:
    assert (kind in rows(select(with_kinds(country, kind), sources.world, band))) == is_there


def test_a_long_address_counts_for_more_than_a_row(country: Insert, sources: Sources) -> None:
    found = with_kinds(country, "crisis", "hotline", "removal", "police", "self", "support")
    wide = [
        replace(contact, numbers=(), web=f"https://{contact.kind}.example/{'a' * 30}") for contact in found.contacts
    ]
    selection = select(replace(found, contacts=(found.contacts[0], *wide[1:])), sources.world, "14-17")
    assert rows(selection) == ["crisis", "hotline", "removal", "police", "finder"]
    assert [contact.kind for contact in selection.left_out] == ["self", "support"]


def test_a_country_without_a_line_for_all_of_it_shows_the_worlds_finder(country: Insert, sources: Sources) -> None:
    selection = select(replace(country, lead=None), sources.world, "14-17")
    assert selection.lead is sources.world.lead
    assert "helpline" in [contact.kind for contact in selection.rows]
    assert "finder" not in [contact.kind for contact in selection.rows]


def test_a_contact_that_nobody_could_reach_is_no_row(country: Insert, sources: Sources) -> None:
    found = with_kinds(country, "support")
    dumb = tuple(replace(contact, numbers=(), web="") for contact in found.contacts[1:])
    assert "support" not in rows(select(replace(found, contacts=(found.contacts[0], *dumb)), sources.world, "14-17"))


def test_what_any_band_prints_needs_a_call(country: Insert, sources: Sources) -> None:
    found = with_kinds(country, "removal>18", "emergency", "partner", "crisis")
    printed = list_printed_contacts(found, sources.world, sources.guide.bands)
    kinds = {contact.kind for contact in printed}
    assert {"helpline", "removal", "emergency", "crisis", "finder"} <= kinds
    assert "partner" not in kinds
