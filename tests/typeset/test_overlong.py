"""A number or a name that is too long is told with its line, and not as words that could be shortened."""

from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, called, faults, lay

from booklet.errors import Finding, SourceError
from booklet.facts.selection import select
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.typeset.fit import check_placed
from booklet.typeset.overlong import ROWS, fact_finding
from booklet.typeset.placed import Overset
from booklet.values import replace

MADE = date(2026, 11, 25)

NUMBER = "0808 157 0192 0808 12345 6789"

NAME = "The Very Long Name of the National Line for Children and all Young People Here"


def told(project: Path, text: str, product: str) -> list[Finding]:
    """Return which facts of a country do not fit in a product; what has no room left beside them is told besides."""
    opened = open_sources(lay(project, {COUNTRY: called(text)}))
    wanted = Wanted((product,), countries=("XX",), editions=("screen",))
    with pytest.raises(SourceError) as stopped:
        check(plan_jobs(wanted, opened), opened, MADE, MADE)
    found = [finding for finding in faults(stopped.value) if finding.code == "overset"]
    return [finding for finding in found if finding.where.file == COUNTRY]


@pytest.mark.slow
@pytest.mark.parametrize("product", ["card", "insert"])
def test_a_number_that_is_too_long_is_told_once_with_its_line(product: str, tmp_path: Path) -> None:
    (found,) = told(tmp_path, CONFIRMED.replace("0808 157 0192", NUMBER), product)
    assert (str(found.where), found.code) == (f"{COUNTRY}:10", "overset")
    assert f'the number "{NUMBER}" of example-line, 29 characters' in found.message
    assert "dialled" in found.hint


@pytest.mark.slow
def test_a_name_that_is_too_long_is_told_once_with_its_line(tmp_path: Path) -> None:
    (found,) = told(tmp_path, CONFIRMED.replace("Example Line", NAME), "card")
    assert str(found.where) == f"{COUNTRY}:6"
    assert f'the name "{NAME}" of example-line' in found.message


def test_a_number_of_a_row_is_told_with_its_line(tmp_path: Path) -> None:
    long = "020 7946 0018 020 7946 0018 020"
    project = lay(tmp_path, {COUNTRY: CONFIRMED.replace("020 7946 0018", long)})
    selection = select(open_sources(project).insert("XX"), open_sources(project).world, "14-17")
    found = fact_finding(Overset("directory.support", 0, long), "a page", selection, "en")
    assert found is not None
    assert f'"{long}" of friends' in found.message


def test_words_that_are_too_long_are_told_as_words(tmp_path: Path) -> None:
    opened = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED}))
    selection = select(opened.insert("XX"), opened.world, "14-17")
    for block in ("helpline-card", "m5", "who", "directory"):
        assert fact_finding(Overset(block, 1, "a long sentence"), "a page", selection, "en") is None


REGION = "Northern Lake Zone and all its islands"


def test_a_region_that_is_too_long_is_told_with_its_contact(tmp_path: Path) -> None:
    text = CONFIRMED.replace(
        "name: {en: Example Friends}", f"name: {{en: Example Friends}}\n    region: {{en: {REGION}}}"
    )
    opened = open_sources(lay(tmp_path, {COUNTRY: text}))
    selection = select(opened.insert("XX"), opened.world, "10-13")
    found = fact_finding(Overset(ROWS, 1, "Where to get help"), "a page", selection, "en")
    assert found is not None
    assert f'the region "{REGION}" of friends' in found.message and "shortest" in found.hint


@pytest.mark.slow
def test_rows_that_do_not_fit_are_told_alike_in_both_books(tmp_path: Path) -> None:
    opened = open_sources(lay(tmp_path, {COUNTRY: CONFIRMED}))
    for band in ("14-17", "10-13"):
        (job,) = plan_jobs(Wanted(("insert",), ("en",), ("XX",), (band,), ("screen",)), opened)
        (document,) = check([job], opened, MADE, MADE)
        page, *others = document.placed.pages
        over = replace(page, oversets=(Overset(page.topic, 2, "Where to get help"),))
        placed = replace(document.placed, pages=(over, *others))
        (found, *_) = check_placed(placed, document.layout, "en", opened.theme.fonts)
        assert found.message.startswith("directory: 2 lines too many")
        assert found.hint == "shorten names and regions of its contacts by about 90 characters, or print fewer"
