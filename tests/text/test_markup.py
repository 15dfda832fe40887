"""Markup in, text and the spans that cover it out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.text.markup import RichText, Span, parse_markup, plain_text

MARKUPS = st.text(alphabet="ab #\\*_[]()é\u0301😀", max_size=30)
WORDS = st.text(alphabet="ab*_[]\\", min_size=1, max_size=6)


def escaped(text: str) -> str:
    """Return a text written so that none of it is markup."""
    return re.sub(r"([*_\[\]\\])", r"\\\1", text)


def stretches(rich: RichText) -> list[tuple[str, bool, str]]:
    """Return the text of each style, neighbours of one style joined."""
    found: list[tuple[str, bool, str]] = []
    for span in rich.spans:
        text = rich.text[span.start : span.end]
        if found and found[-1][1:] == (span.strong, span.target):
            text = found.pop()[0] + text
        found.append((text, span.strong, span.target))
    return found


def test_stars_make_words_strong() -> None:
    assert parse_markup("Tell *someone* now.") == RichText(
        "Tell someone now.", (Span(0, 5), Span(5, 12, strong=True), Span(12, 17))
    )


def test_a_term_is_set_like_strong_words() -> None:
    assert parse_markup("_Grooming_ is") == parse_markup("*Grooming* is")


def test_a_link_is_its_label_and_remembers_its_target() -> None:
    assert parse_markup("See [page 4](#welcome).") == RichText(
        "See page 4.", (Span(0, 4), Span(4, 10, target="#welcome"), Span(10, 11))
    )


def test_a_link_among_strong_words_is_strong() -> None:
    assert stretches(parse_markup("*Call [116](tel:116) now*")) == [
        ("Call ", True, ""),
        ("116", True, "tel:116"),
        (" now", True, ""),
    ]


def test_a_backslash_makes_a_mark_an_ordinary_character() -> None:
    assert stretches(parse_markup(r"2 \* 3 \_x\_ \[a\](b) \\")) == [(r"2 * 3 _x_ [a](b) \\"[:-1], False, "")]


def test_a_backslash_before_anything_else_is_a_backslash() -> None:
    assert plain_text(r"a\b") == r"a\b"


@pytest.mark.parametrize("markup", ["2 * 3", "a*", "*", "* a *", "_ a", "*a", "*a _b"])
def test_a_mark_without_its_partner_is_an_ordinary_character(markup: str) -> None:
    assert stretches(parse_markup(markup)) == [(markup, False, "")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [(r"*a \* b", "*a * b"), ("*a [b*](#c)", "*a b*"), (r"_a \_", "_a _"), ("2 *3 [4*5](#c)", "2 *3 4*5")],
)
def test_a_mark_that_closes_nothing_is_no_partner(markup: str, text: str) -> None:
    rich = parse_markup(markup)
    assert rich.text == text
    assert not any(span.strong for span in rich.spans)


def test_the_other_mark_inside_strong_words_is_an_ordinary_character() -> None:
    assert stretches(parse_markup("*a_b*")) == [("a_b", True, "")]


def test_no_text_is_no_span() -> None:
    assert parse_markup("") == RichText("", ())


@pytest.mark.parametrize("text", ["**", "***", "_", "__", "*****"])
def test_marks_with_nothing_between_them_are_ordinary_characters(text: str) -> None:
    assert parse_markup(text).text == text


@given(MARKUPS)
def test_spans_cover_the_text_without_gap_or_overlap(markup: str) -> None:
    rich = parse_markup(markup)
    assert "".join(rich.text[span.start : span.end] for span in rich.spans) == rich.text
    edges = [0, *(span.end for span in rich.spans)]
    assert [span.start for span in rich.spans] == edges[:-1]
    assert all(span.start < span.end for span in rich.spans)


@given(st.text(max_size=30))
def test_an_escaped_text_comes_back_as_it_was(text: str) -> None:
    rich = parse_markup(escaped(text))
    assert rich.text == plain_text(escaped(text)) == text
    assert rich.spans == ((Span(0, len(text)),) if text else ())


@pytest.mark.slow
@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=6))
def test_what_is_written_strong_is_read_strong(words: list[tuple[str, bool]]) -> None:
    markup = " ".join(f"*{escaped(word)}*" if is_strong else escaped(word) for word, is_strong in words)
    rich = parse_markup(markup)
    assert rich.text == " ".join(word for word, _ in words)
    strong = "".join(rich.text[span.start : span.end] for span in rich.spans if span.strong)
    assert strong == "".join(word for word, is_strong in words if is_strong)
