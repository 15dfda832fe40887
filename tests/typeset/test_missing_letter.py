"""A letter that no typeface has is told once, whatever number of pages, bands and editions it would stand on."""

from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, codes, lay

from booklet.errors import Finding, SourceError, Where, merge_repeats
from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.countries import parse_country
from booklet.sources.load import Sources
from booklet.values import replace
from booklet.words.lines import line_with


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["\U00012000", "\ue000"])
def test_a_letter_without_a_glyph_is_told_once_for_all_files(letter: str, tmp_path: Path) -> None:
    """The name of the lead contact stands on most pages of both bands, and on all cards."""
    lay(tmp_path, {COUNTRY: CONFIRMED.replace("Example Line", f"Example {letter} Line")})
    sources = open_sources(tmp_path)
    wanted = Wanted(
        products=("booklet", "card"), countries=("XX",), bands=sources.guide.bands, editions=("press", "screen")
    )
    with pytest.raises(SourceError) as stopped:
        check(plan_jobs(wanted, sources), sources, date(2026, 11, 25))
    (told,) = stopped.value.findings
    assert told.code == "missing-glyph"
    assert f"(U+{ord(letter):04X} " in told.message and "more places, such as " in told.message
    assert f", written in {COUNTRY}:6 (there" in told.message
    assert told.hint


def test_the_line_in_which_a_letter_was_written_is_found(sources: Sources) -> None:
    insert = parse_country(CONFIRMED.replace("Example Friends", "Example \ue000 Friends"), COUNTRY, "XX")
    assert line_with("\ue000", sources.guide, insert) == Where(COUNTRY, 18)
    assert line_with("\ue001", sources.guide, insert) is None
    title = next(iter(sources.guide.every_topic())).titles["title"]
    other = replace(title, forms=(*title.forms, "\ue001"))
    first = next(iter(sources.guide.labels))
    assert line_with("\ue001", replace(sources.guide, labels={first: other}), insert) == title.where


def test_findings_of_other_kinds_are_each_told() -> None:
    found = [Finding("overset", Where(page), "too long", "shorten it") for page in ("page 1", "page 2", "page 1")]
    assert codes(merge_repeats(found)) == ["overset", "overset"]


def test_what_was_told_once_can_be_told_once_again() -> None:
    """A run gathers what its files have gathered."""
    files = [
        merge_repeats(Finding("missing-glyph", Where(f"{name} {page}"), "no x", "take y") for page in range(pages))
        for name, pages in (("a", 1), ("b", 3))
    ]
    (told,) = merge_repeats(finding for file in files for finding in file)
    assert str(told) == "a 0: missing-glyph: no x (there and in one more place, such as b 0); take y"
