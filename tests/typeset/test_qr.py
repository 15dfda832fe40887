"""The modules of QR codes: those that segno makes, under the mask that it chooses."""

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from booklet.facts.selection import printed_contacts
from booklet.make.build import open_sources
from booklet.typeset.qr import LARGEST, MASKS, Modules, qr_code


def modules_of(code: segno.QRCode) -> Modules:
    return tuple(tuple(map(bool, row)) for row in code.matrix)


@pytest.mark.slow
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=160), st.sampled_from("lmqh"))
def test_the_modules_are_those_of_segno(text: str, error: str) -> None:
    assert qr_code(text, error) == modules_of(segno.make(text, error=error, micro=False))


@pytest.mark.slow
def test_the_codes_of_all_countries_have_the_mask_that_segno_chooses() -> None:
    sources = open_sources(None)
    bands = sources.guide.bands
    contacts = (
        contact
        for code in sources.countries()
        for contact in printed_contacts(sources.insert(code), sources.world, bands)
    )
    addresses = sorted({contact.web for contact in contacts if contact.web})
    codes = [segno.make(address, error="m", micro=False) for address in addresses]
    assert [qr_code(address, "m") for address in addresses] == [modules_of(code) for code in codes]
    assert {code.mask for code in codes} == set(range(len(MASKS)))


@pytest.mark.parametrize("mask", range(8))
def test_a_mask_changes_the_modules_that_it_should(mask: int) -> None:
    one, other = (segno.make("1", micro=False, mask=number, boost_error=False).matrix for number in (0, mask))
    for row, column in ((row, column) for row in range(9, 13) for column in range(9, 21)):
        differs = (not MASKS[0](row, column)) != (not MASKS[mask](row, column))
        assert (one[row][column] != other[row][column]) == differs


def test_larger_codes_are_left_to_segno() -> None:
    text = "https://example.org/" + "x" * 150
    code = segno.make(text, error="m", micro=False)
    assert int(code.version) > LARGEST
    assert qr_code(text, "m") == modules_of(code)


def test_a_qr_code_has_its_three_finders() -> None:
    modules = qr_code("https://www.childhelplineinternational.org/helplines/", "m")
    size = len(modules)
    finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
    rows = ["".join(".#"[cell] for cell in row) for row in modules]
    assert {len(row) for row in rows} == {size}
    assert [row[:7] for row in rows[:7]] == finder
    assert [row[-7:] for row in rows[:7]] == finder
    assert [row[:7] for row in rows[-7:]] == finder
    assert [row[-7:] for row in rows[-7:]] != finder


def test_a_stronger_qr_code_is_no_smaller() -> None:
    weak, strong = (qr_code("https://example.org/somewhere/to/get/help", level) for level in "lh")
    assert len(weak) < len(strong)
