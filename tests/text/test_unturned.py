"""What is never turned in a text from right to left, and how the rest stands, beside another program's algorithm."""

import re

import pytest
from bidi import get_display
from rightleft import ADDRESSES, LETTERED, OTHERS, PHONES, WORDS, in_digits_of

from booklet.text.bidi import line_levels, visual_order
from booklet.text.unturned import LETTER, find_unturned, levels_around, list_unbroken_ends

LANGUAGES = tuple(WORDS)


CONTROLS = dict.fromkeys(map(ord, "\u2066\u2069\u202c\u202d"))


def by_the_other(text: str) -> str:
    """Return a paragraph from right to left as the other algorithm shows it, seen from the left."""
    shown: str = get_display(text, base_dir="R")
    return unmirrored(shown.translate(CONTROLS))


def by_ours(text: str) -> str:
    """Return a paragraph from right to left as ours shows it, seen from the left."""
    found = line_levels(text, levels_around(text, 1), 0, len(text), 1)
    return unmirrored("".join(text[place] for place in visual_order(found)))


def unmirrored(text: str) -> str:
    """Return a text with one bracket for all: which way it opens is a matter of letters, not of order."""
    return re.sub(r"[()\[\]«»]", "(", text)


def lines(language: str, said: str) -> list[str]:
    """Return the sentences of a language that say something, in Latin digits and in its own."""
    return [line for form in dict.fromkeys((said, in_digits_of(language, said))) for line in filled(language, form)]


def filled(language: str, said: str) -> list[str]:
    return [words.format(said) for words in WORDS[language]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [*PHONES, *LETTERED])
def test_a_number_is_one_digit_to_the_algorithm_however_it_is_written(language: str, phone: str) -> None:
    """An isolate is not enough: within one, too, Arabic digits go from right to left past spaces and hyphens."""
    for said in dict.fromkeys((phone, in_digits_of(language, phone))):
        for line in filled(language, said):
            assert unmirrored(said) in by_ours(line)
            digit = next(filter(str.isdigit, said))
            expected = by_the_other(line.replace(said, digit))
            assert by_ours(line) == expected.replace(digit, unmirrored(said))
            assert by_ours(line) == by_the_other(line.replace(said, f"\u2066\u202d{said}\u202c\u2069"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("said", [*OTHERS, *ADDRESSES])
def test_what_is_no_number_is_shown_as_the_other_algorithm_shows_it(language: str, said: str) -> None:
    for line in lines(language, said):
        assert by_ours(line) == by_the_other(line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", PHONES)
def test_what_stands_beside_a_number_is_where_it_would_be_beside_one_digit(language: str, phone: str) -> None:
    before, *_, after = WORDS[language]
    for other in OTHERS:
        line = f"{before.format(other)} ({phone}), {after.format(other)} WhatsApp {phone} UNICEF"
        expected = by_the_other(line.replace(phone, "\uff11"))
        assert by_ours(line) == expected.replace("\uff11", unmirrored(phone))


def test_more_than_a_hundred_and_twenty_lines_are_unmirrored() -> None:
    count = sum(len(lines(language, said)) for language in LANGUAGES for said in (*PHONES, *LETTERED, *OTHERS))
    assert count > 120


@pytest.mark.parametrize("phone", [*PHONES, *LETTERED])
def test_a_number_is_found_whole(phone: str) -> None:
    assert [(part.start, part.end) for part in find_unturned(f"اتصل {phone}.")] == [(5, 5 + len(phone))]


@pytest.mark.parametrize("said", OTHERS)
def test_what_is_no_number_is_not_taken_for_one(said: str) -> None:
    assert find_unturned(f"اتصل {said} الآن") == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("116 111, 0800 1111", ["116 111", "0800 1111"]),
        ("0800 1111 / 0800 2222", ["0800 1111", "0800 2222"]),
        ("116 111 · +254 722 000", ["116 111", "+254 722 000"]),
        ("116 111 24/7", ["116 111"]),
        ("24/7 116 111", ["116 111"]),
        ("2026-11-25 116 111 8:00-20:00", ["116 111"]),
        ("(116 111) 24", ["116 111"]),
        ("1. 116 111", ["116 111"]),
        ("1) 116 111", ["116 111"]),
        ("1-800-4-A-CHILD (1-800-422-4453)", ["1-800-4-A-CHILD", "1-800-422-4453"]),
        ("*100# #31# *116", ["*100#", "#31#", "*116"]),
        ("2026 UNICEF", []),
        ("0800 1111 UNICEF", ["0800 1111"]),
        ("116 111 UNICEF", ["116 111"]),
        ("٠٨٠٠ 1111", ["٠٨٠٠ 1111"]),
        ("tel:116 111", ["116 111"]),
        ("116 111-", ["116 111"]),
        ("", []),
    ],
)
def test_numbers_are_told_from_what_stands_beside_them(text: str, numbers: list[str]) -> None:
    assert [text[part.start : part.end] for part in find_unturned(text)] == numbers


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("زوروا https://example.org/", "https://example.org/"),
        ("زوروا 116111.pl.", "116111.pl"),
        ("زوروا example.org/a?b=c, الآن", "example.org/a?b=c"),
        ("زوروا example.org: الآن", "example.org"),
        ("(example.org/a)", "example.org/a"),
        ("راسلوا a.b+c@example.org.", "a.b+c@example.org"),
    ],
)
def test_an_address_stands_as_it_is_typed_and_the_mark_behind_it_is_outside(text: str, address: str) -> None:
    ((start, end, stands_as),) = find_unturned(text)
    assert (text[start:end], stands_as) == (address, LETTER)
    assert unmirrored(address) in by_ours(text)


def test_a_stretch_has_one_level_and_it_is_even() -> None:
    text = "اتصل +254 (0) 722 / 116111.pl أو 1-800-4-A-CHILD"
    found = levels_around(text, 1)
    assert len(found) == len(text)
    assert [set(found[part.start : part.end]) for part in find_unturned(text)] == [{2}, {2}, {2}]


def test_no_line_ends_inside_a_number() -> None:
    text = "اتصل +254 722 000 111 الآن"
    assert list_unbroken_ends(text, (5, 10, 14, 18, 22, len(text))) == (5, 22, len(text))
