"""The bidirectional algorithm, by Unicode's own conformance test and by what must hold for any text."""

import lzma
from collections.abc import Callable
from pathlib import Path
from unicodedata import bidirectional

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import count_growth

from booklet.text.bidi import base_level, levels, line_levels, needs_bidi, visual_order
from booklet.text.bidi_classes import classes_of

CONFORMANCE = Path(__file__).parents[1] / "data" / "BidiCharacterTest.txt.xz"
UNKNOWN_CHARACTERS = ""
"""Characters of the conformance test that a Python of ours may not know: Unicode 14 of Python 3.11 has all."""

ALEF, ARABIC_ALEF = "\u05d0", "\u0627"
RLE, RLO, PDF, RLI, FSI, PDI = "\u202b", "\u202e", "\u202c", "\u2067", "\u2068", "\u2069"
ANY = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("a1+%, \t\n()[]\u2329\u3009\u0301\u00ad\u061c\u200e\u200f\u0661\ud800" + ALEF + ARABIC_ALEF),
        st.sampled_from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    ),
    max_size=60,
)


def cases() -> list[list[str]]:
    """Return the fields of each case of the conformance test."""
    lines = lzma.decompress(CONFORMANCE.read_bytes()).decode().splitlines()
    return [line.split(";") for line in lines if line and not line.startswith("#")]


def characters(points: str) -> str:
    """Return the text of a field of code points."""
    return "".join(chr(int(point, 16)) for point in points.split())


def set_on_one_line(text: str, base: int) -> tuple[tuple[int, ...], list[int]]:
    """Return the levels of a paragraph on one line, and its order without the characters that X9 removes."""
    found = line_levels(text, levels(text, base), 0, len(text), base)
    kept = [place for place, letter in enumerate(classes_of(text)) if letter not in "<>{}^x"]
    return found, [kept[index] for index in visual_order([found[place] for place in kept])]


@pytest.mark.slow
@pytest.mark.parametrize(("direction", "count"), [("0", 45849), ("1", 45830), ("2", 28)])
def test_every_case_of_the_conformance_test_passes(direction: str, count: int) -> None:
    chosen = [case for case in cases() if case[1] == direction]
    assert len(chosen) == count
    failed = []
    for points, _, base, expected, order in chosen:
        text = characters(points)
        level = base_level(text) if direction == "2" else int(direction)
        found, found_order = set_on_one_line(text, level)
        shown = " ".join("x" if known == "x" else str(one) for known, one in zip(expected.split(), found, strict=True))
        if (str(level), shown, " ".join(map(str, found_order))) != (base, expected, order):
            failed.append((points, direction, shown, found_order))
    assert failed == []


@pytest.mark.slow
def test_python_knows_the_characters_of_the_conformance_test() -> None:
    used = set("".join(characters(points) for points, *_ in cases()))
    assert "".join(sorted(character for character in used if not bidirectional(character))) == UNKNOWN_CHARACTERS


@pytest.mark.parametrize(
    ("character", "letter"),
    [("\u1cff", "L"), ("\u05cf", "R"), ("\u074b", "A"), ("\u20cf", "%"), ("\U000e0fff", "x"), ("\U0003ffff", "x")],
)
def test_a_character_unicode_has_not_given_away_has_the_class_of_its_block(character: str, letter: str) -> None:
    assert not bidirectional(character)
    assert classes_of(character) == letter


@pytest.mark.slow
def test_only_what_has_a_direction_of_its_own_needs_the_algorithm() -> None:
    directed = {chr(point) for point in range(0x20000) if classes_of(chr(point)) in "RAN<>{}[]?"}
    assert [hex(ord(character)) for character in sorted(directed) if not needs_bidi(character)] == []
    assert not needs_bidi("“Tell” an adult – 116 111 (free)… Ελλάδα, Україна, ไทย, हिन्दी, 日本語 👩‍👧")


@given(ANY, st.sampled_from((0, 1)))
def test_a_text_that_needs_no_bidi_has_the_level_of_its_paragraph(text: str, base: int) -> None:
    if not needs_bidi(text, base):
        assert set(levels(text, base)) <= {base}


def test_only_letters_and_signs_need_no_bidi_in_a_right_to_left_paragraph() -> None:
    assert not needs_bidi("\u05e9\u05dc\u05d5\u05dd, (\u0627\u0644\u0622\u0646)!", 1)
    assert [sign for sign in ("a", "1", "\u0661", "\u200e", "\u2066", "\n") if not needs_bidi(sign, 1)] == []


@given(ANY, st.sampled_from((0, 1)))
def test_every_character_has_a_level_and_one_place_on_its_line(text: str, base: int) -> None:
    found = levels(text, base)
    assert len(found) == len(text)
    assert all(base <= level <= 126 for level in found)
    middle = len(text) // 2
    for start, end in ((0, middle), (middle, len(text))):
        line = line_levels(text, found, start, end, base)
        assert sorted(visual_order(line)) == list(range(end - start))


def test_white_space_at_the_end_of_each_line_has_the_base_level() -> None:
    text = f"ab {ALEF} {ALEF} cd"
    found = levels(text, 0)
    assert found == (0, 0, 0, 1, 1, 1, 0, 0, 0)
    assert line_levels(text, found, 0, 5, 0) == (0, 0, 0, 1, 0)
    assert line_levels(text, found, 5, 9, 0) == (1, 0, 0, 0)


def test_white_space_before_a_tab_has_the_base_level() -> None:
    assert set_on_one_line(f"{ALEF} \t {ALEF}", 0)[0] == (1, 0, 0, 1, 1)


def test_a_phone_number_in_an_isolate_keeps_its_order() -> None:
    loose, isolated = f"{ARABIC_ALEF} 116 111", f"{ARABIC_ALEF} \u2066116 111\u2069"
    assert shown(loose) == f"111 116 {ARABIC_ALEF}"
    assert shown(isolated) == f"\u2069116 111\u2066 {ARABIC_ALEF}"


def shown(text: str) -> str:
    """Return a right-to-left paragraph as it stands on one line from left to right."""
    return "".join(text[place] for place in visual_order(set_on_one_line(text, 1)[0]))


def test_nothing_nests_deeper_than_126() -> None:
    assert max(levels(RLE * 200 + ALEF + "a" + PDF * 200 + "a", 0)) == 126
    assert max(levels(FSI * 200 + ALEF + PDI * 200, 1)) == 125
    assert levels(RLO * 200 + "a" + PDF * 200 + "a", 0)[-1] == 0


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: ALEF * 12 * n, id="long word"),
        pytest.param(lambda n: FSI * 4 * n + ALEF + f"{PDI}a" * 4 * n, id="nested isolates"),
        pytest.param(lambda n: RLI * 12 * n, id="open isolates"),
        pytest.param(lambda n: "([{" * 4 * n + ALEF, id="open brackets"),
        pytest.param(lambda n: "(" * 60 + f"a{ALEF})" * 4 * n, id="closing brackets"),
        pytest.param(lambda n: f"({ALEF}a)" * 3 * n, id="pairs of brackets"),
        pytest.param(lambda n: "\u0301" * 12 * n, id="marks"),
        pytest.param(lambda n: "%" * 12 * n + ALEF, id="terminators"),
        pytest.param(lambda n: " " * 12 * n + ALEF, id="spaces"),
    ],
)
def test_work_grows_with_a_text_and_not_faster(make: Callable[[int], str]) -> None:
    def find(text: str) -> None:
        assert len(set_on_one_line(text, 0)[0]) == len(text)

    assert count_growth(find, make(225), make(900)) < 5
