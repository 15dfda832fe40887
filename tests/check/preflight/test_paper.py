"""What reaches the paper and what does not: bullets, blank pages, sizes, white lines, words that nobody reads."""

import pytest
from pikepdf import Array
from spoiling import Edit, blank_page, first_font, in_turn, page, paints, shows, spoiled

from booklet.check.preflight.check import examine
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.limits import Limits
from booklet.errors import Severity


def hits(file: bytes) -> list[Hit]:
    return [hit for hit in examine(file, Limits()).hits if hit.severity in {Severity.ERROR, Severity.WARNING}]


def codes(file: bytes) -> set[str]:
    return {hit.rule.code for hit in hits(file)}


PALE = "/solid gs 0 0 0 0.25 k"


def own_words(said: str) -> Edit:
    """Return an edit that makes the first letter of the font of page 2 say something."""
    cmap = f"1 beginbfchar <0002> <{said.encode('utf-16-be').hex()}> endbfchar".encode()
    return lambda pdf: pdf.pages[1].Resources.Font[first_font(pdf)].ToUnicode.write(cmap)


@pytest.mark.slow
@pytest.mark.parametrize("said", ["•", "–", "■", "→", "✓", "\uf0b7", "…"])
def test_a_pale_bullet_is_no_text_that_nobody_can_read(said: str, clean: bytes) -> None:
    assert codes(spoiled(clean, in_turn(own_words(said), shows("<0002>", before=PALE)))) == set()


@pytest.mark.slow
@pytest.mark.parametrize("said", ["1", "+", "#", "*", "a", "?", "• 116", "١"])
def test_pale_letters_digits_and_signs_of_numbers_are_told(said: str, clean: bytes) -> None:
    assert "low-contrast" in codes(spoiled(clean, in_turn(own_words(said), shows("<0002>", before=PALE))))


def test_a_file_of_blank_pages_alone_is_refused_and_some_are_told_by_their_numbers(clean: bytes) -> None:
    some = hits(spoiled(clean, blank_page(b"", 1, 2)))
    assert [(hit.rule.code, hit.severity, hit.page) for hit in some] == [
        ("blank-page", Severity.WARNING, 1),
        ("blank-page", Severity.WARNING, 2),
    ]
    every = hits(spoiled(clean, blank_page(b"", 0, 1, 2, 3)))
    assert {(hit.rule.code, hit.severity) for hit in every} == {("blank-page", Severity.ERROR)}


@pytest.mark.slow
def test_a_page_larger_than_any_press_sheet_is_told_and_one_beyond_all_bounds_refused(clean: bytes) -> None:
    def sized(points: int) -> list[tuple[str, Severity]]:
        found = hits(spoiled(clean, page("MediaBox", Array([0, 0, points, points]))))
        return [(hit.rule.code, hit.severity) for hit in found]

    assert sized(4500) == []
    assert sized(4600) == [("page-size", Severity.WARNING)]
    assert sized(14_401) == [("page-size", Severity.ERROR)]
    assert sized(2) != []


@pytest.mark.slow
def test_a_white_hairline_on_white_paper_is_not_seen_by_anybody(clean: bytes) -> None:
    assert codes(spoiled(clean, paints("0 0 0 0 K 0.05 w 100 100 m 200 100 l S"))) == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    "above",
    [
        "0 0 0 1 K 2 w 95 104 m 200 104 l S",
        "0 0 0 1 k 95 103 100 1 re f",
        "95 140 m 200 140 l 200 180 l h W n 0.1 0 0 0 k 0 0 400 400 re f",
        "/solid gs 0.1 0 0 0 k 95 130 100 100 re f",
        "/black gs 0.1 0 0 0 k 95 95 100 100 re f",
    ],
    ids=["a stroke through it", "a narrow field through it", "clipped to another place", "beside it", "overprints"],
)
def test_what_leaves_words_to_be_read_does_not_cover_them(above: str, clean: bytes) -> None:
    black = "/black gs 0 0 0 1 k"
    assert codes(spoiled(clean, shows("<000200030002>", before=black, after=above))) <= {"low-contrast"}


@pytest.mark.slow
def test_words_that_nobody_reads_are_told_once_for_a_page_with_their_number(clean: bytes) -> None:
    font = "BT 3 Tr {} 12 Tf 100 100 Td <0002> Tj 0 20 Td <0003> Tj 0 20 Td <0002> Tj ET"
    file = spoiled(clean, lambda pdf: paints(font.format(first_font(pdf)))(pdf))
    (hit,) = hits(file)
    assert (hit.rule.code, hit.severity, hit.page) == ("hidden-text", Severity.WARNING, 1)
    assert hit.what.endswith("and 2 more: invisible")
