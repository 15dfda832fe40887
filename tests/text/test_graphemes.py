"""What a reader takes for one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.text.graphemes import graphemes


@pytest.mark.parametrize("whole", ["e\u0301", "น้ำ", "क्षि", "👩🏽‍👧", "🇰🇪", "\r\n", "ក្រ", "각", "می\u200c"[1:]])
def test_a_letter_with_all_that_belongs_to_it_is_one(whole: str) -> None:
    assert graphemes(f"a{whole}b") == ["a", whole, "b"]


def test_a_lone_surrogate_is_one_by_itself() -> None:
    assert graphemes("a\ud83d\u0301😀\udc67") == ["a", "\ud83d", "\u0301", "😀", "\udc67"]


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_clusters_make_up_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text
    assert all(graphemes(text))
