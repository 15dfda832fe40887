"""Texts nobody should write: composed without a crash, and every character is in a line or named as missing."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import count_growth

from booklet.sources.load import Sources
from booklet.text.compose import Line, compose
from booklet.text.fonts import IGNORABLE, Setting, open_face
from booklet.text.itemise import TextStyle
from booklet.text.markup import escape_markup
from booklet.typeset.house import House, first_allowance
from booklet.values import replace
from booklet.words.manuscript import Labels

SETTINGS = (
    Setting("ltr", "Latn", "en"),
    Setting("rtl", "Arab", "ar"),
    Setting("ltr", "Deva", "hi"),
    Setting("ltr", "Jpan", "ja"),
)

UNSEEN = re.compile(
    "[\t\n\r\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufff0-\ufff8\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Ends of lines, and what Unicode calls ignorable by default: a reader has never seen them."""

ANY = st.text(
    st.one_of(
        st.characters(codec=None, categories=None),
        st.sampled_from(
            "\u200b\u200c\u200d\u2060\u00ad\u202a\u202b\u202e\u2066\u2069\u0301\u0e31\u0e33ักé한👨‍👩‍👧🇰🇪一「。」ابجकिक्ष\ud800\x00\x07"
        ),
    ),
    min_size=1,
    max_size=40,
)


@pytest.fixture(scope="module")
def styles(sources: Sources) -> dict[Setting, TextStyle]:
    allowance = first_allowance(sources.theme)
    section = sources.theme.sections["help"]
    return {
        setting: House(sources.theme, "booklet", setting, Labels(()), section, allowance).style("body")
        for setting in SETTINGS
    }


def shown(lines: tuple[Line, ...]) -> tuple[str, str]:
    """Return the text that all codes of lines stand for, and what no font has."""
    said, missing = "", ""
    for line in lines:
        for run in line.runs:
            for segment in run.segments:
                own = segment.set_in(run.setting)
                shaped = open_face(run.font).shape(segment.text, own, segment.before, segment.after)
                said += "".join(glyph.text for glyph, _ in shaped.glyphs)
                missing += shaped.missing
    return said, missing


@pytest.mark.slow
@pytest.mark.parametrize("align", ["start", "justify"])
@pytest.mark.parametrize("setting", SETTINGS)
@settings(max_examples=60, deadline=None)
@given(text=ANY, measure=st.integers(8, 200))
def test_every_character_is_in_a_line_or_named_as_missing(
    styles: dict[Setting, TextStyle], setting: Setting, align: str, text: str, measure: int
) -> None:
    style = replace(styles[setting], align=align, tears=True)
    lines = compose(escape_markup(text), style, measure, setting)
    assert "".join(line.text for line in lines).replace("\u00ad", "") == text.replace("\u00ad", "")
    said, missing = shown(lines)
    for character in text.translate(IGNORABLE):
        assert character in said or character in missing or UNSEEN.fullmatch(character)


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        lambda n: "x" * n,
        lambda n: "\u0301" * (n // 2),
        lambda n: "ا" * n,
        lambda n: "க்" * (n // 2),
        lambda n: "\u2067" * (n // 2),
        lambda n: "(" * (n // 2) + "א",
        lambda n: "👨‍👩‍👧" * (n // 5),
        lambda n: "一" * n,
        lambda n: "*" * n,
        lambda n: "[" * (n // 2) + "](" * (n // 5),
    ],
    ids=["letters", "marks", "arabic", "clusters", "isolates", "brackets", "families", "han", "stars", "links"],
)
@pytest.mark.parametrize("setting", SETTINGS[:2])
def test_work_grows_with_a_text_of_absurd_length_and_not_faster(
    styles: dict[Setting, TextStyle], setting: Setting, make: Callable[[int], str]
) -> None:
    style = replace(styles[setting], tears=True)

    def set_text(text: str) -> None:
        assert compose(text, style, 200, setting)

    assert count_growth(set_text, make(2_500), make(10_000)) < 5
