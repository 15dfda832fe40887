"""An officer adds helplines of her towns to our file of a country, and is told what prints where, and what does not."""

import re
from pathlib import Path

import pytest
from projects import codes, lay, only, ours

from booklet.errors import Severity
from booklet.facts.insert import Insert
from booklet.facts.places import EMERGENCY, EVERY_PAGE, IN_TEXT, list_places, place_findings
from booklet.facts.selection import MOST_ROWS, select
from booklet.sources.countries import read_insert
from booklet.sources.load import Sources

BANDS = ("14-17", "10-13")

TZ = "translations/countries/TZ.yaml"

SOURCES = "    sources: [{reference: their poster at the clinic, dated: 2026-11-20}]\n"


def helpline(town: str, *lines: str, sources: str = SOURCES) -> str:
    """Return a helpline of a town as an officer writes it, with more lines."""
    more = "".join(f"    {line}\n" for line in lines)
    return f"""\
  - id: {town.lower()}
    kind: helpline
    name: {{en: {town} Helpline}}
    numbers: [{{printed: '022 211 11{len(town):02}'}}]
{sources}    confidence: medium
{more}"""


def country(folder: Path, *contacts: str, code: str = "TZ") -> Insert:
    """Return our file of a country with contacts added after the others."""
    name = f"translations/countries/{code}.yaml"
    head, *rest = re.split(r"^(?=law)", ours(name), maxsplit=1, flags=re.MULTILINE)
    lay(folder, {name: "".join((head, *contacts, *rest))})
    return read_insert(folder / name, name)


def placed(insert: Insert, sources: Sources, contact: str) -> list[str]:
    """Return where a contact prints, band by band."""
    return [one.where for one in list_places(insert, sources.world, BANDS) if one.contact.id == contact]


def test_three_helplines_of_towns_have_room_beside_ours(tmp_path: Path, sources: Sources) -> None:
    towns = ("Mwanza", "Arusha", "Dodoma")
    insert = country(tmp_path, *map(helpline, towns))
    for row, town in enumerate(towns, start=1):
        assert placed(insert, sources, town.lower()) == [f"directory, row {row}"] * 2
    assert placed(insert, sources, insert.contacts[0].id) == [EVERY_PAGE] * 2
    assert placed(insert, sources, "emergency") == [EMERGENCY] * 2
    assert placed(insert, sources, "iwf-reporting-portal-tanzania") == [f"directory, row 4, and {IN_TEXT}"] * 2
    assert not list(place_findings(insert, sources.world, BANDS))


def test_a_contact_without_sources_is_told_with_its_line(tmp_path: Path, sources: Sources) -> None:
    insert = country(tmp_path, helpline("Mwanza", sources=""))
    found = only(place_findings(insert, sources.world, BANDS))
    line = (tmp_path / TZ).read_text(encoding="utf-8").splitlines().index("  - id: mwanza") + 1
    assert (found.code, str(found.where)) == ("not-printed", f"{TZ}:{line}")
    assert found.severity is Severity.WARNING and "sources" in found.hint
    assert placed(insert, sources, "mwanza") == ["", ""]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("withheld: it is being moved",), []),
        (("withdrawn: 2026-11-01",), []),
        (("withheld: it is being moved", "must-print: yes"), ["must-print"]),
    ],
)
def test_what_a_partner_hides_is_told_only_if_it_must_print(
    lines: tuple[str, ...], code: list[str], tmp_path: Path, sources: Sources
) -> None:
    assert codes(place_findings(country(tmp_path, helpline("Mwanza", *lines)), sources.world, BANDS)) == code


def test_what_must_print_is_first_of_its_kind_and_before_all_other_kinds(tmp_path: Path, sources: Sources) -> None:
    usual = country(tmp_path, *map(helpline, ("Mwanza", "Arusha", "Dodoma")), code="US")
    full = only(one for one in place_findings(usual, sources.world, BANDS) if one.code == "directory-full")
    assert '"dodoma"' in full.message and "must-print: yes" in full.hint and full.severity is Severity.NOTE
    asked = (helpline(town, "must-print: yes") for town in ("Mwanza", "Arusha", "Dodoma"))
    insert = country(tmp_path, *asked, code="US")
    for band in BANDS:
        rows = [contact.id for contact in select(insert, sources.world, band).rows]
        assert rows[:3] == ["mwanza", "arusha", "dodoma"] and len(rows) <= MOST_ROWS
    assert "must-print" not in codes(place_findings(insert, sources.world, BANDS))


def test_more_than_there_is_room_for_cannot_all_print(tmp_path: Path, sources: Sources) -> None:
    towns = ("Mwanza", "Arusha", "Dodoma", "Tanga", "Mbeya", "Iringa", "Moshi")
    insert = country(tmp_path, *(helpline(town, "must-print: yes") for town in towns))
    found = only(one for one in place_findings(insert, sources.world, BANDS) if one.severity is Severity.ERROR)
    assert found.code == "must-print" and '"moshi"' in found.message


def test_helplines_stand_by_region_those_for_the_whole_country_first(tmp_path: Path, sources: Sources) -> None:
    lake, coast = "region: {en: Lake zone, sw: Kanda ya Ziwa}", "region: {en: Coast}"
    asked = (("Mwanza", lake), ("Tanga", coast), ("Bukoba", lake), ("Dodoma",))
    insert = country(tmp_path, *(helpline(*one, "must-print: yes") for one in asked))
    rows = [contact.id for contact in select(insert, sources.world, "14-17").rows]
    assert rows[:4] == ["dodoma", "mwanza", "bukoba", "tanga"]


def test_a_region_is_part_of_what_a_caller_hears(tmp_path: Path) -> None:
    heard = [country(tmp_path, helpline("Mwanza", *more)).contacts[-1].heard for more in ((), ("region: {en: Lake}",))]
    assert heard[0] != heard[1]
    assert country(tmp_path, helpline("Mwanza", "must-print: yes")).contacts[-1].heard == heard[0]
