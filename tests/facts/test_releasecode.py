"""The code of a release is read from paper as it was printed, or not at all."""

from itertools import combinations

import pytest

from booklet.facts.releasecode import ALPHABET, AVOIDED, make_code, read_code

CODES = tuple(make_code([f"edition {number}"]) for number in range(40))


def test_a_code_has_no_digit_and_no_vowel_so_nobody_dials_it_and_it_spells_no_word() -> None:
    for code in CODES:
        first, second = code.split("-")
        assert len(first) == len(second) == 5
        assert set(first + second) <= set(ALPHABET)
    assert not set(ALPHABET) & set("AEIOUYV0123456789")


def test_no_code_contains_a_shortened_word_that_hurts() -> None:
    made = [make_code([str(number)]).replace("-", "") for number in range(5000)]
    assert not [code for code in made if any(word in code for word in AVOIDED)]
    assert len({*made}) == len(made) and all(map(read_code, made))


def test_lines_make_one_code_and_other_lines_another() -> None:
    assert make_code(["KE", "116"]) == make_code(["KE", "116"])
    assert len({*CODES}) == len(CODES)
    assert make_code(["a\nb"]) != make_code(["a", "b"])


def test_every_wrong_letter_is_found() -> None:
    for code in CODES:
        letters = code.replace("-", "")
        for place in range(len(letters)):
            for other in set(ALPHABET) - {letters[place]}:
                assert read_code(letters[:place] + other + letters[place + 1 :]) == "", (code, place, other)


def test_every_two_letters_that_changed_places_are_found_however_far_apart() -> None:
    for code in CODES:
        letters = list(code.replace("-", ""))
        for one, other in combinations(range(len(letters)), 2):
            swapped = letters.copy()
            swapped[one], swapped[other] = swapped[other], swapped[one]
            assert swapped == letters or read_code("".join(swapped)) == "", (code, one, other)


@pytest.mark.parametrize("typed", ["{lower}", " {spaced} ", "{bare}", "{soft}", "{wide}", "{underlined}"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    for code in CODES:
        forms = {
            "lower": code.lower(),
            "spaced": " ".join(code),
            "bare": code.replace("-", ""),
            "soft": code.replace("-", "\u2011"),
            "wide": "".join(chr(ord(letter) + 0xFEE0) for letter in code),
            "underlined": f"__{code}__",
        }
        assert read_code(typed.format(**forms)) == code


@pytest.mark.parametrize(("seen", "is_"), [("5", "S"), ("8", "B"), ("2", "Z"), ("1", "L"), ("I", "L"), ("К", "K")])
def test_a_letter_that_looks_like_another_is_read_as_the_one_it_can_only_be(seen: str, is_: str) -> None:
    code = next(code for code in CODES if is_ in code)
    assert read_code(code.replace(is_, seen)) == code


@pytest.mark.parametrize("letter", "ВСНКМРТХЅЈΒΗΚΜΝΡΤΧΖ")
def test_letters_of_other_scripts_that_look_the_same_are_read(letter: str) -> None:
    latin = dict(zip("ВСНКМРТХЅЈΒΗΚΜΝΡΤΧΖ", "BCHKMPTXSJBHKMNPTXZ", strict=True))[letter]
    code = next(code for code in CODES if latin in code)
    assert read_code(code.replace(latin, letter)) == code
    assert read_code(code.replace(latin, letter).lower()) == code


@pytest.mark.parametrize("typed", ["", "-", "XFDKT", "XFDKT-FLLSJX", "AEIOU-AEIOU", "0800111116", "x" * 100_000, "\0"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) == ""
