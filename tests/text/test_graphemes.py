"""What a reader takes for one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker

from booklet.text.graphemes import ALONE, graphemes

LONE = "".join(filter(ALONE.hold, map(chr, range(0x10000))))


@pytest.mark.parametrize("whole", ["e\u0301", "น้ำ", "क्षि", "👩🏽‍👧", "🇰🇪", "\r\n", "ក្រ", "각", "می\u200c"[1:]])
def test_a_letter_with_all_that_belongs_to_it_is_one(whole: str) -> None:
    assert graphemes(f"a{whole}b") == ["a", whole, "b"]


def test_a_lone_surrogate_is_one_by_itself() -> None:
    assert graphemes("a\ud83d\u0301😀\udc67") == ["a", "\ud83d", "\u0301", "😀", "\udc67"]


@pytest.mark.slow
@given(st.text("aé \u00ad\u0301あがっカ、（語字가각한\u3099", max_size=20) | st.text(LONE))
def test_what_needs_no_icu_is_cut_as_icu_cuts_it(text: str) -> None:
    assert graphemes(text) == list(CharacterBreaker(text, "en"))


def test_characters_that_stand_alone_do_so_beside_each_other() -> None:
    assert len(LONE) > 39_000
    for text in (LONE, LONE[::-1], "각".join(LONE), "あ".join(LONE)):
        assert len(list(CharacterBreaker(text, "en"))) == len(text)


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_clusters_make_up_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text
    assert all(graphemes(text))
